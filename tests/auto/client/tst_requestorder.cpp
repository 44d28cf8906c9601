// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Event orders of section 5.4 of the behaviour reference that the server brings about, as one line a row. Orders that
// the caller brings about (destroy, abort, timeouts) are in tst_requestdestroy.

#include "requestplay.h"

#include <QtNetwork/qtcpsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Options = RequestPlay::Options;
using Act = RequestPlay::Act;
using Script = RawServer::Script;
Q_DECLARE_METATYPE(Options)
Q_DECLARE_METATYPE(Act)

namespace {

enum Pool { Once, Pooled };
const QByteArray Fin = RawServer::Fin, Reset = RawServer::Reset, Nothing = RawServer::Nothing;
const QByteArray kHi = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"_ba;
const QByteArray kHalf = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi"_ba;
const QByteArray kChunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n"_ba;
const QByteArray kSwitching = "HTTP/1.1 101 S\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n"_ba;

// The usual ways a request begins and ends.
const QString kSent = u"req.socket > req.prefinish > sock.connect > req.finish"_s;
const QString kBody = kSent + u" > req.response > res.data(hi)"_s;
const QString kEmpty = kSent + u" > req.response"_s;
const QString kDone = u" > res.end > res.close > req.close > sock.close"_s;
const QString kKept = u" > res.end > req.close > res.close"_s;
const QString kCut = u" > res.aborted > req.close > sock.close > res.error(ECONNRESET) > res.close(cut)"_s;
const QString kFailed = u" > req.close > sock.close"_s;

Options as(const QString &method, const HeaderList &headers = {})
{
    return [=](RequestOptions &options) {
        options.method = method;
        options.headers = headers;
    };
}
const HeaderList kUpgrade = {{"Connection", "Upgrade"}, {"Upgrade", "foo"}};

const Act kTakeUpgrade = [](ClientRequest *req, EventLog *log) {
    QObject::connect(req, &ClientRequest::upgradeReceived, log, [log](IncomingMessage *, QIODevice *socket, const QByteArray &head) {
        log->note(u"req.upgrade("_s + QString::fromLatin1(head) + u')');
        QTimer::singleShot(200, socket, [socket] { delete socket; }); // ours now
    });
    QObject::connect(req, &ClientRequest::connectReceived, log, [log](IncomingMessage *res, QIODevice *socket, const QByteArray &head) {
        log->note(u"req.connect(%1,%2)"_s.arg(res->statusCode()).arg(QString::fromLatin1(head)));
        QTimer::singleShot(200, socket, [socket] { delete socket; });
    });
    req->end();
};

OutgoingMessage::Callback called(EventLog *log, const QString &name)
{
    return [=](const Error &error) { log->note(name + u'(' + error.code() + u')'); };
}

} // namespace

class tst_RequestOrder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void order_data();
    void order();
    void refused();
    void lookupFails_data();
    void lookupFails();
    void withoutErrorReceivers();
    void withoutResponseReceiver();
    void switchedUnasked_data();
    void switchedUnasked();
    void messages_data();
    void messages();

private:
    static void lengthRows();
    static void interimRows();
    static void bodilessRows();
    static void brokenRows();
    static void callerRows();
};

void tst_RequestOrder::order_data()
{
    QTest::addColumn<Pool>("pool");
    QTest::addColumn<Options>("change");
    QTest::addColumn<Script>("script");
    QTest::addColumn<Act>("act");
    QTest::addColumn<QString>("events");
    QTest::addColumn<int>("kept"); // connections in the pool afterwards
    lengthRows();
    interimRows();
    bodilessRows();
    brokenRows();
    callerRows();
}

