// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The bytes of requests: section 1.7 of the behaviour reference. What the head says: tst_requesthead.

#include "asking.h"
#include "rawserver.h"

#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpsocket.h>
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
const Act kWriteEnd = [](ClientRequest *req) {
    req->write("a");
    req->end("b");
};

Options method(const QString &name)
{
    return [name](RequestOptions &options) { options.method = name; };
}

Options methodAndHeaders(const QString &name, const HeaderList &headers, bool asArray = false)
{
    return [=](RequestOptions &options) {
        options.method = name;
        options.headers = headers;
        options.headersAsArray = asArray;
    };
}

// The start of nearly every expected text.
QByteArray head(const QByteArray &line, const QByteArray &rest = "Connection: close\r\n")
{
    return line + " / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n" + rest;
}

const QByteArray kBye = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"_ba;

} // namespace

class tst_RequestFraming : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytes_data();
    void bytes();
    void connectionLine_data();
    void connectionLine();
    void methods_data();
    void methods();
    void bodiesAreFramed_data();
    void bodiesAreFramed();
    void bodiesWithoutFramingAreRefused_data();
    void bodiesWithoutFramingAreRefused();
    void bodyIsNoSecondRequest();
    void segments();
    void expectIsSentAtOnce();
    void nothingBeforeTheFirstCall_data();
    void nothingBeforeTheFirstCall();
    void trailersRefused_data();
    void trailersRefused();
};

void tst_RequestFraming::bytes_data()
{
    QTest::addColumn<Options>("change");
    QTest::addColumn<Act>("act");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("S1.76 GET") << kAsIs << kEnd << head("GET") + "\r\n";
    QTest::newRow("S1.81 GET, chunked by the caller") << methodAndHeaders(u"GET"_s, {{"Transfer-Encoding", "chunked"}})
        << kWriteEnd << "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n"
                        "1\r\na\r\n1\r\nb\r\n0\r\n\r\n"_ba;
    QTest::newRow("S1.82 POST, no body") << method(u"POST"_s) << kEnd << head("POST") + "Content-Length: 0\r\n\r\n";
    QTest::newRow("S1.83 POST, text") << method(u"POST"_s) << Act([](auto *req) { req->end(u"hé"_s); })
        << head("POST") + "Content-Length: 3\r\n\r\nh\xc3\xa9";
    QTest::newRow("S1.84 POST, write and end") << method(u"POST"_s) << kWriteEnd
        << head("POST") + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n";
    QTest::newRow("S1.85 POST, length by the caller") << methodAndHeaders(u"POST"_s, {{"Content-Length", 2}}) << kWriteEnd
        << "POST / HTTP/1.1\r\nContent-Length: 2\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\nab"_ba;
    QTest::newRow("S1.18 length and chunked by the caller") // both are an attack: the length is dropped
        << methodAndHeaders(u"POST"_s, {{"Content-Length", 2}, {"Transfer-Encoding", "chunked"}}) << kWriteEnd
        << "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n"
           "1\r\na\r\n1\r\nb\r\n0\r\n\r\n"_ba;
    QTest::newRow("S1.97 POST, array") << methodAndHeaders(u"POST"_s, {{"a", "1"}}, true)
        << Act([](auto *req) { req->end("abc"); })
        << "POST / HTTP/1.1\r\na: 1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"_ba;
    QTest::newRow("S1.98 trailers") << methodAndHeaders(u"POST"_s, {{"Trailer", "X-T"}}) << Act([](auto *req) {
        req->write("a");
        req->addTrailers({{"X-T", "v"}});
        req->end();
    }) << "POST / HTTP/1.1\r\nTrailer: X-T\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
          "1\r\na\r\n0\r\nX-T: v\r\n\r\n"_ba;
    QTest::newRow("S10.23 no default headers") << Options([](auto &options) {
        options.method = u"POST"_s;
        options.setDefaultHeaders = options.setHost = false;
    }) << Act([](auto *req) { req->end("ab"); }) << "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab"_ba; // framing stays
    QTest::newRow("S1.112 latin1 always") << Options([](auto &options) { options.method = u"POST"_s; options.path = u"/é"_s; })
        << Act([](auto *req) { req->setHeader("A", u"é"_s); req->end(u"é"_s); })
        << "POST /\xe9 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nA: \xe9\r\nConnection: close\r\nContent-Length: 2\r\n\r\n\xc3\xa9"_ba;
    QTest::newRow("S5.10 path without a slash") << Options([](auto &options) { options.path = u"a?b=c"_s; }) << kEnd
        << "GET a?b=c HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S5.10 empty path") << Options([](auto &options) { options.path.clear(); }) << kEnd << head("GET") + "\r\n";
    QTest::newRow("S1.104 empty write") << method(u"POST"_s) << Act([](auto *req) { req->write(""); req->end("b"); })
        << head("POST") + "Transfer-Encoding: chunked\r\n\r\n1\r\nb\r\n0\r\n\r\n";
    QTest::newRow("S1.110 encodings") << method(u"POST"_s) << Act([](auto *req) {
        req->write(u"aGk="_s, Encoding::Base64);
        req->end(u"6869"_s, Encoding::Hex);
    }) << head("POST") + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n2\r\nhi\r\n0\r\n\r\n";
    QTest::newRow("S1.48 length removed") << method(u"POST"_s)
        << Act([](auto *req) { req->removeHeader("content-length"); req->end("hi"); })
        << head("POST") + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
}

