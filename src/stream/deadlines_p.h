// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_DEADLINES_P_H
#define NODEHTTP_DEADLINES_P_H

#include <QtCore/qglobal.h>

namespace NodeHttp {

// Milliseconds of a clock that never goes back. Coarse (some milliseconds) and therefore nearly free.
qint64 monotonicNow();

// S9.24: longer ones are cut, so that "never" written as the largest number does not overflow into the past.
constexpr qint64 kLongestTimeout = 2147483647;

class Loop;

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
    Loop *m_loop = nullptr; // of the thread in which it was first set; null before, and once that thread has ended
    qsizetype m_index = -1;
};

} // namespace NodeHttp

#endif // NODEHTTP_DEADLINES_P_H
