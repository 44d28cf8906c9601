// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Sockets that stop speaking HTTP: section 3.11 of the behaviour reference.

#include "eventlog.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qpointer.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kUpgrade = "Connection: Upgrade\r\nUpgrade: echo\r\n"_ba;
const QByteArray kSwitching = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"_ba;

} // namespace

class tst_Upgrade : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recognised_data();
    void recognised();
    void head_data();
    void head();
    void requestOfAnUpgrade();
    void echo();
    void connectRequest();
    void connectWithoutReceiver();
    void decidedByCallback_data();
    void decidedByCallback();
    void behindAnEarlierAnswer();
    void behindAnUnreadRequest_data();
    void behindAnUnreadRequest();
    void countsButIsLeftAlone();
    void noTimeoutsAfterwards();
};

void tst_Upgrade::recognised_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::newRow("S3.9 plain") << kUpgrade;
    QTest::newRow("S3.9 lower case") << "connection: upgrade\r\nupgrade: x\r\n"_ba;
    QTest::newRow("S3.9 in a list") << "Connection: keep-alive, Upgrade\r\nUpgrade: x\r\n"_ba;
    QTest::newRow("S3.9 Upgrade first") << "Upgrade: x\r\nConnection: Upgrade\r\n"_ba;
}

void tst_Upgrade::recognised()
{
    QFETCH(const QByteArray, headers);
    int requests = 0;
    Serving server([&](auto *, auto *) { ++requests; });
    QSignalSpy upgraded(&server, &Server::upgradeReceived);
    connect(&server, &Server::upgradeReceived, this, [](IncomingMessage *message, QIODevice *socket) {
        QVERIFY(message->isUpgrade()); // S3.98
        QCOMPARE(message->socket(), socket);
        socket->deleteLater();
    });
    RawPeer peer(server.port());
    peer.send(get("/chat", headers));
    QTRY_COMPARE(upgraded.count(), 1);
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(requests, 0); // S3.95: there is no response object
    QVERIFY(peer.received().isEmpty()); // S12.7
}

void tst_Upgrade::head_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("S3.96 empty") << get("/", kUpgrade) << ""_ba;
    QTest::newRow("S3.96 something") << get("/", kUpgrade) + "\x01\x02rest" << "\x01\x02rest"_ba;
    QTest::newRow("S3.97 body") << postHead(kUpgrade + "Content-Length: 3\r\n") + "abcXYZ" << "abcXYZ"_ba;
    QTest::newRow("S3.97 chunks") << postHead(kUpgrade + "Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n0\r\n\r\n"
            << "3\r\nabc\r\n0\r\n\r\n"_ba;
    QTest::newRow("S3.96 looks like a request") << get("/", kUpgrade) + get() << get();
}

void tst_Upgrade::head()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, head);
    QPointer<QIODevice> taken;
    QByteArray received;
    bool isNull = true;
    Serving server({});
    connect(&server, &Server::upgradeReceived, this, [&](auto *, QIODevice *socket, const QByteArray &head) {
        taken = socket;
        received = head;
        isNull = head.isNull() && !head.isEmpty();
    });
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(taken);
    QCOMPARE(received, head);
    QVERIFY(!isNull);
    delete taken;
}

void tst_Upgrade::requestOfAnUpgrade() // S3.97, S3.98
{
    EventLog log;
    QPointer<QIODevice> taken;
    Serving server({});
    connect(&server, &Server::upgradeReceived, this, [&](IncomingMessage *message, QIODevice *socket) {
        taken = socket;
        QVERIFY(message->isComplete());
        QCOMPARE(message->url(), u"/u"_s);
        QCOMPARE(message->header("upgrade"), "echo");
        log.watch(message, u"req"_s);
        message->resume();
    });
    RawPeer peer(server.port());
    peer.send(get("/u", kUpgrade));
    QTRY_COMPARE(log.text(), u"req.end > req.close"_s);
    delete taken;
}

