// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// label: long

// Timers under our event loop and under Qt's.

#include "loops.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qset.h>
#include <QtCore/qtimer.h>

#include <memory>
#include <random>

using namespace NodeHttp;

class tst_EpollTimers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accuracy_data();
    void accuracy();
    void repeats_data();
    void repeats();
    void zeroTimerOnceATurn_data() { addLoops(); }
    void zeroTimerOnceATurn();
    void zeroTimersInTurns_data() { addLoops(); }
    void zeroTimersInTurns();
    void orderIsByTime_data() { addLoops(); }
    void orderIsByTime();
    void lateTimersFireOnce_data() { addLoops(); }
    void lateTimersFireOnce();
    void excludedTimersWait_data() { addQuietLoops(); }
    void excludedTimersWait();
    void remainingTime_data() { addLoops(); }
    void remainingTime();
    void registeredTimers_data() { addLoops(); }
    void registeredTimers();
    void unknownTimers_data() { addLoops(); }
    void unknownTimers();
    void movedToAnotherThread_data() { addLoops(); }
    void movedToAnotherThread();
    void longTimers_data() { addLoops(); }
    void longTimers();
    void manyAtRandom_data() { addLoops(); }
    void manyAtRandom();
    void restartingDoesNotSlowDown();
    void coarseOnesShareMoments();
};

void tst_EpollTimers::accuracy_data()
{
    QTest::addColumn<LoopKind>("loop");
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("early"); // ms; what the documentation of Qt::TimerType allows
    QTest::addColumn<int>("late");
    constexpr int kBusy = 150; // a loaded machine may be this much late on top
    for (const auto &[name, loop] : {std::pair("glib", LoopKind::Glib), {"poll", LoopKind::Poll}, {"epoll", LoopKind::Epoll}}) {
        const bool ours = loop == LoopKind::Epoll; // which never is early but on full seconds
        for (const int interval : {1, 7, 20, 100, 400}) {
            QTest::addRow("%s precise %d", name, interval) << loop << Qt::PreciseTimer << interval << 0 << kBusy;
            QTest::addRow("%s coarse %d", name, interval)
                << loop << Qt::CoarseTimer << interval << (ours ? 0 : interval / 20 + 1) << interval / 20 + kBusy;
        }
        QTest::addRow("%s very coarse 2500", name) << loop << Qt::VeryCoarseTimer << 2500 << 1000 << 1000 + kBusy;
    }
}

void tst_EpollTimers::accuracy()
{
    QFETCH(const Qt::TimerType, type);
    QFETCH(const int, interval);
    QFETCH(const int, early);
    QFETCH(const int, late);
    inLoop([=] {
        QEventLoop loop;
        QElapsedTimer clock;
        clock.start();
        QTimer::singleShot(interval, type, &loop, &QEventLoop::quit);
        loop.exec();
        const qint64 took = clock.nsecsElapsed() / 1000000;
        QVERIFY2(took >= interval - early, QByteArray::number(took).constData());
        QVERIFY2(took <= interval + late, QByteArray::number(took).constData());
    });
}

void tst_EpollTimers::repeats_data()
{
    QTest::addColumn<LoopKind>("loop");
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("early"); // in a hundred milliseconds
    for (const auto type : {Qt::PreciseTimer, Qt::CoarseTimer}) {
        const int early = type == Qt::CoarseTimer ? 5 : 0;
        QTest::addRow("glib %d", type) << LoopKind::Glib << type << early;
        QTest::addRow("poll %d", type) << LoopKind::Poll << type << early;
        QTest::addRow("epoll %d", type) << LoopKind::Epoll << type << 0;
    }
}

void tst_EpollTimers::repeats() // without drifting away
{
    QFETCH(const Qt::TimerType, type);
    QFETCH(const int, early);
    inLoop([=] {
        constexpr int kTimes = 8;
        Counter counter;
        QElapsedTimer clock;
        clock.start();
        counter.start(100, type);
        QVERIFY(turnUntil([&] { return counter.fired >= kTimes; }));
        const qint64 took = clock.elapsed();
        QVERIFY2(took >= kTimes * (100 - early) - 1, QByteArray::number(took).constData());
        QVERIFY2(took <= kTimes * 100 + 250, QByteArray::number(took).constData());
    });
}

