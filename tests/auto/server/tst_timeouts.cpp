// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Clients that take too long: section 3.10 of the behaviour reference. Times are short but real.

#include "eventlog.h"
#include "invariants.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qpointer.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kTooLate = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n"_ba; // S3.52

ServerOptions quick()
{
    ServerOptions options;
    options.connectionsCheckingInterval = 20ms;
    return options;
}

} // namespace

class tst_Timeouts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyListens_data();
    void nobodyListens();
    void dispatchOrder();
    void anyReceiverKeepsTheConnection_data();
    void anyReceiverKeepsTheConnection();
    void completeRequestIsNotTold();
    void oneShot();
    void activityRestarts();
    void callbackForms();
    void keepAliveIsExact();
    void keepAliveWithReceiver();
    void keepAliveEndsWithTheNextHead();
    void keepAliveHalfHead();
    void keepAliveOff();
    void socketTimeoutOfUserIsOverwritten();
    void tooLate_data();
    void tooLate();
    void idleConnectionsAreNotSwept();
    void secondRequestTooLate();
    void slowHandlerIsFine();
    void requestTimeoutWhileAnswering();
    void tooLateIsAClientError();
    void validation();
};

void tst_Timeouts::nobodyListens_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("S3.80 nothing sent") << QByteArray();
    QTest::newRow("S3.80 half a head") << "GET / HT"_ba;
    QTest::newRow("S3.80 answer owed") << get();
    QTest::newRow("S3.80 half a body") << postHead("Content-Length: 9\r\n") + "abc";
}

void tst_Timeouts::nobodyListens() // closed without a word
{
    QFETCH(const QByteArray, bytes);
    ServerOptions options;
    options.timeout = 60ms;
    Serving server([](auto *, auto *) {}, options);
    QElapsedTimer timer;
    timer.start();
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(timer.elapsed() >= 50);
    QVERIFY(peer.received().isEmpty());
    QTRY_COMPARE(server.connections(), 0);
}

void tst_Timeouts::dispatchOrder() // S3.80, S3.81
{
    ServerOptions options;
    options.timeout = 60ms;
    EventLog log;
    QIODevice *connection = nullptr;
    Serving server([&](auto *req, auto *res) {
        connection = req->socket();
        log.watch(req, u"req"_s, EventLog::Timeouts);
        log.watch(res, u"res"_s, EventLog::Timeouts);
    }, options);
    connect(&server, &Server::timeoutOccurred, &log, [&](QIODevice *socket) {
        log.note(u"server.timeout"_s);
        QCOMPARE(socket, connection);
        socket->close();
    });
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 9\r\n") + "abc");
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(log.text().startsWith(u"req.timeout > res.timeout > server.timeout > req.aborted"_s));
}

void tst_Timeouts::anyReceiverKeepsTheConnection_data()
{
    QTest::addColumn<QString>("who");
    QTest::newRow("S3.80 request") << u"req"_s;
    QTest::newRow("S3.80 response") << u"res"_s;
    QTest::newRow("S3.80 server") << u"server"_s;
}

void tst_Timeouts::anyReceiverKeepsTheConnection()
{
    QFETCH(const QString, who);
    ServerOptions options;
    options.timeout = 40ms;
    int timeouts = 0;
    QPointer<ServerResponse> answer;
    Serving server([&](auto *req, auto *res) {
        answer = res;
        if (who == u"req"_s)
            connect(req, &IncomingMessage::timeoutOccurred, this, [&] { ++timeouts; });
        if (who == u"res"_s)
            connect(res, &ServerResponse::timeoutOccurred, this, [&] { ++timeouts; });
    }, options);
    if (who == u"server"_s)
        connect(&server, &Server::timeoutOccurred, this, [&] { ++timeouts; });
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 9\r\n") + "abc");
    QTRY_COMPARE(timeouts, 1);
    QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed() || timeouts > 1; }, 100));
    answer->end("late");
    QTRY_COMPARE(withoutDate(peer.received()), ok("late"));
}

