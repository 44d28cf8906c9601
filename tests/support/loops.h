// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef LOOPS_H
#define LOOPS_H

#include <NodeHttp/EpollEventDispatcher>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <functional>

// The same test in a thread under each event loop: what Qt's own loops do is what ours shall do.

enum class LoopKind { Glib, Poll, Epoll };

inline void addLoops()
{
    QTest::addColumn<LoopKind>("loop");
    QTest::newRow("glib") << LoopKind::Glib;
    QTest::newRow("poll") << LoopKind::Poll;
    QTest::newRow("epoll") << LoopKind::Epoll;
}

// Without glib, whose loop does not keep flags apart from sources.
inline void addQuietLoops()
{
    QTest::addColumn<LoopKind>("loop");
    QTest::newRow("poll") << LoopKind::Poll;
    QTest::newRow("epoll") << LoopKind::Epoll;
}

class LoopThread : public QThread
{
public:
    LoopThread(LoopKind kind, std::function<void()> body) : m_body(std::move(body))
    {
        qputenv("QT_NO_GLIB", kind == LoopKind::Glib ? "" : "1"); // looked at when the thread starts
        if (kind == LoopKind::Epoll)
            setEventDispatcher(new NodeHttp::EpollEventDispatcher);
        start();
    }

    ~LoopThread() override
    {
        quit();
        wait();
    }

protected:
    void run() override { m_body(); }

private:
    const std::function<void()> m_body;
};

// Runs the body in a thread of the row's kind and waits for its end.
inline void inLoop(std::function<void()> body)
{
    QFETCH(const LoopKind, loop);
    LoopThread thread(loop, [loop, body = std::move(body)] {
        const QByteArray name = QAbstractEventDispatcher::instance()->metaObject()->className();
        QCOMPARE(name.contains("EpollEventDispatcher"), loop == LoopKind::Epoll);
        QCOMPARE(name.contains("Glib"), loop == LoopKind::Glib);
        body();
    });
    thread.wait();
}

// One turn of this thread's loop.
inline bool oneTurn(QEventLoop::ProcessEventsFlags flags = QEventLoop::AllEvents)
{
    return QAbstractEventDispatcher::instance()->processEvents(flags);
}

// Sleeping turns, as exec() makes them, until the condition holds; false after five seconds.
inline bool turnUntil(const std::function<bool()> &condition)
{
    QElapsedTimer clock;
    clock.start();
    QTimer wake; // so that no turn lasts longer
    wake.start(50);
    while (!condition() && clock.elapsed() < 5000)
        oneTurn(QEventLoop::WaitForMoreEvents);
    return condition();
}

// Counts the user events it gets.
class Receiver : public QObject
{
public:
    std::atomic_int received{0};
    std::function<void()> onEvent;

    void post() { QCoreApplication::postEvent(this, new QEvent(QEvent::User)); }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        ++received;
        if (onEvent)
            onEvent();
        return true;
    }
};

// Counts the timers that fire on it.
class Counter : public QObject
{
public:
    int start(int interval, Qt::TimerType type = Qt::PreciseTimer) { return startTimer(interval, type); }
    int fired = 0;
    QList<int> ids;
    std::function<void(int)> onTimer;

protected:
    void timerEvent(QTimerEvent *event) override
    {
        ++fired;
        ids.append(event->timerId());
        if (onTimer)
            onTimer(event->timerId());
    }
};

// A thread that runs a function after a moment, while the test's loop sleeps.
class Later : public QThread
{
public:
    explicit Later(std::function<void()> call, int delay = 30) : m_call(std::move(call)), m_delay(delay) { start(); }
    ~Later() override { wait(); }

protected:
    void run() override
    {
        msleep(ulong(m_delay));
        m_call();
    }

private:
    const std::function<void()> m_call;
    const int m_delay;
};

#endif // LOOPS_H
