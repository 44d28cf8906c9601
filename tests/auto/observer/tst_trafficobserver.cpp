// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What an observer is told of servers, clients and their connections.

#include "asking.h"
#include "certificates.h"
#include "rawpeer.h"
#include "rawserver.h"
#include "serving.h"
#include "trafficlog.h"

#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

constexpr TrafficSide kServer = TrafficSide::Server;
constexpr TrafficSide kClient = TrafficSide::Client;

QString joined(const QStringList &list) { return list.join(u" > "_s); }

} // namespace

class tst_TrafficObserver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobody();
    void server_data();
    void server();
    void serverBytes();
    void headCutAtEveryByte();
    void pipelining();
    void malformedRequest();
    void clientLeaves();
    void upgradeOfServer();
    void bothEnds();
    void bodiesAndTrailersOfClient();
    void clientErrors_data();
    void clientErrors();
    void upgradeOfClient();
    void tls();
    void refusedTls();
    void events();
    void pressureOfServer();
    void pool();
    void seesOnlyWholeExchanges();
};

void tst_TrafficObserver::nobody()
{
    QVERIFY(!TrafficObserver::isAnybodyObserving());
    {
        TrafficLog log;
        QVERIFY(log.isObserving());
        QVERIFY(TrafficObserver::isAnybodyObserving());
        TrafficLog other;
        log.stop();
        QVERIFY(!log.isObserving());
        QVERIFY(TrafficObserver::isAnybodyObserving());
    }
    QVERIFY(!TrafficObserver::isAnybodyObserving());
}

void tst_TrafficObserver::server_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<Handler>("handler");
    QTest::addColumn<QString>("story");
    QTest::addColumn<QByteArray>("requestBody");
    QTest::addColumn<QByteArray>("responseBody");

    const Handler echo = [](auto *req, auto *res) { req->pipe(res); };
    QTest::newRow("no body") << get() << Handler([](auto *, auto *res) { res->end(); })
        << u"begun > GET / > 200 > answered > sent > over"_s << QByteArray() << QByteArray();
    QTest::newRow("answer with a length") << get("/a?b=c"_ba) << Handler([](auto *, auto *res) { res->end("Hello"); })
        << u"begun > GET /a?b=c > 200 > answered > sent > over"_s << QByteArray() << "Hello"_ba;
    QTest::newRow("echo in chunks") << post("some body"_ba) << echo
        << u"begun > POST / > 200 > sent > answered > over"_s << "some body"_ba << "some body"_ba;
    QTest::newRow("chunked request")
        << postHead("Transfer-Encoding: chunked\r\n"_ba) + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n" << echo
        << u"begun > POST / > 200 > sent > answered > over"_s << "abcde"_ba << "abcde"_ba;
    QTest::newRow("body nobody reads") << post("unread"_ba) << Handler([](auto *, auto *res) { res->end("x"); })
        << u"begun > POST / > 200 > answered > sent > over"_s << "unread"_ba << "x"_ba;
    QTest::newRow("interim") << get() << Handler([](auto *, auto *res) {
        res->writeProcessing();
        res->writeEarlyHints({{"Link", "</a>; rel=preload"}});
        res->end("x");
    }) << u"begun > GET / > 102 > 103 > 200 > answered > sent > over"_s << QByteArray() << "x"_ba;
    QTest::newRow("expectation") << postHead("Expect: 100-continue\r\nContent-Length: 2\r\n"_ba) + "ab" << echo
        << u"begun > POST / > 100 > 200 > sent > answered > over"_s << "ab"_ba << "ab"_ba;
    QTest::newRow("no host") << "GET / HTTP/1.1\r\n\r\n"_ba << Handler()
        << u"begun > GET / > 400 > answered > ECONNRESET > over"_s << QByteArray() << QByteArray();
}

void tst_TrafficObserver::server()
{
    QFETCH(const QByteArray, request);
    QFETCH(const Handler, handler);
    TrafficLog log(TrafficLog::kAll);
    Serving server(handler);
    RawPeer peer(server.port());
    peer.send(request);
    QTRY_COMPARE(log.over(kServer), 1);
    const TrafficLog::Seen seen = log.exchange(kServer);
    QTEST(seen.story.join(u" > "_s), "story");
    QTEST(seen.requestBody, "requestBody");
    QTEST(seen.responseBody, "responseBody");
    QCOMPARE(seen.request.bytes, request.left(request.indexOf("\r\n\r\n") + 4));
    QTRY_VERIFY(peer.received().contains(seen.response.bytes));
    QVERIFY(log.timesGrow());
    QCOMPARE(seen.facts.owner, &server);
    QCOMPARE(seen.facts.position, 1);
    QCOMPARE(seen.facts.scheme, u"http"_s);
}

