// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Options from URLs, over each other, and refused: section 5.1, S6.2 to S6.7.

#include "client/requestoptions_p.h"

#include <QtNetwork/qsslconfiguration.h>
#include <QtTest/qtest.h>

#include <limits>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Change = std::function<void(RequestOptions &)>;
using AgentChange = std::function<void(AgentOptions &)>;

class tst_RequestOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void url_data();
    void url();
    void badUrl_data();
    void badUrl();
    void mergedWins();
    void mergedKeepsTheRest();
    void agentWins();
    void agentLeavesTheQuestion();
    void saysAnything();
    void target_data();
    void target();
    void refused_data();
    void refused();
    void accepted_data();
    void accepted();
    void order();
    void pathCharacters();
    void agentRefused_data();
    void agentRefused();
    void debug_data();
    void debug();
};

void tst_RequestOptions::url_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("auth");
    const auto row = [](const char *url, const QString &host, int port, const QString &path, const QString &auth = {}) {
        QTest::newRow(url) << QString::fromUtf8(url) << host << port << path << auth;
    };
    row("http://h/", u"h"_s, -1, u"/"_s);
    row("http://h", u"h"_s, -1, u"/"_s);
    row("HTTP://H.Example/P", u"h.example"_s, -1, u"/P"_s);
    row("https://h:8443/a/b?c=d&e", u"h"_s, 8443, u"/a/b?c=d&e"_s);
    row("http://h?a=1", u"h"_s, -1, u"/?a=1"_s);                               // S5.4
    row("http://h/a b?q=1#frag", u"h"_s, -1, u"/a%20b?q=1"_s);                 // S5.4
    row("http://h/?q=a b", u"h"_s, -1, u"/?q=a%20b"_s);
    row("http://h/?", u"h"_s, -1, u"/"_s);
    row("http://h/%2F%C3%20?%26", u"h"_s, -1, u"/%2F%C3%20?%26"_s);
    row("http://h/a/../b/./c", u"h"_s, -1, u"/b/c"_s);
    row("http://h//a//b", u"h"_s, -1, u"//a//b"_s);
    row("http://h/\u00fc?\u20ac", u"h"_s, -1, u"/%C3%BC?%E2%82%AC"_s);
    row("http://b\u00fccher.example/", u"xn--bcher-kva.example"_s, -1, u"/"_s);
    row("http://[::1]:80/x", u"::1"_s, 80, u"/x"_s);                           // S5.2
    row("http://[FE80::1%25lo]/", u"fe80::1%lo"_s, -1, u"/"_s);
    row("http://u:p@h/", u"h"_s, -1, u"/"_s, u"u:p"_s);
    row("http://u@h/", u"h"_s, -1, u"/"_s, u"u:"_s);
    row("http://:p@h/", u"h"_s, -1, u"/"_s, u":p"_s);
    row("http://@h/", u"h"_s, -1, u"/"_s);
    row("http://a%40b:c%3Ad%20%C3%A9@h/", u"h"_s, -1, u"/"_s, u"a@b:c:d \u00e9"_s);
}
void tst_RequestOptions::url()
{
    QFETCH(const QString, url);
    const RequestOptions options{QUrl(url)};
    QVERIFY(!options.validate());
    QCOMPARE(options.protocol, url.left(url.indexOf(u':') + 1).toLower());
    QTEST(options.hostname, "host");
    QTEST(options.port, "port");
    QTEST(options.path, "path");
    QTEST(options.auth, "auth");
    QVERIFY(options.host.isEmpty());
}
void tst_RequestOptions::badUrl_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const QString invalid = u"ERR_INVALID_URL"_s;
    QTest::newRow("empty") << QUrl() << invalid << u"Invalid URL"_s;
    QTest::newRow("relative") << QUrl(u"/a/b"_s) << invalid << u"Invalid URL"_s;
    QTest::newRow("no scheme") << QUrl(u"//h/a"_s) << invalid << u"Invalid URL"_s;
    QTest::newRow("no host") << QUrl(u"http:///a"_s) << invalid << u"Invalid URL"_s;
    QTest::newRow("no numbers") << QUrl(u"http://h:port/"_s) << invalid << u"Invalid URL"_s;
    QTest::newRow("blank in the host") << QUrl(u"http://a b/"_s) << invalid << u"Invalid URL"_s;
    const QString protocol = u"ERR_INVALID_PROTOCOL"_s;
    QTest::newRow("ftp") << QUrl(u"ftp://h/"_s) << protocol << u"Protocol \"ftp:\" not supported. Expected \"http:\""_s;
    QTest::newRow("mailto") << QUrl(u"mailto:a@b"_s) << protocol
                            << u"Protocol \"mailto:\" not supported. Expected \"http:\""_s;
}
void tst_RequestOptions::badUrl()
{
    QFETCH(const QUrl, url);
    const Error error = RequestOptions(url).validate();
    QTEST(error.code(), "code");
    QTEST(error.message(), "message");
    QCOMPARE(error.name(), u"TypeError"_s);
}
void tst_RequestOptions::mergedWins() // S5.3: field by field
{
    const RequestOptions url(QUrl(u"http://u:p@a:1/x?y"_s));
    RequestOptions over;
    over.protocol = u"https:"_s;
    over.hostname = u"b"_s;
    over.port = 2;
    over.defaultPort = 3;
    over.socketPath = u"/s"_s;
    over.family = 6;
    over.hints = AddrConfig;
    over.lookup = [](auto &&...) {};
    over.localAddress = u"::1"_s;
    over.localPort = 4;
    over.method = u"PUT"_s;
    over.path = u"/z"_s;
    over.auth = u"v:w"_s;
    over.headers = {{"A", "b"}};
    over.headersAsArray = true;
    over.setHost = false;
    over.setDefaultHeaders = false;
    over.uniqueHeaders = {"a"};
    over.oneTimeAgent = true;
    over.createConnection = [](auto &&...) { return nullptr; };
    over.noDelay = false;
    over.keepAlive = true;
    over.keepAliveInitialDelay = 5ms;
    over.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    over.highWaterMark = 6;
    over.timeout = 0ms;
    over.timeouts = {1ms, 2ms, 3ms, 4ms, 5ms, 6ms};
    AbortController controller;
    over.signal = controller.signal();
    over.maxHeaderSize = 7;
    over.maxHeadersCount = 0;
    over.insecureHTTPParser = true;
    over.joinDuplicateHeaders = true;
    over.incomingMessage = [] { return nullptr; };
    over.sslConfiguration = QSslConfiguration();
    over.rejectUnauthorized = true;
    over.servername = QString();

    const RequestOptions o = merged(url, over);
    QCOMPARE(o.protocol + o.hostname, u"https:b"_s);
    QVERIFY(o.port == 2 && o.defaultPort == 3 && o.localPort == 4);
    QCOMPARE(o.socketPath, over.socketPath);
    QCOMPARE(o.family, 6);
    QCOMPARE(o.hints, int(AddrConfig));
    QVERIFY(o.lookup && o.createConnection && o.incomingMessage);
    QCOMPARE(o.localAddress, over.localAddress);
    QCOMPARE(o.method + o.path + o.auth, u"PUT/zv:w"_s);
    QCOMPARE(o.headers.value(0).name, "A");
    QVERIFY(o.headersAsArray && !o.setHost && !o.setDefaultHeaders && o.oneTimeAgent);
    QCOMPARE(o.uniqueHeaders, over.uniqueHeaders);
    QCOMPARE(o.noDelay, std::optional(false));
    QCOMPARE(o.keepAlive, std::optional(true));
    QCOMPARE(o.keepAliveInitialDelay, 5ms);
    QVERIFY(o.proxy && o.proxy->type() == QNetworkProxy::NoProxy);
    QCOMPARE(o.highWaterMark, 6);
    QCOMPARE(o.timeout, std::optional(0ms));
    QVERIFY(o.timeouts.queue == 1ms && o.timeouts.connect == 2ms && o.timeouts.tls == 3ms
            && o.timeouts.firstByte == 4ms && o.timeouts.idle == 5ms && o.timeouts.total == 6ms);
    QCOMPARE(o.signal.data(), controller.signal());
    QVERIFY(o.maxHeaderSize == 7 && o.maxHeadersCount == 0 && o.insecureHTTPParser && o.joinDuplicateHeaders);
    QVERIFY(o.sslConfiguration && o.sslConfiguration->isNull());
    QCOMPARE(o.rejectUnauthorized, std::optional(true));
    QVERIFY(o.servername && o.servername->isEmpty());
}
void tst_RequestOptions::mergedKeepsTheRest()
{
    const RequestOptions url(QUrl(u"https://u:p@a:1/x?y"_s));
    RequestOptions over;
    over.host = u"b"_s; // S5.3: no effect, since the URL sets hostname
    over.timeouts.total = 5ms;
    const RequestOptions o = merged(url, over);
    QCOMPARE(o.protocol, u"https:"_s);
    QCOMPARE(targetHost(o), u"a"_s);
    QCOMPARE(o.port, 1);
    QCOMPARE(o.path, u"/x?y"_s);
    QCOMPARE(o.auth, u"u:p"_s);
    QVERIFY(o.timeouts.total == 5ms && o.timeouts.connect == 0ms);
    QVERIFY(!o.timeout && !o.noDelay && !o.proxy && !o.sslConfiguration);
    QCOMPARE(merged(QUrl(), over).validate().code(), u"ERR_INVALID_URL"_s);
}
void tst_RequestOptions::agentWins() // S6.7
{
    RequestOptions request(QUrl(u"http://a:1/x"_s));
    request.timeouts = {1ms, 2ms, 0ms, 0ms, 0ms, 0ms};
    request.rejectUnauthorized = true;
    RequestOptions agent;
    agent.host = u"b"_s;
    agent.port = 2;
    agent.family = 4;
    agent.rejectUnauthorized = false;
    agent.timeouts.connect = 9ms;
    agent.timeout = 50ms;
    const RequestOptions o = overlaid(request, agent);
    QCOMPARE(targetHost(o), u"b"_s);
    QCOMPARE(o.host, u"b"_s);
    QCOMPARE(o.port, 2);
    QCOMPARE(o.family, 4);
    QCOMPARE(o.rejectUnauthorized, std::optional(false));
    QVERIFY(o.timeouts.queue == 1ms && o.timeouts.connect == 9ms);
    QCOMPARE(o.timeout, std::optional(50ms));

    agent.hostname = u"c"_s;
    request.timeout = 0ms; // S5.98: the request's own wins
    QCOMPARE(targetHost(overlaid(request, agent)), u"c"_s);
    QCOMPARE(overlaid(request, agent).timeout, std::optional(0ms));
    QCOMPARE(targetHost(overlaid(request, {})), u"a"_s);
}
void tst_RequestOptions::agentLeavesTheQuestion()
{
    RequestOptions request(QUrl(u"http://u:p@a:1/x"_s));
    request.headers = {{"A", "b"}};
    RequestOptions agent;
    agent.method = u"PUT"_s;
    agent.path = u"/y"_s;
    agent.auth = u"v:w"_s;
    agent.headers = {{"C", "d"}};
    agent.protocol = u"https:"_s;
    const RequestOptions o = overlaid(request, agent);
    QVERIFY(o.method.isEmpty());
    QCOMPARE(o.path, u"/x"_s);
    QCOMPARE(o.auth, u"u:p"_s);
    QCOMPARE(o.protocol, u"http:"_s);
    QCOMPARE(o.headers.size(), 1);
    QCOMPARE(o.headers.at(0).name, "A");
}
void tst_RequestOptions::saysAnything() // as an agent's
{
    RequestOptions question(QUrl(u"http:///x"_s));
    question.method = u"PUT"_s;
    question.headers = {{"A", "b"}};
    QVERIFY(!NodeHttp::saysAnything(question));
    const Change changes[] = {
        [](auto &o) { o.host = u"a"_s; }, [](auto &o) { o.hostname = u"a"_s; }, [](auto &o) { o.port = 0; },
        [](auto &o) { o.family = 4; }, [](auto &o) { o.lookup = [](auto &&...) {}; }, [](auto &o) { o.noDelay = true; },
        [](auto &o) { o.timeout = 0ms; }, [](auto &o) { o.timeouts.tls = 1ms; },
        [](auto &o) { o.rejectUnauthorized = true; }, [](auto &o) { o.proxy = QNetworkProxy(); },
    };
    for (const Change &change : changes) {
        RequestOptions options;
        change(options);
        QVERIFY(NodeHttp::saysAnything(options));
    }
}
void tst_RequestOptions::target_data()
{
    QTest::addColumn<RequestOptions>("options");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<int>("securePort");
    RequestOptions o;
    QTest::newRow("nothing") << o << u"localhost"_s << 80 << 443;
    o.host = u"a"_s;
    o.defaultPort = 81;
    QTest::newRow("host") << o << u"a"_s << 81 << 81;
    o.hostname = u"b"_s;
    o.port = 82;
    QTest::newRow("hostname") << o << u"b"_s << 82 << 82;
    o.port = 0;
    QTest::newRow("port 0") << o << u"b"_s << 0 << 0;
}
void tst_RequestOptions::target() // S5.6, S5.7
{
    QFETCH(const RequestOptions, options);
    QTEST(targetHost(options), "host");
    QTEST(targetPort(options, false), "port");
    QTEST(targetPort(options, true), "securePort");
}
void tst_RequestOptions::refused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *tag, const char *code, const char *name, const QString &message, const Change &change) {
        QTest::newRow(tag) << change << QString::fromLatin1(code) << QString::fromLatin1(name) << message;
    };
    const char type[] = "TypeError", range[] = "RangeError";
    const QString path = u"Request path contains unescaped characters"_s;
    row("S2.59 blank", "ERR_UNESCAPED_CHARACTERS", type, path, [](auto &o) { o.path = u"/a b"_s; });
    row("path with a line end", "ERR_UNESCAPED_CHARACTERS", type, path, [](auto &o) { o.path = u"/\r\nX: y"_s; });
    row("path beyond Latin-1", "ERR_UNESCAPED_CHARACTERS", type, path, [](auto &o) { o.path = u"/\u0120"_s; });
    row("S2.60", "ERR_INVALID_PROTOCOL", type, u"Protocol \"https\" not supported. Expected \"http:\""_s,
        [](auto &o) { o.protocol = u"https"_s; });
    for (const auto &host : {u"a b"_s, u"a\r\nb"_s, u"a\tb"_s, QString(QChar(0)), u"a/b"_s, u"u@a"_s, u"\u00fc"_s, u"a\x7f"_s}) {
        const QByteArray tag = "host " + host.toLatin1().toPercentEncoding();
        row(tag.constData(), "ERR_INVALID_CHAR", type, u"Invalid character in options.host"_s, [host](auto &o) { o.host = host; });
        row(("name" + tag).constData(), "ERR_INVALID_CHAR", type, u"Invalid character in options.host"_s,
            [host](auto &o) { o.hostname = host; });
    }
    const QString time = u"The value of \"%1\" is out of range. It must be a non-negative finite number. Received -1"_s;
    row("timeout", "ERR_OUT_OF_RANGE", range, time.arg(u"timeout"_s), [](auto &o) { o.timeout = -1ms; });
    const std::pair<const char16_t *, std::chrono::milliseconds PhaseTimeouts::*> phases[] = {
        {u"queue", &PhaseTimeouts::queue}, {u"connect", &PhaseTimeouts::connect}, {u"tls", &PhaseTimeouts::tls},
        {u"firstByte", &PhaseTimeouts::firstByte}, {u"idle", &PhaseTimeouts::idle}, {u"total", &PhaseTimeouts::total}};
    for (const auto &[name, phase] : phases) {
        row(QString::fromUtf16(name).toLatin1().constData(), "ERR_OUT_OF_RANGE", range, time.arg(u"timeouts."_s + QString::fromUtf16(name)),
            [phase = phase](auto &o) { o.timeouts.*phase = -1ms; });
    }
    row("keepAliveInitialDelay", "ERR_OUT_OF_RANGE", range, time.arg(u"keepAliveInitialDelay"_s),
        [](auto &o) { o.keepAliveInitialDelay = -1ms; });
    row("S2.54", "ERR_INVALID_HTTP_TOKEN", type, u"Method must be a valid HTTP token [\"GET /\"]"_s, [](auto &o) { o.method = u"GET /"_s; });
    row("method beyond Latin-1", "ERR_INVALID_HTTP_TOKEN", type, u"Method must be a valid HTTP token [\"G?T\"]"_s,
        [](auto &o) { o.method = u"G\u0112T"_s; });
    const QString least = u"The value of \"%1\" is out of range. It must be >= %2 && <= 9007199254740991. Received %3"_s;
    row("S2.63", "ERR_OUT_OF_RANGE", range, least.arg(u"maxHeaderSize"_s).arg(0).arg(-1), [](auto &o) { o.maxHeaderSize = -1; });
    row("maxHeadersCount", "ERR_OUT_OF_RANGE", range, least.arg(u"maxHeadersCount"_s).arg(-1).arg(-2),
        [](auto &o) { o.maxHeadersCount = -2; });
    row("highWaterMark", "ERR_OUT_OF_RANGE", range, least.arg(u"highWaterMark"_s).arg(0).arg(-1), [](auto &o) { o.highWaterMark = -1; });
    row("header name", "ERR_INVALID_HTTP_TOKEN", type, u"Header name must be a valid HTTP token [\"a b\"]"_s,
        [](auto &o) { o.headers = {{"A", 1}, {"a b", 1}}; });
    row("header value", "ERR_INVALID_CHAR", type, u"Invalid character in header content [\"A\"]"_s, [](auto &o) { o.headers = {{"A", "b\nc"}}; });
    row("no header value", "ERR_HTTP_INVALID_HEADER_VALUE", type, u"Invalid value \"undefined\" for header \"A\""_s,
        [](auto &o) { o.headers = {{"A", {}}}; });
    row("localAddress", "ERR_INVALID_IP_ADDRESS", type, u"Invalid IP address: localhost"_s, [](auto &o) { o.localAddress = u"localhost"_s; });
    row("localPort", "ERR_OUT_OF_RANGE", range, u"The value of \"localPort\" is out of range. It must be >= 0 && <= 65535. Received 65536"_s,
        [](auto &o) { o.localPort = 65536; });
    row("port", "ERR_SOCKET_BAD_PORT", range, u"options.port should be >= 0 and < 65536. Received 65536."_s,
        [](auto &o) { o.port = 65536; });
    row("negative port", "ERR_SOCKET_BAD_PORT", range, u"options.port should be >= 0 and < 65536. Received -2."_s,
        [](auto &o) { o.port = -2; });
    row("defaultPort", "ERR_OUT_OF_RANGE", range, u"The value of \"defaultPort\" is out of range. It must be >= 0 && <= 65535. Received 70000"_s,
        [](auto &o) { o.defaultPort = 70000; });
    row("family", "ERR_INVALID_ARG_VALUE", type, u"The property 'options.family' must be one of: 0, 4, 6. Received 5"_s, [](auto &o) { o.family = 5; });
    row("hints", "ERR_INVALID_ARG_VALUE", type, u"The argument 'hints' is invalid. Received 65"_s, [](auto &o) { o.hints = 65; });
    row("socketPath", "ERR_INVALID_ARG_VALUE", type, u"The property 'options.socketPath' must be a string without null bytes"_s,
        [](auto &o) { o.socketPath = QString(QChar(0)) + u'x'; });
}
void tst_RequestOptions::refused()
{
    QFETCH(const Change, change);
    RequestOptions options;
    QVERIFY(!options.validate());
    change(options);
    const Error error = options.validate();
    QTEST(error.code(), "code");
    QTEST(error.name(), "name");
    QTEST(error.message(), "message");
    AgentOptions agent;
    agent.connection = options;
    QCOMPARE(agent.validate(), error);
}

