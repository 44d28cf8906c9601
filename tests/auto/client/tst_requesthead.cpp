// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What the head of a request says: order and kinds of headers, the Host rules of section 5.2, authentication.

#include "asking.h"
#include "rawserver.h"

#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Options = std::function<void(RequestOptions &)>;
using Act = std::function<void(ClientRequest *)>;
Q_DECLARE_METATYPE(Options)
Q_DECLARE_METATYPE(Act)

namespace {

const Options kAsIs = [](RequestOptions &) {};
const Act kEnd = [](ClientRequest *req) { req->end(); };

Options headers(const HeaderList &list, bool asArray = false)
{
    return [=](RequestOptions &options) {
        options.headers = list;
        options.headersAsArray = asArray;
    };
}

const QByteArray kBye = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"_ba;

// Never connects, so that only the construction of a request shows.
class SilentAgent : public Agent
{
public:
    using Agent::Agent;
    QIODevice *createConnection(const RequestOptions &, const ConnectionCallback &) override { return nullptr; }
};

AgentOptions agentOptions(const QString &protocol, int defaultPort = -1)
{
    AgentOptions options;
    options.protocol = protocol;
    options.defaultPort = defaultPort;
    return options;
}

} // namespace

class tst_RequestHead : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytes_data();
    void bytes();
    void arrayHeadersAreFinal();
    void hostHeader_data();
    void hostHeader();
    void authorization_data();
    void authorization();
};

void tst_RequestHead::bytes_data()
{
    QTest::addColumn<Options>("change");
    QTest::addColumn<Act>("act");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("S1.3 empty value") << headers({{"D", ""}}) << kEnd
        << "GET / HTTP/1.1\r\nD: \r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S1.4 order") << headers({{"X-b", "1"}, {"accept", "2"}})
        << Act([](auto *req) { req->setHeader("Zed", "3"); req->end(); })
        << "GET / HTTP/1.1\r\nX-b: 1\r\naccept: 2\r\nHost: 127.0.0.1:PORT\r\nZed: 3\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S1.4 order with auth") << Options([](auto &options) { options.auth = u"u:p"_s; options.headers = {{"A", 1}}; })
        << kEnd << "GET / HTTP/1.1\r\nA: 1\r\nHost: 127.0.0.1:PORT\r\nAuthorization: Basic dTpw\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S1.5 host by the caller") << headers({{"hOST", "x"}, {"A", 1}}) << kEnd
        << "GET / HTTP/1.1\r\nhOST: x\r\nA: 1\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S1.6 replaced in place, removed to the end") << headers({{"a", 1}, {"b", 2}})
        << Act([](auto *req) {
               req->setHeader("B", "3");
               req->removeHeader("a");
               req->setHeader("A", "4");
               req->end();
           }) << "GET / HTTP/1.1\r\nB: 3\r\nHost: 127.0.0.1:PORT\r\nA: 4\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S2.8 S2.9 kinds of values") << headers({{"N", 1}, {"B", true}, {"L", QStringList{u"x"_s, u"y"_s}}, {"Cookie", QStringList{u"a=1"_s, u"b=2"_s}}}) << kEnd
        << "GET / HTTP/1.1\r\nN: 1\r\nB: true\r\nL: x\r\nL: y\r\nCookie: a=1; b=2\r\nHost: 127.0.0.1:PORT\r\n"
           "Connection: close\r\n\r\n"_ba;
    QTest::newRow("S10.13 uniqueHeaders") << Options([](auto &options) {
        options.uniqueHeaders = {"X-Y"};
        options.headers = {{"x-y", QStringList{u"a"_s, u"b"_s}}, {"z", QStringList{u"a"_s, u"b"_s}}};
    }) << kEnd << "GET / HTTP/1.1\r\nx-y: a; b\r\nz: a\r\nz: b\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S1.91 connection by the caller") << headers({{"connection", "close"}}) << kEnd
        << "GET / HTTP/1.1\r\nconnection: close\r\nHost: 127.0.0.1:PORT\r\n\r\n"_ba;
    QTest::newRow("S1.92 connection removed") << kAsIs << Act([](auto *req) { req->removeHeader("connection"); req->end(); })
        << "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n"_ba;
    QTest::newRow("S1.93 host removed") << kAsIs << Act([](auto *req) { req->removeHeader("host"); req->end(); })
        << "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S1.93 no host") << Options([](auto &options) { options.setHost = false; }) << kEnd
        << "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S1.95 flat array") << headers({{"a", "1"}, {"B", "2"}, {"a", "3"}}, true) << kEnd
        << "GET / HTTP/1.1\r\na: 1\r\nB: 2\r\na: 3\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S1.96 pairs") << headers({{"a", "1"}, {"a", "2"}}, true) << kEnd
        << "GET / HTTP/1.1\r\na: 1\r\na: 2\r\nConnection: close\r\n\r\n"_ba;
}

void tst_RequestHead::bytes()
{
    QFETCH(const Options, change);
    QFETCH(const Act, act);
    QFETCH(const QByteArray, expected);
    RawServer server({kBye, RawServer::Fin});
    RequestOptions options = to(server.port());
    change(options);
    Asked asked(request(options));
    act(asked.request);
    QTRY_COMPARE(withoutPort(server.received(), server.port()), expected);
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(withoutPort(server.received(), server.port()), expected);
    QCOMPARE(server.connections(), 1);
    QCOMPARE(asked.finishes, 1);
}

