// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Agent: construction, names, bookkeeping (section 6.1 of the behaviour reference). Pooling: tst_agentpool.

#include "asking.h"
#include "rawserver.h"

#include <QtCore/qthread.h>
#include <QtNetwork/qabstractsocket.h>
#include <QtTest/qtest.h>

#include <atomic>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Options = std::function<void(RequestOptions &)>;
Q_DECLARE_METATYPE(Options)

class tst_Agent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaults();
    void zeroMeansDefault();
    void badOptions_data();
    void badOptions();
    void propertiesAreOptions();
    void names_data();
    void names();
    void secureNames_data();
    void secureNames();
    void agentOptionsWin();
    void countedAtOnce();
    void removeSocket_data();
    void removeSocket();
    void signalsOfSockets();
    void tcpKeepAlive();
    void globalAgents();
};

void tst_Agent::defaults() // S6.1, S6.34, S8.18
{
    const Agent agent;
    QVERIFY(!agent.keepAlive() && !agent.error());
    QCOMPARE(agent.keepAliveMsecs(), 1000);
    QCOMPARE(agent.maxSockets(), 0);
    QCOMPARE(agent.maxFreeSockets(), 256);
    QCOMPARE(agent.maxTotalSockets(), 0);
    QCOMPARE(agent.defaultPort(), 80);
    QCOMPARE(agent.protocol(), u"http:"_s);
    QCOMPARE(agent.totalSocketCount(), 0);
    QVERIFY(agent.options().scheduling == Scheduling::Lifo);
    QCOMPARE(agent.options().maxCachedSessions, 100);
    QVERIFY(!agent.options().timeout);
    QVERIFY(agent.sockets().isEmpty() && agent.freeSockets().isEmpty() && agent.requests().isEmpty());
    for (const char *map : {"sockets", "freeSockets", "requests"})
        QVERIFY(agent.property(map).toMap().isEmpty());
    AgentOptions secure;
    secure.protocol = u"https:"_s;
    const Agent https(secure);
    QCOMPARE(https.protocol(), u"https:"_s);
    QCOMPARE(https.defaultPort(), 443);
    secure.defaultPort = 8443;
    QCOMPARE(Agent(secure).defaultPort(), 8443);
}

void tst_Agent::zeroMeansDefault() // S6.2
{
    AgentOptions options;
    options.keepAliveMsecs = std::chrono::milliseconds(0);
    options.maxFreeSockets = options.maxSockets = 0;
    const Agent agent(options);
    QVERIFY(!agent.error());
    QCOMPARE(agent.keepAliveMsecs(), 1000);
    QCOMPARE(agent.maxFreeSockets(), 256);
    QCOMPARE(agent.maxSockets(), 0);
}

void tst_Agent::badOptions_data() // S6.4
{
    using Change = std::function<void(AgentOptions &)>;
    QTest::addColumn<AgentOptions>("options");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *tag, const Change &change, const QString &code) {
        AgentOptions options;
        options.keepAlive = true;
        change(options);
        QTest::newRow(tag) << options << code;
    };
    row("maxTotalSockets", [](auto &o) { o.maxTotalSockets = -1; }, u"ERR_OUT_OF_RANGE"_s);
    row("maxSockets", [](auto &o) { o.maxSockets = -1; }, u"ERR_OUT_OF_RANGE"_s);
    row("maxFreeSockets", [](auto &o) { o.maxFreeSockets = -1; }, u"ERR_OUT_OF_RANGE"_s);
    row("timeout", [](auto &o) { o.timeout = std::chrono::milliseconds(-1); }, u"ERR_OUT_OF_RANGE"_s);
    row("protocol", [](auto &o) { o.protocol = u"ftp:"_s; }, u"ERR_INVALID_PROTOCOL"_s);
}

void tst_Agent::badOptions()
{
    QFETCH(const AgentOptions, options);
    QFETCH(const QString, code);
    QCOMPARE(options.validate().code(), code);
    const Agent agent(options);
    QCOMPARE(agent.error().code(), code);
    QVERIFY(!agent.keepAlive()); // defaults are used
}

