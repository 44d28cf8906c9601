// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A server behind a proxy that speaks the PROXY protocol, and among those who would like to be one.

#include "groups.h"
#include "rawpeer.h"

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qsslkey.h>
#include <QtNetwork/qsslsocket.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kHeader1 = "PROXY TCP4 192.0.2.7 198.51.100.1 5000 443\r\n";
const QByteArray kHeader2 = QByteArray("\r\n\r\n\0\r\nQUIT\n", 12) + QByteArray::fromHex("2111000c c0000207 c6336401 1388 01bb");
const QByteArray kLocal2 = QByteArray("\r\n\r\n\0\r\nQUIT\n", 12) + QByteArray::fromHex("20000000");

ServerOptions behindProxy(const QStringList &trusted = {u"127.0.0.0/8"_s})
{
    ServerOptions options;
    options.proxyProtocol = true;
    options.trustedProxies = trusted;
    return options;
}

QByteArray peerOf(const QIODevice *device)
{
    const auto *socket = qobject_cast<const QAbstractSocket *>(device);
    return socket->peerAddress().toString().toLatin1() + ' ' + QByteArray::number(socket->peerPort());
}

void tellPeer(IncomingMessage *request, ServerResponse *response)
{
    response->end(peerOf(request->socket()));
}

} // namespace

class tst_ProxyProtocol : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clientAddress_data();
    void clientAddress();
    void keepAlive();
    void connectionOpenedKnowsTheClient();
    void refused_data();
    void refused();
    void strangersCannotSpoof();
    void offByDefault();
    void tooSlow();
    void closedWithoutAWord();
    void serverDeletedByTheReport();
    void closeAndDrain();
    void destroyedMeanwhile();
    void fullServer();
    void inAGroup_data() { addWays(); }
    void inAGroup();
    void beforeTls_data();
    void beforeTls();
    void badOptions();
};

void tst_ProxyProtocol::clientAddress_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<bool>("byByte");
    for (const bool byByte : {false, true}) {
        const char *how = byByte ? "byte by byte" : "at once";
        QTest::addRow("version 1, %s", how) << kHeader1 << "192.0.2.7 5000"_ba << byByte;
        QTest::addRow("version 2, %s", how) << kHeader2 << "192.0.2.7 5000"_ba << byByte;
        QTest::addRow("unknown, %s", how) << "PROXY UNKNOWN\r\n"_ba << "127.0.0.1 "_ba << byByte;
        QTest::addRow("local, %s", how) << kLocal2 << "127.0.0.1 "_ba << byByte;
    }
}

void tst_ProxyProtocol::clientAddress()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, client);
    QFETCH(const bool, byByte);
    Serving server(tellPeer, behindProxy());
    RawPeer peer(server.port());
    if (byByte)
        peer.sendCutAtEveryByte(header + get());
    else
        peer.send(header + get());
    QTRY_VERIFY(bodyOf(peer.received()).startsWith(client));
    QCOMPARE(server.connections(), 1);
}

void tst_ProxyProtocol::keepAlive() // the header comes once
{
    Serving server(tellPeer, behindProxy());
    RawPeer peer(server.port());
    peer.send(kHeader1 + get());
    QTRY_COMPARE(bodyOf(peer.received()), "192.0.2.7 5000");
    peer.take();
    peer.send(get());
    QTRY_COMPARE(bodyOf(peer.received()), "192.0.2.7 5000");
    peer.take();
    peer.send(kHeader1 + get());
    QTRY_VERIFY(peer.received().startsWith("HTTP/1.1 400 "));
}

void tst_ProxyProtocol::connectionOpenedKnowsTheClient()
{
    Serving server(tellPeer, behindProxy());
    QByteArrayList opened;
    connect(&server, &Server::connectionOpened, this, [&](QIODevice *socket) { opened.append(peerOf(socket)); });
    RawPeer peer(server.port());
    QTRY_COMPARE(server.connections(), 1);
    QVERIFY(opened.isEmpty()); // not yet
    peer.send(kHeader2);
    QTRY_COMPARE(opened, QByteArrayList{"192.0.2.7 5000"});
}

