// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Where a server listens and what it says about it: sections 9.1 and 9.2 of the behaviour reference.

#include "eventlog.h"
#include "rawpeer.h"
#include "serving.h"

#include "stream/sockets_p.h"

#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qhostinfo.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_Listen : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyAddress();
    void oneAddress();
    void hostName_data();
    void hostName();
    void hostNameClosedEarly();
    void hostNameUnknown();
    void hostNameOfBothFamilies();
    void badPorts_data();
    void badPorts();
    void nothingGiven();
    void listeningComesOnTheTick();
    void addressInUse();
    void addressNotAvailable();
    void already();
    void localSocket();
    void localSocketHalfClosed();
    void localSocketExists();
    void adoptedDescriptor();
    void adoptedBadDescriptor();
    void precedence();
    void countOnTheTick();
    void connectionsAreLimited();
    void limitOfLocalSockets();
    void refReturnsTheServer();
    void manyConnectionsAtOnce();
    void noDelay_data();
    void noDelay();
};

void tst_Listen::anyAddress() // S9.3, S9.6, S9.7, S9.15
{
    Server server;
    QVERIFY(server.address().isNull());
    QCOMPARE(server.port(), 0);
    QVERIFY(server.listen());
    QVERIFY(server.isListening()); // bound at once
    const AddressInfo info = server.address();
    QVERIFY(info.port > 0);
    QCOMPARE(info.port, server.port());
    QVERIFY(info.address == u"::"_s || info.address == u"0.0.0.0"_s);
    QCOMPARE(info.family, info.address == u"::"_s ? u"IPv6"_s : u"IPv4"_s);
    connect(&server, &Server::requestReceived, this, [](auto *, auto *res) { res->end("x"); });
    RawPeer peer(server.port()); // IPv4 reaches it either way
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
}

void tst_Listen::oneAddress() // S9.15
{
    Server server;
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    QCOMPARE(server.address().address, u"127.0.0.1"_s);
    QCOMPARE(server.address().family, u"IPv4"_s);
    QVERIFY(server.property("listening").toBool());
    QCOMPARE(server.property("port").toInt(), server.port());
}

void tst_Listen::hostName_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("known") << u"localhost"_s;
    QTest::newRow("known to nobody") << u"any.thing.localhost"_s;
}

void tst_Listen::hostName() // S9.7
{
    QFETCH(const QString, name);
    Server server;
    QSignalSpy listening(&server, &Server::listeningStarted);
    QVERIFY(server.listen(0, name));
    QVERIFY(!server.isListening()); // looked up first
    QVERIFY(server.address().isNull());
    QTRY_COMPARE(listening.count(), 1);
    QVERIFY(server.isListening());
    QVERIFY(server.port() > 0);
}

void tst_Listen::hostNameClosedEarly()
{
    Server server;
    QSignalSpy listening(&server, &Server::listeningStarted);
    QSignalSpy closed(&server, &Server::closed);
    QVERIFY(server.listen(0, u"localhost"_s));
    server.close();
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY(!listening.wait(100));
    QVERIFY(!server.isListening());
}

void tst_Listen::hostNameUnknown()
{
    Server server;
    QList<Error> errors;
    connect(&server, &Server::errorOccurred, this, [&](const Error &error) { errors.append(error); });
    QVERIFY(server.listen(0, u"nonexistent.invalid"_s));
    QTRY_COMPARE_WITH_TIMEOUT(errors.size(), 1, 20000);
    QCOMPARE(errors[0].code(), u"ENOTFOUND"_s);
    QCOMPARE(errors[0].message(), u"getaddrinfo ENOTFOUND nonexistent.invalid"_s);
    QVERIFY(!server.isListening());
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost))); // S9.10
}

void tst_Listen::hostNameOfBothFamilies() // who connects to 127.0.0.1 expects "localhost" there, whatever stands first
{
    QHostInfo info;
    const QHostAddress four(u"127.0.0.1"_s), six(u"::1"_s), other(u"127.0.0.2"_s);
    info.setAddresses({six, four, other});
    QCOMPARE(addressesOf(u"localhost"_s, info), (QList<QHostAddress>{four, other, six}));
}

