// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// HAR 1.2 out and in: what is kept, what is masked, what hostile files do.

#include "harschema.h"

#include "inspector/har.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

ExchangeRecord sample(BodyStore *bodies, const QByteArray &requestBody = "a=1", const QByteArray &responseBody = "{\"b\": 2}")
{
    ExchangeRecord r;
    r.exchange = 11;
    r.connection = 5;
    r.method = "POST";
    r.target = "/path/x?q=a%20b&empty=&flag";
    r.scheme = u"https"_s;
    r.authority = u"example.org"_s;
    r.requestHead = "POST /path/x?q=a%20b&empty=&flag HTTP/1.1\r\nHost: example.org\r\nCookie: one=1; two=2\r\n"
                    "Authorization: Basic c2VjcmV0\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n";
    r.responseHead = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nSet-Cookie: sid=secret; Path=/; HttpOnly\r\n"
                     "Set-Cookie: other=secret2; Secure\r\nLocation: /new\r\nX-Twice: 1\r\nX-Twice: 2\r\n\r\n";
    r.status = 201;
    r.state = State::Complete;
    bodies->append(&r.request, requestBody);
    bodies->append(&r.response, responseBody);
    r.startedAt = 1764000000123;
    r.begun = 1000000000;
    r.assigned = r.begun + 1000000;
    r.lookedUp = r.assigned + 2000000;
    r.connected = r.lookedUp + 3000000;
    r.secured = r.connected + 4000000;
    r.requestEnded = r.secured + 5000000;
    r.responseBegun = r.requestEnded + 6000000;
    r.ended = r.responseBegun + 7500000;
    r.peerAddress = u"192.0.2.1"_s;
    return r;
}

QByteArray exported(const QList<ExchangeRecord> &records, const BodyStore &bodies, const HarWriter::Options &options = {})
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    HarWriter writer(&buffer, &bodies, options);
    for (const ExchangeRecord &record : records)
        writer.write(record);
    writer.finish();
    return buffer.data();
}

QList<ExchangeRecord> imported(const QByteArray &har, BodyStore *bodies, HarImport *result = nullptr)
{
    QList<ExchangeRecord> records;
    const HarImport read = importHar(QByteArrayView(har), bodies, [&](ExchangeRecord &&record) {
        records.append(std::move(record));
        return true;
    });
    if (result)
        *result = read;
    return records;
}

QJsonObject firstEntry(const QByteArray &har)
{
    return QJsonDocument::fromJson(har)[u"log"_s][u"entries"_s][0].toObject();
}

} // namespace

class tst_Har : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void entry();
    void masks();
    void validates();
    void bodies_data();
    void bodies();
    void encodedBody();
    void truncatedBody();
    void failedExchange();
    void roundTrip();
    void ofBrowsers();
    void ofChromium();
    void problems_data();
    void problems();
    void cutEverywhere();
    void failingDevice();
};

void tst_Har::entry() // must 13
{
    BodyStore store;
    const QJsonObject entry = firstEntry(exported({sample(&store)}, store));
    QCOMPARE(entry[u"startedDateTime"_s].toString(), u"2025-11-24T16:00:00.123Z"_s);
    QCOMPARE(entry[u"time"_s].toDouble(), 28.5);
    const QJsonObject timings = entry[u"timings"_s].toObject();
    QCOMPARE(timings[u"blocked"_s].toDouble(), 1.0);
    QCOMPARE(timings[u"dns"_s].toDouble(), 2.0);
    QCOMPARE(timings[u"connect"_s].toDouble(), 7.0); // HAR counts ssl into it
    QCOMPARE(timings[u"ssl"_s].toDouble(), 4.0);
    QCOMPARE(timings[u"send"_s].toDouble(), 5.0);
    QCOMPARE(timings[u"wait"_s].toDouble(), 6.0);
    QCOMPARE(timings[u"receive"_s].toDouble(), 7.5);
    const QJsonValue request = entry[u"request"_s], response = entry[u"response"_s];
    QCOMPARE(request[u"url"_s].toString(), u"https://example.org/path/x?q=a%20b&empty=&flag"_s);
    QCOMPARE(request[u"queryString"_s].toArray().size(), 3);
    QCOMPARE(request[u"queryString"_s][0][u"value"_s].toString(), u"a b"_s);
    QCOMPARE(request[u"postData"_s][u"text"_s].toString(), u"a=1"_s);
    QCOMPARE(response[u"statusText"_s].toString(), u"Created"_s);
    QCOMPARE(response[u"redirectURL"_s].toString(), u"/new"_s);
    QCOMPARE(response[u"headers"_s].toArray().size(), 6);
    QCOMPARE(response[u"cookies"_s][0][u"name"_s].toString(), u"sid"_s);
    QCOMPARE(response[u"cookies"_s][0][u"path"_s].toString(), u"/"_s);
    QVERIFY(response[u"cookies"_s][0][u"httpOnly"_s].toBool() && response[u"cookies"_s][1][u"secure"_s].toBool());
    QCOMPARE(response[u"content"_s][u"text"_s].toString(), u"{\"b\": 2}"_s);
    QCOMPARE(response[u"content"_s][u"size"_s].toInt(), 8);
    QCOMPARE(entry[u"serverIPAddress"_s].toString(), u"192.0.2.1"_s);
}

