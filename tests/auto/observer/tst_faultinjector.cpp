// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Faults for tests: which exchanges get one, which one, and how often.

#include "asking.h"
#include "groups.h"
#include "rawpeer.h"
#include "serving.h"

#include <NodeHttp/FaultInjector>
#include <NodeHttp/TrafficObserver>

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString outcome(int port, const QString &path = u"/"_s, const QString &method = u"GET"_s)
{
    Asked asked(get(by(method, to(port, path))));
    (void)QTest::qWaitFor([&] { return asked.isOver(); });
    return asked.outcome();
}

FaultRule on(const QString &path, FaultRule::Action action = FaultRule::Action::Reset)
{
    FaultRule rule;
    rule.path = path;
    rule.action = action;
    return rule;
}

} // namespace

class tst_FaultInjector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySecond();
    void times();
    void paths_data();
    void paths();
    void methods();
    void actions_data();
    void actions();
    void delays();
    void sides();
    void responses();
    void decides();
    void accepts();
    void keepsForLater();
    void firstThatFits();
    void removed();
    void beganBefore();
    void severalThreads();
    void diesWithHeldOnes();
};

void tst_FaultInjector::everySecond() // the example of the documentation
{
    Serving server([](auto *, auto *res) { res->end(); });
    FaultInjector faults;
    FaultRule rule = on(u"/flaky"_s);
    rule.every = 2;
    const int number = faults.add(rule);
    QStringList outcomes;
    for (int i = 0; i < 6; ++i)
        outcomes.append(outcome(server.port(), u"/flaky?try=%1"_s.arg(i)));
    const QString reset = u"ECONNRESET"_s, good = u"200"_s;
    QCOMPARE(outcomes, (QStringList{good, reset, good, reset, good, reset}));
    QCOMPARE(outcome(server.port(), u"/steady"_s), good);
    QCOMPARE(faults.fits(number), 6);
    QCOMPARE(faults.hits(number), 3);
}

void tst_FaultInjector::times()
{
    Serving server([](auto *, auto *res) { res->end(); });
    FaultInjector faults;
    FaultRule rule = on({});
    rule.times = 2;
    const int number = faults.add(rule);
    QStringList outcomes;
    for (int i = 0; i < 4; ++i)
        outcomes.append(outcome(server.port()));
    QCOMPARE(outcomes, (QStringList{u"ECONNRESET"_s, u"ECONNRESET"_s, u"200"_s, u"200"_s}));
    QCOMPARE(faults.hits(number), 2);
}

void tst_FaultInjector::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("fits");
    QTest::newRow("any") << QString() << u"/x"_s << true;
    QTest::newRow("same") << u"/x"_s << u"/x"_s << true;
    QTest::newRow("query") << u"/x"_s << u"/x?y"_s << true;
    QTest::newRow("longer") << u"/x"_s << u"/xy"_s << false;
    QTest::newRow("case") << u"/x"_s << u"/X"_s << false;
    QTest::newRow("star") << u"/api/*"_s << u"/api/a/b"_s << true;
    QTest::newRow("star inside") << u"/*/b"_s << u"/api/a/b"_s << true;
    QTest::newRow("no regular expression") << u"/a.c"_s << u"/abc"_s << false;
}

void tst_FaultInjector::paths()
{
    QFETCH(const QString, path);
    QFETCH(const QString, target);
    QFETCH(const bool, fits);
    Serving server([](auto *, auto *res) { res->end(); });
    FaultInjector faults;
    faults.add(on(path));
    QCOMPARE(outcome(server.port(), target), fits ? u"ECONNRESET"_s : u"200"_s);
}

void tst_FaultInjector::methods()
{
    Serving server([](auto *, auto *res) { res->end(); });
    FaultInjector faults;
    FaultRule rule = on({});
    rule.method = u"post"_s;
    faults.add(rule);
    QCOMPARE(outcome(server.port(), u"/"_s, u"POST"_s), u"ECONNRESET"_s);
    QCOMPARE(outcome(server.port(), u"/"_s, u"PUT"_s), u"200"_s);
}

void tst_FaultInjector::actions_data()
{
    QTest::addColumn<FaultRule::Action>("action");
    QTest::addColumn<bool>("reset");
    QTest::newRow("reset") << FaultRule::Action::Reset << true;
    QTest::newRow("abort") << FaultRule::Action::Abort << false;
}

void tst_FaultInjector::actions()
{
    QFETCH(const FaultRule::Action, action);
    Serving server([](auto *, auto *res) { res->end(); });
    FaultInjector faults;
    faults.add(on({}, action));
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.isClosed());
    QTEST(peer.wasReset(), "reset");
}

void tst_FaultInjector::delays()
{
    Serving server([](auto *, auto *res) { res->end(); });
    FaultInjector faults;
    FaultRule rule = on(u"/slow"_s, FaultRule::Action::Delay);
    rule.delay = 100ms;
    faults.add(rule);
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(outcome(server.port(), u"/slow"_s), u"200"_s);
    QVERIFY(clock.elapsed() >= 95);
}

void tst_FaultInjector::sides()
{
    int requests = 0;
    Serving server([&](auto *, auto *res) {
        ++requests;
        res->end();
    });
    FaultInjector faults;
    FaultRule rule = on({});
    rule.side = TrafficSide::Client;
    faults.add(rule);
    QCOMPARE(outcome(server.port()), u"ECONNRESET"_s);
    QCOMPARE(requests, 0); // it never left
}

