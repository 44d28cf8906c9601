// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SERVERGROUP_P_H
#define NODEHTTP_SERVERGROUP_P_H

#include "facade/groupworker_p.h"
#include "facade/handout_p.h"
#include "server/listensocket_p.h"

#include <NodeHttp/servergroup.h>

#include <vector>

namespace NodeHttp {

// Threads come in crews: one serves, one may be starting, and those that were told to end leave one by one.
class ServerGroupPrivate : public QObject
{
public:
    ServerGroupPrivate(ServerGroup *q, const ServerGroupOptions &options, ServerGroup::SetUp setUp);
    ~ServerGroupPrivate() override;

    bool refuse(const Error &error);
    bool listen(const ListenOptions &options);
    bool listenOn(const QHostAddress &address, const ListenOptions &options);
    bool restart(std::chrono::milliseconds deadline);
    void close();
    void drain(std::chrono::milliseconds deadline);
    QList<ServerStatistics> threadStatistics() const;
    ServerStatistics statistics() const;

    ServerGroup *const q;
    Error lastError;
    AddressInfo address;
    bool listening = false;
    int threads = 1;

private:
    using Crew = std::vector<std::unique_ptr<GroupWorker>>;

    bool sharesPorts() const;
    Error openSockets(const QHostAddress &address, const ListenOptions &options);
    Error openHandOut(const QHostAddress *address, const ListenOptions &options);
    bool listenResult(const Error &error);
    void tellHandOut();
    void startCrew();
    void workerReported(GroupWorker *worker, const Error &error);
    void workerLeaves(GroupWorker *worker);
    void crewReady();
    void workerEnded(GroupWorker *worker);
    void sendAway(Crew &crew);
    void stopListening();
    void checkEnded();
    void fail(const Error &error);
    static std::vector<GroupWorker *> pointers(const Crew &crew);

    const std::shared_ptr<GroupPlan> m_plan;
    std::vector<ListenSocket> m_sockets;        // ReusePort: one a thread, held for the next crew
    std::unique_ptr<HandOut> m_handOut;
    Crew m_starting;
    Crew m_serving;
    Crew m_leaving;
    std::chrono::milliseconds m_restartDeadline{0};
    int m_restartForced = 0;
    int m_drainForced = 0;
    bool m_lookingUp = false;
    bool m_restarting = false;                  // until the last one that was replaced has ended
    bool m_ending = false;                      // closed() is owed
    bool m_draining = false;                    // ...and a word on how it went

    mutable std::mutex m_mutex;                 // guards what follows
    std::vector<std::shared_ptr<const ServerCounters>> m_counters;
    ServerStatistics m_past;                    // of threads that have ended
};

} // namespace NodeHttp

#endif // NODEHTTP_SERVERGROUP_P_H
