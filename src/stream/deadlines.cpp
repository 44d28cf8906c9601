// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Deadlines as numbers. A QTimer a connection would cost more than the request it guards: restarting one among ten
// thousand is linear in Qt's stock dispatchers.

#include "stream/deadlines_p.h"

#include "stream/tick_p.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace NodeHttp {

namespace {

// How late a deadline may be noticed: a sixteenth of the wait, so that many close ones share one sweep.
constexpr qint64 kMaxSlack = 200;

} // namespace

qint64 monotonicNow()
{
#ifdef CLOCK_MONOTONIC_COARSE
    timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
#else
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
#endif
}

Deadline::~Deadline()
{
    if (m_loop)
        m_loop->remove(this);
}

void Deadline::setDeadline(qint64 at)
{
    m_at = at;
    if (at == 0)
        return; // the next sweep walks past it
    if (!m_loop)
        Loop::current()->add(this);
    m_loop->arm(at);
}

void Loop::add(Deadline *deadline)
{
    deadline->m_loop = this;
    deadline->m_index = qsizetype(m_deadlines.size());
    m_deadlines.push_back(deadline);
}

void Loop::remove(Deadline *deadline)
{
    Deadline *last = m_deadlines.back();
    m_deadlines[size_t(deadline->m_index)] = last;
    last->m_index = deadline->m_index;
    m_deadlines.pop_back();
    deadline->m_loop = nullptr;
}

void Loop::forgetDeadlines()
{
    for (Deadline *deadline : m_deadlines)
        deadline->m_loop = nullptr;
}

void Loop::arm(qint64 at)
{
    if (m_armedAt != 0 && m_armedAt <= at)
        return; // it will be found by the sweep that is planned already
    const qint64 wait = qMax<qint64>(1, at - monotonicNow());
    const qint64 slack = qMin(kMaxSlack, wait / 16);
    m_armedAt = at; // later ones wait for the same sweep or the next
    m_sweepTimer.start(int(qMin<qint64>(wait + slack, 1 << 30)), Qt::PreciseTimer, this);
}

void Loop::sweep()
{
    m_sweepTimer.stop();
    m_armedAt = 0;
    const qint64 now = monotonicNow();
    qint64 earliest = 0;
    bool anyDue = false;
    for (const Deadline *deadline : m_deadlines) {
        if (deadline->m_at == 0)
            continue;
        if (deadline->m_at <= now)
            anyDue = true;
        else if (earliest == 0 || deadline->m_at < earliest)
            earliest = deadline->m_at;
    }
    if (earliest != 0)
        arm(earliest);
    if (!anyDue)
        return;
    // From the end, because one that is reached may add others there, and may remove some, whose places are taken by the
    // last: what moves was looked at already, or is looked at again.
    for (size_t i = m_deadlines.size(); i > 0; i = std::min(i - 1, m_deadlines.size())) {
        Deadline *const deadline = m_deadlines[i - 1];
        if (deadline->m_at == 0 || deadline->m_at > now)
            continue;
        deadline->m_at = 0;
        deadline->deadlineReached();
    }
}

} // namespace NodeHttp