void tst_Agent::propertiesAreOptions()
{
    Agent agent;
    agent.setKeepAlive(true);
    agent.setKeepAliveMsecs(2500);
    agent.setMaxSockets(3);
    agent.setMaxFreeSockets(4);
    agent.setMaxTotalSockets(5);
    const AgentOptions &options = agent.options();
    QVERIFY(options.keepAlive && options.keepAliveMsecs.count() == 2500);
    QVERIFY(options.maxSockets == 3 && options.maxFreeSockets == 4 && options.maxTotalSockets == 5);
    QVERIFY(agent.keepAlive() && agent.keepAliveMsecs() == 2500 && agent.maxSockets() == 3);
    QVERIFY(agent.maxFreeSockets() == 4 && agent.maxTotalSockets() == 5);
}

void tst_Agent::names_data() // S6.5, S6.6
{
    QTest::addColumn<Options>("change");
    QTest::addColumn<QString>("name");
    QTest::newRow("nothing") << Options([](auto &) {}) << u"localhost::"_s;
    QTest::newRow("host") << Options([](auto &o) { o.host = u"h"_s; }) << u"h::"_s;
    QTest::newRow("port") << Options([](auto &o) { o.host = u"h"_s; o.port = 1; }) << u"h:1:"_s;
    QTest::newRow("localAddress") << Options([](auto &o) { o.host = u"h"_s; o.port = 1; o.localAddress = u"l"_s; }) << u"h:1:l"_s;
    QTest::newRow("family") << Options([](auto &o) { o.host = u"h"_s; o.port = 1; o.family = 6; }) << u"h:1::6"_s;
    QTest::newRow("family 0") << Options([](auto &o) { o.host = u"h"_s; o.port = 1; o.family = 0; }) << u"h:1:"_s;
    QTest::newRow("socketPath") << Options([](auto &o) { o.socketPath = u"/s"_s; }) << u"localhost:::/s"_s;
    QTest::newRow("everything") << Options([](auto &o) {
        o.host = u"h"_s;
        o.port = 80;
        o.socketPath = u"/s"_s;
        o.family = 4;
    }) << u"h:80::4:/s"_s;
}

void tst_Agent::names()
{
    QFETCH(const Options, change);
    QFETCH(const QString, name);
    RequestOptions options;
    change(options);
    QCOMPARE(Agent().getName(options), name);
}

void tst_Agent::secureNames_data() // S8.20–S8.22: equal names share connections
{
    QTest::addColumn<Options>("change");
    QTest::addColumn<bool>("differs");
    QTest::newRow("nothing") << Options([](auto &) {}) << false;
    QTest::newRow("rejectUnauthorized off") << Options([](auto &o) { o.rejectUnauthorized = false; }) << true;
    QTest::newRow("servername") << Options([](auto &o) { o.servername = u"s"_s; }) << true;
    QTest::newRow("servername is the host") << Options([](auto &o) { o.servername = u"h"_s; }) << false;
    QTest::newRow("protocol version") << Options([](auto &o) {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setProtocol(QSsl::TlsV1_3OrLater);
        o.sslConfiguration = configuration;
    }) << true;
    QTest::newRow("CA") << Options([](auto &o) {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates({QSslCertificate()});
        o.sslConfiguration = configuration;
    }) << true;
    QTest::newRow("path, headers, auth") << Options([](auto &o) {
        o.path = u"/x"_s;
        o.headers = {{"A", 1}};
        o.auth = u"a:b"_s;
    }) << false;
}

void tst_Agent::secureNames()
{
    QFETCH(const Options, change);
    QFETCH(const bool, differs);
    AgentOptions agentOptions;
    agentOptions.protocol = u"https:"_s;
    const Agent agent(agentOptions);
    RequestOptions options;
    options.host = u"h"_s;
    options.port = 443;
    const QString plain = agent.getName(options);
    QCOMPARE(plain, u"h:443"_s + QString(21, u':'));
    change(options);
    QCOMPARE(agent.getName(options) != plain, differs);
    QVERIFY(agent.getName(options).startsWith(u"h:443:"_s));
    if (options.rejectUnauthorized)
        QVERIFY(agent.getName(options).contains(u":false:"_s));
}

void tst_Agent::agentOptionsWin() // S6.7
{
    RawServer server({reply()});
    AgentOptions options;
    options.connection.port = server.port();
    options.connection.host = u"127.0.0.1"_s;
    Agent agent(options);
    RequestOptions elsewhere = over(&agent, 1);
    elsewhere.host = u"nobody.invalid"_s;
    Asked asked(get(elsewhere));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(server.connections(), 1);
}

