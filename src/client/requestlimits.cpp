// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Node has one timeout, which only notifies. These end the request, and the error says in which phase.

#include "client/requestlimits_p.h"

#include "client/clientrequest_p.h"
#include "core/error_p.h"
#include "stream/turn_p.h"

namespace NodeHttp {

bool RequestLimits::areNeeded(const PhaseTimeouts &t)
{
    return t.queue.count() > 0 || t.firstByte.count() > 0 || t.idle.count() > 0 || t.total.count() > 0;
}

RequestLimits::RequestLimits(ClientRequestPrivate *request, const PhaseTimeouts &timeouts)
    : m_request(request), m_timeouts(timeouts)
{
    const qint64 now = monotonicNow();
    if (timeouts.queue.count() > 0)
        m_queueEnds = now + timeouts.queue.count();
    if (timeouts.total.count() > 0)
        m_totalEnds = now + timeouts.total.count();
    arm();
}

void RequestLimits::socketAssigned()
{
    m_queueEnds = 0;
    if (m_timeouts.idle.count() > 0)
        m_idleSince = monotonicNow();
    arm();
}

void RequestLimits::sent()
{
    if (m_timeouts.firstByte.count() > 0 && m_request->timings.firstByte < 0)
        m_firstByteEnds = monotonicNow() + m_timeouts.firstByte.count();
    arm();
}

void RequestLimits::firstByteReceived()
{
    m_firstByteEnds = 0;
}

void RequestLimits::stop()
{
    m_queueEnds = m_firstByteEnds = m_totalEnds = m_idleSince = 0;
    setDeadline(0);
}

void RequestLimits::arm()
{
    qint64 earliest = 0;
    const auto consider = [&earliest](qint64 end) {
        if (end != 0 && (earliest == 0 || end < earliest))
            earliest = end;
    };
    consider(m_queueEnds);
    consider(m_firstByteEnds);
    consider(m_totalEnds);
    if (m_idleSince != 0) {
        if (m_request->carrier)
            m_idleSince = qMax(m_idleSince, m_request->carrier->lastActivity());
        consider(m_idleSince + m_timeouts.idle.count());
    }
    setDeadline(earliest);
}

void RequestLimits::expire(QLatin1String phase, std::chrono::milliseconds limit)
{
    stop();
    m_request->destroy(Errors::phaseTimeout(phase, limit.count()));
}

void RequestLimits::deadlineReached()
{
    const qint64 now = monotonicNow();
    const auto isOver = [now](qint64 end) { return end != 0 && end <= now; };
    if (isOver(m_totalEnds))
        return expire(QLatin1String("total"), m_timeouts.total);
    if (isOver(m_queueEnds))
        return expire(QLatin1String("queue"), m_timeouts.queue);
    if (isOver(m_firstByteEnds))
        return expire(QLatin1String("firstByte"), m_timeouts.firstByte);
    arm(); // the connection may have moved since
    if (m_idleSince != 0 && m_idleSince + m_timeouts.idle.count() <= now)
        expire(QLatin1String("idle"), m_timeouts.idle);
}

} // namespace NodeHttp
