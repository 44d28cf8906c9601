// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SERVER_H
#define NODEHTTP_SERVER_H

#include <NodeHttp/incomingmessage.h>
#include <NodeHttp/serveroptions.h>
#include <NodeHttp/serverresponse.h>

#include <QtCore/qobject.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qtnetworkglobal.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslconfiguration.h>
#endif

namespace NodeHttp {

class ServerPrivate;

//! The address a server listens on. Node: the object server.address() returns.
struct AddressInfo
{
    QString address;   //!< "127.0.0.1", "::"… or the path of a local socket.
    QString family;    //!< "IPv4", "IPv6", or "Local".
    int port = -1;     //!< -1 for a local socket.
    bool isNull() const { return family.isEmpty(); } //!< The server does not listen.
};

//! Both ends of a connection that was dropped. Node: the argument of net.Server 'drop'.
struct ConnectionInfo
{
    QString localAddress;
    QString localFamily;
    int localPort = -1;
    QString remoteAddress;
    QString remoteFamily;
    int remotePort = -1;
};

/*!
    Accepts connections and turns what arrives on them into requestReceived(request, response).
    Node: http.Server, and https.Server once it has an SSL configuration.

    The server owns its connections, requests and responses. Its destructor stops listening and closes every
    connection without emitting a signal. All of it lives in the thread of the Server; use one Server a thread.
    ref() and unref() of Node decide whether a server keeps the process alive; a Qt application runs until quit(),
    so they change nothing here.
*/
class NODEHTTP_EXPORT Server : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Server)
    Q_PROPERTY(bool listening READ isListening NOTIFY listeningChanged)
    Q_PROPERTY(int port READ port NOTIFY listeningChanged)
    Q_PROPERTY(int timeout READ timeout WRITE setTimeout)
    Q_PROPERTY(int keepAliveTimeout READ keepAliveTimeout WRITE setKeepAliveTimeout)
    Q_PROPERTY(int headersTimeout READ headersTimeout WRITE setHeadersTimeout)
    Q_PROPERTY(int requestTimeout READ requestTimeout WRITE setRequestTimeout)
    Q_PROPERTY(int handshakeTimeout READ handshakeTimeout WRITE setHandshakeTimeout)
    Q_PROPERTY(int maxHeadersCount READ maxHeadersCount WRITE setMaxHeadersCount)
    Q_PROPERTY(int maxRequestsPerSocket READ maxRequestsPerSocket WRITE setMaxRequestsPerSocket)
    Q_PROPERTY(int maxConnections READ maxConnections WRITE setMaxConnections)
    Q_PROPERTY(int connections READ connections)
    Q_PROPERTY(bool draining READ isDraining NOTIFY drainingChanged)

public:
    //! Called once, with an Error when the call it was given to failed.
    using Callback = std::function<void(const Error &error)>;

    explicit Server(QObject *parent = nullptr);
    explicit Server(const ServerOptions &options, QObject *parent = nullptr); //!< Bad options: see error().
    ~Server() override;

    const ServerOptions &options() const;        //!< As they are now, properties included.

    //! Listens on \a port (0: any free one) of every address. False: refused at once, see error().
    bool listen(int port = 0);
    bool listen(int port, const QHostAddress &address, int backlog = 511); //!< On one address, bound at once.
    bool listen(int port, const QString &host, int backlog = 511); //!< On a name; it is looked up first.
    bool listen(const QString &path, int backlog = 511);           //!< On a Unix domain socket.
    bool listen(const ListenOptions &options);                     //!< Everything else, and everything above.
    void close();                                //!< Stops accepting; closed() follows the last connection.
    void close(const QObject *context, Callback callback); //!< The same; \a callback runs with closed().
    void closeAllConnections();                  //!< Destroys every HTTP connection, busy ones too (18.2).
    void closeIdleConnections();                 //!< Destroys connections between two requests (18.2).
    /*!
        Stops gracefully: close(), idle and never used connections at once, and the last answer that is owed on each
        other one says "Connection: close".
        Emits drainCompleted() when the last connection ended by itself, or, after \a deadline, destroys what is
        left and emits drainForced(). A second call only moves the deadline.
    */
    void drain(std::chrono::milliseconds deadline);

    bool isListening() const;                    //!< listen() worked and close() was not called.
    bool isDraining() const;                     //!< drain() was called and has not ended.
    AddressInfo address() const;                 //!< Where it listens; null while it does not.
    int port() const;                            //!< Port it listens on; 0 while it does not, -1 on a path.
    int connections() const;                     //!< Open connections, upgraded ones included.
    //! Calls \a callback with the number of open connections, on the next tick.
    void getConnections(const QObject *context, std::function<void(const Error &error, int count)> callback);
    Server *ref();                               //!< Does nothing; returns the server.
    Server *unref();                             //!< Does nothing; returns the server.
    Error error() const;                         //!< The last refused call or failed listen().

    //! Serves \a socket, an open two-way device, as an accepted connection. Node: emit('connection', socket).
    //! The server takes ownership. False when the device is not open for both.
    bool injectConnection(QIODevice *socket);

    int timeout() const;                         //!< Milliseconds a connection may be idle in any phase. Default 0: off.
    Server *setTimeout(int milliseconds);        //!< For connections accepted from now on.
    //! The same; \a callback runs with timeoutOccurred(), which also stops the automatic close.
    Server *setTimeout(int milliseconds, const QObject *context, std::function<void(QIODevice *socket)> callback);
    int keepAliveTimeout() const;                //!< Milliseconds between two requests. Default 5000; 0: no limit.
    void setKeepAliveTimeout(int milliseconds);
    int headersTimeout() const;                  //!< Milliseconds for a head to arrive. Default 60000; 0: no limit.
    void setHeadersTimeout(int milliseconds);
    int requestTimeout() const;                  //!< Milliseconds for a request to arrive. Default 0: no limit.
    void setRequestTimeout(int milliseconds);
    int handshakeTimeout() const;                //!< Milliseconds for a TLS handshake. Default 120000.
    void setHandshakeTimeout(int milliseconds);
    int maxHeadersCount() const;                 //!< Header lines that are kept; -1: 1000, 0: all.
    void setMaxHeadersCount(int lines);
    int maxRequestsPerSocket() const;            //!< Requests a connection may make. Default 0: no limit.
    void setMaxRequestsPerSocket(int requests);
    int maxConnections() const;                  //!< Connections that may be open. Default 0: no limit.
    void setMaxConnections(int connections);

    //! Decides on requests that ask for an upgrade; without it, a receiver of upgradeReceived() means yes (24.9).
    void setShouldUpgradeCallback(std::function<bool(IncomingMessage *request)> callback);

