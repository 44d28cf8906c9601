// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Whether a connection goes on after an answer, and how it ends: sections 3.4, S3.23 and 3.13 of the behaviour
// reference.

#include "eventlog.h"
#include "invariants.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qpointer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_KeepAlive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void verdict_data();
    void verdict();
    void closingAnswerArrivesWhole_data();
    void closingAnswerArrivesWhole();
    void bytesBehindClose_data();
    void bytesBehindClose();
    void muchBehindClose_data();
    void muchBehindClose();
    void unreadBodyIsDiscarded();
    void pausedBodyBlocksTheNextRequest();
    void answerBeforeUpload();
};

void tst_KeepAlive::verdict_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("declared"); // the handler sets Content-Length itself
    QTest::addColumn<bool>("persists");
    const auto v11 = [](const QByteArray &headers) { return get("/", headers); };
    const auto v10 = [](const QByteArray &headers) { return QByteArray("GET / HTTP/1.0\r\n" + headers + "\r\n"); };
    QTest::newRow("S3.24 nothing said") << v11("") << false << true;
    QTest::newRow("S3.24 unknown token") << v11("Connection: foo\r\n") << false << true;
    QTest::newRow("S3.24 closed is no close") << v11("Connection: closed\r\n") << false << true;
    QTest::newRow("S3.25 close") << v11("Connection: close\r\n") << false << false;
    QTest::newRow("S3.25 upper case") << v11("CONNECTION: CLOSE\r\n") << false << false;
    QTest::newRow("S3.25 last of a list") << v11("Connection: keep-alive, close\r\n") << false << false;
    QTest::newRow("S3.25 first of a list") << v11("Connection: close, keep-alive\r\n") << false << false;
    QTest::newRow("S3.25 on a second line") << v11("Connection: foo\r\nConnection: close\r\n") << false << false;
    QTest::newRow("S3.26 Proxy-Connection") << v11("Proxy-Connection: close\r\n") << false << false;
    QTest::newRow("S3.27 1.0 asks and length is known") << v10("Connection: keep-alive\r\n") << true << true;
    QTest::newRow("S3.27 1.0 asks in capitals") << v10("Connection: Keep-Alive\r\n") << true << true;
    QTest::newRow("S1.69 1.0 asks, length not declared") << v10("Connection: keep-alive\r\n") << false << false;
    QTest::newRow("S3.28 1.0") << v10("") << true << false;
}

void tst_KeepAlive::verdict()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, declared);
    QFETCH(const bool, persists);
    Serving server([&](auto *, auto *res) {
        if (declared)
            res->setHeader("Content-Length", 1);
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\nx"));
    QCOMPARE(peer.received().contains("Connection: keep-alive\r\n"), persists);
    QCOMPARE(peer.received().contains("Connection: close\r\n"), !persists);
    if (persists) {
        peer.take();
        peer.send(get());
        QTRY_VERIFY(peer.received().endsWith("\r\n\r\nx"));
        QVERIFY(!peer.isClosed());
    } else {
        QTRY_VERIFY(peer.isClosed()); // S3.29
        QVERIFY(!peer.wasReset());
        QTRY_COMPARE(server.connections(), 0);
    }
}

void tst_KeepAlive::closingAnswerArrivesWhole_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("S3.29 nothing behind") << get("/", "Connection: close\r\n");
    QTest::newRow("S3.29 1.0") << "GET / HTTP/1.0\r\n\r\n"_ba;
    QTest::newRow("S3.116 unread body behind") << postHead("Content-Length: 100000\r\nConnection: close\r\n")
            + QByteArray(50000, 'b');
    QTest::newRow("S3.31 more requests behind") << get("/", "Connection: close\r\n") + get() + get();
}

void tst_KeepAlive::closingAnswerArrivesWhole() // however much it is, and whatever lies unread
{
    QFETCH(const QByteArray, bytes);
    const QByteArray body(2 * 1024 * 1024, 'a');
    Serving server([&](auto *, auto *res) { res->end(body); });
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!peer.wasReset());
    QCOMPARE(peer.received().count("HTTP/1.1 200 OK\r\n"), 1);
    QCOMPARE(peer.received().mid(peer.received().indexOf("\r\n\r\n") + 4).size(), body.size());
    QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 0, 10000);
}

