// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// cURL commands out and in, and that real shells read them the same way.

#include "inspector/curl.h"

#include <QtCore/qprocess.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(NodeHttp::Inspector::Quoting)

namespace {

const QByteArrayList kAwkward = {
    "plain", "", "two words", "it's", "'", "\"", "a\"b\\c\\\\", "\\", "ends with \\", "$HOME `id` $(id)", "100%", "%PATH%",
    "a&b|c<d>e^f", "(x)", "!bang", "new\nline", "tab\there", "\xc3\xa4\xe2\x82\xac", "\xf0\x9f\x98\x80", "a;b", "#no comment",
    "*?[x]", "~user", "{a,b}", "=", "\\\"", "\"\"\"",
};

QString headersText(const HeaderList &headers)
{
    QStringList list;
    for (const Header &header : headers)
        list.append(QString::fromUtf8(header.name) + u'=' + header.value.toString());
    return list.join(u'|');
}

ExchangeRecord sample(BodyStore *bodies, const QByteArray &body)
{
    ExchangeRecord r;
    r.method = body.isEmpty() ? "GET" : "POST";
    r.target = "/path?a=1&b='2'";
    r.scheme = u"https"_s;
    r.authority = u"example.org"_s;
    r.requestHead = r.method + " " + r.target + " HTTP/1.1\r\nHost: example.org\r\nX-Quote: it's \"so\"\r\nX-Empty:\r\n"
        "Accept-Encoding: gzip\r\nAuthorization: Bearer secret\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\n";
    if (!body.isEmpty())
        bodies->append(&r.request, body);
    return r;
}

} // namespace

class tst_Curl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quotingRoundTrip_data();
    void quotingRoundTrip();
    void readByTheShell();
    void out();
    void roundTrip_data();
    void roundTrip();
    void in_data();
    void in();
    void pieces();
    void errors_data();
    void errors();
    void copiedFromChromium();
};

void tst_Curl::quotingRoundTrip_data()
{
    QTest::addColumn<Quoting>("quoting");
    QTest::newRow("posix") << Quoting::Posix;
    QTest::newRow("windows") << Quoting::Windows;
}

void tst_Curl::quotingRoundTrip()
{
    QFETCH(const Quoting, quoting);
    QString line = u"curl"_s;
    for (const QByteArray &word : kAwkward)
        line += u' ' + quoted(word, quoting);
    QString problem;
    qsizetype at = -1;
    QList<ShellWord> words = shellWords(line, quoting, &problem, &at);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QCOMPARE(words.size(), kAwkward.size() + 1);
    for (qsizetype i = 0; i < kAwkward.size(); ++i)
        QCOMPARE(words.at(i + 1).text.toUtf8(), kAwkward.at(i));
    QCOMPARE(words.at(1).at, 5);
}

// The judge is bash itself.
void tst_Curl::readByTheShell()
{
    QByteArrayList words = kAwkward;
    words << QByteArray("\x01\x02\xff\x80 raw \r\n", 11);
    QString script = u"printf '%s\\0'"_s;
    for (const QByteArray &word : std::as_const(words))
        script += u' ' + quoted(word, Quoting::Posix);
    QProcess bash;
    bash.start(u"bash"_s, {u"-c"_s, script});
    QVERIFY(bash.waitForFinished());
    QByteArrayList read = bash.readAllStandardOutput().split('\0');
    read.removeLast();
    QCOMPARE(read, words);
}

void tst_Curl::out() // must 14
{
    BodyStore bodies;
    QCOMPARE(toCurl(sample(&bodies, {}), bodies),
             u"curl 'https://example.org/path?a=1&b='\\''2'\\''' \\\n  -H 'X-Quote: it'\\''s \"so\"' \\\n  -H 'X-Empty;' \\\n"
             "  -H 'Authorization: [masked]' \\\n  --compressed"_s);
    CurlOptions open;
    open.withSecrets = true;
    QVERIFY(toCurl(sample(&bodies, {}), bodies, open).contains(u"Bearer secret"_s));
    ExchangeRecord head = sample(&bodies, {});
    head.method = "HEAD";
    QVERIFY(toCurl(head, bodies).contains(u"--head"_s));
    head.method = "DELETE";
    QVERIFY(toCurl(head, bodies).contains(u"-X DELETE"_s));

    BodyStore::Limits limits;
    limits.body = 2;
    BodyStore small(limits);
    QVERIFY(toCurl(sample(&small, "abc"), small).endsWith(u"# the body was truncated: 2 of 3 bytes were kept"_s));
}