void tst_Listen::badPorts_data()
{
    QTest::addColumn<int>("port");
    QTest::newRow("S9.4 -2") << -2;
    QTest::newRow("S9.4 65536") << 65536;
    QTest::newRow("S9.4 huge") << (1 << 30);
}

void tst_Listen::badPorts()
{
    QFETCH(const int, port);
    Server server;
    QSignalSpy errors(&server, &Server::errorOccurred);
    for (int form = 0; form < 3; ++form) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_SOCKET_BAD_PORT"_s));
        ListenOptions options;
        options.port = port;
        QVERIFY(!(form == 0 ? server.listen(port) : form == 1 ? server.listen(port, QHostAddress(u"127.0.0.1"_s))
                                                              : server.listen(options)));
        QCOMPARE(server.error().code(), u"ERR_SOCKET_BAD_PORT"_s);
        QCOMPARE(server.error().name(), u"RangeError"_s);
        QVERIFY(server.error().message().startsWith(u"options.port should be >= 0 and < 65536. Received "_s));
    }
    QVERIFY(!server.isListening());
    QVERIFY(!errors.wait(20)); // misuse is told by the call alone
}

void tst_Listen::nothingGiven() // S9.3: like Node's listen() without a port
{
    Server server;
    QVERIFY(server.listen(ListenOptions()));
    QVERIFY(server.port() > 0);
}

void tst_Listen::listeningComesOnTheTick() // S9.7, S9.8
{
    Server server;
    QStringList log;
    connect(&server, &Server::listeningStarted, this, [&] { log.append(u"first"_s); });
    connect(&server, &Server::listeningStarted, this, [&] { log.append(u"second"_s); });
    connect(&server, &Server::listeningChanged, this, [&] { log.append(u"changed"_s); });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    QCOMPARE(log, QStringList{u"changed"_s});
    QTRY_COMPARE(log, (QStringList{u"changed"_s, u"first"_s, u"second"_s}));
}

void tst_Listen::addressInUse() // S9.10
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
    const int port = other.serverPort();
    Server server;
    QSignalSpy closed(&server, &Server::closed);
    QList<Error> errors;
    connect(&server, &Server::errorOccurred, this, [&](const Error &error) { errors.append(error); });
    server.listen(port, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(errors.size(), 0);
    QTRY_COMPARE(errors.size(), 1);
    QCOMPARE(errors[0].code(), u"EADDRINUSE"_s);
    QCOMPARE(errors[0].message(), u"listen EADDRINUSE: address already in use 127.0.0.1:%1"_s.arg(port));
    QCOMPARE(errors[0].syscall(), u"listen"_s);
    QCOMPARE(errors[0].address(), u"127.0.0.1"_s);
    QCOMPARE(errors[0].port(), port);
    QVERIFY(!server.isListening());
    other.close();
    QVERIFY(server.listen(port, QHostAddress(QHostAddress::LocalHost))); // may be called again
    QCOMPARE(closed.count(), 0);
}

void tst_Listen::addressNotAvailable() // S9.10
{
    Server server;
    QList<Error> errors;
    connect(&server, &Server::errorOccurred, this, [&](const Error &error) { errors.append(error); });
    server.listen(0, QHostAddress(u"192.0.2.1"_s)); // reserved for documentation: nobody's own
    QTRY_COMPARE(errors.size(), 1);
    QCOMPARE(errors[0].code(), u"EADDRNOTAVAIL"_s);
    QCOMPARE(errors[0].syscall(), u"listen"_s);
}

void tst_Listen::already() // S9.11
{
    Serving server({});
    const int port = server.port();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_SERVER_ALREADY_LISTEN"_s));
    QVERIFY(!server.listen());
    QCOMPARE(server.error().code(), u"ERR_SERVER_ALREADY_LISTEN"_s);
    QCOMPARE(server.error().message(), u"Listen method has been called more than once without closing."_s);
    QVERIFY(server.isListening());
    QCOMPARE(server.port(), port);
}

