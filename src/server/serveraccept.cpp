// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// From listen() to a connection that speaks HTTP: addresses, accepted descriptors, limits, TLS first if need be.

#include "core/error_p.h"
#include "core/logging_p.h"
#include "server/listensocket_p.h"
#include "server/proxygreeting_p.h"
#include "server/server_p.h"
#include "server/tlshandshake_p.h"
#include "stream/sockets_p.h"
#include "stream/turn_p.h"

#include <QtNetwork/qhostinfo.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qtcpsocket.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslsocket.h>
#endif

namespace NodeHttp {

namespace {

QString familyName(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv4Protocol ? QStringLiteral("IPv4") : QStringLiteral("IPv6");
}

// A socket that can say that it speaks for somebody else.
template <typename Socket>
class Named : public Socket
{
public:
    void name(const QHostAddress &client, quint16 port)
    {
        if (client.isNull())
            return;
        this->setPeerAddress(client);
        this->setPeerPort(port);
    }
};

} // namespace

bool ServerPrivate::listen(const ListenOptions &given)
{
    if (listening || lookingUp)
        return refuse(Errors::alreadyListening()); // S9.11
    if (given.descriptor >= 0 || !given.path.isEmpty())
        return listenResult(acceptor.listen(given));
    if (given.port < -1 || given.port > 65535)
        return refuse(Errors::badPort(given.port)); // S9.4
    if (given.host.isEmpty()) { // S9.6
        return listenTcp(given.ipv6Only ? QHostAddress(QHostAddress::AnyIPv6) : QHostAddress(QHostAddress::Any), given);
    }
    lookingUp = true; // S9.7
    QHostInfo::lookupHost(given.host, this, [this, given](const QHostInfo &info) {
        Turn turn;
        if (!std::exchange(lookingUp, false))
            return; // close() came first
        const QList<QHostAddress> addresses = addressesOf(given.host, info);
        if (addresses.isEmpty()) {
            listenResult(Error(QStringLiteral("ENOTFOUND"), QStringLiteral("getaddrinfo ENOTFOUND ") + given.host)
                             .withSyscall(QStringLiteral("getaddrinfo"), given.host));
            return;
        }
        listenTcp(addresses.constFirst(), given);
    });
    return true;
}

bool ServerPrivate::listenTcp(const QHostAddress &address, const ListenOptions &given)
{
    if (listening || lookingUp)
        return refuse(Errors::alreadyListening());
    if (!given.reusePort)
        return listenResult(acceptor.listen(address, qMax(0, given.port), given.backlog, given.host));
    ListenSocket socket;
    if (const Error error = socket.open(address, qMax(0, given.port), given.backlog, given.host, ListenSocket::Share::Anybody))
        return listenResult(error);
    ListenOptions shared;
    shared.descriptor = socket.release();
    return listenResult(acceptor.listen(shared));
}

bool ServerPrivate::listenResult(const Error &error)
{
    if (error) { // S9.10
        lastError = m_listenError = error;
        postTick(ListenFailed);
        return false;
    }
    listening = true;
    postTick(Listening);
    Q_EMIT q->listeningChanged(); // last: a receiver may delete the server
    return true;
}

bool ServerPrivate::isFull() const
{
    return options.maxConnections > 0 && connectionCount() >= options.maxConnections;
}

// S9.17: the kernel has accepted it already, so all that is left is to close it.
void ServerPrivate::drop(QIODevice *socket)
{
    ConnectionInfo info;
    if (const auto *network = qobject_cast<QAbstractSocket *>(socket)) {
        info.localAddress = network->localAddress().toString();
        info.localFamily = familyName(network->localAddress());
        info.localPort = network->localPort();
        info.remoteAddress = network->peerAddress().toString();
        info.remoteFamily = familyName(network->peerAddress());
        info.remotePort = network->peerPort();
    }
    socket->close();
    socket->deleteLater();
    Q_EMIT emits("drop")->connectionDropped(info);
}

void ServerPrivate::acceptTcp(qintptr descriptor)
{
    Turn turn;
    if (!ProxyGreeting::isExpected(descriptor, this) || isFull())
        return acceptSocket(descriptor, {}, 0);
    auto *greeting = new ProxyGreeting(descriptor, this);
    m_greetings.push_back(greeting);
    tellConnections();
    greeting->start();
}

void ServerPrivate::acceptSocket(qintptr descriptor, const QHostAddress &client, quint16 clientPort)
{
#if QT_CONFIG(ssl)
    if (ssl) {
        auto *socket = new Named<QSslSocket>;
        if (!socket->setSocketDescriptor(descriptor))
            return delete socket;
        socket->name(client, clientPort);
        if (isFull())
            return drop(socket);
        auto *handshake = new TlsHandshake(socket, this);
        m_handshakes.push_back(handshake);
        ServerCounters::count(counters->accepted);
        tellConnections();
        const QPointer<ServerPrivate> alive = this;
        handshake->introduce();
        Q_EMIT emits("connection")->connectionOpened(socket); // S8.1: the raw event
        if (alive)
            handshake->start();
        return;
    }
#endif
    auto *socket = new Named<QTcpSocket>;
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    socket->name(client, clientPort);
    if (isFull())
        return drop(socket);
    adopt(socket, 0, Maker::Us);
}

void ServerPrivate::greetingOver(ProxyGreeting *greeting)
{
    m_greetings.erase(std::remove(m_greetings.begin(), m_greetings.end(), greeting), m_greetings.end());
    tellConnections();
}

void ServerPrivate::acceptLocal(quintptr descriptor)
{
    Turn turn;
    auto *socket = new QLocalSocket;
    if (!socket->setSocketDescriptor(qintptr(descriptor))) {
        delete socket;
        return;
    }
    if (isFull())
        return drop(socket);
    adopt(socket);
}

void ServerPrivate::adopt(QIODevice *socket, quint64 tapId, Maker maker)
{
    bool announced = false;
#if QT_CONFIG(ssl)
    announced = qobject_cast<QSslSocket *>(socket);
#endif
    auto *connection = new ServerConnection(socket, this);
    if (maker == Maker::Us)
        connection->bypassBuffer();
    connection->index = int(m_connections.size());
    m_connections.push_back(connection);
    if (!announced)
        ServerCounters::count(counters->accepted);
    tellConnections();
    if (!m_checkTimer.isActive() && options.connectionsCheckingInterval.count() > 0)
        m_checkTimer.start(int(options.connectionsCheckingInterval.count()), this);
    const QPointer<ServerConnection> alive = connection;
    if (Tap::isOpen()) {
        connection->introduce(tapId);
        connection->tapReady();
    }
    if (!announced)
        Q_EMIT emits("connection", connection)->connectionOpened(socket); // S3.2
    if (alive && !connection->isDestroyed())
        connection->start();
}

void ServerPrivate::handshakeOver(TlsHandshake *handshake)
{
    m_handshakes.erase(std::remove(m_handshakes.begin(), m_handshakes.end(), handshake), m_handshakes.end());
    tellConnections();
}

void ServerPrivate::forget(ServerConnection *connection)
{
    ServerConnection *last = m_connections.back();
    m_connections[size_t(connection->index)] = last;
    last->index = connection->index;
    m_connections.pop_back();
    tellConnections();
    checkClosed();
}

void ServerPrivate::watch(QIODevice *socket) // S3.101
{
    ++m_handedOver;
    tellConnections();
    connect(socket, &QObject::destroyed, this, [this] {
        Turn turn;
        --m_handedOver;
        tellConnections();
        checkClosed();
    });
}

bool Server::injectConnection(QIODevice *socket)
{
    Turn turn;
    if (!socket || !socket->isReadable() || !socket->isWritable()) {
        return d->refuse(Error(QStringLiteral("ERR_INVALID_ARG_VALUE"),
                               QStringLiteral("The argument 'socket' must be an open two-way device"),
                               QStringLiteral("TypeError")));
    }
    socket->setParent(nullptr);
    d->adopt(socket);
    return true;
}

} // namespace NodeHttp