void tst_RequestOptions::accepted_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *tag, const Change &change) { QTest::newRow(tag) << change; };
    row("S5.10 no leading slash", [](auto &o) { o.path = u"*"_s; });
    row("S2.28", [](auto &o) { o.path = u"/#\u007f\u00ff%zz"_s; });
    row("lower-case method", [](auto &o) { o.method = u"m-search"_s; });
    row("IPv6", [](auto &o) { o.hostname = u"fe80::1%lo"_s; });
    row("IPv6 in brackets", [](auto &o) { o.host = u"[::1]"_s; });
    row("underscore", [](auto &o) { o.host = u"a_b.c-d"_s; });
    row("port 0", [](auto &o) { o.port = 0; });
    row("highest ports", [](auto &o) { o.port = o.defaultPort = o.localPort = 65535; });
    row("all hints", [](auto &o) { o.hints = V4Mapped | AllAddresses | AddrConfig; });
    row("local IPv6", [](auto &o) { o.localAddress = u"::1"_s; });
    row("no limits", [](auto &o) { o.timeout = 0ms; o.maxHeadersCount = 0; });
    row("header list", [](auto &o) { o.headers = {{"A", QByteArrayList{"b", "c"}}, {"D", 5}, {"E", true}}; });
}

void tst_RequestOptions::accepted()
{
    QFETCH(const Change, change);
    RequestOptions options;
    change(options);
    QVERIFY2(!options.validate(), qPrintable(options.validate().message()));
}