void tst_Upgrade::echo() // S3.95, S3.96: later bytes come through the socket
{
    Serving server({});
    connect(&server, &Server::upgradeReceived, this, [](auto *, QIODevice *socket, const QByteArray &head) {
        QVERIFY(!socket->parent());
        socket->write(kSwitching + head);
        connect(socket, &QIODevice::readyRead, socket, [socket] { socket->write(socket->readAll()); });
        connect(qobject_cast<QTcpSocket *>(socket), &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
    QByteArray expected = kSwitching + "early";
    {
        RawPeer peer(server.port());
        peer.send(get("/", kUpgrade) + "early");
        QTRY_COMPARE(peer.received(), expected);
        for (int i = 0; i < 20; ++i) {
            peer.send(get()); // no longer HTTP
            expected += get();
            QTRY_COMPARE(peer.received(), expected);
        }
        QCOMPARE(server.connections(), 1);
    }
    QTRY_COMPARE(server.connections(), 0);
}

void tst_Upgrade::connectRequest() // S3.95, S4.23
{
    Serving server({});
    QSignalSpy upgraded(&server, &Server::upgradeReceived);
    QPointer<QIODevice> taken;
    connect(&server, &Server::connectReceived, this,
            [&](IncomingMessage *message, QIODevice *socket, const QByteArray &head) {
        QCOMPARE(message->method(), u"CONNECT"_s);
        QCOMPARE(message->url(), u"a:1"_s);
        QVERIFY(message->isUpgrade());
        QCOMPARE(head, "tunnel");
        taken = socket;
        socket->write("HTTP/1.1 200 Connection Established\r\n\r\n");
    });
    RawPeer peer(server.port());
    peer.send("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\ntunnel");
    QTRY_COMPARE(peer.received(), "HTTP/1.1 200 Connection Established\r\n\r\n");
    QCOMPARE(upgraded.count(), 0);
    delete taken;
}

void tst_Upgrade::connectWithoutReceiver() // S3.99
{
    int requests = 0;
    Serving server([&](auto *, auto *) { ++requests; });
    RawPeer peer(server.port());
    peer.send("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n");
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().isEmpty());
    QCOMPARE(requests, 0);
    QTRY_COMPARE(server.connections(), 0);
}

void tst_Upgrade::decidedByCallback_data()
{
    QTest::addColumn<bool>("wanted");
    QTest::addColumn<bool>("receiver");
    QTest::newRow("S10.21 yes") << true << true;
    QTest::newRow("S10.21 no") << false << true;
    QTest::newRow("S10.21 yes, nobody listens") << true << false;
}

void tst_Upgrade::decidedByCallback()
{
    QFETCH(const bool, wanted);
    QFETCH(const bool, receiver);
    Serving server([](auto *req, auto *res) {
        QVERIFY(!req->isUpgrade());
        res->end("plain");
    });
    server.setShouldUpgradeCallback([&](IncomingMessage *request) {
        return wanted && request->header("upgrade") == "echo";
    });
    if (receiver) {
        connect(&server, &Server::upgradeReceived, this, [](auto *, QIODevice *socket) {
            connect(qobject_cast<QTcpSocket *>(socket), &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            socket->write(kSwitching);
            socket->close();
        });
    }
    RawPeer peer(server.port());
    peer.send(get("/", kUpgrade));
    if (!wanted) {
        QTRY_COMPARE(withoutDate(peer.received()), ok("plain"));
    } else {
        QTRY_VERIFY(peer.isClosed());
        QCOMPARE(peer.received(), receiver ? kSwitching : QByteArray());
    }
}

void tst_Upgrade::behindAnEarlierAnswer() // S3.100, but nothing interleaves: the old answer leaves first (S12.6)
{
    QPointer<ServerResponse> owed;
    QPointer<QIODevice> taken;
    Serving server([&](auto *, auto *res) { owed = res; });
    connect(&server, &Server::upgradeReceived, this, [&](auto *, QIODevice *socket, const QByteArray &head) {
        taken = socket;
        socket->write(kSwitching + head);
    });
    RawPeer peer(server.port());
    peer.send(get() + get("/", kUpgrade) + "head");
    QTRY_VERIFY(owed);
    peer.send("er");
    later(owed, [&] { owed->end("owed"); }, 50);
    QTRY_VERIFY(taken);
    QTRY_VERIFY(peer.received().contains(kSwitching));
    QVERIFY(withoutDate(peer.received()).startsWith(ok("owed")));
    QByteArray rest = peer.received().mid(peer.received().indexOf(kSwitching) + kSwitching.size());
    rest += taken->readAll();
    QCOMPARE(rest, "header"); // not a byte was lost, in the head or behind it
    delete taken;
}

void tst_Upgrade::behindAnUnreadRequest_data()
{
    QTest::addColumn<bool>("pulls");   // read by readyRead() and read(), else paused
    QTest::addColumn<bool>("goesOn");  // after the connection is gone
    QTest::newRow("paused, resumed") << false << true;
    QTest::newRow("paused, left alone") << false << false;
    QTest::newRow("pulled, read on") << true << true;
    QTest::newRow("pulled, left alone") << true << false;
}

// A request that was answered and not read to its end outlives the connection, which belongs to somebody else now.
void tst_Upgrade::behindAnUnreadRequest()
{
    QFETCH(const bool, pulls);
    QFETCH(const bool, goesOn);
    QPointer<IncomingMessage> request;
    QByteArray body;
    bool isTaken = false;
    {
        Serving server([&](IncomingMessage *req, ServerResponse *res) {
            request = req;
            if (pulls) {
                connect(req, &IncomingMessage::readyRead, req, [&body, req] {
                    if (body.isEmpty())
                        body = req->read(1);
                });
            } else {
                connect(req, &IncomingMessage::dataReceived, req, [&body, req](const QByteArray &piece) {
                    body += piece;
                    req->pause();
                });
            }
            res->end("ok");
        });
        connect(&server, &Server::upgradeReceived, this, [&isTaken](auto *, QIODevice *socket) {
            isTaken = true;
            socket->deleteLater();
        });
        RawPeer peer(server.port());
        peer.send(postHead("Transfer-Encoding: chunked\r\n") + "1\r\na\r\n");
        QTRY_COMPARE(body, "a");
        peer.send("1\r\nb\r\n1\r\nc\r\n0\r\n\r\n" + get("/", kUpgrade));
        QTRY_VERIFY(isTaken && peer.isClosed());
        QVERIFY(request && request->isComplete() && !request->isAborted());
        QCOMPARE(body, "a");
        if (goesOn) {
            QSignalSpy ended(request, &IncomingMessage::ended);
            for (int i = 0; request && i < 5; ++i) {
                if (pulls)
                    body += request->readAll();
                else
                    request->resume();
                QTest::qWait(0);
            }
            QTRY_VERIFY(!request);
            QCOMPARE(body, "abc");
            QCOMPARE(ended.count(), 1);
        }
    }
    QVERIFY(!request); // at the latest with the server
}

void tst_Upgrade::countsButIsLeftAlone() // S3.101
{
    QPointer<QIODevice> taken;
    Serving server({});
    connect(&server, &Server::upgradeReceived, this, [&](auto *, QIODevice *socket) { taken = socket; });
    QSignalSpy closed(&server, &Server::closed);
    RawPeer peer(server.port());
    peer.send(get("/", kUpgrade));
    QTRY_VERIFY(taken);
    QCOMPARE(server.connections(), 1);
    server.closeAllConnections();
    server.closeIdleConnections();
    server.close();
    QVERIFY(!closed.wait(50));
    taken->write("still open");
    QTRY_COMPARE(peer.received(), "still open");
    delete taken;
    QTRY_COMPARE(closed.count(), 1);
    QTRY_VERIFY(peer.isClosed());
}

void tst_Upgrade::noTimeoutsAfterwards() // S3.101
{
    ServerOptions options;
    options.timeout = options.headersTimeout = options.requestTimeout = std::chrono::milliseconds(40);
    options.keepAliveTimeout = std::chrono::milliseconds(40);
    options.connectionsCheckingInterval = std::chrono::milliseconds(10);
    QPointer<QIODevice> taken;
    Serving server({}, options);
    connect(&server, &Server::upgradeReceived, this, [&](auto *, QIODevice *socket) { taken = socket; });
    RawPeer peer(server.port());
    peer.send(get("/", kUpgrade));
    QTRY_VERIFY(taken);
    QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed(); }, 200));
    QVERIFY(peer.received().isEmpty());
    delete taken;
}

QTEST_GUILESS_MAIN(tst_Upgrade)
#include "tst_upgrade.moc"