void tst_KeepAlive::bytesBehindClose_data()
{
    QTest::addColumn<bool>("heard");
    QTest::newRow("S3.31 nobody listens") << false;
    QTest::newRow("S3.31 clientErrorOccurred") << true;
}

void tst_KeepAlive::bytesBehindClose()
{
    QFETCH(const bool, heard);
    QStringList codes;
    int requests = 0;
    Serving server([&](auto *, auto *res) {
        ++requests;
        later(res, [res] { res->end("answer"); });
    });
    if (heard) {
        connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error, QIODevice *) {
            codes.append(error.code());
        });
    }
    RawPeer peer(server.port());
    peer.send(get("/", "Connection: close\r\n") + get("/second"));
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!peer.wasReset());
    QVERIFY(peer.received().endsWith("\r\n\r\nanswer"));
    QCOMPARE(requests, 1);
    QCOMPARE(codes, heard ? QStringList{u"HPE_CLOSED_CONNECTION"_s} : QStringList());
}

void tst_KeepAlive::muchBehindClose_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("requests") << get("/second").repeated(3000);
    QTest::newRow("nonsense") << QByteArray(500000, 'x');
}

// What was not read yet would turn the end into a reset, which may overtake the answer.
void tst_KeepAlive::muchBehindClose()
{
    QFETCH(const QByteArray, bytes);
    Serving server([](auto *, auto *res) { res->end("answer"); });
    RawPeer peer(server.port());
    peer.send(get("/", "Connection: close\r\n") + bytes);
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!peer.wasReset());
    QVERIFY(peer.received().endsWith("\r\n\r\nanswer"));
    QCOMPARE(peer.received().count("HTTP/1.1"), 1);
}

void tst_KeepAlive::unreadBodyIsDiscarded() // S3.23, S4.17
{
    EventLog log;
    Serving server([&](auto *req, auto *res) {
        log.watch(req, u"req"_s);
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 300000\r\n"));
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    peer.take();
    peer.send(QByteArray(300000, 'b') + get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    peer.take();
    QTRY_COMPARE(log.text(), u"req.end > req.close > req.end > req.close"_s);
}

void tst_KeepAlive::pausedBodyBlocksTheNextRequest() // S3.23, second half
{
    EventLog log;
    QPointer<IncomingMessage> paused;
    qint64 taken = 0;
    int requests = 0;
    Serving server([&](auto *req, auto *res) {
        if (++requests > 1)
            return void(res->end("second"));
        paused = req;
        log.watch(req, u"req"_s);
        connect(req, &IncomingMessage::dataReceived, this, [&](const QByteArray &chunk) {
            taken += chunk.size();
            if (taken == chunk.size())
                paused->pause();
        });
        res->end("first");
    });
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 1000000\r\n") + QByteArray(1000000, 'b') + get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("first"));
    QTRY_VERIFY(paused && paused->readableLength() >= paused->readableHighWaterMark());
    QVERIFY(!QTest::qWaitFor([&] { return requests > 1; }, 100));
    QCOMPARE(log.text(), QString());
    QVERIFY(taken < 1000000);
    paused->resume();
    QTRY_COMPARE(withoutDate(peer.received()), ok("first") + ok("second"));
    QCOMPARE(taken, 1000000);
    QCOMPARE(log.text(), u"req.end > req.close"_s);
}

void tst_KeepAlive::answerBeforeUpload() // S3.116
{
    Serving server([](auto *, auto *res) {
        res->setHeader("Connection", "close");
        res->end("enough");
    });
    Invariants invariants(&server);
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 50000000\r\n") + QByteArray(1000000, 'b'));
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\nenough"));
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!peer.wasReset()); // the answer comes first
    peer.send(QByteArray(49000000, 'b'));
    QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 0, 10000);
    QTRY_COMPARE(invariants.open(), 0);
    QCOMPARE(invariants.violationsAtEnd(), QString());
}

QTEST_GUILESS_MAIN(tst_KeepAlive)
#include "tst_keepalive.moc"
