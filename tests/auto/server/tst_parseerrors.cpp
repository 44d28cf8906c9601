// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The catalogue of section 2.7 of the behaviour reference: which input gives which error, whole and cut at every byte.

#include "rawpeer.h"
#include "serving.h"

#include <QtTest/qtest.h>

#include <llhttp.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_ParseErrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refused_data();
    void refused();
    void refusedCut_data() { refused_data(); }
    void refusedCut();
    void accepted_data();
    void accepted();
    void acceptedCut_data() { accepted_data(); }
    void acceptedCut();
    void positionInPacket();
    void endOfStream();
    void handlerBeforeTransferEncodingError();
    void lenient_data();
    void lenient();

private:
    void checkRefused(bool cut);
    void checkAccepted(bool cut);
};

namespace {

QByteArray chunked(const QByteArray &body)
{
    return postHead("Transfer-Encoding: chunked\r\n") + body;
}

QByteArray line(const QByteArray &startLine)
{
    return startLine + "\r\nHost: x\r\n\r\n";
}

} // namespace

// An empty reason: the texts differ between versions of the parser.
void tst_ParseErrors::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("codes"); // one of these
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *tag, const QByteArray &bytes, const QString &codes, const QString &reason = {}) {
        QTest::newRow(tag) << bytes << codes.split(u' ') << reason;
    };
    row("S2.70 equal lengths", postHead("Content-Length: 1\r\nContent-Length: 1\r\n"), u"HPE_UNEXPECTED_CONTENT_LENGTH"_s,
        u"Duplicate Content-Length"_s);
    row("S2.70 two lengths", postHead("Content-Length: 1\r\nContent-Length: 2\r\n"), u"HPE_UNEXPECTED_CONTENT_LENGTH"_s);
    row("S2.71 chunked then length", postHead("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"),
        u"HPE_INVALID_CONTENT_LENGTH HPE_UNEXPECTED_CONTENT_LENGTH"_s,
        u"Content-Length can't be present with Transfer-Encoding"_s);
    row("S2.72 length then chunked", postHead("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
        u"HPE_INVALID_TRANSFER_ENCODING HPE_UNEXPECTED_CONTENT_LENGTH"_s);
    for (const char *value : {"2x", "-1", "+5", "5, 5", "1 2", "0x5"}) {
        row(qPrintable(u"S2.73 "_s + QLatin1String(value)), postHead("Content-Length: "_ba + value + "\r\n"),
            u"HPE_INVALID_CONTENT_LENGTH"_s, u"Invalid character in Content-Length"_s);
    }
    row("S2.74 empty", postHead("Content-Length:\r\n"), u"HPE_INVALID_CONTENT_LENGTH"_s, u"Empty Content-Length"_s);
    row("S2.75 overflow", postHead("Content-Length: 18446744073709551616\r\n"), u"HPE_INVALID_CONTENT_LENGTH"_s,
        u"Content-Length overflow"_s);
    row("S2.76 gzip", postHead("Transfer-Encoding: gzip\r\n"), u"HPE_INVALID_TRANSFER_ENCODING"_s,
        u"Request has invalid `Transfer-Encoding`"_s);
    row("S2.76 chunkedx", postHead("Transfer-Encoding: chunkedx\r\n"), u"HPE_INVALID_TRANSFER_ENCODING"_s,
        u"Request has invalid `Transfer-Encoding`"_s);
    row("S2.77 chunked, gzip", postHead("Transfer-Encoding: chunked, gzip\r\n"), u"HPE_INVALID_TRANSFER_ENCODING"_s);
    row("S2.77 chunked twice", postHead("Transfer-Encoding: chunked, chunked\r\n"), u"HPE_INVALID_TRANSFER_ENCODING"_s);
    row("S2.79 unknown method", line("FOO / HTTP/1.1"), u"HPE_INVALID_METHOD"_s, u"Invalid method encountered"_s);
    row("S2.79 lower case", line("get / HTTP/1.1"), u"HPE_INVALID_METHOD"_s);
    row("S2.79 longer", line("GETS / HTTP/1.1"), u"HPE_INVALID_METHOD"_s);
    row("S2.80 http", line("GET / http/1.1"), u"HPE_INVALID_CONSTANT"_s);
    row("S2.81 letter", line("GET / HTTP/1.x"), u"HPE_INVALID_VERSION"_s, u"Invalid minor version"_s);
    row("S2.81 1.2", line("GET / HTTP/1.2"), u"HPE_INVALID_VERSION"_s, u"Invalid HTTP version"_s);
    row("S2.81 3.0", line("GET / HTTP/3.0"), u"HPE_INVALID_VERSION"_s, u"Invalid HTTP version"_s);
    row("S2.82 LF after the request line", "GET / HTTP/1.1\nHost: x\r\n\r\n"_ba,
        u"HPE_INVALID_VERSION HPE_CR_EXPECTED"_s);
    row("S2.84 bare CR in a value", get("/", "A: b\rc\r\n"), u"HPE_LF_EXPECTED"_s,
        u"Missing expected LF after header value"_s);
    row("S2.85 no colon", get("/", "Abc\r\n"), u"HPE_INVALID_HEADER_TOKEN"_s, u"Invalid header token"_s);
    row("S2.85 empty name", get("/", ": b\r\n"), u"HPE_INVALID_HEADER_TOKEN"_s, u"Invalid header token"_s);
    row("S2.85 blank in a name", get("/", "A b: c\r\n"), u"HPE_INVALID_HEADER_TOKEN"_s, u"Invalid header token"_s);
    row("S2.85 blank before the colon", get("/", "A : c\r\n"), u"HPE_INVALID_HEADER_TOKEN"_s);
    row("S2.85 high byte", get("/", "A\xe9: c\r\n"), u"HPE_INVALID_HEADER_TOKEN"_s, u"Invalid header token"_s);
    row("S2.85 control character in a value", get("/", "A: b\x01\r\n"), u"HPE_INVALID_HEADER_TOKEN"_s);
    row("S2.86 blank first", "GET / HTTP/1.1\r\n Host: x\r\n\r\n"_ba, u"HPE_UNEXPECTED_SPACE HPE_INVALID_HEADER_TOKEN"_s);
    row("S2.34 folded value", get("/", "A: b\r\n c\r\n"), u"HPE_INVALID_HEADER_TOKEN HPE_UNEXPECTED_SPACE"_s);
    row("S2.34 folded, whole line blank", get("/", "A: b\r\n \r\n"), u"HPE_INVALID_HEADER_TOKEN HPE_UNEXPECTED_SPACE"_s);
    row("LF after a header", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n"_ba,
        u"HPE_INVALID_HEADER_TOKEN HPE_CR_EXPECTED HPE_LF_EXPECTED"_s);
    row("LF instead of the empty line", "GET / HTTP/1.1\r\nHost: x\r\n\n"_ba,
        u"HPE_INVALID_HEADER_TOKEN HPE_CR_EXPECTED HPE_LF_EXPECTED HPE_STRICT"_s);
    row("CR alone instead of the empty line", "GET / HTTP/1.1\r\nHost: x\r\n\rX"_ba, u"HPE_STRICT HPE_LF_EXPECTED"_s);
    row("S2.87 letters", chunked("zz\r\n"), u"HPE_INVALID_CHUNK_SIZE"_s, u"Invalid character in chunk size"_s);
    row("S2.87 0x2", chunked("0x2\r\n"), u"HPE_INVALID_CHUNK_SIZE"_s, u"Invalid character in chunk size"_s);
    row("S2.87 empty", chunked("\r\n"), u"HPE_INVALID_CHUNK_SIZE"_s);
    row("S2.87 trailing blank", chunked("2 \r\nab\r\n"), u"HPE_INVALID_CHUNK_SIZE"_s);
    row("S2.88 overflow", chunked("FFFFFFFFFFFFFFFFF\r\n"), u"HPE_INVALID_CHUNK_SIZE"_s, u"Chunk size overflow"_s);
    row("S2.89 spilled chunk", chunked("3\r\nabcdef\r\n0\r\n\r\n"), u"HPE_STRICT"_s);
    row("S2.90 LF lines", chunked("3\nabc\n0\n\n"), u"HPE_CR_EXPECTED HPE_INVALID_CHUNK_SIZE"_s);
    row("S2.95 blank in the target", line("GET /a b HTTP/1.1"), u"HPE_INVALID_CONSTANT"_s);
    row("S1.75 0.9", "GET /\r\n\r\n"_ba, u"HPE_INVALID_VERSION HPE_INVALID_CONSTANT"_s);
    row("S1.75 2.0", line("GET / HTTP/2.0"), u"HPE_INVALID_VERSION"_s);
}

