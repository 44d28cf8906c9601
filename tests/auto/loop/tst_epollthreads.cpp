// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
//
// label: tsan

// Several threads and one loop: wake-ups, interrupts, beginnings and ends, under our event loop and under Qt's.

#include "loops.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qsocketnotifier.h>

#include <memory>
#include <semaphore>
#include <sys/socket.h>
#include <unistd.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_EpollThreads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wakeUpFromAnotherThread_data() { addLoops(); }
    void wakeUpFromAnotherThread();
    void interruptFromAnotherThread_data() { addLoops(); }
    void interruptFromAnotherThread();
    void postedFromManyThreads_data() { addLoops(); }
    void postedFromManyThreads();
    void quitFromAnotherThread_data() { addLoops(); }
    void quitFromAnotherThread();
    void pingPong_data() { addLoops(); }
    void pingPong();
    void threadsComeAndGo_data() { addLoops(); }
    void threadsComeAndGo();
    void endsWithThingsRegistered_data() { addLoops(); }
    void endsWithThingsRegistered();
    void foreignThreadsAreRefused();
};

void tst_EpollThreads::wakeUpFromAnotherThread()
{
    inLoop([] {
        Receiver receiver;
        Later later([&] { receiver.post(); });
        QVERIFY(turnUntil([&] { return receiver.received == 1; }));
    });
}

void tst_EpollThreads::interruptFromAnotherThread()
{
    inLoop([] {
        while (oneTurn()) {
        }
        std::atomic_bool interrupted{false};
        Later later([&, dispatcher = QAbstractEventDispatcher::instance()] {
            interrupted = true;
            dispatcher->interrupt();
        });
        oneTurn(QEventLoop::WaitForMoreEvents); // ends, with no timer to help it out
        QVERIFY(interrupted);
    });
}

void tst_EpollThreads::postedFromManyThreads() // no wake-up may be lost
{
    inLoop([] {
        constexpr int kThreads = 4;
        constexpr int kEvents = 5000;
        Receiver receiver;
        std::vector<std::unique_ptr<Later>> threads;
        for (int i = 0; i < kThreads; ++i) {
            threads.push_back(std::make_unique<Later>([&] {
                for (int n = 0; n < kEvents; ++n)
                    receiver.post();
            }, 1));
        }
        QEventLoop events; // which has no timer to help it out
        receiver.onEvent = [&] {
            if (receiver.received == kThreads * kEvents)
                events.quit();
        };
        events.exec();
        QCOMPARE(receiver.received, kThreads * kEvents);
    });
}

void tst_EpollThreads::quitFromAnotherThread() // at any moment of a turn
{
    QFETCH(const LoopKind, loop);
    for (int i = 0; i < 200; ++i) {
        QSemaphore ready;
        std::binary_semaphore told{0}; // which ThreadSanitizer understands, unlike Qt's
        Receiver receiver; // keeps the loop busy with its own wake-ups
        LoopThread thread(loop, [&] {
            QEventLoop events;
            Receiver busy;
            busy.onEvent = [&] { busy.post(); };
            if (i % 2)
                busy.post();
            QTimer::singleShot(0, &events, [&] { ready.release(); });
            connect(&receiver, &QObject::objectNameChanged, &events, &QEventLoop::quit, Qt::DirectConnection);
            events.exec();
            told.acquire(); // loop and dispatcher have to outlive the call of quit()
        });
        ready.acquire();
        if (i % 3 == 0)
            QThread::usleep(ulong(i));
        receiver.setObjectName(u"x"_s); // quit() is called in this thread
        told.release();
        QVERIFY(thread.wait(5000));
    }
}

void tst_EpollThreads::pingPong() // two sleeping loops wake each other
{
    QFETCH(const LoopKind, loop);
    inLoop([loop] {
        constexpr int kRounds = 2000;
        Receiver here;
        std::atomic<Receiver *> there{nullptr};
        LoopThread thread(loop, [&] {
            Receiver receiver;
            there = &receiver;
            here.post();
            QEventLoop events;
            receiver.onEvent = [&] {
                here.post();
                if (receiver.received == kRounds)
                    events.quit();
            };
            events.exec();
        });
        QEventLoop events;
        here.onEvent = [&] {
            if (here.received > kRounds)
                events.quit();
            else
                there.load()->post();
        };
        events.exec();
        QVERIFY(thread.wait(5000));
    });
}

void tst_EpollThreads::threadsComeAndGo()
{
    QFETCH(const LoopKind, loop);
    for (int i = 0; i < 50; ++i) {
        std::atomic_bool ran{false};
        LoopThread thread(loop, [&] {
            QEventLoop events;
            QTimer::singleShot(0, &events, [&] {
                ran = true;
                events.quit();
            });
            events.exec();
        });
        QVERIFY(thread.wait(5000));
        QVERIFY(ran);
    }
}

void tst_EpollThreads::endsWithThingsRegistered() // objects that outlive the loop of their thread
{
    QFETCH(const LoopKind, loop);
    int fds[2];
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
    QSocketNotifier *notifier = nullptr;
    QTimer *timer = nullptr;
    {
        LoopThread thread(loop, [&] {
            notifier = new QSocketNotifier(fds[0], QSocketNotifier::Read);
            timer = new QTimer;
            timer->start(1000);
            oneTurn();
        });
        QVERIFY(thread.wait(5000));
        QVERIFY(notifier->isEnabled());
        delete notifier;
        QTest::ignoreMessage(QtWarningMsg, "QObject::killTimer: Timers cannot be stopped from another thread");
        QTest::ignoreMessage(QtWarningMsg, "QObject::~QObject: Timers cannot be stopped from another thread");
        delete timer;
    }
    ::close(fds[0]);
    ::close(fds[1]);
}

void tst_EpollThreads::foreignThreadsAreRefused() // a warning instead of a data race
{
    auto *dispatcher = QCoreApplication::eventDispatcher();
    QObject object;
    QTest::ignoreMessage(QtWarningMsg, "EpollEventDispatcher: timers cannot be started from another thread");
    Later later([&] { dispatcher->registerTimer(4711, 10, Qt::PreciseTimer, &object); }, 0);
    later.wait();
    QCOMPARE(dispatcher->remainingTime(4711), -1);
    QTest::ignoreMessage(QtWarningMsg, "EpollEventDispatcher::registerTimer: invalid arguments");
    dispatcher->registerTimer(0, 10, Qt::PreciseTimer, &object);
    QVERIFY(dispatcher->registeredTimers(&object).isEmpty());
}

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollEventDispatcher);
    QCoreApplication app(argc, argv);
    tst_EpollThreads test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epollthreads.moc"
