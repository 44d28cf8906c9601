// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CONNECTOR_P_H
#define NODEHTTP_CONNECTOR_P_H

#include "stream/deadlines_p.h"

#include <NodeHttp/requestoptions.h>

#include <QtCore/qobject.h>
#include <QtNetwork/qabstractsocket.h>
#include <QtNetwork/qlocalsocket.h>

#include <memory>

class QHostInfo;

namespace NodeHttp {

class SessionCache;

// Who waits for a connection to stand. Both are called without a turn on the stack: inside the socket's own signal,
// before users who listen to the socket, or from an event of the Connector's own.
class ConnectorListener
{
public:
    virtual void connectorReady() = 0;                    // bytes may flow; none may be written before
    virtual void connectorFailed(const Error &error) = 0; // they never will; it is the listener who closes the socket

protected:
    ~ConnectorListener() = default;
};

// Brings a socket to where bytes may flow: name, address, proxy, TLS. It is a child of the socket it connects, which
// exists, unconnected, from the start, as Node's does, and may be destroyed at any time. Whoever made the socket may
// have made it without a Connector.
class Connector : public QObject, protected Deadline
{
    Q_OBJECT
public:
    struct Times // of std::chrono::steady_clock, in nanoseconds; 0: did not happen
    {
        qint64 lookedUp = 0;
        qint64 connected = 0;
        qint64 secured = 0;
    };

    // A socket that connects to what the options say, beginning with the next event. The cache, which may be null, is
    // asked for a TLS session under the name and given new ones; it may die first.
    static QIODevice *open(const RequestOptions &options, bool secure, const std::weak_ptr<SessionCache> &sessions = {},
                           const QString &name = {});
    static Connector *of(QIODevice *socket);              // null when the socket was made by somebody else
    ~Connector() override;

    // Null: nobody. One that comes too late for connectorReady() asks isReady(); a failure nobody was told of is told,
    // with the next event. A socket that fails when nobody listens is closed.
    void setListener(ConnectorListener *listener);
    bool isReady() const { return m_step == Step::Ready; }
    Error failure() const { return m_failure; }
    Times times() const { return m_times; }

private:
    enum class Step : quint8 {
        Begin,      // an event is on its way
        LookUp,     // the addresses of the name are awaited
        Next,       // an event is on its way: the next address is to be tried
        Bind,       // inside bind()
        Connect,    // to an address, or through a proxy
        Secure,     // the TLS handshake
        Ready,
        Failing,    // an event is on its way: it failed where a turn is on the stack
        Failed,
    };
    struct Plan;    // what is needed until it is ready

    Connector(QIODevice *socket, const RequestOptions &options, bool secure);

    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void deadlineReached() override;
    void wake(Step step);
    void listen();
    void begin();
    bool chooseProxy();
    void lookUp();
    Q_SLOT void onLookedUp(const QHostInfo &info);
    void setAddresses(const QList<QHostAddress> &addresses);
    void resolved(const Error &error, const QList<QHostAddress> &addresses);
    void connectNext();
    bool tryNext(QAbstractSocket::SocketError why, const QString &text = {});
    bool bindTo(QAbstractSocket::NetworkLayerProtocol protocol);
    void watchAnswer();
    void onConnected();
    void onError(QAbstractSocket::SocketError why);
    void onLocalError(QLocalSocket::LocalSocketError why);
    void ready();
    void fail(const Error &error);
    void failSoon(const Error &error);
    void tellFailure();
    void armPhase(std::chrono::milliseconds limit);

    // TLS (connectortls.cpp)
    void listenTls();
    void secure();
    void onSecured();
    void onLost();
    void failToSecure(QAbstractSocket::SocketError why);
    void keepSession();
    void forgetSession();

    QIODevice *const m_socket;        // the parent
    QAbstractSocket *const m_network; // the same; null for a local socket
    ConnectorListener *m_listener = nullptr;
    std::unique_ptr<Plan> m_plan;
    std::weak_ptr<SessionCache> m_sessions;
    QString m_sessionName;
    Times m_times;
    Error m_failure;
    Step m_step = Step::Begin;
    bool m_failureTold = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_CONNECTOR_P_H
