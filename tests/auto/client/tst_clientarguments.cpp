// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What request() and get() make of their arguments: section 5.1 of the behaviour reference.

#include "asking.h"
#include "rawserver.h"

#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Options = std::function<void(RequestOptions &)>;
Q_DECLARE_METATYPE(Options)

namespace {

QIODevice *dial(const RequestOptions &options)
{
    auto *socket = new QTcpSocket;
    socket->connectToHost(options.host, quint16(options.port));
    return socket;
}

} // namespace

class tst_ClientArguments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refused_data();
    void refused();
    void checksInOrder_data();
    void checksInOrder();
    void properties();
    void url_data();
    void url();
    void invalidUrl_data();
    void invalidUrl();
    void urlAndOptions();
    void callbacks();
    void getKeepsTheMethod();
    void whichAgent();
};

void tst_ClientArguments::refused_data() // S5.5–S5.12, S2.53–S2.63
{
    QTest::addColumn<Options>("change");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const auto path = [](const QString &text) { return Options([text](auto &options) { options.path = text; }); };
    const auto method = [](const QString &text) { return Options([text](auto &options) { options.method = text; }); };
    const auto header = [](const QByteArray &name, const HeaderValue &value) {
        return Options([=](auto &options) { options.headers = {{name, value}}; });
    };
    const auto port = [](int number) { return Options([number](auto &options) { options.port = number; }); };
    const QString unescaped = u"Request path contains unescaped characters"_s;
    QTest::newRow("S2.59 space") << path(u"/a b"_s) << u"ERR_UNESCAPED_CHARACTERS"_s << unescaped;
    QTest::newRow("S2.59 line end") << path(u"/\r\nX: y"_s) << u"ERR_UNESCAPED_CHARACTERS"_s << unescaped;
    QTest::newRow("S2.59 null") << path(QString(QChar(0))) << u"ERR_UNESCAPED_CHARACTERS"_s << unescaped;
    QTest::newRow("S2.28 U+010D") << path(u"/\u010d"_s) << u"ERR_UNESCAPED_CHARACTERS"_s << unescaped; // CR once cut to a byte
    QTest::newRow("S2.60 protocol") << Options([](auto &options) { options.protocol = u"ftp:"_s; })
        << u"ERR_INVALID_PROTOCOL"_s << u"Protocol \"ftp:\" not supported. Expected \"http:\""_s;
    QTest::newRow("S5.9 protocol of another agent") << Options([](auto &options) {
        options.protocol = u"https:"_s;
        options.agent = globalAgent();
    }) << u"ERR_INVALID_PROTOCOL"_s << u"Protocol \"https:\" not supported. Expected \"http:\""_s;
    QTest::newRow("S8.19 and the other way round") << Options([](auto &options) {
        options.protocol = u"http:"_s;
        options.agent = globalAgent(u"https:"_s);
    }) << u"ERR_INVALID_PROTOCOL"_s << u"Protocol \"http:\" not supported. Expected \"https:\""_s;
    QTest::newRow("S5.12 timeout") << Options([](auto &options) { options.timeout = std::chrono::milliseconds(-1); })
        << u"ERR_OUT_OF_RANGE"_s << QString();
    QTest::newRow("S2.54 method") << method(u"GET /evil"_s) << u"ERR_INVALID_HTTP_TOKEN"_s
        << u"Method must be a valid HTTP token [\"GET /evil\"]"_s;
    QTest::newRow("S2.54 method, line end") << method(u"GET\r\n"_s) << u"ERR_INVALID_HTTP_TOKEN"_s << QString();
    QTest::newRow("S2.54 method, U+0147") << method(u"\u0147ET"_s) << u"ERR_INVALID_HTTP_TOKEN"_s << QString();
    QTest::newRow("S2.63 maxHeaderSize") << Options([](auto &options) { options.maxHeaderSize = -1; }) << u"ERR_OUT_OF_RANGE"_s
        << u"The value of \"maxHeaderSize\" is out of range. It must be >= 0 && <= 9007199254740991. Received -1"_s;
    QTest::newRow("S2.54 header name") << header("a b", 1) << u"ERR_INVALID_HTTP_TOKEN"_s
        << u"Header name must be a valid HTTP token [\"a b\"]"_s;
    QTest::newRow("S2.55 header without a value") << header("a", {}) << u"ERR_HTTP_INVALID_HEADER_VALUE"_s
        << u"Invalid value \"undefined\" for header \"a\""_s;
    QTest::newRow("S2.56 header value") << header("a", "b\r\nc: d") << u"ERR_INVALID_CHAR"_s
        << u"Invalid character in header content [\"a\"]"_s;
    QTest::newRow("S2.56 header value, U+010A") << header("a", u"\u010a"_s) << u"ERR_INVALID_CHAR"_s << QString();
    QTest::newRow("port 65536") << port(65536) << u"ERR_SOCKET_BAD_PORT"_s << QString();
    QTest::newRow("port -2") << port(-2) << u"ERR_SOCKET_BAD_PORT"_s << QString();
}

