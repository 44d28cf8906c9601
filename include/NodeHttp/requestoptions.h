// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_REQUESTOPTIONS_H
#define NODEHTTP_REQUESTOPTIONS_H

#include <NodeHttp/abortcontroller.h>
#include <NodeHttp/protocol.h>

#include <QtCore/qpointer.h>
#include <QtCore/qprocess.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qtnetworkglobal.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslconfiguration.h>
#endif

#include <chrono>
#include <functional>
#include <optional>

class QIODevice;

namespace NodeHttp {

class Agent;
class IncomingMessage;
struct RequestOptions;

//! Hands over a connection that was made, or the Error that prevented it. Only the first call counts.
using ConnectionCallback = std::function<void(const Error &error, QIODevice *socket)>;
//! Makes a connection: returns it, or null and calls \a callback later. The library takes the socket over.
using ConnectionFactory
    = std::function<QIODevice *(const RequestOptions &options, const ConnectionCallback &callback)>;
//! Hands over the addresses of a name, best first, or the Error that prevented it. Only the first call counts.
using LookupCallback = std::function<void(const Error &error, const QList<QHostAddress> &addresses)>;
//! Looks a name up. \a family is 0, 4 or 6; \a hints are LookupHint flags.
using LookupFunction
    = std::function<void(const QString &hostname, int family, int hints, const LookupCallback &callback)>;

//! Flags of RequestOptions::hints, with Node's values on Linux.
enum LookupHint {
    V4Mapped = 0x8,    //!< Node: dns.V4MAPPED. With family 6 and no IPv6 address: IPv4 addresses, mapped into IPv6.
    AllAddresses = 0x10, //!< Node: dns.ALL. With V4Mapped: IPv6 and mapped addresses.
    AddrConfig = 0x20, //!< Node: dns.ADDRCONFIG. Only families the machine has an address of; the system always does.
};

/*!
    Limits on the phases of a request, which Node does not have. Zero: no limit. When one is over, the request ends with
    the error ETIMEDOUT, whose reason() names the phase: "queue", "connect", "tls", "firstByte", "idle" or "total".
*/
struct PhaseTimeouts
{
    std::chrono::milliseconds queue{0};     //!< Waiting for a connection of the agent.
    std::chrono::milliseconds connect{0};   //!< Looking the name up and connecting, proxies included.
    std::chrono::milliseconds tls{0};       //!< The TLS handshake.
    std::chrono::milliseconds firstByte{0}; //!< From the last byte sent to the first byte of the response.
    std::chrono::milliseconds idle{0};      //!< Between two signs of life of the connection.
    std::chrono::milliseconds total{0};     //!< From the creation of the request to the end of its response.
};

/*!
    What request() can be told. Node: the options of http.request() and https.request().

    Times are milliseconds, sizes are bytes. What is not set here comes from the agent's options, and what the agent's
    options do set wins over this (S6.7), as in Node. Copies are cheap enough for one request each.
*/
struct RequestOptions
{
    RequestOptions() = default;
    //! The parts of \a url: protocol, hostname, port, path with query, user info as auth. The fragment is not sent.
    NODEHTTP_EXPORT RequestOptions(const QUrl &url);

    // --- where to ---
    QString protocol;                     //!< "http:" or "https:". Empty: the agent's, else "http:".
    //! Name or address of the server; wins over host. IPv6 without brackets, other scripts as QUrl encodes them.
    QString hostname;
    QString host;                         //!< The same under Node's other name. Default "localhost".
    int port = -1;                        //!< -1: defaultPort.
    int defaultPort = -1;                 //!< The port that is left out of Host. -1: the agent's, 80 or 443.
    QString socketPath;                   //!< A Unix domain socket (a named pipe on Windows) instead of host and port.
    int family = 0;                       //!< 4 or 6: addresses of this kind only. 0: both.
    int hints = 0;                        //!< LookupHint flags.
    LookupFunction lookup;                //!< Replaces the system's name lookup.
    QString localAddress;                 //!< Local address to connect from.
    int localPort = 0;                    //!< Local port to connect from; 0: any.

    // --- what to ask ---
    QString method;                       //!< A token, sent in upper case. Default "GET".
    QString path;                         //!< Target with its query, sent as it is. Default "/".
    QString auth;                         //!< "user:password" for Basic authentication.
    HeaderList headers;                   //!< As if set with setHeader(), in this order.
    bool headersAsArray = false;          //!< Node's array form: sent as given, repeats kept, no Host, no Authorization.
    bool setHost = true;                  //!< Adds the Host header.
    bool setDefaultHeaders = true;        //!< Adds Host, Connection and framing headers (24). Framing cannot be left out.
    QByteArrayList uniqueHeaders;         //!< Names whose list values are sent on one line, joined by "; " (18.3).