void tst_RequestOptions::order() // S5.5: everything is wrong, and is repaired one by one
{
    RequestOptions o{QUrl()};
    o.path = u" "_s;
    o.protocol = u"x:"_s;
    o.host = u" "_s;
    o.timeout = -1ms;
    o.method = u" "_s;
    o.maxHeaderSize = -1;
    o.headers = {{" ", {}}};
    o.localAddress = u"x"_s;
    o.port = 70000;
    o.family = 1;
    o.hints = 1;
    QStringList codes;
    const Change repairs[] = {
        [](auto &r) { r.invalidUrl = false; }, [](auto &r) { r.path.clear(); }, [](auto &r) { r.protocol.clear(); },
        [](auto &r) { r.host.clear(); }, [](auto &r) { r.timeout.reset(); }, [](auto &r) { r.method.clear(); },
        [](auto &r) { r.maxHeaderSize = 0; }, [](auto &r) { r.headers.clear(); }, [](auto &r) { r.localAddress.clear(); },
        [](auto &r) { r.port = -1; }, [](auto &r) { r.family = 0; }, [](auto &r) { r.hints = 0; },
    };
    for (const Change &repair : repairs) {
        codes << o.validate().code();
        repair(o);
    }
    QCOMPARE(codes.join(u' '),
             u"ERR_INVALID_URL ERR_UNESCAPED_CHARACTERS ERR_INVALID_PROTOCOL ERR_INVALID_CHAR ERR_OUT_OF_RANGE "
             "ERR_INVALID_HTTP_TOKEN ERR_OUT_OF_RANGE ERR_INVALID_HTTP_TOKEN ERR_INVALID_IP_ADDRESS ERR_SOCKET_BAD_PORT "
             "ERR_INVALID_ARG_VALUE ERR_INVALID_ARG_VALUE"_s);
    QVERIFY(!o.validate());
}

