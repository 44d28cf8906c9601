// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// Five-4: exchanges that wait for a person, found by the filter language.

#include "asking.h"
#include "rawpeer.h"
#include "serving.h"

#include "inspector/breakpoints.h"

#include <NodeHttp/TrafficObserver>

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <thread>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Action = Breakpoint::Action;
using Point = HeldExchange::Point;

namespace {

Breakpoint at(const QString &filter, Action action = Action::Hold)
{
    Breakpoint breakpoint;
    breakpoint.filter = filter;
    breakpoint.action = action;
    return breakpoint;
}

} // namespace

class tst_Breakpoints : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsAndResumes_data();
    void holdsAndResumes();
    void editsTheHead();
    void editsThatAreNone();
    void verbs();
    void delays();
    void rulesWithoutAPerson();
    void filters_data();
    void filters();
    void problems();
    void switchedOff();
    void disabledAndRemoved();
    void theClientLeaves();
    void hits();
    void otherThreads();
    void dies();
};

void tst_Breakpoints::holdsAndResumes_data()
{
    QTest::addColumn<bool>("server");
    QTest::addColumn<bool>("request");
    QTest::newRow("server, request") << true << true;
    QTest::newRow("server, response") << true << false;
    QTest::newRow("client, request") << false << true;
    QTest::newRow("client, response") << false << false;
}

