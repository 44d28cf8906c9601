// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What agents told becomes groups of connections, with counts and reasons.

#include "inspector/poolrecorder.h"

#include <algorithm>

namespace NodeHttp::Inspector {

using What = TrafficPool::What;

qint64 PoolSocket::left(qint64 now) const
{
    return state != State::Idle || idleTimeout <= 0 ? -1 : qMax<qint64>(0, idleTimeout - (now - since) / 1000000);
}

PoolRecorder::PoolRecorder(QObject *parent) : QObject(parent)
{
}

PoolRecorder::~PoolRecorder()
{
    TrafficObserver::stop();
}

void PoolRecorder::start()
{
    observe(Pools);
}

void PoolRecorder::stop()
{
    TrafficObserver::stop();
    settle();
}

void PoolRecorder::clear()
{
    settle();
    for (PoolGroup &group : m_groups) {
        group.sockets.removeIf([](const PoolSocket &socket) { return socket.state == PoolSocket::State::Removed; });
        group.opened = group.reused = group.queued = group.removed = 0;
        group.mostWaiting = group.waiting;
        group.reasons.clear();
    }
    m_groups.removeIf([](const PoolGroup &group) { return group.sockets.isEmpty() && group.waiting == 0; });
    Q_EMIT changed();
}

void PoolRecorder::poolChanged(const TrafficPool &pool)
{
    Told told{pool, QString(), 0};
    const std::lock_guard lock(m_mutex);
    int &number = m_agents[pool.agent];
    if (number == 0)
        number = int(m_agents.size());
    told.agent = number;
    told.agentName = pool.agent ? pool.agent->objectName() : QString();
    if (told.agentName.isEmpty())
        told.agentName = QStringLiteral("Agent %1").arg(number);
    told.pool.agent = nullptr; // it may be gone when this is looked at
    m_written.push_back(std::move(told));
    post();
}

void PoolRecorder::connectionReady(qint64, const TrafficConnection &connection)
{
    if (connection.side != TrafficSide::Client)
        return;
    const QString address = connection.peerPort < 0 ? connection.peerAddress
                                                    : QStringLiteral("%1:%2").arg(connection.peerAddress, QString::number(connection.peerPort));
    const std::lock_guard lock(m_mutex);
    m_ready.emplace_back(connection.id, address);
    post();
}

void PoolRecorder::connectionClosed(qint64 time, quint64 connection, const QString &reason, qint64, qint64)
{
    const std::lock_guard lock(m_mutex);
    m_ends.push_back({connection, time, reason});
    post();
}

void PoolRecorder::post() // with the lock
{
    if (!std::exchange(m_posted, true))
        QMetaObject::invokeMethod(this, &PoolRecorder::settle, Qt::QueuedConnection);
}

void PoolRecorder::settle()
{
    std::vector<Told> written;
    std::vector<std::pair<quint64, QString>> ready;
    std::vector<End> ends;
    {
        const std::lock_guard lock(m_mutex);
        written.swap(m_written);
        ready.swap(m_ready);
        ends.swap(m_ends);
        m_posted = false;
    }
    for (const Told &told : written)
        take(told);
    for (const auto &[connection, address] : ready) {
        for (PoolGroup &group : m_groups) {
            for (PoolSocket &socket : group.sockets) {
                if (socket.connection == connection)
                    socket.address = address;
            }
        }
    }
    for (const End &end : ends) // an agent that is deleted tells nothing else
        takeEnd(end.connection, end.time, end.reason);
    if (!written.empty() || !ready.empty() || !ends.empty())
        Q_EMIT changed();
}

PoolGroup *PoolRecorder::groupFor(const Told &told)
{
    for (PoolGroup &group : m_groups) {
        if (group.agent == told.agent && group.name == told.pool.name)
            return &group;
    }
    PoolGroup group;
    group.agent = told.agent;
    group.agentName = told.agentName;
    group.name = told.pool.name;
    m_groups.append(group);
    return &m_groups.last();
}

PoolSocket *PoolRecorder::socketFor(PoolGroup *group, const TrafficPool &pool)
{
    for (PoolSocket &socket : group->sockets) {
        if (socket.connection == pool.connection)
            return &socket;
    }
    PoolSocket socket;
    socket.connection = pool.connection;
    socket.opened = socket.since = pool.time;
    group->sockets.prepend(socket);
    return &group->sockets.first();
}

void PoolRecorder::take(const Told &told)
{
    const TrafficPool &pool = told.pool;
    PoolGroup *const group = groupFor(told);
    group->busy = pool.busy;
    group->idle = pool.idle;
    group->waiting = pool.waiting;
    group->mostWaiting = qMax(group->mostWaiting, pool.waiting);
    if (pool.what == What::Queued) {
        ++group->queued;
        return;
    }
    if (pool.connection == 0) { // one from before, which has no number yet
        group->reused += pool.what == What::Reused || pool.what == What::Passed;
        if (pool.what == What::Removed) {
            ++group->removed;
            ++group->reasons[pool.reason];
        }
        return;
    }
    PoolSocket *const socket = socketFor(group, pool);
    socket->since = pool.time;
    switch (pool.what) {
    case What::Queued: break;
    case What::Opened:
        ++group->opened;
        socket->state = PoolSocket::State::Busy;
        socket->uses = 1;
        socket->exchange = pool.exchange;
        break;
    case What::Reused:
    case What::Passed:
        ++group->reused;
        socket->state = PoolSocket::State::Busy;
        ++socket->uses;
        socket->exchange = pool.exchange;
        break;
    case What::Idle:
        socket->state = PoolSocket::State::Idle;
        socket->idleTimeout = pool.idleTimeout;
        if (pool.serverTimeout > 0 && (pool.idleTimeout <= 0 || pool.serverTimeout < pool.idleTimeout))
            socket->idleTimeout = pool.serverTimeout;
        break;
    case What::Removed:
        remove(group, socket, pool.reason);
        break;
    }
    tidy(group);
}

// Its end may be told before its agent says why.
void PoolRecorder::remove(PoolGroup *group, PoolSocket *socket, const QString &reason)
{
    if (socket->state != PoolSocket::State::Removed)
        ++group->removed;
    else if (--group->reasons[socket->reason] == 0)
        group->reasons.remove(socket->reason);
    ++group->reasons[reason];
    socket->state = PoolSocket::State::Removed;
    socket->reason = reason;
}

void PoolRecorder::takeEnd(quint64 connection, qint64 time, const QString &reason)
{
    for (PoolGroup &group : m_groups) {
        for (PoolSocket &socket : group.sockets) {
            if (socket.connection != connection || socket.state == PoolSocket::State::Removed)
                continue;
            --(socket.state == PoolSocket::State::Busy ? group.busy : group.idle);
            socket.since = time;
            remove(&group, &socket, reason);
            return tidy(&group);
        }
    }
}

void PoolRecorder::tidy(PoolGroup *group)
{
    // Open ones first; each half keeps its order.
    std::stable_partition(group->sockets.begin(), group->sockets.end(),
                          [](const PoolSocket &each) { return each.state != PoolSocket::State::Removed; });
    while (group->sockets.size() > group->busy + group->idle + kGone
           && group->sockets.constLast().state == PoolSocket::State::Removed)
        group->sockets.removeLast();
}

} // namespace NodeHttp::Inspector
