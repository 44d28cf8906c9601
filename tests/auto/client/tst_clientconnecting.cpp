// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// How a request gets its connection: section 5.3 of the behaviour reference, Unix sockets, addresses, name lookup.

#include "asking.h"
#include "rawserver.h"

#include <QtCore/qtemporarydir.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpsocket.h>
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

} // namespace

class tst_ClientConnecting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createConnection_data();
    void createConnection();
    void createConnectionFails_data();
    void createConnectionFails();
    void givenUp_data();
    void givenUp();
    void assignedOnTheTick();
    void socketOptions();
    void unixSocket();
    void families_data();
    void families();
    void localAddressAndPort();
    void lookup();
    void firstAddressIsForgotten();
};

void tst_ClientConnecting::createConnection_data() // S5.25, S5.26
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"returned", "called back", "called back later", "both, the first counts"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void tst_ClientConnecting::createConnection()
{
    QFETCH(const QString, how);
    RawServer server({reply()});
    RequestOptions options = to(server.port(), u"/secret"_s);
    QString path;
    options.createConnection = [&](const RequestOptions &connection, const ConnectionCallback &callback) -> QIODevice * {
        path = connection.path;
        if (how == u"returned"_s)
            return dial(connection);
        if (how == u"called back"_s) {
            callback({}, dial(connection));
        } else if (how == u"called back later"_s) {
            QTimer::singleShot(10, &server, [=] { callback({}, dial(connection)); });
        } else {
            QIODevice *socket = dial(connection);
            callback({}, socket);
            callback(Error(u"ELATE"_s, u"late"_s), nullptr);
        }
        return nullptr;
    };
    Asked asked(get(options));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(path != u"/secret"_s); // S5.27: no connector shall take it for a local socket
    QCOMPARE(server.connections(), 1);
    QTRY_COMPARE(server.open(), 0);
}

void tst_ClientConnecting::createConnectionFails_data()
{
    QTest::addColumn<int>("delay");
    QTest::newRow("S5.26 at once") << -1;
    QTest::newRow("S5.26 later") << 10;
}

void tst_ClientConnecting::createConnectionFails()
{
    QFETCH(const int, delay);
    const Error error(u"EMINE"_s, u"mine"_s);
    RequestOptions options = to(1);
    options.createConnection = [&](const RequestOptions &, const ConnectionCallback &callback) -> QIODevice * {
        if (delay < 0)
            callback(error, nullptr);
        else
            QTimer::singleShot(delay, this, [=] { callback(error, nullptr); });
        return nullptr;
    };
    Asked asked(get(options));
    QCOMPARE(asked.errors, 0);
    QTRY_COMPARE(asked.outcome(), u"EMINE"_s); // closed() as well, unlike Node
    options.createConnection = [](const RequestOptions &, const ConnectionCallback &) -> QIODevice * { return nullptr; };
    Asked never(get(options)); // nobody answers
    never->destroy();
    QTRY_COMPARE(never.outcome(), u"ECONNRESET"_s);
}

void tst_ClientConnecting::givenUp_data()
{
    QTest::addColumn<bool>("throughAgent");
    QTest::newRow("a socket of the user") << false;
    QTest::newRow("a socket of the agent") << true;
}

void tst_ClientConnecting::givenUp() // by the owner of the socket, while it connects
{
    QFETCH(const bool, throughAgent);
    RawServer server({reply()});
    RequestOptions options = to(server.port());
    Agent agent;
    if (throughAgent)
        options.agent = &agent;
    else
        options.createConnection = [](const RequestOptions &connection, const ConnectionCallback &) { return dial(connection); };
    Asked asked(request(options));
    connect(asked.request, &ClientRequest::socketAssigned, this, [](QIODevice *device) {
        auto *socket = qobject_cast<QAbstractSocket *>(device);
        const auto giveUp = [socket](QAbstractSocket::SocketState state) {
            if (state == QAbstractSocket::ConnectingState)
                QMetaObject::invokeMethod(socket, [socket] { socket->abort(); }, Qt::QueuedConnection);
        };
        connect(socket, &QAbstractSocket::stateChanged, socket, giveUp);
        giveUp(socket->state());
    });
    asked->end();
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
    QCOMPARE(asked.errors, 1);
}

void tst_ClientConnecting::assignedOnTheTick() // S5.28
{
    RawServer server({reply()});
    Agent agent(pooling());
    for (const bool reused : {false, true}) {
        Asked asked(request(over(&agent, server.port())));
        int assigned = 0;
        connect(asked.request, &ClientRequest::socketAssigned, this, [&](QIODevice *socket) {
            ++assigned;
            QCOMPARE(asked->socket(), socket);
            auto *tcp = qobject_cast<QTcpSocket *>(socket);
            QVERIFY(tcp);
            QCOMPARE(tcp->state() == QAbstractSocket::ConnectedState, reused);
        });
        asked->end();
        QCOMPARE(assigned, 0);
        QVERIFY(!asked->socket());
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QCOMPARE(assigned, 1);
        QCOMPARE(asked.reused, reused);
    }
}

