// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// Five-5: what each Agent's pools hold, how often connections were reused, and why they went.

#include "asking.h"
#include "serving.h"

#include "inspector/poolrecorder.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <thread>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

using SocketState = PoolSocket::State;

class tst_PoolRecorder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lifeOfAConnection();
    void queues();
    void namesAndAgents();
    void countdown();
    void reasons_data();
    void reasons();
    void forgetsTheGone();
    void clears();
    void otherThreads();
    void connectionsFromBefore();
};

void tst_PoolRecorder::lifeOfAConnection() // five 5
{
    Serving server([](auto *req, auto *res) {
        if (req->url() == "/last"_L1)
            res->setHeader("Connection", "close");
        res->end("x");
    });
    PoolRecorder pools;
    QSignalSpy changed(&pools, &PoolRecorder::changed);
    pools.start();
    Agent agent(pooling());
    for (int i = 1; i <= 3; ++i) {
        Asked asked(get(over(&agent, server.port())));
        QTRY_VERIFY(asked.isOver());
        QTRY_VERIFY(pools.groups().size() == 1 && pools.groups()[0].idle == 1);
        const PoolGroup &group = pools.groups()[0];
        QCOMPARE(group.sockets.size(), 1);
        QCOMPARE(group.sockets[0].state, SocketState::Idle);
        QCOMPARE(group.sockets[0].uses, i);
        QVERIFY(group.sockets[0].connection != 0 && group.sockets[0].exchange != 0);
        QVERIFY(group.sockets[0].opened <= group.sockets[0].since);
        QCOMPARE(group.sockets[0].address, u"127.0.0.1:%1"_s.arg(server.port()));
    }
    Asked last(get(over(&agent, server.port(), u"/last"_s)));
    QTRY_VERIFY(last.isOver());
    QTRY_COMPARE(pools.groups()[0].removed, 1);
    const PoolGroup &group = pools.groups()[0];
    QCOMPARE(group.name, agent.getName(to(server.port())));
    QCOMPARE(group.opened, 1);
    QCOMPARE(group.reused, 3);
    QCOMPARE(group.busy + group.idle + group.waiting, 0);
    QCOMPARE(group.sockets[0].state, SocketState::Removed);
    QCOMPARE(group.sockets[0].uses, 4);
    QVERIFY(!group.sockets[0].reason.isEmpty());
    QCOMPARE(group.reasons, (QMap<QString, int>{{group.sockets[0].reason, 1}}));
    const qint64 age = group.sockets[0].age(PoolRecorder::clock());
    QVERIFY(age > 0);
    QCOMPARE(group.sockets[0].age(PoolRecorder::clock()), age); // it does not grow older
    QVERIFY(changed.count() > 0);
}

void tst_PoolRecorder::queues()
{
    QList<ServerResponse *> open;
    Serving server([&](auto *, auto *res) { open.append(res); });
    PoolRecorder pools;
    pools.start();
    Agent agent(pooling(1));
    Asked first(get(over(&agent, server.port()))), second(get(over(&agent, server.port()))), third(get(over(&agent, server.port())));
    QTRY_COMPARE(open.size(), 1);
    QTRY_VERIFY(pools.groups().size() == 1 && pools.groups()[0].waiting == 2);
    QCOMPARE(pools.groups()[0].busy, 1);
    open.takeFirst()->end();
    QTRY_COMPARE(open.size(), 1);
    QTRY_COMPARE(pools.groups()[0].waiting, 1);
    open.takeFirst()->end();
    QTRY_COMPARE(open.size(), 1);
    open.takeFirst()->end();
    QTRY_VERIFY(first.isOver() && second.isOver() && third.isOver());
    QTRY_COMPARE(pools.groups()[0].idle, 1);
    QCOMPARE(pools.groups()[0].queued, 2);
    QCOMPARE(pools.groups()[0].mostWaiting, 2);
    QCOMPARE(pools.groups()[0].opened, 1);
    QCOMPARE(pools.groups()[0].reused, 2);
}

void tst_PoolRecorder::namesAndAgents()
{
    Serving one([](auto *, auto *res) { res->end(); }), two([](auto *, auto *res) { res->end(); });
    PoolRecorder pools;
    pools.start();
    Agent plain(pooling()), named(pooling());
    named.setObjectName(u"downloads"_s);
    Asked a(get(over(&plain, one.port()))), b(get(over(&plain, two.port()))), c(get(over(&named, one.port())));
    QTRY_VERIFY(a.isOver() && b.isOver() && c.isOver());
    QTRY_COMPARE(pools.groups().size(), 3);
    QCOMPARE(pools.groups()[0].agentName, u"Agent 1"_s);
    QCOMPARE(pools.groups()[1].agentName, u"Agent 1"_s);
    QCOMPARE(pools.groups()[2].agentName, u"downloads"_s);
    QVERIFY(pools.groups()[0].name != pools.groups()[1].name);
    QCOMPARE(pools.groups()[0].name, pools.groups()[2].name);
    QVERIFY(pools.groups()[0].agent != pools.groups()[2].agent);
}