void tst_Agent::countedAtOnce() // S6.12, S6.48
{
    RawServer server({reply()});
    Agent agent(pooling());
    Asked asked(request(over(&agent, server.port())));
    const QString name = u"127.0.0.1:%1:"_s.arg(server.port());
    QCOMPARE(agent.sockets().value(name).size(), 1);
    QCOMPARE(agent.totalSocketCount(), 1);
    QVERIFY(agent.freeSockets().isEmpty());
    QCOMPARE(agent.property("sockets").toMap().value(name).toList().size(), 1);
    asked->end();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(agent.sockets().isEmpty());
    QCOMPARE(agent.freeSockets().value(name).size(), 1);
    QCOMPARE(agent.totalSocketCount(), 1);
    agent.destroy();
    QTRY_COMPARE(agent.totalSocketCount(), 0);
    QVERIFY(agent.sockets().isEmpty() && agent.freeSockets().isEmpty());
}

void tst_Agent::removeSocket_data() // S6.44
{
    QTest::addColumn<bool>("busy");
    QTest::newRow("busy") << true;
    QTest::newRow("idle") << false;
}

void tst_Agent::removeSocket()
{
    QFETCH(const bool, busy);
    RawServer server;
    server.answers({{RawServer::Nothing, RawServer::Nothing, reply()}, {reply()}});
    Agent agent(pooling());
    Asked asked(get(over(&agent, server.port())));
    QPointer<QIODevice> socket;
    QTRY_VERIFY((socket = asked.request ? asked->socket() : socket.data()) && server.requests() == 1);
    if (!busy)
        QTRY_COMPARE(asked.outcome(), u"200"_s);
    agent.removeSocket(socket);
    QCOMPARE(agent.totalSocketCount(), 0);
    QVERIFY(agent.sockets().isEmpty() && agent.freeSockets().isEmpty());
    QVERIFY(socket && socket->isOpen());
    QTRY_COMPARE(asked.outcome(), u"200"_s); // a busy one ends its exchange
    QVERIFY(agent.freeSockets().isEmpty());
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.outcome(), u"200"_s);
    QCOMPARE(server.connections(), 2);
    if (!busy)
        delete socket; // ours now
}

void tst_Agent::signalsOfSockets() // S6.17
{
    RawServer server({reply()});
    Agent agent(pooling());
    QStringList events;
    connect(&agent, &Agent::socketFreed, this, [&](QIODevice *socket, const RequestOptions &options) {
        QVERIFY(socket && options.port == server.port());
        events.append(u"free %1"_s.arg(agent.freeSockets().size())); // it has acted already
    });
    connect(&agent, &Agent::socketRemoved, this, [&](QIODevice *socket, const QString &reason) {
        QVERIFY(socket && !reason.isEmpty());
        events.append(u"removed"_s);
    });
    Asked asked(get(over(&agent, server.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QTRY_COMPARE(events, QStringList{u"free 1"_s});
    server.connection()->halfClose();
    QTRY_COMPARE(events, (QStringList{u"free 1"_s, u"removed"_s}));
}

void tst_Agent::tcpKeepAlive() // S6.28
{
    RawServer server({reply()});
    Agent agent(pooling());
    Asked asked(get(over(&agent, server.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    const auto *socket = qobject_cast<QAbstractSocket *>(agent.freeSockets().first().constFirst());
    QVERIFY(const_cast<QAbstractSocket *>(socket)->socketOption(QAbstractSocket::KeepAliveOption).toInt() != 0);
}

void tst_Agent::globalAgents() // S6.34: each thread has its own pair
{
    QCOMPARE(globalAgent(), globalAgent());
    QCOMPARE(globalAgent()->protocol(), u"http:"_s);
    QVERIFY(!globalAgent()->keepAlive());
    QCOMPARE(globalAgent(u"https:"_s)->protocol(), u"https:"_s);
    QVERIFY(globalAgent(u"https:"_s) != globalAgent());
    std::atomic<Agent *> other = nullptr;
    const std::unique_ptr<QThread> thread(QThread::create([&other] {
        other = globalAgent();
        QVERIFY(other == globalAgent() && other.load()->thread() == QThread::currentThread());
    }));
    thread->start();
    QVERIFY(thread->wait(5000));
    QVERIFY(other && other != globalAgent()); // compared, not used: it ended with its thread
}

QTEST_GUILESS_MAIN(tst_Agent)
#include "tst_agent.moc"
