// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// One turn of the loop, and how other threads end its sleep. Wake-ups from the loop's own thread, which is what every
// posted event causes, only set a flag: the thread is awake, and looks at it before it sleeps.

#include "loop/epolleventdispatcher_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qthread.h>

#include <cerrno>
#include <cstring>

namespace NodeHttp {

bool EpollEventDispatcherPrivate::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    loopThread.store(QThread::currentThreadId(), std::memory_order_relaxed);
    // In this order: whoever interrupts first sets the one and then the other, and rings only if the other was not set.
    const bool wasWoken = woken.exchange(false);
    const bool wasInterrupted = interrupted.exchange(false);
    Q_EMIT q->awake();
    QCoreApplication::sendPostedEvents();

    // Posted events are events: who waits for more has got some. QEventLoop::exec() asks again anyway and is spared
    // the system call; an exit() that came early shows in wasInterrupted.
    const bool gotSome = wasWoken && !(flags & QEventLoop::EventLoopExec);
    const bool mayBlock = (flags & QEventLoop::WaitForMoreEvents) && !gotSome && !wasInterrupted && !interrupted && !woken;
    if (mayBlock)
        Q_EMIT q->aboutToBlock();
    if (interrupted)
        return false;

    wait(flags, mayBlock);
    int handled = 0;
    if (!(flags & QEventLoop::ExcludeSocketNotifiers))
        handled += notifiers.deliver();
    if (!(flags & QEventLoop::X11ExcludeTimers))
        handled += timers.fire();
    return handled > 0 || wasWoken || woken;
}

void EpollEventDispatcherPrivate::wait(QEventLoop::ProcessEventsFlags flags, bool mayBlock)
{
    bool over = false;
    while (!over) {
        int timeout = 0;
        if (mayBlock && !woken) // a receiver of aboutToBlock() may have posted something
            timeout = flags & QEventLoop::X11ExcludeTimers ? -1 : timers.untilNext();
        over = flags & QEventLoop::ExcludeSocketNotifiers ? notifiers.waitForRing(timeout) : notifiers.wait(timeout);
    }
}

void EpollEventDispatcherPrivate::wakeUp()
{
    if (!woken.exchange(true) && loopThread.load(std::memory_order_relaxed) != QThread::currentThreadId())
        notifiers.ring();
}

// Qt tells in debug builds only; the books of a thread are too easily spoilt.
bool EpollEventDispatcherPrivate::isForeign(const QObject *object, const char *what) const
{
    if (Q_LIKELY(q->thread() == QThread::currentThread() && object->thread() == q->thread()))
        return false;
    qWarning("EpollEventDispatcher: %s from another thread", what);
    return true;
}

EpollEventDispatcher::EpollEventDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent), d(std::make_unique<EpollEventDispatcherPrivate>(this))
{
    if (Q_UNLIKELY(!d->notifiers.isValid()))
        qFatal("EpollEventDispatcher: cannot open descriptors: %s", std::strerror(errno));
}

EpollEventDispatcher::~EpollEventDispatcher() = default;

bool EpollEventDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    return d->processEvents(flags);
}

void EpollEventDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    if (!d->isForeign(notifier, "socket notifiers cannot be enabled"))
        d->notifiers.add(notifier);
}

void EpollEventDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    if (!d->isForeign(notifier, "socket notifiers cannot be disabled"))
        d->notifiers.remove(notifier);
}

void EpollEventDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    if (timerId < 1 || interval < 0 || !object)
        qWarning("EpollEventDispatcher::registerTimer: invalid arguments");
    else if (!d->isForeign(object, "timers cannot be started"))
        d->timers.add(timerId, interval, timerType, object);
}

bool EpollEventDispatcher::unregisterTimer(int timerId)
{
    return !d->isForeign(this, "timers cannot be stopped") && d->timers.remove(timerId);
}

bool EpollEventDispatcher::unregisterTimers(QObject *object)
{
    return object && !d->isForeign(object, "timers cannot be stopped") && d->timers.removeAll(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollEventDispatcher::registeredTimers(QObject *object) const
{
    return d->timers.timersOf(object);
}

int EpollEventDispatcher::remainingTime(int timerId)
{
    return d->timers.remaining(timerId);
}

void EpollEventDispatcher::wakeUp()
{
    d->wakeUp();
}

void EpollEventDispatcher::interrupt()
{
    d->interrupted = true;
    d->wakeUp();
}

} // namespace NodeHttp
