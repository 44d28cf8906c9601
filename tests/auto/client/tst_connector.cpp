// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Connections over TCP and local sockets: addresses, binding, failures, limits. S2.102, S2.103, S9.26, S9.33.

#include "client/connecterrors_p.h"
#include "connecting.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Connector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unconnectedAtFirst();
    void connects_data();
    void connects();
    void localSocket();
    void order();
    void socketOptions_data();
    void socketOptions();
    void bound_data();
    void bound();
    void fails_data();
    void fails();
    void resetAtOnce_data();
    void resetAtOnce();
    void failsLocally_data();
    void failsLocally();
    void connectTimeout_data();
    void connectTimeout();
    void noTimeoutOnceReady();
    void lateListener();
    void nobodyListens();
    void destroyedSocket_data();
    void destroyedSocket();
    void foreignSocket();
    void codes_data();
    void codes();
};

void tst_Connector::unconnectedAtFirst()
{
    Listening server;
    Connecting connecting(to(u"127.0.0.1"_s, server.serverPort()));
    auto *const socket = connecting.as<QTcpSocket>();
    QVERIFY(socket && !socket->parent());
    QCOMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(!connecting.isOver());
    QTRY_VERIFY(connecting.isReady());
    QCOMPARE(socket->state(), QAbstractSocket::ConnectedState);
}

void tst_Connector::connects_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<RequestOptions>("options");
    QTest::addColumn<bool>("looksUp");
    RequestOptions options;
    options.host = u"127.0.0.1"_s;
    QTest::newRow("IPv4") << u"127.0.0.1"_s << options << false;
    options.host = u"::1"_s;
    QTest::newRow("IPv6") << u"::1"_s << options << false;
    options.host = u"[::1]"_s;
    QTest::newRow("IPv6 in brackets") << u"::1"_s << options << false;
    options.family = 4; // of names only
    QTest::newRow("IPv6, family 4") << u"::1"_s << options << false;
    options.hostname = u"localhost"_s;
    QTest::newRow("hostname wins") << u"127.0.0.1"_s << options << true;
    QTest::newRow("S5.6 localhost") << u"127.0.0.1"_s << RequestOptions() << true;
}

void tst_Connector::connects()
{
    QFETCH(const QString, listen);
    QFETCH(RequestOptions, options);
    QFETCH(const bool, looksUp);
    Listening server{QHostAddress(listen)};
    QVERIFY(server.isListening());
    options.defaultPort = server.serverPort();
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isReady());
    QCOMPARE(connecting.as<QTcpSocket>()->peerAddress(), QHostAddress(listen));
    const Connector::Times times = connecting.connector->times();
    QCOMPARE(times.lookedUp > 0, looksUp);
    QVERIFY(times.connected > times.lookedUp);
    QCOMPARE(times.secured, 0);
    QTRY_VERIFY(server.hasPendingConnections());
    server.nextPendingConnection()->write("hello");
    QTRY_COMPARE(connecting.socket->bytesAvailable(), 5);
    QCOMPARE(connecting.socket->readAll(), "hello");
}

void tst_Connector::localSocket()
{
    const QTemporaryDir folder;
    QLocalServer server;
    QVERIFY(server.listen(folder.filePath(u"s"_s)));
    const QString here = QDir::currentPath();
    QVERIFY(QDir::setCurrent(folder.path()));
    for (const QString &path : {server.fullServerName(), u"s"_s}) { // relative: to the current folder, as in Node
        RequestOptions options;
        options.socketPath = path;
        options.hostname = u"nowhere.invalid"_s;
        Connecting connecting(options);
        QVERIFY(connecting.as<QLocalSocket>());
        QCOMPARE(connecting.as<QLocalSocket>()->state(), QLocalSocket::UnconnectedState);
        QTRY_VERIFY(connecting.isReady());
        QVERIFY(connecting.connector->times().connected > 0);
        QTRY_VERIFY(server.hasPendingConnections());
        server.nextPendingConnection()->write("hello");
        QTRY_COMPARE(connecting.socket->bytesAvailable(), 5);
        QCOMPARE(connecting.socket->readAll(), "hello");
    }
    QDir::setCurrent(here);
}

