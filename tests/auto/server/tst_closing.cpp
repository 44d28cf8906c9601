// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// How a server stops: section 3.12 of the behaviour reference, and drain().

#include "eventlog.h"
#include "invariants.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qpointer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Closing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingOpen();
    void lastConnectionLeaves();
    void idleConnectionsStay();
    void activeConnectionsGoOn();
    void closedIdle();
    void closedAll();
    void closedAllMidAnswer();
    void twice();
    void neverListened();
    void listensAgain();
    void destructorIsSilent();
    void drainWithNothingOpen();
    void drainIdle();
    void drainActive();
    void drainPipelined();
    void drainNeverUsed();
    void drainForced();
    void drainDeadlineMoves();
    void drainOfUpgraded();
};

void tst_Closing::nothingOpen() // S3.103
{
    Serving server({});
    EventLog log(&server);
    QSignalSpy changed(&server, &Server::listeningChanged);
    const int port = server.port();
    server.close(this, [&](const Error &error) {
        QVERIFY(!error);
        log.note(u"callback"_s);
    });
    QVERIFY(!server.isListening());
    QCOMPARE(changed.count(), 1);
    QVERIFY(server.address().isNull());
    QCOMPARE(log.text(), QString()); // on the tick
    QTRY_COMPARE(log.text(), u"server.close > callback"_s);
    QVERIFY(!RawPeer(port).isConnected());
}

void tst_Closing::lastConnectionLeaves() // S3.103, S9.19
{
    Serving server([](auto *, auto *) {});
    QSignalSpy closed(&server, &Server::closed);
    RawPeer one(server.port());
    RawPeer two(server.port());
    QTRY_COMPARE(server.connections(), 2);
    server.close();
    one.close();
    QVERIFY(!closed.wait(50));
    two.close();
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(server.connections(), 0);
}

void tst_Closing::idleConnectionsStay() // S3.104
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    QSignalSpy closed(&server, &Server::closed);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    server.close();
    QVERIFY(!closed.wait(50));
    peer.send(get()); // served normally, and still says keep-alive
    QTRY_COMPARE(withoutDate(peer.received()), ok("x") + ok("x"));
    QVERIFY(!peer.isClosed());
    peer.close();
    QTRY_COMPARE(closed.count(), 1);
}

void tst_Closing::activeConnectionsGoOn() // S3.105
{
    ServerOptions options;
    options.keepAliveTimeout = 1200ms;
    QPointer<ServerResponse> answer;
    Serving server([&](auto *, auto *res) { answer = res; }, options);
    QSignalSpy closed(&server, &Server::closed);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(answer);
    server.close();
    answer->end("x");
    QTRY_VERIFY(peer.received().endsWith("x"));
    QVERIFY(peer.received().contains("Connection: keep-alive\r\n"));
    QElapsedTimer timer;
    timer.start();
    QTRY_COMPARE(closed.count(), 1); // it lingers until the keep-alive timer
    QVERIFY(timer.elapsed() > 900);
}

void tst_Closing::closedIdle() // S3.106, S10.2
{
    QPointer<ServerResponse> owed;
    Serving server([&](auto *req, auto *res) {
        if (req->url() == u"/idle"_s)
            res->end("x");
        else
            owed = res;
    });
    RawPeer never(server.port());
    RawPeer idle(server.port());
    RawPeer busy(server.port());
    RawPeer sending(server.port());
    idle.send(get("/idle"));
    busy.send(get());
    sending.send(get("/idle"));
    QTRY_VERIFY(idle.received().endsWith("x") && sending.received().endsWith("x"));
    QTRY_VERIFY(owed);
    sending.send("GET / HT");
    QTRY_COMPARE(server.connections(), 4);
    QVERIFY(!QTest::qWaitFor([&] { return sending.isClosed(); }, 30)); // the half head has been read
    server.closeIdleConnections();
    QTRY_COMPARE(server.connections(), 3);
    QTRY_VERIFY(idle.isClosed());
    QVERIFY(!never.isClosed() && !busy.isClosed() && !sending.isClosed());
    owed->end("still served");
    QTRY_VERIFY(busy.received().endsWith("still served"));
}

