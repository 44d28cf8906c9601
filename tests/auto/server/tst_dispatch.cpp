// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// From a message head to a signal: section 3.2 of the behaviour reference.

#include "eventlog.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qpointer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kRefused = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nDate: <D>\r\nTransfer-Encoding: chunked\r\n"
                            "\r\n0\r\n\r\n"_ba; // S3.54

} // namespace

class tst_Dispatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connectionComesFirst();
    void ordinaryDespiteUpgradeWords_data();
    void ordinaryDespiteUpgradeWords();
    void socketBeforeRequest();
    void notCompleteAtRequest();
    void noReceiver();
    void host_data();
    void host();
    void hostIsOptional();
    void hostBeforeLimitBeforeExpect();
    void factories();
    void answerLeavesInOneSegment();
};

void tst_Dispatch::connectionComesFirst() // S3.2
{
    EventLog log;
    Serving server([&](auto *, auto *res) { log.note(u"request"_s); res->end(); });
    connect(&server, &Server::connectionOpened, this, [&](QIODevice *socket) {
        log.note(u"connection"_s);
        QVERIFY(socket->isOpen());
        QCOMPARE(server.connections(), 1);
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(log.contains(u"request"_s));
    QCOMPARE(log.text(), u"connection > request"_s);
}

void tst_Dispatch::ordinaryDespiteUpgradeWords_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<bool>("receiver");
    QTest::newRow("S3.9 no receiver") << "Connection: Upgrade\r\nUpgrade: x\r\n"_ba << false;
    QTest::newRow("S3.102 Upgrade alone") << "Upgrade: x\r\n"_ba << true;
    QTest::newRow("S3.102 Connection alone") << "Connection: Upgrade\r\n"_ba << true;
}

void tst_Dispatch::ordinaryDespiteUpgradeWords()
{
    QFETCH(const QByteArray, headers);
    QFETCH(const bool, receiver);
    int requests = 0;
    int upgrades = 0;
    Serving server([&](auto *req, auto *res) {
        ++requests;
        QVERIFY(!req->isUpgrade()); // S3.98
        res->end("x");
    });
    if (receiver)
        connect(&server, &Server::upgradeReceived, this, [&](auto *, QIODevice *socket) { ++upgrades; delete socket; });
    RawPeer peer(server.port());
    peer.send(get("/", headers));
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\nx"));
    QCOMPARE(requests, 1);
    QCOMPARE(upgrades, 0);
}

void tst_Dispatch::socketBeforeRequest() // S3.11
{
    EventLog log;
    int made = 0;
    ServerOptions options;
    options.serverResponse = [&](IncomingMessage *req) {
        auto *res = new ServerResponse(req);
        connect(res, &ServerResponse::socketAssigned, &log, [&log, n = ++made](QIODevice *socket) {
            QVERIFY(socket);
            log.note(u"res%1.socket"_s.arg(n));
        });
        return res;
    };
    QPointer<ServerResponse> first;
    Serving server([&](auto *, auto *res) {
        log.note(u"request"_s);
        if (!first)
            first = res;
        else
            res->end("2");
    }, options);
    RawPeer peer(server.port());
    peer.send(get() + get());
    QTRY_COMPARE(log.text(), u"res1.socket > request > request"_s);
    first->end("1");
    QTRY_COMPARE(log.text(), u"res1.socket > request > request > res2.socket"_s);
    QTRY_COMPARE(withoutDate(peer.received()), ok("1") + ok("2"));
}

void tst_Dispatch::notCompleteAtRequest() // S3.13
{
    bool later = false;
    Serving server([&](auto *req, auto *res) {
        QVERIFY(!req->isComplete());
        QCOMPARE(req->bytesAvailable(), 0);
        QVERIFY(!req->atEnd());
        connect(req, &IncomingMessage::completeChanged, res, [&later, req, res] {
            QVERIFY(req->isComplete());
            QCOMPARE(req->bytesAvailable(), 3);
            later = true;
            res->end();
        });
    });
    RawPeer peer(server.port());
    peer.send(post("abc"));
    QTRY_VERIFY(later);
}

void tst_Dispatch::noReceiver() // S3.14
{
    Serving server({});
    QSignalSpy opened(&server, &Server::connectionOpened);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(opened.count(), 1);
    RawPeer second(server.port()); // its turn comes after the request of the first
    QTRY_COMPARE(opened.count(), 2);
    QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed() || !peer.received().isEmpty(); }, 100));
    QCOMPARE(server.connections(), 2);
}

