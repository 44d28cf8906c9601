// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Turns, flags and nesting under our event loop and under Qt's. The main thread of this program runs on ours.

#include "loops.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qpointer.h>
#include <QtCore/qprocess.h>
#include <QtCore/qsocketnotifier.h>
#include <QtCore/qtimer.h>

#include <csignal>
#include <memory>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

static std::atomic_int epollCalls{0};

// Counts what the dispatcher tells the kernel; the linker prefers it to the C library's.
extern "C" int epoll_ctl(int epoll, int operation, int descriptor, epoll_event *event) noexcept
{
    ++epollCalls;
    return int(::syscall(SYS_epoll_ctl, epoll, operation, descriptor, event));
}

class tst_EpollEventDispatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mainThread();
    void processes();
    void nothingToDo_data() { addLoops(); }
    void nothingToDo();
    void postedEvents_data() { addLoops(); }
    void postedEvents();
    void postedEventsEndTheWait_data() { addLoops(); }
    void postedEventsEndTheWait();
    void ownWakeUpEndsTheNextWait_data() { addLoops(); }
    void ownWakeUpEndsTheNextWait();
    void aboutToBlock_data() { addLoops(); }
    void aboutToBlock();
    void postedWhileAboutToBlock_data() { addLoops(); }
    void postedWhileAboutToBlock();
    void interruptedWhileAboutToBlock_data() { addQuietLoops(); }
    void interruptedWhileAboutToBlock();
    void signalsDoNotEndTheWait_data() { addLoops(); }
    void signalsDoNotEndTheWait();
    void nestedLoops_data() { addLoops(); }
    void nestedLoops();
    void outerLoopEndsFirst_data() { addLoops(); }
    void outerLoopEndsFirst();
    void deferredDelete_data() { addLoops(); }
    void deferredDelete();
    void takenBackCostsNothing();
};

void tst_EpollEventDispatcher::mainThread()
{
    QVERIFY(qobject_cast<EpollEventDispatcher *>(QCoreApplication::eventDispatcher()));
    bool fired = false;
    QTimer::singleShot(10, this, [&] { fired = true; });
    QTRY_VERIFY(fired);
}

void tst_EpollEventDispatcher::processes() // which need notifiers of pipes, and wake-ups
{
    QProcess process;
    process.start(u"cat"_s, QStringList());
    process.write("through a pipe\n");
    process.closeWriteChannel();
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    QCOMPARE(process.readAllStandardOutput(), "through a pipe\n");
    QCOMPARE(process.exitCode(), 0);
}

void tst_EpollEventDispatcher::nothingToDo()
{
    inLoop([] {
        while (oneTurn()) { // what the thread's start left
        }
        QVERIFY(!oneTurn());
        QVERIFY(!oneTurn());
    });
}

void tst_EpollEventDispatcher::postedEvents()
{
    inLoop([] {
        while (oneTurn()) {
        }
        QStringList order;
        Receiver a, b;
        a.onEvent = [&] { order.append(u"a"_s); };
        b.onEvent = [&] { order.append(u"b"_s); };
        a.post();
        QCoreApplication::postEvent(&b, new QEvent(QEvent::User), Qt::HighEventPriority);
        QVERIFY(oneTurn());
        QCOMPARE(order.join(u""), u"ba"_s);
        QVERIFY(!oneTurn());
        a.onEvent = [&] { // events posted by events are the next turn's, or this one's; but not lost
            if (a.received < 5)
                a.post();
        };
        a.post();
        while (oneTurn()) {
        }
        QCOMPARE(a.received, 5);
    });
}

void tst_EpollEventDispatcher::postedEventsEndTheWait() // they are the events that were waited for
{
    inLoop([] {
        while (oneTurn()) {
        }
        Receiver receiver;
        receiver.post();
        QElapsedTimer clock;
        clock.start();
        QVERIFY(oneTurn(QEventLoop::WaitForMoreEvents));
        QCOMPARE(receiver.received, 1);
        QCOMPARE_LT(clock.elapsed(), 2000);
    });
}

void tst_EpollEventDispatcher::ownWakeUpEndsTheNextWait()
{
    inLoop([] {
        while (oneTurn()) {
        }
        QAbstractEventDispatcher::instance()->wakeUp();
        oneTurn(QEventLoop::WaitForMoreEvents); // returns at all
        Later later([dispatcher = QAbstractEventDispatcher::instance()] { dispatcher->wakeUp(); });
        QElapsedTimer clock;
        clock.start();
        oneTurn(QEventLoop::WaitForMoreEvents); // and once only
        QCOMPARE_GE(clock.elapsed(), 5);
    });
}

void tst_EpollEventDispatcher::aboutToBlock()
{
    inLoop([] {
        while (oneTurn()) {
        }
        QStringList log;
        QObject context;
        auto *dispatcher = QAbstractEventDispatcher::instance();
        connect(dispatcher, &QAbstractEventDispatcher::awake, &context, [&] { log.append(u"awake"_s); });
        connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &context, [&] { log.append(u"block"_s); });
        oneTurn();
        QVERIFY(!log.contains(u"block"_s));
        QVERIFY(log.contains(u"awake"_s));
        QTimer timer;
        timer.setSingleShot(true);
        connect(&timer, &QTimer::timeout, &context, [&] { log.append(u"timer"_s); });
        timer.start(20);
        while (!log.contains(u"timer"_s))
            oneTurn(QEventLoop::WaitForMoreEvents);
        QVERIFY(log.contains(u"block"_s));
        QCOMPARE_LT(log.indexOf(u"block"_s), log.indexOf(u"timer"_s));
    });
}

