// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Connections that wait in an Agent: how long, and what ends them (section 6.5 of the behaviour reference).

#include "asking.h"
#include "rawserver.h"

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

using Script = RawServer::Script;
using Act = std::function<void(RawPeer *)>;
Q_DECLARE_METATYPE(Act)

class tst_AgentIdle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void idleTimeout();
    void timeoutWhileBusy();
    void keepAliveHint_data();
    void keepAliveHint();
    void endsWhileIdle_data();
    void endsWhileIdle();
    void endsInTheMiddleOfTheList();
    void closesWhenReused_data();
    void closesWhenReused();
    void bytesBehindTheResponse();
    void interimWhileIdle();
    void differentNames();
};

void tst_AgentIdle::idleTimeout() // S6.33
{
    RawServer server({reply()});
    AgentOptions options = pooling();
    options.timeout = milliseconds(100);
    Agent agent(options);
    QElapsedTimer timer;
    Asked asked(get(over(&agent, server.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    timer.start();
    QCOMPARE(agent.totalSocketCount(), 1);
    QTRY_COMPARE(agent.totalSocketCount(), 0);
    QVERIFY2(timer.elapsed() >= 80 && timer.elapsed() < 500, QByteArray::number(timer.elapsed()).constData());
    QVERIFY(agent.freeSockets().isEmpty());
    QTRY_COMPARE(server.open(), 0);
}

void tst_AgentIdle::timeoutWhileBusy() // S6.33: then it only tells the request
{
    RawServer server;
    AgentOptions options = pooling();
    options.timeout = milliseconds(60);
    Agent agent(options);
    Asked asked(get(over(&agent, server.port())));
    QSignalSpy timeouts(asked.request, &ClientRequest::timeoutOccurred);
    QTRY_COMPARE(timeouts.size(), 1);
    QCOMPARE(asked.closes, 0);
    QCOMPARE(agent.totalSocketCount(), 1);
    server.connection()->send(reply());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QTRY_COMPARE(agent.totalSocketCount(), 0);
}

void tst_AgentIdle::keepAliveHint_data() // S6.27
{
    QTest::addColumn<QByteArray>("hint");
    QTest::addColumn<int>("timeout"); // of the agent; -1: none
    QTest::addColumn<int>("buffer");
    QTest::addColumn<int>("lives");   // ms; 0: is not pooled, -1: longer than the test looks
    QTest::newRow("no hint") << ""_ba << 3000 << 1000 << -1;
    QTest::newRow("longer than the agent's") << "timeout=5"_ba << 150 << 1000 << 150;
    QTest::newRow("shorter") << "timeout=1"_ba << 3000 << 850 << 150;
    QTest::newRow("shorter, with max") << "timeout=1, max=10"_ba << 3000 << 850 << 150;
    QTest::newRow("nothing left") << "timeout=1"_ba << 3000 << 1000 << 0;
    QTest::newRow("zero") << "timeout=0"_ba << 3000 << 1000 << 0;
    QTest::newRow("nothing left, agent without a timeout") << "timeout=1"_ba << -1 << 1000 << 0;
    QTest::newRow("agent without a timeout") << "timeout=1"_ba << -1 << 850 << -1;
    QTest::newRow("not at the start") << "max=5, timeout=1"_ba << 3000 << 1000 << -1;
    QTest::newRow("upper case") << "Timeout=1"_ba << 3000 << 1000 << -1;
    QTest::newRow("no number") << "timeout=x"_ba << 3000 << 1000 << -1;
}

void tst_AgentIdle::keepAliveHint()
{
    QFETCH(const QByteArray, hint);
    QFETCH(const int, timeout);
    QFETCH(const int, buffer);
    QFETCH(const int, lives);
    RawServer server({reply("ok", hint.isEmpty() ? hint : "Keep-Alive: " + hint + "\r\n")});
    AgentOptions options = pooling();
    if (timeout >= 0)
        options.timeout = milliseconds(timeout);
    options.agentKeepAliveTimeoutBuffer = milliseconds(buffer);
    Agent agent(options);
    Asked asked(get(over(&agent, server.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(agent.freeSockets().isEmpty(), lives == 0);
    QTRY_VERIFY(agent.totalSocketCount() == 0 || timer.elapsed() > 800);
    const qint64 lived = timer.elapsed();
    if (lives < 0)
        QCOMPARE(agent.totalSocketCount(), 1);
    else
        QVERIFY2(lived >= lives * 3 / 4 && lived < 750, QByteArray::number(lived).constData());
}

void tst_AgentIdle::endsWhileIdle_data() // S6.35, S6.40: it leaves the pool at the first sign
{
    QTest::addColumn<Act>("act");
    QTest::newRow("FIN") << Act([](RawPeer *peer) { peer->halfClose(); });
    QTest::newRow("close") << Act([](RawPeer *peer) { peer->close(); });
    QTest::newRow("RST") << Act([](RawPeer *peer) { peer->reset(); });
    QTest::newRow("a response nobody asked for") << Act([](RawPeer *peer) { peer->send(reply("evil")); });
    QTest::newRow("408 before it closes") << Act([](RawPeer *peer) {
        peer->send("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
        peer->halfClose();
    });
    QTest::newRow("one byte") << Act([](RawPeer *peer) { peer->send("x"); });
    QTest::newRow("an empty line") << Act([](RawPeer *peer) { peer->send("\r\n"); });
}

void tst_AgentIdle::endsWhileIdle()
{
    QFETCH(const Act, act);
    RawServer server({reply()});
    Agent agent(pooling());
    QStringList reasons;
    connect(&agent, &Agent::socketRemoved, this, [&](QIODevice *, const QString &reason) { reasons.append(reason); });
    Asked first(get(over(&agent, server.port())));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    QCOMPARE(agent.totalSocketCount(), 1);
    act(server.connection());
    QTRY_COMPARE(agent.totalSocketCount(), 0);
    QVERIFY(agent.freeSockets().isEmpty());
    QCOMPARE(reasons.size(), 1);
    QTRY_COMPARE(server.open(), 0);
    Asked second(get(over(&agent, server.port())));
    QTRY_COMPARE(second.outcome(), u"200"_s);
    QCOMPARE(second.body, "ok"_ba);
    QVERIFY(!second.reused);
    QCOMPARE(first.errors, 0);
}

void tst_AgentIdle::endsInTheMiddleOfTheList() // S6.38
{
    RawServer server;
    QList<RawPeer *> waiting;
    server.handle([&](RawPeer *peer, int) { waiting.append(peer); });
    Agent agent(pooling());
    Asked a(get(over(&agent, server.port()))), b(get(over(&agent, server.port()))), c(get(over(&agent, server.port())));
    QTRY_COMPARE(waiting.size(), 3);
    for (RawPeer *peer : waiting)
        peer->send(reply());
    QTRY_VERIFY(a.isOver() && b.isOver() && c.isOver());
    const QString name = agent.freeSockets().firstKey();
    QCOMPARE(agent.freeSockets().value(name).size(), 3);
    waiting[1]->reset();
    QTRY_COMPARE(agent.freeSockets().value(name).size(), 2);
    waiting.clear();
    Asked d(get(over(&agent, server.port()))), e(get(over(&agent, server.port())));
    QTRY_COMPARE(waiting.size(), 2);
    for (RawPeer *peer : waiting)
        peer->send(reply());
    QTRY_VERIFY(d.isOver() && e.isOver());
    QVERIFY(d.reused && e.reused && d.errors + e.errors == 0);
    QCOMPARE(server.connections(), 3);
}

void tst_AgentIdle::closesWhenReused_data() // S6.36: told, and never sent again
{
    QTest::addColumn<Script>("script");
    QTest::newRow("FIN") << Script{RawServer::Fin};
    QTest::newRow("RST") << Script{RawServer::Reset};
}

void tst_AgentIdle::closesWhenReused()
{
    QFETCH(const Script, script);
    RawServer server;
    server.answers({{reply()}, script, {reply("third")}});
    Agent agent(pooling());
    Asked first(get(over(&agent, server.port())));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    Asked second(get(over(&agent, server.port())));
    QTRY_COMPARE(second.outcome(), u"ECONNRESET"_s);
    QVERIFY(second.reused);
    QCOMPARE(server.requests(), 2);
    Asked third(get(over(&agent, server.port())));
    QTRY_COMPARE(third.body, "third"_ba);
    QVERIFY(!third.reused);
}

void tst_AgentIdle::bytesBehindTheResponse() // S5.77: they must never answer the request that waits
{
    RawServer server;
    server.answers({{reply("good") + reply("evil")}, {reply("good")}});
    Agent agent(pooling(1));
    Asked first(get(over(&agent, server.port()))), second(get(over(&agent, server.port())));
    QTRY_VERIFY(first.isOver() && second.isOver());
    QCOMPARE(first.outcome(), u"200"_s);
    QCOMPARE(second.outcome(), u"200"_s);
    QCOMPARE(first.body + second.body, "goodgood"_ba);
    QCOMPARE(server.connections(), 2);
}

void tst_AgentIdle::interimWhileIdle() // a late 1xx is a stray byte like any other
{
    RawServer server({reply()});
    Agent agent(pooling());
    Asked first(get(over(&agent, server.port())));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    server.connection()->send("HTTP/1.1 100 Continue\r\n\r\n");
    QTRY_COMPARE(agent.totalSocketCount(), 0);
}

void tst_AgentIdle::differentNames() // S6.6: names are compared as text
{
    RawServer server({reply()});
    Agent agent(pooling());
    RequestOptions named = over(&agent, server.port());
    named.host = u"localhost"_s;
    named.family = 4;
    Asked first(get(over(&agent, server.port())));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    Asked second(get(named));
    QTRY_COMPARE(second.outcome(), u"200"_s);
    QVERIFY(!second.reused);
    QCOMPARE(agent.freeSockets().size(), 2);
}

QTEST_GUILESS_MAIN(tst_AgentIdle)
#include "tst_agentidle.moc"
