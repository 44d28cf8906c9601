// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// The filter language: what matches, where errors are seen, what completion offers.

#include "inspector/filter.h"

#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

// A POST of some JSON that was answered 404 after 250 ms.
ExchangeRecord sample(BodyStore *bodies)
{
    ExchangeRecord r;
    r.number = 7;
    r.connection = 3;
    r.position = 2;
    r.method = "POST";
    r.target = "/items/health?id=42&q=a";
    r.scheme = u"http"_s;
    r.authority = u"api.Example.org:8080"_s;
    r.requestHead = "POST /items/health?id=42&q=a HTTP/1.1\r\nHost: api.Example.org:8080\r\nX-Id: 7\r\n\r\n";
    r.responseHead = "HTTP/1.1 404 Not Found\r\nContent-Type: application/json; charset=utf-8\r\nX-Empty:\r\n\r\n";
    r.status = 404;
    r.state = State::Complete;
    bodies->append(&r.request, R"x({"say": "hello (world)"})x");
    bodies->append(&r.response, QByteArray(12 * 1024, 'y'));
    r.begun = 1;
    r.ended = 250 * 1000000 + 1;
    return r;
}

} // namespace

class tst_Filter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data();
    void matches();
    void errors_data();
    void errors();
    void encodedBodies();
    void nestedDeeply();
    void completion_data();
    void completion();
    void anyInputIsRead();
};

void tst_Filter::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const auto yes = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text) << true; };
    const auto no = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text) << false; };
    yes("");
    yes("method:POST");
    yes("method:post");
    yes("METHOD:post");
    yes("method:GET,POST");
    no("method:POS");
    yes("method:P*");
    no("method:GET");
    yes("status:404");
    yes("status:>=400");
    no("status:>404");
    yes("status:4xx");
    yes("status:4XX,5xx");
    no("status:2xx,3xx");
    yes("status:400..499");
    yes("status:..404");
    no("status:405..");
    yes("status:<500");
    yes("host:api*");
    yes("host:example");
    no("host:example.*");
    yes("host:*.org");
    no("host:8080");
    yes("port:8080");
    yes("path:/items");
    no("path:id=42");
    no("-path:/items/health");
    yes("-path:/other");
    yes("query:id=42");
    yes("url:http://api.example.org:8080/items*");
    yes("scheme:http");
    no("scheme:https");
    yes("type:json");
    no("type:html");
    yes("size:>10k");
    no("size:>12kb");
    yes("size:12k");
    no("size:1m..");
    yes("time:>200ms");
    yes("time:<1s");
    no("time:>0.5s");
    yes("header:x-id");
    yes("header:x-id=7");
    no("header:x-id=8");
    yes("header:X-*=7");
    yes("header:content-type=json");
    yes("header:x-empty");
    no("header:x-none");
    yes("body:hello");
    yes("body:\"(world)\"");
    no("body:\"hello  (world)\"");
    yes("is:error");
    yes("is:complete");
    no("is:failed");
    yes("is:failed,complete");
    yes("is:reused");
    no("is:pending");
    yes("origin:attached");
    no("origin:bin,proxy");
    yes("side:client");
    yes("number:7");
    yes("connection:1..5");
    no("error:ECONNRESET");
    // free text
    yes("items");
    yes("\"Not Found\"");
    yes("example.org:8080");
    no("nothing like it");
    yes("404");
    yes("x-ID");
    // combinations
    yes("method:POST status:404");
    no("method:POST status:200");
    yes("method:POST and status:404");
    yes("method:GET or status:404");
    yes("method:GET || status:404");
    no("method:GET && status:404");
    yes("not method:GET");
    yes("!method:GET");
    no("not not method:GET");
    no("-(method:POST or method:GET)");
    yes("(method:GET or method:POST) status:404");
    no("method:GET or method:POST status:200"); // and binds closer
    yes("(status:200 or (status:404 -host:other)) items");
    yes("\"and\" or items"); // quoted words are no operators
    yes("method:POST status:>=400 host:api* type:json size:>10k time:>200ms header:x-id=7 body:\"hello\" is:error "
        "-path:/other items");
}

void tst_Filter::matches() // must 4
{
    QFETCH(const QString, text);
    BodyStore bodies;
    const ExchangeRecord record = sample(&bodies);
    const Filter filter = Filter::parse(text);
    QVERIFY2(!filter.error(), qPrintable(filter.error().message));
    QTEST(filter.matches(record, bodies), "expected");
    QCOMPARE(filter.isEmpty(), text.isEmpty());
}