void tst_Breakpoints::holdsAndResumes() // five 4
{
    QFETCH(const bool, server);
    QFETCH(const bool, request);
    Serving serving([](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    QSignalSpy added(&breakpoints, &Breakpoints::heldAdded);
    Breakpoint breakpoint = at(u"path:/held"_s);
    breakpoint.atServer = server;
    breakpoint.atClient = !server;
    breakpoint.atRequest = request;
    breakpoint.atResponse = !request;
    breakpoints.add(breakpoint);
    Asked held(get(to(serving.port(), u"/held?a"_s))), passing(get(to(serving.port(), u"/passes"_s)));
    QTRY_COMPARE(breakpoints.held().size(), 1);
    QTRY_COMPARE(passing.outcome(), u"200"_s);
    QVERIFY(!held.isOver());
    const HeldRecord record = breakpoints.held()[0];
    QCOMPARE(added.value(0).value(0).toULongLong(), record.id);
    QCOMPARE(record.method, "GET"_ba);
    QCOMPARE(record.url, u"http://127.0.0.1:%1/held?a"_s.arg(serving.port()));
    QCOMPARE(record.side, server ? TrafficSide::Server : TrafficSide::Client);
    QCOMPARE(record.point, request ? Point::RequestHead : Point::ResponseHead);
    QVERIFY2(record.head.startsWith(request ? "GET /held?a HTTP/1.1\r\n" : "HTTP/1.1 200 OK\r\n"), record.head.constData());
    QVERIFY(record.exchange != 0 && record.since != 0);
    QVERIFY(breakpoints.resume(record.id));
    QVERIFY(breakpoints.held().isEmpty());
    QVERIFY(!breakpoints.resume(record.id));
    QTRY_COMPARE(held.outcome(), u"200"_s);
    QCOMPARE(breakpoints.hits(0), 1);
}

void tst_Breakpoints::editsTheHead()
{
    QString seen;
    Serving serving([&](auto *req, auto *res) {
        seen = req->method() + u' ' + req->url() + u' ' + req->headers().value(u"x-new"_s).toString();
        res->end("x");
    });
    Breakpoints breakpoints;
    Breakpoint breakpoint = at({});
    breakpoint.atResponse = true;
    breakpoints.add(breakpoint);
    Asked asked(get(to(serving.port())));
    QTRY_COMPARE(breakpoints.held().size(), 1);
    QByteArray head = breakpoints.held()[0].head;
    head.replace("\r\n", "\n").replace("GET / ", "PUT /other ").replace("\n\n", "\nX-New: 1\n"); // as a text field has it
    QVERIFY(breakpoints.resume(breakpoints.held()[0].id, head));
    QTRY_COMPARE(breakpoints.held().size(), 1);
    QCOMPARE(seen, u"PUT /other 1"_s);
    QCOMPARE(breakpoints.held()[0].point, Point::ResponseHead);
    head = breakpoints.held()[0].head;
    QVERIFY(breakpoints.resume(breakpoints.held()[0].id, head.replace("200 OK", "418 Teapot")));
    QTRY_COMPARE(asked.outcome(), u"418"_s);
}

void tst_Breakpoints::editsThatAreNone()
{
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    breakpoints.add(at({}));
    Asked asked(get(to(serving.port())));
    QTRY_COMPARE(breakpoints.held().size(), 1);
    const quint64 id = breakpoints.held()[0].id;
    for (const char *nonsense : {"", "\n", "nonsense", "HTTP/1.1 200 OK\r\n\r\n"}) {
        QVERIFY2(!breakpoints.resume(id, nonsense), nonsense);
        QCOMPARE(breakpoints.held().size(), 1); // it still waits
    }
    QVERIFY(breakpoints.resume(id));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

void tst_Breakpoints::verbs()
{
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    breakpoints.add(at({}));
    RawPeer one(serving.port()), two(serving.port());
    one.send(get());
    QTRY_COMPARE(breakpoints.held().size(), 1);
    two.send(get());
    QTRY_COMPARE(breakpoints.held().size(), 2);
    QVERIFY(breakpoints.abort(breakpoints.held()[0].id));
    QTRY_VERIFY(one.isClosed());
    QVERIFY(!one.wasReset());
    QVERIFY(breakpoints.reset(breakpoints.held()[0].id));
    QTRY_VERIFY(two.isClosed());
    QVERIFY(two.wasReset());
}

void tst_Breakpoints::delays()
{
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    breakpoints.add(at({}));
    Asked asked(get(to(serving.port())));
    QTRY_COMPARE(breakpoints.held().size(), 1);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(breakpoints.resumeAfter(breakpoints.held()[0].id, 80ms));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(clock.elapsed() >= 75);
}

void tst_Breakpoints::rulesWithoutAPerson()
{
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    breakpoints.add(at(u"path:/reset"_s, Action::Reset));
    Breakpoint slow = at(u"path:/slow"_s, Action::Delay);
    slow.delay = 50ms;
    breakpoints.add(slow);
    Breakpoint aborted = at(u"status:200 path:/cut"_s, Action::Abort);
    aborted.atRequest = false;
    aborted.atResponse = true;
    breakpoints.add(aborted);
    Asked reset(get(to(serving.port(), u"/reset"_s))), late(get(to(serving.port(), u"/slow"_s))), cut(get(to(serving.port(), u"/cut"_s)));
    QTRY_COMPARE(reset.outcome(), u"ECONNRESET"_s);
    QTRY_COMPARE(late.outcome(), u"200"_s);
    QTRY_COMPARE(cut.outcome(), u"ECONNRESET"_s); // Node's code for "socket hang up"
    QVERIFY(breakpoints.held().isEmpty());
    for (int row = 0; row < 3; ++row)
        QCOMPARE(breakpoints.hits(row), 1);
}

void tst_Breakpoints::filters_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("holds");
    QTest::newRow("all") << QString() << true;
    QTest::newRow("method") << u"method:POST"_s << true;
    QTest::newRow("other method") << u"method:GET"_s << false;
    QTest::newRow("header") << u"header:x-id=7"_s << true;
    QTest::newRow("host") << u"host:127*"_s << true;
    QTest::newRow("side") << u"side:server"_s << true;
    QTest::newRow("status has not come") << u"status:200"_s << false;
    QTest::newRow("combined") << u"(path:/x or path:/y) -header:x-none"_s << true;
}

void tst_Breakpoints::filters()
{
    QFETCH(const QString, filter);
    QFETCH(const bool, holds);
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    breakpoints.add(at(filter));
    Asked asked(get(by(u"POST"_s, with({{"X-Id", "7"}, {"Host", "127.0.0.1"}}, to(serving.port(), u"/x"_s)))));
    QTRY_VERIFY(asked.isOver() || !breakpoints.held().isEmpty());
    QCOMPARE(!breakpoints.held().isEmpty(), holds);
    breakpoints.resumeAll();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

void tst_Breakpoints::problems()
{
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    breakpoints.add(at(u"staus:200"_s));
    QVERIFY(!breakpoints.problem(0).isEmpty());
    Asked asked(get(to(serving.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s); // a breakpoint that means nothing does nothing
    breakpoints.set(0, at(u"method:GET"_s));
    QVERIFY(breakpoints.problem(0).isEmpty());
}

void tst_Breakpoints::switchedOff()
{
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    breakpoints.add(at({}));
    Asked held(get(to(serving.port())));
    QTRY_COMPARE(breakpoints.held().size(), 1);
    breakpoints.setActive(false);
    QTRY_COMPARE(held.outcome(), u"200"_s);
    QVERIFY(!TrafficObserver::isAnybodyObserving());
    Asked free(get(to(serving.port())));
    QTRY_COMPARE(free.outcome(), u"200"_s);
    breakpoints.setActive(true);
    Asked again(get(to(serving.port())));
    QTRY_COMPARE(breakpoints.held().size(), 1);
}

void tst_Breakpoints::disabledAndRemoved()
{
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    QSignalSpy changed(&breakpoints, &Breakpoints::changed);
    Breakpoint breakpoint = at({});
    breakpoint.enabled = false;
    breakpoints.add(breakpoint);
    QCOMPARE(changed.count(), 1);
    Asked first(get(to(serving.port())));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    breakpoint.enabled = true;
    breakpoints.set(0, breakpoint);
    breakpoints.set(0, breakpoint); // nothing new
    QCOMPARE(changed.count(), 2);
    breakpoints.remove(0);
    QCOMPARE(breakpoints.count(), 0);
    Asked second(get(to(serving.port())));
    QTRY_COMPARE(second.outcome(), u"200"_s);
}

void tst_Breakpoints::theClientLeaves()
{
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    breakpoints.add(at({}));
    RawPeer peer(serving.port());
    peer.send(get());
    QTRY_COMPARE(breakpoints.held().size(), 1);
    QSignalSpy changed(&breakpoints, &Breakpoints::heldChanged);
    peer.reset();
    QTRY_COMPARE(breakpoints.held().size(), 0);
    QCOMPARE(changed.count(), 1);
}

void tst_Breakpoints::hits()
{
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    Breakpoints breakpoints;
    Breakpoint breakpoint = at({}, Action::Reset);
    breakpoint.every = 2;
    breakpoint.times = 2;
    breakpoints.add(breakpoint);
    QStringList outcomes;
    for (int i = 0; i < 6; ++i) {
        Asked asked(get(to(serving.port())));
        QTRY_VERIFY(asked.isOver());
        outcomes.append(asked.outcome());
    }
    QCOMPARE(outcomes.join(u' '), u"200 ECONNRESET 200 ECONNRESET 200 200"_s);
    QCOMPARE(breakpoints.hits(0), 2);
}

void tst_Breakpoints::otherThreads()
{
    Breakpoints breakpoints;
    breakpoints.add(at({}));
    std::atomic_int port = 0;
    std::thread thread([&port] {
        QEventLoop loop;
        Serving serving([&](auto *, auto *res) {
            QObject::connect(res, &ServerResponse::closed, &loop, &QEventLoop::quit);
            res->end("x");
        });
        port = serving.port();
        loop.exec();
    });
    QTRY_VERIFY(port > 0);
    Asked asked(get(to(port)));
    QTRY_COMPARE(breakpoints.held().size(), 1);
    QVERIFY(breakpoints.resume(breakpoints.held()[0].id));
    QTRY_COMPARE(asked.status, 200);
    thread.join();
}

void tst_Breakpoints::dies()
{
    Serving serving([&](auto *, auto *res) { res->end("x"); });
    auto breakpoints = std::make_unique<Breakpoints>();
    breakpoints->add(at({}));
    Asked asked(get(to(serving.port())));
    QTRY_COMPARE(breakpoints->held().size(), 1);
    breakpoints.reset();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

QTEST_GUILESS_MAIN(tst_Breakpoints)
#include "tst_breakpoints.moc"
