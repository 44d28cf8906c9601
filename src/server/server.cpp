// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Server: listening, closing, draining, and its settings. Accepting is in serveraccept.cpp, requests are in
// serverdispatch.cpp.

#include <NodeHttp/server.h>

#include "core/error_p.h"
#include "core/logging_p.h"
#include "server/proxygreeting_p.h"
#include "server/server_p.h"
#include "server/tlshandshake_p.h"
#include "stream/turn_p.h"

#include <QtCore/qcoreevent.h>

namespace NodeHttp {

namespace {

// How long a draining server waits for requests that are on their way on connections where nothing was going on.
constexpr qint64 kQuietTime = 250;

// Node: headersTimeout is at most requestTimeout. Times that mean "never" must fit into a timer.
ServerOptions adjusted(ServerOptions options)
{
    using Option = std::chrono::milliseconds ServerOptions::*;
    for (const Option time : {&ServerOptions::timeout, &ServerOptions::keepAliveTimeout, &ServerOptions::headersTimeout,
                              &ServerOptions::requestTimeout, &ServerOptions::handshakeTimeout,
                              &ServerOptions::connectionsCheckingInterval, &ServerOptions::keepAliveInitialDelay})
        options.*time = std::min(options.*time, std::chrono::milliseconds(kLongestTimeout));
    if (options.requestTimeout.count() > 0)
        options.headersTimeout = std::min(options.headersTimeout, options.requestTimeout);
    return options;
}

} // namespace

ServerPrivate::ServerPrivate(Server *q, const ServerOptions &given)
    : QObject(q), // it has timers, and moves with its server to another thread
      q(q), acceptor([this](qintptr descriptor) { acceptTcp(descriptor); },
                      [this](quintptr descriptor) { acceptLocal(descriptor); })
{
    if (const Error error = given.validate())
        refuse(error);
    else
        options = adjusted(given);
    trustedProxies = TrustedProxies(options.trustedProxies);
}

ServerPrivate::~ServerPrivate()
{
    acceptor.close();
    for (ServerConnection *connection : std::exchange(m_connections, {}))
        connection->abandon();
    cancelHandshakes();
    counters->connections = 0;
}

void ServerPrivate::cancelHandshakes()
{
    for (ProxyGreeting *greeting : std::exchange(m_greetings, {}))
        greeting->cancel();
#if QT_CONFIG(ssl)
    for (TlsHandshake *handshake : std::exchange(m_handshakes, {}))
        handshake->cancel();
#endif
    tellConnections();
}

bool ServerPrivate::refuse(const Error &error)
{
    lastError = error;
    qCWarning(lcUsage).noquote() << "Server:" << error.code() << error.message();
    return false;
}

void ServerPrivate::stopAccepting()
{
    const bool was = listening;
    listening = false;
    lookingUp = false;
    acceptor.close();
    if (was)
        Q_EMIT q->listeningChanged();
}

void ServerPrivate::close()
{
    const QPointer<ServerPrivate> alive = this; // receivers may delete the server
    stopAccepting();
    if (!alive)
        return;
    if (connectionCount() == 0 && !m_closedPosted) {
        m_closedPosted = true;
        postTick(Closed);
    }
}

void ServerPrivate::checkClosed() // S9.19
{
    if (listening || lookingUp || connectionCount() > 0 || m_closedPosted)
        return;
    m_checkTimer.stop();
    if (!m_closeRequests.empty()) {
        m_closedPosted = true;
        postTick(Closed);
    }
}

void ServerPrivate::drain(qint64 deadline)
{
    const bool began = !draining;
    draining = true;
    deadline = qBound(qint64(0), deadline, qint64(1) << 30);
    m_drainTimer.start(int(deadline), this);
    m_quietTimer.start(int(qMin(kQuietTime, deadline / 2)), this);
    if (!began)
        return;
    m_closeRequests.push_back({nullptr, {}, listening});
    const QPointer<ServerPrivate> alive = this; // receivers may delete the server
    Q_EMIT q->drainingChanged();
    if (!alive)
        return;
    for (ServerConnection *connection : std::vector<ServerConnection *>(m_connections))
        connection->closeAfterLast();
    close();
}

void ServerPrivate::askCount(const QObject *context, std::function<void(const Error &, int)> callback)
{
    m_countRequests.push_back({context, std::move(callback)});
    postTick(Answer);
}

void ServerPrivate::timerEvent(QTimerEvent *event)
{
    Turn turn;
    const QPointer<ServerPrivate> alive = this; // receivers may delete the server
    if (event->timerId() == m_checkTimer.timerId()) {
        const qint64 now = monotonicNow();
        for (ServerConnection *connection : std::vector<ServerConnection *>(m_connections)) {
            connection->checkTimeouts(now, options.headersTimeout.count(), options.requestTimeout.count());
            if (!alive)
                return;
        }
        return;
    }
    if (event->timerId() == m_quietTimer.timerId()) {
        for (ServerConnection *connection : std::vector<ServerConnection *>(m_connections))
            connection->leaveIfQuiet();
        return;
    }
    m_drainTimer.stop();
    m_quietTimer.stop();
    if (!draining)
        return;
    const int left = connectionCount();
    draining = false;
    for (ServerConnection *connection : std::vector<ServerConnection *>(m_connections))
        connection->destroy();
    cancelHandshakes();
    checkClosed();
    Q_EMIT q->drainingChanged();
    if (alive)
        Q_EMIT q->drainForced(left);
}

void ServerPrivate::tick(int what)
{
    switch (what) {
    case Listening:
        if (listening)
            Q_EMIT emits("listening")->listeningStarted();
        return;
    case ListenFailed:
        Q_EMIT emits("error")->errorOccurred(m_listenError);
        return;
    case Answer: {
        const CountRequest request = std::move(m_countRequests.front());
        m_countRequests.pop_front();
        if (request.context)
            request.callback({}, connectionCount());
        return;
    }
    case Closed: {
        m_closedPosted = false;
        if (listening || connectionCount() > 0)
            return;
        const bool drained = std::exchange(draining, false);
        m_drainTimer.stop();
        m_quietTimer.stop();
        const QPointer<Server> alive = q;
        std::deque<CloseRequest> requests = std::exchange(m_closeRequests, {});
        Q_EMIT emits("close")->closed();
        for (const CloseRequest &request : requests) {
            if (request.context && request.callback)
                request.callback(request.wasListening ? Error() : Errors::serverNotRunning()); // S3.108
        }
        if (alive && drained) {
            Q_EMIT alive->drainingChanged();
            if (alive)
                Q_EMIT alive->drainCompleted();
        }
        return;
    }
    }
}

// --- the public face ---

Server::Server(QObject *parent) : Server(ServerOptions(), parent) {}

Server::Server(const ServerOptions &options, QObject *parent)
    : QObject(parent), d(std::make_unique<ServerPrivate>(this, options))
{
}

Server::~Server() = default;

const ServerOptions &Server::options() const { return d->options; }

bool Server::setOptions(const ServerOptions &options)
{
    if (const Error error = options.validate())
        return d->refuse(error);
    d->options = adjusted(options);
    return true;
}

bool Server::listen(int port)
{
    if (port < 0) // -1 among ListenOptions means "not given"
        return d->refuse(Errors::badPort(port));
    ListenOptions options;
    options.port = port;
    return listen(options);
}

bool Server::listen(int port, const QHostAddress &address, int backlog)
{
    ListenOptions options;
    options.port = port;
    options.backlog = backlog;
    if (port < 0 || port > 65535)
        return d->refuse(Errors::badPort(port));
    return d->listenTcp(address, options);
}

bool Server::listen(int port, const QString &host, int backlog)
{
    if (port < 0)
        return d->refuse(Errors::badPort(port));
    ListenOptions options;
    options.port = port;
    options.host = host;
    options.backlog = backlog;
    return listen(options);
}

bool Server::listen(const QString &path, int backlog)
{
    ListenOptions options;
    options.path = path;
    options.backlog = backlog;
    return listen(options);
}

bool Server::listen(const ListenOptions &options)
{
    return d->listen(options);
}

void Server::close()
{
    d->m_closeRequests.push_back({nullptr, {}, d->listening});
    d->close();
}

void Server::close(const QObject *context, Callback callback)
{
    d->m_closeRequests.push_back({context, std::move(callback), d->listening});
    d->close();
}

void Server::closeAllConnections() // S10.1
{
    for (ServerConnection *connection : std::vector<ServerConnection *>(d->m_connections))
        connection->destroy();
}

void Server::closeIdleConnections() // S10.2
{
    for (ServerConnection *connection : std::vector<ServerConnection *>(d->m_connections)) {
        if (connection->isIdle())
            connection->destroy();
    }
}

void Server::drain(std::chrono::milliseconds deadline)
{
    d->drain(deadline.count());
}

bool Server::isListening() const { return d->listening; }
bool Server::isDraining() const { return d->draining; }
AddressInfo Server::address() const { return d->acceptor.address(); }
int Server::connections() const { return d->connectionCount(); }
Server *Server::ref() { return this; }
Server *Server::unref() { return this; }
Error Server::error() const { return d->lastError; }

int Server::port() const
{
    return d->listening ? d->acceptor.address().port : 0;
}

void Server::getConnections(const QObject *context, std::function<void(const Error &, int)> callback)
{
    d->askCount(context, std::move(callback));
}

int Server::timeout() const { return int(d->options.timeout.count()); }

Server *Server::setTimeout(int milliseconds)
{
    d->options.timeout = std::chrono::milliseconds(qMax(0, milliseconds));
    return this;
}

Server *Server::setTimeout(int milliseconds, const QObject *context, std::function<void(QIODevice *)> callback)
{
    connect(this, &Server::timeoutOccurred, context, std::move(callback));
    return setTimeout(milliseconds);
}

int Server::keepAliveTimeout() const { return int(d->options.keepAliveTimeout.count()); }
void Server::setKeepAliveTimeout(int milliseconds) { d->options.keepAliveTimeout = std::chrono::milliseconds(milliseconds); }
int Server::headersTimeout() const { return int(d->options.headersTimeout.count()); }
void Server::setHeadersTimeout(int milliseconds) { d->options.headersTimeout = std::chrono::milliseconds(milliseconds); }
int Server::requestTimeout() const { return int(d->options.requestTimeout.count()); }
void Server::setRequestTimeout(int milliseconds) { d->options.requestTimeout = std::chrono::milliseconds(milliseconds); }
int Server::handshakeTimeout() const { return int(d->options.handshakeTimeout.count()); }
void Server::setHandshakeTimeout(int milliseconds) { d->options.handshakeTimeout = std::chrono::milliseconds(milliseconds); }
int Server::maxHeadersCount() const { return d->options.maxHeadersCount; }
void Server::setMaxHeadersCount(int lines) { d->options.maxHeadersCount = lines; }
int Server::maxRequestsPerSocket() const { return d->options.maxRequestsPerSocket; }
void Server::setMaxRequestsPerSocket(int requests) { d->options.maxRequestsPerSocket = requests; }
int Server::maxConnections() const { return d->options.maxConnections; }
void Server::setMaxConnections(int connections) { d->options.maxConnections = connections; }

void Server::setShouldUpgradeCallback(std::function<bool(IncomingMessage *)> callback)
{
    d->shouldUpgrade = std::move(callback);
}

#if QT_CONFIG(ssl)
void Server::setSslConfiguration(const QSslConfiguration &configuration)
{
    d->ssl = configuration.isNull() ? nullptr : std::make_unique<QSslConfiguration>(configuration);
}

QSslConfiguration Server::sslConfiguration() const
{
    return d->ssl ? *d->ssl : QSslConfiguration();
}

void Server::setServerNameCallback(std::function<QSslConfiguration(const QString &)> callback)
{
    d->serverName = std::move(callback);
}

void Server::setRejectUnauthorized(bool on) { d->rejectUnauthorized = on; }
bool Server::rejectUnauthorized() const { return d->rejectUnauthorized; }
#endif

} // namespace NodeHttp