void tst_ProxyProtocol::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no header") << get();
    QTest::newRow("overlong line") << "PROXY TCP4 " + QByteArray(300, '1') + "\r\n" + get();
    QTest::newRow("bad address") << "PROXY TCP4 1.2.3 2.2.2.2 1 2\r\n" + get();
    QTest::newRow("bad length") << QByteArray("\r\n\r\n\0\r\nQUIT\n", 12) + QByteArray::fromHex("21110004 c0000207") + get();
    QTest::newRow("endless length") << QByteArray("\r\n\r\n\0\r\nQUIT\n", 12) + QByteArray::fromHex("2111ffff") + QByteArray(5000, 'x');
    QTest::newRow("TLS") << QByteArray::fromHex("16030100a5010000a1");
}

void tst_ProxyProtocol::refused()
{
    QFETCH(const QByteArray, bytes);
    int requests = 0;
    Serving server([&](auto *, auto *res) {
        ++requests;
        res->end();
    }, behindProxy());
    QStringList codes;
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error, QIODevice *socket) {
        codes.append(error.code());
        QVERIFY(peerOf(socket).startsWith("127.0.0.1 "));
    });
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(codes, QStringList{u"ERR_PROXY_HEADER_INVALID"_s});
    QVERIFY(peer.received().isEmpty());
    QCOMPARE(requests, 0);
    QCOMPARE(server.connections(), 0);
}

void tst_ProxyProtocol::strangersCannotSpoof()
{
    Serving server(tellPeer, behindProxy({u"10.0.0.0/8"_s}));
    for (const QByteArray &header : {kHeader1, kHeader2}) {
        RawPeer spoofer(server.port());
        spoofer.send(header + get());
        QTRY_VERIFY(spoofer.isClosed());
        QVERIFY(spoofer.received().startsWith("HTTP/1.1 400 "));
        QVERIFY(!spoofer.received().contains("192.0.2.7"));
    }
    RawPeer honest(server.port());
    honest.send(get());
    QTRY_VERIFY(bodyOf(honest.received()).startsWith("127.0.0.1 "));
}

void tst_ProxyProtocol::offByDefault()
{
    ServerOptions options;
    options.trustedProxies = {u"127.0.0.1"_s};
    Serving server(tellPeer, options);
    RawPeer peer(server.port());
    peer.send(kHeader1 + get());
    QTRY_VERIFY(peer.received().startsWith("HTTP/1.1 400 "));
}

void tst_ProxyProtocol::tooSlow()
{
    ServerOptions options = behindProxy();
    options.headersTimeout = 100ms;
    Serving server(tellPeer, options);
    QStringList codes;
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error) { codes.append(error.code()); });
    RawPeer peer(server.port());
    peer.send("PROXY TCP4 1.1");
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(codes, QStringList{u"ERR_PROXY_HEADER_TIMEOUT"_s});
}

void tst_ProxyProtocol::closedWithoutAWord() // as health checks of a port do
{
    Serving server(tellPeer, behindProxy());
    int errors = 0;
    connect(&server, &Server::clientErrorOccurred, this, [&] { ++errors; });
    for (const QByteArray &beginning : {""_ba, "PROXY "_ba}) {
        RawPeer peer(server.port());
        peer.send(beginning);
        QTRY_COMPARE(server.connections(), 1);
        peer.close();
        QTRY_COMPARE(server.connections(), 0);
    }
    QCOMPARE(errors, 0);
}

void tst_ProxyProtocol::serverDeletedByTheReport()
{
    auto *server = new Serving(tellPeer, behindProxy());
    const QPointer<Server> alive = server;
    connect(server, &Server::clientErrorOccurred, this, [server] { delete server; });
    RawPeer peer(server->port());
    peer.send(get());
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!alive);
}