void tst_EpollEventDispatcher::postedWhileAboutToBlock() // the last moment before the thread sleeps
{
    inLoop([] {
        while (oneTurn()) {
        }
        Receiver receiver;
        QObject context;
        bool once = false;
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, &context, [&] {
            if (!std::exchange(once, true))
                receiver.post();
        });
        QVERIFY(turnUntil([&] { return receiver.received == 1; }));
    });
}

void tst_EpollEventDispatcher::interruptedWhileAboutToBlock()
{
    inLoop([] {
        while (oneTurn()) {
        }
        QObject context;
        auto *dispatcher = QAbstractEventDispatcher::instance();
        connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &context, [&] { dispatcher->interrupt(); });
        QVERIFY(!oneTurn(QEventLoop::WaitForMoreEvents));
    });
}

void tst_EpollEventDispatcher::signalsDoNotEndTheWait()
{
    struct sigaction action{};
    action.sa_handler = [](int) {};
    ::sigaction(SIGUSR1, &action, nullptr);
    inLoop([] {
        while (oneTurn()) {
        }
        Later later([self = ::pthread_self()] {
            for (int i = 0; i < 5; ++i) {
                ::pthread_kill(self, SIGUSR1);
                QThread::msleep(5);
            }
        }, 10);
        QTimer timer;
        timer.setSingleShot(true);
        timer.setTimerType(Qt::PreciseTimer);
        timer.start(100);
        int rounds = 0;
        while (timer.isActive()) {
            oneTurn(QEventLoop::WaitForMoreEvents);
            ++rounds;
        }
        QCOMPARE_LE(rounds, 2);
    });
    action.sa_handler = SIG_DFL;
    ::sigaction(SIGUSR1, &action, nullptr);
}

void tst_EpollEventDispatcher::nestedLoops()
{
    inLoop([] {
        constexpr int kDepth = 20;
        QStringList log;
        QObject context;
        std::function<void(int)> descend = [&](int level) {
            log.append(u"+%1"_s.arg(level));
            if (level < kDepth) {
                QEventLoop loop;
                QTimer::singleShot(level % 2, &loop, [&, level] {
                    descend(level + 1);
                    loop.exit(level);
                });
                QCOMPARE(loop.exec(), level);
            }
            log.append(u"-%1"_s.arg(level));
        };
        descend(1);
        QStringList expected;
        for (int i = 1; i <= kDepth; ++i)
            expected.append(u"+%1"_s.arg(i));
        for (int i = kDepth; i >= 1; --i)
            expected.append(u"-%1"_s.arg(i));
        QCOMPARE(log, expected);
    });
}

void tst_EpollEventDispatcher::outerLoopEndsFirst()
{
    inLoop([] {
        QEventLoop outer, inner;
        QStringList log;
        QTimer::singleShot(0, &outer, [&] {
            QTimer::singleShot(5, &outer, [&] { outer.quit(); });
            QTimer::singleShot(20, &inner, [&] { inner.quit(); });
            inner.exec();
            log.append(u"inner"_s);
        });
        outer.exec();
        log.append(u"outer"_s);
        QCOMPARE(log.join(u' '), u"inner outer"_s);
    });
}

void tst_EpollEventDispatcher::deferredDelete() // in the loop it was asked in, not in one nested in it
{
    inLoop([] {
        QEventLoop outer;
        QPointer<QObject> object = new QObject;
        bool insideNested = false;
        QTimer::singleShot(0, &outer, [&] {
            object->deleteLater();
            QEventLoop nested;
            QTimer::singleShot(10, &nested, &QEventLoop::quit);
            nested.exec();
            insideNested = object;
            QTimer::singleShot(0, &outer, &QEventLoop::quit);
        });
        outer.exec();
        QVERIFY(insideNested);
        QVERIFY(!object);
    });
}

void tst_EpollEventDispatcher::takenBackCostsNothing()
{
    int fds[2];
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds), 0);
    {
        QSocketNotifier read(fds[0], QSocketNotifier::Read);
        QSocketNotifier write(fds[0], QSocketNotifier::Write);
        write.setEnabled(false);
        oneTurn();
        const int before = epollCalls;
        for (int turn = 0; turn < 100; ++turn) {
            write.setEnabled(true);
            write.setEnabled(false);
            oneTurn();
        }
        QCOMPARE(epollCalls, before);
        write.setEnabled(true);
        oneTurn();
        QCOMPARE(epollCalls, before + 1);
        for (int turn = 0; turn < 100; ++turn) {
            write.setEnabled(false);
            write.setEnabled(true);
            oneTurn();
        }
        QCOMPARE(epollCalls, before + 1);
        QSocketNotifier other(fds[1], QSocketNotifier::Read);
        other.setEnabled(false); // it was never told
        oneTurn();
        QCOMPARE(epollCalls, before + 1);
    }
    ::close(fds[0]);
    ::close(fds[1]);
}

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollEventDispatcher);
    QCoreApplication app(argc, argv);
    tst_EpollEventDispatcher test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epolleventdispatcher.moc"
