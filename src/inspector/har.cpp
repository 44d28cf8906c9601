// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// HAR 1.2 out. What HAR has no place for stands in members with an underscore, as the format allows.

#include "inspector/har.h"

#include "inspector/contentdecoder.h"

#include <NodeHttp/global.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qstringconverter.h>
#include <QtCore/qurl.h>
#include <QtCore/qurlquery.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

const QString kMasked = u"[masked]"_s;

double milliseconds(qint64 nanoseconds)
{
    return nanoseconds < 0 ? -1 : double(nanoseconds / 1000) / 1000;
}

QJsonObject pair(const QString &name, const QString &value)
{
    return {{u"name"_s, name}, {u"value"_s, value}};
}

QJsonArray headers(const QByteArray &headBytes, bool withSecrets)
{
    TrafficHead head;
    head.bytes = headBytes;
    QJsonArray list;
    const QByteArrayList fields = head.rawHeaders();
    for (qsizetype i = 0; i + 1 < fields.size(); i += 2) {
        const bool hidden = !withSecrets && isSecretHeader(fields.at(i));
        list.append(pair(QString::fromLatin1(fields.at(i)), hidden ? kMasked : QString::fromLatin1(fields.at(i + 1))));
    }
    return list;
}

QJsonArray requestCookies(const QByteArray &headBytes, bool withSecrets)
{
    TrafficHead head;
    head.bytes = headBytes;
    QJsonArray list;
    for (const QByteArray &one : head.header("cookie").split(';')) {
        const qsizetype equals = one.indexOf('=');
        if (equals > 0)
            list.append(pair(QString::fromLatin1(one.left(equals).trimmed()),
                             withSecrets ? QString::fromLatin1(one.mid(equals + 1).trimmed()) : kMasked));
    }
    return list;
}

QJsonArray responseCookies(const QByteArray &headBytes, bool withSecrets)
{
    TrafficHead head;
    head.bytes = headBytes;
    QJsonArray list;
    const QByteArrayList fields = head.rawHeaders();
    for (qsizetype i = 0; i + 1 < fields.size(); i += 2) {
        if (fields.at(i).toLower() != "set-cookie")
            continue;
        const QByteArrayList parts = fields.at(i + 1).split(';');
        const qsizetype equals = parts.first().indexOf('=');
        if (equals <= 0)
            continue;
        QJsonObject cookie = pair(QString::fromLatin1(parts.first().left(equals).trimmed()),
                                  withSecrets ? QString::fromLatin1(parts.first().mid(equals + 1).trimmed()) : kMasked);
        for (const QByteArray &part : parts.mid(1)) {
            const QByteArray name = part.trimmed().split('=').first().toLower();
            if (name == "path" || name == "domain")
                cookie.insert(QString::fromLatin1(name), QString::fromLatin1(part.mid(part.indexOf('=') + 1).trimmed()));
            else if (name == "httponly")
                cookie.insert(u"httpOnly"_s, true);
            else if (name == "secure")
                cookie.insert(u"secure"_s, true);
        }
        list.append(cookie);
    }
    return list;
}

QString decodedPart(const QString &part)
{
    QString text = part;
    return QUrl::fromPercentEncoding(text.replace(u'+', u' ').toUtf8());
}

QJsonArray queryString(const QString &query)
{
    QJsonArray list;
    for (const QString &part : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        list.append(pair(decodedPart(part.left(equals < 0 ? part.size() : equals)),
                         equals < 0 ? QString() : decodedPart(part.mid(equals + 1))));
    }
    return list;
}

// As text where that loses nothing, else as Base64.
void setText(QJsonObject *object, const QByteArray &bytes, const QString &encodingKey)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(bytes);
    if (!decoder.hasError() && text.toUtf8() == bytes) { // an incomplete character at the end is no error to it
        object->insert(u"text"_s, text);
    } else {
        object->insert(u"text"_s, QString::fromLatin1(bytes.toBase64()));
        object->insert(encodingKey, u"base64"_s);
    }
}

QString version(const QByteArray &head)
{
    return TrafficHead::fromBytes(head).minorVersion == 0 ? u"HTTP/1.0"_s : u"HTTP/1.1"_s;
}

QJsonObject requestObject(const ExchangeRecord &record, const BodyStore *bodies, const HarWriter::Options &options)
{
    QJsonObject request{
        {u"method"_s, QString::fromLatin1(record.method)},
        {u"url"_s, record.url()},
        {u"httpVersion"_s, version(record.requestHead)},
        {u"cookies"_s, requestCookies(record.requestHead, options.withSecrets)},
        {u"headers"_s, headers(record.requestHead, options.withSecrets)},
        {u"queryString"_s, queryString(record.query())},
        {u"headersSize"_s, record.requestHead.isEmpty() ? -1 : double(record.requestHead.size())},
        {u"bodySize"_s, double(record.request.size)},
    };
    if (record.request.size > 0) {
        QJsonObject data{{u"mimeType"_s, QString::fromLatin1(record.requestHeader("content-type"))}};
        if (options.withBodies && bodies)
            setText(&data, bodies->read(record.request), u"_encoding"_s);
        else
            data.insert(u"text"_s, QString());
        request.insert(u"postData"_s, data);
    }
    return request;
}

