// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What a request says about its head and its trailers: sections 2.3 to 2.5 of the behaviour reference, and S4.7.

#include "eventlog.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qpointer.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

using Look = std::function<void(IncomingMessage *)>;

// Sends these bytes to a server that only looks at the request, and tells whether it was answered.
bool looks(const QByteArray &bytes, const Look &look, const ServerOptions &options = {})
{
    Serving server([&](auto *req, auto *res) {
        look(req);
        req->resume();
        res->end("seen");
    }, options);
    RawPeer peer(server.port());
    peer.send(bytes);
    return QTest::qWaitFor([&] { return peer.received().endsWith("\r\n\r\nseen"); });
}

// The same for a chunked request with these trailers, when its last byte was parsed.
bool looksAtEnd(const QByteArray &trailers, const Look &look, const ServerOptions &options = {})
{
    Serving server([&](auto *req, auto *res) {
        req->resume();
        QObject::connect(req, &IncomingMessage::ended, res, [&look, req, res] {
            look(req);
            res->end("seen");
        });
    }, options);
    RawPeer peer(server.port());
    peer.send(postHead("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n0\r\n" + trailers + "\r\n");
    return QTest::qWaitFor([&] { return peer.received().endsWith("\r\n\r\nseen"); });
}

QByteArray manyLines(int count)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i)
        lines += 'h' + QByteArray::number(i) + ": v\r\n";
    return lines;
}

ServerOptions withLimit(int maxHeadersCount)
{
    ServerOptions options;
    options.maxHeadersCount = maxHeadersCount;
    return options;
}

} // namespace

class tst_IncomingHeaders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void twice_data();
    void twice();
    void twiceAsTrailer_data() { twice_data(); }
    void twiceAsTrailer();
    void onceIsAListForSetCookieOnly();
    void transferEncodingInTwoLines();
    void rawOrder();
    void namesAndValues_data();
    void namesAndValues();
    void firstValue();
    void count_data();
    void count();
    void droppedLineStillFrames();
    void limitIsReadAtAccept();
    void trailersComeLast();
    void trailersOfSeveralKinds();
    void trailersBudget();
    void trailersTooLong();
    void limitOfTrailers();
};

void tst_IncomingHeaders::twice_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QVariant>("plain");
    QTest::addColumn<QVariant>("joined");
    const char *const firstWins[] = {
        "Age", "Authorization", "Content-Type", "ETag", "Expires", "From", "Host", "If-Modified-Since",
        "If-Unmodified-Since", "Last-Modified", "Location", "Max-Forwards", "Proxy-Authorization", "Referer",
        "Retry-After", "Server", "User-Agent",
    };
    const auto row = [](const char *rule, const char *name, const QVariant &plain, const QVariant &joined) {
        QTest::addRow("%s %s", rule, name) << QByteArray(name) << plain << joined;
    };
    for (const char *name : firstWins)
        row("S2.35", name, u"a"_s, u"a, b"_s);
    row("S2.36", "Set-Cookie", QStringList{u"a"_s, u"b"_s}, QStringList{u"a"_s, u"b"_s});
    row("S2.37", "Cookie", u"a; b"_s, u"a; b"_s);
    for (const char *name : {"Accept", "Cache-Control", "Date", "Connection", "Via", "X-Unknown", "Accept-Encoding",
                             "X-Forwarded-For", "Content-Language", "If-None-Match", "Vary", "Ages", "Cookie2"}) {
        row("S2.38", name, u"a, b"_s, u"a, b"_s);
    }
}

void tst_IncomingHeaders::twice() // S2.35 to S2.40
{
    QFETCH(const QByteArray, name);
    QFETCH(const QVariant, plain);
    QFETCH(const QVariant, joined);
    const QString key = QString::fromLatin1(name).toLower();
    ServerOptions options;
    options.requireHostHeader = false; // for Host itself
    const QByteArray bytes = "GET / HTTP/1.1\r\n" + name + ": a\r\nOther: x\r\n" + name.toUpper() + ": b\r\n\r\n";
    for (const bool join : {false, true}) {
        options.joinDuplicateHeaders = join;
        QVERIFY(looks(bytes, [&](IncomingMessage *req) {
            QCOMPARE(req->headers(), (QVariantMap{{key, join ? joined : plain}, {u"other"_s, u"x"_s}}));
            QCOMPARE(req->headersDistinct(), (QVariantMap{{key, QStringList{u"a"_s, u"b"_s}},
                                                          {u"other"_s, QStringList{u"x"_s}}}));
            const QString raw = QString::fromLatin1(name) + u"|a|Other|x|"_s + key.toUpper() + u"|b"_s;
            QCOMPARE(req->rawHeaders().join(u'|'), raw);
        }, options));
    }
}