void tst_Timeouts::completeRequestIsNotTold() // S3.82
{
    EventLog log;
    Serving server([&](auto *req, auto *res) {
        req->setTimeout(40ms, &log, [&log] { log.note(u"req callback"_s); });
        res->setTimeout(40ms, &log, [&log, res] {
            log.note(u"res callback"_s);
            res->end("x");
        });
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QCOMPARE(log.text(), u"res callback"_s);
}

void tst_Timeouts::oneShot() // S3.83
{
    ServerOptions options;
    options.timeout = 30ms;
    int timeouts = 0;
    Serving server([](auto *, auto *) {}, options);
    connect(&server, &Server::timeoutOccurred, this, [&] { ++timeouts; });
    RawPeer peer(server.port());
    peer.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na");
    QTRY_COMPARE(timeouts, 1);
    QVERIFY(!QTest::qWaitFor([&] { return timeouts > 1; }, 120));
    peer.send("b"); // activity arms it again
    QTRY_COMPARE(timeouts, 2);
}

void tst_Timeouts::activityRestarts() // S9.22
{
    ServerOptions options;
    options.timeout = 150ms;
    Serving server([](auto *req, auto *res) {
        req->resume();
        QObject::connect(req, &IncomingMessage::ended, res, [res] { res->end("x"); });
    }, options);
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 20\r\n"));
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 20; ++i) {
        QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed(); }, 20));
        peer.send("a");
    }
    QVERIFY(timer.elapsed() > 300);
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
}

void tst_Timeouts::callbackForms() // S3.92
{
    Serving server([](auto *, auto *) {});
    int calls = 0;
    QCOMPARE(server.setTimeout(40, this, [&](QIODevice *socket) {
        ++calls;
        socket->close();
    }), &server);
    QCOMPARE(server.timeout(), 40);
    RawPeer peer(server.port());
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(calls, 1);
}

void tst_Timeouts::keepAliveIsExact() // S3.84
{
    ServerOptions options;
    options.keepAliveTimeout = 200ms;
    Serving server([](auto *, auto *res) { res->end("x"); }, options);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("x"));
    QVERIFY(peer.received().contains("Keep-Alive: timeout=0\r\n")); // S1.26
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(peer.isClosed());
    QVERIFY2(timer.elapsed() >= 180 && timer.elapsed() < 600, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!peer.wasReset());
}

void tst_Timeouts::keepAliveWithReceiver() // S3.84
{
    ServerOptions options;
    options.keepAliveTimeout = 50ms;
    int timeouts = 0;
    Serving server([](auto *, auto *res) { res->end("x"); }, options);
    connect(&server, &Server::timeoutOccurred, this, [&] { ++timeouts; });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(timeouts, 1);
    QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed(); }, 100));
    const QByteArray before = peer.received();
    peer.send(get());
    QTRY_COMPARE(peer.received().size(), 2 * before.size());
}

void tst_Timeouts::keepAliveEndsWithTheNextHead() // S3.8
{
    ServerOptions options;
    options.keepAliveTimeout = 50ms;
    QPointer<ServerResponse> second;
    int n = 0;
    Serving server([&](auto *, auto *res) {
        if (++n == 1)
            res->end("x");
        else
            second = res;
    }, options);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("x"));
    peer.send(get());
    QTRY_VERIFY(second);
    QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed(); }, 150));
    second->end("slow");
    QTRY_VERIFY(peer.received().endsWith("slow"));
}

void tst_Timeouts::keepAliveHalfHead() // S3.8: half a head does not keep a connection for ever
{
    ServerOptions options;
    options.keepAliveTimeout = 60ms;
    Serving server([](auto *, auto *res) { res->end("x"); }, options);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("x"));
    peer.send("GET / HTTP/1.1\r\nHo");
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().endsWith("\r\n\r\nx")); // without a word
}

void tst_Timeouts::keepAliveOff() // S1.54
{
    ServerOptions options;
    options.keepAliveTimeout = 0ms;
    Serving server([](auto *, auto *res) { res->end("x"); }, options);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("x"));
    QVERIFY(peer.received().contains("Connection: keep-alive\r\nContent-Length"));
    QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed(); }, 200));
}

void tst_Timeouts::socketTimeoutOfUserIsOverwritten() // S3.93
{
    ServerOptions options;
    options.keepAliveTimeout = 60ms;
    Serving server([](auto *req, auto *res) {
        req->setTimeout(60s);
        res->end("x");
    }, options);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().endsWith("x"));
}

void tst_Timeouts::tooLate_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("headersTimeout");
    QTest::addColumn<int>("requestTimeout");
    QTest::addColumn<bool>("late");
    QTest::newRow("S3.86 nothing sent") << QByteArray() << 60 << 0 << true;
    QTest::newRow("S3.85 half a head") << "GET / HTTP/1.1\r\nHo"_ba << 60 << 0 << true;
    QTest::newRow("S3.85 head complete, body missing") << postHead("Content-Length: 9\r\n") << 60 << 0 << false;
    QTest::newRow("S3.88 half a head") << "GET / HTTP/1.1\r\nHo"_ba << 60 << 60 << true;
    QTest::newRow("S3.88 body missing") << postHead("Content-Length: 9\r\n") << 60 << 60 << true;
    QTest::newRow("S3.88 body incomplete, T12") << postHead("Content-Length: 9\r\n") + "abc" << 60 << 60 << true;
    QTest::newRow("S3.87 both off") << "GET / HTTP/1.1\r\nHo"_ba << 0 << 0 << false;
}

