// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_EPOLLEVENTDISPATCHER_H
#define NODEHTTP_EPOLLEVENTDISPATCHER_H

#include <NodeHttp/global.h>

#include <QtCore/qabstracteventdispatcher.h>

#include <memory>

#ifdef Q_OS_LINUX

namespace NodeHttp {

class EpollEventDispatcherPrivate;

/*!
    An event loop for threads with many connections. Opt-in; it has no counterpart in Node, whose own loop works so.

    Qt's loops hand every socket to the kernel in every turn, so a turn becomes dearer with each idle connection. Here
    the kernel keeps the list (epoll): a turn costs what happens in it. A write notifier that is switched on and off
    within one turn costs no system call, and starting a timer among n others costs O(log n).

    Linux only. On other systems the class does not exist and this header is not installed: guard its use with
    \c Q_OS_LINUX and fall back to Qt's loop, which is what a thread gets when nothing is set.

    For the main thread it is set before the application is made, for another thread before the thread starts:
    \code
    QCoreApplication::setEventDispatcher(new NodeHttp::EpollEventDispatcher);
    QCoreApplication app(argc, argv);

    thread->setEventDispatcher(new NodeHttp::EpollEventDispatcher);
    thread->start();
    \endcode
    Application and thread take ownership. It serves QtCore and QtNetwork; a QGuiApplication needs the loop of its
    platform plugin instead. glib sources are not served.

    Everything QAbstractEventDispatcher promises holds. Three things are left open there and decided here:
    - Timers never fire early. Coarse ones are at most 5 % late and share moments, so that many of them wake the thread
      once; very coarse ones of two seconds and more fire within half a second of their time, on a full second. What is
      finer than a millisecond (QChronoTimer, Qt 6.8) is rounded to milliseconds.
    - A descriptor that was closed while its notifier was enabled is forgotten without a warning.
    - What epoll cannot watch (regular files) counts as always ready, as with poll().

    wakeUp() and interrupt() may be called from any thread, everything else only from the dispatcher's own.
*/
class NODEHTTP_EXPORT EpollEventDispatcher : public QAbstractEventDispatcher
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EpollEventDispatcher)

public:
    explicit EpollEventDispatcher(QObject *parent = nullptr); //!< Ends the process when the system has no descriptor left.
    ~EpollEventDispatcher() override;

    using QAbstractEventDispatcher::registerTimer;

    //! One turn: posted events, then ready sockets, then due timers. True when there was any of them.
    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;   //!< Called by QSocketNotifier.
    void unregisterSocketNotifier(QSocketNotifier *notifier) override; //!< Called by QSocketNotifier.

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override; //!< Milliseconds.
    bool unregisterTimer(int timerId) override;                        //!< False: there is no such timer.
    bool unregisterTimers(QObject *object) override;                   //!< False: the object has no timer.
    QList<TimerInfo> registeredTimers(QObject *object) const override; //!< As they were registered.
    int remainingTime(int timerId) override; //!< Milliseconds, rounded up; 0: due. -1: there is no such timer.

    void wakeUp() override;    //!< Ends a blocking processEvents(). Thread-safe.
    void interrupt() override; //!< Makes processEvents() return as soon as it can. Thread-safe.

private:
    friend class EpollEventDispatcherPrivate; // the only friend: its own private half
    std::unique_ptr<EpollEventDispatcherPrivate> d;
};

} // namespace NodeHttp

#endif // Q_OS_LINUX

#endif // NODEHTTP_EPOLLEVENTDISPATCHER_H
