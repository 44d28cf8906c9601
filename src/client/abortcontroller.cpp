// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The flag that requests watch, and the button to it.

#include <NodeHttp/abortcontroller.h>

#include "core/error_p.h"

#include <QtCore/qtimer.h>

namespace NodeHttp {

class AbortSignalPrivate
{
public:
    static AbortSignal *make(QObject *parent) { return new AbortSignal(parent); }
    static void fire(AbortSignal *signal, const Error &reason) { signal->fire(reason); }
};

AbortSignal *AbortSignal::abort(const Error &reason, QObject *parent)
{
    auto *signal = new AbortSignal(parent);
    signal->fire(reason); // nobody can have connected yet
    return signal;
}

// DOMException calls the numeric code of a TimeoutError TIMEOUT_ERR, as it calls that of an AbortError ABORT_ERR.
AbortSignal *AbortSignal::timeout(std::chrono::milliseconds delay, QObject *parent)
{
    auto *signal = new AbortSignal(parent);
    QTimer::singleShot(qMax(delay, std::chrono::milliseconds::zero()), signal,
                       [signal] { signal->fire(Errors::signalTimeout()); });
    return signal;
}

void AbortSignal::fire(const Error &reason)
{
    if (m_aborted)
        return;
    m_aborted = true;
    m_reason = reason ? reason : Errors::operationAborted();
    Q_EMIT aborted();
}

AbortController::AbortController(QObject *parent) : QObject(parent), m_signal(AbortSignalPrivate::make(this)) {}

void AbortController::abort(const Error &reason)
{
    AbortSignalPrivate::fire(m_signal, reason);
}

} // namespace NodeHttp
