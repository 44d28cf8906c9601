// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Peers that mean harm: each input is refused or cut at a limit, no second request is seen, and the server goes on.

#include "rawpeer.h"
#include "serving.h"

#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray chunked(const QByteArray &body)
{
    return postHead("Transfer-Encoding: chunked\r\n") + body;
}

} // namespace

class tst_Hostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void smuggling_data();
    void smuggling();
    void heads_data();
    void heads();
    void chunkExtensionFlood();
    void extensionOnEveryChunk();
    void trailersStayApart();
    void trailerFlood();
    void floodOfSmallHeaders();
    void strangeNames();
    void nothingAfterClose();
    void bodyOfGetIsNotARequest();
    void pipelineFlood();
    void slowHead();
    void slowBody();
    void slowReader();
    void manyIdleConnections();
    void garbageInEveryForm();
};

void tst_Hostile::smuggling_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
    const auto row = [&](const char *tag, const QByteArray &bytes) { QTest::newRow(tag) << bytes + hidden; };
    row("length and chunked", postHead("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\nG");
    row("chunked and length", postHead("Transfer-Encoding: chunked\r\nContent-Length: 6\r\n") + "0\r\n\r\nG");
    row("chunked, identity", postHead("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n") + "0\r\n\r\n");
    row("identity, chunked", postHead("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n") + "zz\r\n\r\n");
    row("chunked, foo", postHead("Transfer-Encoding: chunked, foo\r\n") + "0\r\n\r\n");
    row("xchunked", postHead("Transfer-Encoding: xchunked\r\n") + "0\r\n\r\n");
    row("vertical tab", postHead("Transfer-Encoding: \x0b""chunked\r\n") + "0\r\n\r\n");
    row("folded coding", postHead("Transfer-Encoding:\r\n chunked\r\n") + "0\r\n\r\n");
    row("blank before a line", postHead("A: b\r\n Content-Length: 5\r\n"));
    row("blank before the colon", postHead("Content-Length : 5\r\n"));
    for (const char *value : {"1 2", "+5", "0x5", "05,5", "5, 6", "18446744073709551616", "", "-1", "5;", "1e1"})
        row(qPrintable(u"Content-Length: "_s + QLatin1String(value)), postHead("Content-Length: "_ba + value + "\r\n"));
    row("two lengths", postHead("Content-Length: 5\r\nContent-Length: 6\r\n"));
    row("CR X after the head", "GET / HTTP/1.1\r\nHost: x\r\n\rX");
    row("LF lines", "GET / HTTP/1.1\nHost: x\n\n");
    row("CR inside a value", get("/", "A: b\rContent-Length: 5\r\n"));
    row("CR in a name", get("/", "A\r: b\r\n"));
    for (const char *size : {"0x5", "+5", "-1", "5 ", " 5", "FFFFFFFFFFFFFFFFF", "5_0", "", ";"})
        row(qPrintable(u"chunk size "_s + QLatin1String(size)), chunked(QByteArray(size) + "\r\nhello\r\n0\r\n\r\n"));
    row("chunk spill", chunked("5\r\nhello!!\r\n0\r\n\r\n"));
    row("no CRLF after chunk data", chunked("5\r\nhello0\r\n\r\n"));
    row("last chunk ended by LF", chunked("5\r\nhello\r\n0\n\n"));
    row("1.0 with chunked", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    row("host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
}

void tst_Hostile::smuggling()
{
    QFETCH(const QByteArray, bytes);
    QStringList urls;
    Serving server([&](auto *req, auto *res) {
        urls.append(req->url());
        req->resume();
        QObject::connect(req, &IncomingMessage::ended, res, [res] { res->end("never"); });
    });
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(peer.isClosed());
    const QByteArray answer = peer.received();
    QVERIFY2(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer.constData());
    QVERIFY(!answer.contains("never"));
    QVERIFY(!urls.contains(u"/hidden"_s));

    RawPeer next(server.port()); // nobody else noticed
    next.send(get("/next"));
    QTRY_VERIFY(next.received().endsWith("never"));
}

void tst_Hostile::heads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("10 MB header") << get("/", "A: " + QByteArray(10 * 1024 * 1024, 'a') + "\r\n") << "HTTP/1.1 431 "_ba;
    QTest::newRow("1 MB target") << get("/" + QByteArray(1024 * 1024, 'a')) << "HTTP/1.1 431 "_ba;
    QTest::newRow("1 MB method") << QByteArray(1024 * 1024, 'A') + " / HTTP/1.1\r\n\r\n" << "HTTP/1.1 400 "_ba;
    QByteArray many;
    for (int i = 0; i < 100000; ++i)
        many += "a: b\r\n";
    QTest::newRow("100 000 headers") << get("/", many) << "HTTP/1.1 431 "_ba;
    QTest::newRow("NUL in a name") << get("/", QByteArray("A\0: b\r\n", 7)) << "HTTP/1.1 400 "_ba;
    QTest::newRow("NUL in a value") << get("/", QByteArray("A: b\0\r\n", 7)) << "HTTP/1.1 400 "_ba;
    QTest::newRow("empty name") << get("/", ": b\r\n") << "HTTP/1.1 400 "_ba;
    QTest::newRow("0x80 in a name") << get("/", "\x80: b\r\n") << "HTTP/1.1 400 "_ba;
}

void tst_Hostile::heads()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, start);
    bool reached = false;
    Serving server([&](auto *, auto *) { reached = true; });
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(peer.isClosed());
    QVERIFY2(peer.received().startsWith(start) || (peer.wasReset() && peer.received().isEmpty()),
             peer.received().left(100).constData());
    QVERIFY(!reached);
}

