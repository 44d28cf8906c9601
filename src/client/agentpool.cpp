// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "client/agentpool_p.h"

#include "client/clientrequest_p.h"

#include <algorithm>

namespace NodeHttp {

namespace {

template <typename Container, typename T>
bool eraseFrom(Container &container, T *item)
{
    const auto at = std::find(container.begin(), container.end(), item);
    if (at == container.end())
        return false;
    container.erase(at);
    return true;
}

} // namespace

AgentPool::Name *AgentPool::name(const QString &text)
{
    std::unique_ptr<Name> &entry = m_names[text];
    if (!entry) {
        entry = std::make_unique<Name>();
        entry->text = text;
    }
    return entry.get();
}

void AgentPool::tidy(Name *name)
{
    if (name->isUnused())
        m_names.erase(QString(name->text)); // the key must outlive its entry
}

ClientConnection *AgentPool::takeIdle(Name *name, bool newestFirst)
{
    // Unusable ones are on their way out and leave the list by themselves.
    const auto usable = [](const ClientConnection *connection) { return connection->isUsable(); };
    auto &idle = name->idle;
    auto at = idle.end();
    if (newestFirst) {
        const auto found = std::find_if(idle.rbegin(), idle.rend(), usable);
        at = found == idle.rend() ? idle.end() : std::prev(found.base());
    } else {
        at = std::find_if(idle.begin(), idle.end(), usable);
    }
    if (at == idle.end())
        return nullptr;
    ClientConnection *const taken = *at;
    idle.erase(at);
    name->busy.push_back(taken);
    return taken;
}

void AgentPool::addBusy(Name *name, ClientConnection *connection)
{
    connection->poolName = name;
    name->busy.push_back(connection);
    ++m_made;
}

void AgentPool::makeIdle(Name *name, ClientConnection *connection)
{
    eraseFrom(name->busy, connection);
    name->idle.push_back(connection);
}

bool AgentPool::remove(Name *name, ClientConnection *connection)
{
    if (!eraseFrom(name->busy, connection) && !eraseFrom(name->idle, connection))
        return false;
    connection->poolName = nullptr;
    --m_made;
    return true;
}

void AgentPool::wait(Name *name, ClientRequestPrivate *request)
{
    request->waits = true;
    request->poolName = name;
    if (name->waiting.empty())
        m_waitingNames.push_back(name);
    name->waiting.push_back(request);
}

ClientRequestPrivate *AgentPool::nextWaiting(Name *name)
{
    if (name->waiting.empty())
        return nullptr;
    ClientRequestPrivate *const next = name->waiting.front();
    stopWaiting(next);
    return next;
}

void AgentPool::stopWaiting(ClientRequestPrivate *request)
{
    auto *const name = static_cast<Name *>(request->poolName);
    request->waits = false;
    request->poolName = nullptr;
    if (!name || !eraseFrom(name->waiting, request))
        return;
    if (name->waiting.empty())
        eraseFrom(m_waitingNames, name);
}

AgentPool::Name *AgentPool::firstStarving()
{
    const auto starves = [](const Name *name) { return name->busy.empty() && name->pending == 0; };
    const auto found = std::find_if(m_waitingNames.begin(), m_waitingNames.end(), starves);
    return found == m_waitingNames.end() ? nullptr : *found;
}

int AgentPool::total() const
{
    int pending = 0;
    for (const auto &entry : m_names)
        pending += entry.second->pending;
    return m_made + pending;
}

} // namespace NodeHttp
