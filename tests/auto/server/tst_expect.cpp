// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Requests with an Expect header, and interim answers: sections 3.8 and 1.13 of the behaviour reference.

#include "eventlog.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qpointer.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kContinue = "HTTP/1.1 100 Continue\r\n\r\n"_ba;

} // namespace

class tst_Expect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void continueByItself_data();
    void continueByItself();
    void continueByReceiver();
    void refusedWithoutContinue();
    void anotherExpectation();
    void anotherExpectationReceived();
    void ignoredIn10();
    void interimBeforeFinal();
    void interimOfWaitingAnswer();
    void interimAfterHeadIsRefused();
    void bodylessExpect();
};

void tst_Expect::continueByItself_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("S3.55 plain") << "100-continue"_ba;
    QTest::newRow("S3.55 any case") << "100-Continue"_ba;
    QTest::newRow("S3.55 in a list") << "foo, 100-continue"_ba;
}

void tst_Expect::continueByItself() // S3.61: both lines share a segment
{
    QFETCH(const QByteArray, value);
    Serving server([](auto *, auto *res) { res->end("x"); });
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 3\r\nExpect: " + value + "\r\n"));
    QTRY_COMPARE(withoutDate(peer.received()), kContinue + ok("x"));
    QCOMPARE(peer.segments().size(), 1);
    peer.send("abc" + get());
    QTRY_COMPARE(withoutDate(peer.received()), kContinue + ok("x") + ok("x"));
}

void tst_Expect::continueByReceiver() // S3.56
{
    EventLog log;
    Serving server([&](auto *, auto *) { log.note(u"request"_s); });
    connect(&server, &Server::continueExpected, this, [&](IncomingMessage *req, ServerResponse *res) {
        log.note(u"checkContinue"_s);
        connect(req, &IncomingMessage::ended, res, [res] { res->end("done"); });
        req->resume();
        later(res, [&log, res] {
            log.note(u"continue"_s);
            QVERIFY(res->writeContinue());
        });
    });
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 3\r\nExpect: 100-continue\r\n"));
    QTRY_COMPARE(peer.received(), kContinue);
    QCOMPARE(log.text(), u"checkContinue > continue"_s);
    peer.send("abc");
    QTRY_COMPARE(withoutDate(peer.received()), kContinue + ok("done"));
}

void tst_Expect::refusedWithoutContinue() // S3.57, T4
{
    Serving server({});
    connect(&server, &Server::continueExpected, this, [](IncomingMessage *, ServerResponse *res) {
        res->writeHead(413);
        res->end();
    });
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 3\r\nExpect: 100-continue\r\n"));
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!peer.wasReset());
    QCOMPARE(withoutDate(peer.received()),
             "HTTP/1.1 413 Payload Too Large\r\nDate: <D>\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
             "0\r\n\r\n"_ba);
}

void tst_Expect::anotherExpectation() // S3.58, T5
{
    int requests = 0;
    Serving server([&](auto *, auto *res) { ++requests; res->end("x"); });
    RawPeer peer(server.port());
    peer.send(get("/", "Expect: meat\r\n"));
    const QByteArray refusal = "HTTP/1.1 417 Expectation Failed\r\nDate: <D>\r\nConnection: keep-alive\r\n"
                               "Keep-Alive: timeout=5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    QTRY_COMPARE(withoutDate(peer.received()), refusal);
    QCOMPARE(requests, 0);
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), refusal + ok("x"));
}

void tst_Expect::anotherExpectationReceived() // S3.59
{
    int requests = 0;
    Serving server([&](auto *, auto *) { ++requests; });
    connect(&server, &Server::expectationReceived, this, [](IncomingMessage *req, ServerResponse *res) {
        res->end(req->header("expect").toByteArray());
    });
    RawPeer peer(server.port());
    peer.send(get("/", "Expect: meat\r\n"));
    QTRY_COMPARE(withoutDate(peer.received()), ok("meat"));
    QCOMPARE(requests, 0);
}

void tst_Expect::ignoredIn10() // S3.60
{
    int expected = 0;
    Serving server([](auto *, auto *res) { res->end("x"); });
    connect(&server, &Server::continueExpected, this, [&](auto *, auto *) { ++expected; });
    connect(&server, &Server::expectationReceived, this, [&](auto *, auto *) { ++expected; });
    RawPeer peer(server.port());
    peer.send("POST / HTTP/1.0\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n");
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(withoutDate(peer.received()), "HTTP/1.1 200 OK\r\nDate: <D>\r\nConnection: close\r\n\r\nx"_ba);
    RawPeer second(server.port());
    second.send("POST / HTTP/1.0\r\nContent-Length: 0\r\nExpect: meat\r\n\r\n");
    QTRY_VERIFY(second.isClosed());
    QVERIFY(second.received().startsWith("HTTP/1.1 200 OK\r\n"));
    QCOMPARE(expected, 0);
}

void tst_Expect::interimBeforeFinal() // S1.139, S1.142
{
    Serving server([](auto *, auto *res) {
        QVERIFY(res->writeProcessing());
        QVERIFY(res->writeProcessing());
        QVERIFY(res->writeContinue());
        QVERIFY(!res->headersSent());
        QVERIFY(res->setHeader("A", "b")); // the state of the headers is untouched
        res->end();
    });
    RawPeer peer(server.port());
    peer.send(get());
    const QByteArray processing = "HTTP/1.1 102 Processing\r\n\r\n";
    QTRY_COMPARE(withoutDate(peer.received()),
                 processing + processing + kContinue + ok("").replace("Date", "A: b\r\nDate"));
    QCOMPARE(peer.segments().size(), 1);
}

void tst_Expect::interimOfWaitingAnswer() // S1.140
{
    QPointer<ServerResponse> first;
    Serving server([&](auto *, auto *res) {
        if (!first)
            return void(first = res);
        res->writeProcessing();
        res->end("2");
    });
    RawPeer peer(server.port());
    peer.send(get() + get());
    QTRY_VERIFY(first);
    QVERIFY(peer.received().isEmpty());
    first->end("1");
    QTRY_COMPARE(withoutDate(peer.received()), ok("1") + "HTTP/1.1 102 Processing\r\n\r\n" + ok("2"));
}

void tst_Expect::interimAfterHeadIsRefused() // S1.141
{
    Serving server([](auto *, auto *res) {
        res->write("a");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_HTTP_HEADERS_SENT"_s));
        QVERIFY(!res->writeContinue());
        QCOMPARE(res->error().code(), u"ERR_HTTP_HEADERS_SENT"_s);
        res->end();
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\n1\r\na\r\n0\r\n\r\n"));
}

void tst_Expect::bodylessExpect() // a client that expects but announces no body is not waited for
{
    Serving server([](auto *req, auto *res) {
        req->resume();
        QObject::connect(req, &IncomingMessage::ended, res, [res] { res->end("x"); });
    });
    RawPeer peer(server.port());
    peer.send(get("/", "Expect: 100-continue\r\n") + get());
    QTRY_COMPARE(withoutDate(peer.received()), kContinue + ok("x") + ok("x"));
}

QTEST_GUILESS_MAIN(tst_Expect)
#include "tst_expect.moc"
