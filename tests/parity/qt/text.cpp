// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "text.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qlocale.h>
#include <QtCore/qregularexpression.h>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShortest = 40; // runs of one character from this length on are written as <x*40>

QString escapedOne(QChar c)
{
    const char16_t unit = c.unicode();
    switch (unit) {
    case u'\n': return u"\\n"_s;
    case u'\r': return u"\\r"_s;
    case u'\t': return u"\\t"_s;
    case u'"': return u"\\\""_s;
    case u'\\': return u"\\\\"_s;
    }
    if (unit >= 0x20 && unit <= 0x7e)
        return c;
    if (unit <= 0xff)
        return u"\\x%1"_s.arg(uint(unit), 2, 16, QChar(u'0'));
    return u"\\u%1"_s.arg(uint(unit), 4, 16, QChar(u'0'));
}

template <typename Items, typename Text>
QString joined(const Items &items, Text text)
{
    QStringList texts;
    for (const auto &item : items)
        texts.append(text(item));
    return u'[' + texts.join(u", "_s) + u']';
}

} // namespace

QString escaped(QStringView text)
{
    QString out;
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i + 1;
        while (end < text.size() && text[end] == text[i])
            ++end;
        const QString one = escapedOne(text[i]);
        out += end - i >= kShortest ? u"<%1*%2>"_s.arg(one).arg(end - i) : one.repeated(end - i);
        i = end;
    }
    return out;
}

QString quoted(QStringView text)
{
    return u'"' + escaped(text) + u'"';
}

QString quotedBytes(QByteArrayView bytes)
{
    return u"bytes "_s + quoted(QString::fromLatin1(bytes.data(), bytes.size()));
}

QString formatted(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null: return u"null"_s;
    case QJsonValue::Undefined: return u"undefined"_s;
    case QJsonValue::Bool: return formatted(value.toBool());
    case QJsonValue::Double: return QLocale::c().toString(value.toDouble(), 'g', QLocale::FloatingPointShortest).remove(u',');
    case QJsonValue::String: return quoted(value.toString());
    case QJsonValue::Array: return joined(value.toArray(), [](const auto &item) { return formatted(QJsonValue(item)); });
    case QJsonValue::Object: break;
    }
    const QJsonObject map = value.toObject();
    QStringList texts;
    for (auto it = map.begin(); it != map.end(); ++it)
        texts.append(escaped(it.key()) + u": "_s + formatted(QJsonValue(it.value())));
    return u'{' + texts.join(u", "_s) + u'}';
}

QString formatted(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Bool: return formatted(value.toBool());
    case QMetaType::QString: return quoted(value.toString());
    case QMetaType::QStringList: return joined(value.toStringList(), [](const QString &text) { return quoted(text); });
    case QMetaType::QVariantList: return joined(value.toList(), [](const QVariant &item) { return formatted(item); });
    case QMetaType::QVariantMap: {
        QStringList texts;
        const QVariantMap map = value.toMap();
        for (auto it = map.begin(); it != map.end(); ++it)
            texts.append(escaped(it.key()) + u": "_s + formatted(it.value()));
        return u'{' + texts.join(u", "_s) + u'}';
    }
    default: return value.isValid() && !value.isNull() ? value.toString() : u"null"_s;
    }
}

QString formatted(const NodeHttp::HeaderValue &value)
{
    using Type = NodeHttp::HeaderValue::Type;
    switch (value.type()) {
    case Type::Undefined: return u"undefined"_s;
    case Type::Text: return quoted(value.toString());
    case Type::Number:
    case Type::Boolean: return value.toString();
    case Type::List: break;
    }
    return joined(value.toList(), [](const QByteArray &line) { return quoted(QString::fromLatin1(line)); });
}

QString formatted(const NodeHttp::Error &error, const QString &detail)
{
    const QString code = error.code().isEmpty() ? u"-"_s : error.code();
    const QString text = u"%1 %2 %3"_s.arg(error.name(), code, quoted(error.message()));
    if (!code.startsWith(u"HPE_"))
        return text;
    if (detail != u"text")
        return error.name() + u' ' + (detail == u"any" ? u"HPE_*"_s : code);
    const QByteArray packet = error.rawPacket();
    const QString size = packet.isNull() ? u"no packet"_s : QString::number(packet.size());
    return text + u" at %1 of %2"_s.arg(error.bytesParsed()).arg(size);
}

QString formatted(bool value)
{
    return value ? u"true"_s : u"false"_s;
}

QString formatted(qint64 value)
{
    return QString::number(value);
}

QStringList wireLines(const QString &prefix, const QByteArray &bytes)
{
    static const QRegularExpression date(u"(Date: )\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"_s);
    const QString text = QString::fromLatin1(bytes).replace(date, u"\\1<D>"_s);
    QStringList lines;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = text.indexOf(u'\n', at) + 1;
        if (end == 0)
            end = text.size();
        const QString start = lines.isEmpty() ? prefix : QString(prefix.size(), u' ');
        lines.append(start + u' ' + escaped(QStringView(text).mid(at, end - at)));
        at = end;
    }
    return lines;
}