void tst_ParseErrors::checkRefused(bool cut)
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, codes);
    QFETCH(const QString, reason);
    Serving server([](auto *, auto *) {});
    QList<Error> told;
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error, QIODevice *socket) {
        told.append(error);
        socket->close();
    });
    RawPeer peer(server.port());
    if (cut)
        peer.sendCutAtEveryByte(bytes);
    else
        peer.send(bytes);
    QTRY_COMPARE(told.size(), 1);
    const Error error = told.constFirst();
    QVERIFY2(codes.contains(error.code()), qPrintable(error.code() + u' ' + error.reason()));
    QCOMPARE(error.message(), u"Parse Error: "_s + error.reason());
    if (!reason.isEmpty())
        QCOMPARE(error.reason(), reason);
    QVERIFY(!error.rawPacket().isEmpty());
    QVERIFY(error.bytesParsed() >= 0 && error.bytesParsed() <= error.rawPacket().size());
    QVERIFY(bytes.contains(error.rawPacket()));
    if (!cut)
        QCOMPARE(error.rawPacket(), bytes);
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(told.size(), 1);
}

void tst_ParseErrors::refused() { checkRefused(false); }
void tst_ParseErrors::refusedCut() { checkRefused(true); }

void tst_ParseErrors::accepted_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("S2.78 gzip, chunked") << postHead("Transfer-Encoding: gzip, chunked\r\n") + "3\r\nabc\r\n0\r\n\r\n"
            << "abc"_ba;
    QTest::newRow("S2.78 CHUNKED") << postHead("Transfer-Encoding: CHUNKED\r\n") + "3\r\nabc\r\n0\r\n\r\n" << "abc"_ba;
    QTest::newRow("S2.91 short extensions") << chunked("3;a=b\r\nabc\r\n0;x\r\n\r\n") << "abc"_ba;