void tst_IncomingHeaders::twiceAsTrailer() // S2.35 to S2.40, S4.7
{
    QFETCH(const QByteArray, name);
    QFETCH(const QVariant, plain);
    QFETCH(const QVariant, joined);
    const QString key = QString::fromLatin1(name).toLower();
    ServerOptions options;
    for (const bool join : {false, true}) {
        options.joinDuplicateHeaders = join;
        QVERIFY(looksAtEnd(name + ": a\r\n" + name.toUpper() + ": b\r\n", [&](IncomingMessage *req) {
            QCOMPARE(req->trailers(), (QVariantMap{{key, join ? joined : plain}}));
            QCOMPARE(req->trailersDistinct(), (QVariantMap{{key, QStringList{u"a"_s, u"b"_s}}}));
        }, options));
    }
}

void tst_IncomingHeaders::onceIsAListForSetCookieOnly() // S2.36, S2.40
{
    QVERIFY(looks(get("/", "SET-cookie: a=1, b\r\nAccept: a, b\r\n"), [](IncomingMessage *req) {
        QCOMPARE(req->headers().value(u"accept"_s), QVariant(u"a, b"_s));
        QCOMPARE(req->headersDistinct().value(u"accept"_s), QVariant(QStringList{u"a, b"_s}));
        const QVariant value = req->headers().value(u"set-cookie"_s);
        QCOMPARE(value.metaType(), QMetaType::fromType<QStringList>());
        QCOMPARE(value.toStringList(), QStringList{u"a=1, b"_s});
    }));
}

void tst_IncomingHeaders::transferEncodingInTwoLines() // S2.38: the joined text frames the body
{
    QByteArray body;
    Serving server([&](auto *req, auto *res) {
        QCOMPARE(req->headers().value(u"transfer-encoding"_s), QVariant(u"gzip, chunked"_s));
        connect(req, &IncomingMessage::dataReceived, res, [&](const QByteArray &chunk) { body += chunk; });
        connect(req, &IncomingMessage::ended, res, [res] { res->end("seen"); });
    });
    RawPeer peer(server.port());
    peer.send(postHead("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n") + "2\r\nzz\r\n0\r\n\r\n");
    QTRY_COMPARE(withoutDate(peer.received()), ok("seen"));
    QCOMPARE(body, "zz"_ba);
}

void tst_IncomingHeaders::rawOrder() // S2.35, S2.41: order, case and duplicates as they came
{
    QVERIFY(looks("GET / HTTP/1.1\r\nzEbra: 1\r\nHOST: x\r\nAge: 2\r\nage: 3\r\nZebra: 1\r\n\r\n", [](auto *req) {
        QCOMPARE(req->rawHeaders().join(u'|'), u"zEbra|1|HOST|x|Age|2|age|3|Zebra|1"_s);
        QCOMPARE(req->headers().keys().join(u'|'), u"age|host|zebra"_s);
        QVERIFY(req->trailers().isEmpty() && req->rawTrailers().isEmpty() && req->trailersDistinct().isEmpty());
    }));
}

void tst_IncomingHeaders::namesAndValues_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("S2.33 trimmed") << "A:   v  w  \t"_ba << u"A"_s << u"v  w"_s;
    QTest::newRow("S2.33 tabs") << "A:\t \tv\tw \t "_ba << u"A"_s << u"v\tw"_s;
    QTest::newRow("S2.33 no blank") << "A:v"_ba << u"A"_s << u"v"_s;
    QTest::newRow("S2.33 empty") << "A:"_ba << u"A"_s << u""_s;
    QTest::newRow("S2.33 blanks only") << "A: \t "_ba << u"A"_s << u""_s;
    QTest::newRow("S2.33 latin1") << "A: \xe9\x80\xff"_ba << u"A"_s << u"\u00e9\u0080\u00ff"_s;
    QTest::newRow("S2.33 UTF-8 is not decoded") << "A: \xc3\xa9"_ba << u"A"_s << u"\u00c3\u00a9"_s;
    QTest::newRow("S2.30 colons") << "A: b:c: d"_ba << u"A"_s << u"b:c: d"_s;
    QTest::newRow("S2.29 every token byte") << "!#$%&'*+-.09AZ^_`az|~: 1"_ba << u"!#$%&'*+-.09AZ^_`az|~"_s << u"1"_s;
}

