// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// ServerGroup: crews of threads and the sockets that outlive them. What a thread does is in groupworker.cpp.

#include "facade/servergroup_p.h"

#include "core/error_p.h"
#include "core/logging_p.h"
#include "stream/sockets_p.h"

#include <QtNetwork/qhostinfo.h>

#include <algorithm>

namespace NodeHttp {

ServerGroupPrivate::ServerGroupPrivate(ServerGroup *q, const ServerGroupOptions &options, ServerGroup::SetUp setUp)
    : q(q), m_plan(std::make_shared<GroupPlan>())
{
    m_plan->options = options;
    m_plan->setUp = setUp ? std::move(setUp) : [](Server *) {};
    threads = options.threads > 0 ? options.threads : qMax(1, QThread::idealThreadCount());
    if (options.threads < 0)
        refuse(Errors::outOfRange("threads", ">= 0", options.threads));
    else if (const Error error = options.server.validate())
        refuse(error);
}

ServerGroupPrivate::~ServerGroupPrivate()
{
    m_handOut.reset(); // first: it gives to the workers
    for (Crew *crew : {&m_starting, &m_serving, &m_leaving}) {
        for (const auto &worker : *crew)
            worker->quit(); // all, before the first is waited for
    }
}

bool ServerGroupPrivate::refuse(const Error &error)
{
    lastError = error;
    qCWarning(lcUsage).noquote() << "ServerGroup:" << error.code() << error.message();
    return false;
}

// --- listening ---

bool ServerGroupPrivate::sharesPorts() const
{
    return m_plan->options.distribution != ServerGroupOptions::Distribution::HandOut && ListenSocket::balancesPorts();
}

bool ServerGroupPrivate::listen(const ListenOptions &given)
{
    if (const Error error = m_plan->options.server.validate())
        return refuse(error);
    if (listening || m_lookingUp)
        return refuse(Errors::alreadyListening());
    if (given.descriptor >= 0 || !given.path.isEmpty())
        return listenResult(openHandOut(nullptr, given));
    if (given.port < -1 || given.port > 65535)
        return refuse(Errors::badPort(given.port));
    if (given.host.isEmpty())
        return listenOn(QHostAddress(given.ipv6Only ? QHostAddress::AnyIPv6 : QHostAddress::Any), given);
    if (const QHostAddress address(given.host); !address.isNull())
        return listenOn(address, given);
    m_lookingUp = true;
    QHostInfo::lookupHost(given.host, this, [this, given](const QHostInfo &info) {
        if (!std::exchange(m_lookingUp, false))
            return; // close() came first
        const QList<QHostAddress> addresses = addressesOf(given.host, info);
        if (addresses.isEmpty()) {
            return fail(Error(QStringLiteral("ENOTFOUND"), QStringLiteral("getaddrinfo ENOTFOUND ") + given.host)
                            .withSyscall(QStringLiteral("getaddrinfo"), given.host));
        }
        listenOn(addresses.constFirst(), given);
    });
    return true;
}

bool ServerGroupPrivate::listenOn(const QHostAddress &where, const ListenOptions &given)
{
    return listenResult(sharesPorts() ? openSockets(where, given) : openHandOut(&where, given));
}

Error ServerGroupPrivate::openSockets(const QHostAddress &where, const ListenOptions &given)
{
    std::vector<ListenSocket> sockets;
    int port = qMax(0, given.port);
    for (int i = 0; i < threads; ++i) {
        // The first alone finds out whether the port is somebody else's.
        const auto share = i == 0 && !given.reusePort ? ListenSocket::Share::First : ListenSocket::Share::Anybody;
        ListenSocket socket;
        if (const Error error = socket.open(where, port, given.backlog, given.host, share))
            return error;
        port = socket.port();
        sockets.push_back(std::move(socket));
    }
    m_sockets = std::move(sockets);
    address.address = Acceptor::shown(where);
    address.family = where.protocol() == QAbstractSocket::IPv4Protocol ? QStringLiteral("IPv4") : QStringLiteral("IPv6");
    address.port = port;
    return {};
}

Error ServerGroupPrivate::openHandOut(const QHostAddress *where, const ListenOptions &given)
{
    auto handOut = std::make_unique<HandOut>();
    if (const Error error = where ? handOut->listen(*where, given) : handOut->listen(given))
        return error;
    m_handOut = std::move(handOut);
    address = m_handOut->address();
    return {};
}

bool ServerGroupPrivate::listenResult(const Error &error)
{
    if (error) {
        lastError = error;
        QMetaObject::invokeMethod(this, [this, error] { Q_EMIT q->errorOccurred(error); }, Qt::QueuedConnection);
        return false;
    }
    listening = true;
    startCrew();
    if (m_handOut)
        m_handOut->begin(pointers(m_starting)); // early connections wait for the thread's first turn
    Q_EMIT q->listeningChanged();
    return true;
}

void ServerGroupPrivate::stopListening()
{
    m_handOut.reset();
    m_sockets.clear();
    m_lookingUp = false;
    if (!std::exchange(listening, false))
        return;
    address = AddressInfo();
    Q_EMIT q->listeningChanged();
}

// --- crews ---

std::vector<GroupWorker *> ServerGroupPrivate::pointers(const Crew &crew)
{
    std::vector<GroupWorker *> list;
    for (const auto &worker : crew) {
        if (!worker->isLeaving)
            list.push_back(worker.get());
    }
    return list;
}

void ServerGroupPrivate::tellHandOut()
{
    if (m_handOut)
        m_handOut->setWorkers(pointers(m_serving.empty() ? m_starting : m_serving));
}

void ServerGroupPrivate::startCrew()
{
    for (int i = 0; i < threads; ++i) {
        ListenSocket socket = m_sockets.empty() ? ListenSocket() : m_sockets[size_t(i)].duplicate();
        auto worker = std::make_unique<GroupWorker>(
            m_plan, std::move(socket), this, [this](GroupWorker *who, const Error &error) { workerReported(who, error); },
            [this](GroupWorker *who) { workerLeaves(who); });
        connect(worker.get(), &QThread::finished, this, [this, who = worker.get()] { workerEnded(who); });
        worker->setObjectName(QStringLiteral("NodeHttp %1").arg(i));
        {
            const std::lock_guard lock(m_mutex);
            m_counters.push_back(worker->counters());
        }
        m_starting.push_back(std::move(worker));
    }
    for (const auto &worker : m_starting)
        worker->start();
}

void ServerGroupPrivate::workerReported(GroupWorker *worker, const Error &error)
{
    const auto isHim = [worker](const auto &one) { return one.get() == worker; };
    if (std::none_of(m_starting.begin(), m_starting.end(), isHim))
        return; // close() came first
    if (error) {
        sendAway(m_starting);
        if (m_serving.empty())
            stopListening();
        return fail(error);
    }
    worker->isReady = true;
    if (std::all_of(m_starting.begin(), m_starting.end(), [](const auto &one) { return one->isReady; }))
        crewReady();
}

void ServerGroupPrivate::crewReady()
{
    Crew old = std::exchange(m_serving, std::exchange(m_starting, {}));
    if (old.empty()) {
        Q_EMIT q->listeningStarted();
        return;
    }
    tellHandOut(); // before the old ones are told: what they were given comes first
    for (auto &worker : old) {
        worker->isReplaced = true;
        worker->drain(m_restartDeadline);
        m_leaving.push_back(std::move(worker));
    }
}

void ServerGroupPrivate::workerLeaves(GroupWorker *worker)
{
    worker->isLeaving = true;
    tellHandOut();
    worker->quit();
}

bool ServerGroupPrivate::restart(std::chrono::milliseconds deadline)
{
    if (!listening)
        return refuse(Errors::serverNotRunning());
    if (!m_starting.empty() || m_restarting) {
        return refuse(Error(QStringLiteral("ERR_INVALID_STATE"), QStringLiteral("Threads are being started or replaced")));
    }
    m_restarting = true;
    m_restartDeadline = deadline;
    m_restartForced = 0;
    startCrew();
    return true;
}

void ServerGroupPrivate::sendAway(Crew &crew)
{
    for (auto &worker : std::exchange(crew, {})) {
        worker->close();
        m_leaving.push_back(std::move(worker));
    }
}

void ServerGroupPrivate::close()
{
    stopListening();
    sendAway(m_starting);
    sendAway(m_serving);
    m_ending = true;
    QMetaObject::invokeMethod(this, [this] { checkEnded(); }, Qt::QueuedConnection);
}

void ServerGroupPrivate::drain(std::chrono::milliseconds deadline)
{
    close();
    m_draining = true;
    for (const auto &worker : m_leaving)
        worker->drain(deadline);
}

void ServerGroupPrivate::workerEnded(GroupWorker *worker)
{
    const auto isHim = [worker](const auto &one) { return one.get() == worker; };
    std::unique_ptr<GroupWorker> ended;
    for (Crew *crew : {&m_leaving, &m_serving, &m_starting}) { // a handler may have closed its server
        const auto at = std::find_if(crew->begin(), crew->end(), isHim);
        if (at == crew->end())
            continue;
        ended = std::move(*at);
        crew->erase(at);
        break;
    }
    if (!ended)
        return;
    ended->wait();
    {
        const std::lock_guard lock(m_mutex);
        const auto counters = ended->counters();
        m_counters.erase(std::remove(m_counters.begin(), m_counters.end(), counters), m_counters.end());
        m_past.accepted += qint64(counters->accepted);
        m_past.requests += qint64(counters->requests);
    }
    tellHandOut();
    if (m_draining)
        m_drainForced += ended->forced();
    if (ended->isReplaced)
        m_restartForced += ended->forced();
    ended.reset();
    checkEnded();
}

void ServerGroupPrivate::checkEnded()
{
    const QPointer<ServerGroup> alive = q; // receivers may delete the group
    const bool replacing = !m_starting.empty()
        || std::any_of(m_leaving.begin(), m_leaving.end(), [](const auto &worker) { return worker->isReplaced; });
    if (m_restarting && !replacing) {
        m_restarting = false;
        Q_EMIT q->restarted(m_restartForced);
    }
    if (!alive || !m_ending || listening || !m_leaving.empty())
        return;
    m_ending = false;
    const bool drained = std::exchange(m_draining, false);
    const int forced = std::exchange(m_drainForced, 0);
    Q_EMIT q->closed();
    if (!alive || !drained)
        return;
    if (forced > 0)
        Q_EMIT q->drainForced(forced);
    else
        Q_EMIT q->drainCompleted();
}

void ServerGroupPrivate::fail(const Error &error)
{
    lastError = error;
    m_restarting = false;
    Q_EMIT q->errorOccurred(error);
}

// --- statistics ---

QList<ServerStatistics> ServerGroupPrivate::threadStatistics() const
{
    const std::lock_guard lock(m_mutex);
    QList<ServerStatistics> list;
    for (const auto &counters : m_counters)
        list.append({counters->connections, qint64(counters->accepted), qint64(counters->requests)});
    return list;
}

ServerStatistics ServerGroupPrivate::statistics() const
{
    const std::lock_guard lock(m_mutex);
    ServerStatistics sum = m_past;
    for (const auto &counters : m_counters) {
        sum.connections += counters->connections;
        sum.accepted += qint64(counters->accepted);
        sum.requests += qint64(counters->requests);
    }
    return sum;
}

// --- the public face ---

ServerGroup::ServerGroup(SetUp setUp, QObject *parent) : ServerGroup(ServerGroupOptions(), std::move(setUp), parent) {}

ServerGroup::ServerGroup(const ServerGroupOptions &options, SetUp setUp, QObject *parent)
    : QObject(parent), d(std::make_unique<ServerGroupPrivate>(this, options, std::move(setUp)))
{
}

ServerGroup::~ServerGroup() = default;

bool ServerGroup::listen(int port)
{
    ListenOptions options;
    options.port = port;
    return listen(options);
}

bool ServerGroup::listen(int port, const QHostAddress &address)
{
    ListenOptions options;
    options.port = port;
    options.host = address.toString();
    return listen(options);
}

bool ServerGroup::listen(const ListenOptions &options) { return d->listen(options); }
void ServerGroup::close() { d->close(); }
void ServerGroup::drain(std::chrono::milliseconds deadline) { d->drain(deadline); }
bool ServerGroup::restart(std::chrono::milliseconds deadline) { return d->restart(deadline); }
bool ServerGroup::isListening() const { return d->listening; }
AddressInfo ServerGroup::address() const { return d->address; }
int ServerGroup::port() const { return d->listening ? d->address.port : 0; }
int ServerGroup::threads() const { return d->threads; }
Error ServerGroup::error() const { return d->lastError; }
ServerStatistics ServerGroup::statistics() const { return d->statistics(); }
QList<ServerStatistics> ServerGroup::threadStatistics() const { return d->threadStatistics(); }

} // namespace NodeHttp