void tst_RequestOptions::pathCharacters() // S2.28, each of them
{
    for (int c = 0; c < 0x180; ++c) {
        RequestOptions options;
        options.path = u"/x"_s + QChar(c);
        QCOMPARE(bool(options.validate()), c <= 0x20 || c >= 0x100);
    }
}

void tst_RequestOptions::agentRefused_data()
{
    QTest::addColumn<AgentChange>("change");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *tag, const char *code, const AgentChange &change) {
        QTest::newRow(tag) << change << QString::fromLatin1(code);
    };
    row("defaults", "", [](auto &) {});
    row("S6.2 zeros", "", [](auto &o) { o.maxSockets = o.maxFreeSockets = o.maxTotalSockets = 0; o.keepAliveMsecs = 0ms; });
    row("https", "", [](auto &o) { o.protocol = u"https:"_s; o.defaultPort = 443; o.keepAlive = true; });
    row("S6.4", "ERR_OUT_OF_RANGE", [](auto &o) { o.maxTotalSockets = -1; });
    row("maxSockets", "ERR_OUT_OF_RANGE", [](auto &o) { o.maxSockets = -1; });
    row("maxFreeSockets", "ERR_OUT_OF_RANGE", [](auto &o) { o.maxFreeSockets = -1; });
    row("keepAliveMsecs", "ERR_OUT_OF_RANGE", [](auto &o) { o.keepAliveMsecs = -1ms; });
    row("timeout", "ERR_OUT_OF_RANGE", [](auto &o) { o.timeout = -1ms; });
    row("buffer", "ERR_OUT_OF_RANGE", [](auto &o) { o.agentKeepAliveTimeoutBuffer = -1ms; });
    row("maxCachedSessions", "ERR_OUT_OF_RANGE", [](auto &o) { o.maxCachedSessions = -1; });
    row("protocol", "ERR_INVALID_PROTOCOL", [](auto &o) { o.protocol = u"ws:"_s; });
    row("defaultPort", "ERR_OUT_OF_RANGE", [](auto &o) { o.defaultPort = 65536; });
    row("connection", "ERR_SOCKET_BAD_PORT", [](auto &o) { o.connection.port = 65536; });
}

