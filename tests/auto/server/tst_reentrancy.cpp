// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What a slot may do to the library while the library is calling it: delete, destroy, close, nest an event loop.

#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qeventloop.h>
#include <QtCore/qpointer.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Moments of an exchange in which a slot runs.
const char *const kMoments[] = {"connection", "request", "data", "end", "finish", "response close", "request close", "aborted"};

} // namespace

class tst_Reentrancy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deleteServer_data() { moments(); }
    void deleteServer();
    void deleteResponse_data() { moments(); }
    void deleteResponse();
    void deleteRequest_data() { moments(); }
    void deleteRequest();
    void destroyBoth_data() { moments(); }
    void destroyBoth();
    void closeServer_data() { moments(); }
    void closeServer();
    void nestedLoop();
    void nestedLoopMissesNothing();
    void nestedLoopServesOthers();
    void writeFromDrained();
    void deleteServerInClientError();
    void deleteServerInTimeout();
    void deleteServerInOwnSignal_data();
    void deleteServerInOwnSignal();

private:
    using Act = std::function<void(QPointer<Server>, QPointer<IncomingMessage>, QPointer<ServerResponse>)>;
    static void moments();
    void play(const Act &act);
};

void tst_Reentrancy::moments()
{
    QTest::addColumn<QString>("moment");
    for (const char *moment : kMoments)
        QTest::newRow(moment) << QString::fromLatin1(moment);
}

// Two pipelined requests on one connection and a third on another; in the chosen moment of the first request `act` runs.
// Whatever it does, the peers see an end and nothing is used after it was deleted (which sanitizers would tell).
void tst_Reentrancy::play(const Act &act)
{
    QFETCH(const QString, moment);
    QPointer<Server> server = new Server;
    int acted = 0;
    const auto at = [&](const QString &now, QPointer<IncomingMessage> req, QPointer<ServerResponse> res) {
        if (now == moment && acted++ == 0)
            act(server, req, res);
    };
    connect(server, &Server::connectionOpened, this, [&] { at(u"connection"_s, nullptr, nullptr); });
    connect(server, &Server::requestReceived, this, [&](IncomingMessage *request, ServerResponse *response) {
        const QPointer<IncomingMessage> req = request;
        const QPointer<ServerResponse> res = response;
        const bool stall = moment == u"aborted"_s && request->url() == u"/1"_s;
        connect(request, &IncomingMessage::dataReceived, this, [=] { at(u"data"_s, req, res); });
        connect(request, &IncomingMessage::aborted, this, [=] { at(u"aborted"_s, req, res); });
        connect(request, &IncomingMessage::closed, this, [=] { at(u"request close"_s, req, res); });
        connect(response, &ServerResponse::finished, this, [=] { at(u"finish"_s, req, res); });
        connect(response, &ServerResponse::closed, this, [=] { at(u"response close"_s, req, res); });
        connect(request, &IncomingMessage::ended, this, [=] {
            at(u"end"_s, req, res);
            if (res && !stall)
                res->end("x");
        });
        at(u"request"_s, req, res);
    });
    QVERIFY(server->listen(0, QHostAddress(QHostAddress::LocalHost)));

    RawPeer peer(server->port());
    RawPeer other(server->port());
    const QByteArray first = "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n";
    if (moment == u"aborted"_s) {
        peer.send(first + "a");
        QTRY_VERIFY(peer.bytesSent() > 0);
        peer.reset();
    } else {
        peer.send(first + "abc" + get("/2"));
    }
    QTRY_VERIFY(acted > 0);
    if (server && server->isListening()) {
        RawPeer last(server->port());
        last.send(get("/3", "Connection: close\r\n"));
        QTRY_VERIFY(last.isClosed());
    }
    peer.halfClose();
    other.halfClose();
    if (moment != u"aborted"_s)
        QTRY_VERIFY(peer.isClosed());
    QTRY_VERIFY(other.isClosed());
    if (server)
        QTRY_COMPARE(server->connections(), 0);
    delete server;
}

void tst_Reentrancy::deleteServer()
{
    play([](auto server, auto, auto) { delete server.data(); });
}

void tst_Reentrancy::deleteResponse()
{
    play([](auto, auto, auto res) { delete res.data(); });
}

void tst_Reentrancy::deleteRequest()
{
    play([](auto, auto req, auto) { delete req.data(); });
}

void tst_Reentrancy::destroyBoth()
{
    play([](auto, auto req, auto res) {
        if (req)
            req->destroy();
        if (res)
            res->destroy();
    });
}

void tst_Reentrancy::closeServer()
{
    play([](auto server, auto, auto) {
        server->close();
        server->closeAllConnections();
    });
}

void tst_Reentrancy::nestedLoop() // a dialog inside a handler: the rest of the connection waits or goes on, in order
{
    QStringList urls;
    Serving server([&](auto *req, auto *res) {
        urls.append(req->url());
        if (req->url() == u"/1"_s) {
            QEventLoop loop;
            QTimer::singleShot(50, &loop, &QEventLoop::quit);
            loop.exec();
        }
        res->end(req->url().toLatin1());
    });
    RawPeer peer(server.port());
    peer.send(get("/1") + get("/2") + get("/3"));
    QTRY_COMPARE(withoutDate(peer.received()), ok("/1") + ok("/2") + ok("/3"));
    QCOMPARE(urls, (QStringList{u"/1"_s, u"/2"_s, u"/3"_s}));
}

