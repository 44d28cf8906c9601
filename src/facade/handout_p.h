// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_HANDOUT_P_H
#define NODEHTTP_HANDOUT_P_H

#include "server/acceptor_p.h"

#include <NodeHttp/server.h>

#include <QtCore/qthread.h>

#include <mutex>
#include <vector>

namespace NodeHttp {

class GroupWorker;

// A thread that accepts and gives each connection to the worker with the fewest.
class HandOut : public QThread
{
public:
    HandOut();
    ~HandOut() override; // stops accepting and waits for the thread, which never does anything long

    Error listen(const ListenOptions &options);                             // on a path or a descriptor
    Error listen(const QHostAddress &address, const ListenOptions &options); // on its port
    void begin(const std::vector<GroupWorker *> &workers);                  // starts to accept
    void setWorkers(const std::vector<GroupWorker *> &workers);
    AddressInfo address() const { return m_address; }

protected:
    void run() override;

private:
    void give(qintptr descriptor, bool local);

    Acceptor m_acceptor;
    AddressInfo m_address;
    std::mutex m_mutex;
    std::vector<GroupWorker *> m_workers;
    size_t m_next = 0;
};

} // namespace NodeHttp

#endif // NODEHTTP_HANDOUT_P_H