void tst_FaultInjector::responses()
{
    int requests = 0;
    Serving server([&](auto *, auto *res) {
        ++requests;
        res->end("x");
    });
    FaultInjector faults;
    FaultRule rule = on(u"/cut"_s);
    rule.point = HeldExchange::Point::ResponseHead;
    rule.method = u"GET"_s; // of its request
    faults.add(rule);
    QCOMPARE(outcome(server.port(), u"/cut"_s), u"ECONNRESET"_s);
    QCOMPARE(requests, 1);
    QCOMPARE(outcome(server.port(), u"/whole"_s), u"200"_s);
}

void tst_FaultInjector::decides()
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    FaultInjector faults;
    FaultRule rule = on({}, FaultRule::Action::Decide);
    rule.point = HeldExchange::Point::ResponseHead;
    rule.every = 2;
    rule.decide = [](HeldExchange held) {
        TrafficHead head = held.head();
        head.statusCode = 503;
        head.reason = "Faulty";
        return held.resume(head);
    };
    faults.add(rule);
    QCOMPARE(outcome(server.port()), u"200"_s);
    QCOMPARE(outcome(server.port()), u"503"_s);
}

void tst_FaultInjector::accepts()
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    FaultInjector faults;
    FaultRule rule = on({});
    rule.point = HeldExchange::Point::ResponseHead;
    rule.accepts = [](const TrafficExchange &exchange, const TrafficHead &request, const HeldExchange &held) {
        return exchange.side == TrafficSide::Server && request.header("x-fault") == "yes" && held.head().statusCode == 200;
    };
    faults.add(rule);
    Asked faulty(get(with({{"X-Fault", "yes"}}, to(server.port())))), sound(get(to(server.port())));
    QTRY_VERIFY(faulty.isOver() && sound.isOver());
    QCOMPARE(faulty.outcome(), u"ECONNRESET"_s);
    QCOMPARE(sound.outcome(), u"200"_s);
}

void tst_FaultInjector::keepsForLater()
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    FaultInjector faults;
    QList<HeldExchange> kept;
    FaultRule rule = on({}, FaultRule::Action::Decide);
    rule.decide = [&](const HeldExchange &held) {
        kept.append(held);
        return true;
    };
    faults.add(rule);
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(kept.size(), 1);
    QVERIFY(kept.first().resume());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

void tst_FaultInjector::firstThatFits()
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    FaultInjector faults;
    FaultRule never = on(u"/a*"_s);
    never.every = 1000;
    const int first = faults.add(never);
    const int second = faults.add(on({}));
    QCOMPARE(outcome(server.port(), u"/ab"_s), u"200"_s);
    QCOMPARE(outcome(server.port(), u"/b"_s), u"ECONNRESET"_s);
    QCOMPARE(faults.fits(first), 1);
    QCOMPARE(faults.fits(second), 1);
}

void tst_FaultInjector::removed()
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    FaultInjector faults;
    QVERIFY(!TrafficObserver::isAnybodyObserving());
    const int number = faults.add(on({}));
    QVERIFY(TrafficObserver::isAnybodyObserving());
    QCOMPARE(outcome(server.port()), u"ECONNRESET"_s);
    QVERIFY(!faults.remove(number + 1));
    QVERIFY(!faults.remove(0));
    QVERIFY(faults.remove(number));
    QVERIFY(!TrafficObserver::isAnybodyObserving());
    QCOMPARE(faults.hits(number), 0);
    QCOMPARE(outcome(server.port()), u"200"_s);
    faults.add(on({}));
    QCOMPARE(outcome(server.port()), u"ECONNRESET"_s);
    faults.clear();
    QCOMPARE(outcome(server.port()), u"200"_s);
}

void tst_FaultInjector::beganBefore()
{
    QPointer<ServerResponse> open;
    Serving server([&](auto *, ServerResponse *res) { open = res; });
    Asked asked(get(to(server.port())));
    QTRY_VERIFY(open);
    FaultInjector faults;
    FaultRule rule = on({});
    rule.point = HeldExchange::Point::ResponseHead;
    faults.add(rule);
    open->end();
    QTRY_COMPARE(asked.outcome(), u"200"_s); // an exchange is seen from its beginning or not at all
}

void tst_FaultInjector::severalThreads()
{
    ServerGroupOptions threads;
    threads.threads = 4;
    ServerGroup group(threads, tellThread);
    QVERIFY(listenLocally(group));
    QTRY_VERIFY(group.port() > 0);
    FaultInjector faults;
    FaultRule rule = on({});
    rule.every = 4;
    const int number = faults.add(rule);
    AgentOptions options;
    options.maxSockets = 8;
    Agent agent(options);
    std::vector<std::unique_ptr<Asked>> all;
    for (int i = 0; i < 200; ++i)
        all.push_back(std::make_unique<Asked>(get(over(&agent, group.port()))));
    QTRY_VERIFY(std::all_of(all.cbegin(), all.cend(), [](const auto &asked) { return asked->isOver(); }));
    const auto failed = std::count_if(all.cbegin(), all.cend(), [](const auto &asked) { return asked->outcome() == "ECONNRESET"_L1; });
    QCOMPARE(faults.hits(number), 50);
    QCOMPARE(int(failed), 50);
}

void tst_FaultInjector::diesWithHeldOnes()
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    auto faults = std::make_unique<FaultInjector>();
    QList<HeldExchange> kept;
    FaultRule rule = on({}, FaultRule::Action::Decide);
    rule.decide = [&](const HeldExchange &held) {
        kept.append(held);
        return true;
    };
    faults->add(rule);
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(kept.size(), 1);
    faults.reset();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

QTEST_GUILESS_MAIN(tst_FaultInjector)
#include "tst_faultinjector.moc"
