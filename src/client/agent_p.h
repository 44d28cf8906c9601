// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_AGENT_P_H
#define NODEHTTP_AGENT_P_H

#include "client/agentpool_p.h"
#include "client/clientconnection_p.h"

#include <NodeHttp/agent.h>

namespace NodeHttp {

class ClientRequestPrivate;
class SessionCache;

// Makes connections, hands them to requests, keeps them for later ones, and forgets them. Section 6 of the behaviour
// reference; what it knows of connections and requests is in its pool.
class AgentPrivate : public ClientConnection::Owner
{
public:
    static AgentPrivate *get(Agent *agent) { return agent->d.get(); }
    static Agent *global(const QString &protocol); // of this thread

    AgentPrivate(Agent *q, const AgentOptions &options);
    ~AgentPrivate();

    bool setOptions(const AgentOptions &given);

    void addRequest(ClientRequestPrivate *request, RequestOptions &&options); // S6.9–S6.11
    void forgetRequest(ClientRequestPrivate *request);                        // it waits no more

    // ClientConnection::Owner
    void connectionFree(ClientConnection *connection, bool reusable) override;
    void connectionGone(ClientConnection *connection, const char *why) override;

    QObject *tapOwner() const override { return q; }
    void tapPool(TrafficPool::What what, const AgentPool::Name *name, const ClientConnection *connection,
                 quint64 exchange, qint64 idleTimeout = 0, const char *reason = "") const;

    bool isSecure() const { return protocol == QLatin1String("https:"); }
    ClientConnection *find(const QIODevice *socket) const;
    std::vector<ClientConnection *> connections(bool idleOnly) const;
    void dropAll(bool idleOnly, const char *why);

    Agent *const q;
    AgentOptions options;
    AgentPool pool;
    QString protocol;
    Error error;
    std::shared_ptr<SessionCache> sessions;
    bool overlays = false;             // the options for connections say something
    ClientConnection *offered = nullptr; // the one keepSocketAlive() is asked about

private:
    static quint64 tapIdOf(const ClientRequestPrivate *request);
    bool mayOpen(const AgentPool::Name *name) const;
    void open(AgentPool::Name *name, ClientRequestPrivate *request, std::shared_ptr<const RequestOptions> with);
    void opened(const QString &name, ClientRequest *request, const std::shared_ptr<const RequestOptions> &with,
                const Error &error, QIODevice *socket);
    bool mayKeep(const AgentPool::Name *name, ClientConnection *connection) const;
    qint64 idleTimeout(const ClientConnection *connection) const; // S6.27; -1: not worth keeping
    void serve(AgentPool::Name *name);                            // somebody waits and there may be room
};

} // namespace NodeHttp

#endif // NODEHTTP_AGENT_P_H
