// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What comes back to a request: interim responses, bodiless ones, limits; timings; debug output.

#include "asking.h"
#include "rawserver.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Options = std::function<void(RequestOptions &)>;
Q_DECLARE_METATYPE(Options)

namespace {

QString printed(const auto &what)
{
    QString text;
    QDebug(&text) << what;
    return text;
}

class MyMessage : public IncomingMessage
{
};

} // namespace

class tst_ClientRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void informational();
    void manyInformational_data();
    void manyInformational();
    void bodies_data();
    void bodies();
    void headAtEveryByte();
    void message();
    void socketOfResponse();
    void headerLimits_data();
    void headerLimits();
    void joinDuplicateHeaders();
    void messageFactory();
    void timings();
    void timingsOfFailure();
    void debugOutput();
    void abortController();
    void abortSignals();
    void deleteOnClose();
    void receiversAreGone();
};

void tst_ClientRequest::informational() // T10, S5.91, S5.92
{
    RawServer server({"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\nX: 1\r\nx: 2\r\n\r\n" + reply("hi")});
    Asked asked(get(to(server.port())));
    QList<InformationalResponse> seen;
    connect(asked.request, &ClientRequest::informationReceived, this, [&](const InformationalResponse &information) {
        QCOMPARE(asked.responses, 0);
        seen.append(information);
    });
    QSignalSpy continued(asked.request, &ClientRequest::continueReceived);
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(asked.body, "hi"_ba);
    QCOMPARE(seen.size(), 2);
    QCOMPARE(seen[0].statusCode, 102);
    QCOMPARE(seen[0].statusMessage, u"Processing"_s);
    QCOMPARE(seen[0].httpVersion, u"1.1"_s);
    QVERIFY(seen[0].headers.isEmpty() && seen[0].rawHeaders.isEmpty());
    QCOMPARE(seen[1].statusCode, 103);
    QCOMPARE(seen[1].statusMessage, u"Early Hints"_s);
    QVERIFY(seen[1].httpVersionMajor == 1 && seen[1].httpVersionMinor == 1);
    QCOMPARE(seen[1].headers, (QVariantMap{{u"link"_s, u"</a>"_s}, {u"x"_s, u"1, 2"_s}}));
    QCOMPARE(seen[1].rawHeaders, (QStringList{u"Link"_s, u"</a>"_s, u"X"_s, u"1"_s, u"x"_s, u"2"_s}));
    QVERIFY(continued.isEmpty());
}

void tst_ClientRequest::manyInformational_data()
{
    QTest::addColumn<int>("pairs");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("S5.91 many") << 50 << u"200"_s;
    QTest::newRow("more than 100: it never answers") << 51 << u"HPE_INVALID_STATUS"_s;
}

void tst_ClientRequest::manyInformational()
{
    QFETCH(const int, pairs);
    QFETCH(const QString, outcome);
    const QByteArray pair = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"_ba;
    RawServer server;
    server.answers({{pair.repeated(20), pair.repeated(pairs - 20) + reply("hi")}, {reply()}});
    Agent agent(pooling());
    Asked asked(get(over(&agent, server.port())));
    QSignalSpy continued(asked.request, &ClientRequest::continueReceived);
    QSignalSpy information(asked.request, &ClientRequest::informationReceived);
    QTRY_COMPARE(asked.outcome(), outcome);
    QVERIFY(continued.size() >= 50 && information.size() >= 100);
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.outcome(), u"200"_s);
    QCOMPARE(next.reused, asked.errors == 0);
}

void tst_ClientRequest::bodies_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("length") << u"GET"_s << reply("hello") << 200 << "hello"_ba;
    QTest::newRow("empty") << u"GET"_s << reply("") << 200 << ""_ba;
    QTest::newRow("chunked") << u"GET"_s
        << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhe\r\n003\r\nllo\r\n0\r\n\r\n"_ba << 200 << "hello"_ba;
    QTest::newRow("S2.78 gzip, chunked") << u"GET"_s
        << "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nhe\r\n0\r\n\r\n"_ba << 200 << "he"_ba;
    QTest::newRow("HEAD") << u"HEAD"_s << "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"_ba << 200 << ""_ba;
    QTest::newRow("204") << u"GET"_s << "HTTP/1.1 204 No Content\r\n\r\n"_ba << 204 << ""_ba;
    QTest::newRow("304") << u"GET"_s << "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"_ba << 304 << ""_ba;
    QTest::newRow("205") << u"GET"_s << reply("hi", {}, "205 Reset Content") << 205 << "hi"_ba;
    QTest::newRow("S2.96 no reason") << u"GET"_s << "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi"_ba << 200 << "hi"_ba;
    QTest::newRow("S2.95 empty lines before") << u"GET"_s << "\r\n\r\n" + reply("hi") << 200 << "hi"_ba;
    QTest::newRow("299") << u"GET"_s << reply("hi", {}, "299 Odd one") << 299 << "hi"_ba;
    QTest::newRow("599") << u"GET"_s << reply("hi", {}, "599 Odd") << 599 << "hi"_ba;
}

