// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// HAR in. Files of browsers are large, so the text is walked once, and only one entry at a time becomes a document.

#include "inspector/har.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qurl.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

// Finds the pieces of "log": {"entries": [ … ]} without understanding what is in them.
class Walker
{
public:
    explicit Walker(QByteArrayView text) : m_text(text)
    {
        if (m_text.startsWith("\xef\xbb\xbf"))
            m_at = 3;
    }

    bool enter(char open) { skipSpace(); return take(open); }
    qint64 at() const { return m_at; }

    // Inside an object: goes to the value of \a key. False: there is none, or the text is no JSON.
    bool find(QByteArrayView key)
    {
        while (true) {
            skipSpace();
            if (peek() == '}')
                return false;
            const qsizetype start = m_at;
            if (!skipString())
                return fail();
            const QByteArrayView name = m_text.sliced(start + 1, m_at - start - 2);
            skipSpace();
            if (!take(':'))
                return fail();
            skipSpace();
            if (name == key)
                return true;
            if (!skipValue())
                return fail();
            skipSpace();
            if (!take(','))
                return peek() == '}' ? false : fail();
        }
    }

    // Inside an array: the next value; empty at its end.
    QByteArrayView next()
    {
        skipSpace();
        if (!m_afterComma && take(']'))
            return {};
        const qsizetype start = m_at;
        if (!skipValue()) {
            fail();
            return {};
        }
        const QByteArrayView value = m_text.sliced(start, m_at - start);
        skipSpace();
        m_afterComma = take(',');
        if (!m_afterComma && peek() != ']')
            fail();
        return value;
    }

    bool hasFailed() const { return m_failed; }
    bool fail()
    {
        m_failed = true;
        return false;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool take(char c)
    {
        if (peek() != c || c == '\0')
            return false;
        ++m_at;
        return true;
    }
    void skipSpace()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || (m_text[m_at] >= '\t' && m_text[m_at] <= '\r')))
            ++m_at;
    }
    bool skipString()
    {
        if (!take('"'))
            return false;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '\\')
                ++m_at;
            else if (c == '"')
                return m_at <= m_text.size();
        }
        return false;
    }
    bool skipValue()
    {
        int depth = 0;
        do {
            skipSpace();
            const char c = peek();
            if (c == '"') {
                if (!skipString())
                    return false;
            } else if (c == '{' || c == '[') {
                ++depth;
                ++m_at;
            } else if (c == '}' || c == ']') {
                if (--depth < 0)
                    return false;
                ++m_at;
            } else if (c == ',' || c == ':') {
                if (depth == 0)
                    return false;
                ++m_at;
            } else {
                const qsizetype start = m_at;
                while (m_at < m_text.size() && !QByteArrayView(",:]}[{\" \t\r\n").contains(m_text[m_at]))
                    ++m_at;
                if (m_at == start)
                    return false;
            }
        } while (depth > 0);
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    bool m_failed = false;
    bool m_afterComma = false;
};

qint64 nanoseconds(const QJsonValue &milliseconds)
{
    const double value = milliseconds.toDouble(-1);
    return value < 0 || value > 1e12 ? -1 : qint64(value * 1e6);
}

// Header lines from a list that may hold anything: what would break a line is replaced.
QByteArray lines(const QJsonArray &headers)
{
    const auto clean = [](const QString &text) {
        QByteArray bytes = text.toLatin1();
        for (char &c : bytes) {
            if (c == '\r' || c == '\n')
                c = ' ';
        }
        return bytes;
    };
    QByteArray all;
    for (const QJsonValue &header : headers) {
        const QByteArray name = clean(header[u"name"_s].toString());
        if (!name.isEmpty() && !name.startsWith(':')) // the pseudo fields of HTTP/2
            all += name + ": " + clean(header[u"value"_s].toString()) + "\r\n";
    }
    return all;
}

QByteArray textOf(const QJsonObject &object, const QString &encodingKey)
{
    const QString text = object[u"text"_s].toString();
    if (object[encodingKey].toString() == "base64"_L1)
        return QByteArray::fromBase64(text.toLatin1());
    return text.toUtf8();
}

QByteArray versionOf(const QJsonObject &message)
{
    return message[u"httpVersion"_s].toString().endsWith("1.0"_L1) ? "HTTP/1.0" : "HTTP/1.1";
}

void readRequest(const QJsonObject &request, ExchangeRecord *record, BodyStore *bodies)
{
    const QUrl url(request[u"url"_s].toString());
    record->method = request[u"method"_s].toString().toLatin1();
    record->scheme = url.scheme();
    record->authority = url.authority(QUrl::FullyEncoded);
    if (record->method == "CONNECT")
        record->target = record->authority.toLatin1();
    else
        record->target = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    if (record->target.isEmpty())
        record->target = "/";
    record->requestHead = record->method + ' ' + record->target + ' ' + versionOf(request) + "\r\n"
        + lines(request[u"headers"_s].toArray()) + "\r\n";
    const QJsonObject data = request[u"postData"_s].toObject();
    if (!data.isEmpty())
        bodies->append(&record->request, textOf(data, u"_encoding"_s));
    record->request.size = qMax(record->request.size, qint64(request[u"bodySize"_s].toDouble()));
}

void readResponse(const QJsonObject &response, ExchangeRecord *record, BodyStore *bodies)
{
    record->status = response[u"status"_s].toInt();
    if (record->status < 100 || record->status > 999) { // a browser's failed request says 0
        record->status = 0;
        return;
    }
    QString reason = response[u"statusText"_s].toString();
    reason.replace(u'\r', u' ').replace(u'\n', u' ');
    record->responseHead = versionOf(response) + ' ' + QByteArray::number(record->status) + ' ' + reason.toLatin1()
        + "\r\n" + lines(response[u"headers"_s].toArray()) + "\r\n";
    const QJsonObject content = response[u"content"_s].toObject();
    record->response.decoded = !content[u"_encoded"_s].toBool();
    const QByteArray body = textOf(content, u"encoding"_s);
    if (!body.isEmpty())
        bodies->append(&record->response, body);
    record->response.size = qMax(record->response.size, qint64(content[u"size"_s].toDouble()));
}

