// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// How connections come to requests and leave them again: sections 6.2 to 6.6 of the behaviour reference.

#include "client/agent_p.h"

#include "client/clientrequest_p.h"
#include "client/requestoptions_p.h"
#include "client/sessioncache_p.h"
#include "core/error_p.h"
#include "core/logging_p.h"

#include <QtCore/qmetaobject.h>

namespace NodeHttp {

using Name = AgentPool::Name;

void AgentPrivate::addRequest(ClientRequestPrivate *request, RequestOptions &&given)
{
    if (overlays)
        given = overlaid(given, options.connection); // S6.7
    Name *const name = pool.name(q->getName(given));
    if (ClientConnection *idle = pool.takeIdle(name, options.scheduling == Scheduling::Lifo)) {
        const QPointer<ClientRequest> alive = request->request();
        idle->setIdleTimeout(options.timeout.value_or(std::chrono::milliseconds(0)).count());
        tapPool(TrafficPool::What::Reused, name, idle, tapIdOf(request));
        q->reuseSocket(idle->socket(), alive); // S6.32
        if (!alive)
            return connectionFree(idle, true);
        return request->assignTo(idle);
    }
    auto shared = std::make_shared<const RequestOptions>(std::move(given));
    if (mayOpen(name))
        return open(name, request, std::move(shared));
    request->options = std::move(shared);
    pool.wait(name, request);
    tapPool(TrafficPool::What::Queued, name, nullptr, tapIdOf(request));
}

void AgentPrivate::forgetRequest(ClientRequestPrivate *request)
{
    auto *const name = static_cast<Name *>(request->poolName);
    pool.stopWaiting(request);
    if (name)
        pool.tidy(name);
}

bool AgentPrivate::mayOpen(const Name *name) const // S6.10
{
    return (options.maxSockets <= 0 || name->connections() < options.maxSockets)
        && (options.maxTotalSockets <= 0 || pool.total() < options.maxTotalSockets);
}

// Without a request the connection serves whoever is first in the queue when it is there (S6.42).
void AgentPrivate::open(Name *name, ClientRequestPrivate *request, std::shared_ptr<const RequestOptions> with)
{
    ++name->pending;
    struct Answer { bool given = false; const QIODevice *socket = nullptr; };
    const auto first = std::make_shared<Answer>();
    const QPointer<Agent> agent = q;
    const QPointer<ClientRequest> waiter = request ? request->request() : nullptr;
    const auto answer = [agent, waiter, first, with, text = name->text](const Error &why, QIODevice *socket) {
        if (std::exchange(first->given, true) || !agent) { // the first answer wins (S6.15)
            if (socket != first->socket) // else the same one, given in both ways
                delete socket;
            return;
        }
        first->socket = socket;
        AgentPrivate::get(agent)->opened(text, waiter, with, why, socket);
    };
    if (QIODevice *socket = q->createConnection(*with, answer))
        answer({}, socket);
}

void AgentPrivate::opened(const QString &text, ClientRequest *request, const std::shared_ptr<const RequestOptions> &with,
                          const Error &why, QIODevice *socket)
{
    Name *const name = pool.name(text);
    --name->pending;
    auto *const waiter = request && !request->isClosed() ? ClientRequestPrivate::get(request) : nullptr;
    if (why || !socket) {
        if (waiter)
            waiter->connectionFailed(why ? why : Errors::socketHangUp());
        else if (ClientRequestPrivate *next = pool.nextWaiting(name))
            next->connectionFailed(why ? why : Errors::socketHangUp());
        return serve(name);
    }
    auto *const connection = new ClientConnection(socket, this, with);
    pool.addBusy(name, connection);
    tapPool(TrafficPool::What::Opened, name, connection, tapIdOf(waiter));
    qCDebug(lcAgent) << q << "opened a connection for" << text;
    if (options.timeout)
        connection->setIdleTimeout(options.timeout->count());
    if (waiter)
        return waiter->assignTo(connection);
    connectionFree(connection, true);
}

// S6.17–S6.22
void AgentPrivate::connectionFree(ClientConnection *connection, bool reusable)
{
    auto *const name = static_cast<Name *>(connection->poolName);
    const QPointer<Agent> alive = q;
    const QPointer<QIODevice> socket = connection->socket();
    const std::shared_ptr<const RequestOptions> with = connection->options();
    offered = connection;
    if (!connection->isUsable()) {
        connection->drop("not usable any more");
    } else if (ClientRequestPrivate *next = pool.nextWaiting(name)) {
        if (options.timeout)
            connection->setIdleTimeout(options.timeout->count());
        tapPool(TrafficPool::What::Passed, name, connection, tapIdOf(next));
        next->assignTo(connection); // S6.19: whatever keepAlive says
    } else if (!reusable || !connection->isReady() || !options.keepAlive) {
        connection->drop("not kept");
    } else if (!mayKeep(name, connection)) {
        connection->drop("pool is full");
    } else if (const qint64 timeout = idleTimeout(connection); timeout < 0) {
        connection->drop("the server is about to close it");
    } else if (!q->keepSocketAlive(socket)) {
        if (alive)
            connection->drop("keepSocketAlive() said no");
    } else if (alive && static_cast<Name *>(connection->poolName) == name && connection->isIdle()) {
        pool.makeIdle(name, connection);
        connection->setIdleTimeout(timeout);
        tapPool(TrafficPool::What::Idle, name, connection, 0, timeout);
    }
    if (alive)
        offered = nullptr;
    if (alive && socket && Tap::wants(TrafficObserver::Events))
        Tap::event(q, "free", connection->tapId(), 0);
    static const QMetaMethod freed = QMetaMethod::fromSignal(&Agent::socketFreed);
    if (alive && socket && q->isSignalConnected(freed))
        Q_EMIT q->socketFreed(socket, *with);
}

bool AgentPrivate::mayKeep(const Name *name, ClientConnection *) const // S6.21
{
    const int maxFree = options.maxFreeSockets > 0 ? options.maxFreeSockets : 256;
    return (options.maxTotalSockets <= 0 || pool.total() <= options.maxTotalSockets)
        && (options.maxSockets <= 0 || name->connections() <= options.maxSockets) && int(name->idle.size()) < maxFree;
}

qint64 AgentPrivate::idleTimeout(const ClientConnection *connection) const
{
    const qint64 own = options.timeout.value_or(std::chrono::milliseconds(0)).count();
    if (connection->keepAliveHint() < 0)
        return own;
    const qint64 hint = qint64(connection->keepAliveHint()) * 1000 - options.agentKeepAliveTimeoutBuffer.count();
    if (hint <= 0)
        return -1;
    return own > 0 ? qMin(hint, own) : 0;
}

void AgentPrivate::connectionGone(ClientConnection *connection, const char *why)
{
    auto *const name = static_cast<Name *>(connection->poolName);
    if (!name || !pool.remove(name, connection))
        return;
    qCDebug(lcAgent) << q << "lost a connection for" << name->text << ':' << why;
    const QPointer<Agent> alive = q;
    const QString text = name->text;
    tapPool(TrafficPool::What::Removed, name, connection, 0, 0, why);
    if (sessions && !connection->endsWell())
        sessions->evict(text); // S8.23
    if (QIODevice *socket = connection->socket())
        Q_EMIT q->socketRemoved(socket, QString::fromLatin1(why));
    if (alive)
        serve(pool.name(text));
}

void AgentPrivate::serve(Name *name) // S6.41
{
    Name *const next = !name->waiting.empty() ? name : pool.firstStarving();
    if (next && mayOpen(next)) {
        const std::shared_ptr<const RequestOptions> with = next->waiting.front()->options;
        open(next, nullptr, with);
        if (next == name)
            return;
    }
    pool.tidy(name);
}

quint64 AgentPrivate::tapIdOf(const ClientRequestPrivate *request)
{
    return request ? request->tapId() : 0;
}

void AgentPrivate::tapPool(TrafficPool::What what, const Name *name, const ClientConnection *connection,
                           quint64 exchange, qint64 idleTimeout, const char *reason) const
{
    if (!Tap::wants(TrafficObserver::Pools))
        return;
    TrafficPool told;
    told.what = what;
    told.agent = q;
    told.name = name->text;
    told.connection = connection ? connection->lastTapId() : 0;
    told.exchange = exchange;
    told.busy = int(name->busy.size());
    told.idle = int(name->idle.size());
    told.waiting = int(name->waiting.size());
    told.idleTimeout = idleTimeout;
    if (what == TrafficPool::What::Idle && connection->keepAliveHint() > 0)
        told.serverTimeout = qint64(connection->keepAliveHint()) * 1000;
    told.reason = QString::fromLatin1(reason);
    Tap::pool(std::move(told));
}

void AgentPrivate::dropAll(bool idleOnly, const char *why)
{
    const QPointer<Agent> alive = q; // a receiver of socketRemoved() may delete it, and its connections
    const std::vector<ClientConnection *> all = connections(idleOnly);
    for (ClientConnection *connection : all) {
        if (!alive)
            return;
        connection->drop(why);
    }
}

ClientConnection *AgentPrivate::find(const QIODevice *socket) const
{
    if (offered && offered->socket() == socket)
        return offered;
    for (ClientConnection *connection : connections(false)) {
        if (connection->socket() == socket)
            return connection;
    }
    return nullptr;
}

std::vector<ClientConnection *> AgentPrivate::connections(bool idleOnly) const
{
    std::vector<ClientConnection *> all;
    pool.forEach([&](const Name &name) {
        all.insert(all.end(), name.idle.begin(), name.idle.end());
        if (!idleOnly)
            all.insert(all.end(), name.busy.begin(), name.busy.end());
    });
    return all;
}

} // namespace NodeHttp