#if QT_CONFIG(ssl)
    //! Makes it an HTTPS server for connections accepted from now on. ALPN is set to http/1.1 unless given.
    void setSslConfiguration(const QSslConfiguration &configuration);
    QSslConfiguration sslConfiguration() const;  //!< Null while it is an HTTP server.
    //! Chooses a configuration by the name the client asked for (SNI); a null one refuses the handshake.
    void setServerNameCallback(std::function<QSslConfiguration(const QString &serverName)> callback);
    //! False: with VerifyPeer, client certificates that do not verify are accepted; the socket tells. Default true.
    void setRejectUnauthorized(bool on);
    bool rejectUnauthorized() const;
#endif

Q_SIGNALS:
    void requestReceived(NodeHttp::IncomingMessage *request, NodeHttp::ServerResponse *response); //!< Node 'request'.
    //! Node 'checkContinue': the request waits for writeContinue(). With a receiver, requestReceived() is not emitted.
    void continueExpected(NodeHttp::IncomingMessage *request, NodeHttp::ServerResponse *response);
    //! Node 'checkExpectation': Expect holds something else. With a receiver, there is no automatic 417.
    void expectationReceived(NodeHttp::IncomingMessage *request, NodeHttp::ServerResponse *response);
    void connectionOpened(QIODevice *socket);              //!< Node 'connection': accepted, nothing was read yet.
    void secureConnectionOpened(QIODevice *socket);        //!< Node 'secureConnection': the handshake is done.
    //! Node 'upgrade'. The receiver owns \a socket from now on; \a head is what followed the request.
    void upgradeReceived(NodeHttp::IncomingMessage *message, QIODevice *socket, const QByteArray &head);
    //! Node 'connect'. The receiver owns \a socket from now on; \a head is what followed the request.
    void connectReceived(NodeHttp::IncomingMessage *message, QIODevice *socket, const QByteArray &head);
    //! Node 'clientError'. With a receiver nothing else is done: it must answer or close the socket.
    void clientErrorOccurred(const NodeHttp::Error &error, QIODevice *socket);
    void tlsClientErrorOccurred(const NodeHttp::Error &error, QIODevice *socket); //!< Node 'tlsClientError'.
    //! Node 'dropRequest': the request beyond maxRequestsPerSocket; it is answered 503.
    void requestDropped(NodeHttp::IncomingMessage *request, QIODevice *socket);
    void connectionDropped(const NodeHttp::ConnectionInfo &info); //!< Node 'drop': beyond maxConnections.
    void listeningStarted();                               //!< Node 'listening'.
    void timeoutOccurred(QIODevice *socket);               //!< Node 'timeout'. A receiver must close the socket.
    void errorOccurred(const NodeHttp::Error &error);      //!< Node 'error': listen() failed.
    void closed();                                         //!< Node 'close': not listening, no connection left.
    void drainCompleted();                                 //!< drain(): every connection ended by itself.
    void drainForced(int connections);                     //!< drain(): so many connections were destroyed.
    void listeningChanged();
    void drainingChanged();

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    friend class ServerPrivate; // the only friend: its own private half
    std::unique_ptr<ServerPrivate> d;
};

} // namespace NodeHttp

Q_DECLARE_METATYPE(NodeHttp::ConnectionInfo)

#endif // NODEHTTP_SERVER_H
