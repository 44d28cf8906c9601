// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_PROXYENVIRONMENT_P_H
#define NODEHTTP_PROXYENVIRONMENT_P_H

#include <NodeHttp/error.h>

#include <QtCore/qurl.h>

#include <optional>

class QNetworkProxy;
class QProcessEnvironment;

namespace NodeHttp {

// The proxy that an environment names for a target (S10.24): http_proxy or https_proxy, by the protocol of the target,
// unless no_proxy exempts it. Each also in capitals; lower case wins. Empty: none. What was written without a scheme
// is an http: proxy. Nothing is looked up, in the environment of the process or elsewhere.
QUrl proxyFor(const QProcessEnvironment &environment, const QString &protocol, const QString &host, int port);

// Whether NO_PROXY, a list of "*", names, name:port, .suffix, *.suffix, addresses, a-b and CIDR ranges, exempts a host.
bool isExempt(QStringView noProxy, const QString &host, int port);

// What such a URL asks for cannot be done: not http: or a SOCKS scheme, or no host. No error: it can.
Error validateProxy(const QUrl &proxy);

// For sockets: CONNECT or SOCKS5, with the credentials of the URL. Nothing when validateProxy() refuses it.
std::optional<QNetworkProxy> toNetworkProxy(const QUrl &proxy);

} // namespace NodeHttp

#endif // NODEHTTP_PROXYENVIRONMENT_P_H