void tst_PoolRecorder::countdown()
{
    PoolSocket socket;
    socket.state = SocketState::Idle;
    socket.since = 1000000000;
    socket.idleTimeout = 4000;
    QCOMPARE(socket.left(1000000000), 4000);
    QCOMPARE(socket.left(2500000000), 2500);
    QCOMPARE(socket.left(9000000000), 0);
    socket.idleTimeout = 0;
    QCOMPARE(socket.left(1000000000), -1);

    Serving server([](auto *, auto *res) { res->end(); }); // says Keep-Alive: timeout=5
    PoolRecorder pools;
    pools.start();
    Agent agent(pooling());
    Asked asked(get(over(&agent, server.port())));
    QTRY_VERIFY(asked.isOver());
    QTRY_VERIFY(!pools.groups().isEmpty() && pools.groups()[0].idle == 1);
    QCOMPARE(pools.groups()[0].sockets[0].idleTimeout, 5000);
    const qint64 left = pools.groups()[0].sockets[0].left(PoolRecorder::clock());
    QVERIFY(left > 0 && left <= 5000);
}

void tst_PoolRecorder::reasons_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::newRow("idle timeout") << "timeout"_ba;
    QTest::newRow("destroyed") << "destroy"_ba;
    QTest::newRow("server") << "server"_ba;
}

void tst_PoolRecorder::reasons()
{
    QFETCH(const QByteArray, how);
    Serving server([](auto *, auto *res) { res->end(); });
    PoolRecorder pools;
    pools.start();
    AgentOptions options = pooling();
    if (how == "timeout")
        options.timeout = std::chrono::milliseconds(50);
    Agent agent(options);
    Asked asked(get(over(&agent, server.port())));
    QTRY_VERIFY(asked.isOver());
    QTRY_VERIFY(!pools.groups().isEmpty() && pools.groups()[0].idle + pools.groups()[0].removed == 1);
    if (how == "destroy")
        agent.destroyIdle();
    if (how == "server")
        server.closeAllConnections();
    QTRY_COMPARE(pools.groups()[0].removed, 1);
    const QString reason = pools.groups()[0].reasons.firstKey();
    QVERIFY2(how != "timeout" || reason.contains("timeout"_L1), qPrintable(reason));
    QVERIFY2(how != "server" || reason.contains("closed"_L1), qPrintable(reason));
    QVERIFY(!reason.isEmpty());
}

void tst_PoolRecorder::forgetsTheGone()
{
    Serving server([](auto *, auto *res) { res->end(); });
    PoolRecorder pools;
    pools.start();
    Agent agent(pooling(0, false)); // a connection for each request
    std::vector<std::unique_ptr<Asked>> all;
    for (int i = 0; i < 60; ++i)
        all.push_back(std::make_unique<Asked>(get(over(&agent, server.port()))));
    QTRY_VERIFY(std::all_of(all.cbegin(), all.cend(), [](const auto &asked) { return asked->isOver(); }));
    QTRY_COMPARE(pools.groups()[0].removed, 60);
    QCOMPARE(pools.groups()[0].sockets.size(), PoolRecorder::kGone);
}

void tst_PoolRecorder::clears()
{
    Serving server([](auto *, auto *res) { res->end(); }), other([](auto *, auto *res) { res->end(); });
    PoolRecorder pools;
    pools.start();
    Agent keeping(pooling()), closing(pooling(0, false));
    Asked kept(get(over(&keeping, server.port()))), closed(get(over(&closing, other.port())));
    QTRY_VERIFY(kept.isOver() && closed.isOver());
    QTRY_VERIFY(pools.groups().size() == 2 && pools.groups()[1].removed == 1 && pools.groups()[0].idle == 1);
    pools.clear();
    QCOMPARE(pools.groups().size(), 1);
    QCOMPARE(pools.groups()[0].opened, 0);
    QCOMPARE(pools.groups()[0].sockets.size(), 1); // it is still there
    pools.stop();
    QVERIFY(!pools.isRecording());
}

void tst_PoolRecorder::otherThreads()
{
    Serving server([](auto *, auto *res) { res->end(); });
    PoolRecorder pools;
    pools.start();
    const int port = server.port();
    std::thread thread([port] {
        QEventLoop loop;
        Agent agent(pooling());
        ClientRequest *request = get(over(&agent, port));
        QObject::connect(request, &ClientRequest::closed, &loop, &QEventLoop::quit);
        loop.exec();
    });
    QTRY_VERIFY(!pools.groups().isEmpty() && pools.groups()[0].removed == 1); // its agent is gone
    thread.join();
    QCOMPARE(pools.groups()[0].opened, 1);
}

void tst_PoolRecorder::connectionsFromBefore()
{
    Serving server([](auto *, auto *res) { res->end(); });
    Agent agent(pooling());
    Asked before(get(over(&agent, server.port())));
    QTRY_VERIFY(before.isOver());
    PoolRecorder pools;
    pools.start();
    Asked after(get(over(&agent, server.port())));
    QTRY_VERIFY(after.isOver());
    QTRY_VERIFY(!pools.groups().isEmpty() && pools.groups()[0].idle == 1);
    QCOMPARE(pools.groups()[0].opened, 0);
    QCOMPARE(pools.groups()[0].reused, 1);
    QCOMPARE(pools.groups()[0].sockets.size(), 1);
}

QTEST_GUILESS_MAIN(tst_PoolRecorder)
#include "tst_poolrecorder.moc"
