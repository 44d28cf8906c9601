// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What the pages say about one exchange: heads, cookies, query.

#include "detaillists.h"

#include "exchangecolumns.h"

#include "inspector/har.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qlocale.h>
#include <QtCore/qurl.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

const QString kMasked = u"\u2022\u2022\u2022\u2022\u2022\u2022"_s;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NodeHttp::Inspector::Details)
};

QVariantMap row(const QString &name, const QString &value, bool masked = false)
{
    return {{u"name"_s, name}, {u"value"_s, masked ? kMasked : value}, {u"masked"_s, masked}};
}

QString stateText(const ExchangeRecord &record)
{
    switch (record.state) {
    case State::Pending: return Words::tr("under way");
    case State::Complete: return Words::tr("complete");
    case State::Failed: return Words::tr("failed");
    case State::Upgraded: return Words::tr("upgraded: the connection speaks another protocol now");
    }
    return {};
}

QString bodyText(const Body &body)
{
    QString text = bytesText(body.size);
    if (body.size >= 1024)
        text += u" (%1)"_s.arg(QLocale().toString(body.size));
    if (body.isTruncated())
        text += u", "_s + Words::tr("only the first %1 were kept").arg(bytesText(body.kept()));
    return text;
}

// Lines of a head or of trailers, one after the other.
template<typename Take>
void eachLine(const QByteArray &head, Take take)
{
    for (qsizetype at = 0; at < head.size();) {
        const qsizetype end = head.indexOf('\n', at);
        const qsizetype next = end < 0 ? head.size() : end + 1;
        take(at, next);
        at = next;
    }
}

} // namespace

QVariantList overviewRows(const ExchangeRecord &record)
{
    QVariantList rows;
    if (!record.method.isEmpty()) { // else its head could not be read
        rows.append(row(Words::tr("URL"), record.url()));
        rows.append(row(Words::tr("Method"), QString::fromLatin1(record.method)));
    }
    if (record.status != 0)
        rows.append(row(Words::tr("Status"), u"%1 %2"_s.arg(record.status).arg(QString::fromLatin1(record.reason()))));
    rows.append(row(Words::tr("State"), stateText(record)));
    rows.append(row(Words::tr("Seen by"), record.side == TrafficSide::Client ? Words::tr("the client") : Words::tr("the server")));
    rows.append(row(Words::tr("Origin"), columnText(record, Column::Origin)));
    rows.append(row(Words::tr("Started"), QLocale().toString(QDateTime::fromMSecsSinceEpoch(record.startedAt), QLocale::ShortFormat)
                        + QDateTime::fromMSecsSinceEpoch(record.startedAt).toString(u" (HH:mm:ss.zzz)"_s)));
    if (record.duration() >= 0 && !record.method.isEmpty())
        rows.append(row(Words::tr("Time"), durationText(record.duration())));
    rows.append(row(Words::tr("Request body"), bodyText(record.request)));
    if (!record.responseHead.isEmpty())
        rows.append(row(Words::tr("Response body"), bodyText(record.response)));
    if (!record.mimeType().isEmpty())
        rows.append(row(Words::tr("Type"), QString::fromLatin1(record.responseHeader("content-type"))));
    if (record.tunnelUp > 0 || record.tunnelDown > 0)
        rows.append(row(Words::tr("Tunnel"), Words::tr("%1 up, %2 down").arg(bytesText(record.tunnelUp), bytesText(record.tunnelDown))));
    return rows;
}

QVariantList headerRows(const QByteArray &bytes, bool withSecrets)
{
    TrafficHead head;
    head.bytes = bytes;
    const QByteArrayList fields = head.rawHeaders();
    QVariantList rows;
    for (qsizetype i = 0; i + 1 < fields.size(); i += 2)
        rows.append(row(QString::fromLatin1(fields.at(i)), QString::fromLatin1(fields.at(i + 1)),
                        !withSecrets && isSecretHeader(fields.at(i))));
    return rows;
}

QVariantList trailerRows(const QByteArray &lines, bool withSecrets)
{
    return lines.isEmpty() ? QVariantList() : headerRows("GET / HTTP/1.1\r\n" + lines + "\r\n", withSecrets);
}

QVariantList queryRows(const ExchangeRecord &record)
{
    QVariantList rows;
    const QString query = record.query();
    if (query.isEmpty())
        return rows;
    const auto decoded = [](QString text) {
        return QUrl::fromPercentEncoding(text.replace(u'+', u' ').toUtf8());
    };
    for (const QString &pair : query.split(u'&')) {
        const qsizetype equals = pair.indexOf(u'=');
        rows.append(row(decoded(equals < 0 ? pair : pair.left(equals)), equals < 0 ? QString() : decoded(pair.mid(equals + 1))));
    }
    return rows;
}

QVariantList cookieRows(const QByteArray &bytes, bool ofRequest, bool withSecrets)
{
    TrafficHead head;
    head.bytes = bytes;
    const QByteArrayList fields = head.rawHeaders();
    QVariantList rows;
    for (qsizetype i = 0; i + 1 < fields.size(); i += 2) {
        if (fields.at(i).compare(ofRequest ? "cookie" : "set-cookie", Qt::CaseInsensitive) != 0)
            continue;
        QByteArrayList parts = fields.at(i + 1).split(';');
        const QByteArrayList cookies = ofRequest ? parts : parts.mid(0, 1);
        for (const QByteArray &cookie : cookies) {
            const qsizetype equals = cookie.indexOf('=');
            QVariantMap one = row(QString::fromUtf8(cookie.left(equals).trimmed()),
                                  equals < 0 ? QString() : QString::fromUtf8(cookie.mid(equals + 1)), !withSecrets);
            if (!ofRequest)
                one.insert(u"note"_s, QString::fromUtf8(parts.mid(1).join(';').trimmed()));
            rows.append(one);
        }
    }
    return rows;
}

QByteArray shownHead(const QByteArray &head, bool withSecrets)
{
    if (withSecrets)
        return head;
    QByteArray shown = head;
    bool secret = false; // a line that begins with a blank continues the one before
    eachLine(head, [&](qsizetype at, qsizetype end) {
        qsizetype from = at;
        if (head.at(at) != ' ' && head.at(at) != '\t') {
            const qsizetype colon = head.indexOf(':', at);
            secret = colon > 0 && colon < end && isSecretHeader(QByteArrayView(head).sliced(at, colon - at).trimmed());
            from = colon + 1;
        }
        for (qsizetype i = from; secret && i < end; ++i) {
            if (head.at(i) > ' ' || head.at(i) < 0)
                shown[i] = '*';
        }
    });
    return shown;
}

} // namespace NodeHttp::Inspector