void tst_EpollTimers::zeroTimerOnceATurn()
{
    inLoop([] {
        Counter counter;
        counter.start(0);
        for (int turn = 1; turn <= 5; ++turn) {
            oneTurn(QEventLoop::WaitForMoreEvents); // it never waits
            QCOMPARE(counter.fired, turn);
        }
    });
}

void tst_EpollTimers::zeroTimersInTurns()
{
    inLoop([] {
        Counter counter;
        const int a = counter.start(0);
        const int b = counter.start(0);
        const int c = counter.start(0);
        oneTurn();
        oneTurn();
        QCOMPARE(counter.ids, QList<int>({a, b, c, a, b, c}));
    });
}

void tst_EpollTimers::orderIsByTime()
{
    inLoop([] {
        Counter counter;
        const int c = counter.start(30);
        const int a = counter.start(10);
        const int b = counter.start(20);
        QThread::msleep(40); // all are due in the same turn
        oneTurn();
        QCOMPARE(counter.ids.mid(0, 3), QList<int>({a, b, c}));
    });
}

void tst_EpollTimers::lateTimersFireOnce() // what was missed is not made up for
{
    inLoop([] {
        Counter counter;
        counter.start(10);
        QThread::msleep(100);
        oneTurn();
        QCOMPARE(counter.fired, 1);
        oneTurn();
        QCOMPARE_LE(counter.fired, 2);
    });
}

void tst_EpollTimers::excludedTimersWait()
{
    inLoop([] {
        Counter counter;
        counter.start(0);
        counter.start(1);
        QThread::msleep(5);
        oneTurn(QEventLoop::X11ExcludeTimers);
        QCOMPARE(counter.fired, 0);
        oneTurn();
        QCOMPARE(counter.fired, 2);
    });
}

void tst_EpollTimers::remainingTime()
{
    inLoop([] {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QCOMPARE(timer.remainingTime(), -1);
        timer.start(1000);
        QCOMPARE_LE(timer.remainingTime(), 1000);
        QCOMPARE_GT(timer.remainingTime(), 700);
        timer.start(10);
        QThread::msleep(20);
        QCOMPARE(timer.remainingTime(), 0); // overdue
        int inSlot = -1;
        connect(&timer, &QTimer::timeout, &timer, [&] { inSlot = timer.remainingTime(); });
        timer.start(200);
        QVERIFY(turnUntil([&] { return inSlot >= 0; }));
        QCOMPARE_GT(inSlot, 0); // until the next time
        QCOMPARE_LE(inSlot, 200);
    });
}

void tst_EpollTimers::registeredTimers()
{
    inLoop([] {
        Counter a, b;
        const auto infos = [](QObject *object) {
            QSet<std::pair<int, int>> set;
            for (const auto &info : QAbstractEventDispatcher::instance()->registeredTimers(object))
                set.insert({info.timerId, info.interval});
            return set;
        };
        QVERIFY(infos(&a).isEmpty());
        const int first = a.start(100, Qt::CoarseTimer);
        const int second = a.start(0);
        const int third = a.start(3000, Qt::VeryCoarseTimer);
        const int other = b.start(50);
        QCOMPARE(infos(&a), (QSet<std::pair<int, int>>{{first, 100}, {second, 0}, {third, 3000}}));
        QCOMPARE(infos(&b), (QSet<std::pair<int, int>>{{other, 50}}));
        a.killTimer(second);
        QCOMPARE(infos(&a), (QSet<std::pair<int, int>>{{first, 100}, {third, 3000}}));
        a.killTimer(third);
        a.killTimer(first);
        QVERIFY(infos(&a).isEmpty());
        QVERIFY(QAbstractEventDispatcher::instance()->unregisterTimers(&b));
        QVERIFY(infos(&b).isEmpty());
    });
}

void tst_EpollTimers::unknownTimers()
{
    inLoop([] {
        QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
        QObject object;
        QCOMPARE(dispatcher->unregisterTimer(12345), false);
        QCOMPARE(dispatcher->unregisterTimers(&object), false);
        QVERIFY(dispatcher->registeredTimers(&object).isEmpty());
        QVERIFY(dispatcher->remainingTime(12345) < 0); // Qt's own say -1 or, since 6.8, less
    });
}