void tst_Hostile::chunkExtensionFlood() // 100 MB that no handler ever sees
{
    Serving server([](auto *req, auto *) { req->resume(); });
    QList<Error> errors;
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error, QIODevice *socket) {
        errors.append(error);
        socket->close();
    });
    RawPeer peer(server.port());
    peer.send(chunked("1;" + QByteArray(100 * 1024 * 1024, 'a')));
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors[0].code(), u"HPE_CHUNK_EXTENSIONS_OVERFLOW"_s);
    QVERIFY(peer.bytesSent() < 32 * 1024 * 1024);
}

void tst_Hostile::extensionOnEveryChunk() // each is small, all of them are not
{
    Serving server([](auto *req, auto *) { req->resume(); });
    RawPeer peer(server.port());
    QByteArray body;
    for (int i = 0; i < 20000; ++i)
        body += "1;" + QByteArray(40, 'a') + "\r\nx\r\n";
    peer.send(chunked(body));
    QTRY_VERIFY(peer.isClosed());
    QVERIFY2(peer.received().startsWith("HTTP/1.1 413 "), peer.received().left(100).constData());
}

void tst_Hostile::trailersStayApart()
{
    QVariantMap headers;
    QVariantMap trailers;
    Serving server([&](auto *req, auto *res) {
        req->resume();
        QObject::connect(req, &IncomingMessage::ended, res, [&, req, res] {
            headers = req->headers();
            trailers = req->trailers();
            res->end("x");
        });
    });
    RawPeer peer(server.port());
    peer.send(chunked("0\r\nHost: evil\r\nAuthorization: me\r\nX-Sum: 1\r\n\r\n"));
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QCOMPARE(headers.value(u"host"_s).toString(), u"x"_s);
    QVERIFY(!headers.contains(u"authorization"_s));
    QCOMPARE(trailers.value(u"x-sum"_s).toString(), u"1"_s);

    RawPeer second(server.port()); // what would delimit a message cannot come after it
    second.send(chunked("0\r\nContent-Length: 5\r\nTransfer-Encoding: gzip\r\n\r\n"));
    QTRY_VERIFY(second.isClosed());
    QVERIFY(second.received().startsWith("HTTP/1.1 400 "));
}

void tst_Hostile::trailerFlood()
{
    Serving server([](auto *req, auto *) { req->resume(); });
    RawPeer peer(server.port());
    QByteArray lines;
    for (int i = 0; i < 10000; ++i)
        lines += "a" + QByteArray::number(i) + ": b\r\n";
    peer.send(chunked("0\r\n" + lines + "\r\n"));
    QTRY_VERIFY(peer.isClosed());
    QVERIFY2(peer.received().startsWith("HTTP/1.1 431 "), peer.received().left(100).constData());
}

void tst_Hostile::floodOfSmallHeaders() // S2.49: below the size limit the count limits what is kept
{
    ServerOptions options;
    options.maxHeadersCount = 10;
    qsizetype kept = -1;
    Serving server([&](auto *req, auto *res) {
        kept = req->headers().size();
        res->end("x");
    }, options);
    RawPeer peer(server.port());
    QByteArray lines;
    for (int i = 0; i < 500; ++i)
        lines += "a" + QByteArray::number(i) + ": b\r\n";
    peer.send(get("/", lines));
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QCOMPARE(kept, 10);
}