void tst_TrafficObserver::serverBytes()
{
    TrafficLog log(TrafficLog::kAll);
    {
        Serving server([](auto *, auto *res) { res->end("one"); });
        RawPeer peer(server.port());
        peer.send(get("/1") + get("/2"));
        QTRY_COMPARE(log.over(kServer), 2);
        const TrafficConnection connection = log.connection(kServer);
        QCOMPARE(connection.peerPort, connection.localPort == server.port() ? connection.peerPort : -1);
        QCOMPARE(connection.localAddress, u"127.0.0.1"_s);
        QCOMPARE(connection.owner, &server);
        QVERIFY(connection.kind == TrafficConnection::Kind::Tcp && connection.tls.isNull());
        QCOMPARE(log.read(connection.id), get("/1") + get("/2"));
        QTRY_COMPARE(peer.received(), log.written(connection.id));
        peer.close();
        QTRY_COMPARE(log.connectionStory(connection.id),
                     u"opened > ready > closed by the peer %1/%2"_s.arg(log.read(connection.id).size())
                         .arg(log.written(connection.id).size()));
    }
}

void tst_TrafficObserver::headCutAtEveryByte()
{
    TrafficLog log(TrafficLog::kAll);
    Serving server([](auto *, auto *res) { res->end(); });
    RawPeer peer(server.port());
    const QByteArray first = "POST /x HTTP/1.1\r\nHost:  x \r\nContent-Length: 3\r\nX-Empty:\r\n\r\n";
    const QByteArray second = "GET /y HTTP/1.0\r\nHost: y\r\n\r\n";
    peer.sendCutAtEveryByte(first + "abc\r\n" + second);
    QTRY_COMPARE(log.over(kServer), 2);
    QCOMPARE(log.exchange(kServer, 0).request.bytes, first);
    QCOMPARE(log.exchange(kServer, 0).requestBody, "abc"_ba);
    QCOMPARE(log.exchange(kServer, 1).request.bytes, second); // without the empty line before it
    QCOMPARE(log.exchange(kServer, 1).request.minorVersion, 0);
}

void tst_TrafficObserver::pipelining()
{
    TrafficLog log;
    QList<ServerResponse *> answers;
    Serving server([&](auto *, auto *res) { answers.append(res); });
    RawPeer peer(server.port());
    peer.send(get("/1") + get("/2") + get("/3"));
    QTRY_COMPARE(answers.size(), 3);
    for (int i : {2, 1, 0})
        answers.at(i)->end(QByteArray::number(i + 1));
    QTRY_COMPARE(log.over(kServer), 3);
    for (int i : {0, 1, 2}) {
        const TrafficLog::Seen seen = log.exchange(kServer, i);
        QCOMPARE(seen.facts.position, i + 1);
        QCOMPARE(seen.facts.connection, log.connection(kServer).id);
        QCOMPARE(seen.request.target, '/' + QByteArray::number(i + 1));
        QCOMPARE(seen.responseBody, QByteArray::number(i + 1));
    }
}

void tst_TrafficObserver::malformedRequest()
{
    TrafficLog log;
    Serving server([](auto *, auto *res) { res->end(); });
    RawPeer peer(server.port());
    peer.send("GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n");
    QTRY_VERIFY(peer.isClosed());
    QTRY_COMPARE(log.connectionErrors().size(), 1);
    const Error error = log.connectionErrors().constFirst();
    QCOMPARE(error.code(), u"HPE_INVALID_HEADER_TOKEN"_s);
    QVERIFY(error.rawPacket().contains("bad header") && error.bytesParsed() > 20);
    QVERIFY(log.connectionStory(log.connection(kServer).id).contains(u"failed HPE_INVALID_HEADER_TOKEN"_s));
    QCOMPARE(log.count(kServer), 0);
}