void tst_Connector::order() // the listener hears of it before users of the socket
{
    Listening server;
    QStringList log;
    Connecting connecting(to(u"127.0.0.1"_s, server.serverPort()));
    connecting.onOutcome = [&] { log << u"ready"_s; };
    connect(connecting.as<QTcpSocket>(), &QTcpSocket::connected, this, [&] { log << u"connected"_s; });
    QTRY_COMPARE(log.join(u" > "_s), u"ready > connected"_s);

    log.clear();
    Connecting refused(to(u"127.0.0.1"_s, closedPort()));
    refused.onOutcome = [&] { log << u"failed"_s; };
    connect(refused.as<QTcpSocket>(), &QTcpSocket::errorOccurred, this, [&] { log << u"errorOccurred"_s; });
    QTRY_COMPARE(log.join(u" > "_s), u"failed > errorOccurred"_s);
}

void tst_Connector::socketOptions_data()
{
    QTest::addColumn<RequestOptions>("options");
    QTest::addColumn<int>("noDelay");
    QTest::addColumn<int>("keepAlive");
    RequestOptions options;
    QTest::newRow("default") << options << 1 << 0;
    options.noDelay = false;
    QTest::newRow("noDelay off") << options << 0 << 0;
    options.noDelay = true;
    options.keepAlive = true;
    options.keepAliveInitialDelay = 2s;
    QTest::newRow("keepAlive") << options << 1 << 1;
    options.keepAlive = false;
    QTest::newRow("keepAlive off") << options << 1 << 0;
}

void tst_Connector::socketOptions()
{
    QFETCH(RequestOptions, options);
    Listening server;
    options.hostname = u"127.0.0.1"_s;
    options.port = server.serverPort();
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isReady());
    auto *const socket = connecting.as<QTcpSocket>();
    QTEST(socket->socketOption(QAbstractSocket::LowDelayOption).toInt(), "noDelay");
    QTEST(socket->socketOption(QAbstractSocket::KeepAliveOption).toInt(), "keepAlive");
}

void tst_Connector::bound_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("localAddress");
    QTest::addColumn<bool>("fixedPort");
    QTest::newRow("address") << u"127.0.0.1"_s << u"127.0.0.2"_s << false;
    QTest::newRow("port") << u"127.0.0.1"_s << QString() << true;
    QTest::newRow("both") << u"127.0.0.1"_s << u"127.0.0.3"_s << true;
    QTest::newRow("IPv6") << u"::1"_s << u"::1"_s << false;
    QTest::newRow("IPv6 port") << u"::1"_s << QString() << true;
    QTest::newRow("the other family is left out") << u"two.test"_s << u"127.0.0.2"_s << false;
}

void tst_Connector::bound()
{
    QFETCH(const QString, host);
    QFETCH(const QString, localAddress);
    QFETCH(const bool, fixedPort);
    Listening server{QHostAddress(host == u"two.test"_s ? u"127.0.0.1"_s : host)};
    RequestOptions options = to(host, server.serverPort());
    options.localAddress = localAddress;
    options.lookup = answering({u"::1"_s, u"127.0.0.1"_s});
    if (fixedPort)
        options.localPort = closedPort();
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isOver());
    QVERIFY2(connecting.isReady(), qPrintable(connecting.error.message()));
    QTRY_VERIFY(server.hasPendingConnections());
    const std::unique_ptr<QTcpSocket> peer(server.nextPendingConnection());
    if (!localAddress.isEmpty())
        QCOMPARE(peer->peerAddress(), QHostAddress(localAddress));
    if (fixedPort)
        QCOMPARE(int(peer->peerPort()), options.localPort);
}

