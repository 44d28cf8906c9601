// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// HTTP over any two-way device (S3.5): no socket, no descriptor, no listen().

#include "devicepair.h"
#include "eventlog.h"
#include "invariants.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qpointer.h>
#include <QtCore/qregularexpression.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

// What a device received so far.
class Received : public QObject
{
public:
    explicit Received(QIODevice *device)
    {
        connect(device, &QIODevice::readyRead, this, [this, device] { bytes += device->readAll(); });
    }
    QByteArray bytes;
};

} // namespace

class tst_Injection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void serves();
    void bytesBeforeInjection();
    void bodyBothWays();
    void clientLeaves();
    void serverCloses();
    void deletedUnderneath();
    void upgradeOfADevice();
    void badDevices();
    void tcpSocket();
};

void tst_Injection::serves() // S3.5
{
    Server server;
    Invariants invariants(&server);
    QPointer<QIODevice> seen;
    connect(&server, &Server::connectionOpened, this, [&](QIODevice *socket) { seen = socket; });
    connect(&server, &Server::requestReceived, this, [](auto *req, auto *res) { res->end(req->url().toLatin1()); });
    PairedDevice client;
    const Received received(&client);
    QPointer<PairedDevice> end = new PairedDevice;
    PairedDevice::join(&client, end);
    QVERIFY(server.injectConnection(end));
    QCOMPARE(seen.data(), end.data());
    QCOMPARE(server.connections(), 1);
    client.write(get("/1") + get("/2"));
    QTRY_COMPARE(withoutDate(received.bytes), ok("/1") + ok("/2"));
    client.write(get("/3"));
    QTRY_COMPARE(withoutDate(received.bytes), ok("/1") + ok("/2") + ok("/3"));
    client.write(get("/4", "Connection: close\r\n"));
    QTRY_VERIFY(client.hasPeerClosed());
    QVERIFY(received.bytes.endsWith("\r\n\r\n/4"));
    QTRY_VERIFY(!end); // the server took ownership
    QCOMPARE(server.connections(), 0);
    QCOMPARE(invariants.violationsAtEnd(), QString());
}

void tst_Injection::bytesBeforeInjection()
{
    Server server;
    connect(&server, &Server::requestReceived, this, [](auto *, auto *res) { res->end("x"); });
    PairedDevice client;
    const Received received(&client);
    auto *end = new PairedDevice;
    PairedDevice::join(&client, end);
    client.write(get());
    QTRY_VERIFY(end->bytesAvailable() > 0);
    QVERIFY(server.injectConnection(end));
    QTRY_COMPARE(withoutDate(received.bytes), ok("x"));
}

void tst_Injection::bodyBothWays()
{
    Server server;
    connect(&server, &Server::requestReceived, this, [](IncomingMessage *req, ServerResponse *res) { req->pipe(res); });
    PairedDevice client;
    const Received received(&client);
    auto *end = new PairedDevice;
    PairedDevice::join(&client, end);
    QVERIFY(server.injectConnection(end));
    const QByteArray body(3000000, 'z');
    client.write(post(body));
    QTRY_VERIFY_WITH_TIMEOUT(received.bytes.endsWith("\r\n0\r\n\r\n"), 10000);
    QVERIFY(received.bytes.size() > body.size());
    QCOMPARE(received.bytes.count('z'), body.size());
}

void tst_Injection::clientLeaves()
{
    Server server;
    EventLog log;
    connect(&server, &Server::requestReceived, this, [&](auto *req, auto *res) {
        log.watch(req, u"req"_s);
        connect(res, &ServerResponse::closed, &log, [&log] { log.note(u"res.close"_s); });
    });
    QPointer<PairedDevice> end = new PairedDevice;
    {
        PairedDevice client;
        PairedDevice::join(&client, end);
        QVERIFY(server.injectConnection(end));
        client.write(postHead("Content-Length: 9\r\n") + "abc");
        QTRY_COMPARE(end->bytesAvailable(), 0);
        client.close();
        QTRY_VERIFY(log.contains(u"res.close"_s));
    }
    QTRY_COMPARE(log.text(), u"req.aborted > res.close > req.close"_s);
    QTRY_VERIFY(!end);
    QCOMPARE(server.connections(), 0);
}

