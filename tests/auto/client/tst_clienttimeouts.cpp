// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Timeouts of requests: section 5.6 of the behaviour reference, and the limits of PhaseTimeouts, which Node does not have.

#include "asking.h"
#include "rawserver.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

// Never finds the name, so that a request stays in its connect phase.
void lookForever(const QString &, int, int, const LookupCallback &) {}

RequestOptions unconnected()
{
    RequestOptions options = to(1);
    options.host = u"nobody.invalid"_s;
    options.lookup = lookForever;
    return options;
}

// When timeoutOccurred() came, in milliseconds since construction; -1: it did not.
class TimeoutClock
{
public:
    explicit TimeoutClock(ClientRequest *request)
    {
        m_timer.start();
        QObject::connect(request, &ClientRequest::timeoutOccurred, request, [this] {
            ++count;
            fired = m_timer.elapsed();
        });
    }
    bool hasPassed(qint64 ms) const { return m_timer.elapsed() >= ms; }

    qint64 fired = -1;
    int count = 0;

private:
    QElapsedTimer m_timer;
};

} // namespace

class tst_ClientTimeouts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void effective_data();
    void effective();
    void optionCoversConnecting();
    void setTimeoutDoesNot();
    void callback();
    void activityPostpones();
    void pooledSocketGetsTheAgents();
    void phases_data();
    void phases();
    void phasesThatPass();
    void totalCoversEverything_data();
    void totalCoversEverything();
};

void tst_ClientTimeouts::effective_data() // S5.98
{
    QTest::addColumn<int>("ofAgent"); // -1: not set
    QTest::addColumn<int>("ofRequest");
    QTest::addColumn<int>("expected"); // -1: never
    QTest::newRow("agent alone") << 80 << -1 << 80;
    QTest::newRow("request wins, longer") << 80 << 240 << 240;
    QTest::newRow("request alone") << -1 << 100 << 100;
    QTest::newRow("request wins, shorter") << 600 << 80 << 80;
    QTest::newRow("request turns it off") << 80 << 0 << -1;
    QTest::newRow("none") << -1 << -1 << -1;
}

void tst_ClientTimeouts::effective()
{
    QFETCH(const int, ofAgent);
    QFETCH(const int, ofRequest);
    QFETCH(const int, expected);
    RawServer server;
    AgentOptions agentOptions;
    if (ofAgent >= 0)
        agentOptions.timeout = milliseconds(ofAgent);
    Agent agent(agentOptions);
    RequestOptions options = over(&agent, server.port());
    if (ofRequest >= 0)
        options.timeout = milliseconds(ofRequest);
    Asked asked(get(options));
    TimeoutClock clock(asked.request);
    if (expected < 0) {
        QTRY_VERIFY(clock.hasPassed(400));
        QCOMPARE(clock.count, 0);
    } else {
        QTRY_COMPARE(clock.count, 1);
        QVERIFY2(clock.fired >= expected - 5 && clock.fired < expected + 250, QByteArray::number(clock.fired).constData());
        QTRY_VERIFY(clock.hasPassed(expected * 3)); // S9.23: once
        QCOMPARE(clock.count, 1);
    }
    QCOMPARE(asked.closes, 0); // S5.97: it only tells
    asked->destroy();
    QTRY_VERIFY(asked.isOver());
}

void tst_ClientTimeouts::optionCoversConnecting() // S5.95
{
    RequestOptions options = unconnected();
    options.timeout = 60ms;
    Asked asked(get(options));
    TimeoutClock clock(asked.request);
    QTRY_COMPARE(clock.count, 1);
    QVERIFY(clock.fired >= 55);
    asked->destroy();
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
}

void tst_ClientTimeouts::setTimeoutDoesNot() // S5.96
{
    Asked connecting(get(unconnected()));
    QCOMPARE(connecting->setTimeout(50ms), connecting.request);
    TimeoutClock never(connecting.request);
    RawServer server;
    Asked connected(get(to(server.port())));
    connected->setTimeout(50ms);
    TimeoutClock clock(connected.request);
    QTRY_COMPARE(clock.count, 1);
    QTRY_VERIFY(never.hasPassed(200));
    QCOMPARE(never.count, 0);
    connecting->destroy();
    connected->destroy();
    QTRY_VERIFY(connecting.isOver() && connected.isOver());
}

void tst_ClientTimeouts::callback() // S5.97, S5.100
{
    RawServer server;
    int called = 0;
    QObject context;
    Asked asked(get(to(server.port())));
    asked->setTimeout(50ms, &context, [&] { ++called; });
    auto *gone = new QObject;
    asked->setTimeout(50ms, gone, [&] { called += 100; });
    delete gone;
    TimeoutClock clock(asked.request);
    QTRY_COMPARE(clock.count, 1);
    QCOMPARE(called, 1);
    asked->destroy();
    QTRY_VERIFY(asked.isOver());

    Asked cleared(get(to(server.port())));
    cleared->setTimeout(50ms);
    QCOMPARE(cleared->clearTimeout(), cleared.request);
    TimeoutClock silent(cleared.request);
    QTRY_VERIFY(silent.hasPassed(200));
    QCOMPARE(silent.count, 0);
    cleared->destroy();
    QTRY_VERIFY(cleared.isOver());
}

void tst_ClientTimeouts::activityPostpones() // S9.22
{
    RawServer server;
    server.handle([](RawPeer *peer, int) {
        RawServer::Script script{"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n"};
        for (int i = 0; i < 20; ++i)
            script += "x"; // one a step of 20 ms
        RawServer::play(peer, script);
    });
    RequestOptions options = to(server.port());
    options.timeout = 200ms;
    Asked asked(get(options));
    TimeoutClock clock(asked.request);
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(clock.count, 0);
    QCOMPARE(asked.body, QByteArray(20, 'x'));
}