#if LLHTTP_VERSION_MAJOR >= 9 // before, the parser knows one extension a chunk
    QTest::newRow("S2.91 two extensions") << chunked("3;a=b;c\r\nabc\r\n0;x=y;z\r\n\r\n") << "abc"_ba;
#endif
    QTest::newRow("no chunk at all") << chunked("0\r\n\r\n") << ""_ba;
    QTest::newRow("trailers of no chunk") << chunked("0\r\nA: b\r\nC: d\r\n\r\n") << ""_ba;
    QTest::newRow("trailers") << chunked("3\r\nabc\r\n0\r\nA: b\r\nC: d\r\n\r\n") << "abc"_ba;
    QTest::newRow("S2.95 empty lines first") << "\r\n\r\n"_ba + post("abc") << "abc"_ba;
    QTest::newRow("S2.97 no length") << postHead("") << ""_ba;
    QTest::newRow("leading zeros in a chunk size") << chunked("003\r\nabc\r\n000\r\n\r\n") << "abc"_ba;
    QTest::newRow("body on GET") << get("/", "Content-Length: 3\r\n") + "abc" << "abc"_ba;
    QTest::newRow("tab around a value") << post("abc", "A:\tb\t\r\n") << "abc"_ba;
    QTest::newRow("high bytes in a value") << post("abc", "A: \xe9\xff\r\n") << "abc"_ba;
}

void tst_ParseErrors::checkAccepted(bool cut)
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, body);
    Serving server([](auto *req, auto *res) {
        auto collected = std::make_shared<QByteArray>();
        QObject::connect(req, &IncomingMessage::dataReceived, res, [collected](const QByteArray &chunk) {
            *collected += chunk;
        });
        QObject::connect(req, &IncomingMessage::ended, res, [collected, res] { res->end(*collected); });
    });
    RawPeer peer(server.port());
    const QByteArray all = bytes + get(); // what follows is in step
    if (cut)
        peer.sendCutAtEveryByte(all);
    else
        peer.send(all);
    QTRY_COMPARE(withoutDate(peer.received()), ok(body) + ok(""));
}

void tst_ParseErrors::accepted() { checkAccepted(false); }
void tst_ParseErrors::acceptedCut() { checkAccepted(true); }

void tst_ParseErrors::positionInPacket()
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    Error told;
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error, QIODevice *socket) {
        told = error;
        socket->close();
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    const QByteArray bytes = get("/", "Good: 1\r\nBad header: 2\r\n");
    peer.send(bytes);
    QTRY_VERIFY(told);
    QCOMPARE(told.rawPacket(), bytes); // the piece that failed, not what came before
    QCOMPARE(told.bytesParsed(), bytes.indexOf(" header: 2"));
}

void tst_ParseErrors::endOfStream() // S2.93
{
    Serving server([](auto *, auto *) {});
    Error told;
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error, QIODevice *socket) {
        told = error;
        socket->close();
    });
    RawPeer peer(server.port());
    peer.send("GET / HT");
    peer.halfClose();
    QTRY_COMPARE(told.code(), u"HPE_INVALID_EOF_STATE"_s);
    QCOMPARE(told.message(), u"Parse Error"_s);
    QVERIFY(told.rawPacket().isNull());
    QCOMPARE(told.bytesParsed(), 0);
}

void tst_ParseErrors::handlerBeforeTransferEncodingError() // S2.76: the handler may run; nothing hidden is executed
{
    QStringList targets;
    Serving server([&](auto *req, auto *) { targets.append(req->url()); });
    RawPeer peer(server.port());
    peer.send(postHead("Transfer-Encoding: gzip\r\n") + get("/hidden"));
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(peer.received(), "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    QVERIFY(!targets.contains(u"/hidden"_s));
}

void tst_ParseErrors::lenient_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("S2.98 control character in a value") << get("/", "A: b\x01\r\n") << true;
    QTest::newRow("S2.98 chunked and a length") << postHead("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n")
            + "0\r\n\r\n" << true;
    QTest::newRow("S2.98 blank in a name") << get("/", "A b: c\r\n") << false;
}

void tst_ParseErrors::lenient()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, accepted);
    ServerOptions options;
    options.insecureHTTPParser = true;
    Serving server([](auto *, auto *res) { res->end("x"); }, options);
    RawPeer peer(server.port());
    peer.send(bytes);
    if (accepted)
        QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    else
        QTRY_COMPARE(peer.received(), "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
}

QTEST_GUILESS_MAIN(tst_ParseErrors)
#include "tst_parseerrors.moc"
