// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "jsvalues_p.h"

#include "jsrealm_p.h"
#include "jsthrow_p.h"

#include <QtCore/qset.h>
#include <QtCore/qstringconverter.h>
#include <QtCore/qurl.h>

#include <cmath>

using namespace Qt::StringLiterals;

namespace NodeHttp::JsValues {

std::optional<Encoding> encodingFromName(const QString &name)
{
    static const QHash<QString, Encoding> encodings = {
        {u"utf8"_s, Encoding::Utf8}, {u"utf-8"_s, Encoding::Utf8}, {u"ucs2"_s, Encoding::Utf16le},
        {u"ucs-2"_s, Encoding::Utf16le}, {u"utf16le"_s, Encoding::Utf16le}, {u"utf-16le"_s, Encoding::Utf16le},
        {u"latin1"_s, Encoding::Latin1}, {u"binary"_s, Encoding::Latin1}, {u"ascii"_s, Encoding::Ascii},
        {u"base64"_s, Encoding::Base64}, {u"base64url"_s, Encoding::Base64Url}, {u"hex"_s, Encoding::Hex},
    };
    const auto found = encodings.constFind(name.toLower());
    return found == encodings.constEnd() ? std::nullopt : std::optional(*found);
}

Error readEncoding(const JsRealm *realm, const QJSValue &value, Encoding *encoding)
{
    if (value.isUndefined() || value.isNull())
        return {};
    if (!value.isString())
        return JsThrow::argumentType(realm, "encoding", "of type string", value);
    const std::optional<Encoding> known = encodingFromName(value.toString());
    if (!known)
        return Error(u"ERR_UNKNOWN_ENCODING"_s, u"Unknown encoding: "_s + value.toString(), u"TypeError"_s);
    *encoding = *known;
    return {};
}

QByteArray encode(const QString &text, Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        return text.toUtf8();
    case Encoding::Utf16le:
        return QStringEncoder(QStringEncoder::Utf16LE)(text);
    case Encoding::Latin1:
    case Encoding::Ascii: {
        QByteArray bytes(text.size(), Qt::Uninitialized);
        for (qsizetype i = 0; i < text.size(); ++i)
            bytes[i] = char(text.at(i).unicode() & 0xff); // Node keeps the lower byte
        return bytes;
    }
    case Encoding::Base64:
    case Encoding::Base64Url: {
        QByteArray ascii = text.toLatin1();
        ascii.replace('-', '+').replace('_', '/');
        return QByteArray::fromBase64(ascii);
    }
    case Encoding::Hex: {
        const auto isDigit = [](QChar c) { return c.unicode() < 0x80 && std::isxdigit(c.unicode()); };
        qsizetype digits = 0;
        while (digits < text.size() && isDigit(text.at(digits)))
            ++digits;
        return QByteArray::fromHex(text.left(digits & ~qsizetype(1)).toLatin1());
    }
    }
    Q_UNREACHABLE();
    return {};
}

QString decode(const QByteArray &bytes, Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8: // a mark in front is a character like any other in Node
        return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom)(bytes);
    case Encoding::Utf16le:
        return QStringDecoder(QStringDecoder::Utf16LE, QStringDecoder::Flag::ConvertInitialBom)(bytes);
    case Encoding::Latin1:
        return QString::fromLatin1(bytes);
    case Encoding::Ascii: {
        QByteArray ascii = bytes;
        for (char &c : ascii)
            c = char(c & 0x7f);
        return QString::fromLatin1(ascii);
    }
    case Encoding::Base64:
        return QString::fromLatin1(bytes.toBase64());
    case Encoding::Base64Url:
        return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    case Encoding::Hex:
        return QString::fromLatin1(bytes.toHex());
    }
    Q_UNREACHABLE();
    return {};
}