void tst_Dispatch::host_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("accepted");
    const auto line = [](const QByteArray &headers) { return QByteArray("GET / HTTP/1.1\r\n" + headers + "\r\n"); };
    QTest::newRow("S3.54 none") << line("") << false;
    QTest::newRow("S3.54 none among others") << line("Hosts: x\r\nA: b\r\n") << false;
    QTest::newRow("S3.54 two") << line("Host: a\r\nHost: b\r\n") << false;
    QTest::newRow("S3.54 two alike") << line("Host: a\r\nhost: a\r\n") << false;
    QTest::newRow("S3.54 with a path") << line("Host: a/b\r\n") << false;
    QTest::newRow("S3.54 with a blank") << line("Host: a b\r\n") << false;
    QTest::newRow("S3.54 with a user") << line("Host: u@a\r\n") << false;
    QTest::newRow("S3.54 with a bad port") << line("Host: a:b\r\n") << false;
    QTest::newRow("S3.54 1.0 with two") << "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"_ba << false;
    QTest::newRow("S3.12 1.0 without") << "GET / HTTP/1.0\r\n\r\n"_ba << true;
    QTest::newRow("S3.12 name and port") << line("Host: example.org:8080\r\n") << true;
    QTest::newRow("S3.12 IPv6") << line("Host: [::1]:8080\r\n") << true;
    QTest::newRow("S3.12 empty, as for a target without authority") << line("Host:\r\n") << true;
}

void tst_Dispatch::host()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, accepted);
    int requests = 0;
    Serving server([&](auto *, auto *res) { ++requests; res->end("x"); });
    RawPeer peer(server.port());
    peer.send(bytes);
    if (accepted) {
        QTRY_VERIFY(peer.received().endsWith("\r\n\r\nx"));
        QCOMPARE(requests, 1);
    } else {
        QTRY_VERIFY(peer.isClosed());
        QVERIFY(!peer.wasReset());
        QVERIFY(kRefused.startsWith(withoutDate(peer.received()).chopped(2))); // a 1.0 client gets no chunks
        QCOMPARE(requests, 0);
    }
}

void tst_Dispatch::hostIsOptional() // S10.14
{
    ServerOptions options;
    options.requireHostHeader = false;
    Serving server([](auto *req, auto *res) { res->end(req->header("host").toByteArray()); }, options);
    RawPeer peer(server.port());
    peer.send("GET / HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(withoutDate(peer.received()), ok(""));
    peer.take();
    peer.send("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"); // S3.15: then the first wins
    QTRY_COMPARE(withoutDate(peer.received()), ok("a"));
    peer.take();
}

void tst_Dispatch::hostBeforeLimitBeforeExpect() // S3.12
{
    ServerOptions options;
    options.maxRequestsPerSocket = 1;
    Serving server([](auto *, auto *res) { res->end("x"); }, options);
    RawPeer peer(server.port());
    peer.send("GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n");
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(withoutDate(peer.received()), kRefused);

    RawPeer limited(server.port());
    limited.send(get() + get("/", "Expect: 100-continue\r\n"));
    QTRY_VERIFY(limited.received().contains("HTTP/1.1 503 "));
    QVERIFY(!limited.received().contains("100 Continue"));
}

void tst_Dispatch::factories() // S3.114
{
    class MyRequest : public IncomingMessage
    {
    public:
        MyRequest() = default;
    };
    class MyResponse : public ServerResponse
    {
    public:
        using ServerResponse::ServerResponse;
    };
    ServerOptions options;
    options.incomingMessage = [] { return new MyRequest; };
    options.serverResponse = [](IncomingMessage *req) { return new MyResponse(req); };
    QPointer<IncomingMessage> request;
    QPointer<ServerResponse> response;
    Serving server([&](IncomingMessage *req, ServerResponse *res) {
        QVERIFY(dynamic_cast<MyRequest *>(req));
        QVERIFY(dynamic_cast<MyResponse *>(res));
        QCOMPARE(res->req(), req);
        request = req;
        response = res;
        res->end("x");
    }, options);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QTRY_VERIFY(!request && !response); // the server took them over
}

void tst_Dispatch::answerLeavesInOneSegment() // S1.33, S1.114
{
    Serving server([](auto *, auto *res) { res->end("hi"); });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("hi"));
    QCOMPARE(peer.segments().size(), 1);
}

QTEST_GUILESS_MAIN(tst_Dispatch)
#include "tst_dispatch.moc"