void tst_Closing::closedAll() // S3.107, S10.1
{
    EventLog log;
    Serving server([&](auto *req, auto *res) {
        log.watch(req, u"req"_s, EventLog::Errors);
        connect(res, &ServerResponse::closed, &log, [&log] { log.note(u"res.close"_s); });
    });
    RawPeer never(server.port());
    RawPeer busy(server.port());
    busy.send(get());
    QTRY_COMPARE(server.connections(), 2);
    QVERIFY(!QTest::qWaitFor([&] { return busy.isClosed(); }, 30));
    server.closeAllConnections();
    QTRY_VERIFY(never.isClosed() && busy.isClosed());
    QTRY_COMPARE(log.text(), u"req.aborted > res.close > req.error(ECONNRESET) > req.close"_s);
    QVERIFY(server.isListening());
    QCOMPARE(server.connections(), 0);
    RawPeer next(server.port());
    QTRY_COMPARE(server.connections(), 1);
}

void tst_Closing::closedAllMidAnswer()
{
    Serving server([](auto *, auto *res) { res->write(QByteArray(5000000, 'x')); });
    Invariants invariants(&server);
    QList<RawPeer *> peers;
    for (int i = 0; i < 20; ++i) {
        peers.append(new RawPeer(server.port(), &server));
        peers.last()->pauseReading();
        peers.last()->send(get());
    }
    QTRY_COMPARE(invariants.watched(), 40);
    server.closeAllConnections();
    QTRY_COMPARE(server.connections(), 0);
    QTRY_COMPARE(invariants.open(), 0);
    QCOMPARE(invariants.violationsAtEnd(), QString());
}

void tst_Closing::twice() // S3.108
{
    Serving server({});
    QStringList calls;
    server.close(this, [&](const Error &error) { calls.append(u"first "_s + error.code()); });
    server.close(this, [&](const Error &error) {
        calls.append(u"second "_s + error.code());
        QCOMPARE(error.message(), u"Server is not running."_s);
    });
    QTRY_COMPARE(calls.size(), 2);
    QVERIFY(calls.contains(u"first "_s));
    QVERIFY(calls.contains(u"second ERR_SERVER_NOT_RUNNING"_s));
}

void tst_Closing::neverListened() // S3.108, S9.18
{
    Server server;
    QSignalSpy closed(&server, &Server::closed);
    QString code;
    server.close(this, [&](const Error &error) { code = error.code(); });
    QCOMPARE(closed.count(), 0);
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(code, u"ERR_SERVER_NOT_RUNNING"_s);
}

void tst_Closing::listensAgain() // S3.109
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    QSignalSpy closed(&server, &Server::closed);
    for (int i = 0; i < 3; ++i) {
        {
            RawPeer peer(server.port());
            peer.send(get());
            QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
        }
        server.close();
        QTRY_COMPARE(closed.count(), i + 1);
        QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    }
}

void tst_Closing::destructorIsSilent()
{
    EventLog log;
    QPointer<ServerResponse> answer;
    QPointer<IncomingMessage> request;
    auto *server = new Serving([&](auto *req, auto *res) {
        answer = res;
        request = req;
        log.watch(req, u"req"_s);
        log.watch(res, u"res"_s);
    });
    connect(server, &Server::closed, &log, [&] { log.note(u"server.close"_s); });
    RawPeer busy(server->port());
    RawPeer idle(server->port());
    busy.send(get());
    QTRY_VERIFY(answer);
    delete server;
    QTRY_VERIFY(busy.isClosed() && idle.isClosed());
    QTRY_VERIFY(!answer && !request); // the server owned them
    QCOMPARE(log.text(), QString());
}

void tst_Closing::drainWithNothingOpen()
{
    Serving server({});
    QSignalSpy completed(&server, &Server::drainCompleted);
    QSignalSpy closed(&server, &Server::closed);
    QSignalSpy changed(&server, &Server::drainingChanged);
    server.drain(1s);
    QVERIFY(server.isDraining());
    QVERIFY(!server.isListening());
    QTRY_COMPARE(completed.count(), 1);
    QCOMPARE(closed.count(), 1);
    QCOMPARE(changed.count(), 2);
    QVERIFY(!server.isDraining());
}

void tst_Closing::drainIdle()
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    QSignalSpy completed(&server, &Server::drainCompleted);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    server.drain(10s);
    QTRY_COMPARE(completed.count(), 1);
    QTRY_VERIFY(peer.isClosed());
}