void tst_RequestOrder::lengthRows()
{
    const auto row = [](const char *tag, Pool pool, const Script &script, const QString &events, int kept = 0) {
        QTest::newRow(tag) << pool << Options() << script << Act() << events << kept;
    };
    row("S5.31 with a length", Once, {kHi}, kBody + kDone);
    row("S5.32 the same, pooled", Pooled, {kHi}, kBody + kKept, 1);
    row("S5.32 chunked, pooled", Pooled, {kChunked, "0\r\n\r\n"}, kBody + kKept, 1);
    row("S5.33 close, pooling agent", Pooled, {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi", Fin},
        kBody + kDone);
    row("S5.34 delimited by FIN", Once, {"HTTP/1.1 200 OK\r\n\r\nhi", Fin},
        kBody + u" > sock.end > res.end > res.close > req.close > sock.close"_s);
    row("S5.34 the same, pooling agent", Pooled, {"HTTP/1.1 200 OK\r\n\r\nhi", Fin},
        kBody + u" > sock.end > res.end > res.close > req.close > sock.close"_s);
    // Node takes the truncated body for a whole one.
    row("S5.35 delimited by the end, but RST", Once, {"HTTP/1.1 200 OK\r\n\r\nhi", Reset},
        kBody + u" > req.error(ECONNRESET)"_s + kCut);
    row("S5.39 FIN before a response", Once, {Nothing, Fin},
        kSent + u" > req.error(ECONNRESET) > sock.end > req.close > sock.close"_s);
    row("S5.39 FIN inside the head", Once, {"HTTP/1.1 200 OK\r\nCon", Fin},
        kSent + u" > req.error(ECONNRESET) > sock.end > req.close > sock.close"_s);
    row("S5.40 RST before a response", Once, {Nothing, Reset}, kSent + u" > req.error(ECONNRESET)"_s + kFailed);
    row("S5.41 FIN inside a length", Once, {kHalf, Fin}, kBody + u" > sock.end"_s + kCut);
    row("S5.41 FIN inside a length, pooling agent", Pooled, {kHalf, Fin}, kBody + u" > sock.end"_s + kCut);
    row("S5.41 FIN inside chunks", Once, {kChunked, Fin}, kBody + u" > sock.end"_s + kCut);
    row("S5.43 RST inside the body", Once, {kHalf, Reset}, kBody + u" > req.error(ECONNRESET)"_s + kCut);
    row("S5.82 1.0 with keep-alive", Pooled, {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi"},
        kBody + kKept, 1);
    row("S5.82 1.0 without", Pooled, {"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi"}, kBody + kDone);
}

void tst_RequestOrder::interimRows()
{
    const QByteArray hints = "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"_ba;
    QTest::newRow("S5.63 100 after Expect") << Once << as(u"POST"_s, {{"Expect", "100-continue"}})
        << Script{"HTTP/1.1 100 Continue\r\n\r\n", kHi} << Act([](ClientRequest *req, EventLog *log) {
               connect(req, &ClientRequest::continueReceived, log, [req] { req->end("x"); });
           })
        << u"req.socket > sock.connect > req.continue > req.prefinish > req.information(100) > req.finish > "
           "req.response > res.data(hi)"_s + kDone << 0;
    QTest::newRow("S5.91 100 nobody asked for") << Once << Options() << Script{"HTTP/1.1 100 Continue\r\n\r\n", kHi} << Act()
        << kSent + u" > req.continue > req.information(100) > req.response > res.data(hi)"_s + kDone << 0;
    QTest::newRow("S5.64 102, 103") << Once << Options() << Script{hints + kHi} << Act()
        << kSent + u" > req.information(102) > req.information(103) > req.response > res.data(hi)"_s + kDone << 0;
    QTest::newRow("S5.65 101 asked for, nobody takes it") << Once << as(u"GET"_s, kUpgrade) << Script{kSwitching} << Act()
        << kSent + kFailed << 0;
    QTest::newRow("S5.67 101 taken") << Pooled << as(u"GET"_s, kUpgrade) << Script{kSwitching + "XY"} << kTakeUpgrade
        << kSent + u" > req.upgrade(XY) > req.close"_s << 0;
    QTest::newRow("S5.68 200 with Upgrade headers") << Once << as(u"GET"_s, kUpgrade)
        << Script{"HTTP/1.1 200 OK\r\nConnection: Upgrade\r\nUpgrade: foo\r\nContent-Length: 2\r\n\r\nhi"} << kTakeUpgrade
        << kBody + kKept + u" > sock.close"_s << 0; // its own Connection line made it keep-alive (S1.14)
    const Options tunnel = [](RequestOptions &options) {
        options.method = u"CONNECT"_s;
        options.path = u"a:1"_s;
    };
    QTest::newRow("S5.69 CONNECT, 200") << Once << tunnel << Script{"HTTP/1.1 200 P\r\n\r\nhi"} << kTakeUpgrade
        << kSent + u" > req.connect(200,hi) > req.close"_s << 0;
    QTest::newRow("S5.69 CONNECT, 407") << Pooled << tunnel << Script{"HTTP/1.1 407 P\r\nContent-Length: 2\r\n\r\nhi"}
        << kTakeUpgrade << kSent + u" > req.connect(407,hi) > req.close"_s << 0;
    QTest::newRow("S5.70 CONNECT, nobody takes it") << Once << tunnel << Script{"HTTP/1.1 200 P\r\n\r\n"} << Act()
        << kSent + kFailed << 0;
}

void tst_RequestOrder::bodilessRows()
{
    const auto row = [](const char *tag, const Options &change, const Script &script, const QString &events, int kept) {
        QTest::newRow(tag) << Pooled << change << script << Act() << events << kept;
    };
    const Options head = as(u"HEAD"_s);
    row("S5.71 HEAD with a length", head, {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"}, kEmpty + kKept, 1);
    row("S5.71 HEAD, chunked", head, {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"}, kEmpty + kKept, 1);
    row("S5.72 HEAD with neither", head, {"HTTP/1.1 200 OK\r\n\r\n"}, kEmpty + kDone, 0);
    row("S5.73 HEAD with a body", head, {kHi},
        kEmpty + u" > req.error(HPE_INVALID_CONSTANT) > res.end > req.close > res.close > sock.close"_s, 0);
    // Node drops these bytes and keeps the connection (S6.40).
    row("S5.74 HEAD, body later", head, {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "hi"},
        kEmpty + kKept + u" > sock.close"_s, 0);
    row("S5.75 204", {}, {"HTTP/1.1 204 No Content\r\n\r\n"}, kEmpty + kKept, 1);
    row("S5.75 204 with a length", {}, {"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n"}, kEmpty + kKept, 1);
    row("S5.75 304 with a length", {}, {"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"}, kEmpty + kKept, 1);
    row("S5.76 205 with a body", {}, {"HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nhi"}, kBody + kKept, 1);
}

void tst_RequestOrder::brokenRows()
{
    const auto row = [](const char *tag, Pool pool, const Script &script, const QString &events) {
        QTest::newRow(tag) << pool << Options() << script << Act() << events << 0;
    };
    row("S5.77 second response", Pooled, {kHi + kHi}, kBody + kKept + u" > sock.close"_s);
    row("S5.77 second response, no pool", Once, {kHi + kHi}, kBody + kDone);
    const QString overtakes = kEmpty + u" > req.error(HPE_INVALID_CONSTANT) > res.data(hi)"_s;
    row("S5.78 garbage behind the body", Pooled, {kHi + "garbage"}, overtakes + kKept + u" > sock.close"_s);
    row("S5.78 the same, no pool", Once, {kHi + "garbage"}, overtakes + kDone);
    row("S5.79 malformed status line", Once, {"garbage\r\n\r\n"}, kSent + u" > req.error(HPE_INVALID_CONSTANT)"_s + kFailed);
    row("S5.80 bad chunk", Once, {kChunked, "2\r\nho\r\nzz\r\n"},
        kBody + u" > res.data(ho) > req.error(HPE_INVALID_CHUNK_SIZE)"_s + kCut);
    row("S5.80 bad chunk in the first packet", Once, {kChunked + "zz\r\n"},
        kEmpty + u" > req.error(HPE_INVALID_CHUNK_SIZE) > res.data(hi)"_s + kCut);
    row("S5.81 head too large", Once, {"HTTP/1.1 200 OK\r\nA: " + QByteArray(20000, 'x') + "\r\n\r\n"},
        kSent + u" > req.error(HPE_HEADER_OVERFLOW)"_s + kFailed);
}

void tst_RequestOrder::callerRows()
{
    const Options post = as(u"POST"_s);
    QTest::newRow("S5.36 answered before the body ended") << Pooled << post << Script{kHi}
        << Act([](ClientRequest *req, EventLog *log) {
               req->flushHeaders();
               connect(req, &ClientRequest::responseReceived, log, [req](IncomingMessage *message) {
                   connect(message, &IncomingMessage::closed, req, [req] { QTimer::singleShot(20, req, [req] { req->end(); }); });
               });
           })
        << u"req.socket > sock.connect > req.response > res.data(hi) > res.end > res.close > req.prefinish > "
           "req.finish > req.close"_s << 1;
    const QString done = u" > req.response > res.data(hi)"_s + kDone;
    QTest::newRow("S5.83 write after end") << Once << post << Script{kHi} << Act([](ClientRequest *req, EventLog *log) {
        req->end("a");
        QVERIFY(!req->write("b", log, called(log, u"cb"_s)));
    }) << u"req.socket > req.prefinish > cb(ERR_STREAM_WRITE_AFTER_END) > req.error(ERR_STREAM_WRITE_AFTER_END) > "
          "sock.connect > req.finish"_s + done << 0;
    QTest::newRow("S5.84 end three times") << Once << post << Script{kHi} << Act([](ClientRequest *req, EventLog *log) {
        req->end("a", log, called(log, u"cb1"_s));
        req->end(log, called(log, u"cb2"_s));
        req->end("z", log, called(log, u"cb3"_s));
    }) << u"req.socket > req.prefinish > cb3(ERR_STREAM_WRITE_AFTER_END) > req.error(ERR_STREAM_WRITE_AFTER_END) > "
          "sock.connect > req.finish > cb1() > cb2()"_s + done << 0;
    QTest::newRow("S5.85 write after destroy") << Once << post << Script{kHi} << Act([](ClientRequest *req, EventLog *log) {
        req->destroy();
        QVERIFY(!req->write("b", log, called(log, u"cb"_s)));
    }) << u"req.error(ECONNRESET) > req.close > cb(ERR_STREAM_DESTROYED)"_s << 0;
}

void tst_RequestOrder::order()
{
    QFETCH(const Pool, pool);
    QFETCH(const Options, change);
    QFETCH(const Script, script);
    QFETCH(const Act, act);
    QFETCH(const QString, events);
    QFETCH(const int, kept);
    RequestPlay play(script, pool == Pooled);
    play.start(change, act);
    QTRY_COMPARE(play.text(), events);
    play.settle();
    QCOMPARE(play.text(), events);
    QCOMPARE(play.freeSockets(), kept);
}

void tst_RequestOrder::refused() // S5.37, S1.138
{
    RequestPlay play({}, false);
    play.server.stopListening();
    play.start({}, {});
    QTRY_COMPARE(play.text(), u"req.socket > req.prefinish > req.error(ECONNREFUSED) > req.close > sock.close"_s);
}

void tst_RequestOrder::lookupFails_data() // S5.38
{
    QTest::addColumn<int>("delay");
    QTest::newRow("at once") << -1;
    QTest::newRow("later") << 10;
}

void tst_RequestOrder::lookupFails()
{
    QFETCH(const int, delay);
    RequestPlay play({}, false);
    play.start([&](RequestOptions &options) {
        options.host = u"nobody.invalid"_s;
        options.lookup = [&](const QString &, int, int, const LookupCallback &callback) {
            const Error error(u"ENOTFOUND"_s, u"getaddrinfo ENOTFOUND nobody.invalid"_s);
            if (delay < 0)
                callback(error, {});
            else
                QTimer::singleShot(delay, &play.server, [=] { callback(error, {}); });
        };
    }, {});
    QTRY_COMPARE(play.text(), u"req.socket > req.prefinish > req.error(ENOTFOUND) > req.close > sock.close"_s);
    QCOMPARE(play.server.connections(), 0);
}

void tst_RequestOrder::withoutErrorReceivers() // S5.42
{
    RequestPlay play({kHalf, Fin}, false);
    play.start({}, {}, RequestPlay::kAll & ~EventLog::Errors);
    QTRY_COMPARE(play.text(), kBody + u" > sock.end > res.aborted > req.close > sock.close > res.close(cut)"_s);
}

void tst_RequestOrder::withoutResponseReceiver() // S4.18
{
    RequestPlay play({kHi}, false);
    play.start({}, {}, EventLog::Sockets);
    QTRY_COMPARE(play.text(), kSent + kFailed);
    RequestPlay pooled({kHi}, true);
    pooled.start({}, {}, EventLog::Sockets);
    QTRY_COMPARE(pooled.text(), kSent + u" > req.close"_s);
    QCOMPARE(pooled.freeSockets(), 1);
}

void tst_RequestOrder::switchedUnasked_data() // S5.65, S5.66: here a 101 that nobody asked for is an error
{
    QTest::addColumn<bool>("pooled");
    QTest::newRow("no pool") << false;
    QTest::newRow("pool") << true;
}

void tst_RequestOrder::switchedUnasked()
{
    QFETCH(const bool, pooled);
    RequestPlay play({kSwitching}, pooled);
    play.start({}, {});
    QTRY_VERIFY2(play.log.contains(u"sock.close"_s), qPrintable(play.text()));
    static const QRegularExpression error(u"req\\.error\\([A-Z_]+\\)"_s);
    QCOMPARE(play.text().replace(error, u"req.error"_s), kSent + u" > req.error"_s + kFailed);
    QCOMPARE(play.freeSockets(), 0);
}

void tst_RequestOrder::messages_data() // S2.99–S2.102
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("request");
    QTest::addColumn<QString>("response");
    const QString none;
    QTest::newRow("S2.99 FIN") << Script{Nothing, Fin} << u"socket hang up"_s << none;
    QTest::newRow("S2.100 RST") << Script{Nothing, Reset} << u"read ECONNRESET"_s << none;
    QTest::newRow("S2.100 RST in the body") << Script{kHalf, Reset} << u"read ECONNRESET"_s << u"aborted"_s;
    QTest::newRow("S2.101 FIN in the body") << Script{kHalf, Fin} << none << u"aborted"_s;
    QTest::newRow("S2.80 garbage") << Script{"garbage\r\n\r\n"} << u"Parse Error: *"_s << none;
}

void tst_RequestOrder::messages()
{
    QFETCH(const Script, script);
    QFETCH(const QString, request);
    QFETCH(const QString, response);
    RawServer server(script);
    Asked asked(get(to(server.port())));
    QTRY_VERIFY(asked.isOver());
    if (request.endsWith(u'*'))
        QVERIFY2(asked.error.message().startsWith(request.chopped(1)), qPrintable(asked.error.message()));
    else
        QCOMPARE(asked.error.message(), request);
    QCOMPARE(asked.messageError.message(), response);
    if (asked.error.code().startsWith(u"HPE_"_s)) {
        QCOMPARE(asked.error.bytesParsed(), 0);
        QCOMPARE(asked.error.rawPacket(), "garbage\r\n\r\n"_ba);
    }
}

QTEST_GUILESS_MAIN(tst_RequestOrder)
#include "tst_requestorder.moc"