void tst_Har::masks()
{
    BodyStore store;
    const QByteArray masked = exported({sample(&store)}, store);
    for (const char *secret : {"c2VjcmV0", "sid=secret", "secret2", "one=1", "\"1\",\"value\""})
        QVERIFY2(!masked.contains(secret), secret);
    QVERIFY(!masked.contains("\"secret\""));
    QCOMPARE(masked.count("[masked]"), 8); // four fields, two cookies each way
    HarWriter::Options open;
    open.withSecrets = true;
    const QByteArray all = exported({sample(&store)}, store, open);
    QVERIFY(all.contains("c2VjcmV0") && all.contains("sid=secret") && !all.contains("[masked]"));
    QVERIFY(isSecretHeader("proxy-AUTHORIZATION") && !isSecretHeader("x-cookie"));
}

void tst_Har::validates()
{
    BodyStore store;
    ExchangeRecord pending;
    pending.method = "GET";
    pending.target = "/";
    ExchangeRecord tunnel;
    tunnel.method = "CONNECT";
    tunnel.target = "example.org:443";
    tunnel.status = 200;
    tunnel.tunnelUp = 5;
    QByteArray har = exported({sample(&store), pending, tunnel, sample(&store, QByteArray("\xff\x00", 2), "\x80")}, store);
    QCOMPARE(harProblems(har), QString());
    QCOMPARE(harProblems(exported({}, store)), QString());
    QVERIFY(!harProblems(har.replace("\"httpVersion\"", "\"version\"")).isEmpty()); // the check is one
}

void tst_Har::bodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << "plain"_ba;
    QTest::newRow("UTF-8") << "\xc3\xa4\xf0\x9f\x98\x80 \"quoted\" \\ \n\t\x01"_ba;
    QTest::newRow("zero byte") << QByteArray("a\0b", 3);
    QTest::newRow("no text") << QByteArray("\xff\xfe\x00\x80", 4);
    QTest::newRow("half a character") << "abc\xc3"_ba;
    QTest::newRow("byte order mark") << "\xef\xbb\xbftext"_ba;
    QTest::newRow("large") << QByteArray(300000, 'x');
}

void tst_Har::bodies()
{
    QFETCH(const QByteArray, body);
    BodyStore store, other;
    const QList<ExchangeRecord> read = imported(exported({sample(&store, body, body)}, store), &other);
    QCOMPARE(read.size(), 1);
    QCOMPARE(other.read(read.at(0).request), body);
    QCOMPARE(other.read(read.at(0).response), body);
    QVERIFY(!read.at(0).response.isTruncated());
}

void tst_Har::encodedBody()
{
    BodyStore store, other;
    const QByteArray text(5000, 't');
    ExchangeRecord record = sample(&store, {}, qCompress(text).mid(4));
    record.responseHead.replace("X-Twice: 1", "Content-Encoding: deflate");
    const QByteArray har = exported({record}, store);
    const QJsonValue content = firstEntry(har)[u"response"_s][u"content"_s];
    QCOMPARE(content[u"text"_s].toString().toLatin1(), text);
    QCOMPARE(content[u"size"_s].toInt(), 5000);
    QCOMPARE(content[u"compression"_s].toInt(), 5000 - int(record.response.size));
    const QList<ExchangeRecord> read = imported(har, &other);
    QVERIFY(read.at(0).response.decoded);
    QCOMPARE(imported(exported(read, other), &store).at(0).response.size, 5000); // and once more

    ExchangeRecord broken = sample(&store, {}, "not deflated");
    broken.responseHead = record.responseHead;
    QVERIFY(firstEntry(exported({broken}, store))[u"response"_s][u"content"_s][u"_encoded"_s].toBool());
}