void tst_RequestOptions::agentRefused()
{
    QFETCH(const AgentChange, change);
    AgentOptions options;
    change(options);
    QTEST(options.validate().code(), "code");
}

void tst_RequestOptions::debug_data()
{
    QTest::addColumn<RequestOptions>("options");
    QTest::addColumn<QString>("text");
    const auto of = [](const char *url) { return RequestOptions(QUrl(QString::fromLatin1(url))); };
    QTest::newRow("default") << RequestOptions() << u"GET http://localhost /"_s;
    QTest::newRow("URL") << of("https://user:secret@h:1/a?token=secret") << u"GET https://h:1 /a?…"_s;
    RequestOptions o = of("http://[::1]/a");
    o.method = u"PUT"_s;
    o.headers = {{"Authorization", "secret"}};
    o.socketPath = u"/run/x"_s;
    QTest::newRow("headers") << o << u"PUT http://[::1] /a over /run/x"_s;
    o = {};
    o.path = u"http://user:secret@h/x?secret"_s;
    QTest::newRow("absolute form") << o << u"GET http://localhost http://h/x?…"_s;
    o.path = u"http://user:secret@h"_s;
    QTest::newRow("absolute form without path") << o << u"GET http://localhost http://h"_s;
}

void tst_RequestOptions::debug()
{
    QFETCH(const RequestOptions, options);
    QFETCH(const QString, text);
    QString printed;
    QDebug(&printed) << options;
    QCOMPARE(printed.trimmed(), u"NodeHttp::RequestOptions("_s + text + u')');
    QVERIFY(!printed.contains(u"secret"_s));
}

QTEST_GUILESS_MAIN(tst_RequestOptions)
#include "tst_requestoptions.moc"
