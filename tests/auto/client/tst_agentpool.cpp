// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// How an Agent shares connections: sections 6.2 to 6.4 and 6.6 of the behaviour reference.

#include "asking.h"
#include "rawserver.h"

#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Script = RawServer::Script;

namespace {

int total(const QMap<QString, QList<QIODevice *>> &sockets)
{
    int count = 0;
    for (const auto &list : sockets)
        count += int(list.size());
    return count;
}

// Answers with the number of the connection that the request came over, when told to or at once.
class NumberingServer : public RawServer
{
public:
    explicit NumberingServer(bool atOnce = true)
    {
        handle([this, atOnce](RawPeer *peer, int) {
            waiting.append(peer);
            if (atOnce)
                answerNext();
        });
    }
    void answerNext()
    {
        RawPeer *peer = waiting.takeFirst();
        int number = 0;
        while (connection(number) != peer)
            ++number;
        peer->send(reply(QByteArray::number(number)));
    }

    QList<RawPeer *> waiting;
};

using Asks = std::vector<std::unique_ptr<Asked>>;

Asks ask(Agent *agent, int port, int count)
{
    Asks asks;
    for (int i = 0; i < count; ++i)
        asks.push_back(std::make_unique<Asked>(get(over(agent, port, u"/%1"_s.arg(i)))));
    return asks;
}

bool allOver(const Asks &asks)
{
    return std::all_of(asks.begin(), asks.end(), [](const auto &asked) { return asked->isOver(); });
}

} // namespace

class tst_AgentPool : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void scheduling_data();
    void scheduling();
    void maxSockets();
    void queueWithoutKeepAlive();
    void queueIsInOrder();
    void maxTotalSockets();
    void overtaking();
    void maxFreeSockets();
    void reusable_data();
    void reusable();
    void notBeforeTheRequestLeft();
    void unreadResponseKeepsItsSocket();
    void cancelledInTheQueue();
    void failingSocketsServeTheQueue();
    void destroy();
    void destroyIdle();
    void destructor();
    void invariants();
};

void tst_AgentPool::scheduling_data() // S6.9
{
    QTest::addColumn<Scheduling>("scheduling");
    QTest::addColumn<QByteArray>("taken");
    QTest::newRow("lifo") << Scheduling::Lifo << "2222"_ba;
    QTest::newRow("fifo") << Scheduling::Fifo << "0120"_ba;
}

void tst_AgentPool::scheduling()
{
    QFETCH(const Scheduling, scheduling);
    QFETCH(const QByteArray, taken);
    NumberingServer server(false);
    AgentOptions options = pooling();
    options.scheduling = scheduling;
    Agent agent(options);
    const Asks warm = ask(&agent, server.port(), 3);
    QTRY_COMPARE(server.waiting.size(), 3);
    for (int i = 0; i < 3; ++i) { // freed in the order of their numbers
        std::sort(server.waiting.begin(), server.waiting.end(), [&](RawPeer *a, RawPeer *b) {
            return a == server.connection(0) || (a == server.connection(1) && b == server.connection(2));
        });
        server.answerNext();
        QTRY_COMPARE(total(agent.freeSockets()), i + 1);
    }
    QByteArray numbers;
    for (int i = 0; i < taken.size(); ++i) {
        Asked asked(get(over(&agent, server.port())));
        QTRY_COMPARE(server.waiting.size(), 1);
        server.answerNext();
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QVERIFY(asked.reused);
        numbers += asked.body;
    }
    QCOMPARE(numbers, taken);
    QCOMPARE(server.connections(), 3);
}

void tst_AgentPool::maxSockets() // S6.10, S6.11
{
    NumberingServer server(false);
    Agent agent(pooling(2));
    const Asks asks = ask(&agent, server.port(), 5);
    QTRY_COMPARE(server.waiting.size(), 2);
    QCOMPARE(total(agent.sockets()), 2);
    QCOMPARE(agent.requests().first().size(), 3);
    QCOMPARE(agent.requests().first().constFirst(), asks[2]->request.data());
    QCOMPARE(agent.property("requests").toMap().first().toList().size(), 3);
    while (!allOver(asks)) {
        QTRY_VERIFY(!server.waiting.isEmpty());
        server.answerNext();
        QTRY_VERIFY(!server.waiting.isEmpty() || allOver(asks));
        QVERIFY(agent.totalSocketCount() <= 2);
    }
    QVERIFY(agent.requests().isEmpty());
    QCOMPARE(server.connections(), 2);
    QCOMPARE(total(agent.freeSockets()), 2);
}