void tst_Injection::serverCloses()
{
    auto server = std::make_unique<Server>();
    PairedDevice client;
    QPointer<PairedDevice> end = new PairedDevice;
    PairedDevice::join(&client, end);
    QVERIFY(server->injectConnection(end));
    server->closeAllConnections();
    QTRY_VERIFY(client.hasPeerClosed());
    QTRY_VERIFY(!end);

    PairedDevice second;
    end = new PairedDevice;
    PairedDevice::join(&second, end);
    QVERIFY(server->injectConnection(end));
    server.reset();
    QTRY_VERIFY(second.hasPeerClosed());
    QTRY_VERIFY(!end);
}

void tst_Injection::deletedUnderneath() // not allowed, but it must not crash
{
    Server server;
    EventLog log;
    connect(&server, &Server::requestReceived, this, [&](auto *req, auto *) { log.watch(req, u"req"_s); });
    PairedDevice client;
    auto *end = new PairedDevice;
    PairedDevice::join(&client, end);
    QVERIFY(server.injectConnection(end));
    client.write(get());
    QTRY_COMPARE(end->bytesAvailable(), 0);
    QVERIFY(!QTest::qWaitFor([&] { return client.hasPeerClosed(); }, 20));
    delete end;
    QTRY_COMPARE(log.text(), u"req.aborted > req.close"_s);
    QCOMPARE(server.connections(), 0);
}

void tst_Injection::upgradeOfADevice()
{
    Server server;
    QPointer<QIODevice> taken;
    connect(&server, &Server::upgradeReceived, this, [&](auto *, QIODevice *socket, const QByteArray &head) {
        taken = socket;
        socket->write("got " + head);
    });
    PairedDevice client;
    const Received received(&client);
    QPointer<PairedDevice> end = new PairedDevice;
    PairedDevice::join(&client, end);
    QVERIFY(server.injectConnection(end));
    client.write(get("/", "Connection: Upgrade\r\nUpgrade: x\r\n") + "head");
    QTRY_COMPARE(taken.data(), end.data());
    QTRY_COMPARE(received.bytes, "got head");
    delete taken;
}

void tst_Injection::badDevices()
{
    Server server;
    const QRegularExpression refusal(u"ERR_INVALID_ARG_VALUE"_s);
    QTest::ignoreMessage(QtWarningMsg, refusal);
    QVERIFY(!server.injectConnection(nullptr));
    QBuffer closedDevice;
    QTest::ignoreMessage(QtWarningMsg, refusal);
    QVERIFY(!server.injectConnection(&closedDevice));
    QBuffer readOnly;
    readOnly.open(QIODevice::ReadOnly);
    QTest::ignoreMessage(QtWarningMsg, refusal);
    QVERIFY(!server.injectConnection(&readOnly));
    QCOMPARE(server.error().code(), u"ERR_INVALID_ARG_VALUE"_s);
    QCOMPARE(server.connections(), 0);
}

void tst_Injection::tcpSocket() // accepted by somebody else
{
    Server server;
    connect(&server, &Server::requestReceived, this, [](auto *, auto *res) { res->end("x"); });
    QTcpServer acceptor;
    QVERIFY(acceptor.listen(QHostAddress(QHostAddress::LocalHost)));
    connect(&acceptor, &QTcpServer::newConnection, this, [&] {
        QVERIFY(server.injectConnection(acceptor.nextPendingConnection()));
    });
    RawPeer peer(acceptor.serverPort());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    acceptor.close(); // the socket is no longer its child
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x") + ok("x"));
}

QTEST_GUILESS_MAIN(tst_Injection)
#include "tst_injection.moc"
