// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The public face of an agent, its default hooks, and the agents of requests that name none.

#include "client/agent_p.h"

#include "client/agentname_p.h"
#include "client/clientrequest_p.h"
#include "client/sessioncache_p.h"
#include "client/requestoptions_p.h"
#include "core/logging_p.h"

#include <QtCore/qdebug.h>
#include <QtCore/qthreadstorage.h>

namespace NodeHttp {

namespace {

const QString kHttp = QStringLiteral("http:");
const QString kHttps = QStringLiteral("https:");

struct GlobalAgents
{
    std::unique_ptr<Agent> plain;
    std::unique_ptr<Agent> secure;
};

Q_GLOBAL_STATIC(QThreadStorage<GlobalAgents *>, globalAgents)

} // namespace

Agent *AgentPrivate::global(const QString &protocol)
{
    Loop::current(); // storage of a thread dies in reverse order, and agents need the loop until they are gone
    if (!globalAgents->hasLocalData())
        globalAgents->setLocalData(new GlobalAgents);
    GlobalAgents *const agents = globalAgents->localData();
    std::unique_ptr<Agent> &agent = protocol == kHttps ? agents->secure : agents->plain;
    if (!agent) {
        AgentOptions options;
        options.protocol = protocol == kHttps ? kHttps : kHttp;
        agent = std::make_unique<Agent>(options);
    }
    return agent.get();
}

AgentPrivate::AgentPrivate(Agent *q, const AgentOptions &given) : q(q), options(given)
{
    error = given.validate();
    if (error) {
        qCWarning(lcUsage).noquote() << "Agent:" << error.code() << error.message();
        options = {};
    }
    if (options.keepAliveMsecs.count() == 0) // S6.2
        options.keepAliveMsecs = std::chrono::milliseconds(1000);
    if (options.maxFreeSockets == 0)
        options.maxFreeSockets = 256;
    protocol = options.protocol.isEmpty() ? kHttp : options.protocol;
    overlays = saysAnything(options.connection);
    if (options.maxCachedSessions > 0 && isSecure())
        sessions = std::make_shared<SessionCache>(options.maxCachedSessions);
}

AgentPrivate::~AgentPrivate() = default;

Agent::Agent(QObject *parent) : Agent(AgentOptions(), parent)
{
}

Agent::Agent(const AgentOptions &options, QObject *parent)
    : QObject(parent), d(std::make_unique<AgentPrivate>(this, options))
{
}

Agent::~Agent()
{
    std::vector<ClientRequestPrivate *> waiting;
    d->pool.forEach([&](const AgentPool::Name &name) {
        waiting.insert(waiting.end(), name.waiting.begin(), name.waiting.end());
    });
    for (ClientRequestPrivate *request : waiting) {
        d->pool.stopWaiting(request);
        request->abandon();
    }
    for (ClientConnection *connection : d->connections(false))
        connection->abandon();
}

const AgentOptions &Agent::options() const { return d->options; }
Error Agent::error() const { return d->error; }
bool Agent::keepAlive() const { return d->options.keepAlive; }
void Agent::setKeepAlive(bool on) { d->options.keepAlive = on; }
int Agent::keepAliveMsecs() const { return int(d->options.keepAliveMsecs.count()); }
void Agent::setKeepAliveMsecs(int milliseconds) { d->options.keepAliveMsecs = std::chrono::milliseconds(milliseconds); }
int Agent::maxSockets() const { return d->options.maxSockets; }
void Agent::setMaxSockets(int sockets) { d->options.maxSockets = sockets; }
int Agent::maxFreeSockets() const { return d->options.maxFreeSockets; }
void Agent::setMaxFreeSockets(int sockets) { d->options.maxFreeSockets = sockets; }
int Agent::maxTotalSockets() const { return d->options.maxTotalSockets; }
void Agent::setMaxTotalSockets(int sockets) { d->options.maxTotalSockets = sockets; }
QString Agent::protocol() const { return d->protocol; }
int Agent::totalSocketCount() const { return d->pool.made(); }

int Agent::defaultPort() const
{
    return d->options.defaultPort >= 0 ? d->options.defaultPort : d->isSecure() ? 443 : 80;
}

// --- inspection ---

namespace {

QList<QIODevice *> socketsOf(const std::vector<ClientConnection *> &connections)
{
    QList<QIODevice *> sockets;
    for (const ClientConnection *connection : connections) {
        if (QIODevice *socket = connection->socket())
            sockets.append(socket);
    }
    return sockets;
}

template <typename T>
QVariantMap asVariants(const QMap<QString, QList<T *>> &map)
{
    QVariantMap variants;
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        QVariantList list;
        for (QObject *object : it.value())
            list.append(QVariant::fromValue(object));
        variants.insert(it.key(), list);
    }
    return variants;
}

} // namespace

QMap<QString, QList<QIODevice *>> Agent::sockets() const
{
    QMap<QString, QList<QIODevice *>> map;
    d->pool.forEach([&](const AgentPool::Name &name) {
        if (!name.busy.empty())
            map.insert(name.text, socketsOf(name.busy));
    });
    return map;
}

QMap<QString, QList<QIODevice *>> Agent::freeSockets() const
{
    QMap<QString, QList<QIODevice *>> map;
    d->pool.forEach([&](const AgentPool::Name &name) {
        if (!name.idle.empty())
            map.insert(name.text, socketsOf(name.idle));
    });
    return map;
}

QMap<QString, QList<ClientRequest *>> Agent::requests() const
{
    QMap<QString, QList<ClientRequest *>> map;
    d->pool.forEach([&](const AgentPool::Name &name) {
        for (const ClientRequestPrivate *request : name.waiting)
            map[name.text].append(request->request());
    });
    return map;
}

QVariantMap Agent::socketMap() const { return asVariants(sockets()); }
QVariantMap Agent::freeSocketMap() const { return asVariants(freeSockets()); }
QVariantMap Agent::requestMap() const { return asVariants(requests()); }

// --- verbs ---

void Agent::destroy() // S6.45
{
    d->dropAll(false, "agent destroyed");
}

void Agent::destroyIdle()
{
    d->dropAll(true, "idle connections destroyed");
}

void Agent::removeSocket(QIODevice *socket) // S6.44
{
    ClientConnection *const connection = d->find(socket);
    if (!connection)
        return;
    connection->disown();
    d->connectionGone(connection, "removed");
}

// --- hooks ---

QIODevice *Agent::createConnection(const RequestOptions &options, const ConnectionCallback &callback)
{
    Q_UNUSED(callback);
    return Connector::open(options, d->isSecure(), d->sessions, d->sessions ? getName(options) : QString());
}

bool Agent::keepSocketAlive(QIODevice *socket) // S6.28
{
    if (ClientConnection *connection = d->find(socket); connection && !connection->probes) {
        connection->probes = true;
        connection->applyOptions(std::nullopt, true, int(d->options.keepAliveMsecs.count() / 1000));
    }
    return true;
}

void Agent::reuseSocket(QIODevice *socket, ClientRequest *request) // S6.31
{
    Q_UNUSED(socket);
    ClientRequestPrivate::get(request)->reusedSocket = true;
}

QString Agent::getName(const RequestOptions &options) const
{
    return agentName(options, d->isSecure());
}

QDebug operator<<(QDebug debug, const Agent *agent)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote();
    if (!agent)
        return debug << "NodeHttp::Agent(null)";
    return debug << "NodeHttp::Agent(" << agent->protocol() << ' ' << agent->totalSocketCount() << " sockets)";
}

} // namespace NodeHttp