void tst_Connector::fails_data()
{
    QTest::addColumn<RequestOptions>("options");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("syscall");
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("port");
    const int port = closedPort();
    QTest::newRow("S2.102") << to(u"127.0.0.1"_s, port) << u"ECONNREFUSED"_s << u"connect"_s << u"127.0.0.1"_s << port;
    QTest::newRow("IPv6") << to(u"::1"_s, port) << u"ECONNREFUSED"_s << u"connect"_s << u"::1"_s << port;
    QTest::newRow("S2.103") << to(u"no..name"_s, port) << u"ENOTFOUND"_s << u"getaddrinfo"_s << u"no..name"_s << -1;
    RequestOptions options = to(u"two"_s, port);
    options.lookup = answering({u"127.0.0.2"_s, u"127.0.0.1"_s});
    QTest::newRow("the first of several") << options << u"ECONNREFUSED"_s << u"connect"_s << u"127.0.0.2"_s << port;
    options = to(u"127.0.0.1"_s, port);
    options.localAddress = u"192.0.2.1"_s;
    QTest::newRow("not ours") << options << u"EADDRNOTAVAIL"_s << u"bind"_s << u"192.0.2.1"_s << 0;
    static const Listening busy;
    options.localAddress = u"127.0.0.1"_s;
    options.localPort = busy.serverPort();
    QTest::newRow("in use") << options << u"EADDRINUSE"_s << u"bind"_s << u"127.0.0.1"_s << options.localPort;
}

void tst_Connector::fails()
{
    QFETCH(const RequestOptions, options);
    QFETCH(const QString, code);
    QFETCH(const QString, syscall);
    QFETCH(const QString, address);
    QFETCH(const int, port);
    Connecting connecting(options);
    QTRY_VERIFY(connecting.hasFailed());
    const Error error = connecting.error;
    const QString where = port < 0 ? address : address + u':' + QString::number(port);
    QCOMPARE(error.message(), syscall + u' ' + code + u' ' + where);
    QCOMPARE(error.code(), code);
    QCOMPARE(error.syscall(), syscall);
    QCOMPARE(error.address(), address);
    QCOMPARE(error.port(), port);
    QCOMPARE(connecting.connector->failure(), error);
    QCOMPARE(connecting.as<QTcpSocket>()->state(), QAbstractSocket::UnconnectedState);
}

void tst_Connector::resetAtOnce_data()
{
    QTest::addColumn<bool>("another");
    QTest::newRow("the only address") << false;
    QTest::newRow("there is another") << true;
}

// A server that resets what it accepts: QTcpSocket alone would connect to it thousands of times.
void tst_Connector::resetAtOnce()
{
    QFETCH(const bool, another);
    Listening server(QHostAddress(u"127.0.0.2"_s)), good;
    int accepted = 0;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        ++accepted;
        QTcpSocket *const peer = server.nextPendingConnection();
        const linger hard{1, 0};
        ::setsockopt(int(peer->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        peer->abort();
    });
    RequestOptions options = to(u"some.test"_s, server.serverPort());
    options.lookup = answering(another ? QStringList{u"127.0.0.2"_s, u"127.0.0.1"_s} : QStringList{u"127.0.0.2"_s});
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isOver());
    if (connecting.hasFailed()) // it was reset while it was connecting; that the second address refuses is not told
        QCOMPARE(connecting.error.code(), u"ECONNRESET"_s);
    else
        QVERIFY(connecting.isReady()); // it was connected before it was reset
    QVERIFY(accepted <= 3);
}

void tst_Connector::failsLocally_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("code");
    static const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QTest::newRow("nothing there") << folder.filePath(u"none"_s) << u"ENOENT"_s;
    QTest::newRow("no socket") << file.fileName() << u"ECONNREFUSED"_s;
    QTest::newRow("too long") << folder.filePath(QString(200, u'x')) << u"EINVAL"_s;
}

void tst_Connector::failsLocally()
{
    QFETCH(const QString, path);
    QFETCH(const QString, code);
    RequestOptions options;
    options.socketPath = path;
    Connecting connecting(options);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.message(), u"connect "_s + code + u' ' + path);
    QCOMPARE(connecting.error.code(), code);
    QCOMPARE(connecting.error.syscall(), u"connect"_s);
    QCOMPARE(connecting.error.address(), path);
    QCOMPARE(connecting.error.port(), -1);
}

