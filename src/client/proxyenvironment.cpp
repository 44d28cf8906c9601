// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "client/proxyenvironment_p.h"

#include <QtNetwork/qhostaddress.h>

namespace NodeHttp {

namespace {

QString valueOf(const QProcessEnvironment &environment, const QString &name)
{
    const QString lower = environment.value(name);
    return lower.isEmpty() ? environment.value(name.toUpper()) : lower;
}

// One entry of NO_PROXY: *, host, host:port, .suffix, *.suffix, address, address range a-b, or a network in CIDR form.
bool exempts(QString entry, const QString &host, int port)
{
    if (entry == u"*")
        return true;
    const QHostAddress address(host);
    if (!address.isNull()) {
        if (entry.contains(u'/')) {
            const auto subnet = QHostAddress::parseSubnet(entry);
            return subnet.second >= 0 && address.isInSubnet(subnet);
        }
        const QStringList range = entry.split(u'-');
        if (range.size() == 2) {
            bool ok = false, okFirst = false, okLast = false;
            const quint32 ip = address.toIPv4Address(&ok);
            const quint32 first = QHostAddress(range.at(0)).toIPv4Address(&okFirst);
            const quint32 last = QHostAddress(range.at(1)).toIPv4Address(&okLast);
            return ok && okFirst && okLast && ip >= first && ip <= last;
        }
        if (const QHostAddress same(entry); !same.isNull())
            return same == address;
    }
    const qsizetype colon = entry.lastIndexOf(u':');
    if (colon > 0 && entry.count(u':') == 1) {
        if (entry.mid(colon + 1).toInt() != port)
            return false;
        entry.truncate(colon);
    }
    if (entry.startsWith(u"*."))
        entry.remove(0, 1);
    if (entry.startsWith(u'.'))
        return host.endsWith(entry, Qt::CaseInsensitive);
    return host.compare(entry, Qt::CaseInsensitive) == 0;
}

} // namespace

QUrl proxyFor(const QProcessEnvironment &environment, const QString &protocol, const QString &host, int port)
{
    const QString name = protocol == u"https:" ? QStringLiteral("https_proxy") : QStringLiteral("http_proxy");
    QString value = valueOf(environment, name);
    if (value.isEmpty())
        return {};
    const QStringList exempt = valueOf(environment, QStringLiteral("no_proxy"))
                                   .replace(u' ', u',').split(u',', Qt::SkipEmptyParts);
    for (const QString &entry : exempt) {
        if (exempts(entry, host, port))
            return {};
    }
    if (!value.contains(u"://"))
        value.prepend(QStringLiteral("http://"));
    const QUrl proxy(value);
    return proxy.isValid() && !proxy.host().isEmpty() ? proxy : QUrl();
}

} // namespace NodeHttp
