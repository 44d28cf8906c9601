// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_AGENTPOOL_P_H
#define NODEHTTP_AGENTPOOL_P_H

#include <QtCore/qhash.h>
#include <QtCore/qstring.h>

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

namespace NodeHttp {

class ClientConnection;
class ClientRequestPrivate;

// Who has which connection and who waits for one: the bookkeeping of an agent. It decides nothing about sockets.
class AgentPool
{
public:
    struct Name
    {
        QString text;
        std::vector<ClientConnection *> busy;
        std::vector<ClientConnection *> idle;        // oldest first
        std::deque<ClientRequestPrivate *> waiting;  // oldest first
        int pending = 0;                             // connections being made by somebody who answers later

        int connections() const { return int(busy.size() + idle.size()) + pending; }
        bool isUnused() const { return connections() == 0 && waiting.empty(); }
    };

    Name *name(const QString &text);                 // made when it is not there
    void tidy(Name *name);                           // forgets it when nothing is left of it

    ClientConnection *takeIdle(Name *name, bool newestFirst); // null when none is usable; it becomes busy
    void addBusy(Name *name, ClientConnection *connection);
    void makeIdle(Name *name, ClientConnection *connection);
    bool remove(Name *name, ClientConnection *connection); // false: it was not there
    void wait(Name *name, ClientRequestPrivate *request);
    ClientRequestPrivate *nextWaiting(Name *name);   // taken out of the queue; null when nobody waits
    void stopWaiting(ClientRequestPrivate *request);
    Name *firstStarving();                           // S6.41: a name with requests and without a connection

    int total() const;                               // connections, made and pending
    int made() const { return m_made; }
    template <typename Visitor>
    void forEach(Visitor visit) const
    {
        for (const auto &entry : m_names)
            visit(*entry.second);
    }

private:
    struct Hash
    {
        size_t operator()(const QString &text) const { return qHash(text); }
    };

    std::unordered_map<QString, std::unique_ptr<Name>, Hash> m_names;
    std::vector<Name *> m_waitingNames; // in the order in which they began to wait
    int m_made = 0;
};

} // namespace NodeHttp

#endif // NODEHTTP_AGENTPOOL_P_H
