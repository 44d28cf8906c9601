// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_ABORTCONTROLLER_H
#define NODEHTTP_ABORTCONTROLLER_H

#include <NodeHttp/error.h>

#include <QtCore/qobject.h>

#include <chrono>

namespace NodeHttp {

class AbortSignalPrivate;

/*!
    Tells that something is no longer wanted. Node: AbortSignal.

    Give it to any number of requests as RequestOptions::signal; when it fires, each is destroyed with an AbortError.
    Requests watch it and do not own it: one that outlives its signal simply goes on.
*/
class NODEHTTP_EXPORT AbortSignal : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AbortSignal)
    Q_PROPERTY(bool isAborted READ isAborted NOTIFY aborted)
    Q_PROPERTY(NodeHttp::Error reason READ reason NOTIFY aborted)

public:
    //! A signal that has fired already, by default with ABORT_ERR. Node: AbortSignal.abort(reason). Owned by \a parent or the caller.
    static AbortSignal *abort(const Error &reason = {}, QObject *parent = nullptr);
    //! A signal that fires after \a delay, with TIMEOUT_ERR. Node: AbortSignal.timeout(delay). Owned as above.
    static AbortSignal *timeout(std::chrono::milliseconds delay, QObject *parent = nullptr);

    bool isAborted() const { return m_aborted; } //!< It has fired. Node: signal.aborted.
    Error reason() const { return m_reason; }    //!< What it fired with; see abort() and timeout().

Q_SIGNALS:
    void aborted();                              //!< Node 'abort': fired; emitted once.

private:
    friend class AbortSignalPrivate;             // the only friend: how its controller reaches it
    explicit AbortSignal(QObject *parent) : QObject(parent) {}
    void fire(const Error &reason);

    Error m_reason;
    bool m_aborted = false;
};

/*!
    The button to an AbortSignal. Node: AbortController. It owns its signal; destroying it does not fire the signal.
*/
class NODEHTTP_EXPORT AbortController : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AbortController)
    Q_PROPERTY(NodeHttp::AbortSignal *signal READ signal CONSTANT)

public:
    explicit AbortController(QObject *parent = nullptr);

    AbortSignal *signal() const { return m_signal; } //!< Its signal, always the same one.
    //! Fires the signal, with \a reason or Node's ABORT_ERR "The operation was aborted". A second call does nothing.
    void abort(const Error &reason = {});

private:
    AbortSignal *m_signal;
};

} // namespace NodeHttp

#endif // NODEHTTP_ABORTCONTROLLER_H
