// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Exchanges that wait at a head: breakpoints for people, faults for tests.

#include "asking.h"
#include "rawpeer.h"
#include "rawserver.h"
#include "serving.h"
#include "trafficlog.h"

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qtest.h>

#include <thread>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Point = HeldExchange::Point;

Q_DECLARE_METATYPE(NodeHttp::TrafficSide)
Q_DECLARE_METATYPE(NodeHttp::HeldExchange::Point)

namespace {

// Holds what comes at one of the four places.
void holdAt(TrafficLog *log, TrafficSide side, Point point)
{
    log->onHold = [side, point](const HeldExchange &held) { return held.side() == side && held.point() == point; };
}

// Gives what should not happen the time to happen.
void settle()
{
    QElapsedTimer clock;
    clock.start();
    (void)QTest::qWaitFor([&] { return clock.elapsed() > 50; });
}

void addPlaces()
{
    QTest::addColumn<TrafficSide>("side");
    QTest::addColumn<Point>("point");
    QTest::newRow("client, request") << TrafficSide::Client << Point::RequestHead;
    QTest::newRow("server, request") << TrafficSide::Server << Point::RequestHead;
    QTest::newRow("server, response") << TrafficSide::Server << Point::ResponseHead;
    QTest::newRow("client, response") << TrafficSide::Client << Point::ResponseHead;
}

} // namespace

class tst_Holding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resumed_data() { addPlaces(); }
    void resumed();
    void edited_data() { addPlaces(); }
    void edited();
    void aborted_data() { addPlaces(); }
    void aborted();
    void reset_data() { addPlaces(); }
    void reset();
    void delayed_data() { addPlaces(); }
    void delayed();
    void decidedInside();
    void droppedHandle_data() { addPlaces(); }
    void droppedHandle();
    void observerStops_data() { addPlaces(); }
    void observerStops();
    void fromAnotherThread();
    void largeBodies_data() { addPlaces(); }
    void largeBodies();
    void orderOfPipeline();
    void orderOfAnswers();
    void callbacksOfWrites();
    void serverClosesMeanwhile();
    void clientLeavesMeanwhile();
    void nonsenseBehindAHeldRequest();
    void serverDrainsMeanwhile();
    void requestDestroyedMeanwhile_data() { addPlaces(); }
    void requestDestroyedMeanwhile();
    void nullHandle();
};

void tst_Holding::resumed()
{
    QFETCH(const TrafficSide, side);
    QFETCH(const Point, point);
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, side, point);
    int requests = 0;
    Serving server([&](auto *, auto *res) {
        ++requests;
        res->end("x");
    });
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(log.held.size(), 1);
    settle();
    QCOMPARE(asked.responses, 0);
    QCOMPARE(requests, point == Point::RequestHead ? 0 : 1);
    HeldExchange held = log.held.takeFirst();
    QVERIFY(held.isWaiting());
    QCOMPARE(held.head().isRequest(), point == Point::RequestHead);
    QCOMPARE(log.exchange(side).facts.id, held.exchange());
    QVERIFY(held.resume());
    QVERIFY(!held.isWaiting() && !held.resume() && !held.abort());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(asked.body, "x"_ba);
}

void tst_Holding::edited()
{
    QFETCH(const TrafficSide, side);
    QFETCH(const Point, point);
    TrafficLog log(TrafficLog::kAll);
    log.onHold = [=](HeldExchange held) {
        if (held.side() != side || held.point() != point)
            return false;
        TrafficHead head = held.head();
        if (point == Point::RequestHead)
            head.target = "/edited-and-longer";
        else
            head.statusCode = 503;
        head.setHeader("X-Edited", "yes");
        return held.resume(head);
    };
    QString url, mark;
    Serving server([&](auto *req, auto *res) {
        url = req->url();
        mark = QString::fromLatin1(req->header("x-edited"));
        req->pipe(res);
    });
    Agent agent(pooling());
    ClientRequest *made = request(by(u"POST"_s, over(&agent, server.port())));
    made->end("a body");
    Asked asked(made);
    QTRY_VERIFY(asked.isOver());
    QCOMPARE(asked.outcome(), point == Point::RequestHead ? u"200"_s : u"503"_s);
    QCOMPARE(asked.body, "a body"_ba);
    QCOMPARE(url, point == Point::RequestHead ? u"/edited-and-longer"_s : u"/"_s);
    QCOMPARE(point == Point::RequestHead ? mark : asked.headers.value(u"x-edited"_s).toString(), u"yes"_s);
    QCOMPARE(agent.totalSocketCount(), 1); // the connection went on

    log.onHold = nullptr;
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.outcome(), u"200"_s);
}

void tst_Holding::aborted()
{
    QFETCH(const TrafficSide, side);
    QFETCH(const Point, point);
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, side, point);
    Serving server([&](auto *, auto *res) { res->end("x"); });
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(log.held.size(), 1);
    QVERIFY(log.held.takeFirst().abort());
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
    QCOMPARE(asked.error.message(), u"socket hang up"_s);
    QTRY_COMPARE(log.over(TrafficSide::Server), log.count(TrafficSide::Server));
    QTRY_COMPARE(log.over(TrafficSide::Client), 1);
}

