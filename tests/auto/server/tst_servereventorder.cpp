// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Event orders of sections 3.3, 3.5 and 3.9 of the behaviour reference, as one line a row.

#include "eventlog.h"
#include "rawpeer.h"

#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Handler = std::function<void(IncomingMessage *, ServerResponse *)>;
using Play = std::function<void(RawPeer &)>;
Q_DECLARE_METATYPE(Handler)
Q_DECLARE_METATYPE(Play)

namespace {

const QByteArray kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"_ba;
const QByteArray kPost = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"_ba;
const QByteArray kHalfPost = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"_ba;

void later(QObject *context, std::function<void()> call)
{
    QTimer::singleShot(20, context, std::move(call));
}

} // namespace

class tst_ServerEventOrder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answered_data();
    void answered();
    void secondAnswersFirst();
    void disconnects_data();
    void disconnects();
    void halfClosedGetsItsAnswer_data();
    void halfClosedGetsItsAnswer();
    void halfOpenForbidden();
    void statesAtClose();
    void bodyAfterAnswer();
    void requestsBehindClosingAnswer();
};

void tst_ServerEventOrder::answered_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Handler>("handler");
    QTest::addColumn<QString>("events");

    QTest::newRow("S3.16 body never touched") << kGet << Handler([](auto *, auto *res) { res->end("x"); })
        << u"request > res.prefinish > res.finish > res.close > req.end > req.close"_s;
    QTest::newRow("S3.17 body resumed first") << kGet << Handler([](auto *req, auto *res) { req->resume(); res->end("x"); })
        << u"request > res.prefinish > res.finish > req.end > res.close > req.close"_s;
    QTest::newRow("S3.18 answered at the end") << kPost << Handler([](auto *req, auto *res) {
        connect(req, &IncomingMessage::dataReceived, req, [] {});
        connect(req, &IncomingMessage::ended, res, [res] { res->end("x"); });
    }) << u"request > req.end > res.prefinish > res.finish > req.close > res.close"_s;
    QTest::newRow("S3.19 answered much later") << kPost << Handler([](auto *req, auto *res) {
        req->resume();
        later(res, [res] { res->end("x"); });
    }) << u"request > req.end > req.close > res.prefinish > res.finish > res.close"_s;
}