void tst_AgentPool::queueWithoutKeepAlive() // S6.19
{
    NumberingServer server;
    Agent agent(pooling(1, false));
    const Asks asks = ask(&agent, server.port(), 3);
    for (const auto &asked : asks) {
        QTRY_COMPARE(asked->outcome(), u"200"_s);
        QVERIFY(!asked->reused);
    }
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.received().count("\r\nConnection: keep-alive\r\n"), 3);
    QTRY_COMPARE(server.open(), 0); // S6.20
    QCOMPARE(agent.totalSocketCount(), 0);
}

void tst_AgentPool::queueIsInOrder() // S6.11
{
    NumberingServer server;
    Agent agent(pooling(1));
    const Asks asks = ask(&agent, server.port(), 20);
    QTRY_VERIFY(allOver(asks));
    qsizetype at = -1;
    for (int i = 0; i < 20; ++i) {
        const qsizetype next = server.received().indexOf("GET /" + QByteArray::number(i) + " HTTP/1.1");
        QVERIFY(next > at);
        at = next;
    }
}

void tst_AgentPool::maxTotalSockets() // S6.10, S6.21
{
    NumberingServer a(false), b(false);
    AgentOptions options = pooling();
    options.maxTotalSockets = 2;
    Agent agent(options);
    const Asks toA = ask(&agent, a.port(), 2);
    const Asks toB = ask(&agent, b.port(), 1);
    QTRY_COMPARE(a.waiting.size(), 2);
    QCOMPARE(agent.totalSocketCount(), 2);
    QCOMPARE(agent.requests().size(), 1);
    QCOMPARE(b.connections(), 0);
    a.connection(0)->reset(); // makes room
    QTRY_COMPARE(b.waiting.size(), 1);
    b.answerNext();
    QTRY_COMPARE(toB[0]->outcome(), u"200"_s);
    QVERIFY(agent.totalSocketCount() <= 2);
    toA[1]->request->destroy();
    QTRY_VERIFY(allOver(toA));
}

void tst_AgentPool::overtaking() // S6.41, S6.43: A, B, A queued for one connection are served A, A, B
{
    NumberingServer a(false), b(false);
    AgentOptions options = pooling(0, false);
    options.maxTotalSockets = 1;
    Agent agent(options);
    QStringList order;
    const auto queued = [&](NumberingServer &server, const QString &name) {
        auto asked = std::make_unique<Asked>(get(over(&agent, server.port())));
        connect(asked->request, &ClientRequest::socketAssigned, this, [&order, name] { order.append(name); });
        return asked;
    };
    Asks asks;
    asks.push_back(queued(a, u"A1"_s));
    asks.push_back(queued(b, u"B"_s));
    asks.push_back(queued(a, u"A2"_s));
    while (!allOver(asks)) {
        QTRY_VERIFY(a.waiting.size() + b.waiting.size() == 1);
        (a.waiting.isEmpty() ? b : a).answerNext();
        QTRY_VERIFY(a.waiting.size() + b.waiting.size() == 1 || allOver(asks));
    }
    QCOMPARE(order, (QStringList{u"A1"_s, u"A2"_s, u"B"_s}));
    QVERIFY(agent.requests().isEmpty());
}

void tst_AgentPool::maxFreeSockets() // S6.21, S6.23
{
    NumberingServer a(false), b(false);
    AgentOptions options = pooling();
    options.maxFreeSockets = 2;
    Agent agent(options);
    const Asks toA = ask(&agent, a.port(), 5);
    const Asks toB = ask(&agent, b.port(), 3);
    QTRY_VERIFY(a.waiting.size() == 5 && b.waiting.size() == 3);
    while (!a.waiting.isEmpty())
        a.answerNext();
    while (!b.waiting.isEmpty())
        b.answerNext();
    QTRY_VERIFY(allOver(toA) && allOver(toB));
    QTRY_COMPARE(agent.totalSocketCount(), 4);
    QTRY_VERIFY(a.open() == 2 && b.open() == 2);
}