void tst_Closing::drainActive()
{
    QPointer<ServerResponse> answer;
    Serving server([&](auto *, auto *res) { answer = res; });
    QSignalSpy completed(&server, &Server::drainCompleted);
    QSignalSpy forced(&server, &Server::drainForced);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(answer);
    server.drain(10s);
    QVERIFY(!completed.wait(50));
    answer->end("x");
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!peer.wasReset());
    QVERIFY(peer.received().contains("Connection: close\r\n"));
    QVERIFY(peer.received().endsWith("\r\n\r\nx"));
    QTRY_COMPARE(completed.count(), 1);
    QCOMPARE(forced.count(), 0);
}

void tst_Closing::drainPipelined() // what was read already is answered, and what comes before the last answer
{
    QList<QPointer<ServerResponse>> answers;
    Serving server([&](auto *, auto *res) { answers.append(res); });
    QSignalSpy completed(&server, &Server::drainCompleted);
    RawPeer peer(server.port());
    peer.send(get() + get());
    QTRY_COMPARE(answers.size(), 2);
    server.drain(10s);
    peer.send(get());
    QTRY_COMPARE(answers.size(), 3);
    for (int i = 0; i < 3; ++i)
        answers.at(i)->end(QByteArray::number(i));
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!peer.wasReset());
    const QByteArray last = "HTTP/1.1 200 OK\r\nDate: <D>\r\nConnection: close\r\nContent-Length: 1\r\n\r\n2";
    QCOMPARE(withoutDate(peer.received()), ok("0") + ok("1") + last);
    QTRY_COMPARE(completed.count(), 1);
}

void tst_Closing::drainNeverUsed() // browsers open connections in advance; nobody is owed anything on them
{
    Serving server({});
    QSignalSpy completed(&server, &Server::drainCompleted);
    RawPeer peer(server.port());
    RawPeer begun(server.port());
    begun.send("GET / HTTP/1.1\r\n");
    QTRY_COMPARE(server.connections(), 2);
    QTRY_COMPARE(begun.bytesSent(), 16);
    server.drain(10s);
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!begun.isClosed());
    QCOMPARE(completed.count(), 0);
    begun.close();
    QTRY_COMPARE(completed.count(), 1);
}

void tst_Closing::drainForced()
{
    Serving server([](auto *, auto *) {});
    Invariants invariants(&server);
    QSignalSpy completed(&server, &Server::drainCompleted);
    QSignalSpy forced(&server, &Server::drainForced);
    QSignalSpy closed(&server, &Server::closed);
    RawPeer one(server.port());
    RawPeer two(server.port());
    one.send(get());
    two.send(get());
    QTRY_COMPARE(invariants.watched(), 4);
    QElapsedTimer timer;
    timer.start();
    server.drain(100ms);
    QTRY_COMPARE(forced.count(), 1);
    QVERIFY(timer.elapsed() >= 90);
    QCOMPARE(forced.constFirst().constFirst().toInt(), 2);
    QTRY_VERIFY(one.isClosed() && two.isClosed());
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(completed.count(), 0);
    QVERIFY(!server.isDraining());
    QTRY_COMPARE(invariants.open(), 0);
    QCOMPARE(invariants.violationsAtEnd(), QString());
}

void tst_Closing::drainDeadlineMoves()
{
    Serving server([](auto *, auto *) {});
    QSignalSpy forced(&server, &Server::drainForced);
    QSignalSpy changed(&server, &Server::drainingChanged);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(server.connections(), 1);
    server.drain(100s);
    server.drain(50ms);
    QTRY_COMPARE(forced.count(), 1);
    QCOMPARE(changed.count(), 2);
}

void tst_Closing::drainOfUpgraded() // an upgraded socket belongs to its receiver
{
    QPointer<QIODevice> taken;
    Serving server({});
    connect(&server, &Server::upgradeReceived, this, [&](auto *, QIODevice *socket) { taken = socket; });
    QSignalSpy completed(&server, &Server::drainCompleted);
    RawPeer peer(server.port());
    peer.send(get("/", "Connection: Upgrade\r\nUpgrade: x\r\n"));
    QTRY_VERIFY(taken);
    server.drain(10s);
    QVERIFY(!completed.wait(50));
    QVERIFY(!peer.isClosed());
    delete taken;
    QTRY_COMPARE(completed.count(), 1);
}

QTEST_GUILESS_MAIN(tst_Closing)
#include "tst_closing.moc"