void tst_Curl::roundTrip_data()
{
    QTest::addColumn<Quoting>("quoting");
    QTest::addColumn<QByteArray>("body");
    for (const QByteArray &body : {QByteArray(), "{\"a\": \"it's\"}"_ba, "two\nlines & more % \\"_ba, "@not a file"_ba}) {
        QTest::addRow("posix %s", body.left(8).simplified().constData()) << Quoting::Posix << body;
        QTest::addRow("windows %s", body.left(8).simplified().constData()) << Quoting::Windows << body;
    }
}

void tst_Curl::roundTrip()
{
    QFETCH(const Quoting, quoting);
    QFETCH(const QByteArray, body);
    BodyStore bodies;
    const ExchangeRecord record = sample(&bodies, body);
    const CurlCommand command = fromCurl(toCurl(record, bodies, {quoting, true}));
    QVERIFY2(command.isGood(), qPrintable(command.problem));
    QCOMPARE(command.method, record.method);
    QCOMPARE(command.url, record.url());
    QCOMPARE(command.body, body);
    QVERIFY(command.compressed && command.passedOver.isEmpty());
    QCOMPARE(headersText(command.headers), u"X-Quote=it's \"so\"|X-Empty=|Authorization=Bearer secret|"
                                           "Accept-Encoding=deflate, gzip, br, zstd"_s);
}

void tst_Curl::in_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // method url [headers] body
    const auto row = [](const char *text, const char *expected) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected); };
    row("curl example.org", "GET http://example.org [] ");
    row("$ curl http://h/", "GET http://h/ [] ");
    row("/usr/bin/curl http://h/ | jq .", "GET http://h/ [] ");
    row("curl -XPUT http://h/", "PUT http://h/ [] ");
    row("curl --request PATCH --url http://h/", "PATCH http://h/ [] ");
    row("curl -sSLk http://h/", "GET http://h/ [] ");
    row("curl -I http://h/", "HEAD http://h/ [] ");
    row("curl http://h/ -d a=1 -d b=2", "POST http://h/ [Content-Type=application/x-www-form-urlencoded] a=1&b=2");
    row("curl http://h/ --data-raw '@x'", "POST http://h/ [Content-Type=application/x-www-form-urlencoded] @x");
    row("curl http://h/ -H 'Content-Type: text/plain' -d x", "POST http://h/ [Content-Type=text/plain] x");
    row("curl http://h/ -H 'Content-Type:' -d x", "POST http://h/ [] x");
    row("curl http://h/?x -G -d a=1 --data-urlencode 'b=c d&e'", "GET http://h/?x&a=1&b=c%20d%26e [] ");
    row("curl http://h/ --json '{\"a\":1}'", "POST http://h/ [Content-Type=application/json|Accept=application/json] {\"a\":1}");
    row("curl -u user:pass http://h/", "GET http://h/ [Authorization=Basic dXNlcjpwYXNz] ");
    row("curl -A agent -e http://from/ -b 'a=1; b=2' http://h/", "GET http://h/ [User-Agent=agent|Referer=http://from/|Cookie=a=1; b=2] ");
    row("curl --oauth2-bearer tok http://h/", "GET http://h/ [Authorization=Bearer tok] ");
    row("curl -H 'X-Empty;' http://h/", "GET http://h/ [X-Empty=] ");
    row("curl \\\n  'http://h/' \\\n  -H \"A: b\"", "GET http://h/ [A=b] ");
    row("curl $'http://h/\\x41\\u00e4\\'' -d $'a\\nb'", "POST http://h/A\xc3\xa4' [Content-Type=application/x-www-form-urlencoded] a\nb");
    row("curl http://h/ # a comment", "GET http://h/ [] ");
    row("curl.exe ^\"http://h/?a=1^&b=^%20^\" ^\n  -H ^\"A: ^\\^\"q^\\^\"^\"", "GET http://h/?a=1&b=%20 [A=\"q\"] ");
}