qsizetype wholeCharacters(const QByteArray &bytes, Encoding encoding)
{
    const qsizetype size = bytes.size();
    switch (encoding) {
    case Encoding::Latin1:
    case Encoding::Ascii:
    case Encoding::Hex:
        return size;
    case Encoding::Base64:
    case Encoding::Base64Url:
        return size - size % 3;
    case Encoding::Utf16le: {
        const qsizetype even = size - size % 2;
        const bool split = even >= 2 && (static_cast<unsigned char>(bytes[even - 1]) & 0xfc) == 0xd8;
        return split ? even - 2 : even;
    }
    case Encoding::Utf8:
        break;
    }
    for (qsizetype back = 1; back <= qMin<qsizetype>(3, size); ++back) {
        const auto c = static_cast<unsigned char>(bytes[size - back]);
        if ((c & 0xc0) == 0x80)
            continue; // a later byte of a character: look further back for its first
        const qsizetype needed = c >= 0xf0 && c <= 0xf4 ? 4 : c >= 0xe0 ? 3 : c >= 0xc2 ? 2 : 1;
        return c <= 0xf4 && needed > back ? size - back : size;
    }
    return size;
}

qsizetype bytesOfText(const QByteArray &bytes, Encoding encoding, qsizetype characters)
{
    switch (encoding) {
    case Encoding::Latin1:
    case Encoding::Ascii:
        return qMin(bytes.size(), characters);
    case Encoding::Utf16le:
        return qMin(bytes.size(), characters * 2);
    case Encoding::Hex:
        return qMin(bytes.size(), (characters + 1) / 2);
    case Encoding::Base64:
    case Encoding::Base64Url:
        return qMin(bytes.size(), (characters + 3) / 4 * 3);
    case Encoding::Utf8:
        break;
    }
    qsizetype at = 0;
    for (qsizetype units = 0; at < bytes.size() && units < characters;) {
        units += static_cast<unsigned char>(bytes[at]) >= 0xf0 ? 2 : 1;
        for (++at; at < bytes.size() && (bytes[at] & 0xc0) == 0x80;)
            ++at;
    }
    return at;
}

Error readBytes(const JsRealm *realm, const QJSValue &value, Encoding encoding, QByteArray *bytes)
{
    if (value.isString()) {
        *bytes = encode(value.toString(), encoding);
        return {};
    }
    if (value.isNull())
        return Error(u"ERR_STREAM_NULL_VALUES"_s, u"May not write null values to stream"_s, u"TypeError"_s);
    if (value.isObject()) {
        const QVariant variant = value.toVariant(QJSValue::RetainJSObjects);
        if (variant.metaType() == QMetaType::fromType<QByteArray>()) { // an ArrayBuffer
            *bytes = variant.toByteArray();
            return {};
        }
        if (realm && realm->viewBytes(value, bytes))
            return {};
    }
    return JsThrow::argumentType(realm, "chunk", "of type string or an instance of ArrayBuffer or Uint8Array", value);
}

QVariant chunk(const QByteArray &bytes, std::optional<Encoding> encoding)
{
    if (encoding)
        return decode(bytes, *encoding);
    // An ArrayBuffer writes into the bytes it was made from, so it gets bytes that nobody else has.
    return QByteArray(bytes.constData(), bytes.size());
}

Error readName(const JsRealm *realm, const QJSValue &value, QByteArray *name)
{
    if (!value.isString())
        return JsThrow::argumentType(realm, "name", "of type string", value);
    *name = value.toString().toUtf8();
    return {};
}

HeaderValue headerValue(const QJSValue &value)
{
    if (value.isUndefined())
        return {};
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool();
    if (value.isNumber()) {
        const double number = value.toNumber();
        if (std::trunc(number) == number && std::abs(number) < 9007199254740992.0)
            return qint64(number);
        const HeaderValue kept(number);
        const QString text = value.toString(); // as JavaScript writes it: 1e21, NaN
        return kept.toString() == text ? kept : HeaderValue(text);
    }
    if (value.isArray()) {
        QStringList lines;
        const quint32 length = value.property(u"length"_s).toUInt();
        for (quint32 i = 0; i < length; ++i)
            lines.append(value.property(i).toString());
        return lines;
    }
    return value.toString(); // S2.8: null and objects are sent as their text
}