// Inside a slot of its own readyRead() a socket takes in what arrives but does not speak of it, not even later.
void tst_Reentrancy::nestedLoopMissesNothing()
{
    std::unique_ptr<RawPeer> peer;
    Serving server([&](auto *req, auto *res) {
        req->resume();
        if (req->url() == u"/1"_s) {
            peer->send(get("/2"));
            QVERIFY(QTest::qWaitFor([req] { return req->socket()->bytesAvailable() > 0; })); // which nests a loop
        }
        res->end(req->url().toLatin1());
    });
    peer = std::make_unique<RawPeer>(server.port());
    peer->send(get("/1"));
    QTRY_COMPARE(withoutDate(peer->received()), ok("/1") + ok("/2"));
}

void tst_Reentrancy::nestedLoopServesOthers()
{
    int port = 0;
    std::unique_ptr<RawPeer> inner;
    Serving server([&](auto *req, auto *res) {
        if (req->url() == u"/outer"_s) {
            inner = std::make_unique<RawPeer>(port);
            inner->send(get("/inner"));
            QEventLoop loop;
            QTimer look;
            connect(&look, &QTimer::timeout, &loop, [&] {
                if (inner->received().endsWith("/inner"))
                    loop.quit();
            });
            look.start(5);
            loop.exec();
        }
        res->end(req->url().toLatin1());
    });
    port = server.port();
    RawPeer peer(port);
    peer.send(get("/outer"));
    QTRY_COMPARE(withoutDate(peer.received()), ok("/outer"));
    QCOMPARE(withoutDate(inner->received()), ok("/inner"));
}

void tst_Reentrancy::writeFromDrained()
{
    int rounds = 0;
    Serving server([&](auto *, auto *res) {
        QObject::connect(res, &ServerResponse::drained, res, [&rounds, res] {
            if (++rounds < 50)
                res->write(QByteArray(20000, 'x'));
            else
                res->end();
        });
        res->write(QByteArray(20000, 'x'));
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("\r\n0\r\n\r\n"));
    QCOMPARE(chunksJoined(peer.received()).size(), 50 * 20000);
}

void tst_Reentrancy::deleteServerInClientError()
{
    QPointer<Server> server = new Serving({});
    connect(server, &Server::clientErrorOccurred, this, [&] { delete server.data(); });
    RawPeer peer(server->port());
    peer.send("nonsense\r\n\r\n");
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!server);
}

void tst_Reentrancy::deleteServerInTimeout()
{
    ServerOptions options;
    options.timeout = std::chrono::milliseconds(30);
    QPointer<Server> server = new Serving([](auto *, auto *) {}, options);
    connect(server, &Server::timeoutOccurred, this, [&] { delete server.data(); });
    RawPeer peer(server->port());
    peer.send(get());
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!server);
}

void tst_Reentrancy::deleteServerInOwnSignal_data()
{
    using Play = std::function<void(Server *, const std::function<void()> &)>;
    QTest::addColumn<Play>("play");
    const QHostAddress local(QHostAddress::LocalHost);
    QTest::newRow("listeningChanged by listen()") << Play([local](Server *server, const auto &act) {
        connect(server, &Server::listeningChanged, server, act);
        server->listen(0, local);
    });
    QTest::newRow("listeningChanged by close()") << Play([local](Server *server, const auto &act) {
        server->listen(0, local);
        connect(server, &Server::listeningChanged, server, act);
        server->close();
    });
    QTest::newRow("listeningChanged by drain()") << Play([local](Server *server, const auto &act) {
        server->listen(0, local);
        connect(server, &Server::listeningChanged, server, act);
        server->drain(1s);
    });
    QTest::newRow("drainingChanged") << Play([local](Server *server, const auto &act) {
        server->listen(0, local);
        connect(server, &Server::drainingChanged, server, act);
        server->drain(1s);
    });
    QTest::newRow("drainCompleted") << Play([](Server *server, const auto &act) {
        connect(server, &Server::drainCompleted, server, act);
        server->drain(1s);
    });
    QTest::newRow("closed") << Play([](Server *server, const auto &act) {
        connect(server, &Server::closed, server, act);
        server->drain(1s);
    });
    QTest::newRow("listeningStarted") << Play([local](Server *server, const auto &act) {
        connect(server, &Server::listeningStarted, server, act);
        server->listen(0, local);
    });
    QTest::newRow("errorOccurred") << Play([](Server *server, const auto &act) {
        connect(server, &Server::errorOccurred, server, act);
        server->listen(0, QHostAddress(u"192.0.2.1"_s)); // nobody's
    });
}

void tst_Reentrancy::deleteServerInOwnSignal()
{
    QFETCH(const std::function<void(Server *, const std::function<void()> &)>, play);
    QPointer<Server> server = new Server;
    play(server, [&] { delete server.data(); });
    QTRY_VERIFY(!server);
    Serving another([](auto *, auto *res) { res->end("x"); }); // the loop has nothing of the dead one left
    RawPeer peer(another.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
}

QTEST_GUILESS_MAIN(tst_Reentrancy)
#include "tst_reentrancy.moc"
