// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Section 1.4 to 1.6 of the behaviour reference: what bytes a handler's calls become, and whether the connection stays.

#include "rawpeer.h"

#include <NodeHttp/Server>

#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Handler = std::function<void(IncomingMessage *, ServerResponse *)>;
Q_DECLARE_METATYPE(Handler)

namespace {

const QByteArray kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"_ba;
const QByteArray kKeepAlive = "Date: <D>\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n"_ba;
const QByteArray kOk = "HTTP/1.1 200 OK\r\n"_ba;

} // namespace

class tst_ResponseFraming : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void row_data();
    void row();
    void rowCut_data() { row_data(); }
    void rowCut();
    void keepAliveTimeoutZero();

private:
    void run(bool cut);
};

void tst_ResponseFraming::row_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<Handler>("handler");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("open");
    const auto row = [](const char *tag, const QByteArray &request, Handler handler, const QByteArray &answer, bool open) {
        QTest::newRow(tag) << request << handler << answer << open;
    };
    const auto get = [row](const char *tag, Handler handler, const QByteArray &answer, bool open = true) {
        row(tag, kGet, std::move(handler), answer, open);
    };
    const QByteArray chunkedHead = kOk + kKeepAlive + "Transfer-Encoding: chunked\r\n\r\n";

    get("S1.32 end()", [](auto *, auto *r) { r->end(); }, kOk + kKeepAlive + "Content-Length: 0\r\n\r\n");
    get("S1.33 end(data)", [](auto *, auto *r) { r->end("hi"); }, kOk + kKeepAlive + "Content-Length: 2\r\n\r\nhi");
    get("S1.34 length in bytes", [](auto *, auto *r) { r->end(u"h\u00e9"_s); },
        kOk + kKeepAlive + "Content-Length: 3\r\n\r\nh\xc3\xa9");
    get("S1.35 end empty", [](auto *, auto *r) { r->end(""); }, kOk + kKeepAlive + "Content-Length: 0\r\n\r\n");
    get("S1.36 write and end", [](auto *, auto *r) { r->write("ab"); r->end("cd"); },
        chunkedHead + "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n");
    get("S1.37 empty write", [](auto *, auto *r) { r->write(""); r->end("cd"); }, chunkedHead + "2\r\ncd\r\n0\r\n\r\n");
    get("S1.39 writeHead is chunked", [](auto *, auto *r) { r->writeHead(200, {{"X-a", 1}}); r->end("hi"); },
        kOk + "X-a: 1\r\n" + kKeepAlive + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
    get("S1.40 404", [](auto *, auto *r) { r->writeHead(404); r->end(); },
        "HTTP/1.1 404 Not Found\r\n" + kKeepAlive + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    get("S1.42 flushHeaders", [](auto *, auto *r) { r->flushHeaders(); r->flushHeaders(); r->end(); },
        chunkedHead + "0\r\n\r\n");
    get("S1.43 own length", [](auto *, auto *r) { r->setHeader("Content-Length", 2); r->end("hi"); },
        kOk + "Content-Length: 2\r\n" + kKeepAlive + "\r\nhi");
    get("S1.44 length too long closes", [](auto *, auto *r) { r->setHeader("Content-Length", 10); r->end("hi"); },
        kOk + "Content-Length: 10\r\n" + kKeepAlive + "\r\nhi", false);
    get("S1.45 length too short closes", [](auto *, auto *r) { r->setHeader("Content-Length", 1); r->end("hi"); },
        kOk + "Content-Length: 1\r\n" + kKeepAlive + "\r\nhi", false);
    get("S1.46 Connection removed", [](auto *, auto *r) { r->removeHeader("connection"); r->end("hi"); },
        kOk + "Date: <D>\r\nContent-Length: 2\r\n\r\nhi");
    row("S1.46 and asked to close", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        [](auto *, auto *r) { r->removeHeader("connection"); r->end("hi"); },
        kOk + "Date: <D>\r\nContent-Length: 2\r\n\r\nhi", false);
    get("S1.47 Transfer-Encoding removed",
        [](auto *, auto *r) { r->removeHeader("transfer-encoding"); r->write("a"); r->end("hi"); },
        kOk + kKeepAlive + "\r\nahi", false);
    get("S1.48 Content-Length removed", [](auto *, auto *r) { r->removeHeader("content-length"); r->end("hi"); },
        chunkedHead + "2\r\nhi\r\n0\r\n\r\n");
    get("S1.49 Date removed", [](auto *, auto *r) { r->removeHeader("date"); r->end("hi"); },
        kOk + "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 2\r\n\r\nhi");
    get("S1.49 sendDate off", [](auto *, auto *r) { r->setSendDate(false); r->end("hi"); },
        kOk + "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 2\r\n\r\nhi");
    get("S1.50 Connection close", [](auto *, auto *r) { r->setHeader("Connection", "close"); r->end("hi"); },
        kOk + "Connection: close\r\nDate: <D>\r\nContent-Length: 2\r\n\r\nhi", false);
    get("S1.13 x-close-y closes", [](auto *, auto *r) { r->setHeader("Connection", "x-close-y"); r->end("hi"); },
        kOk + "Connection: x-close-y\r\nDate: <D>\r\nContent-Length: 2\r\n\r\nhi", false);
    get("S1.13 closed does not", [](auto *, auto *r) { r->setHeader("Connection", "closed"); r->end("hi"); },
        kOk + "Connection: closed\r\nDate: <D>\r\nContent-Length: 2\r\n\r\nhi");
    get("S1.51 Connection Upgrade", [](auto *, auto *r) { r->setHeader("Connection", "Upgrade"); r->end("hi"); },
        kOk + "Connection: Upgrade\r\nDate: <D>\r\nContent-Length: 2\r\n\r\nhi");
    row("S1.52 client closes", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        [](auto *, auto *r) { r->end("hi"); }, kOk + "Date: <D>\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi",
        false);
    get("S1.53 removed and set again", [](auto *, auto *r) {
        r->removeHeader("content-length"); r->setHeader("content-length", 2); r->removeHeader("connection");
        r->setHeader("connection", "keep-alive"); r->end("hi");
    }, kOk + "content-length: 2\r\nconnection: keep-alive\r\nDate: <D>\r\n\r\nhi");
    get("S1.55 204", [](auto *, auto *r) { r->setStatusCode(204); r->end("hi"); },
        "HTTP/1.1 204 No Content\r\n" + kKeepAlive + "\r\n");
    get("S1.56 204 chunked", [](auto *, auto *r) {
        r->setStatusCode(204); r->setHeader("transfer-encoding", "chunked"); r->end();
    }, "HTTP/1.1 204 No Content\r\ntransfer-encoding: chunked\r\nDate: <D>\r\nConnection: close\r\n\r\n", false);
    get("S1.57 204 with length", [](auto *, auto *r) {
        r->setStatusCode(204); r->setHeader("content-length", 0); r->end();
    }, "HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n" + kKeepAlive + "\r\n");
    get("S1.58 304 with length", [](auto *, auto *r) {
        r->setStatusCode(304); r->setHeader("content-length", 5); r->end("hello");
    }, "HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n" + kKeepAlive + "\r\n");
    get("S1.59 205", [](auto *, auto *r) { r->setStatusCode(205); r->end(); },
        "HTTP/1.1 205 Reset Content\r\n" + kKeepAlive + "Content-Length: 0\r\n\r\n");
    get("S1.60 1xx through writeHead", [](auto *, auto *r) { r->writeHead(100); r->end(); },
        "HTTP/1.1 100 Continue\r\n" + kKeepAlive + "\r\n");
    get("S1.61 101", [](auto *, auto *r) { r->writeHead(101, {{"Connection", "Upgrade"}, {"Upgrade", "x"}}); r->end(); },
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\nDate: <D>\r\n\r\n");
    get("S1.62 unknown code", [](auto *, auto *r) { r->writeHead(299); r->end(); },
        "HTTP/1.1 299 unknown\r\n" + kKeepAlive + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    get("S1.11 empty reason", [](auto *, auto *r) { r->writeHead(200, ""); r->end(); },
        "HTTP/1.1 200 \r\n" + kKeepAlive + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    get("S1.16 gzip ends with the connection", [](auto *, auto *r) {
        r->setHeader("Transfer-Encoding", "gzip"); r->end("zz");
    }, kOk + "Transfer-Encoding: gzip\r\nDate: <D>\r\nConnection: close\r\n\r\nzz", false);
    get("S1.18 chunked drops the length", [](auto *, auto *r) {
        r->setHeader("Transfer-Encoding", "chunked"); r->setHeader("Content-Length", 2); r->end("hi");
    }, kOk + "Transfer-Encoding: chunked\r\n" + kKeepAlive + "\r\n2\r\nhi\r\n0\r\n\r\n");
    get("S1.18 chunked drops every length", [](auto *, auto *r) {
        r->setHeader("Content-Length", QByteArrayList{"2", "3"}); r->setHeader("Transfer-Encoding", "chunked"); r->end("hi");
    }, kOk + "Transfer-Encoding: chunked\r\n" + kKeepAlive + "\r\n2\r\nhi\r\n0\r\n\r\n");
    get("S1.17 one length is sent", [](auto *, auto *r) {
        r->writeHead(200, {{"Content-Length", 2}, {"content-length", 3}}); r->end("hi");
    }, kOk + "Content-Length: 2\r\n" + kKeepAlive + "\r\nhi");
    get("S1.17 a length that is none closes", [](auto *, auto *r) { r->setHeader("Content-Length", "two"); r->end("hi"); },
        kOk + "Content-Length: two\r\nDate: <D>\r\nConnection: close\r\n\r\nhi", false);
    get("S1.17 a negative length closes", [](auto *, auto *r) { r->setHeader("Content-Length", -2); r->end("hi"); },
        kOk + "Content-Length: -2\r\nDate: <D>\r\nConnection: close\r\n\r\nhi", false);
    get("S1.22 own Keep-Alive", [](auto *, auto *r) { r->setHeader("Keep-Alive", "timeout=9"); r->end(); },
        kOk + "Keep-Alive: timeout=9\r\nDate: <D>\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");

    row("S1.64 HEAD", "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", [](auto *, auto *r) { r->end("hi"); },
        kOk + kKeepAlive + "\r\n", true);
    row("S1.63 HEAD write", "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n",
        [](auto *, auto *r) { QVERIFY(r->write("abc")); r->end(); }, kOk + kKeepAlive + "\r\n", true);
    row("S1.65 HEAD with length", "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n",
        [](auto *, auto *r) { r->setHeader("Content-Length", 7); r->end(); },
        kOk + "Content-Length: 7\r\n" + kKeepAlive + "\r\n", true);

    const QByteArray old = "GET / HTTP/1.0\r\nHost: x\r\n\r\n", oldAlive = "GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n";
    row("S1.68 HTTP/1.0", old, [](auto *, auto *r) { r->end("hi"); },
        kOk + "Date: <D>\r\nConnection: close\r\n\r\nhi", false);
    row("S1.69 HTTP/1.0 keep-alive", oldAlive, [](auto *, auto *r) { r->end("hi"); },
        kOk + "Date: <D>\r\nConnection: close\r\n\r\nhi", false);
    row("S1.70 HTTP/1.0 keep-alive and length", oldAlive,
        [](auto *, auto *r) { r->setHeader("Content-Length", 2); r->end("hi"); },
        kOk + "Content-Length: 2\r\n" + kKeepAlive + "\r\nhi", true);
    row("S1.71 HTTP/1.0 TE chunked", "GET / HTTP/1.0\r\nHost: x\r\nTE: chunked\r\n\r\n",
        [](auto *, auto *r) { r->write("a"); r->end("hi"); },
        kOk + "Date: <D>\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nhi\r\n0\r\n\r\n", false);
    row("S1.72 HTTP/1.0 own chunked", old,
        [](auto *, auto *r) { r->setHeader("Transfer-Encoding", "chunked"); r->end("hi"); },
        kOk + "Transfer-Encoding: chunked\r\nDate: <D>\r\nConnection: close\r\n\r\n2\r\nhi\r\n0\r\n\r\n", false);

    get("S1.103 hexadecimal size", [](auto *, auto *r) { r->write(QByteArray(40000, 'a')); r->end(); },
        chunkedHead + "9c40\r\n" + QByteArray(40000, 'a') + "\r\n0\r\n\r\n");
    get("S1.98 trailers", [](auto *, auto *r) {
        r->setHeader("Trailer", "X-T"); r->write("a"); r->addTrailers({{"X-T", 1}}); r->end();
    }, kOk + "Trailer: X-T\r\n" + kKeepAlive + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-T: 1\r\n\r\n");
    get("S1.107 trailer list", [](auto *, auto *r) {
        r->write("a"); r->addTrailers({{"gone", 1}}); r->addTrailers({{"X-T", QStringList{u"1"_s, u"2"_s}}}); r->end();
    }, chunkedHead + "1\r\na\r\n0\r\nX-T: 1\r\nX-T: 2\r\n\r\n");
    get("S1.108 no trailers without chunks", [](auto *, auto *r) { r->addTrailers({{"X-T", 1}}); r->end("a"); },
        kOk + kKeepAlive + "Content-Length: 1\r\n\r\na");
    get("S1.29 Trailer with length", [](auto *, auto *r) {
        r->setHeader("Trailer", "X-T"); r->setHeader("Content-Length", 1);
        QVERIFY(!r->end("a"));
        QCOMPARE(r->error().code(), u"ERR_HTTP_TRAILER_INVALID"_s);
        r->removeHeader("trailer"); r->end("a");
    }, kOk + "Content-Length: 1\r\n" + kKeepAlive + "\r\na");
    get("S1.110 encodings", [](auto *, auto *r) { r->write(u"aGk="_s, Encoding::Base64); r->end(u"6869"_s, Encoding::Hex); },
        chunkedHead + "2\r\nhi\r\n2\r\nhi\r\n0\r\n\r\n");
    get("S1.110 utf16le", [](auto *, auto *r) { r->end(u"hi"_s, Encoding::Utf16le); },
        kOk + kKeepAlive + "Content-Length: 4\r\n\r\n" + QByteArray("h\0i\0", 4));
    get("S1.112 latin1 head", [](auto *, auto *r) { r->setHeader("A", u"\u00e9"_s); r->end(u"x"_s); },
        kOk + "A: \xe9\r\n" + kKeepAlive + "Content-Length: 1\r\n\r\nx");
    get("S1.139 interim answers", [](auto *, auto *r) { r->writeContinue(); r->writeProcessing(); r->end("hi"); },
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + kOk + kKeepAlive + "Content-Length: 2\r\n\r\nhi");
    get("S1.141 interim after the head", [](auto *, auto *r) {
        r->write("a");
        QVERIFY(!r->writeContinue());
        QCOMPARE(r->error().code(), u"ERR_HTTP_HEADERS_SENT"_s);
        r->end();
    }, chunkedHead + "1\r\na\r\n0\r\n\r\n");
    get("S10.7 early hints", [](auto *, auto *r) {
        r->writeEarlyHints({{"link", QStringList{u"</a>; rel=preload"_s, u"</b>; rel=preload"_s}}, {"X-q", 1}});
        QVERIFY(!r->writeEarlyHints({{"link", "x"}}));
        QCOMPARE(r->error().code(), u"ERR_INVALID_ARG_VALUE"_s);
        r->end();
    }, "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload, </b>; rel=preload\r\nX-q: 1\r\n\r\n" + kOk + kKeepAlive
        + "Content-Length: 0\r\n\r\n");
    get("S1.145 bad code then a good one", [](auto *, auto *r) {
        r->setStatusCode(42);
        QVERIFY(!r->end());
        QCOMPARE(r->error().code(), u"ERR_HTTP_INVALID_STATUS_CODE"_s);
        r->setStatusCode(201); r->end();
    }, "HTTP/1.1 201 Created\r\n" + kKeepAlive + "Content-Length: 0\r\n\r\n");
    get("S1.146 Connection list", [](auto *, auto *r) {
        r->setHeader("Connection", QStringList{u"keep-alive"_s, u"close"_s}); r->end();
    }, kOk + "Connection: keep-alive\r\nConnection: close\r\nDate: <D>\r\nContent-Length: 0\r\n\r\n", false);
    get("S1.147 no trailers", [](auto *, auto *r) { r->write("a"); r->addTrailers({}); r->end(); },
        chunkedHead + "1\r\na\r\n0\r\n\r\n");
    get("S2.9 lists and cookies", [](auto *, auto *r) {
        r->setHeader("Set-Cookie", QStringList{u"a=1"_s, u"b=2"_s}); r->setHeader("Cookie", QStringList{u"a=1"_s, u"b=2"_s});
        r->setHeader("Empty", QStringList()); r->setHeader("D", ""); r->end();
    }, kOk + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nCookie: a=1; b=2\r\nD: \r\n" + kKeepAlive + "Content-Length: 0\r\n\r\n");
    get("T9 merged headers", [](auto *, auto *r) {
        r->setHeader("X-B", "b"); r->setHeader("X-a", "old");
        r->writeHead(200, "Fine", {{"x-A", "new"}, {"X-C", "c"}}); r->end("hi");
    }, "HTTP/1.1 200 Fine\r\nX-B: b\r\nx-A: new\r\nX-C: c\r\n" + kKeepAlive + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
    get("S2.17 duplicates verbatim", [](auto *, auto *r) { r->writeHead(200, {{"X-a", "1"}, {"x-A", "2"}}); r->end(); },
        kOk + "X-a: 1\r\nx-A: 2\r\n" + kKeepAlive + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("S3.54 no Host", "GET / HTTP/1.1\r\n\r\n", [](auto *, auto *) { QFAIL("no request event"); },
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nDate: <D>\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", false);
    row("S3.15 two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", [](auto *, auto *) { QFAIL("no request event"); },
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nDate: <D>\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", false);
}

void tst_ResponseFraming::run(bool cut)
{
    QFETCH(const QByteArray, request);
    QFETCH(const Handler, handler);
    QFETCH(const QByteArray, answer);
    QFETCH(const bool, open);

    Server server;
    connect(&server, &Server::requestReceived, this, handler);
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    RawPeer peer(server.port());
    if (cut)
        peer.sendCutAtEveryByte(request);
    else
        peer.send(request);
    QTRY_VERIFY(withoutDate(peer.received()).size() >= answer.size());
    QCOMPARE(withoutDate(peer.received()), answer);
    if (open) {
        // Still served: a second request on the same connection gets its answer.
        server.disconnect(this);
        connect(&server, &Server::requestReceived, this, [](auto *, auto *res) { res->end("again"); });
        peer.take();
        peer.send(kGet);
        QTRY_VERIFY(peer.received().endsWith("again"));
        QVERIFY(!peer.isClosed());
    } else {
        QTRY_VERIFY(peer.isClosed());
        QVERIFY(!peer.wasReset());
        QCOMPARE(withoutDate(peer.received()), answer);
    }
}

void tst_ResponseFraming::row() { run(false); }
void tst_ResponseFraming::rowCut() { run(true); }

void tst_ResponseFraming::keepAliveTimeoutZero() // S1.54, S1.26
{
    for (const auto &[timeout, line] : {std::pair(0, ""_ba), {2999, "Keep-Alive: timeout=2\r\n"_ba}, {200, "Keep-Alive: timeout=0\r\n"_ba}}) {
        Server server;
        server.setKeepAliveTimeout(timeout);
        connect(&server, &Server::requestReceived, this, [](auto *, auto *res) { res->end(); });
        QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
        RawPeer peer(server.port());
        peer.send(kGet);
        QTRY_COMPARE(withoutDate(peer.received()),
                     kOk + "Date: <D>\r\nConnection: keep-alive\r\n" + line + "Content-Length: 0\r\n\r\n");
    }
}

QTEST_GUILESS_MAIN(tst_ResponseFraming)
#include "tst_responseframing.moc"
