// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_FORWARDEDINFO_H
#define NODEHTTP_FORWARDEDINFO_H

#include <NodeHttp/global.h>

#include <QtCore/qlist.h>
#include <QtCore/qstringlist.h>
#include <QtNetwork/qhostaddress.h>

#include <utility>

namespace NodeHttp {

/*!
    Addresses whose word about a client is taken. A value; an empty one trusts nobody. May be used from any thread.
    Node: packages such as proxy-addr.
*/
class NODEHTTP_EXPORT TrustedProxies
{
public:
    TrustedProxies() = default;
    //! Addresses and subnets: "127.0.0.1", "::1", "10.0.0.0/8", "fd00::/8". What is none of these is left out.
    explicit TrustedProxies(const QStringList &subnets);

    bool isValid() const { return m_valid; }   //!< Every entry was an address or a subnet.
    bool isEmpty() const { return m_subnets.isEmpty(); }
    bool contains(const QHostAddress &address) const; //!< An IPv4 address written as IPv6 counts as what it is.

private:
    QList<std::pair<QHostAddress, int>> m_subnets;
    bool m_valid = true;
};

/*!
    What proxies tell about the client of a request, as far as it can be believed. Node: packages such as forwarded.

    Each proxy adds the address it was contacted from at the end of a list. Only those at the end were written by proxies
    you know; the rest may be invented. The list is therefore read backwards, as long as addresses are trusted: the first
    that is not is the client.

    Ask for the header that your proxy writes, and for no other: what a proxy does not write it passes on from the client.
    Take values from IncomingMessage::headers(), where several lines of a name are one. IncomingMessage::header() answers
    the first line, and some proxies add theirs behind the client's.
    \code
    const auto *socket = qobject_cast<QAbstractSocket *>(request->socket());
    const QVariantMap headers = request->headers();
    const auto info = ForwardedInfo::fromXForwarded(socket->peerAddress(), trusted,
                                                    headers.value("x-forwarded-for").toString(),
                                                    headers.value("x-forwarded-proto").toString());
    \endcode
*/
struct ForwardedInfo
{
    QHostAddress client; //!< Where the request came from; the peer itself when it is not trusted or says nothing usable.
    int port = -1;       //!< Its port; -1 when unknown.
    QString protocol;    //!< "http" or "https" as the client used it; empty when unknown.
    QString host;        //!< The Host the client asked for; empty when unknown.

    //! From the header Forwarded (RFC 7239). One that is malformed says nothing: the client is the peer then.
    NODEHTTP_EXPORT static ForwardedInfo fromForwarded(const QHostAddress &peer, const TrustedProxies &trusted,
                                                       const QString &forwarded);
    //! From X-Forwarded-For, and X-Forwarded-Proto and X-Forwarded-Host where the proxy writes them.
    NODEHTTP_EXPORT static ForwardedInfo fromXForwarded(const QHostAddress &peer, const TrustedProxies &trusted,
                                                        const QString &forwardedFor, const QString &forwardedProto = {},
                                                        const QString &forwardedHost = {});
};

} // namespace NodeHttp

#endif // NODEHTTP_FORWARDEDINFO_H