QJsonObject contentObject(const ExchangeRecord &record, const BodyStore *bodies, const HarWriter::Options &options)
{
    QJsonObject content{{u"size"_s, double(record.response.size)},
                        {u"mimeType"_s, QString::fromLatin1(record.responseHeader("content-type"))}};
    if (!options.withBodies || !bodies || record.response.size == 0)
        return content;
    QByteArray bytes = bodies->read(record.response);
    if (const QByteArray encoding = record.responseHeader("content-encoding"); !encoding.isEmpty() && !record.response.decoded) {
        const Decoded decoded = decodeContent(bytes, encoding);
        if (decoded.isGood() && !decoded.isCut) {
            content.insert(u"compression"_s, double(decoded.bytes.size() - record.response.size));
            content.insert(u"size"_s, double(decoded.bytes.size()));
            bytes = decoded.bytes;
        } else {
            content.insert(u"_encoded"_s, true); // the text is what was sent, not what it means
        }
    }
    setText(&content, bytes, u"encoding"_s);
    if (record.response.isTruncated())
        content.insert(u"comment"_s, u"truncated: %1 of %2 bytes were kept"_s.arg(record.response.kept()).arg(record.response.size));
    return content;
}

QJsonObject responseObject(const ExchangeRecord &record, const BodyStore *bodies, const HarWriter::Options &options)
{
    return {
        {u"status"_s, record.status},
        {u"statusText"_s, QString::fromLatin1(record.reason())},
        {u"httpVersion"_s, record.responseHead.isEmpty() ? QString() : version(record.responseHead)},
        {u"cookies"_s, responseCookies(record.responseHead, options.withSecrets)},
        {u"headers"_s, headers(record.responseHead, options.withSecrets)},
        {u"content"_s, contentObject(record, bodies, options)},
        {u"redirectURL"_s, QString::fromLatin1(record.responseHeader("location"))},
        {u"headersSize"_s, record.responseHead.isEmpty() ? -1 : double(record.responseHead.size())},
        {u"bodySize"_s, record.status == 0 ? -1 : double(record.response.size)},
    };
}

QJsonObject timingsObject(const Phases &phases)
{
    // HAR counts the handshake into connect, and asks for the last three.
    const qint64 connect = phases.connect < 0 ? -1 : phases.connect + qMax<qint64>(0, phases.tls);
    return {
        {u"blocked"_s, milliseconds(phases.queued)},
        {u"dns"_s, milliseconds(phases.lookup)},
        {u"connect"_s, milliseconds(connect)},
        {u"ssl"_s, milliseconds(phases.tls)},
        {u"send"_s, milliseconds(qMax<qint64>(0, phases.send))},
        {u"wait"_s, milliseconds(qMax<qint64>(0, phases.wait))},
        {u"receive"_s, milliseconds(qMax<qint64>(0, phases.receive))},
    };
}

} // namespace

bool isSecretHeader(QByteArrayView name)
{
    for (const char *secret : {"authorization", "cookie", "set-cookie", "proxy-authorization"}) {
        if (name.compare(secret, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

QByteArray HarWriter::entry(const ExchangeRecord &record, const BodyStore *bodies, const Options &options)
{
    const Phases phases = record.phases();
    QJsonObject entry{
        {u"startedDateTime"_s, QDateTime::fromMSecsSinceEpoch(record.startedAt, Qt::UTC).toString(Qt::ISODateWithMs)},
        {u"time"_s, milliseconds(phases.total())},
        {u"request"_s, requestObject(record, bodies, options)},
        {u"response"_s, responseObject(record, bodies, options)},
        {u"cache"_s, QJsonObject()},
        {u"timings"_s, timingsObject(phases)},
        {u"_origin"_s, originName(record.origin)},
        {u"_side"_s, record.side == TrafficSide::Server ? u"server"_s : u"client"_s},
    };
    if (record.connection != 0)
        entry.insert(u"connection"_s, QString::number(record.connection));
    const QString server = record.side == TrafficSide::Server ? record.localAddress : record.peerAddress;
    if (!server.isEmpty())
        entry.insert(u"serverIPAddress"_s, server);
    if (!record.errorCode.isEmpty())
        entry.insert(u"_error"_s, QJsonObject{{u"code"_s, record.errorCode}, {u"message"_s, record.errorMessage}});
    if (record.tunnelUp > 0 || record.tunnelDown > 0)
        entry.insert(u"_tunnel"_s, QJsonObject{{u"up"_s, double(record.tunnelUp)}, {u"down"_s, double(record.tunnelDown)}});
    return QJsonDocument(entry).toJson(QJsonDocument::Compact);
}

HarWriter::HarWriter(QIODevice *device, const BodyStore *bodies) : HarWriter(device, bodies, Options())
{
}

HarWriter::HarWriter(QIODevice *device, const BodyStore *bodies, const Options &options)
    : m_device(device), m_bodies(bodies), m_options(options)
{
    put("{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"nodehttp-inspector\",\"version\":\"" NODEHTTP_VERSION_STR
        "\"},\"pages\":[],\"entries\":[");
}

HarWriter::~HarWriter()
{
    finish();
}

bool HarWriter::put(const QByteArray &bytes)
{
    m_failed = m_failed || m_device->write(bytes) != bytes.size();
    return !m_failed;
}

bool HarWriter::write(const ExchangeRecord &record)
{
    if (m_finished)
        return false;
    return put((m_written++ > 0 ? ",\n" : "\n") + entry(record, m_bodies, m_options));
}

bool HarWriter::finish()
{
    return std::exchange(m_finished, true) ? !m_failed : put("\n]}}\n");
}

} // namespace NodeHttp::Inspector