void tst_RequestFraming::bytes()
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

void tst_RequestFraming::connectionLine_data()
{
    QTest::addColumn<Options>("change");
    QTest::addColumn<QByteArray>("expected");
    auto *keep = new Agent(pooling(), this);
    auto *bounded = new Agent(pooling(3, false), this);
    auto *total = new Agent(this);
    total->setMaxTotalSockets(3);
    QTest::newRow("S1.76 plain agent") << Options([this](auto &options) { options.agent = new Agent(this); }) << "close"_ba;
    QTest::newRow("S1.77 keepAlive") << Options([keep](auto &options) { options.agent = keep; }) << "keep-alive"_ba;
    QTest::newRow("S1.77 maxSockets") << Options([bounded](auto &options) { options.agent = bounded; }) << "keep-alive"_ba;
    QTest::newRow("S1.77 maxTotalSockets alone is no reason") << Options([total](auto &options) { options.agent = total; })
        << "close"_ba;
    QTest::newRow("S1.78 one-time agent") << Options([](auto &options) { options.oneTimeAgent = true; }) << "close"_ba;
    QTest::newRow("S1.78 createConnection") << Options([](auto &options) {
        options.createConnection = [](const RequestOptions &connection, const ConnectionCallback &) {
            auto *socket = new QTcpSocket;
            socket->connectToHost(connection.host, quint16(connection.port));
            return socket;
        };
    }) << "close"_ba;
    QTest::newRow("S1.14 by the caller") << Options([](auto &options) { options.headers = {{"Connection", "foo"}}; })
        << "foo"_ba;
}

void tst_RequestFraming::connectionLine()
{
    QFETCH(const Options, change);
    QFETCH(const QByteArray, expected);
    RawServer server({kBye, RawServer::Fin});
    RequestOptions options = to(server.port());
    change(options);
    Asked asked(get(options));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(server.received().count("\r\nConnection: "), 1);
    QVERIFY2(server.received().contains("\r\nConnection: " + expected + "\r\n"), server.received().constData());
}

void tst_RequestFraming::methods_data() // S1.87, S1.88, S1.100, S5.11
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("bodyExpected");
    for (const char *name : {"GET", "HEAD", "DELETE", "OPTIONS", "TRACE"})
        QTest::newRow(name) << QString::fromLatin1(name) << QByteArray(name) << false;
    for (const char *name : {"POST", "PUT", "PATCH", "PROPFIND", "SEARCH", "M-SEARCH"})
        QTest::newRow(name) << QString::fromLatin1(name) << QByteArray(name) << true;
    QTest::newRow("S1.87 post") << u"post"_s << "POST"_ba << true;
    QTest::newRow("S1.87 unknown") << u"fOo"_s << "FOO"_ba << true;
    QTest::newRow("S1.88 empty") << u""_s << "GET"_ba << false;
    QTest::newRow("S1.88 null") << QString() << "GET"_ba << false;
}

