// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What timers may do while they fire: stop, start, delete, nest; under our event loop and under Qt's.

#include "loops.h"

#include <QtCore/qeventloop.h>

using namespace NodeHttp;

class tst_EpollTimerSlots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stoppedInItsSlot_data() { addLoops(); }
    void stoppedInItsSlot();
    void objectDeletedInItsSlot_data() { addLoops(); }
    void objectDeletedInItsSlot();
    void stoppedByAnother_data() { addLoops(); }
    void stoppedByAnother();
    void restartedInItsSlot_data() { addLoops(); }
    void restartedInItsSlot();
    void notFiredInsideItsOwnSlot_data() { addLoops(); }
    void notFiredInsideItsOwnSlot();
    void othersFireInANestedLoop_data() { addLoops(); }
    void othersFireInANestedLoop();
    void zeroTimerStartedInItsSlot_data() { addLoops(); }
    void zeroTimerStartedInItsSlot();
};

void tst_EpollTimerSlots::stoppedInItsSlot()
{
    inLoop([] {
        Counter counter;
        counter.onTimer = [&](int id) { counter.killTimer(id); };
        counter.start(1);
        const int zero = counter.start(0);
        QVERIFY(turnUntil([&] { return counter.fired == 2; }));
        QThread::msleep(5);
        oneTurn();
        QCOMPARE(counter.fired, 2);
        QVERIFY(counter.ids.contains(zero));
        QVERIFY(QAbstractEventDispatcher::instance()->registeredTimers(&counter).isEmpty());
    });
}

void tst_EpollTimerSlots::objectDeletedInItsSlot()
{
    inLoop([] {
        auto *counter = new Counter;
        bool fired = false;
        counter->onTimer = [&fired, counter](int) {
            fired = true;
            delete counter;
        };
        for (int i = 0; i < 5; ++i)
            counter->start(1);
        QVERIFY(turnUntil([&] { return fired; }));
        QThread::msleep(5);
        oneTurn();
    });
}

void tst_EpollTimerSlots::stoppedByAnother() // although both are due
{
    inLoop([] {
        Counter first, second;
        const int id = second.start(2);
        first.onTimer = [&](int) { second.killTimer(id); };
        first.start(1);
        QThread::msleep(10);
        oneTurn();
        oneTurn();
        QCOMPARE_GE(first.fired, 1);
        QCOMPARE(second.fired, 0);
    });
}

void tst_EpollTimerSlots::restartedInItsSlot()
{
    inLoop([] {
        QTimer timer;
        QElapsedTimer clock;
        QList<qint64> at;
        timer.setTimerType(Qt::PreciseTimer);
        connect(&timer, &QTimer::timeout, &timer, [&] {
            at.append(clock.elapsed());
            timer.start(30);
        });
        clock.start();
        timer.start(10);
        QVERIFY(turnUntil([&] { return at.size() == 3; }));
        QCOMPARE_GE(at[0], 10);
        QCOMPARE_GE(at[1], at[0] + 29);
        QCOMPARE_GE(at[2], at[1] + 29);
    });
}

void tst_EpollTimerSlots::notFiredInsideItsOwnSlot()
{
    inLoop([] {
        Counter counter;
        int inside = 0;
        counter.onTimer = [&](int) {
            if (inside++)
                return;
            QEventLoop nested;
            QTimer::singleShot(40, Qt::PreciseTimer, &nested, &QEventLoop::quit);
            nested.exec();
            QCOMPARE(counter.fired, 1);
        };
        counter.start(5);
        QVERIFY(turnUntil([&] { return counter.fired >= 3; })); // it goes on afterwards
    });
}

void tst_EpollTimerSlots::othersFireInANestedLoop()
{
    inLoop([] {
        Counter outer, zero, busy;
        outer.onTimer = [&](int id) {
            outer.killTimer(id);
            QEventLoop nested;
            zero.onTimer = [&](int) {
                if (zero.fired >= 10 && busy.fired >= 3)
                    nested.quit();
            };
            nested.exec();
        };
        outer.start(1);
        zero.start(0);
        busy.start(2);
        QVERIFY(turnUntil([&] { return outer.fired == 1 && zero.fired >= 10; }));
        QCOMPARE_GE(busy.fired, 3);
    });
}

void tst_EpollTimerSlots::zeroTimerStartedInItsSlot() // it has to wait for the next turn, or the loop would starve
{
    inLoop([] {
        int fired = 0;
        QObject context;
        std::function<void()> again = [&] {
            ++fired;
            QTimer::singleShot(0, Qt::PreciseTimer, &context, again);
        };
        Counter posted; // a timer, since singleShot(0) may be a posted event
        posted.onTimer = [&](int id) {
            posted.killTimer(id);
            posted.start(0);
        };
        posted.start(0);
        for (int turn = 1; turn <= 5; ++turn) {
            oneTurn();
            QCOMPARE(posted.fired, turn);
        }
        again();
        for (int turn = 0; turn < 5; ++turn)
            oneTurn();
        QCOMPARE_LE(fired, 6);
    });
}

QTEST_GUILESS_MAIN(tst_EpollTimerSlots)
#include "tst_epolltimerslots.moc"