void tst_Listen::localSocket() // S9.12, S9.15
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"http.sock"_s);
    Server server;
    connect(&server, &Server::requestReceived, this, [](auto *req, auto *res) {
        QVERIFY(req->socket());
        res->end("x");
    });
    QVERIFY(server.listen(path));
    QCOMPARE(server.address().address, path);
    QCOMPARE(server.address().family, u"Local"_s);
    QCOMPARE(server.address().port, -1);
    QCOMPARE(server.port(), -1);
    {
        RawPeer peer(path);
        QVERIFY(peer.isConnected());
        peer.send(get() + get("/", "Connection: close\r\n"));
        QTRY_VERIFY(peer.isClosed());
        QVERIFY(withoutDate(peer.received()).startsWith(ok("x")));
        QCOMPARE(peer.received().count("HTTP/1.1 200 OK"), 2);
    }
    QTRY_COMPARE(server.connections(), 0);
    server.close();
    QVERIFY(!QFile::exists(path));
}

void tst_Listen::localSocketHalfClosed() // S3.64 does not ask what kind of socket it is
{
    const QTemporaryDir dir;
    Server server;
    int ends = 0, endsBeforeAnswer = 0;
    connect(&server, &Server::connectionOpened, this, [&](QIODevice *socket) {
        connect(socket, &QIODevice::readChannelFinished, this, [&] { ++ends; });
    });
    connect(&server, &Server::requestReceived, this, [&](auto *req, auto *res) {
        req->resume();
        later(res, [&, res] {
            endsBeforeAnswer = ends;
            res->end("x");
        });
    });
    QVERIFY(server.listen(dir.filePath(u"http.sock"_s)));
    RawPeer peer(server.address().address);
    peer.send(get());
    peer.halfClose();
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(withoutDate(peer.received()), ok("x"));
    QCOMPARE(endsBeforeAnswer, 1);
    QTRY_COMPARE(server.connections(), 0);
}

void tst_Listen::localSocketExists() // S9.12
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"http.sock"_s);
    Server first;
    QVERIFY(first.listen(path));
    Server second;
    QList<Error> errors;
    connect(&second, &Server::errorOccurred, this, [&](const Error &error) { errors.append(error); });
    second.listen(path);
    QTRY_COMPARE(errors.size(), 1);
    QCOMPARE(errors[0].code(), u"EADDRINUSE"_s);
    QCOMPARE(errors[0].address(), path);
    QVERIFY(RawPeer(path).isConnected()); // the first one was not disturbed
}

void tst_Listen::adoptedDescriptor() // S9.13
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    QCOMPARE(::listen(fd, 10), 0);
    Server server;
    connect(&server, &Server::requestReceived, this, [](auto *, auto *res) { res->end("x"); });
    ListenOptions options;
    options.descriptor = fd;
    QVERIFY(server.listen(options));
    QCOMPARE(server.address().address, u"127.0.0.1"_s);
    QVERIFY(server.port() > 0);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
}

void tst_Listen::adoptedBadDescriptor() // S9.10
{
    Server server;
    QSignalSpy errors(&server, &Server::errorOccurred);
    const int fd = ::open("/dev/null", O_RDONLY);
    ListenOptions options;
    options.descriptor = fd;
    server.listen(options);
    QTRY_COMPARE(errors.count(), 1);
    QCOMPARE(errors[0][0].value<Error>().code(), u"EINVAL"_s);
    QVERIFY(!server.isListening());
    ::close(fd);
}

void tst_Listen::precedence() // descriptor, path, port
{
    const QTemporaryDir dir;
    ListenOptions options;
    options.path = dir.filePath(u"http.sock"_s);
    options.port = 0;
    Server server;
    QVERIFY(server.listen(options));
    QCOMPARE(server.address().family, u"Local"_s);
}

