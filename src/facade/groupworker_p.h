// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_GROUPWORKER_P_H
#define NODEHTTP_GROUPWORKER_P_H

#include "server/listensocket_p.h"
#include "server/servercounters_p.h"

#include <NodeHttp/servergroup.h>

#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <memory>
#include <mutex>

namespace NodeHttp {

// What all threads of a group are made from.
struct GroupPlan
{
    ServerGroupOptions options;
    ServerGroup::SetUp setUp;
    std::mutex oneAtATime; // calls of setUp
};

// A thread with a server. Made, asked and deleted by the group's thread; a HandOut gives it connections from its own.
class GroupWorker : public QThread
{
public:
    using Report = std::function<void(GroupWorker *worker, const Error &error)>;

    using Leave = std::function<void(GroupWorker *worker)>;

    // Listens on the socket, or, without one, waits for connections. `report` is called in the thread of `context` once
    // it serves, or cannot; `leave` when it has nothing left to do. It never ends by itself: whoever gave it something
    // may still be waking its loop up. Once nobody gives any more, quit() ends it.
    GroupWorker(std::shared_ptr<GroupPlan> plan, ListenSocket socket, QObject *context, Report report, Leave leave);
    ~GroupWorker() override;

    void close();                                    // leaves with the last connection
    void drain(std::chrono::milliseconds deadline);  // leaves then at the latest
    void handOut(qintptr descriptor, bool local);    // from any thread
    static void discard(qintptr descriptor, bool local); // closes a connection that nobody takes
    int load() const;                                // connections, those on their way included; from any thread
    int forced() const { return m_forced; }          // connections destroyed by drain(); known when the thread has ended
    std::shared_ptr<const ServerCounters> counters() const { return m_counters; }

    bool isReady = false;                            // the group's note: it has reported
    bool isLeaving = false;                          // ...that it is given nothing any more
    bool isReplaced = false;                         // the group's note: restart() put another in its place

protected:
    void run() override;

private:
    void serve();
    void askToLeave();

    const std::shared_ptr<GroupPlan> m_plan;
    ListenSocket m_socket;
    QObject *const m_context;
    const Report m_report;
    const Leave m_leave;
    const std::shared_ptr<ServerCounters> m_counters = std::make_shared<ServerCounters>();
    QObject m_gate;                                  // lives in the thread: what is asked goes through its events
    QPointer<Server> m_server;                       // in the thread
    std::atomic_int m_onTheirWay{0};
    int m_forced = 0;
};

} // namespace NodeHttp

#endif // NODEHTTP_GROUPWORKER_P_H