void tst_RequestHead::arrayHeadersAreFinal() // S1.95
{
    RawServer server({kBye, RawServer::Fin});
    RequestOptions options = with({{"a", "1"}}, to(server.port()));
    options.headersAsArray = true;
    options.auth = u"u:p"_s;
    Asked asked(request(options));
    QVERIFY(asked->headersSent());
    QVERIFY(!asked->setHeader("b", "2"));
    QCOMPARE(asked->error().code(), u"ERR_HTTP_HEADERS_SENT"_s);
    asked->end();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(server.received(), "GET / HTTP/1.1\r\na: 1\r\nConnection: close\r\n\r\n"_ba);
}

void tst_RequestHead::hostHeader_data()
{
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<Options>("change");
    QTest::addColumn<QByteArray>("expected");
    const auto hostAndPort = [](const QString &host, int port, int defaultPort = -1) {
        return Options([=](RequestOptions &options) {
            options.host = host;
            options.port = port;
            options.defaultPort = defaultPort;
        });
    };
    const auto agentless = [](int port) {
        return Options([port](RequestOptions &options) {
            options.host = u"h.example"_s;
            options.port = port;
            options.agent = nullptr;
            options.createConnection = [](const RequestOptions &, const ConnectionCallback &) { return nullptr; };
        });
    };
    const QString http = u"http:"_s, https = u"https:"_s;
    QTest::newRow("S5.17 default port") << http << hostAndPort(u"h"_s, 80) << "h"_ba;
    QTest::newRow("S5.17 no port") << http << hostAndPort(u"h"_s, -1) << "h"_ba;
    QTest::newRow("S5.18 other port") << http << hostAndPort(u"127.0.0.1"_s, 8080) << "127.0.0.1:8080"_ba;
    QTest::newRow("S5.19 defaultPort") << http << hostAndPort(u"127.0.0.1"_s, 8080, 8080) << "127.0.0.1"_ba;
    QTest::newRow("S5.20 IPv6") << http << hostAndPort(u"::1"_s, 8080) << "[::1]:8080"_ba;
    QTest::newRow("S5.20 IPv6, default port") << http << hostAndPort(u"::1"_s, 80) << "[::1]"_ba;
    QTest::newRow("S5.21 IPv6 in brackets") << http << hostAndPort(u"[::1]"_s, 8080) << "[::1]:8080"_ba;
    QTest::newRow("S5.22 no agent") << http << agentless(80) << "h.example:80"_ba;
    QTest::newRow("S5.22 no agent, no port") << http << agentless(-1) << "h.example:80"_ba;
    QTest::newRow("S8.31 https, no agent, no port") << https << agentless(-1) << "h.example:80"_ba;
    QTest::newRow("S8.31 https, no agent, 443") << https << agentless(443) << "h.example:443"_ba;
    QTest::newRow("S5.23 https") << https << hostAndPort(u"h"_s, 443) << "h"_ba;
    QTest::newRow("S5.23 https, 80") << https << hostAndPort(u"h"_s, 80) << "h:80"_ba;
    QTest::newRow("S5.24 Unix socket") << http << Options([](RequestOptions &options) {
        options.host.clear();
        options.port = -1;
        options.socketPath = u"/tmp/nodehttp-nobody"_s;
    }) << "localhost"_ba;
    QTest::newRow("S5.6 hostname wins") << http << Options([](RequestOptions &options) {
        options.hostname = u"a"_s;
        options.host = u"b"_s;
        options.port = 80;
    }) << "a"_ba;
}

void tst_RequestHead::hostHeader()
{
    QFETCH(const QString, protocol);
    QFETCH(const Options, change);
    QFETCH(const QByteArray, expected);
    SilentAgent agent(agentOptions(protocol));
    RequestOptions options;
    options.agent = &agent;
    options.protocol = protocol;
    change(options);
    Asked asked(request(options));
    QVERIFY2(!asked->error(), qPrintable(asked->error().message()));
    QCOMPARE(asked->getHeader("host"), HeaderValue(expected));
    QCOMPARE(asked->getRawHeaderNames(), QByteArrayList{"Host"});
    asked->destroy();
    QTRY_VERIFY(!asked.request);
}

void tst_RequestHead::authorization_data()
{
    QTest::addColumn<Options>("change");
    QTest::addColumn<HeaderValue>("expected");
    const auto auth = [](const QString &text) { return Options([text](RequestOptions &options) { options.auth = text; }); };
    QTest::newRow("S5.13 plain") << auth(u"u:p"_s) << HeaderValue("Basic dTpw");
    QTest::newRow("S5.13 UTF-8") << auth(u"u:pé"_s) << HeaderValue("Basic dTpww6k=");
    QTest::newRow("S5.13 none") << auth({}) << HeaderValue();
    QTest::newRow("S5.13 header given") << Options([](RequestOptions &options) {
        options.auth = u"u:p"_s;
        options.headers = {{"authorization", "mine"}};
    }) << HeaderValue("mine");
    QTest::newRow("S5.4 decoded from the URL") << Options([](RequestOptions &options) {
        options = RequestOptions(QUrl(u"http://u%40x:p%3Aq@h/"_s));
    }) << HeaderValue("Basic " + QByteArray("u@x:p:q").toBase64());
    QTest::newRow("S5.4 user without password") << Options([](RequestOptions &options) {
        options = RequestOptions(QUrl(u"http://u@h/"_s));
    }) << HeaderValue("Basic " + QByteArray("u:").toBase64());
}

void tst_RequestHead::authorization()
{
    QFETCH(const Options, change);
    QFETCH(const HeaderValue, expected);
    SilentAgent agent;
    RequestOptions options;
    change(options);
    options.agent = &agent;
    Asked asked(request(options));
    QCOMPARE(asked->getHeader("Authorization"), expected);
    asked->destroy();
    QTRY_VERIFY(!asked.request);
}

QTEST_GUILESS_MAIN(tst_RequestHead)
#include "tst_requesthead.moc"
