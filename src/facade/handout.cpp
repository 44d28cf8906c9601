// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// One acceptor for many threads. It listens in the group's thread, so that a failure is known at once, and moves.

#include "facade/handout_p.h"

#include "facade/groupworker_p.h"
#include "server/listensocket_p.h"

namespace NodeHttp {

HandOut::HandOut()
    : m_acceptor([this](qintptr descriptor) { give(descriptor, false); },
                 [this](quintptr descriptor) { give(qintptr(descriptor), true); })
{
}

HandOut::~HandOut()
{
    quit();
    wait();
    m_acceptor.close(); // when the thread never began
}

void HandOut::run()
{
    exec();
    m_acceptor.close(); // in its thread
}

Error HandOut::listen(const ListenOptions &options)
{
    const Error error = m_acceptor.listen(options);
    m_address = m_acceptor.address();
    return error;
}

Error HandOut::listen(const QHostAddress &address, const ListenOptions &options)
{
    const int port = qMax(0, options.port);
    if (options.reusePort) {
        ListenSocket socket;
        if (const Error error = socket.open(address, port, options.backlog, options.host, ListenSocket::Share::Anybody))
            return error;
        ListenOptions shared;
        shared.descriptor = socket.release();
        return listen(shared);
    }
    const Error error = m_acceptor.listen(address, port, options.backlog, options.host);
    m_address = m_acceptor.address();
    return error;
}

void HandOut::begin(const std::vector<GroupWorker *> &workers)
{
    setWorkers(workers);
    m_acceptor.moveToThread(this);
    start();
}

void HandOut::setWorkers(const std::vector<GroupWorker *> &workers)
{
    const std::lock_guard lock(m_mutex);
    m_workers = workers;
}

void HandOut::give(qintptr descriptor, bool local)
{
    const std::lock_guard lock(m_mutex);
    if (m_workers.empty()) // every handler closed its server
        return GroupWorker::discard(descriptor, local);
    // Among equals in turn: threads that are all idle shall not leave everything to the first.
    GroupWorker *best = nullptr;
    int least = 0;
    for (size_t i = 0; i < m_workers.size(); ++i) {
        GroupWorker *worker = m_workers[(m_next + i) % m_workers.size()];
        const int load = worker->load();
        if (!best || load < least) {
            best = worker;
            least = load;
        }
    }
    m_next = (m_next + 1) % m_workers.size();
    best->handOut(descriptor, local);
}

} // namespace NodeHttp