void readTimings(const QJsonObject &entry, ExchangeRecord *record)
{
    const QJsonObject timings = entry[u"timings"_s].toObject();
    record->startedAt = QDateTime::fromString(entry[u"startedDateTime"_s].toString(), Qt::ISODateWithMs).toMSecsSinceEpoch();
    record->begun = 1 + record->startedAt * 1000000; // 0 would mean that it did not begin
    qint64 at = record->begun;
    const auto phase = [&](const QString &name, qint64 less, qint64 *end) {
        const qint64 lasted = nanoseconds(timings[name]);
        if (lasted < 0)
            return;
        at += qMax<qint64>(0, lasted - less);
        *end = at;
    };
    const qint64 tls = qMax<qint64>(0, nanoseconds(timings[u"ssl"_s]));
    phase(u"blocked"_s, 0, &record->assigned);
    phase(u"dns"_s, 0, &record->lookedUp);
    phase(u"connect"_s, tls, &record->connected);
    phase(u"ssl"_s, 0, &record->secured);
    phase(u"send"_s, 0, &record->requestEnded);
    if (record->status != 0)
        phase(u"wait"_s, 0, &record->responseBegun);
    phase(u"receive"_s, 0, &record->ended);
    record->reused = record->connected == 0;
}

ExchangeRecord recordFrom(const QJsonObject &entry, BodyStore *bodies)
{
    ExchangeRecord record;
    record.origin = Origin::Imported;
    record.side = entry[u"_side"_s].toString() == "server"_L1 ? TrafficSide::Server : TrafficSide::Client;
    readRequest(entry[u"request"_s].toObject(), &record, bodies);
    readResponse(entry[u"response"_s].toObject(), &record, bodies);
    readTimings(entry, &record);
    record.connection = entry[u"connection"_s].toString().toULongLong();
    (record.side == TrafficSide::Server ? record.localAddress : record.peerAddress) = entry[u"serverIPAddress"_s].toString();
    const QJsonObject error = entry[u"_error"_s].toObject();
    record.errorCode = error[u"code"_s].toString();
    record.errorMessage = error[u"message"_s].toString();
    if (record.errorCode.isEmpty())
        record.errorCode = entry[u"response"_s][u"_error"_s].toString(); // Chromium's: "net::ERR_CONNECTION_REFUSED"
    record.tunnelUp = qint64(entry[u"_tunnel"_s][u"up"_s].toDouble());
    record.tunnelDown = qint64(entry[u"_tunnel"_s][u"down"_s].toDouble());
    record.state = !record.errorCode.isEmpty() || record.status == 0 ? State::Failed : State::Complete;
    return record;
}

} // namespace

struct HarReader::Private
{
    QByteArrayView file;
    BodyStore *bodies = nullptr;
    Walker walker;
    HarImport result;
    bool over = false;

    std::nullopt_t stop(const QString &problem, qint64 at)
    {
        result.problem = problem;
        result.problemAt = at;
        over = true;
        return std::nullopt;
    }
};

HarReader::HarReader(QByteArrayView file, BodyStore *bodies) : d(new Private{file, bodies, Walker(file), {}, false})
{
    Walker &walker = d->walker;
    if (!walker.enter('{') || !walker.find("log") || !walker.enter('{') || !walker.find("entries") || !walker.enter('['))
        d->stop(walker.hasFailed() ? u"the file is no JSON"_s : u"the file has no list log.entries"_s, walker.at());
}

HarReader::~HarReader() = default;

const HarImport &HarReader::result() const
{
    return d->result;
}

qint64 HarReader::at() const
{
    return d->walker.at();
}

std::optional<ExchangeRecord> HarReader::next()
{
    if (d->over)
        return std::nullopt;
    const QByteArrayView text = d->walker.next();
    if (d->walker.hasFailed())
        return d->stop(u"the file ends or breaks inside an entry"_s, d->walker.at());
    if (text.isNull()) {
        d->over = true;
        return std::nullopt;
    }
    QJsonParseError error;
    const QJsonDocument entry = QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), text.size()), &error);
    const qint64 start = text.data() - d->file.data();
    if (error.error != QJsonParseError::NoError)
        return d->stop(error.errorString(), start + error.offset);
    if (!entry.isObject())
        return d->stop(u"an entry is no object"_s, start);
    ++d->result.entries;
    return recordFrom(entry.object(), d->bodies);
}

HarImport importHar(QByteArrayView file, BodyStore *bodies, const std::function<bool(ExchangeRecord &&)> &take)
{
    HarReader reader(file, bodies);
    while (auto record = reader.next()) {
        if (!take(std::move(*record)))
            break;
    }
    return reader.result();
}

HarImport importHar(QIODevice *device, BodyStore *bodies, const std::function<bool(ExchangeRecord &&)> &take)
{
    if (auto *file = qobject_cast<QFile *>(device)) {
        if (const uchar *mapped = file->map(0, file->size())) {
            const HarImport result = importHar(QByteArrayView(mapped, file->size()), bodies, take);
            file->unmap(const_cast<uchar *>(mapped));
            return result;
        }
    }
    const QByteArray all = device->readAll();
    return importHar(QByteArrayView(all), bodies, take);
}

} // namespace NodeHttp::Inspector
