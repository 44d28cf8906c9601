// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_AGENT_H
#define NODEHTTP_AGENT_H

#include <NodeHttp/requestoptions.h>

#include <QtCore/qmap.h>
#include <QtCore/qobject.h>

#include <memory>

namespace NodeHttp {

class AgentPrivate;
class ClientRequest;

/*!
    A pool of connections for requests. Node: http.Agent, and https.Agent when its protocol is "https:".

    Connections are kept by name (getName()): requests share one only if everything that makes the connection is equal.
    A connection leaves the pool at the first sign of its end, or of bytes nobody asked for. The agent owns its
    connections; its destructor closes them and ends their requests without a signal. It lives in one thread, and so do
    the requests that use it.
*/
class NODEHTTP_EXPORT Agent : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Agent)
    Q_PROPERTY(bool keepAlive READ keepAlive WRITE setKeepAlive)
    Q_PROPERTY(int keepAliveMsecs READ keepAliveMsecs WRITE setKeepAliveMsecs)
    Q_PROPERTY(int maxSockets READ maxSockets WRITE setMaxSockets)
    Q_PROPERTY(int maxFreeSockets READ maxFreeSockets WRITE setMaxFreeSockets)
    Q_PROPERTY(int maxTotalSockets READ maxTotalSockets WRITE setMaxTotalSockets)
    Q_PROPERTY(int defaultPort READ defaultPort CONSTANT)
    Q_PROPERTY(QString protocol READ protocol CONSTANT)
    Q_PROPERTY(int totalSocketCount READ totalSocketCount)
    Q_PROPERTY(QVariantMap sockets READ socketMap)
    Q_PROPERTY(QVariantMap freeSockets READ freeSocketMap)
    Q_PROPERTY(QVariantMap requests READ requestMap)

public:
    explicit Agent(QObject *parent = nullptr);
    explicit Agent(const AgentOptions &options, QObject *parent = nullptr); //!< Bad options: see error(); defaults are used.
    ~Agent() override;

    const AgentOptions &options() const;     //!< As they are now, properties included.
    Error error() const;                     //!< Why the options of the constructor were refused.

    bool keepAlive() const;                  //!< Idle connections are kept. Default false.
    void setKeepAlive(bool on);
    int keepAliveMsecs() const;              //!< Delay of the first TCP keep-alive probe, in milliseconds. Default 1000.
    void setKeepAliveMsecs(int milliseconds);
    int maxSockets() const;                  //!< Connections a name may have. 0: no limit, the default.
    void setMaxSockets(int sockets);
    int maxFreeSockets() const;              //!< Idle connections a name may keep. Default 256.
    void setMaxFreeSockets(int sockets);
    int maxTotalSockets() const;             //!< Connections in all. 0: no limit, the default.
    void setMaxTotalSockets(int sockets);
    int defaultPort() const;                 //!< Port of requests that name none: 80, or 443.
    QString protocol() const;                //!< "http:" or "https:".

    int totalSocketCount() const;            //!< Connections it has, busy and idle.
    QMap<QString, QList<QIODevice *>> sockets() const;     //!< Busy connections by name.
    QMap<QString, QList<QIODevice *>> freeSockets() const; //!< Idle connections by name, oldest first.
    QMap<QString, QList<ClientRequest *>> requests() const; //!< Requests that wait for a connection, by name.

    void destroy();                          //!< Destroys all connections. Requests that wait get new ones; it stays usable.
    void destroyIdle();                      //!< Destroys idle connections: after sleep, or a change of network.
    //! The agent forgets \a socket, which stays open and goes on. Node: socket.emit('agentRemove').
    void removeSocket(QIODevice *socket);

    // The hooks of Node's Agent, for classes derived from it.

    /*!
        Makes the connection of a request: returns it, or null and calls \a callback later. The default looks the name
        up, connects and, for "https:", starts TLS, all without blocking: what it returns is still connecting.
    */
    virtual QIODevice *createConnection(const RequestOptions &options, const ConnectionCallback &callback);
    //! Asked before \a socket joins the pool; false destroys it. The default turns TCP keep-alive on.
    virtual bool keepSocketAlive(QIODevice *socket);
    //! Told that \a socket leaves the pool for \a request. The default sets ClientRequest::reusedSocket.
    virtual void reuseSocket(QIODevice *socket, ClientRequest *request);
    //! The name under which a connection of these options is kept (S6.5, S8.20).
    virtual QString getName(const RequestOptions &options = {}) const;

Q_SIGNALS:
    //! Node 'free': the socket's request is over. The agent has acted on it already: it is pooled, reused or destroyed.
    void socketFreed(QIODevice *socket, const NodeHttp::RequestOptions &options);
    //! A connection left the agent, for the reason given in words: "closed", "idle timeout", "unexpected data"…
    void socketRemoved(QIODevice *socket, const QString &reason);

private:
    QVariantMap socketMap() const;
    QVariantMap freeSocketMap() const;
    QVariantMap requestMap() const;

    friend class AgentPrivate;               // the only friend: its own private half
    std::unique_ptr<AgentPrivate> d;
};

#ifndef QT_NO_DEBUG_STREAM
//! Protocol and counts of connections.
NODEHTTP_EXPORT QDebug operator<<(QDebug debug, const Agent *agent);
#endif

} // namespace NodeHttp

#endif // NODEHTTP_AGENT_H