void tst_ClientRequest::bodies() // each leaves the connection fit for another request
{
    QFETCH(const QString, method);
    QFETCH(const QByteArray, response);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    RawServer server;
    server.answers({{response}, {reply("next")}});
    Agent agent(pooling());
    Asked asked(get(by(method, over(&agent, server.port()))));
    QTRY_COMPARE(asked.outcome(), QString::number(status));
    QCOMPARE(asked.body, body);
    QVERIFY(asked.complete && asked.ends == 1 && asked.aborts == 0);
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.body, "next"_ba);
    QVERIFY(next.reused);
    QCOMPARE(server.connections(), 1);
}

void tst_ClientRequest::headAtEveryByte() // wherever the packets are cut, the same comes out
{
    RawServer server;
    server.handle([](RawPeer *peer, int) {
        peer->sendCutAtEveryByte("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 Fine\r\nA: b\r\n"
                                 "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nT: 1\r\n\r\n");
    });
    Agent agent(pooling());
    for (int i = 0; i < 2; ++i) {
        Asked asked(get(over(&agent, server.port())));
        QSignalSpy information(asked.request, &ClientRequest::informationReceived);
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QCOMPARE(asked.body, "hi"_ba);
        QCOMPARE(asked.headers.value(u"a"_s), u"b"_s);
        QCOMPARE(asked.trailers.value(u"t"_s), u"1"_s);
        QCOMPARE(information.size(), 1);
        QCOMPARE(asked.reused, i == 1);
    }
}

