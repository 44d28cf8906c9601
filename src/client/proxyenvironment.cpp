// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// HTTP_PROXY, HTTPS_PROXY and NO_PROXY, by the rules of Node 24 and with CIDR ranges beside them.

#include "client/proxyenvironment_p.h"

#include "core/error_p.h"

#include <QtCore/qprocess.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qnetworkproxy.h>

namespace NodeHttp {

namespace {

QString value(const QProcessEnvironment &environment, const QString &lowerCaseName)
{
    const QString found = environment.value(lowerCaseName).trimmed();
    return found.isEmpty() ? environment.value(lowerCaseName.toUpper()).trimmed() : found;
}

bool isIPv4(const QHostAddress &address) { return address.protocol() == QAbstractSocket::IPv4Protocol; }

bool isSocks(QStringView scheme)
{
    return scheme == u"socks5" || scheme == u"socks5h" || scheme == u"socks";
}

// Node lets ".a.test" exempt "nota.test" too; a suffix here begins where a label does, and the name itself is meant.
bool endsWithLabels(QStringView host, QStringView suffix)
{
    if (suffix.isEmpty() || !host.endsWith(suffix))
        return false;
    return host.size() == suffix.size() || host.at(host.size() - suffix.size() - 1) == u'.';
}

bool matchesRange(const QHostAddress &address, QStringView first, QStringView last)
{
    const QHostAddress from(first.trimmed().toString()), to(last.trimmed().toString());
    if (!isIPv4(address) || !isIPv4(from) || !isIPv4(to))
        return false;
    const quint32 number = address.toIPv4Address();
    return number >= from.toIPv4Address() && number <= to.toIPv4Address();
}

// The entry without the brackets of an IPv6 address, and its port; -1 when it names none.
QStringView withoutPort(QStringView entry, int *port)
{
    *port = -1;
    const qsizetype colon = entry.lastIndexOf(u':');
    if (entry.startsWith(u'[')) {
        const qsizetype close = entry.indexOf(u']');
        if (close < 0)
            return entry;
        if (colon > close)
            *port = entry.mid(colon + 1).toInt();
        return entry.mid(1, close - 1);
    }
    if (colon < 0 || entry.indexOf(u':') != colon) // no colon, or an IPv6 address
        return entry;
    *port = entry.mid(colon + 1).toInt();
    return entry.left(colon);
}

bool matches(QStringView entry, QStringView host, const QHostAddress &address, int port)
{
    if (entry == u"*")
        return true;
    if (!address.isNull()) {
        if (const qsizetype dash = entry.indexOf(u'-'); dash > 0 && matchesRange(address, entry.left(dash), entry.mid(dash + 1)))
            return true;
        if (entry.contains(u'/')) {
            const auto [network, bits] = QHostAddress::parseSubnet(entry.toString());
            return bits >= 0 && address.isInSubnet(network, bits);
        }
    }
    int entryPort;
    const QStringView name = withoutPort(entry, &entryPort);
    if (entryPort >= 0 && entryPort != port)
        return false;
    if (!address.isNull())
        return QHostAddress(name.toString()) == address;
    if (name.startsWith(u"*."))
        return host != name.mid(2) && endsWithLabels(host, name.mid(2));
    if (name.startsWith(u'.'))
        return endsWithLabels(host, name.mid(1));
    return name == host;
}

} // namespace

bool isExempt(QStringView noProxy, const QString &host, int port)
{
    if (noProxy.isEmpty())
        return false;
    QString name = host.toLower();
    if (name.startsWith(QLatin1Char('[')) && name.endsWith(QLatin1Char(']')))
        name = name.mid(1, name.size() - 2);
    if (name.endsWith(QLatin1Char('.')))
        name.chop(1);
    const QHostAddress address(name);
    const QString list = noProxy.toString().toLower();
    for (const QStringView part : QStringView(list).split(u',')) {
        const QStringView entry = part.trimmed();
        if (!entry.isEmpty() && matches(entry, name, address, port))
            return true;
    }
    return false;
}

QUrl proxyFor(const QProcessEnvironment &environment, const QString &protocol, const QString &host, int port)
{
    QString text;
    if (protocol == QLatin1String("https:"))
        text = value(environment, QStringLiteral("https_proxy"));
    else if (protocol == QLatin1String("http:"))
        text = value(environment, QStringLiteral("http_proxy"));
    if (text.isEmpty() || isExempt(value(environment, QStringLiteral("no_proxy")), host, port))
        return {};
    if (!text.contains(QLatin1String("://")))
        text.prepend(QLatin1String("http://"));
    const QUrl url(text);
    return url.isValid() ? url : QUrl(QStringLiteral("invalid:")); // something validateProxy() refuses
}

Error validateProxy(const QUrl &proxy)
{
    const QString scheme = proxy.scheme();
    if (proxy.isValid() && !proxy.host().isEmpty() && (scheme == QLatin1String("http") || isSocks(scheme)))
        return {};
    return Errors::proxyConfiguration(QStringLiteral("Invalid proxy URL: ")
                                      + proxy.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
}

std::optional<QNetworkProxy> toNetworkProxy(const QUrl &proxy)
{
    if (validateProxy(proxy))
        return {};
    const bool socks = isSocks(proxy.scheme());
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, proxy.host(),
                         quint16(proxy.port(socks ? 1080 : 80)), proxy.userName(QUrl::FullyDecoded),
                         proxy.password(QUrl::FullyDecoded));
}

} // namespace NodeHttp