void tst_ClientArguments::refused()
{
    QFETCH(const Options, change);
    QFETCH(const QString, code);
    QFETCH(const QString, message);
    RawServer server({reply()});
    RequestOptions options = to(server.port());
    change(options);
    int called = 0;
    ClientRequest *made = request(options, [&](auto *) { ++called; });
    QVERIFY(made); // never null
    Asked asked(made);
    QCOMPARE(asked->error().code(), code);
    if (!message.isEmpty())
        QCOMPARE(asked->error().message(), message);
    QCOMPARE(asked.errors + asked.closes, 0); // on the tick, not before
    asked->end("x");
    QTRY_COMPARE(asked.closes, 1);
    QCOMPARE(asked.errors, 1);
    QCOMPARE(asked.error.code(), code);
    QTRY_VERIFY(!asked.request);
    QCOMPARE(called + asked.responses, 0);
    QCOMPARE(server.connections(), 0);
    if (code != u"ERR_INVALID_PROTOCOL"_s)
        QCOMPARE(options.validate().code(), code);
}

void tst_ClientArguments::checksInOrder_data() // S5.5
{
    QTest::addColumn<int>("from");
    QTest::addColumn<QString>("code");
    QTest::newRow("path first") << 0 << u"ERR_UNESCAPED_CHARACTERS"_s;
    QTest::newRow("protocol") << 1 << u"ERR_INVALID_PROTOCOL"_s;
    QTest::newRow("timeout") << 2 << u"ERR_OUT_OF_RANGE"_s;
    QTest::newRow("method") << 3 << u"ERR_INVALID_HTTP_TOKEN"_s;
    QTest::newRow("maxHeaderSize") << 4 << u"ERR_OUT_OF_RANGE"_s;
    QTest::newRow("headers last") << 5 << u"ERR_INVALID_CHAR"_s;
}

void tst_ClientArguments::checksInOrder()
{
    QFETCH(const int, from);
    QFETCH(const QString, code);
    RequestOptions options = to(1);
    const Options bad[] = {
        [](auto &o) { o.path = u" "_s; }, [](auto &o) { o.protocol = u"ftp:"_s; },
        [](auto &o) { o.timeout = std::chrono::milliseconds(-1); }, [](auto &o) { o.method = u" "_s; },
        [](auto &o) { o.maxHeaderSize = -1; }, [](auto &o) { o.headers = {{"a", "\n"}}; },
    };
    for (size_t i = size_t(from); i < std::size(bad); ++i)
        bad[i](options);
    Asked asked(request(options));
    QCOMPARE(asked->error().code(), code);
    QTRY_VERIFY(asked.isOver());
}