void tst_IncomingHeaders::namesAndValues() // S2.29, S2.30, S2.33
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QVERIFY(looks(get("/", line + "\r\n"), [&](IncomingMessage *req) {
        QCOMPARE(req->rawHeaders().mid(2), (QStringList{name, value}));
        QCOMPARE(req->headers().value(name.toLower()), QVariant(value));
        QCOMPARE(req->header(name.toLatin1()).toByteArray(), value.toLatin1());
    }));
}

void tst_IncomingHeaders::firstValue() // S2.41: case does not matter; null and empty differ
{
    QVERIFY(looks(get("/", "X-A: 1\r\nx-a: 2\r\nEmpty:\r\n"), [](IncomingMessage *req) {
        QCOMPARE(req->header("x-A").toByteArray(), "1"_ba);
        QVERIFY(req->header("absent").isNull());
        QVERIFY(req->header("empty").isEmpty() && !req->header("empty").isNull());
    }));
}

void tst_IncomingHeaders::count_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("sent");
    QTest::addColumn<int>("kept");
    QTest::addColumn<int>("raw");
    QTest::newRow("S2.49 limit reached") << 4 << 4 << 4 << 4;
    QTest::newRow("S2.49 no limit") << 0 << 1500 << 1500 << 1500;
    QTest::newRow("S2.50 default") << -1 << 1500 << 1000 << 1023;
    QTest::newRow("S2.50 below the default") << -1 << 900 << 900 << 900;
    QTest::newRow("S2.51 one group") << 2 << 4 << 2 << 4;
    QTest::newRow("S2.51 group cut") << 5 << 40 << 5 << 31;
    QTest::newRow("S2.51 whole group") << 31 << 70 << 31 << 31;
    QTest::newRow("S2.51 next group begins below") << 32 << 70 << 32 << 62;
}

void tst_IncomingHeaders::count() // S2.49, S2.50, S2.51
{
    QFETCH(const int, limit);
    QFETCH(const int, sent);
    QFETCH(const int, kept);
    QFETCH(const int, raw);
    QVERIFY(looks(get("/", manyLines(sent - 1)), [&](IncomingMessage *req) { // Host is the first line
        QCOMPARE(req->headers().size(), kept);
        QCOMPARE(req->headersDistinct().size(), kept);
        QCOMPARE(req->rawHeaders().size(), 2 * raw);
        QVERIFY(req->headers().contains(u"h%1"_s.arg(kept - 2)));
        QVERIFY(kept == sent || !req->headers().contains(u"h%1"_s.arg(kept - 1)));
    }, withLimit(limit)));
}

void tst_IncomingHeaders::droppedLineStillFrames() // S2.49
{
    QByteArray body;
    Serving server([&](auto *req, auto *res) {
        QCOMPARE(req->headers(), (QVariantMap{{u"host"_s, u"x"_s}}));
        connect(req, &IncomingMessage::dataReceived, res, [&](const QByteArray &chunk) { body += chunk; });
        connect(req, &IncomingMessage::ended, res, [res] { res->end("seen"); });
    }, withLimit(1));
    RawPeer peer(server.port());
    peer.send(post("abc") + postHead("A: b\r\nTransfer-Encoding: chunked\r\n") + "3\r\ndef\r\n0\r\n\r\n");
    QTRY_COMPARE(withoutDate(peer.received()), ok("seen") + ok("seen"));
    QCOMPARE(body, "abcdef"_ba);
}

void tst_IncomingHeaders::limitIsReadAtAccept() // S2.52
{
    Serving server([](auto *req, auto *res) { res->end(QByteArray::number(req->headers().size())); }, withLimit(2));
    RawPeer early(server.port());
    early.send(get("/", manyLines(3)));
    QTRY_COMPARE(withoutDate(early.received()), ok("2"));
    server.setMaxHeadersCount(3);
    early.take();
    early.send(get("/", manyLines(3)));
    RawPeer late(server.port());
    late.send(get("/", manyLines(3)));
    QTRY_COMPARE(withoutDate(early.received()), ok("2"));
    QTRY_COMPARE(withoutDate(late.received()), ok("3"));
}