void tst_Connector::connectTimeout_data()
{
    QTest::addColumn<bool>("inLookup");
    QTest::newRow("look-up") << true;
    QTest::newRow("connect") << false;
}

void tst_Connector::connectTimeout()
{
    QFETCH(const bool, inLookup);
    // A listener whose queue is full answers no SYN.
    const int full = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(full, reinterpret_cast<sockaddr *>(&address), size), 0);
    QCOMPARE(::listen(full, 0), 0);
    QCOMPARE(::getsockname(full, reinterpret_cast<sockaddr *>(&address), &size), 0);
    const int filler = ::socket(AF_INET, SOCK_STREAM, 0);
    QCOMPARE(::connect(filler, reinterpret_cast<sockaddr *>(&address), size), 0);

    RequestOptions options = to(inLookup ? u"some.test"_s : u"127.0.0.1"_s, ntohs(address.sin_port));
    options.timeouts.connect = 60ms;
    options.lookup = [](auto &&...) {};
    QElapsedTimer timer;
    timer.start();
    Connecting connecting(options);
    QTRY_VERIFY(connecting.hasFailed());
    QVERIFY(timer.elapsed() >= 50);
    QCOMPARE(connecting.error.code(), u"ETIMEDOUT"_s);
    QCOMPARE(connecting.error.reason(), u"connect"_s);
    QCOMPARE(connecting.error.message(), u"connect timeout: no connection after 60 ms"_s);
    ::close(filler);
    ::close(full);
}

void tst_Connector::noTimeoutOnceReady()
{
    Listening server;
    RequestOptions options = to(u"127.0.0.1"_s, server.serverPort());
    options.timeouts.connect = 30ms;
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isReady());
    RequestOptions slow = to(u"some.test"_s, 1);
    slow.timeouts.connect = 60ms;
    slow.lookup = [](auto &&...) {};
    Connecting later(slow);
    QTRY_VERIFY(later.hasFailed());
    QVERIFY(connecting.isReady());
}

void tst_Connector::lateListener()
{
    struct Late : ConnectorListener
    {
        void connectorReady() override { ++calls; }
        void connectorFailed(const Error &why) override { ++calls; error = why; }
        Error error;
        int calls = 0;
    };
    const std::unique_ptr<QIODevice> failed(Connector::open(to(u"127.0.0.1"_s, closedPort()), false));
    Connector *const connector = Connector::of(failed.get());
    QTRY_VERIFY(connector->failure());
    Late late;
    connector->setListener(&late);
    QCOMPARE(late.calls, 0);
    QTRY_COMPARE(late.error.code(), u"ECONNREFUSED"_s);
    connector->setListener(&late);
    QCoreApplication::processEvents();
    QCOMPARE(late.calls, 1);

    Listening server;
    const std::unique_ptr<QIODevice> made(Connector::open(to(u"127.0.0.1"_s, server.serverPort()), false));
    QTRY_VERIFY(Connector::of(made.get())->isReady());
    Connector::of(made.get())->setListener(&late);
    QCoreApplication::processEvents();
    QCOMPARE(late.calls, 1); // it asks
    Connector::of(made.get())->setListener(nullptr);
}

void tst_Connector::nobodyListens() // a failure closes the socket
{
    RequestOptions options = to(u"some.test"_s, 1);
    options.timeouts.connect = 20ms;
    options.lookup = [](auto &&...) {};
    const std::unique_ptr<QIODevice> socket(Connector::open(options, false));
    QTRY_VERIFY(Connector::of(socket.get())->failure());
    QCOMPARE(qobject_cast<QTcpSocket *>(socket.get())->state(), QAbstractSocket::UnconnectedState);
}

