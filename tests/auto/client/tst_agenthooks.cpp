// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The hooks of Agent that a derived class may change (sections 6.2 and 6.5 of the behaviour reference).

#include "asking.h"
#include "rawserver.h"

#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

QIODevice *dial(const RequestOptions &options)
{
    auto *socket = new QTcpSocket;
    socket->connectToHost(options.host, quint16(options.port));
    return socket;
}

// An agent whose hooks the test decides; what it leaves open is as in the base class.
class Hooked : public Agent
{
public:
    using Agent::Agent;

    QIODevice *createConnection(const RequestOptions &options, const ConnectionCallback &callback) override
    {
        ++created;
        return create ? create(options, callback) : Agent::createConnection(options, callback);
    }
    bool keepSocketAlive(QIODevice *socket) override { return keep ? keep(socket) : Agent::keepSocketAlive(socket); }
    void reuseSocket(QIODevice *socket, ClientRequest *request) override
    {
        ++reused;
        if (callBase)
            Agent::reuseSocket(socket, request);
    }
    QString getName(const RequestOptions &options = {}) const override
    {
        return name.isNull() ? Agent::getName(options) : name;
    }

    ConnectionFactory create;
    std::function<bool(QIODevice *)> keep;
    QString name;
    bool callBase = true;
    int created = 0, reused = 0;
};

} // namespace

class tst_AgentHooks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createConnection_data();
    void createConnection();
    void createConnectionFails_data();
    void createConnectionFails();
    void createConnectionNeverAnswers();
    void keepSocketAlive();
    void reuseSocket();
    void getName();
};

void tst_AgentHooks::createConnection_data() // S6.14, S6.15
{
    QTest::addColumn<int>("delay"); // -2: returned, -1: called back at once
    QTest::newRow("returned") << -2;
    QTest::newRow("called back") << -1;
    QTest::newRow("called back later") << 10;
}

void tst_AgentHooks::createConnection()
{
    QFETCH(const int, delay);
    RawServer server({reply()});
    Hooked agent(pooling(1));
    RequestOptions seen;
    agent.create = [&](const RequestOptions &options, const ConnectionCallback &callback) -> QIODevice * {
        seen = options;
        if (delay == -2)
            return dial(options);
        if (delay == -1)
            callback({}, dial(options));
        else
            QTimer::singleShot(delay, &server, [=] { callback({}, dial(options)); });
        return nullptr;
    };
    Asked first(get(over(&agent, server.port(), u"/secret"_s))), second(get(over(&agent, server.port())));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    QTRY_COMPARE(second.outcome(), u"200"_s);
    QCOMPARE(agent.created, 1);
    QCOMPARE(server.connections(), 1);
    QCOMPARE(seen.host, u"127.0.0.1"_s);
    QCOMPARE(seen.port, server.port());
    QVERIFY(seen.path != u"/secret"_s);
    QTRY_COMPARE(agent.totalSocketCount(), 1);
}

void tst_AgentHooks::createConnectionFails_data()
{
    QTest::addColumn<int>("delay");
    QTest::newRow("at once") << -1;
    QTest::newRow("later") << 10;
}

void tst_AgentHooks::createConnectionFails() // S6.15
{
    QFETCH(const int, delay);
    RawServer server({reply()});
    Hooked agent(pooling(1));
    agent.create = [&](const RequestOptions &, const ConnectionCallback &callback) -> QIODevice * {
        const Error error(u"EMINE"_s, u"mine"_s);
        if (delay < 0)
            callback(error, nullptr);
        else
            QTimer::singleShot(delay, &server, [=] { callback(error, nullptr); });
        return nullptr;
    };
    Asked first(get(over(&agent, server.port()))), waiting(get(over(&agent, server.port())));
    QSignalSpy assigned(first.request, &ClientRequest::socketAssigned);
    QCOMPARE(first.errors, 0);
    QTRY_COMPARE(first.outcome(), u"EMINE"_s);
    QVERIFY(assigned.isEmpty());
    QTRY_COMPARE(waiting.outcome(), u"EMINE"_s); // its turn came, and went the same way
    QCOMPARE(agent.totalSocketCount(), 0);
    QVERIFY(agent.requests().isEmpty());
    agent.create = {};
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.outcome(), u"200"_s);
}

void tst_AgentHooks::createConnectionNeverAnswers()
{
    RawServer server({reply()});
    Hooked agent(pooling());
    ConnectionCallback late;
    agent.create = [&](const RequestOptions &, const ConnectionCallback &callback) -> QIODevice * {
        late = callback;
        return nullptr;
    };
    Asked asked(get(over(&agent, server.port())));
    asked->destroy();
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
    QPointer<QIODevice> socket = dial(to(server.port()));
    late({}, socket); // nobody wants it any more
    QTRY_VERIFY(!socket || agent.totalSocketCount() == 1);
    agent.create = {};
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.outcome(), u"200"_s);
    QTRY_VERIFY(server.open() <= 1);
}

void tst_AgentHooks::keepSocketAlive() // S6.28, S6.29
{
    RawServer server({reply()});
    Hooked agent(pooling());
    int asked = 0;
    bool answer = false;
    agent.keep = [&](QIODevice *socket) { return ++asked, socket && answer; };
    for (const int connections : {1, 2, 2}) {
        Asked exchange(get(over(&agent, server.port())));
        QTRY_COMPARE(exchange.outcome(), u"200"_s);
        QCOMPARE(server.connections(), connections);
        QTRY_COMPARE(agent.totalSocketCount(), answer ? 1 : 0);
        answer = true;
    }
    QCOMPARE(asked, 3);
}

void tst_AgentHooks::reuseSocket() // S6.31
{
    RawServer server({reply()});
    Hooked agent(pooling());
    for (const bool callBase : {true, false}) {
        agent.callBase = callBase;
        Asked first(get(over(&agent, server.port())));
        QTRY_COMPARE(first.outcome(), u"200"_s);
        Asked second(get(over(&agent, server.port())));
        QTRY_COMPARE(second.outcome(), u"200"_s);
        QCOMPARE(second.reused, callBase);
    }
    QCOMPARE(agent.reused, 3);
    QCOMPARE(server.connections(), 1);
}

void tst_AgentHooks::getName()
{
    RawServer server({reply()});
    Hooked agent(pooling());
    agent.name = u"all the same"_s;
    Asked first(get(over(&agent, server.port())));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    QCOMPARE(agent.freeSockets().keys(), QStringList{u"all the same"_s});
    Asked second(get(over(&agent, 1))); // another port, but the same name
    QTRY_COMPARE(second.outcome(), u"200"_s);
    QVERIFY(second.reused);
}

QTEST_GUILESS_MAIN(tst_AgentHooks)
#include "tst_agenthooks.moc"