void tst_Timeouts::tooLate()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, headersTimeout);
    QFETCH(const int, requestTimeout);
    QFETCH(const bool, late);
    ServerOptions options = quick();
    options.headersTimeout = std::chrono::milliseconds(headersTimeout);
    options.requestTimeout = std::chrono::milliseconds(requestTimeout);
    EventLog log;
    Serving server([&](auto *req, auto *) { log.watch(req, u"req"_s, EventLog::Errors | EventLog::State); }, options);
    Invariants invariants(&server);
    QElapsedTimer timer;
    timer.start();
    RawPeer peer(server.port());
    peer.send(bytes);
    if (!late) {
        QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed(); }, 250));
        QVERIFY(peer.received().isEmpty());
        return;
    }
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(timer.elapsed() >= 50 && timer.elapsed() < 1000); // S3.87
    QVERIFY(!peer.wasReset());
    QCOMPARE(peer.received(), kTooLate);
    QTRY_COMPARE(server.connections(), 0);
    QTRY_COMPARE(invariants.open(), 0);
    if (invariants.watched() > 0) // S3.90
        QCOMPARE(log.text(), u"req.aborted > req.error(ECONNRESET) > req.close[complete=0,aborted=1]"_s);
    QCOMPARE(invariants.violationsAtEnd(), QString());
}

void tst_Timeouts::idleConnectionsAreNotSwept() // S3.86
{
    ServerOptions options = quick();
    options.headersTimeout = options.requestTimeout = 60ms;
    Serving server([](auto *, auto *res) { res->end("x"); }, options);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed(); }, 250));
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x") + ok("x"));
}

void tst_Timeouts::secondRequestTooLate() // S3.91
{
    ServerOptions options = quick();
    options.headersTimeout = 60ms;
    Serving server([](auto *, auto *res) { res->end("x"); }, options);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    peer.send("GET / HTTP/1.1\r\nHo");
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(withoutDate(peer.received()), ok("x") + kTooLate);
}

void tst_Timeouts::slowHandlerIsFine() // S3.89
{
    ServerOptions options = quick();
    options.headersTimeout = options.requestTimeout = 60ms;
    Serving server([](auto *, auto *res) { later(res, [res] { res->end("slow"); }, 250); }, options);
    RawPeer peer(server.port());
    peer.send(post("abc")); // never read by the handler
    QTRY_COMPARE(withoutDate(peer.received()), ok("slow"));
}

void tst_Timeouts::requestTimeoutWhileAnswering() // S3.90
{
    ServerOptions options = quick();
    options.headersTimeout = options.requestTimeout = 60ms;
    Serving server([](auto *, auto *res) { res->write("begun"); }, options);
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 9\r\n") + "abc");
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().endsWith("5\r\nbegun\r\n"));
    QVERIFY(!peer.received().contains("408"));
}

void tst_Timeouts::tooLateIsAClientError() // S2.105, S3.43
{
    ServerOptions options = quick();
    options.headersTimeout = 60ms;
    Serving server([](auto *, auto *) {}, options);
    QList<Error> errors;
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error, QIODevice *socket) {
        errors.append(error);
        socket->close();
    });
    RawPeer peer(server.port());
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors[0].code(), u"ERR_HTTP_REQUEST_TIMEOUT"_s);
    QCOMPARE(errors[0].message(), u"Request timeout"_s);
    QVERIFY(peer.received().isEmpty());
}

void tst_Timeouts::validation() // S3.94
{
    ServerOptions options;
    options.headersTimeout = 20ms;
    options.requestTimeout = 10ms;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_OUT_OF_RANGE"_s));
    Server server(options);
    QCOMPARE(server.error().code(), u"ERR_OUT_OF_RANGE"_s);
    QCOMPARE(server.error().name(), u"RangeError"_s);
    QCOMPARE(server.error().message(),
             u"The value of \"headersTimeout\" is out of range. It must be <= requestTimeout. Received 20"_s);
    Server later;
    later.setRequestTimeout(10); // properties are not checked
    later.setHeadersTimeout(20);
    QCOMPARE(later.headersTimeout(), 20);
    QVERIFY(!later.error());
}

QTEST_GUILESS_MAIN(tst_Timeouts)
#include "tst_timeouts.moc"