void tst_Connector::destroyedSocket_data()
{
    QTest::addColumn<QString>("when");
    for (const char *when : {"at once", "in lookup", "after lookup", "while connecting", "system lookup", "in ready", "in failed"})
        QTest::newRow(when) << QString::fromLatin1(when);
}

void tst_Connector::destroyedSocket()
{
    QFETCH(const QString, when);
    Listening server;
    const bool literal = when == u"while connecting"_s || when.startsWith(u"in ready"_s) || when == u"in failed"_s;
    RequestOptions options = to(literal ? u"127.0.0.1"_s : u"localhost"_s,
                                when == u"in failed"_s ? closedPort() : server.serverPort());
    QPointer<QIODevice> socket;
    bool asked = false;
    if (when.endsWith(u"in lookup"_s) || when == u"after lookup"_s) {
        options.lookup = [&](auto &&, int, int, const LookupCallback &callback) {
            asked = true;
            if (when == u"in lookup"_s)
                delete socket;
            callback({}, {QHostAddress(QHostAddress::LocalHost)});
            delete socket;
        };
    }
    Connecting connecting(options);
    socket = connecting.socket;
    connecting.onOutcome = [&] { delete socket; };
    if (when == u"at once"_s)
        delete socket;
    else if (when == u"system lookup"_s)
        QTimer::singleShot(0, this, [&] { delete socket; });
    else if (when == u"while connecting"_s)
        connect(connecting.as<QTcpSocket>(), &QTcpSocket::stateChanged, this, [&] { socket->deleteLater(); });
    QTRY_VERIFY(!socket);
    QVERIFY(!connecting.connector);
    QCOMPARE(asked, bool(options.lookup));
    QVERIFY(connecting.readies + connecting.failures <= 1);
    QCOMPARE(connecting.readies, int(when == u"in ready"_s));
    QCOMPARE(connecting.failures, int(when == u"in failed"_s));
}

void tst_Connector::foreignSocket()
{
    QTcpSocket socket;
    QObject child(&socket);
    QCOMPARE(Connector::of(&socket), nullptr);
}

void tst_Connector::codes_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    const int network = QAbstractSocket::NetworkError;
    QTest::newRow("unreachable network") << network << u"Network unreachable"_s << u"ENETUNREACH"_s;
    QTest::newRow("unreachable host") << network << u"Host unreachable"_s << u"EHOSTUNREACH"_s;
    QTest::newRow("the system's timeout") << network << u"Connection timed out"_s << u"ETIMEDOUT"_s;
    QTest::newRow("no free port") << network << u"The bound address is already in use"_s << u"EADDRINUSE"_s;
    QTest::newRow("anything else") << network << u"?"_s << u"EHOSTUNREACH"_s;
    QTest::newRow("refused") << int(QAbstractSocket::ConnectionRefusedError) << QString() << u"ECONNREFUSED"_s;
    QTest::newRow("Qt's timeout") << int(QAbstractSocket::SocketTimeoutError) << QString() << u"ETIMEDOUT"_s;
    QTest::newRow("forbidden") << int(QAbstractSocket::SocketAccessError) << QString() << u"EACCES"_s;
    QTest::newRow("descriptors") << int(QAbstractSocket::SocketResourceError) << QString() << u"EMFILE"_s;
    QTest::newRow("family") << int(QAbstractSocket::UnsupportedSocketOperationError) << QString() << u"EAFNOSUPPORT"_s;
    QTest::newRow("unknown") << int(QAbstractSocket::UnknownSocketError) << QString() << u"EINVAL"_s;
}

void tst_Connector::codes() // those that cannot be had on the loopback address
{
    QFETCH(const int, error);
    QFETCH(const QString, text);
    QFETCH(const QString, code);
    const Error made = Errors::cannotConnect(QAbstractSocket::SocketError(error), text, u"192.0.2.1"_s, 7);
    QCOMPARE(made.code(), code);
    QCOMPARE(made.message(), u"connect "_s + code + u" 192.0.2.1:7"_s);
}

QTEST_GUILESS_MAIN(tst_Connector)
#include "tst_connector.moc"