void tst_RequestFraming::methods()
{
    QFETCH(const QString, given);
    QFETCH(const QByteArray, sent);
    QFETCH(const bool, bodyExpected);
    RawServer server({kBye, RawServer::Fin});
    Asked asked(request(by(given, to(server.port()))));
    QCOMPARE(asked->method(), QString::fromLatin1(sent));
    asked->end();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(withoutPort(server.received(), server.port()),
             head(sent) + (bodyExpected ? "Content-Length: 0\r\n\r\n" : "\r\n"));
}

// S1.79, S1.80: Node sends these bodies without framing; here they get it.
void tst_RequestFraming::bodiesAreFramed_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"GET", "HEAD", "DELETE", "OPTIONS", "TRACE"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_RequestFraming::bodiesAreFramed()
{
    QFETCH(const QString, name);
    RawServer server({kBye, RawServer::Fin});
    Asked whole(request(by(name, to(server.port()))));
    QVERIFY(whole->end("hi"));
    QTRY_COMPARE(whole.outcome(), u"200"_s);
    QCOMPARE(withoutPort(server.received(0), server.port()), head(name.toLatin1()) + "Content-Length: 2\r\n\r\nhi");
    Asked pieces(request(by(name, to(server.port()))));
    kWriteEnd(pieces.request);
    QTRY_COMPARE(pieces.outcome(), u"200"_s);
    QCOMPARE(withoutPort(server.received(1), server.port()),
             head(name.toLatin1()) + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
}

void tst_RequestFraming::bodiesWithoutFramingAreRefused_data() // S1.79, S1.94
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Act>("before");
    const Act flush = [](ClientRequest *req) { req->flushHeaders(); };
    const Act remove = [](ClientRequest *req) {
        req->removeHeader("content-length");
        req->removeHeader("transfer-encoding");
    };
    QTest::newRow("GET, head sent") << u"GET"_s << flush;
    QTest::newRow("DELETE, head sent") << u"DELETE"_s << flush;
    QTest::newRow("POST, both removed") << u"POST"_s << remove;
    QTest::newRow("GET, both removed") << u"GET"_s << remove;
}

void tst_RequestFraming::bodiesWithoutFramingAreRefused()
{
    QFETCH(const QString, name);
    QFETCH(const Act, before);
    RawServer server;
    Asked asked(request(by(name, to(server.port()))));
    before(asked.request);
    QVERIFY(!asked->write("GET /evil HTTP/1.1\r\n\r\n"));
    QCOMPARE(asked->error().code(), u"ERR_HTTP_BODY_NOT_ALLOWED"_s);
    QVERIFY(!asked->end("GET /evil HTTP/1.1\r\n\r\n"));
    QCOMPARE(asked->error().code(), u"ERR_HTTP_BODY_NOT_ALLOWED"_s);
    if (!asked->isWritableEnded())
        asked->end();
    QTRY_VERIFY(server.received().contains("\r\n\r\n"));
    server.connection()->send(kBye);
    server.connection()->halfClose();
    QTRY_VERIFY(asked.isOver());
    QVERIFY(!server.received().contains("evil"));
}