void tst_ClientArguments::properties() // S5.14
{
    RawServer server({reply()});
    Agent agent;
    Asked asked(request(by(u"post"_s, over(&agent, server.port(), u"/a?b"_s))));
    const ClientRequest *req = asked.request;
    QCOMPARE(req->method(), u"POST"_s);
    QCOMPARE(req->path(), u"/a?b"_s);
    QCOMPARE(req->host(), u"127.0.0.1"_s);
    QCOMPARE(req->protocol(), u"http:"_s);
    QCOMPARE(req->agent(), &agent);
    QCOMPARE(req->maxHeadersCount(), -1);
    QVERIFY(!req->reusedSocket() && !req->isAborted() && !req->isDestroyed() && !req->res() && !req->socket());
    QVERIFY(!req->headersSent() && !req->isFinished() && !req->isWritableEnded() && !req->isWritableFinished());
    QVERIFY(req->isWritable() && !req->sendsDate() && !req->error());
    asked->end();
    QVERIFY(req->isWritableEnded() && req->isFinished());
    int checks = 0;
    connect(req, &ClientRequest::responseReceived, this, [&](IncomingMessage *message) {
        ++checks;
        QVERIFY(req->socket());
        QCOMPARE(req->res(), message);
    });
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(checks, 1);

    RequestOptions none;
    none.agent = &agent;
    none.lookup = [](const QString &, int, int, const LookupCallback &) {};
    Asked bare(request(none));
    QCOMPARE(bare->method(), u"GET"_s);
    QCOMPARE(bare->path(), u"/"_s);
    QCOMPARE(bare->host(), u"localhost"_s); // S5.6
    bare->destroy();
    QVERIFY(bare->isDestroyed()); // S5.88
}

void tst_ClientArguments::url_data() // S5.2, S5.4
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("auth");
    const QString none;
    QTest::newRow("plain") << QUrl(u"http://h/"_s) << u"h"_s << -1 << u"/"_s << none;
    QTest::newRow("S5.4 no path") << QUrl(u"http://h"_s) << u"h"_s << -1 << u"/"_s << none;
    QTest::newRow("S5.4 query, no path") << QUrl(u"http://h?a=1"_s) << u"h"_s << -1 << u"/?a=1"_s << none;
    QTest::newRow("S5.4 space, fragment") << QUrl(u"http://h:81/a b?q=1#frag"_s) << u"h"_s << 81 << u"/a%20b?q=1"_s << none;
    QTest::newRow("escapes stay") << QUrl(u"http://h/%2F%20a?x=%26+%C3%A9"_s) << u"h"_s << -1 << u"/%2F%20a?x=%26+%C3%A9"_s << none;
    QTest::newRow("not ASCII") << QUrl(u"http://h/é?é"_s) << u"h"_s << -1 << u"/%C3%A9?%C3%A9"_s << none;
    QTest::newRow("empty query") << QUrl(u"http://h/?"_s) << u"h"_s << -1 << u"/"_s << none;
    QTest::newRow("IPv6") << QUrl(u"http://[::1]:8080/"_s) << u"::1"_s << 8080 << u"/"_s << none;
    QTest::newRow("S5.4 credentials") << QUrl(u"http://us%40er:p%3Aw@h/"_s) << u"h"_s << -1 << u"/"_s << u"us@er:p:w"_s;
}

void tst_ClientArguments::url()
{
    QFETCH(const QUrl, url);
    QFETCH(const QString, host);
    QFETCH(const int, port);
    QFETCH(const QString, path);
    QFETCH(const QString, auth);
    const RequestOptions options(url);
    QCOMPARE(options.protocol, u"http:"_s);
    QCOMPARE(options.hostname, host);
    QCOMPARE(options.port, port);
    if (url.query(QUrl::FullyEncoded).isEmpty() && url.hasQuery())
        QVERIFY(options.path == u"/"_s || options.path == u"/?"_s);
    else
        QCOMPARE(options.path, path);
    QCOMPARE(options.auth, auth);
    QVERIFY(!options.validate());
}

void tst_ClientArguments::invalidUrl_data() // S2.61
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("code");
    QTest::newRow("empty") << QUrl() << u"ERR_INVALID_URL"_s;
    QTest::newRow("does not parse") << QUrl(u"http://[::1"_s) << u"ERR_INVALID_URL"_s;
    QTest::newRow("relative") << QUrl(u"/a"_s) << u"ERR_INVALID_URL"_s;
    QTest::newRow("another scheme") << QUrl(u"ftp://h/"_s) << u"ERR_INVALID_PROTOCOL"_s;
}

void tst_ClientArguments::invalidUrl()
{
    QFETCH(const QUrl, url);
    QFETCH(const QString, code);
    Asked asked(get(url));
    QCOMPARE(asked->error().code(), code);
    QTRY_COMPARE(asked.outcome(), code);
    Asked other(request(url, RequestOptions()));
    QTRY_COMPARE(other.outcome(), code);
}