void tst_ClientTimeouts::pooledSocketGetsTheAgents() // S5.99
{
    RawServer server({reply()});
    Agent agent(pooling());
    RequestOptions options = over(&agent, server.port());
    options.timeout = 60ms;
    Asked first(get(options));
    int timeouts = 0;
    connect(first.request, &ClientRequest::timeoutOccurred, this, [&] { ++timeouts; });
    QTRY_COMPARE(first.outcome(), u"200"_s);
    Asked second(request(over(&agent, server.port()))); // has none of its own
    TimeoutClock clock(second.request);
    QTRY_VERIFY(clock.hasPassed(250));
    QCOMPARE(clock.count + timeouts, 0);
    second->end();
    QTRY_COMPARE(second.outcome(), u"200"_s);
    QVERIFY(second.reused);
    QCOMPARE(server.connections(), 1);
}

void tst_ClientTimeouts::phases_data()
{
    QTest::addColumn<QString>("phase");
    QTest::newRow("queue") << u"queue"_s;
    QTest::newRow("connect") << u"connect"_s;
    QTest::newRow("tls") << u"tls"_s;
    QTest::newRow("firstByte") << u"firstByte"_s;
    QTest::newRow("idle before a response") << u"idle"_s;
    QTest::newRow("idle in the body") << u"idle"_s;
    QTest::newRow("total") << u"total"_s;
}

void tst_ClientTimeouts::phases()
{
    QFETCH(const QString, phase);
    const bool inBody = QByteArray(QTest::currentDataTag()).endsWith("body");
    RawServer server;
    if (inBody)
        server.answer({"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi"});
    else if (phase == u"total"_s)
        server.answer({"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"});
    Agent agent;
    RequestOptions options = over(&agent, server.port());
    std::unique_ptr<Asked> blocking;
    if (phase == u"queue"_s) {
        agent.setMaxSockets(1);
        blocking = std::make_unique<Asked>(get(over(&agent, server.port())));
        QTRY_COMPARE(server.requests(), 1);
        options.timeouts.queue = 100ms;
    } else if (phase == u"connect"_s) {
        options = unconnected();
        options.timeouts.connect = 100ms;
    } else if (phase == u"tls"_s) {
        options = to(server.port());
        options.protocol = u"https:"_s;
        options.timeouts.tls = 100ms;
    } else if (phase == u"firstByte"_s) {
        options.timeouts.firstByte = 100ms;
    } else if (phase == u"idle"_s) {
        options.timeouts.idle = 100ms;
    } else {
        options.timeouts.total = 150ms;
    }
    QElapsedTimer timer;
    timer.start();
    Asked asked(get(options));
    int notifications = 0;
    connect(asked.request, &ClientRequest::timeoutOccurred, this, [&] { ++notifications; });
    QTRY_VERIFY(asked.isOver());
    QVERIFY2(timer.elapsed() >= 95 && timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(asked.error.code(), u"ETIMEDOUT"_s);
    QCOMPARE(asked.error.reason(), phase);
    QCOMPARE(asked.errors, 1);
    QCOMPARE(asked.responses, inBody || phase == u"total"_s ? 1 : 0);
    QVERIFY(!asked.complete);
    QCOMPARE(asked.aborts, asked.responses);
    QCOMPARE(notifications, 0);
    if (blocking) {
        QCOMPARE(blocking->closes, 0);
        server.connection()->send(reply());
        QTRY_COMPARE(blocking->outcome(), u"200"_s);
    }
    QTRY_COMPARE(server.open(), 0);
}

void tst_ClientTimeouts::phasesThatPass() // nothing happens when every phase is short enough, on a new and a used connection
{
    RawServer server({RawServer::Nothing, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", "ab", "cd"});
    Agent agent(pooling(1));
    RequestOptions options = over(&agent, server.port());
    options.timeouts = {2s, 2s, 2s, 2s, 2s, 4s};
    Asked first(get(options)), second(get(options));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    QTRY_COMPARE(second.outcome(), u"200"_s);
    QCOMPARE(server.connections(), 1);
    QCOMPARE(agent.totalSocketCount(), 1);

    options.timeouts = {};
    options.timeouts.idle = options.timeouts.total = 50ms; // is over before the next does anything
    server.answer({reply()});
    Asked third(get(options));
    QTRY_COMPARE(third.outcome(), u"200"_s);
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(timer.elapsed() > 150);
    Asked fourth(get(over(&agent, server.port())));
    QTRY_COMPARE(fourth.outcome(), u"200"_s);
    QVERIFY(fourth.reused); // limits of one request leave the connection alone
}

void tst_ClientTimeouts::totalCoversEverything_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"queue", "lookup", "unsent", "waiting"})
        QTest::newRow(where) << QString::fromLatin1(where);
}

void tst_ClientTimeouts::totalCoversEverything()
{
    QFETCH(const QString, where);
    RawServer server;
    Agent agent;
    std::unique_ptr<Asked> blocking;
    RequestOptions options = over(&agent, server.port());
    if (where == u"queue"_s) {
        agent.setMaxSockets(1);
        blocking = std::make_unique<Asked>(get(over(&agent, server.port())));
    } else if (where == u"lookup"_s) {
        options = unconnected();
    }
    options.timeouts.total = 80ms;
    Asked asked(request(options));
    if (where != u"unsent"_s)
        asked->end();
    QTRY_COMPARE(asked.outcome(), u"ETIMEDOUT"_s);
    QCOMPARE(asked.error.reason(), u"total"_s);
}

QTEST_GUILESS_MAIN(tst_ClientTimeouts)
#include "tst_clienttimeouts.moc"