void tst_Holding::reset()
{
    QFETCH(const TrafficSide, side);
    QFETCH(const Point, point);
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, side, point);
    if (side == TrafficSide::Server) { // the client's view
        Serving server([&](auto *, auto *res) { res->end("x"); });
        RawPeer peer(server.port());
        peer.send(get());
        QTRY_COMPARE(log.held.size(), 1);
        QVERIFY(log.held.takeFirst().reset());
        QTRY_VERIFY(peer.isClosed());
        QVERIFY(peer.wasReset());
        return;
    }
    RawServer server({"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"});
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(log.held.size(), 1);
    QTRY_VERIFY(server.connection());
    QVERIFY(log.held.takeFirst().reset());
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
    QTRY_VERIFY(server.connection()->isClosed());
    QVERIFY(server.connection()->wasReset());
}

void tst_Holding::delayed()
{
    QFETCH(const TrafficSide, side);
    QFETCH(const Point, point);
    TrafficLog log(TrafficLog::kAll);
    log.onHold = [=](HeldExchange held) { return held.side() == side && held.point() == point && held.resumeAfter(100ms); };
    Serving server([&](auto *, auto *res) { res->end("x"); });
    QElapsedTimer clock;
    clock.start();
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(clock.elapsed() >= 95);
}

void tst_Holding::decidedInside()
{
    TrafficLog log(TrafficLog::kAll);
    int asks = 0;
    log.onHold = [&](HeldExchange held) {
        ++asks;
        return held.resume();
    };
    Serving server([&](auto *, auto *res) { res->end("x"); });
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(asks, 4);
}

void tst_Holding::droppedHandle()
{
    QFETCH(const TrafficSide, side);
    QFETCH(const Point, point);
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, side, point);
    Serving server([&](auto *, auto *res) { res->end("x"); });
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(log.held.size(), 1);
    log.held.clear();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

void tst_Holding::observerStops()
{
    QFETCH(const TrafficSide, side);
    QFETCH(const Point, point);
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, side, point);
    Serving server([&](auto *, auto *res) { res->end("x"); });
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(log.held.size(), 1);
    log.stop();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(!log.held.constFirst().isWaiting());
}

void tst_Holding::fromAnotherThread()
{
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, TrafficSide::Server, Point::ResponseHead);
    Serving server([&](auto *, auto *res) { res->end("x"); });
    for (int i = 0; i < 50; ++i) {
        Asked asked(get(to(server.port())));
        QTRY_COMPARE(log.held.size(), 1);
        std::thread other([held = log.held.takeFirst()]() mutable { held.resume(); });
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        other.join();
    }
}

void tst_Holding::largeBodies()
{
    QFETCH(const TrafficSide, side);
    QFETCH(const Point, point);
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, side, point);
    const QByteArray body(3 * 1024 * 1024 + 7, 'b');
    Serving server([&](auto *req, auto *res) { req->pipe(res); });
    ClientRequest *made = request(by(u"POST"_s, to(server.port())));
    made->end(body);
    Asked asked(made);
    QTRY_COMPARE(log.held.size(), 1);
    settle();
    QVERIFY(log.held.takeFirst().resume());
    QTRY_VERIFY(asked.isOver());
    QCOMPARE(asked.body.size(), body.size());
    QCOMPARE(asked.body, body);
}

void tst_Holding::orderOfPipeline()
{
    TrafficLog log(TrafficLog::kAll);
    log.onHold = [](const HeldExchange &held) { return held.point() == Point::RequestHead && held.head().target != "/2"; };
    QStringList dispatched;
    Serving server([&](auto *req, auto *res) {
        dispatched.append(req->url());
        res->end(req->url().toLatin1());
    });
    RawPeer peer(server.port());
    peer.send(get("/1") + get("/2") + get("/3"));
    QTRY_COMPARE(log.held.size(), 1);
    settle();
    QVERIFY(dispatched.isEmpty()); // a request behind one that is held has to wait
    QVERIFY(log.held.takeFirst().resume());
    QTRY_COMPARE(dispatched, QStringList({u"/1"_s, u"/2"_s}));
    QTRY_COMPARE(log.held.size(), 1);
    QVERIFY(log.held.takeFirst().resume());
    QTRY_VERIFY(peer.received().endsWith("/3"));
}