void tst_IncomingHeaders::trailersComeLast() // S4.7
{
    QPointer<IncomingMessage> request;
    EventLog log;
    Serving server([&](auto *req, auto *) {
        request = req;
        req->setDeleteOnClose(false);
        connect(req, &IncomingMessage::completeChanged, &log, [&log, req] {
            log.note(u"complete("_s + req->rawTrailers().join(u'|') + u')');
        });
        log.watch(req, u"req"_s, EventLog::Data);
    });
    RawPeer peer(server.port());
    peer.send(postHead("Transfer-Encoding: chunked\r\nTrailer: X-T\r\n") + "1\r\na\r\n0\r\nX-T: 1\r\n");
    QTRY_COMPARE(log.text(), u"req.data(a)"_s);
    QVERIFY(request->trailers().isEmpty() && request->rawTrailers().isEmpty() && !request->isComplete());
    peer.send("x-t:  2 \r\n\r\n");
    QTRY_COMPARE(log.text(), u"req.data(a) > complete(X-T|1|x-t|2) > req.end > req.close"_s);
    QCOMPARE(request->trailers(), (QVariantMap{{u"x-t"_s, u"1, 2"_s}})); // still there
    QVERIFY(!request->headers().contains(u"x-t"_s));
    delete request;
}

void tst_IncomingHeaders::trailersOfSeveralKinds() // S2.36, S2.38, S2.40, S4.7
{
    QVERIFY(looksAtEnd("Set-Cookie: a\r\nb: \xe9\r\nETag: 1\r\netag: 2\r\nB: 2\r\n", [](IncomingMessage *req) {
        QCOMPARE(req->trailers(), (QVariantMap{{u"set-cookie"_s, QStringList{u"a"_s}}, {u"b"_s, u"\u00e9, 2"_s},
                                               {u"etag"_s, u"1"_s}}));
        QCOMPARE(req->trailersDistinct().value(u"etag"_s), QVariant(QStringList{u"1"_s, u"2"_s}));
        QCOMPARE(req->rawTrailers().join(u'|'), u"Set-Cookie|a|b|\u00e9|ETag|1|etag|2|B|2"_s);
    }));
}

void tst_IncomingHeaders::trailersBudget() // S2.48: as much again as the head
{
    Serving server([](auto *req, auto *res) {
        req->resume();
        connect(req, &IncomingMessage::ended, res, [req, res] {
            res->end(QByteArray::number(req->trailers().value(u"b"_s).toString().size()));
        });
    });
    RawPeer peer(server.port());
    const QByteArray big(16000, 'x');
    peer.send(postHead("Transfer-Encoding: chunked\r\nA: " + big + "\r\n") + "0\r\nB: " + big + "\r\n\r\n");
    QTRY_COMPARE(withoutDate(peer.received()), ok("16000"));
}

void tst_IncomingHeaders::trailersTooLong() // S2.48
{
    EventLog log;
    Serving server([&](auto *req, auto *) { log.watch(req, u"req"_s, EventLog::State); req->resume(); });
    RawPeer peer(server.port());
    peer.send(postHead("Transfer-Encoding: chunked\r\n") + "0\r\nB: " + QByteArray(16384, 'x') + "\r\n\r\n");
    QTRY_VERIFY(peer.isClosed());
    QTRY_COMPARE(log.text(), u"req.aborted > req.close[complete=0,aborted=1]"_s);
    QVERIFY(peer.received().startsWith("HTTP/1.1 431 "));
}

void tst_IncomingHeaders::limitOfTrailers() // S2.49, S2.51
{
    QVERIFY(looksAtEnd(manyLines(40), [](IncomingMessage *req) {
        QCOMPARE(req->trailers().size(), 5);
        QCOMPARE(req->trailersDistinct().size(), 5);
        QCOMPARE(req->rawTrailers().size(), 2 * 31);
    }, withLimit(5)));
}

QTEST_GUILESS_MAIN(tst_IncomingHeaders)
#include "tst_incomingheaders.moc"