void tst_ClientRequest::message() // S4.22, S4.24: the response as a message
{
    RawServer server({reply("hi", "Set-Cookie: a\r\nSet-Cookie: b\r\nX: 1\r\nx: 2\r\nEtag: 1\r\nETag: 2\r\n")});
    Asked asked(get(to(server.port())));
    connect(asked.request, &ClientRequest::responseReceived, this, [&](IncomingMessage *res) {
        QVERIFY(res->url().isEmpty() && res->method().isEmpty());
        QCOMPARE(res->httpVersion(), u"1.1"_s);
        QCOMPARE(res->statusMessage(), u"OK"_s);
        QCOMPARE(res->headers().value(u"set-cookie"_s), (QStringList{u"a"_s, u"b"_s})); // S2.36
        QCOMPARE(res->headers().value(u"x"_s), u"1, 2"_s);
        QCOMPARE(res->headers().value(u"etag"_s), u"1"_s); // S2.35
        QCOMPARE(res->rawHeaders().size(), 14);
        QVERIFY(!res->isUpgrade());
        QCOMPARE(asked->res(), res);
        QCOMPARE(res->readableHighWaterMark(), 16384);
    });
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

void tst_ClientRequest::socketOfResponse() // S4.21
{
    RawServer server({reply()});
    Agent agent(pooling());
    Asked asked(get(over(&agent, server.port())));
    int checks = 0;
    connect(asked.request, &ClientRequest::responseReceived, this, [&](IncomingMessage *res) {
        ++checks;
        QVERIFY(res->socket());
        QCOMPARE(res->socket(), asked->socket());
        connect(res, &IncomingMessage::ended, this, [&, res] {
            ++checks;
            QVERIFY(!res->socket());
        });
    });
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(checks, 2);
}

void tst_ClientRequest::headerLimits_data() // S2.45–S2.52
{
    QTest::addColumn<Options>("change");
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("size");    // of the value of the last line
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<int>("visible"); // lines
    const Options none = [](auto &) {};
    QTest::newRow("S2.50 1000 lines") << none << 1010 << 1 << u"200"_s << 1000;
    QTest::newRow("maxHeadersCount") << Options([](auto &o) { o.maxHeadersCount = 5; }) << 40 << 1 << u"200"_s << 5;
    QTest::newRow("maxHeadersCount off") << Options([](auto &o) { o.maxHeadersCount = 0; o.maxHeaderSize = 100000; }) << 1500 << 1
        << u"200"_s << 1501;
    QTest::newRow("S2.46 too large") << none << 1 << 17000 << u"HPE_HEADER_OVERFLOW"_s << 0;
    QTest::newRow("maxHeaderSize, larger") << Options([](auto &o) { o.maxHeaderSize = 20000; }) << 1 << 17000 << u"200"_s << 2;
    QTest::newRow("maxHeaderSize, smaller") << Options([](auto &o) { o.maxHeaderSize = 100; }) << 1 << 200
        << u"HPE_HEADER_OVERFLOW"_s << 0;
}

void tst_ClientRequest::headerLimits()
{
    QFETCH(const Options, change);
    QFETCH(const int, lines);
    QFETCH(const int, size);
    QFETCH(const QString, outcome);
    QFETCH(const int, visible);
    QByteArray headers;
    for (int i = 0; i < lines; ++i)
        headers += "H" + QByteArray::number(i) + ": " + QByteArray(i == lines - 1 ? size : 1, 'x') + "\r\n";
    RawServer server({reply("hi", headers)});
    RequestOptions options = to(server.port());
    change(options);
    Asked asked(request(options));
    if (options.maxHeadersCount == 5) {
        asked->setMaxHeadersCount(7); // S2.52
        QCOMPARE(asked->maxHeadersCount(), 7);
        asked->setMaxHeadersCount(5);
    }
    asked->end();
    QTRY_COMPARE(asked.outcome(), outcome);
    QCOMPARE(asked.headers.size(), visible);
    QCOMPARE(asked.body.size(), visible ? 2 : 0);
}

void tst_ClientRequest::joinDuplicateHeaders() // S2.39
{
    RawServer server({reply("hi", "Etag: 1\r\nEtag: 2\r\n")});
    RequestOptions options = to(server.port());
    options.joinDuplicateHeaders = true;
    Asked asked(get(options));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(asked.headers.value(u"etag"_s), u"1, 2"_s);
}

void tst_ClientRequest::messageFactory()
{
    RawServer server({reply()});
    RequestOptions options = to(server.port());
    options.incomingMessage = [] { return new MyMessage; };
    Asked asked(get(options));
    bool mine = false;
    connect(asked.request, &ClientRequest::responseReceived, this, [&](IncomingMessage *message) {
        mine = dynamic_cast<MyMessage *>(message);
    });
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(mine);
    QTRY_VERIFY(!asked.response); // deleted by the library
}

void tst_ClientRequest::timings()
{
    RawServer server({RawServer::Nothing, "HTTP/1.1 103 Hints\r\n\r\n", reply("hi")});
    Agent agent(pooling());
    RequestOptions options = over(&agent, server.port());
    options.host = u"named.invalid"_s;
    options.lookup = [](const QString &, int, int, const LookupCallback &callback) {
        callback({}, {QHostAddress(QHostAddress::LocalHost)});
    };
    Asked first(get(options));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    const RequestTimings &t = first.timings;
    QVERIFY(0 <= t.socketAssigned && t.socketAssigned <= t.connected && 0 <= t.lookedUp && t.lookedUp <= t.connected);
    QVERIFY(t.connected <= t.sent && t.sent <= t.firstByte && t.firstByte < t.done);
    QVERIFY(t.firstByte - t.sent >= 10000 && t.done - t.firstByte >= 10000); // a step of the script, in microseconds
    QCOMPARE(t.secured, -1);
    Asked second(get(options));
    QTRY_COMPARE(second.outcome(), u"200"_s);
    const RequestTimings &r = second.timings;
    QVERIFY(second.reused);
    QVERIFY(r.lookedUp == -1 && r.connected == -1 && r.secured == -1);
    QVERIFY(0 <= r.socketAssigned && r.socketAssigned <= r.sent && r.sent <= r.firstByte && r.firstByte < r.done);
    Asked address(get(over(&agent, server.port())));
    QTRY_COMPARE(address.outcome(), u"200"_s);
    QCOMPARE(address.timings.lookedUp, -1);
}

void tst_ClientRequest::timingsOfFailure()
{
    RawServer server({RawServer::Nothing, RawServer::Fin});
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
    QVERIFY(asked.timings.sent >= asked.timings.connected && asked.timings.connected >= 0);
    QVERIFY(asked.timings.firstByte == -1 && asked.timings.done == -1);
    Asked bad(get(to(server.port(), u" "_s)));
    QTRY_VERIFY(bad.isOver());
    QCOMPARE(bad.timings.socketAssigned, -1);
}

void tst_ClientRequest::debugOutput() // never credentials, header values or queries
{
    RawServer server({reply()});
    RequestOptions options = over(nullptr, server.port(), u"/path?token=secret1"_s);
    options.auth = u"user:secret2"_s;
    options.headers = {{"Cookie", "secret3"}, {"X-Key", "secret4"}, {"Proxy-Authorization", "secret5"}};
    options.proxy = QNetworkProxy(QNetworkProxy::NoProxy, u"p"_s, 1, u"u"_s, u"secret6"_s);
    Asked asked(get(options));
    const QStringList texts = {printed(options), printed(asked.request.data()), printed(asked->agent())};
    for (const QString &text : texts) {
        QVERIFY2(!text.contains(u"secret"_s), qPrintable(text));
        QVERIFY2(!text.contains(u"user"_s) && !text.contains(u"dXNlcjpz"_s), qPrintable(text)); // nor in Base64
    }
    QVERIFY2(texts[0].contains(u"GET"_s) && texts[0].contains(u"127.0.0.1"_s) && texts[0].contains(u"/path"_s), qPrintable(texts[0]));
    QVERIFY2(texts[1].contains(u"GET"_s) && texts[1].contains(u"127.0.0.1"_s) && texts[1].contains(u"/path"_s), qPrintable(texts[1]));
    QVERIFY2(texts[2].contains(u"http:"_s), qPrintable(texts[2]));
    QVERIFY(!printed(static_cast<ClientRequest *>(nullptr)).isEmpty() && !printed(static_cast<Agent *>(nullptr)).isEmpty());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

void tst_ClientRequest::abortController()
{
    AbortController controller;
    QCOMPARE(controller.signal(), controller.signal());
    QVERIFY(!controller.signal()->isAborted() && !controller.signal()->reason());
    QSignalSpy aborted(controller.signal(), &AbortSignal::aborted);
    RawServer server;
    RequestOptions options = to(server.port());
    options.signal = controller.signal();
    Asked one(get(options)), two(get(options));
    QTRY_COMPARE(server.requests(), 2);
    controller.abort(Error(u"EWHY"_s, u"because"_s));
    controller.abort();
    QCOMPARE(aborted.size(), 1);
    QVERIFY(controller.signal()->isAborted());
    QCOMPARE(controller.signal()->reason().code(), u"EWHY"_s);
    for (Asked *asked : {&one, &two}) {
        QTRY_COMPARE(asked->outcome(), u"ABORT_ERR"_s); // S2.104
        QCOMPARE(asked->error.name(), u"AbortError"_s);
        QCOMPARE(asked->error.message(), u"The operation was aborted"_s);
        QVERIFY(!one.request || !one->isAborted()); // that is abort()'s
    }
    QTRY_COMPARE(server.open(), 0);
}

void tst_ClientRequest::abortSignals()
{
    const std::unique_ptr<AbortSignal> fired(AbortSignal::abort());
    QVERIFY(fired->isAborted());
    QCOMPARE(fired->reason().code(), u"ABORT_ERR"_s);
    RawServer server;
    const std::unique_ptr<AbortSignal> timer(AbortSignal::timeout(std::chrono::milliseconds(60)));
    QVERIFY(!timer->isAborted());
    RequestOptions options = to(server.port());
    options.signal = timer.get();
    Asked asked(get(options));
    QTRY_COMPARE(asked.outcome(), u"ABORT_ERR"_s);
    QVERIFY(timer->isAborted());
    QCOMPARE(timer->reason().code(), u"TIMEOUT_ERR"_s);
}

void tst_ClientRequest::deleteOnClose()
{
    RawServer server({reply()});
    Asked kept(get(to(server.port())));
    kept->setDeleteOnClose(false);
    connect(kept.request, &ClientRequest::responseReceived, this, [](IncomingMessage *message) { message->setDeleteOnClose(false); });
    QTRY_COMPARE(kept.outcome(), u"200"_s);
    Asked other(get(to(server.port())));
    QTRY_COMPARE(other.outcome(), u"200"_s);
    QTRY_VERIFY(!other.request && !other.response);
    QVERIFY(kept.request && kept.response);
    QCOMPARE(kept->res(), kept.response.data());
    delete kept.response;
    QVERIFY(!kept->res());
    delete kept.request;
}

void tst_ClientRequest::receiversAreGone() // S5.89: an error nobody hears is no catastrophe
{
    RawServer server({"nonsense\r\n\r\n"});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"HPE_INVALID_CONSTANT"_s));
    QPointer<ClientRequest> request = get(to(server.port()));
    QTRY_VERIFY(!request);
}

QTEST_GUILESS_MAIN(tst_ClientRequest)
#include "tst_clientrequest.moc"