void tst_ProxyProtocol::closeAndDrain()
{
    Serving server(tellPeer, behindProxy());
    QSignalSpy closed(&server, &Server::closed);
    QSignalSpy forced(&server, &Server::drainForced);
    RawPeer first(server.port());
    RawPeer second(server.port());
    QTRY_COMPARE(server.connections(), 2);
    server.close();
    first.send(kHeader1 + get("/", "Connection: close\r\n")); // who was in the house is served
    QTRY_VERIFY(first.isClosed());
    QCOMPARE(bodyOf(first.received()), "192.0.2.7 5000");
    QCOMPARE(closed.count(), 0);
    server.drain(50ms);
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(forced.count(), 1);
    QTRY_VERIFY(second.isClosed());
}

void tst_ProxyProtocol::destroyedMeanwhile()
{
    auto server = std::make_unique<Serving>(tellPeer, behindProxy());
    RawPeer peer(server->port());
    peer.send("PROXY TC");
    QTRY_COMPARE(server->connections(), 1);
    server.reset();
    QTRY_VERIFY(peer.isClosed());
}

void tst_ProxyProtocol::fullServer()
{
    ServerOptions options = behindProxy();
    options.maxConnections = 1;
    Serving server(tellPeer, options);
    QSignalSpy dropped(&server, &Server::connectionDropped);
    RawPeer first(server.port());
    QTRY_COMPARE(server.connections(), 1);
    RawPeer second(server.port());
    QTRY_VERIFY(second.isClosed());
    QCOMPARE(dropped.count(), 1);
    first.send(kHeader1 + get());
    QTRY_COMPARE(bodyOf(first.received()), "192.0.2.7 5000");
}

void tst_ProxyProtocol::inAGroup()
{
    ServerGroupOptions options = fetchedOptions();
    options.server = behindProxy();
    ServerGroup group(options, [](Server *server) { connect(server, &Server::requestReceived, server, tellPeer); });
    QVERIFY(listenLocally(group));
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < 10; ++i) {
        peers.push_back(std::make_unique<RawPeer>(group.port()));
        peers.back()->send((i % 2 ? kHeader1 : kHeader2) + get());
        QTRY_COMPARE(bodyOf(peers.back()->received()), "192.0.2.7 5000");
    }
    QCOMPARE(group.statistics().connections, 10);
    QCOMPARE(group.statistics().accepted, 10);
}

void tst_ProxyProtocol::beforeTls_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("version 1") << kHeader1;
    QTest::newRow("version 2") << kHeader2;
}

void tst_ProxyProtocol::beforeTls() // the header is plain, what follows is the client's own handshake
{
    QFETCH(const QByteArray, header);
    const QTemporaryDir folder;
    const QString pem = folder.filePath(u"pem"_s);
    QProcess openssl;
    openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                                 u"-nodes"_s, u"-keyout"_s, pem + u".key"_s, u"-out"_s, pem, u"-subj"_s, u"/CN=localhost"_s});
    QVERIFY(openssl.waitForFinished() && openssl.exitCode() == 0);
    QFile key(pem + u".key"_s);
    QVERIFY(key.open(QIODevice::ReadOnly));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(pem));
    configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    Serving server(tellPeer, behindProxy());
    server.setSslConfiguration(configuration);

    QSslSocket peer;
    QByteArray received;
    connect(&peer, &QIODevice::readyRead, this, [&] { received += peer.readAll(); });
    peer.setPeerVerifyMode(QSslSocket::VerifyNone);
    peer.connectToHost(u"127.0.0.1"_s, quint16(server.port()));
    QTRY_COMPARE(peer.state(), QAbstractSocket::ConnectedState);
    peer.write(header);
    peer.startClientEncryption();
    QTRY_VERIFY(peer.isEncrypted());
    peer.write(get());
    QTRY_COMPARE(bodyOf(received), "192.0.2.7 5000");
}

void tst_ProxyProtocol::badOptions()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"trustedProxies"_s));
    Server server(behindProxy({u"localhost"_s}));
    QCOMPARE(server.error().code(), u"ERR_INVALID_ARG_VALUE"_s);
}

QTEST_GUILESS_MAIN(tst_ProxyProtocol)
#include "tst_proxyprotocol.moc"