void tst_TrafficObserver::clientLeaves()
{
    TrafficLog log;
    bool came = false;
    Serving server([&](auto *, auto *) { came = true; });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(came);
    peer.reset();
    QTRY_COMPARE(log.story(kServer), u"begun > GET / > sent > ECONNRESET > over"_s);
}

void tst_TrafficObserver::upgradeOfServer()
{
    TrafficLog log;
    QPointer<QIODevice> kept;
    Serving server([](auto *, auto *) {});
    connect(&server, &Server::upgradeReceived, this, [&](auto *, QIODevice *socket, const QByteArray &) { kept = socket; });
    RawPeer peer(server.port());
    peer.send(get("/", "Connection: Upgrade\r\nUpgrade: x\r\n"));
    QTRY_VERIFY(kept);
    QTRY_VERIFY(log.connectionStory(log.connection(kServer).id).contains(u"upgraded"_s));
    delete kept;
    QTRY_COMPARE(log.story(kServer), u"begun > GET / > sent > upgraded > over"_s);
}

// The first thing no other tool has: the ends of one connection have the same pair of addresses and ports, crosswise,
// and exchanges on it the same positions.
void tst_TrafficObserver::bothEnds()
{
    TrafficLog log;
    Serving server([](auto *, auto *res) { res->end("x"); });
    Agent agent(pooling());
    for (int i = 0; i < 3; ++i) {
        Asked asked(get(over(&agent, server.port(), u"/%1"_s.arg(i))));
        QTRY_VERIFY(asked.isOver());
    }
    QTRY_COMPARE(log.over(kServer), 3);
    QCOMPARE(log.over(kClient), 3);
    const TrafficConnection here = log.connection(kClient), there = log.connection(kServer);
    QCOMPARE(log.connections(kClient).size(), 1);
    QCOMPARE(here.localPort, there.peerPort);
    QCOMPARE(here.peerPort, there.localPort);
    QCOMPARE(here.localAddress, there.peerAddress);
    QVERIFY(here.connected > 0 && here.secured == 0);
    QCOMPARE(here.owner, &agent);
    for (int i = 0; i < 3; ++i) {
        const TrafficLog::Seen client = log.exchange(kClient, i), server = log.exchange(kServer, i);
        QCOMPARE(client.facts.position, server.facts.position);
        QCOMPARE(client.facts.reused, i > 0);
        QCOMPARE(client.facts.connection, here.id);
        QCOMPARE(client.request.bytes, server.request.toByteArray());
        QCOMPARE(client.story.join(u" > "_s), u"begun > assigned > GET /%1 > sent > 200 > answered > over"_s.arg(i));
        QCOMPARE(client.facts.authority, u"127.0.0.1:%1"_s.arg(here.peerPort));
    }
}

void tst_TrafficObserver::bodiesAndTrailersOfClient()
{
    TrafficLog log(TrafficLog::kAll);
    Serving server([](auto *req, auto *res) {
        res->setHeader("Trailer", "X-Sum");
        connect(req, &IncomingMessage::ended, res, [res] { res->addTrailers({{"X-Sum", "1"}}); });
        req->pipe(res);
    });
    ClientRequest *made = request(by(u"POST"_s, over(nullptr, server.port())));
    made->setHeader("Trailer", "X-T");
    made->write("one ");
    made->addTrailers({{"X-T", "2"}});
    made->end("two");
    Asked asked(made);
    QTRY_VERIFY(asked.isOver());
    const TrafficLog::Seen seen = log.exchange(kClient);
    QCOMPARE(seen.requestBody, "one two"_ba);
    QCOMPARE(seen.requestTrailers, "X-T: 2\r\n"_ba);
    QCOMPARE(seen.responseBody, asked.body);
    QCOMPARE(log.exchange(kServer).requestTrailers, "X-T: 2\r\n"_ba);
    QCOMPARE(log.exchange(kServer).responseTrailers, seen.responseTrailers);
    QCOMPARE(seen.response.bytes, log.exchange(kServer).response.bytes);
}

