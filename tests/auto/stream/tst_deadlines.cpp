// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Deadlines by themselves: many at once, some that others take away, some that outlive their thread.

#include "stream/deadlines_p.h"
#include "stream/tick_p.h"

#include <QtCore/qthread.h>
#include <QtTest/qtest.h>

#include <functional>
#include <memory>
#include <vector>

using namespace NodeHttp;

namespace {

class Alarm : public Deadline
{
public:
    explicit Alarm(std::function<void()> act = {}) : m_act(std::move(act)) {}
    void in(qint64 milliseconds) { setDeadline(monotonicNow() + milliseconds); }
    int rung = 0;

private:
    void deadlineReached() override
    {
        ++rung;
        if (m_act)
            m_act();
    }

    std::function<void()> m_act;
};

} // namespace

class tst_Deadlines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void notBeforeItsTime();
    void movedAndCleared();
    void oneTakesOthersAway();
    void oneAddsOthers();
    void manyAtOnce();
    void outlivesItsThread();
};

void tst_Deadlines::notBeforeItsTime()
{
    const qint64 start = monotonicNow();
    qint64 late = 0, early = 0;
    Alarm second([&] { late = monotonicNow() - start; });
    Alarm first([&] { early = monotonicNow() - start; });
    second.in(120);
    first.in(40);
    QTRY_COMPARE(second.rung, 1);
    QCOMPARE(first.rung, 1);
    QVERIFY(early >= 40 && late >= 120);
    QCOMPARE(second.deadline(), 0);
}

void tst_Deadlines::movedAndCleared()
{
    Alarm moved, cleared, last;
    moved.in(20);
    cleared.in(20);
    last.in(60);
    moved.in(10000);
    cleared.setDeadline(0);
    QTRY_COMPARE(last.rung, 1);
    QCOMPARE(moved.rung + cleared.rung, 0);
}

void tst_Deadlines::oneTakesOthersAway() // whichever comes first ends the two others and itself
{
    std::vector<std::unique_ptr<Alarm>> alarms(3);
    int rung = 0;
    for (auto &alarm : alarms) {
        alarm = std::make_unique<Alarm>([&] {
            ++rung;
            alarms.clear();
        });
        alarm->in(20);
    }
    Alarm last;
    last.in(60);
    QTRY_COMPARE(last.rung, 1);
    QCOMPARE(rung, 1);
}

void tst_Deadlines::oneAddsOthers()
{
    std::vector<std::unique_ptr<Alarm>> more;
    Alarm first([&] {
        for (int i = 0; i < 100; ++i) {
            more.push_back(std::make_unique<Alarm>());
            more.back()->in(i % 2 ? 5 : 10000);
        }
    });
    first.in(20);
    const auto ringing = [&] { return std::count_if(more.begin(), more.end(), [](const auto &a) { return a->rung; }); };
    QTRY_COMPARE(ringing(), 50);
}

void tst_Deadlines::manyAtOnce() // ten times as many cost ten times as much
{
    constexpr int kMany = 100000;
    int rung = 0;
    std::vector<std::unique_ptr<Alarm>> alarms;
    for (int i = 0; i < kMany; ++i) {
        alarms.push_back(std::make_unique<Alarm>([&] { ++rung; }));
        alarms.back()->in(100);
    }
    QTRY_COMPARE(rung, kMany);
}

void tst_Deadlines::outlivesItsThread()
{
    Alarm here;
    here.in(50);
    auto there = std::make_unique<Alarm>();
    std::unique_ptr<QThread> thread(QThread::create([&] { there->in(10000); }));
    thread->start();
    QVERIFY(thread->wait(5000));
    there.reset(); // its loop is gone; this thread's is none of its business
    QTRY_COMPARE(here.rung, 1);
}

QTEST_GUILESS_MAIN(tst_Deadlines)
#include "tst_deadlines.moc"
