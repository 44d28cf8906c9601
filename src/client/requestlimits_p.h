// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_REQUESTLIMITS_P_H
#define NODEHTTP_REQUESTLIMITS_P_H

#include "stream/deadlines_p.h"

#include <NodeHttp/requestoptions.h>

namespace NodeHttp {

class ClientRequestPrivate;

// The limits on the phases of one request that its connection does not know of: queue, first byte, idle, total.
// One deadline serves them all; a request without limits has none of this.
class RequestLimits : private Deadline
{
public:
    RequestLimits(ClientRequestPrivate *request, const PhaseTimeouts &timeouts);

    static bool areNeeded(const PhaseTimeouts &timeouts);

    void socketAssigned();   // the queue is left behind
    void sent();             // waits for the first byte
    void firstByteReceived();
    void stop();             // the request is over

private:
    void deadlineReached() override;
    void arm();
    void expire(QLatin1String phase, std::chrono::milliseconds limit);

    ClientRequestPrivate *m_request;
    PhaseTimeouts m_timeouts;
    qint64 m_queueEnds = 0;  // each in monotonicNow() milliseconds; 0: does not run
    qint64 m_firstByteEnds = 0;
    qint64 m_totalEnds = 0;
    qint64 m_idleSince = 0;  // when the idle limit began to run
};

} // namespace NodeHttp

#endif // NODEHTTP_REQUESTLIMITS_P_H
