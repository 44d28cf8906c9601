// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SERVER_P_H
#define NODEHTTP_SERVER_P_H

#include "server/acceptor_p.h"
#include "server/serverconnection_p.h"
#include "server/servercounters_p.h"

#include <NodeHttp/forwardedinfo.h>
#include <NodeHttp/server.h>

#include <QtCore/qbasictimer.h>
#include <QtCore/qpointer.h>

#include <deque>
#include <vector>

namespace NodeHttp {

class ProxyGreeting;
class TlsHandshake;

// The server behind Server: its options, its acceptor, its connections, and the way from a head to a signal.
class ServerPrivate : public QObject, public Ticker, public ServerConnection::Host
{
public:
    static ServerPrivate *get(Server *server) { return server->d.get(); }

    ServerPrivate(Server *q, const ServerOptions &options);
    ~ServerPrivate() override;

    // server.cpp
    bool refuse(const Error &error);
    bool listen(const ListenOptions &options);
    void stopAccepting();
    void close();
    void drain(qint64 deadline);
    void checkClosed();

    // serveraccept.cpp
    bool listenTcp(const QHostAddress &address, const ListenOptions &options);
    bool listenResult(const Error &error);
    void acceptTcp(qintptr descriptor);
    void acceptSocket(qintptr descriptor, const QHostAddress &client, quint16 clientPort); // null: the peer itself
    void greetingOver(ProxyGreeting *greeting);
    void acceptLocal(quintptr descriptor);
    bool isFull() const;
    void drop(QIODevice *socket);
    enum class Maker { Us, Somebody }; // of a socket: only of our own do we know what write() does
    // Observers know the connection under that number.
    void adopt(QIODevice *socket, quint64 tapId = 0, Maker maker = Maker::Somebody);
    // The server, which is about to emit this Node event: observers are told first.
    Server *emits(const char *event, const ServerConnection *connection = nullptr, const Exchange *exchange = nullptr)
    {
        if (Tap::wants(TrafficObserver::Events))
            Tap::event(q, event, connection ? connection->tapId() : 0, exchange ? exchange->tapId : 0);
        return q;
    }
    void watch(QIODevice *socket); // an upgraded socket: counted until it is gone
    int connectionCount() const
    {
        return int(m_connections.size() + m_greetings.size() + m_handshakes.size()) + m_handedOver;
    }
    void tellConnections() { counters->connections.store(connectionCount(), std::memory_order_relaxed); }
    void handshakeOver(TlsHandshake *handshake);

    // ServerConnection::Host (serverdispatch.cpp)
    const ServerOptions &serverOptions() const override { return options; }
    bool isDraining() const override { return draining; }
    IncomingMessage *makeRequest() override;
    ServerResponse *makeResponse(IncomingMessage *request) override;
    bool acceptsUpgrade(IncomingMessage *request) override;
    void dispatch(ServerConnection *connection, Exchange *exchange) override;
    void handOver(IncomingMessage *request, QIODevice *socket, const QByteArray &head) override;
    bool reportClientError(const Error &error, QIODevice *socket) override;
    bool reportTimeout(QIODevice *socket) override;
    bool watchesClientErrors() const override;
    void forget(ServerConnection *connection) override;
    QObject *tapOwner() const override { return q; }
    bool reportTlsError(const Error &error, QIODevice *socket);

    Server *const q;
    ServerOptions options;
    Error lastError;
    Acceptor acceptor;
    std::shared_ptr<ServerCounters> counters = std::make_shared<ServerCounters>();
    std::function<bool(IncomingMessage *)> shouldUpgrade;
    std::vector<ServerConnection *> m_connections;
    std::vector<ProxyGreeting *> m_greetings;
    std::vector<TlsHandshake *> m_handshakes;
    TrustedProxies trustedProxies;
    int m_handedOver = 0;
    bool mayWatchClientErrors = false; // somebody once connected; then isSignalConnected() is worth its price
    bool listening = false;
    bool lookingUp = false;
    bool draining = false;
    bool rejectUnauthorized = true;
#if QT_CONFIG(ssl)
    std::unique_ptr<QSslConfiguration> ssl;
    std::function<QSslConfiguration(const QString &)> serverName;
#endif

private:
    enum Tick { Listening, Closed, ListenFailed, Answer };

    struct CountRequest
    {
        QPointer<const QObject> context;
        std::function<void(const Error &, int)> callback;
    };

public:
    struct CloseRequest
    {
        QPointer<const QObject> context;
        Server::Callback callback;
        bool wasListening;
    };
    void askCount(const QObject *context, std::function<void(const Error &, int)> callback);
    std::deque<CloseRequest> m_closeRequests;

private:
    void tick(int what) override;
    void timerEvent(QTimerEvent *event) override;
    void cancelHandshakes();
    void sendHead(ServerConnection *connection, Exchange *exchange);

    std::deque<CountRequest> m_countRequests;
    QBasicTimer m_checkTimer;
    QBasicTimer m_drainTimer;
    QBasicTimer m_quietTimer; // while draining
    Error m_listenError;
    bool m_closedPosted = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_SERVER_P_H
