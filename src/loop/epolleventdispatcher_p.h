// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_EPOLLEVENTDISPATCHER_P_H
#define NODEHTTP_EPOLLEVENTDISPATCHER_P_H

#include "loop/notifiertable_p.h"
#include "loop/timerqueue_p.h"

#include <NodeHttp/epolleventdispatcher.h>

#include <atomic>

namespace NodeHttp {

// The turns of the loop: sockets and timers keep books of their own.
class EpollEventDispatcherPrivate
{
public:
    explicit EpollEventDispatcherPrivate(EpollEventDispatcher *q) : q(q) {}

    bool processEvents(QEventLoop::ProcessEventsFlags flags);
    void wait(QEventLoop::ProcessEventsFlags flags, bool mayBlock);
    void wakeUp();
    bool isForeign(const QObject *object, const char *what) const;

    EpollEventDispatcher *const q;
    NotifierTable notifiers;
    TimerQueue timers;
    std::atomic<Qt::HANDLE> loopThread{nullptr}; // where turns are made
    std::atomic<bool> woken{false};              // since the turn began; set before the bell is rung
    std::atomic<bool> interrupted{false};        // set before woken is
};

} // namespace NodeHttp

#endif // NODEHTTP_EPOLLEVENTDISPATCHER_P_H