void tst_EpollTimers::movedToAnotherThread() // with the same id, and started anew
{
    QFETCH(const LoopKind, loop);
    QThread *const here = QThread::currentThread();
    std::atomic_int firedThere{0};
    std::atomic<QThread *> firedIn{nullptr};
    auto counter = std::make_unique<Counter>();
    const int id = counter->start(10);
    counter->onTimer = [&](int fired) {
        firedIn = fired == id ? QThread::currentThread() : nullptr;
        ++firedThere;
    };
    LoopThread thread(loop, [&] {
        QEventLoop events;
        QTimer check;
        connect(&check, &QTimer::timeout, &events, [&] {
            if (firedThere < 3)
                return;
            counter->moveToThread(here);
            events.quit();
        });
        check.start(1);
        events.exec();
    });
    counter->moveToThread(&thread);
    QVERIFY(thread.wait(5000));
    QCOMPARE(firedIn.load(), &thread);
    const int before = firedThere;
    QTRY_VERIFY(firedThere > before); // and back
    QCOMPARE(firedIn.load(), here);
}

void tst_EpollTimers::longTimers()
{
    inLoop([] {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        timer.start(std::numeric_limits<int>::max());
        QCOMPARE_GT(timer.remainingTime(), std::numeric_limits<int>::max() - 5000);
        bool fired = false;
        QTimer::singleShot(5, &timer, [&] { fired = true; });
        QVERIFY(turnUntil([&] { return fired; }));
    });
}

void tst_EpollTimers::manyAtRandom() // the order of the heap under starts and stops, told by a clock of our own
{
    inLoop([] {
        std::minstd_rand random(20261125);
        Counter counter;
        struct Due { qint64 earliest = 0, latest = 0; }; // a busy machine may pause us between two lines
        QHash<int, Due> due;
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 2000; ++i) {
            const int interval = int(1 + random() % 60);
            const qint64 earliest = clock.elapsed() + interval;
            const int id = counter.start(interval);
            due.insert(id, {earliest, clock.elapsed() + interval});
            if (i % 3 == 0) {
                const auto victim = std::next(due.begin(), int(random() % uint(due.size())));
                counter.killTimer(victim.key());
                due.erase(victim);
            }
        }
        qint64 last = 0;
        int outOfOrder = 0;
        counter.onTimer = [&](int id) {
            counter.killTimer(id);
            const Due mine = due.take(id); // a stopped one would count as 0
            outOfOrder += mine.latest < last - 2; // each loop rounds in its own way
            last = qMax(last, mine.earliest);
        };
        const qsizetype expected = due.size();
        QThread::msleep(100);
        QVERIFY(turnUntil([&] { return due.isEmpty(); }));
        QCOMPARE(counter.fired, expected);
        QCOMPARE(outOfOrder, 0);
    });
}

void tst_EpollTimers::restartingDoesNotSlowDown() // with the number of others; Qt's loops go through a list
{
    LoopThread thread(LoopKind::Epoll, [] {
        const auto restarts = [](int others) {
            std::vector<std::unique_ptr<QBasicTimer>> idle;
            QObject context;
            for (int i = 0; i < others; ++i) {
                idle.push_back(std::make_unique<QBasicTimer>());
                idle.back()->start(60000 + i, &context);
            }
            QBasicTimer busy;
            qint64 best = std::numeric_limits<qint64>::max();
            for (int round = 0; round < 5; ++round) {
                QElapsedTimer clock;
                clock.start();
                for (int i = 0; i < 2000; ++i)
                    busy.start(120000, &context);
                best = qMin(best, clock.nsecsElapsed());
            }
            return best;
        };
        const qint64 few = restarts(10);
        const qint64 many = restarts(20000);
        QVERIFY2(many < few * 20, qPrintable(QStringLiteral("%1 %2").arg(few).arg(many))); // a list: a thousand times
    });
    thread.wait();
}

void tst_EpollTimers::coarseOnesShareMoments()
{
    LoopThread thread(LoopKind::Epoll, [] {
        constexpr int kTimers = 200;
        int wakeUps = 0;
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, qApp, [&] { ++wakeUps; },
                Qt::DirectConnection);
        Counter counter;
        for (int i = 0; i < kTimers; ++i)
            counter.start(200 + i % 10, Qt::CoarseTimer);
        QElapsedTimer clock;
        clock.start();
        while (counter.fired < kTimers && clock.elapsed() < 5000)
            QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(counter.fired, kTimers);
        QCOMPARE_LE(wakeUps, 20);
    });
    thread.wait();
}

QTEST_GUILESS_MAIN(tst_EpollTimers)
#include "tst_epolltimers.moc"