QJSValue headerValue(const JsRealm *realm, const HeaderValue &value)
{
    switch (value.type()) {
    case HeaderValue::Type::Undefined:
        return {};
    case HeaderValue::Type::Text:
        return QJSValue(value.toString());
    case HeaderValue::Type::Number:
        return QJSValue(value.toByteArray().toDouble());
    case HeaderValue::Type::Boolean:
        return QJSValue(value.toByteArray() == "true");
    case HeaderValue::Type::List: {
        QJSValueList lines;
        for (const QByteArray &line : value.toList())
            lines.append(QJSValue(QString::fromLatin1(line)));
        return realm->list(lines);
    }
    }
    Q_UNREACHABLE();
    return {};
}

namespace {

Error appendHeader(const QJSValue &name, const QJSValue &value, HeaderList *headers)
{
    if (!name.isString())
        return Error(u"ERR_INVALID_HTTP_TOKEN"_s, u"Header name must be a valid HTTP token [\"%1\"]"_s.arg(name.toString()),
                     u"TypeError"_s);
    headers->append({name.toString().toUtf8(), headerValue(value)});
    return {};
}

} // namespace

Error readHeaders(const JsRealm *realm, const QJSValue &value, HeaderList *headers)
{
    if (value.isUndefined() || value.isNull())
        return {};
    if (!value.isObject() || value.isCallable())
        return JsThrow::argumentType(realm, "headers", "of type object", value);
    if (!value.isArray()) {
        const QJSValueList pairs = realm->pairs(value);
        for (qsizetype i = 0; i + 1 < pairs.size(); i += 2) {
            if (const Error error = appendHeader(pairs.at(i), pairs.at(i + 1), headers))
                return error;
        }
        return {};
    }
    const quint32 length = value.property(u"length"_s).toUInt();
    const bool tuples = length > 0 && value.property(0).isArray();
    if (!tuples && length % 2 != 0)
        return Error(u"ERR_INVALID_ARG_VALUE"_s, u"The argument 'headers' is invalid. Received %1 elements"_s.arg(length),
                     u"TypeError"_s);
    for (quint32 i = 0; i < length; i += tuples ? 1 : 2) {
        const QJSValue first = value.property(i);
        const Error error = tuples ? appendHeader(first.property(0), first.property(1), headers)
                                   : appendHeader(first, value.property(i + 1), headers);
        if (error)
            return error;
    }
    return {};
}

QJSValue headersObject(const JsRealm *realm, const QStringList &raw, const QVariantMap &joined)
{
    if (!realm)
        return {};
    QStringList names;
    QJSValueList values;
    QSet<QString> seen;
    for (qsizetype i = 0; i + 1 < raw.size(); i += 2) {
        const QString name = raw.at(i).toLower();
        const auto value = joined.constFind(name);
        if (value == joined.constEnd() || seen.contains(name))
            continue;
        seen.insert(name);
        names.append(name);
        values.append(headerValue(realm, HeaderValue(*value)));
    }
    return realm->object(names, values);
}

QJSValue stringArray(const JsRealm *realm, const QStringList &strings)
{
    QJSValueList values;
    for (const QString &text : strings)
        values.append(QJSValue(text));
    return realm ? realm->list(values) : QJSValue();
}

Error readMilliseconds(const JsRealm *realm, const char *name, const QJSValue &value, std::chrono::milliseconds *duration)
{
    if (!value.isNumber())
        return JsThrow::argumentType(realm, name, "of type number", value);
    const double number = value.toNumber();
    if (!std::isfinite(number) || number < 0)
        return JsThrow::outOfRange(name, u"a non-negative finite number"_s, value.toString());
    *duration = std::chrono::milliseconds(qint64(std::min(std::trunc(number), 2147483647.0)));
    return {};
}

Error readInteger(const JsRealm *realm, const char *name, const QJSValue &value, qint64 low, qint64 high, qint64 *number)
{
    if (!value.isNumber())
        return JsThrow::argumentType(realm, name, "of type number", value);
    const double given = value.toNumber();
    if (std::trunc(given) != given || given < double(low) || given > double(high))
        return JsThrow::outOfRange(name, u"an integer >= %1 && <= %2"_s.arg(low).arg(high), value.toString());
    *number = qint64(given);
    return {};
}

QString localPath(const QString &pathOrUrl)
{
    return pathOrUrl.startsWith("file:"_L1) ? QUrl(pathOrUrl).toLocalFile() : pathOrUrl;
}

} // namespace NodeHttp::JsValues