void tst_ClientArguments::urlAndOptions() // S5.1, S5.3
{
    RawServer server({reply()});
    const QUrl url(u"http://u:p@127.0.0.1:%1/a?b#c"_s.arg(server.port()));
    int answered = 0;
    Asked plain(get(url, [&](IncomingMessage *) { ++answered; }));
    QTRY_COMPARE(plain.outcome(), u"200"_s);
    QVERIFY(server.received(0).startsWith("GET /a?b HTTP/1.1\r\n"));
    QVERIFY(server.received(0).contains("\r\nAuthorization: Basic dTpw\r\n"));

    RequestOptions options;
    options.method = u"PUT"_s;
    options.path = u"/other"_s;
    options.headers = {{"A", "1"}};
    options.host = u"nobody.invalid"_s; // the URL set hostname, which wins
    Asked overlaid(request(url, options, [&](IncomingMessage *) { ++answered; }));
    overlaid->end("x");
    QTRY_COMPARE(overlaid.outcome(), u"200"_s);
    QVERIFY(server.received(1).startsWith("PUT /other HTTP/1.1\r\nA: 1\r\nHost: 127.0.0.1:"));
    QVERIFY(server.received(1).contains("\r\nAuthorization: Basic dTpw\r\n"));
    QCOMPARE(answered, 2);
}

void tst_ClientArguments::callbacks() // S5.15; context objects
{
    RawServer server({reply()});
    QObject context;
    int called = 0;
    Asked asked(get(to(server.port()), &context, [&](IncomingMessage *message) {
        ++called;
        message->resume();
    }));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(called, 1);

    RawServer slow;
    auto *shortLived = new QObject;
    Asked cancelled(get(to(slow.port()), shortLived, [&](IncomingMessage *) { ++called; }));
    QTRY_COMPARE(slow.requests(), 1);
    delete shortLived;
    QVERIFY(!cancelled.request || cancelled->isDestroyed());
    QTRY_COMPARE(cancelled.closes, 1);
    QTRY_COMPARE(slow.open(), 0);
    QCOMPARE(called, 1);

    auto *gone = new QObject;
    Asked beforeSocket(request(to(slow.port()), gone, [&](IncomingMessage *) { ++called; }));
    delete gone;
    QTRY_COMPARE(beforeSocket.closes, 1);

    int alone = 0; // without any other receiver: the callback counts as one
    ClientRequest *request = get(to(server.port()), [&](IncomingMessage *message) {
        connect(message, &IncomingMessage::dataReceived, message, [&](const QByteArray &chunk) { alone += int(chunk.size()); });
    });
    QTRY_COMPARE(alone, 2);
    Q_UNUSED(request)
}

void tst_ClientArguments::getKeepsTheMethod() // S5.101
{
    RawServer server({reply()});
    Asked asked(get(by(u"POST"_s, to(server.port()))));
    QVERIFY(asked->isWritableEnded());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(server.received().startsWith("POST / HTTP/1.1\r\n"));
}

void tst_ClientArguments::whichAgent() // S5.8, S5.9
{
    RawServer server({reply()});
    Asked global(get(to(server.port())));
    QCOMPARE(global->agent(), globalAgent());
    RequestOptions once = to(server.port());
    once.oneTimeAgent = true;
    Asked oneTime(get(once));
    QVERIFY(oneTime->agent() && oneTime->agent() != globalAgent());
    RequestOptions own = to(server.port());
    own.createConnection = [](const RequestOptions &options, const ConnectionCallback &) { return dial(options); };
    Asked none(get(own));
    QVERIFY(!none->agent());
    Agent agent;
    own.agent = &agent; // an agent that is named wins
    Asked named(get(own));
    QCOMPARE(named->agent(), &agent);
    for (Asked *asked : {&global, &oneTime, &none, &named})
        QTRY_COMPARE(asked->outcome(), u"200"_s);

    RequestOptions secure = to(server.port());
    secure.agent = globalAgent(u"https:"_s);
    Asked https(request(secure)); // no protocol named: the agent's
    QCOMPARE(https->protocol(), u"https:"_s);
    https->destroy();
}

QTEST_GUILESS_MAIN(tst_ClientArguments)
#include "tst_clientarguments.moc"