void tst_Listen::countOnTheTick() // S9.16, S9.20
{
    Serving server({});
    RawPeer one(server.port());
    RawPeer two(server.port());
    QTRY_COMPARE(server.connections(), 2);
    int count = -1;
    server.getConnections(this, [&](const Error &error, int n) {
        QVERIFY(!error);
        count = n;
    });
    QCOMPARE(count, -1);
    QTRY_COMPARE(count, 2);
    two.close();
    QTRY_COMPARE(server.connections(), 1);
}

void tst_Listen::connectionsAreLimited() // S9.17, S10.30
{
    ServerOptions options;
    options.maxConnections = 2;
    Serving server([](auto *, auto *res) { res->end("x"); }, options);
    QSignalSpy opened(&server, &Server::connectionOpened);
    QList<ConnectionInfo> dropped;
    connect(&server, &Server::connectionDropped, this, [&](const ConnectionInfo &info) { dropped.append(info); });
    auto one = std::make_unique<RawPeer>(server.port());
    RawPeer two(server.port());
    RawPeer three(server.port());
    QTRY_VERIFY(three.isClosed());
    QVERIFY(three.received().isEmpty());
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped[0].localAddress, u"127.0.0.1"_s);
    QCOMPARE(dropped[0].localPort, server.port());
    QCOMPARE(dropped[0].localFamily, u"IPv4"_s);
    QCOMPARE(dropped[0].remoteAddress, u"127.0.0.1"_s);
    QVERIFY(dropped[0].remotePort > 0);
    QCOMPARE(dropped[0].remoteFamily, u"IPv4"_s);
    QCOMPARE(opened.count(), 2);
    one.reset();
    QTRY_COMPARE(server.connections(), 1);
    RawPeer four(server.port());
    four.send(get());
    QTRY_COMPARE(withoutDate(four.received()), ok("x"));
    server.setMaxConnections(0); // off
    RawPeer five(server.port());
    five.send(get());
    QTRY_COMPARE(withoutDate(five.received()), ok("x"));
}

void tst_Listen::limitOfLocalSockets() // S9.17
{
    const QTemporaryDir dir;
    ServerOptions options;
    options.maxConnections = 1;
    Server server(options);
    QSignalSpy dropped(&server, &Server::connectionDropped);
    QVERIFY(server.listen(dir.filePath(u"http.sock"_s)));
    RawPeer one(server.address().address);
    RawPeer two(server.address().address);
    QTRY_VERIFY(two.isClosed());
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(server.connections(), 1);
}

void tst_Listen::refReturnsTheServer() // S9.21
{
    Server server;
    QCOMPARE(server.ref(), &server);
    QCOMPARE(server.unref(), &server);
}

void tst_Listen::manyConnectionsAtOnce() // more than Qt's queue of pending connections holds
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < 200; ++i) {
        peers.push_back(std::make_unique<RawPeer>(server.port()));
        peers.back()->send(get());
    }
    for (const auto &peer : peers)
        QTRY_COMPARE(withoutDate(peer->received()), ok("x"));
    QCOMPARE(server.connections(), 200);
}

void tst_Listen::noDelay_data() // S7.17: as Node 18 and later
{
    QTest::addColumn<std::optional<bool>>("option");
    QTest::addColumn<int>("expected");
    QTest::newRow("default") << std::optional<bool>() << 1;
    QTest::newRow("on") << std::optional(true) << 1;
    QTest::newRow("off") << std::optional(false) << 0;
}

void tst_Listen::noDelay()
{
    QFETCH(const std::optional<bool>, option);
    ServerOptions options;
    options.noDelay = option.value_or(options.noDelay);
    Server server(options);
    int value = -1;
    connect(&server, &Server::connectionOpened, this, [&value](QIODevice *socket) {
        value = qobject_cast<QTcpSocket *>(socket)->socketOption(QAbstractSocket::LowDelayOption).toInt();
    });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    RawPeer peer(server.port());
    QTRY_VERIFY(value != -1);
    QTEST(value, "expected");
}

QTEST_GUILESS_MAIN(tst_Listen)
#include "tst_listen.moc"