void tst_AgentPool::reusable_data() // S6.24–S6.26
{
    QTest::addColumn<HeaderList>("request");
    QTest::addColumn<Script>("response");
    QTest::addColumn<bool>("kept");
    const HeaderList none;
    QTest::newRow("S6.26 nothing said") << none << Script{reply()} << true;
    QTest::newRow("S6.26 keep-alive") << none << Script{reply("ok", "Connection: keep-alive\r\n")} << true;
    QTest::newRow("S6.26 close") << none << Script{reply("ok", "Connection: close\r\n")} << false;
    QTest::newRow("S6.26 close among others") << none << Script{reply("ok", "Connection: x, Close\r\n")} << false;
    QTest::newRow("S6.25 the request said close") << HeaderList{{"Connection", "close"}} << Script{reply()} << false;
    QTest::newRow("S6.24 1.0") << none << Script{"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"} << false;
    QTest::newRow("S6.24 1.0 keep-alive") << none
        << Script{"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok"} << true;
    QTest::newRow("S6.24 until the end") << none << Script{"HTTP/1.1 200 OK\r\n\r\nok", RawServer::Fin} << false;
    QTest::newRow("S6.24 chunked") << none << Script{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"} << true;
    QTest::newRow("S6.24 204") << none << Script{"HTTP/1.1 204 No Content\r\n\r\n"} << true;
}

void tst_AgentPool::reusable()
{
    QFETCH(const HeaderList, request);
    QFETCH(const Script, response);
    QFETCH(const bool, kept);
    RawServer server;
    server.answers({response, {reply("next")}});
    Agent agent(pooling());
    Asked first(get(with(request, over(&agent, server.port()))));
    QTRY_VERIFY(first.isOver() && first.complete);
    QTRY_COMPARE(agent.totalSocketCount(), int(kept));
    QTRY_COMPARE(server.open(), int(kept));
    Asked second(get(over(&agent, server.port())));
    QTRY_COMPARE(second.body, "next"_ba);
    QCOMPARE(second.reused, kept);
    QCOMPARE(server.connections(), kept ? 1 : 2);
}

void tst_AgentPool::notBeforeTheRequestLeft() // S5.93: both directions are done
{
    RawServer server({reply()});
    server.answerHeads();
    Agent agent(pooling());
    Asked asked(request(by(u"POST"_s, over(&agent, server.port()))));
    asked->write("a");
    QTRY_COMPARE(asked.ends, 1);
    QCOMPARE(asked.closes, 0);
    QVERIFY(agent.freeSockets().isEmpty());
    Asked other(get(over(&agent, server.port())));
    QTRY_COMPARE(other.outcome(), u"200"_s);
    QCOMPARE(server.connections(), 2);
    asked->end("b");
    QTRY_COMPARE(asked.closes, 1);
    QCOMPARE(total(agent.freeSockets()), 2);
}

void tst_AgentPool::unreadResponseKeepsItsSocket() // S4.18
{
    RawServer server({reply()});
    Agent agent(pooling());
    QPointer<IncomingMessage> message;
    QPointer<ClientRequest> request = get(over(&agent, server.port()), [&](IncomingMessage *response) { message = response; });
    QTRY_VERIFY(message && message->isComplete());
    Asked other(get(over(&agent, server.port())));
    QTRY_COMPARE(other.outcome(), u"200"_s);
    QVERIFY(!other.reused && request && message);
    QCOMPARE(total(agent.sockets()), 1);
    QCOMPARE(message->readAll(), "ok"_ba); // late, but whole
    QTRY_VERIFY(!request && !message);
    QCOMPARE(total(agent.freeSockets()), 2);
}

void tst_AgentPool::cancelledInTheQueue() // S6.46, S6.47
{
    NumberingServer server(false);
    Agent agent(pooling(1));
    const Asks asks = ask(&agent, server.port(), 4);
    QTRY_COMPARE(server.waiting.size(), 1);
    asks[1]->request->destroy();
    delete asks[2]->request.data(); // no signal
    QCOMPARE(agent.requests().first().size(), 1);
    QTRY_COMPARE(asks[1]->outcome(), u"ECONNRESET"_s);
    server.answerNext();
    QTRY_COMPARE(asks[0]->outcome(), u"200"_s);
    QTRY_COMPARE(server.waiting.size(), 1);
    server.answerNext();
    QTRY_COMPARE(asks[3]->outcome(), u"200"_s);
    QCOMPARE(server.requests(), 2);
    QCOMPARE(asks[2]->errors + asks[2]->closes, 0);
}

void tst_AgentPool::failingSocketsServeTheQueue() // S6.41, S6.42
{
    RawServer server;
    server.answers({{RawServer::Reset}, {RawServer::Fin}, {RawServer::Close}, {"garbage\r\n\r\n"}, {reply()}});
    Agent agent(pooling(1));
    const Asks asks = ask(&agent, server.port(), 5);
    QTRY_VERIFY(allOver(asks));
    QStringList outcomes;
    for (const auto &asked : asks)
        outcomes.append(asked->outcome());
    QCOMPARE(outcomes, (QStringList{u"ECONNRESET"_s, u"ECONNRESET"_s, u"ECONNRESET"_s, u"HPE_INVALID_CONSTANT"_s, u"200"_s}));
    QCOMPARE(server.connections(), 5);
    QVERIFY(agent.requests().isEmpty());
}

void tst_AgentPool::destroy() // S6.45
{
    NumberingServer server(false);
    Agent agent(pooling(2));
    const Asks warm = ask(&agent, server.port(), 1);
    QTRY_COMPARE(server.waiting.size(), 1);
    server.answerNext();
    QTRY_VERIFY(allOver(warm));
    const Asks asks = ask(&agent, server.port(), 4);
    QTRY_COMPARE(server.waiting.size(), 2);
    agent.destroy();
    for (int i = 0; i < 2; ++i) {
        QTRY_COMPARE(asks[size_t(i)]->outcome(), u"ECONNRESET"_s);
        QCOMPARE(asks[size_t(i)]->error.message(), u"socket hang up"_s);
    }
    QTRY_COMPARE(server.waiting.size(), 4); // those that waited got new ones
    server.waiting = server.waiting.mid(2);
    server.answerNext();
    server.answerNext();
    QTRY_VERIFY(allOver(asks));
    QVERIFY(asks[2]->outcome() == u"200"_s && asks[3]->outcome() == u"200"_s);
    QCOMPARE(server.connections(), 4);
}

void tst_AgentPool::destroyIdle()
{
    NumberingServer server(false);
    Agent agent(pooling());
    const Asks asks = ask(&agent, server.port(), 3);
    QTRY_COMPARE(server.waiting.size(), 3);
    server.answerNext();
    server.answerNext();
    QTRY_COMPARE(total(agent.freeSockets()), 2);
    agent.destroyIdle();
    Asked next(get(over(&agent, server.port()))); // gets none of them, even now
    QTRY_VERIFY(agent.freeSockets().isEmpty());
    QTRY_COMPARE(server.waiting.size(), 2);
    QTRY_COMPARE(server.open(), 2);
    QCOMPARE(agent.totalSocketCount(), 2);
    server.answerNext();
    server.answerNext();
    QTRY_VERIFY(allOver(asks) && next.isOver());
    QCOMPARE(asks[2]->outcome(), u"200"_s);
    QVERIFY(!next.reused);
    QCOMPARE(server.connections(), 4);
}

void tst_AgentPool::destructor() // its requests end without a signal
{
    NumberingServer server(false);
    auto agent = std::make_unique<Agent>(pooling(1));
    const Asks asks = ask(agent.get(), server.port(), 3);
    QTRY_COMPARE(server.waiting.size(), 1);
    agent.reset();
    QTRY_COMPARE(server.open(), 0);
    for (const auto &asked : asks) {
        QTRY_VERIFY(!asked->request);
        QCOMPARE(asked->errors + asked->closes + asked->responses, 0);
    }
}

void tst_AgentPool::invariants() // S12.9, S12.10, under load
{
    RawServer server;
    server.handle([](RawPeer *peer, int n) {
        if (n % 7 == 3)
            peer->reset();
        else if (n % 5 == 2)
            RawServer::play(peer, {reply("ok", "Connection: close\r\n"), RawServer::Fin});
        else
            peer->send(reply());
    });
    AgentOptions options = pooling(4);
    options.maxTotalSockets = 6;
    options.maxFreeSockets = 2;
    Agent agent(options);
    int broken = 0;
    const auto check = [&] {
        if (total(agent.sockets()) + total(agent.freeSockets()) != agent.totalSocketCount() || agent.totalSocketCount() > 6)
            ++broken;
        for (const auto &sockets : agent.sockets())
            broken += sockets.size() > 4;
        for (const auto &sockets : agent.freeSockets())
            broken += sockets.size() > 2;
    };
    const Asks asks = ask(&agent, server.port(), 150);
    for (const auto &asked : asks) {
        connect(asked->request, &ClientRequest::socketAssigned, this, check);
        connect(asked->request, &ClientRequest::responseReceived, this, check);
        connect(asked->request, &ClientRequest::closed, this, check);
    }
    QTRY_VERIFY_WITH_TIMEOUT(allOver(asks), 20000);
    for (const auto &asked : asks)
        QVERIFY2(asked->outcome() == u"200"_s || asked->outcome() == u"ECONNRESET"_s, qPrintable(asked->outcome()));
    QCOMPARE(broken, 0);
    QVERIFY(agent.requests().isEmpty());
}

QTEST_GUILESS_MAIN(tst_AgentPool)
#include "tst_agentpool.moc"
