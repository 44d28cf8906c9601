// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLAGENT_H
#define NODEHTTP_QMLAGENT_H

#include "jsevents_p.h"
#include "qmlsocket.h"

#include <NodeHttp/agent.h>

#include <QtQml/qqml.h>

namespace NodeHttp {

/*!
    Agent for QML: a pool of connections, each option a property. `new Http.Agent({ keepAlive: true })` makes one too.

    One that a script made lives while it has connections or somebody holds it.
*/
class QmlAgent : public NodeHttp::Agent
{
    Q_OBJECT
    QML_NAMED_ELEMENT(Agent)
    Q_PROPERTY(QString protocol READ protocol WRITE setProtocol NOTIFY optionsChanged)
    Q_PROPERTY(int defaultPort READ defaultPort WRITE setDefaultPort NOTIFY optionsChanged)
    Q_PROPERTY(QString scheduling READ scheduling WRITE setScheduling NOTIFY optionsChanged)
    Q_PROPERTY(int timeout READ timeout WRITE setTimeout NOTIFY optionsChanged)
    Q_PROPERTY(int agentKeepAliveTimeoutBuffer READ agentKeepAliveTimeoutBuffer WRITE setAgentKeepAliveTimeoutBuffer
                   NOTIFY optionsChanged)
    Q_PROPERTY(int maxCachedSessions READ maxCachedSessions WRITE setMaxCachedSessions NOTIFY optionsChanged)
    Q_PROPERTY(QJSValue connection READ connection WRITE setConnection NOTIFY optionsChanged)
    Q_PROPERTY(QJSValue proxyEnv READ proxyEnv WRITE setProxyEnv NOTIFY optionsChanged)
    Q_PROPERTY(QJSValue sockets READ jsSockets)
    Q_PROPERTY(QJSValue freeSockets READ jsFreeSockets)
    Q_PROPERTY(QJSValue requests READ jsRequests)

public:
    explicit QmlAgent(QObject *parent = nullptr);

    void setProtocol(const QString &protocol);   //!< "http:" or "https:".
    void setDefaultPort(int port);
    QString scheduling() const;                  //!< "lifo", the default, or "fifo".
    void setScheduling(const QString &scheduling);
    int timeout() const;                         //!< Milliseconds a connection may be idle. 0: no limit.
    void setTimeout(int milliseconds);
    int agentKeepAliveTimeoutBuffer() const { return int(options().agentKeepAliveTimeoutBuffer.count()); }
    void setAgentKeepAliveTimeoutBuffer(int milliseconds);
    int maxCachedSessions() const { return options().maxCachedSessions; }
    void setMaxCachedSessions(int sessions);
    QJSValue connection() const { return m_connection; } //!< Options of Http.request() laid over those of every request.
    void setConnection(const QJSValue &options);
    QJSValue proxyEnv() const { return m_proxyEnv; } //!< { HTTP_PROXY: …, HTTPS_PROXY: …, NO_PROXY: … } (Node 24.5).
    void setProxyEnv(const QJSValue &variables);
    QJSValue jsSockets() const;                  //!< Busy connections: an array for each name.
    QJSValue jsFreeSockets() const;              //!< Idle connections: an array for each name.
    QJSValue jsRequests() const;                 //!< Requests that wait: an array for each name.

    NODEHTTP_JS_EVENTS(QmlAgent)

    Q_INVOKABLE void terminate() { Agent::destroy(); }  //!< Node's destroy(): ends all connections.
    Q_INVOKABLE void destroyIdle() { Agent::destroyIdle(); }
    Q_INVOKABLE void removeSocket(NodeHttp::QmlSocket *socket); //!< Node: socket.emit('agentRemove').
    Q_INVOKABLE QString getName(const QJSValue &options = QJSValue());
    //! The connection the agent would make; the caller owns it. \a callback gets (error, socket).
    Q_INVOKABLE NodeHttp::QmlSocket *createConnection(const QJSValue &options, const QJSValue &callback = QJSValue());
    Q_INVOKABLE bool keepSocketAlive(NodeHttp::QmlSocket *socket);
    Q_INVOKABLE void reuseSocket(NodeHttp::QmlSocket *socket, QObject *request);

Q_SIGNALS:
    void socketFreed(NodeHttp::QmlSocket *socket); //!< Node 'free'.
    void optionsChanged();

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    void change(const AgentOptions &options);

    QJSValue m_connection;
    QJSValue m_proxyEnv;
    bool m_relaysFree = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLAGENT_H