void tst_Holding::orderOfAnswers()
{
    TrafficLog log(TrafficLog::kAll);
    log.onHold = [](const HeldExchange &held) { return held.point() == Point::ResponseHead; };
    Serving server([&](auto *req, auto *res) { res->end(req->url().toLatin1()); });
    RawPeer peer(server.port());
    peer.send(get("/1") + get("/2") + get("/3"));
    QTRY_COMPARE(log.held.size(), 3);
    QVERIFY(log.held[2].resume()); // not its turn yet
    settle();
    QVERIFY(peer.received().isEmpty());
    TrafficHead head = log.held[1].head();
    head.setHeader("X-Edited", "yes");
    QVERIFY(log.held[1].resume(head));
    settle();
    QVERIFY(peer.received().isEmpty());
    QVERIFY(log.held[0].resume());
    QTRY_VERIFY(peer.received().endsWith("/3"));
    const QByteArray all = peer.received();
    QVERIFY(all.indexOf("/1") < all.indexOf("X-Edited") && all.indexOf("X-Edited") < all.indexOf("/2"));
    QCOMPARE(all.count("HTTP/1.1 200 OK"), 3);
    QTRY_COMPARE(log.over(TrafficSide::Server), 3);
}

void tst_Holding::callbacksOfWrites()
{
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, TrafficSide::Server, Point::ResponseHead);
    int written = 0, ended = 0;
    Serving server([&](auto *, auto *res) {
        res->write("a", res, [&](const Error &error) { written += !error; });
        res->end("b", res, [&](const Error &error) { ended += !error; });
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(log.held.size(), 1);
    settle();
    QCOMPARE(written + ended, 0);
    TrafficHead head = log.held.first().head();
    head.setHeader("X-Longer", QByteArray(5000, 'x'));
    QVERIFY(log.held.takeFirst().resume(head));
    QTRY_COMPARE(ended, 1);
    QCOMPARE(written, 1);
    QTRY_COMPARE(chunksJoined(peer.received()), "ab"_ba);
}

// A response that was held is not lost because its server has closed the connection in the meantime.
void tst_Holding::serverClosesMeanwhile()
{
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, TrafficSide::Client, Point::ResponseHead);
    RawServer server({"HTTP/1.1 200 OK\r\n\r\nuntil the end", RawServer::Fin});
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(log.held.size(), 1);
    settle();
    QVERIFY(log.held.takeFirst().resume());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(asked.body, "until the end"_ba);
}

void tst_Holding::clientLeavesMeanwhile()
{
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, TrafficSide::Server, Point::RequestHead);
    int requests = 0;
    Serving server([&](auto *, auto *) { ++requests; });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(log.held.size(), 1);
    peer.reset();
    QTRY_COMPARE(log.over(TrafficSide::Server), 1);
    QVERIFY(!log.held.constFirst().isWaiting());
    QVERIFY(!log.held[0].resume());
    QCOMPARE(requests, 0);
    QTRY_COMPARE(server.connections(), 0);
}

void tst_Holding::nonsenseBehindAHeldRequest()
{
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, TrafficSide::Server, Point::RequestHead);
    int requests = 0;
    Serving server([&](auto *, auto *) { ++requests; });
    RawPeer peer(server.port());
    peer.send(get("/1") + get("/2") + "nonsense\r\n\r\n");
    QTRY_VERIFY(peer.received().startsWith("HTTP/1.1 400 "));
    QTRY_COMPARE(log.over(TrafficSide::Server), 2);
    QCOMPARE(log.held.size(), 1);
    QVERIFY(!log.held.first().resume());
    peer.close();
    QTRY_COMPARE(server.connections(), 0);
    QCOMPARE(requests, 0);
}

void tst_Holding::serverDrainsMeanwhile() // what is held is still owed
{
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, TrafficSide::Server, Point::ResponseHead);
    Serving server([&](auto *, auto *res) { res->end("x"); });
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(log.held.size(), 1);
    bool drained = false;
    connect(&server, &Server::drainCompleted, this, [&] { drained = true; });
    server.drain(5s);
    settle();
    QVERIFY(!drained);
    QVERIFY(log.held.takeFirst().resume());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QTRY_VERIFY(drained);
}

void tst_Holding::requestDestroyedMeanwhile()
{
    QFETCH(const TrafficSide, side);
    QFETCH(const Point, point);
    TrafficLog log(TrafficLog::kAll);
    holdAt(&log, side, point);
    Serving server([&](auto *, auto *res) { res->end("x"); });
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(log.held.size(), 1);
    asked.request->destroy();
    QTRY_VERIFY(asked.isOver());
    if (side == TrafficSide::Client) {
        QTRY_VERIFY(!log.held.constFirst().isWaiting());
        QVERIFY(!log.held[0].abort());
    }
    log.held.clear(); // a server still owes its answer to a client that only stopped sending
    QTRY_COMPARE(server.connections(), 0);
}

void tst_Holding::nullHandle()
{
    HeldExchange null;
    QVERIFY(null.isNull() && !null.isWaiting() && !null.resume() && !null.abort() && !null.reset() && !null.resumeAfter(1ms));
    QCOMPARE(null.exchange(), 0u);
    QVERIFY(!null.resume(null.head()));
}

QTEST_GUILESS_MAIN(tst_Holding)
#include "tst_holding.moc"