void tst_ServerEventOrder::answered()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Handler, handler);
    QFETCH(const QString, events);
    Server server;
    EventLog log(&server);
    connect(&server, &Server::requestReceived, this, [&](IncomingMessage *req, ServerResponse *res) {
        log.watch(req, u"req"_s);
        log.watch(res, u"res"_s);
        handler(req, res);
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(log.contains(u"req.close"_s) && log.contains(u"res.close"_s));
    QCOMPARE(log.text(), events);
}

void tst_ServerEventOrder::secondAnswersFirst() // S3.33, S3.34, T2
{
    Server server;
    EventLog log;
    int n = 0;
    connect(&server, &Server::requestReceived, this, [&](IncomingMessage *, ServerResponse *res) {
        const QString name = u"res%1"_s.arg(++n);
        log.watch(res, name);
        if (n == 2) {
            QVERIFY(!res->socket());
            res->end("two");
            QVERIFY(res->headersSent() && res->isWritableEnded() && !res->isWritableFinished());
        } else {
            QVERIFY(res->socket());
            later(res, [res] { res->end("one"); });
        }
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    RawPeer peer(server.port());
    peer.send(kGet + kGet);
    QTRY_VERIFY(log.contains(u"res2.close"_s));
    QCOMPARE(log.text(), u"res1.prefinish > res2.prefinish > res1.finish > res1.close > res2.finish > res2.close"_s);
    const QByteArray head = "HTTP/1.1 200 OK\r\nDate: <D>\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n"
                            "Content-Length: 3\r\n\r\n";
    QTRY_COMPARE(withoutDate(peer.received()), head + "one" + head + "two");
}

void tst_ServerEventOrder::disconnects_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Handler>("handler");
    QTest::addColumn<Play>("play");
    QTest::addColumn<QString>("events");

    const Handler wait = [](auto *, auto *) {};
    const Handler begin = [](auto *, auto *res) { res->write("partial"); };
    const Play reset = [](RawPeer &peer) { peer.reset(); };
    const Play nothing = [](RawPeer &) {};

    QTest::newRow("S3.67 FIN inside a body") << kHalfPost << wait << Play([](RawPeer &peer) { peer.halfClose(); })
        << u"sock.end > req.aborted > sock.close > res.close > req.error(ECONNRESET) > req.close[complete=0,aborted=1]"_s;
    QTest::newRow("S3.68 RST inside a body") << kHalfPost << wait << reset
        << u"req.aborted > sock.close > res.close > req.error(ECONNRESET) > req.close[complete=0,aborted=1]"_s;
    QTest::newRow("S3.69 RST while answering") << kGet << begin << reset
        << u"req.aborted > sock.close > res.close > req.error(ECONNRESET) > req.close[complete=1,aborted=1]"_s;
    QTest::newRow("S3.70 res.destroy") << kGet << Handler([](auto *, auto *res) { res->destroy(); }) << nothing
        << u"req.aborted > sock.close > res.close > req.error(ECONNRESET) > req.close[complete=1,aborted=1]"_s;
    QTest::newRow("S3.71 req.destroy") << kGet << Handler([](auto *req, auto *) { req->destroy(); }) << nothing
        << u"req.aborted > req.close[complete=1,aborted=1] > sock.close > res.close"_s;
    QTest::newRow("S3.72 req.destroy with an error") << kGet
        << Handler([](auto *req, auto *) { req->destroy(Error(u"EMINE"_s, u"mine"_s)); }) << nothing
        << u"req.aborted > req.error(EMINE) > req.close[complete=1,aborted=1] > sock.close > res.close"_s;
    QTest::newRow("S3.65 RST, body consumed") << kPost << Handler([](auto *req, auto *) { req->resume(); }) << reset
        << u"req.end > req.close[complete=1,aborted=0] > sock.close > res.close"_s;
    QTest::newRow("S3.76 bad chunk while answering")
        << "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"_ba << begin
        << Play([](RawPeer &peer) { peer.send("zz\r\n"); })
        << u"req.aborted > sock.close > res.close > req.error(ECONNRESET) > req.close[complete=0,aborted=1]"_s;
}

void tst_ServerEventOrder::disconnects()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Handler, handler);
    QFETCH(const Play, play);
    QFETCH(const QString, events);
    Server server;
    EventLog log;
    bool requested = false;
    connect(&server, &Server::connectionOpened, this, [&](QIODevice *socket) { log.watchSocket(socket); });
    connect(&server, &Server::requestReceived, this, [&](IncomingMessage *req, ServerResponse *res) {
        log.watch(req, u"req"_s, EventLog::Errors | EventLog::State);
        connect(res, &ServerResponse::closed, this, [&log] { log.note(u"res.close"_s); });
        handler(req, res);
        requested = true;
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(requested);
    play(peer);
    QTRY_COMPARE(log.text(), events);
    QTRY_COMPARE(server.connections(), 0);
    QCOMPARE(log.text(), events);
}

void tst_ServerEventOrder::halfClosedGetsItsAnswer_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("answers");
    QTest::newRow("S3.64 one request") << kGet << 1;
    QTest::newRow("S3.64 three pipelined") << kGet + kPost + kGet << 3;
}

void tst_ServerEventOrder::halfClosedGetsItsAnswer()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, answers);
    Server server;
    EventLog log;
    int n = 0;
    connect(&server, &Server::connectionOpened, this, [&](QIODevice *socket) { log.watchSocket(socket); });
    connect(&server, &Server::requestReceived, this, [&](IncomingMessage *req, ServerResponse *res) {
        req->resume();
        later(res, [res, size = 100000 + ++n] { res->end(QByteArray(size, 'a')); });
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    RawPeer peer(server.port());
    peer.send(bytes);
    peer.halfClose();
    QTRY_VERIFY2(peer.isClosed(), qPrintable(u"%1 bytes, %2 events"_s.arg(peer.received().size()).arg(log.text())));
    QVERIFY(!peer.wasReset());
    QCOMPARE(peer.received().count("HTTP/1.1 200 OK\r\n"), answers);
    for (int i = 1; i <= answers; ++i)
        QVERIFY(peer.received().contains("Content-Length: " + QByteArray::number(100000 + i) + "\r\n\r\naaa"));
    QTRY_COMPARE(log.text(), u"sock.end > sock.close"_s);
}

void tst_ServerEventOrder::halfOpenForbidden() // S3.63
{
    ServerOptions options;
    options.allowHalfOpen = false;
    Server server(options);
    EventLog log;
    connect(&server, &Server::requestReceived, this, [&](IncomingMessage *req, ServerResponse *res) {
        log.watch(req, u"req"_s, EventLog::Errors);
        connect(res, &ServerResponse::closed, this, [&log] { log.note(u"res.close"_s); });
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    RawPeer peer(server.port());
    peer.send(kGet);
    peer.halfClose();
    QTRY_COMPARE(log.text(), u"req.aborted > res.close > req.error(ECONNRESET) > req.close"_s);
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().isEmpty());
}

void tst_ServerEventOrder::statesAtClose() // S3.21, S3.22, S1.135
{
    Server server;
    int checks = 0;
    connect(&server, &Server::requestReceived, this, [&](IncomingMessage *req, ServerResponse *res) {
        QVERIFY(!req->isComplete());
        QCOMPARE(res->socket(), req->socket());
        QVERIFY(!res->headersSent() && !res->isWritableEnded() && !res->isWritableFinished());
        connect(res, &ServerResponse::finished, this, [&, req, res] {
            QVERIFY(!res->socket());
            QVERIFY(req->socket());
            QVERIFY(res->isWritableFinished() && !res->isDestroyed());
            QCOMPARE(res->req(), req);
            ++checks;
        });
        connect(res, &ServerResponse::closed, this, [&, res] {
            QVERIFY(res->isDestroyed() && res->isWritableEnded() && res->isWritableFinished());
            ++checks;
        });
        connect(req, &IncomingMessage::closed, this, [&, req] {
            QVERIFY(req->isComplete() && !req->isAborted() && req->isDestroyed() && req->isReadableEnded());
            ++checks;
        });
        res->end("x");
        QVERIFY(res->headersSent() && res->isWritableEnded() && res->isFinished() && res->isWritableFinished());
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    RawPeer peer(server.port());
    peer.send(kGet);
    QTRY_COMPARE(checks, 3);
}

void tst_ServerEventOrder::bodyAfterAnswer() // S3.115
{
    Server server;
    EventLog log(&server);
    connect(&server, &Server::requestReceived, this, [&](IncomingMessage *req, ServerResponse *res) {
        log.watch(req, u"req"_s);
        log.watch(res, u"res"_s);
        res->end("x");
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    RawPeer peer(server.port());
    peer.send(kHalfPost);
    QTRY_COMPARE(log.text(), u"request > res.prefinish > res.finish > res.close"_s);
    peer.send("defghi");
    QTRY_COMPARE(log.text(), u"request > res.prefinish > res.finish > res.close > req.end > req.close"_s);
    log.clear();
    peer.send(kGet);
    QTRY_VERIFY(log.contains(u"req.close"_s));
}

void tst_ServerEventOrder::requestsBehindClosingAnswer() // S3.30; closed() of the second answer is ours
{
    Server server;
    EventLog log;
    int n = 0;
    connect(&server, &Server::requestReceived, this, [&](IncomingMessage *req, ServerResponse *res) {
        const QString number = QString::number(++n);
        log.watch(req, u"req"_s + number, EventLog::Errors);
        connect(res, &ServerResponse::finished, this, [&log, number] { log.note(u"res%1.finish"_s.arg(number)); });
        connect(res, &ServerResponse::closed, this, [&log, number] { log.note(u"res%1.close"_s.arg(number)); });
        res->setHeader("Connection", "close");
        res->end(number.toLatin1());
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    RawPeer peer(server.port());
    peer.send(kGet + kGet);
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().endsWith("\r\n\r\n1"));
    QTRY_COMPARE(log.text(), u"res1.finish > res1.close > req1.end > req1.close > req2.aborted > "
                              "req2.error(ECONNRESET) > req2.close > res2.close"_s);
}

QTEST_GUILESS_MAIN(tst_ServerEventOrder)
#include "tst_servereventorder.moc"