void tst_ClientConnecting::socketOptions() // S5.16, S9.26
{
    RawServer server;
    const auto option = [](const Asked &asked, QAbstractSocket::SocketOption name) {
        return qobject_cast<QAbstractSocket *>(asked.request->socket())->socketOption(name).toInt() != 0;
    };
    Asked defaults(get(to(server.port())));
    Asked changed(get(to(server.port())));
    changed->setNoDelay(false);
    changed->setSocketKeepAlive(true, std::chrono::seconds(5));
    RequestOptions given = to(server.port());
    given.noDelay = false;
    given.keepAlive = true;
    Asked byOptions(get(given));
    QTRY_COMPARE(server.requests(), 3);
    QVERIFY(option(defaults, QAbstractSocket::LowDelayOption) && !option(defaults, QAbstractSocket::KeepAliveOption));
    for (const Asked *asked : {&changed, &byOptions})
        QVERIFY(!option(*asked, QAbstractSocket::LowDelayOption) && option(*asked, QAbstractSocket::KeepAliveOption));
    changed->setNoDelay(); // now
    changed->setSocketKeepAlive(false);
    QVERIFY(option(changed, QAbstractSocket::LowDelayOption) && !option(changed, QAbstractSocket::KeepAliveOption));
    for (Asked *asked : {&defaults, &changed, &byOptions})
        (*asked)->destroy();
    QTRY_VERIFY(defaults.isOver() && changed.isOver() && byOptions.isOver());
}

void tst_ClientConnecting::unixSocket()
{
    QTemporaryDir folder;
    RawServer server({reply()});
    RequestOptions options;
    options.socketPath = folder.filePath(u"s"_s);
    QVERIFY(server.listenOn(options.socketPath));
    Agent agent(pooling());
    options.agent = &agent;
    for (int i = 0; i < 3; ++i) {
        Asked asked(request(by(u"POST"_s, options)));
        asked->end("x");
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QCOMPARE(asked.body, "ok"_ba);
        QCOMPARE(asked.reused, i > 0);
    }
    QCOMPARE(server.connections(), 1);
    QVERIFY(server.received().startsWith("POST / HTTP/1.1\r\nHost: localhost\r\n"));
    options.socketPath = folder.filePath(u"nobody"_s);
    Asked nobody(get(options));
    QTRY_COMPARE(nobody.outcome(), u"ENOENT"_s);
}

void tst_ClientConnecting::families_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QHostAddress>("listening");
    QTest::newRow("IPv4") << u"127.0.0.1"_s << QHostAddress(QHostAddress::LocalHost);
    QTest::newRow("IPv6") << u"::1"_s << QHostAddress(QHostAddress::LocalHostIPv6);
    QTest::newRow("IPv6 in brackets") << u"[::1]"_s << QHostAddress(QHostAddress::LocalHostIPv6);
    QTest::newRow("a name") << u"localhost"_s << QHostAddress(QHostAddress::LocalHost);
}

void tst_ClientConnecting::families()
{
    QFETCH(const QString, host);
    QFETCH(const QHostAddress, listening);
    Server server;
    connect(&server, &Server::requestReceived, &server, [](auto *req, auto *res) {
        res->end(req->headers().value(u"host"_s).toString().toLatin1());
    });
    QVERIFY(server.listen(0, listening));
    RequestOptions options = to(server.port());
    options.host = host;
    if (host == u"localhost"_s)
        options.family = 4;
    Asked asked(get(options));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    const QString shown = host == u"::1"_s ? u"[::1]"_s : host;
    QCOMPARE(asked.body, (shown + u':' + QString::number(server.port())).toLatin1());
}

void tst_ClientConnecting::localAddressAndPort() // S9.33
{
    RawServer server;
    RequestOptions options = to(server.port());
    options.localAddress = u"127.0.0.2"_s;
    Asked asked(get(options));
    QTRY_COMPARE(server.requests(), 1);
    const auto *socket = qobject_cast<QTcpSocket *>(asked->socket());
    QCOMPARE(socket->localAddress(), QHostAddress(u"127.0.0.2"_s));
    asked->destroy();
    options.localAddress = u"203.0.113.1"_s; // not ours
    Asked foreign(get(options));
    QTRY_COMPARE(foreign.outcome(), u"EADDRNOTAVAIL"_s);
    QCOMPARE(server.connections(), 1);
}

void tst_ClientConnecting::lookup() // S9.33, S9.34
{
    RawServer server({reply()});
    RequestOptions options = to(server.port());
    options.host = u"somewhere.invalid"_s;
    options.family = 4;
    QStringList asked;
    options.lookup = [&](const QString &name, int family, int, const LookupCallback &callback) {
        asked.append(name + u'/' + QString::number(family));
        QTimer::singleShot(5, &server, [=] { // one that refuses first: nobody listens on 127.0.0.9
            callback({}, {QHostAddress(u"127.0.0.9"_s), QHostAddress(u"127.0.0.1"_s)});
            callback(Error(u"ELATE"_s, u"late"_s), {});
        });
    };
    Asked named(get(options));
    QTRY_COMPARE(named.outcome(), u"200"_s);
    QCOMPARE(asked, QStringList{u"somewhere.invalid/4"_s});
    QVERIFY(server.received().contains("\r\nHost: somewhere.invalid:"));
    options.lookup = [](const QString &, int, int, const LookupCallback &callback) { callback({}, {}); };
    Asked nothing(get(options));
    QTRY_COMPARE(nothing.outcome(), u"ENOTFOUND"_s);
}

// A body that the end of the connection delimits: the error of an address that refused is not the connection's.
void tst_ClientConnecting::firstAddressIsForgotten()
{
    RawServer server({"HTTP/1.1 200 OK\r\n\r\nbo", "dy", RawServer::Fin});
    RequestOptions options = to(server.port());
    options.host = u"two.test"_s;
    options.lookup = [](const QString &, int, int, const LookupCallback &callback) {
        callback({}, {QHostAddress(u"127.0.0.9"_s), QHostAddress(u"127.0.0.1"_s)});
    };
    Asked asked(get(options));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(asked.body, "body");
    QVERIFY(asked.complete);
}

QTEST_GUILESS_MAIN(tst_ClientConnecting)
#include "tst_clientconnecting.moc"