void tst_Har::truncatedBody()
{
    BodyStore::Limits limits;
    limits.body = 4;
    BodyStore store(limits), other;
    const QByteArray har = exported({sample(&store, {}, "0123456789")}, store);
    QCOMPARE(firstEntry(har)[u"response"_s][u"content"_s][u"comment"_s].toString(), u"truncated: 4 of 10 bytes were kept"_s);
    const ExchangeRecord read = imported(har, &other).at(0);
    QVERIFY(read.response.isTruncated());
    QCOMPARE(read.response.size, 10);
}

void tst_Har::failedExchange()
{
    BodyStore store, other;
    ExchangeRecord record;
    record.method = "GET";
    record.target = "/gone";
    record.authority = u"h"_s;
    record.state = State::Failed;
    record.errorCode = u"ECONNREFUSED"_s;
    record.errorMessage = u"connect ECONNREFUSED 127.0.0.1:1"_s;
    const ExchangeRecord read = imported(exported({record}, store), &other).at(0);
    QCOMPARE(read.errorCode, record.errorCode);
    QCOMPARE(read.errorMessage, record.errorMessage);
    QVERIFY(read.state == State::Failed && read.status == 0 && read.responseHead.isEmpty());
}

void tst_Har::roundTrip()
{
    BodyStore store, other;
    HarWriter::Options open;
    open.withSecrets = true;
    ExchangeRecord server = sample(&store);
    server.side = TrafficSide::Server;
    const QList<ExchangeRecord> written = {sample(&store), server};
    const QByteArray har = exported(written, store, open);
    const QList<ExchangeRecord> read = imported(har, &other);
    QCOMPARE(read.size(), 2);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(read[i].requestHead, written[i].requestHead);
        QCOMPARE(read[i].responseHead, written[i].responseHead);
        QCOMPARE(read[i].url(), written[i].url());
        QCOMPARE(read[i].startedAt, written[i].startedAt);
        QVERIFY(read[i].side == written[i].side && read[i].origin == Origin::Imported && read[i].state == State::Complete);
        const Phases a = read[i].phases(), b = written[i].phases();
        QCOMPARE(a.total() / 1000, b.total() / 1000);
        QCOMPARE(a.tls / 1000, b.tls / 1000);
        QCOMPARE(a.receive / 1000, b.receive / 1000);
    }
    QCOMPARE(read[0].connection, 5u);
}

void tst_Har::ofBrowsers() // what Chromium writes: HTTP/2 names, extra members, a request that failed
{
    BodyStore store;
    const QByteArray har = "\xef\xbb\xbf" R"({"log": {"version": "1.2", "creator": {"name": "WebInspector", "version": "537.36"},
      "pages": [{"id": "page_1", "title": "{[\"entries\": []}", "pageTimings": {}}],
      "entries": [
        {"_initiator": {"type": "other"}, "_priority": "High", "_resourceType": "document", "cache": {}, "connection": "81",
         "pageref": "page_1", "request": {"method": "GET", "url": "https://example.org/a?b=c#frag", "httpVersion": "h2",
           "headers": [{"name": ":authority", "value": "example.org"}, {"name": "accept", "value": "*/*\r\nbad: yes"}],
           "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0},
         "response": {"status": 200, "statusText": "", "httpVersion": "h2", "headers": [{"name": "content-type", "value": "image/png"}],
           "cookies": [], "content": {"size": 4, "mimeType": "image/png", "text": "iVBORw==", "encoding": "base64"},
           "redirectURL": "", "headersSize": -1, "bodySize": -1, "_transferSize": 1000},
         "serverIPAddress": "[2001:db8::1]", "startedDateTime": "2026-01-02T03:04:05.678Z", "time": 12.5,
         "timings": {"blocked": 1.5, "dns": -1, "ssl": 2, "connect": 5, "send": 0.5, "wait": 3, "receive": 2.5, "_blocked_queueing": 1}},
        {"request": {"method": "GET", "url": "http://gone.test/", "headers": []},
         "response": {"status": 0, "statusText": "", "headers": [], "content": {"size": 0}, "_error": "net::ERR_NAME_NOT_RESOLVED"},
         "startedDateTime": "2026-01-02T03:04:06.000Z", "time": 1, "timings": {"send": 0, "wait": 0, "receive": 0}}
      ]}})";
    HarImport result;
    const QList<ExchangeRecord> read = imported(har, &store, &result);
    QVERIFY2(result.isGood(), qPrintable(result.problem));
    QCOMPARE(result.entries, 2);
    QCOMPARE(read[0].requestHead, "GET /a?b=c HTTP/1.1\r\naccept: */*  bad: yes\r\n\r\n"_ba);
    QCOMPARE(store.read(read[0].response), "\x89PNG"_ba);
    QCOMPARE(read[0].mimeType(), "image/png"_ba);
    QCOMPARE(read[0].phases().connect, 3000000);
    QCOMPARE(read[0].phases().total(), 12500000);
    QVERIFY(read[1].state == State::Failed);
    QCOMPARE(read[1].host(), u"gone.test"_s);
}

