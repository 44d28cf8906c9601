// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SERVEROPTIONS_H
#define NODEHTTP_SERVEROPTIONS_H

#include <NodeHttp/global.h>
#include <NodeHttp/protocol.h>

#include <QtCore/qstringlist.h>

#include <chrono>
#include <functional>
#include <optional>

namespace NodeHttp {

class IncomingMessage;
class ServerResponse;

/*!
    What createServer() can be told. Node: the options of http.createServer().

    Defaults are the documented ones of Node 16; options that came later are marked with their version.
    Times are milliseconds, sizes are bytes, zero means "off" unless a member says otherwise.
*/
struct ServerOptions
{
    //! Makes the request objects; Node: options.IncomingMessage. The server takes the object over.
    std::function<IncomingMessage *()> incomingMessage;
    //! Makes the response objects; Node: options.ServerResponse. The server takes the object over.
    std::function<ServerResponse *(IncomingMessage *request)> serverResponse;

    bool insecureHTTPParser = false;      //!< Accepts known attacks for the sake of broken peers. Avoid.
    qint64 maxHeaderSize = NodeHttp::maxHeaderSize; //!< Target, names and values of a head together; 0: the default.
    bool noDelay = true;                  //!< TCP_NODELAY on accepted sockets (Node 16: off).
    bool keepAlive = false;               //!< SO_KEEPALIVE on accepted sockets.
    std::chrono::milliseconds keepAliveInitialDelay{0}; //!< First TCP keep-alive probe; whole seconds are used.

    std::chrono::milliseconds timeout{0};               //!< Idle time of a connection, in any phase.
    std::chrono::milliseconds keepAliveTimeout{5000};   //!< Idle time between two requests.
    std::chrono::milliseconds headersTimeout{60000};    //!< From the start of a message to the end of its head.
    std::chrono::milliseconds requestTimeout{0};        //!< From the start of a message to its end.
    std::chrono::milliseconds handshakeTimeout{120000}; //!< TLS: from accept to the end of the handshake.
    std::chrono::milliseconds connectionsCheckingInterval{30000}; //!< How often the previous three are checked (18).
    int maxHeadersCount = -1;             //!< Header lines that are kept; -1: 1000, 0: all.
    int maxRequestsPerSocket = 0;         //!< Requests answered on one connection; then 503.
    int maxConnections = 0;               //!< Open connections; further ones are closed at once.

    bool requireHostHeader = true;        //!< 1.1 requests without one valid Host are answered 400 (20).
    bool joinDuplicateHeaders = false;    //!< Joins repeated headers instead of keeping the first (18.14).
    QByteArrayList uniqueHeaders;         //!< Names whose list values are sent on one line, joined by "; " (18.3).
    qint64 highWaterMark = 16384;         //!< Bytes that may wait in each direction (18.17).
    bool rejectNonStandardBodyWrites = false; //!< Refuses a body where none is allowed, instead of ignoring it (18.17).

    /*!
        Connections of trustedProxies begin with a PROXY header, version 1 or 2, and their sockets bear the client's
        address. One that is missing, malformed or later than headersTimeout ends the connection, and
        clientErrorOccurred() tells (ERR_PROXY_HEADER_INVALID, ERR_PROXY_HEADER_TIMEOUT). Everybody else is served as
        ever: their PROXY header is no HTTP. TCP on Unix only; ERR_METHOD_NOT_IMPLEMENTED elsewhere.
    */
    bool proxyProtocol = false;
    QStringList trustedProxies;           //!< Addresses and subnets, see TrustedProxies. Needed by proxyProtocol.

    bool allowHalfOpen = true;            //!< A client that only ended its sending side still gets its answer.
    int maxPipelinedRequests = 256;       //!< Unanswered requests of one connection above which reading pauses.

    /*!
        Defaults for a server on an open port: requestTimeout 300 s, headersTimeout 20 s, idle timeout 120 s,
        handshakeTimeout 10 s, checks every 5 s, 1000 connections, 1000 requests a connection, 100 header lines,
        no delay. docs/limits.md gives the reason for each value.
    */
    NODEHTTP_EXPORT static ServerOptions hardened();

    //! The first bad value among these options (ERR_OUT_OF_RANGE), or no error.
    NODEHTTP_EXPORT Error validate() const;
};

/*!
    Where a server shall listen. Node: the options of server.listen().
    Of port, path and descriptor the first that is set counts, in the order descriptor, path, port.
*/
struct ListenOptions
{
    int port = -1;                        //!< 0: any free one. -1: not given.
    QString host;                         //!< Name or address; empty: all addresses, IPv6 and IPv4.
    QString path;                         //!< A Unix domain socket (a named pipe on Windows).
    qintptr descriptor = -1;              //!< A socket that listens already. Node: fd.
    int backlog = 511;                    //!< Connections the system queues.
    bool ipv6Only = false;                //!< Without a host: IPv6 alone.
    //! The port is shared with other sockets of this user that say so too; on Linux connections are spread over them.
    //! ENOTSUP where the system has no SO_REUSEPORT. Node: reusePort (23.1).
    bool reusePort = false;
    bool readableAll = false;             //!< The path may be read by every user.
    bool writableAll = false;             //!< The path may be written by every user.
};

} // namespace NodeHttp

#endif // NODEHTTP_SERVEROPTIONS_H