    // --- over which connection ---
    Agent *agent = nullptr;               //!< Null: the global agent of the protocol, unless createConnection is set.
    bool oneTimeAgent = false;            //!< Node: agent: false. A new default agent for this request alone.
    ConnectionFactory createConnection;   //!< Makes the connection when no agent is used.
    std::optional<bool> noDelay;          //!< TCP_NODELAY. Not set: on.
    std::optional<bool> keepAlive;        //!< SO_KEEPALIVE. Not set: off, until the socket waits in a pool.
    std::chrono::milliseconds keepAliveInitialDelay{0}; //!< First TCP keep-alive probe; whole seconds are used.
    std::optional<QNetworkProxy> proxy;   //!< HTTP (CONNECT) or SOCKS5. Not set: the application's proxy, as in QTcpSocket.
    qint64 highWaterMark = 0;             //!< Bytes that may wait in each direction; 0: 16384.

    // --- how long and how much ---
    std::optional<std::chrono::milliseconds> timeout; //!< Idle time after which timeoutOccurred() is emitted; covers connecting.
    PhaseTimeouts timeouts;               //!< Limits that end the request.
    QPointer<AbortSignal> signal;         //!< Ends the request when it fires.
    qint64 maxHeaderSize = 0;             //!< Of the response's head; 0: NodeHttp::maxHeaderSize.
    int maxHeadersCount = -1;             //!< Header lines that are kept of the response; -1: 1000, 0: all.
    bool insecureHTTPParser = false;      //!< Accepts responses that are known attacks. Avoid.
    bool joinDuplicateHeaders = false;    //!< Joins repeated headers instead of keeping the first (18.14).
    //! Makes the response object; for classes derived from IncomingMessage. The library takes the object over.
    std::function<IncomingMessage *()> incomingMessage;

#if QT_CONFIG(ssl)
    // --- TLS ---
    std::optional<QSslConfiguration> sslConfiguration; //!< CA, client certificate, protocols, ciphers. Not set: Qt's default.
    std::optional<bool> rejectUnauthorized; //!< False: a certificate that does not verify is accepted. Not set: true.
    std::optional<QString> servername;    //!< For SNI and verification. Not set: the host of the Host header.
#endif

    bool invalidUrl = false;              //!< Made from a QUrl that is relative or no URL: refused by validate().

    //! The first bad value among these options, or no error, in Node's order of checks (S5.5).
    NODEHTTP_EXPORT Error validate() const;
};

//! Order in which an Agent hands out idle connections.
enum class Scheduling : quint8 {
    Lifo, //!< The one used last: few connections stay open. The default.
    Fifo, //!< The one that waited longest: all of them stay warm.
};

/*!
    What an Agent can be told. Node: the options of new http.Agent() and new https.Agent().
*/
struct AgentOptions
{
    bool keepAlive = false;               //!< Keeps idle connections for later requests.
    std::chrono::milliseconds keepAliveMsecs{1000}; //!< First TCP keep-alive probe of an idle connection.
    int maxSockets = 0;                   //!< Connections a name may have; further requests wait. 0: no limit.
    int maxTotalSockets = 0;              //!< Connections in all. 0: no limit.
    int maxFreeSockets = 256;             //!< Idle connections a name may keep. 0: 256.
    Scheduling scheduling = Scheduling::Lifo; //!< Which idle connection is taken.
    std::optional<std::chrono::milliseconds> timeout; //!< Idle time of its connections; ends one that waits in the pool.
    std::chrono::milliseconds agentKeepAliveTimeoutBuffer{1000}; //!< Margin kept below a server's Keep-Alive hint (24.7).
    int maxCachedSessions = 100;          //!< TLS sessions kept for resumption, one a name. 0: none.
    QString protocol;                     //!< "http:" or "https:". Default "http:".
    int defaultPort = -1;                 //!< -1: 80, or 443 for "https:".
    std::optional<QProcessEnvironment> proxyEnv; //!< Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY are looked up (24.5).
    RequestOptions connection;            //!< Options laid over those of every request: socket, proxy, TLS and the like.

    NODEHTTP_EXPORT Error validate() const; //!< The first bad value among these options, or no error.
};

#ifndef QT_NO_DEBUG_STREAM
//! Method and target; never credentials, header values, queries or keys.
NODEHTTP_EXPORT QDebug operator<<(QDebug debug, const RequestOptions &options);
#endif

} // namespace NodeHttp

Q_DECLARE_METATYPE(NodeHttp::RequestOptions)

#endif // NODEHTTP_REQUESTOPTIONS_H