void tst_Hostile::strangeNames()
{
    QVariantMap headers;
    Serving server([&](auto *req, auto *res) {
        headers = req->headers();
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get("/", "__proto__: a\r\nconstructor: b\r\ntoString: c\r\n"));
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QCOMPARE(headers.value(u"__proto__"_s).toString(), u"a"_s);
    QCOMPARE(headers.value(u"constructor"_s).toString(), u"b"_s);
    QCOMPARE(headers.value(u"tostring"_s).toString(), u"c"_s);
}

void tst_Hostile::nothingAfterClose()
{
    int requests = 0;
    Serving server([&](auto *, auto *res) {
        ++requests;
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get("/", "Connection: close\r\n") + get("/hidden"));
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(requests, 1);
    QCOMPARE(peer.received().count("HTTP/1.1"), 1);
}

void tst_Hostile::bodyOfGetIsNotARequest()
{
    QStringList urls;
    Serving server([&](auto *req, auto *res) {
        urls.append(req->method() + u' ' + req->url());
        res->end("x");
    });
    RawPeer peer(server.port());
    const QByteArray hidden = get("/hidden");
    const QByteArray length = "Content-Length: " + QByteArray::number(hidden.size()) + "\r\n";
    for (const char *method : {"GET", "HEAD", "OPTIONS"})
        peer.send(QByteArray(method) + " / HTTP/1.1\r\nHost: x\r\n" + length + "\r\n" + hidden);
    peer.send(get("/last", "Connection: close\r\n"));
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(urls, (QStringList{u"GET /"_s, u"HEAD /"_s, u"OPTIONS /"_s, u"GET /last"_s}));
}

void tst_Hostile::pipelineFlood() // the answers are not read: neither are more requests
{
    int requests = 0;
    Serving server([&](auto *, auto *res) {
        ++requests;
        res->end(QByteArray(20000, 'x'));
    });
    RawPeer peer(server.port());
    peer.pauseReading();
    QByteArray flood;
    for (int i = 0; i < 100000; ++i)
        flood += get();
    peer.send(flood);
    int before = -1;
    QTRY_VERIFY([&] { return std::exchange(before, requests) == requests && requests > 0; }());
    QVERIFY(!QTest::qWaitFor([&] { return requests > 5000; }, 300));
    QVERIFY(requests < 5000);
}

void tst_Hostile::slowHead()
{
    ServerOptions options;
    options.headersTimeout = 100ms;
    options.connectionsCheckingInterval = 20ms;
    Serving server([](auto *, auto *) {}, options);
    RawPeer peer(server.port());
    QTimer drip;
    connect(&drip, &QTimer::timeout, &peer, [&] { peer.send("a"); });
    peer.send("GET / HTTP/1.1\r\nA: ");
    drip.start(10); // activity does not help
    QTRY_VERIFY(peer.isClosed());
    QVERIFY2(peer.received().startsWith("HTTP/1.1 408 "), peer.received().constData());
}

void tst_Hostile::slowBody()
{
    ServerOptions options;
    options.headersTimeout = 50ms;
    options.requestTimeout = 100ms;
    options.connectionsCheckingInterval = 20ms;
    Serving server([](auto *req, auto *) { req->resume(); }, options);
    RawPeer peer(server.port());
    QTimer drip;
    connect(&drip, &QTimer::timeout, &peer, [&] { peer.send("a"); });
    peer.send(postHead("Content-Length: 100000\r\n"));
    drip.start(10);
    QTRY_VERIFY(peer.isClosed());
    QVERIFY2(peer.received().startsWith("HTTP/1.1 408 "), peer.received().constData());
}

void tst_Hostile::slowReader() // it takes the head and then nothing: the idle timeout ends it, memory stays flat
{
    ServerOptions options;
    options.timeout = 150ms;
    qint64 most = 0;
    bool closed = false;
    Serving server([&](auto *, auto *res) {
        const auto fill = [&most, res] {
            while (res->write(QByteArray(16384, 'x'))) { }
            most = qMax(most, res->writableLength());
        };
        QObject::connect(res, &ServerResponse::drained, res, fill);
        QObject::connect(res, &ServerResponse::closed, res, [&closed] { closed = true; });
        fill();
    }, options);
    RawPeer peer(server.port());
    peer.pauseReading();
    peer.send(get());
    QTRY_VERIFY(closed);
    QVERIFY(most <= 64 * 1024);
}

void tst_Hostile::manyIdleConnections()
{
    ServerOptions options;
    options.headersTimeout = 300ms;
    options.connectionsCheckingInterval = 50ms;
    options.maxConnections = 150;
    Serving server([](auto *, auto *res) { res->end("x"); }, options);
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < 200; ++i) {
        peers.push_back(std::make_unique<RawPeer>(server.port()));
        peers.back()->send("G");
    }
    QTRY_COMPARE(std::count_if(peers.begin(), peers.end(), [](const auto &peer) { return peer->isClosed(); }), 200);
    QTRY_COMPARE(server.connections(), 0);
    RawPeer next(server.port());
    next.send(get());
    QTRY_COMPARE(withoutDate(next.received()), ok("x"));
}

void tst_Hostile::garbageInEveryForm() // a request with one byte replaced, every byte by every kind of byte
{
    Serving server([](auto *req, auto *res) {
        req->resume();
        QObject::connect(req, &IncomingMessage::ended, res, [res] { res->end("x"); });
    });
    const QByteArray good = chunked("3;a=b\r\nabc\r\n0\r\nT: v\r\n\r\n");
    for (const char byte : {'\0', '\r', '\n', ' ', ':', '\x7f', '\xff', '0', 'z'}) {
        std::vector<std::unique_ptr<RawPeer>> peers;
        for (qsizetype i = 0; i < good.size(); ++i) {
            QByteArray bad = good;
            bad[i] = byte;
            peers.push_back(std::make_unique<RawPeer>(server.port()));
            peers.back()->send(bad);
            peers.back()->halfClose();
        }
        for (const auto &peer : peers) { // whatever it is, it has an end
            QTRY_VERIFY(peer->isClosed());
            QVERIFY(peer->received().isEmpty() || peer->received().startsWith("HTTP/1.1 "));
        }
    }
    QTRY_COMPARE(server.connections(), 0);
}

QTEST_GUILESS_MAIN(tst_Hostile)
#include "tst_hostile.moc"