void tst_TrafficObserver::clientErrors_data()
{
    QTest::addColumn<QByteArrayList>("answer");
    QTest::addColumn<QString>("story");
    QTest::newRow("nothing") << QByteArrayList{RawServer::Close} << u"GET / > sent > ECONNRESET > over"_s;
    QTest::newRow("no HTTP") << QByteArrayList{"no HTTP at all\r\n\r\n"} << u"GET / > sent > HPE_INVALID_CONSTANT > over"_s;
    QTest::newRow("cut short") << QByteArrayList{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", RawServer::Close}
        << u"GET / > sent > 200 > ECONNRESET > over"_s;
}

void tst_TrafficObserver::clientErrors()
{
    QFETCH(const QByteArrayList, answer);
    TrafficLog log;
    RawServer server(answer);
    Asked asked(get(to(server.port())));
    QTRY_VERIFY(asked.isOver());
    QTRY_COMPARE(log.over(kClient), 1);
    QTEST(log.story(kClient).section(u" > "_s, 2), "story");
}

void tst_TrafficObserver::upgradeOfClient()
{
    TrafficLog log;
    RawServer server({"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"});
    QPointer<QIODevice> kept;
    ClientRequest *made = request(with({{"Connection", "Upgrade"}, {"Upgrade", "x"}}, to(server.port())));
    connect(made, &ClientRequest::upgradeReceived, this, [&](auto *, QIODevice *socket, const QByteArray &) { kept = socket; });
    made->end();
    QTRY_VERIFY(kept);
    delete kept;
    QTRY_COMPARE(log.story(kClient), u"begun > assigned > GET / > sent > 101 > answered > upgraded > over"_s);
}

void tst_TrafficObserver::tls()
{
    Authority authority;
    QVERIFY(authority.make());
    const Identity credentials = authority.issue("localhost", "DNS:localhost,IP:127.0.0.1");
    TrafficLog log(TrafficLog::kAll);
    std::unique_ptr<Server> server(createServer(credentials.serverSide(), ServerOptions(),
                                                [](auto *, auto *res) { res->end("x"); }));
    QVERIFY(server->listen(0, QHostAddress(QHostAddress::LocalHost)));
    RequestOptions options = to(server->port());
    options.protocol = u"https:"_s;
    QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
    trusting.setCaCertificates({authority.certificate()});
    options.sslConfiguration = trusting;
    Asked asked(get(options));
    QTRY_VERIFY(asked.isOver());
    QCOMPARE(asked.outcome(), u"200"_s);
    const TrafficConnection here = log.connection(kClient), there = log.connection(kServer);
    QVERIFY(here.kind == TrafficConnection::Kind::Tls && there.kind == TrafficConnection::Kind::Tls);
    QCOMPARE(here.tls.protocol, u"TLSv1.3"_s);
    QCOMPARE(here.tls.nextProtocol, "http/1.1"_ba);
    QCOMPARE(here.tls.peerCertificates.constFirst(), credentials.certificate);
    QVERIFY(here.tls.problems.isEmpty() && !there.tls.cipher.isEmpty());
    QVERIFY(here.secured >= here.connected && here.connected > 0);
    QCOMPARE(here.localPort, there.peerPort);
    QCOMPARE(log.exchange(kClient).facts.scheme, u"https"_s);
    QCOMPARE(log.exchange(kServer).facts.scheme, u"https"_s);
    QVERIFY(log.read(there.id).startsWith("GET / HTTP/1.1\r\n")); // what TLS carries, not TLS
}

void tst_TrafficObserver::refusedTls()
{
    Authority authority;
    QVERIFY(authority.make());
    TrafficLog log;
    std::unique_ptr<Server> server(createServer(authority.issue("localhost", "DNS:localhost").serverSide(), ServerOptions()));
    QVERIFY(server->listen(0, QHostAddress(QHostAddress::LocalHost)));
    RequestOptions options = to(server->port());
    options.protocol = u"https:"_s;
    Asked asked(get(options));
    QTRY_VERIFY(asked.isOver());
    QTRY_COMPARE(log.over(kClient), 1);
    QVERIFY(log.exchange(kClient).errors.size() == 1);
    QCOMPARE(log.exchange(kClient).errors.constFirst().code(), asked.error.code());
    QTRY_COMPARE(log.connectionErrors().size(), 1); // the server's: the client left inside the handshake
    QTRY_VERIFY(log.connectionStory(log.connection(kServer).id).endsWith(u"TLS handshake failed 0/0"_s));
    QVERIFY(!log.connectionStory(log.connection(kServer).id).contains(u"ready"_s));
}

// The second: each Node event with the object that emits it, in order.
void tst_TrafficObserver::events() // five 2
{
    TrafficLog log(TrafficLog::kAll);
    Serving server([](auto *req, auto *res) {
        req->resume();
        res->end("x");
    });
    Agent agent(pooling());
    Asked asked(get(over(&agent, server.port())));
    QTRY_VERIFY(asked.isOver());
    QTRY_COMPARE(log.over(kServer), 1);
    QCOMPARE(joined(log.exchange(kServer).events),
             u"ServerResponse.socket > Server.request > ServerResponse.prefinish > IncomingMessage.resume > "
             "ServerResponse.finish > IncomingMessage.end > ServerResponse.close > IncomingMessage.close"_s);
    QCOMPARE(joined(log.exchange(kClient).events),
             u"ClientRequest.socket > ClientRequest.prefinish > ClientRequest.finish > ClientRequest.response > "
             "IncomingMessage.resume > IncomingMessage.data > IncomingMessage.end > ClientRequest.close > "
             "IncomingMessage.close"_s);
}

// The third: which side is slow.
void tst_TrafficObserver::pressureOfServer()
{
    TrafficLog log(TrafficLog::kAll);
    const qint64 size = 8 * 1024 * 1024;
    Serving server([size](auto *req, auto *res) {
        req->pause();
        res->setHeader("Content-Length", size);
        res->write(QByteArray(size, 'x'));
        connect(res, &ServerResponse::drained, res, [req, res] {
            req->resume();
            res->end();
        });
    });
    RawPeer peer(server.port());
    peer.pauseReading();
    peer.countOnly();
    peer.send(get());
    QTRY_VERIFY(log.exchange(kServer).pressures.size() >= 2);
    const QList<TrafficPressure> slow = log.exchange(kServer).pressures;
    QVERIFY(slow.at(0).isPaused);
    QVERIFY(slow.at(1).needsDrain && slow.at(1).writableLength > slow.at(1).highWaterMark);
    QCOMPARE(slow.at(1).highWaterMark, 16384);
    peer.resumeReading();
    QTRY_COMPARE(log.over(kServer), 1);
    const QList<TrafficPressure> all = log.exchange(kServer).pressures;
    QVERIFY(!all.at(2).needsDrain && all.at(2).writableLength == 0);
    QVERIFY(!all.constLast().isPaused);
}

// The fifth: what an agent does with its connections.
void tst_TrafficObserver::pool()
{
    TrafficLog log(TrafficLog::kAll);
    Serving server([](auto *req, auto *res) {
        if (req->url() == "/last"_L1)
            res->setHeader("Connection", "close");
        res->end("x");
    });
    Agent agent(pooling(1));
    Asked first(get(over(&agent, server.port())));
    Asked second(get(over(&agent, server.port())));
    QTRY_VERIFY(first.isOver() && second.isOver());
    Asked third(get(over(&agent, server.port(), u"/last"_s)));
    QTRY_VERIFY(third.isOver());
    QTRY_COMPARE(joined(log.pool()), u"opened 1/0/0 > queued 1/0/1 > passed 1/0/0 > idle 0/1/0 > reused 1/0/0 > "
                                     "removed 0/0/0 closed"_s);
}

void tst_TrafficObserver::seesOnlyWholeExchanges()
{
    QList<ServerResponse *> answers;
    Serving server([&](auto *, auto *res) { answers.append(res); });
    RawPeer peer(server.port());
    peer.send(get("/before"));
    QTRY_COMPARE(answers.size(), 1);
    TrafficLog log(TrafficLog::kAll);
    answers.at(0)->end("x");
    QTRY_VERIFY(peer.received().endsWith('x'));
    peer.send(get("/after"));
    QTRY_COMPARE(answers.size(), 2);
    answers.at(1)->end("y");
    QTRY_COMPARE(log.over(kServer), 1);
    QCOMPARE(log.count(kServer), 1);
    QCOMPARE(log.exchange(kServer).request.target, "/after"_ba);
    QCOMPARE(log.exchange(kServer).facts.position, 2);
    QCOMPARE(log.connectionStory(log.connection(kServer).id), u"opened > ready"_s); // told of late
}

QTEST_GUILESS_MAIN(tst_TrafficObserver)
#include "tst_trafficobserver.moc"
