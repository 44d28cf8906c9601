// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SERVERCOUNTERS_P_H
#define NODEHTTP_SERVERCOUNTERS_P_H

#include <QtCore/qglobal.h>

#include <atomic>

namespace NodeHttp {

// What a server did, for other threads to read. Only the server's thread writes, so no bus-locked addition is needed.
struct ServerCounters
{
    std::atomic_int connections{0};     // open
    std::atomic<quint64> accepted{0};   // connections so far, those that were dropped at once left out
    std::atomic<quint64> requests{0};   // heads that reached the server

    static void count(std::atomic<quint64> &what)
    {
        what.store(what.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
};

} // namespace NodeHttp

#endif // NODEHTTP_SERVERCOUNTERS_P_H