void tst_Curl::in()
{
    QFETCH(const QString, text);
    const CurlCommand command = fromCurl(text);
    QVERIFY2(command.isGood(), qPrintable(command.problem));
    const QString read = u"%1 %2 [%3] %4"_s.arg(QString::fromLatin1(command.method), command.url, headersText(command.headers),
                                               QString::fromUtf8(command.body));
    QTEST(read, "expected");
}

void tst_Curl::pieces()
{
    const CurlCommand command = fromCurl(u"curl -kLs -x http://p:1 -m 2.5 -o out --compressed --http1.1 https://h/ -F 'a=1' "
                                         "-F 'f=@dir/x.png;type=image/png' -F g=@y;filename=z --form-string 'l=@literal;x' "
                                         "--cacert ca.pem"_s);
    QVERIFY(command.isGood() && command.insecure && command.followRedirects && command.compressed);
    QCOMPARE(command.proxy, u"http://p:1"_s);
    QCOMPARE(command.maxTime, 2.5);
    QCOMPARE(command.method, "POST"_ba);
    QCOMPARE(command.passedOver, QStringList({u"-s"_s, u"-o out"_s, u"--http1.1"_s, u"--cacert ca.pem"_s}));
    QCOMPARE(command.form.size(), 4);
    QCOMPARE(command.form.at(1).file, u"dir/x.png"_s);
    QCOMPARE(command.form.at(1).fileName, u"x.png"_s);
    QCOMPARE(command.form.at(1).type, "image/png"_ba);
    QCOMPARE(command.form.at(2).fileName, u"z"_s);
    QCOMPARE(command.form.at(3).value, "@literal;x"_ba);
    QCOMPARE(fromCurl(u"curl -T file http://h/"_s).bodyFiles, QList<QString>{u"file"_s});
    QCOMPARE(fromCurl(u"curl -T file http://h/"_s).method, "PUT"_ba);
    QCOMPARE(fromCurl(u"curl -d @file http://h/"_s).bodyFiles, QList<QString>{u"file"_s});
}

void tst_Curl::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("at");
    QTest::newRow("empty") << QString() << 0;
    QTest::newRow("another program") << u"wget http://h/"_s << 0;
    QTest::newRow("no URL") << u"curl -v"_s << 5;
    QTest::newRow("no value") << u"curl http://h/ -H"_s << 16;
    QTest::newRow("long without value") << u"curl http://h/ --data"_s << 15;
    QTest::newRow("single quote") << u"curl 'http://h/"_s << 5;
    QTest::newRow("double quote") << u"curl http://h/ -d \"x"_s << 18;
    QTest::newRow("ansi quote") << u"curl http://h/ -d $'x\\'"_s << 18;
    QTest::newRow("bad URL") << u"curl http://"_s << 5;
}

void tst_Curl::errors()
{
    QFETCH(const QString, text);
    const CurlCommand command = fromCurl(text);
    QVERIFY(!command.isGood());
    QTEST(int(command.problemAt), "at");
}

void tst_Curl::copiedFromChromium()
{
    const CurlCommand command = fromCurl(uR"(curl 'https://example.org/api' \
  -H 'accept: */*' \
  -H 'cookie: a=b' \
  -H 'sec-ch-ua: "Chromium";v="140"' \
  --data-raw $'{"text":"it\'s\u0021"}' \
  --compressed)"_s);
    QVERIFY2(command.isGood(), qPrintable(command.problem));
    QCOMPARE(command.method, "POST"_ba);
    QCOMPARE(command.body, "{\"text\":\"it's!\"}"_ba);
    QVERIFY(headersText(command.headers).startsWith(u"accept=*/*|cookie=a=b|sec-ch-ua=\"Chromium\";v=\"140\""_s));
}

QTEST_GUILESS_MAIN(tst_Curl)
#include "tst_curl.moc"