void tst_RequestFraming::bodyIsNoSecondRequest() // S1.102
{
    QStringList targets;
    Server server;
    connect(&server, &Server::requestReceived, &server, [&](IncomingMessage *req, ServerResponse *res) {
        targets.append(req->url());
        connect(req, &IncomingMessage::ended, res, [res] { res->end(); });
        req->resume();
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    Agent agent(pooling());
    for (const char *name : {"GET", "DELETE", "OPTIONS"}) {
        Asked asked(request(by(QString::fromLatin1(name), over(&agent, server.port(), u"/good"_s))));
        asked->end("GET /evil HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(asked.outcome(), u"200"_s);
    }
    QCOMPARE(targets, (QStringList{u"/good"_s, u"/good"_s, u"/good"_s}));
}

void tst_RequestFraming::segments() // S1.84, S1.86, S1.114, S1.115
{
    RawServer server;
    Asked together(request(by(u"POST"_s, to(server.port()))));
    connect(together.request, &ClientRequest::socketAssigned, this, [&] { kWriteEnd(together.request); });
    QTRY_VERIFY(server.received().endsWith("0\r\n\r\n"));
    QCOMPARE(server.connection()->segments().size(), 1);

    Asked apart(request(by(u"PUT"_s, to(server.port()))));
    apart->flushHeaders();
    apart->flushHeaders(); // S1.143
    const QByteArray first = head("PUT") + "Transfer-Encoding: chunked\r\n\r\n";
    QTRY_COMPARE(withoutPort(server.received(1), server.port()), first);
    apart->end("x");
    QTRY_COMPARE(withoutPort(server.received(1), server.port()), first + "1\r\nx\r\n0\r\n\r\n");
    QCOMPARE(server.connection(1)->segments().size(), 2);
    together->destroy();
    apart->destroy();
    QTRY_VERIFY(together.isOver() && apart.isOver());
}

void tst_RequestFraming::expectIsSentAtOnce() // S1.89
{
    RawServer server;
    Asked asked(request(by(u"POST"_s, with({{"Expect", "100-continue"}}, to(server.port())))));
    QVERIFY(asked->headersSent());
    QTRY_COMPARE(withoutPort(server.received(), server.port()),
                 "POST / HTTP/1.1\r\nExpect: 100-continue\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n"
                 "Transfer-Encoding: chunked\r\n\r\n"_ba);
    asked->destroy();
    QTRY_VERIFY(asked.isOver());
}

void tst_RequestFraming::nothingBeforeTheFirstCall_data() // S1.90, S1.101
{
    QTest::addColumn<Act>("before");
    QTest::newRow("S1.101 nothing called") << Act([](ClientRequest *) {});
    QTest::newRow("S1.90 Expect set later") << Act([](ClientRequest *req) { req->setHeader("Expect", "100-continue"); });
    QTest::newRow("S1.118 corked") << Act([](ClientRequest *req) { req->cork(); });
}

void tst_RequestFraming::nothingBeforeTheFirstCall()
{
    QFETCH(const Act, before);
    RawServer server({kBye, RawServer::Fin});
    Asked asked(request(to(server.port())));
    before(asked.request);
    QTRY_COMPARE(server.connections(), 1);
    RawServer other({reply()}); // a whole exchange elsewhere, meanwhile
    Asked meanwhile(get(to(other.port())));
    QTRY_COMPARE(meanwhile.outcome(), u"200"_s);
    QVERIFY(server.received().isEmpty());
    QVERIFY(!asked->headersSent());
    asked->end();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(server.received().startsWith("GET / HTTP/1.1\r\n"));
}

void tst_RequestFraming::trailersRefused_data() // S1.99
{
    QTest::addColumn<RequestOptions>("options");
    QTest::newRow("with a length") << by(u"POST"_s, with({{"Trailer", "X-T"}, {"Content-Length", 1}}, to(1)));
    QTest::newRow("on a GET") << with({{"Trailer", "X-T"}}, to(1));
}

void tst_RequestFraming::trailersRefused()
{
    QFETCH(RequestOptions, options);
    RawServer server;
    options.port = server.port();
    Asked asked(request(options));
    QVERIFY(!asked->end());
    QCOMPARE(asked->error().code(), u"ERR_HTTP_TRAILER_INVALID"_s);
    QVERIFY(!asked->headersSent());
    asked->destroy();
    QTRY_VERIFY(asked.isOver());
    QVERIFY(server.received().isEmpty());
}

QTEST_GUILESS_MAIN(tst_RequestFraming)
#include "tst_requestframing.moc"