void tst_Filter::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("size");
    QTest::newRow("unknown key") << u"method:GET staus:200"_s << 11 << 5;
    QTest::newRow("no number") << u"status:abc"_s << 7 << 3;
    QTest::newRow("second of a list") << u"status:200,x"_s << 11 << 1;
    QTest::newRow("missing in a list") << u"status:200,,300"_s << 11 << 1;
    QTest::newRow("missing value") << u"a status:"_s << 2 << 7;
    QTest::newRow("unknown state") << u"is:wrong"_s << 3 << 5;
    QTest::newRow("quote") << u"body:\"abc"_s << 5 << 4;
    QTest::newRow("open") << u"a (b or c"_s << 2 << 1;
    QTest::newRow("close") << u"a b) c"_s << 3 << 1;
    QTest::newRow("or at the end") << u"a or"_s << 4 << 0;
    QTest::newRow("or at the start") << u"or a"_s << 0 << 2;
    QTest::newRow("empty parentheses") << u"()"_s << 1 << 1;
    QTest::newRow("not at the end") << u"a not"_s << 5 << 0;
    QTest::newRow("unit") << u"size:>10x"_s << 5 << 4;
    QTest::newRow("dots alone") << u"status:.."_s << 7 << 2;
    QTest::newRow("not a number") << u"time:nan"_s << 5 << 3;
}

void tst_Filter::errors()
{
    QFETCH(const QString, text);
    const Filter filter = Filter::parse(text);
    QVERIFY(filter.error());
    QVERIFY(!filter.error().message.isEmpty());
    QTEST(int(filter.error().at), "at");
    QTEST(int(filter.error().size), "size");
    BodyStore bodies;
    QVERIFY(!filter.matches(sample(&bodies), bodies));
}

void tst_Filter::encodedBodies()
{
    BodyStore bodies;
    ExchangeRecord record;
    record.responseHead = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
    // "needle" by gzip
    bodies.append(&record.response, QByteArray::fromHex("1f8b08000000000002ffcb4b4d4dc949050005e2586506000000"));
    QVERIFY(Filter::parse(u"body:needle"_s).matches(record, bodies));
    QVERIFY(!Filter::parse(u"body:haystack"_s).matches(record, bodies));
}

void tst_Filter::nestedDeeply()
{
    QVERIFY(Filter::parse(QString(100000, u'(')).error());
    QVERIFY(Filter::parse(QString(100000, u'-') + u'a').error());
    QVERIFY(Filter::parse(u"not "_s.repeated(100000)).error());
    QVERIFY(!Filter::parse(u"a or "_s.repeated(10000) + u'a').error());
    QVERIFY(!Filter::parse(QString(100, u'(') + u'a' + QString(100, u')')).error());
}

void tst_Filter::completion_data()
{
    QTest::addColumn<QString>("text"); // | is the cursor
    QTest::addColumn<QString>("candidates");
    QTest::addColumn<int>("at");
    QTest::newRow("key") << u"me|"_s << u"method:"_s << 0;
    QTest::newRow("keys") << u"status:200 s|"_s << u"status: scheme: size: side:"_s << 11;
    QTest::newRow("value") << u"-(is:p|"_s << u"is:pending is:paired is:paused"_s << 2;
    QTest::newRow("in the middle") << u"is:up| method:GET"_s << u"is:upgraded"_s << 0;
    QTest::newRow("list") << u"method:GET,P|"_s << u"method:GET,POST method:GET,PUT method:GET,PATCH"_s << 0;
    QTest::newRow("no candidates") << u"host:a|"_s << QString() << 0;
}

void tst_Filter::completion()
{
    QFETCH(QString, text);
    const qsizetype cursor = text.indexOf(u'|');
    const Filter::Completion completion = Filter::complete(text.remove(cursor, 1), cursor);
    QTEST(completion.candidates.join(u' '), "candidates");
    QTEST(int(completion.at), "at");
    QCOMPARE(completion.at + completion.size, cursor);
}

// Whatever is typed: an error inside the text, or a filter.
void tst_Filter::anyInputIsRead()
{
    const QString pieces[] = {u"method:"_s, u"GET"_s, u" "_s, u"("_s, u")"_s, u"-"_s, u"\""_s, u"\\"_s, u":"_s, u","_s, u"or"_s,
                              u"and"_s, u">"_s, u"status:"_s, u".."_s, u"*"_s, u"="_s, u"\u20ac"_s, u"is:error"_s};
    quint32 seed = 1;
    BodyStore bodies;
    const ExchangeRecord record = sample(&bodies);
    int good = 0;
    for (int i = 0; i < 20000; ++i) {
        QString text;
        for (int n = 0; n < 8; ++n) {
            seed = seed * 1664525 + 1013904223;
            text += pieces[(seed >> 16) % std::size(pieces)];
        }
        const Filter filter = Filter::parse(text);
        if (const FilterError error = filter.error()) {
            QVERIFY2(error.at >= 0 && error.at <= text.size() && error.at + error.size <= text.size() + 1, qPrintable(text));
        } else {
            ++good;
            filter.matches(record, bodies);
        }
        (void)Filter::complete(text, text.size() / 2);
    }
    QVERIFY(good > 100);
}

QTEST_APPLESS_MAIN(tst_Filter)
#include "tst_filter.moc"
