// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_DEADLINES_P_H
#define NODEHTTP_DEADLINES_P_H

#include <QtCore/qglobal.h>

namespace NodeHttp {

// Milliseconds of a clock that never goes back. Coarse (some milliseconds) and therefore nearly free.
qint64 monotonicNow();

// A moment at which somebody wants to be called. Setting it is an assignment; one timer a thread looks at all of them.
class Deadline
{
public:
    Deadline() = default;
    Q_DISABLE_COPY_MOVE(Deadline)

    void setDeadline(qint64 at); // in monotonicNow() milliseconds; 0: none
    qint64 deadline() const { return m_at; }

    virtual void deadlineReached() = 0; // the deadline was cleared before the call

protected:
    virtual ~Deadline();

private:
    friend class Loop;
    qint64 m_at = 0;
    qsizetype m_index = -1;
};

} // namespace NodeHttp

#endif // NODEHTTP_DEADLINES_P_H