// data/chromium.har: as Chromium 156's DevTools exported it, of a page that the bin served on 127.0.0.1; nothing was changed.
void tst_Har::ofChromium()
{
    QFile file(QStringLiteral(NODEHTTP_SOURCE_DIR "/tests/auto/inspector/data/chromium.har"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    BodyStore store;
    HarImport result;
    const QList<ExchangeRecord> read = imported(file.readAll(), &store, &result);
    QVERIFY2(result.isGood(), qPrintable(result.problem));
    QCOMPARE(result.entries, 9);
    QByteArrayList lines;
    for (const ExchangeRecord &record : read)
        lines.append(record.method + ' ' + record.target + ' ' + QByteArray::number(record.status) + ' ' + record.mimeType());
    QCOMPARE(lines, (QByteArrayList{"GET / 200 text/html", "GET /style.css 200 text/css", "GET /app.js 200 text/javascript",
                                    "GET /dot.svg 200 image/svg+xml", "POST /orders?page=2 201 application/json", "GET /old 302 ",
                                    "GET /new 200 text/plain", "GET /missing 404 ", "GET / 0 "}));
    QCOMPARE(store.read(read[1].response), "h1 { color: teal }"_ba);
    QVERIFY(store.read(read[3].response).startsWith("<svg"));
    QCOMPARE(store.read(read[4].request), "{\"id\":7,\"name\":\"gr\xc3\xbcn\"}"_ba);
    QCOMPARE(read[5].responseHeader("location"), "/new"_ba);
    QVERIFY(read[0].requestHeader("user-agent").contains("HeadlessChrome/156"));
    QCOMPARE(read[0].url(), u"http://127.0.0.1:40185/"_s);
    QVERIFY(read[0].phases().total() > 500000000 && read[0].phases().total() < 1000000000);
    QVERIFY(read[8].state == State::Failed);
    QCOMPARE(read[8].errorCode, u"net::ERR_UNSAFE_PORT"_s);
    QCOMPARE(harProblems(exported(read, store)), QString()); // and out again
}

void tst_Har::problems_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("entries");
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("no JSON") << "hello"_ba << 0;
    QTest::newRow("array") << "[1, 2]"_ba << 0;
    QTest::newRow("no log") << "{\"a\": 1}"_ba << 0;
    QTest::newRow("log is no object") << "{\"log\": 3}"_ba << 0;
    QTest::newRow("entries is no list") << "{\"log\": {\"entries\": {}}}"_ba << 0;
    QTest::newRow("cut") << "{\"log\": {\"entries\": [{}, {\"a\": "_ba << 1;
    QTest::newRow("entry is no object") << "{\"log\": {\"entries\": [{}, 5]}}"_ba << 1;
    QTest::newRow("bad JSON inside") << "{\"log\": {\"entries\": [{}, {\"a\" 5}]}}"_ba << 1;
    QTest::newRow("no comma") << "{\"log\": {\"entries\": [{} {}]}}"_ba << 0;
    QTest::newRow("unbalanced") << "{\"log\": {\"entries\": [{}, ]}}}"_ba << 1;
}

void tst_Har::problems()
{
    QFETCH(const QByteArray, file);
    BodyStore store;
    HarImport result;
    imported(file, &store, &result);
    QVERIFY(!result.isGood());
    QVERIFY(result.problemAt >= 0 && result.problemAt <= file.size());
    QTEST(result.entries, "entries");
}

void tst_Har::cutEverywhere() // a download that ended early: the whole entries are read, the rest is a problem
{
    BodyStore store, other;
    const QByteArray har = exported({sample(&store, {}, "x"), sample(&store, "\xff", "y")}, store);
    const qsizetype last = har.lastIndexOf(']');
    for (qsizetype size = 0; size < har.size(); size += 3) {
        HarImport result;
        const QList<ExchangeRecord> read = imported(har.left(size), &other, &result);
        QVERIFY(result.isGood() == (size > last));
        QCOMPARE(read.size(), result.entries);
        QVERIFY(result.entries <= 2);
    }
}

void tst_Har::failingDevice()
{
    BodyStore store;
    QBuffer closed;
    closed.open(QIODevice::ReadOnly);
    QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QBuffer): ReadOnly device");
    HarWriter writer(&closed, &store);
    QVERIFY(!writer.write(sample(&store)));
    QVERIFY(!writer.finish());
}

QTEST_GUILESS_MAIN(tst_Har)
#include "tst_har.moc"
