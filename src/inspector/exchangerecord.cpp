// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What follows from what was recorded.

#include "inspector/exchangerecord.h"

#include <array>

namespace NodeHttp::Inspector {

namespace {

constexpr std::array<const char *, 5> kOrigins = {"attached", "bin", "proxy", "composer", "imported"};

// Node's request target: a path, a whole URL (to a proxy), host:port (CONNECT), or an asterisk.
QString pathAndQuery(const ExchangeRecord &record)
{
    const QString target = QString::fromLatin1(record.target);
    const qsizetype scheme = target.indexOf(QLatin1String("://"));
    if (target.startsWith(u'/') || scheme <= 0)
        return target;
    const qsizetype slash = target.indexOf(u'/', scheme + 3);
    return slash < 0 ? QStringLiteral("/") : target.mid(slash);
}

QString authorityOf(const ExchangeRecord &record)
{
    const QString target = QString::fromLatin1(record.target);
    if (record.method == "CONNECT")
        return target;
    const qsizetype scheme = target.indexOf(QLatin1String("://"));
    if (scheme <= 0 || target.startsWith(u'/'))
        return record.authority;
    const qsizetype end = target.indexOf(u'/', scheme + 3);
    return target.mid(scheme + 3, end < 0 ? -1 : end - scheme - 3);
}

} // namespace

QString originName(Origin origin)
{
    return QString::fromLatin1(kOrigins[size_t(origin)]);
}

Origin originFrom(QStringView name)
{
    for (size_t i = 0; i < kOrigins.size(); ++i) {
        if (name == QLatin1String(kOrigins[i]))
            return Origin(i);
    }
    return Origin::Imported;
}

qint64 Phases::total() const
{
    qint64 sum = 0;
    for (qint64 phase : {queued, lookup, connect, tls, send, wait, receive})
        sum += qMax<qint64>(0, phase);
    return sum;
}

QString ExchangeRecord::url() const
{
    if (method == "CONNECT")
        return QStringLiteral("https://") + QString::fromLatin1(target);
    const QString name = authorityOf(*this);
    const QString path = pathAndQuery(*this);
    return (scheme.isEmpty() ? QStringLiteral("http") : scheme) + QStringLiteral("://")
        + (name.isEmpty() ? QStringLiteral("localhost") : name) + (path.startsWith(u'/') ? path : u'/' + path);
}

QString ExchangeRecord::host() const
{
    QString name = authorityOf(*this).toLower();
    const qsizetype colon = name.lastIndexOf(u':');
    if (colon > name.lastIndexOf(u']'))
        name.truncate(colon);
    return name;
}

int ExchangeRecord::port() const
{
    const QString name = authorityOf(*this);
    const qsizetype colon = name.lastIndexOf(u':');
    if (colon > name.lastIndexOf(u']'))
        return name.mid(colon + 1).toInt();
    return scheme == QLatin1String("https") ? 443 : 80;
}

QString ExchangeRecord::path() const
{
    const QString whole = pathAndQuery(*this);
    return whole.left(whole.indexOf(u'?') < 0 ? whole.size() : whole.indexOf(u'?'));
}

QString ExchangeRecord::query() const
{
    const QString whole = pathAndQuery(*this);
    const qsizetype at = whole.indexOf(u'?');
    return at < 0 ? QString() : whole.mid(at + 1);
}

QByteArray ExchangeRecord::requestHeader(QByteArrayView name) const
{
    TrafficHead head;
    head.bytes = requestHead;
    return head.header(name);
}

QByteArray ExchangeRecord::responseHeader(QByteArrayView name) const
{
    TrafficHead head;
    head.bytes = responseHead;
    return head.header(name);
}

QByteArray ExchangeRecord::mimeType() const
{
    const QByteArray type = responseHeader("content-type");
    const qsizetype end = type.indexOf(';');
    return type.left(end < 0 ? type.size() : end).trimmed().toLower();
}

QByteArray ExchangeRecord::reason() const
{
    return TrafficHead::fromBytes(responseHead).reason;
}

Phases ExchangeRecord::phases() const
{
    Phases phases;
    qint64 at = begun;
    const auto until = [&at](qint64 *phase, qint64 end) {
        if (end == 0 || at == 0)
            return;
        *phase = qMax<qint64>(0, end - at);
        at = qMax(at, end);
    };
    if (side == TrafficSide::Client) {
        until(&phases.queued, assigned);
        if (!reused) {
            until(&phases.lookup, lookedUp);
            until(&phases.connect, connected);
            until(&phases.tls, secured);
        }
    }
    until(&phases.send, requestEnded);
    until(&phases.wait, responseBegun);
    if (responseBegun != 0)
        until(&phases.receive, ended);
    return phases;
}

qint64 ExchangeRecord::duration() const
{
    return ended == 0 || begun == 0 ? -1 : ended - begun;
}

} // namespace NodeHttp::Inspector
