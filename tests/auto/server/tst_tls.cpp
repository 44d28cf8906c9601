// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// HTTPS: section 8.1 of the behaviour reference, and what server.h says about TLS. The clients are QSslSockets that
// verify the server; certificates are made with the openssl program when the test starts.

#include "rawpeer.h"
#include "serving.h"

#include <NodeHttp/Http>

#include <QtCore/qfile.h>
#include <QtCore/qpointer.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qsslcipher.h>
#include <QtNetwork/qsslkey.h>
#include <QtNetwork/qsslsocket.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qtest.h>

#include <sys/socket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

struct Identity
{
    QSslCertificate certificate;
    QSslKey key;

    bool make(const QTemporaryDir &folder, const QString &name)
    {
        const QString certificateFile = folder.filePath(name + u".crt"_s);
        const QString keyFile = folder.filePath(name + u".key"_s);
        QProcess openssl;
        openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                                     u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-keyout"_s, keyFile, u"-out"_s,
                                     certificateFile, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN="_s + name, u"-addext"_s,
                                     u"subjectAltName=DNS:"_s + name});
        QFile file(keyFile);
        if (!openssl.waitForFinished() || openssl.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
            return false;
        key = QSslKey(&file, QSsl::Ec);
        certificate = QSslCertificate::fromPath(certificateFile).value(0);
        return !key.isNull() && !certificate.isNull();
    }
    void putInto(QSslConfiguration *configuration) const
    {
        configuration->setLocalCertificate(certificate);
        configuration->setPrivateKey(key);
    }
};

class HttpsServer : public Serving
{
public:
    HttpsServer(const Handler &handler, const QSslConfiguration &configuration, const ServerOptions &options = {})
        : Serving(handler, options)
    {
        setSslConfiguration(configuration);
        connect(this, &Server::tlsClientErrorOccurred, this, [this](const Error &error) { errors << error.code(); });
        connect(this, &Server::requestReceived, this, [this] { ++requests; });
    }

    QStringList errors; // codes of tlsClientErrorOccurred()
    int requests = 0;
};

class TlsPeer : public QSslSocket
{
public:
    TlsPeer(int port, const QSslConfiguration &configuration, const QString &name = u"localhost"_s)
    {
        connect(this, &QIODevice::readyRead, this, [this] { received += readAll(); });
        connect(this, &QSslSocket::encrypted, this, [this] { wasEncrypted = true; });
        setSslConfiguration(configuration);
        connectToHostEncrypted(u"127.0.0.1"_s, quint16(port), name);
    }
    bool isClosed() const { return state() == UnconnectedState; }
    bool isSending() const { return bytesToWrite() > 0 || encryptedBytesToWrite() > 0; }

    QByteArray received;
    bool wasEncrypted = false;
};

const Handler kSayX = [](IncomingMessage *, ServerResponse *res) { res->end("x"); };

} // namespace

class tst_Tls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void requestAndAnswer();
    void createServerTakesConfiguration();
    void defaults();
    void order();
    void socketTells();
    void keepAlive();
    void bigBodies();
    void clientCertificate_data();
    void clientCertificate();
    void certificateByName();
    void nameThatIsRefused();
    void alpn_data();
    void alpn();
    void alpnWithoutCommonEntry();
    void handshakeTimeout();
    void handshakeTimeoutIsStopped();
    void notTls_data();
    void notTls();
    void greetingInPieces();
    void leavesInHandshake_data();
    void leavesInHandshake();
    void keyMaterialMissing_data();
    void keyMaterialMissing();
    void tlsErrorReachesClientError();
    void halfCloseWhileIdle();
    void halfCloseWhileAnswerIsOwed();
    void closeNotifyWhileAnswerIsOwed();
    void closingConnections();
    void handshakesCount();
    void renewal();
    void backToPlainHttp();
    void abortedWhenOpened();
    void abortedWhenSecure();
    void deletedServer_data();
    void deletedServer();
    void drainForcesHandshakes();
    void configurationIsTheOneOfAccept();
    void configurationTakenAwayInHandshake();

private:
    QSslConfiguration serverSide(const Identity &identity) const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        identity.putInto(&configuration);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        return configuration;
    }
    QSslConfiguration serverSide() const { return serverSide(m_localhost); }
    QSslConfiguration clientSide() const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates({m_localhost.certificate, m_other.certificate});
        return configuration;
    }
    void verifyServes(const Server &server) // it survived: the next client is answered
    {
        TlsPeer peer(server.port(), clientSide());
        peer.write(get());
        QTRY_COMPARE(withoutDate(peer.received), ok("x"));
    }

    QTemporaryDir m_folder;
    Identity m_localhost;
    Identity m_other;    // a server called other.test
    Identity m_client;   // a client the servers below trust
    Identity m_stranger; // a client they do not
    QByteArray m_greeting;
};

void tst_Tls::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    QVERIFY(m_folder.isValid());
    QVERIFY(m_localhost.make(m_folder, u"localhost"_s));
    QVERIFY(m_other.make(m_folder, u"other.test"_s));
    QVERIFY(m_client.make(m_folder, u"client"_s));
    QVERIFY(m_stranger.make(m_folder, u"stranger"_s));

    QTcpServer catcher; // a ClientHello as it is on the wire
    QVERIFY(catcher.listen(QHostAddress::LocalHost));
    TlsPeer peer(catcher.serverPort(), clientSide());
    QTRY_VERIFY(catcher.hasPendingConnections());
    QTcpSocket *const socket = catcher.nextPendingConnection();
    const auto wholeRecord = [socket] {
        const QByteArray head = socket->peek(5);
        return head.size() == 5 && socket->bytesAvailable() >= 5 + (uchar(head[3]) << 8 | uchar(head[4]));
    };
    QTRY_VERIFY(wholeRecord());
    m_greeting = socket->readAll();
    QVERIFY(m_greeting.startsWith('\x16'));
}

void tst_Tls::requestAndAnswer() // S8.1
{
    QByteArray target;
    HttpsServer server([&](auto *req, auto *res) { target = req->url().toUtf8(); res->end("hello"); }, serverSide());
    TlsPeer peer(server.port(), clientSide());
    peer.write(get("/a?b"));
    QTRY_COMPARE(withoutDate(peer.received), ok("hello"));
    QCOMPARE(target, "/a?b"_ba);
    QCOMPARE(peer.peerCertificate(), m_localhost.certificate);
    QVERIFY(server.errors.isEmpty());
}

void tst_Tls::createServerTakesConfiguration()
{
    const std::unique_ptr<Server> server(createServer(serverSide(), ServerOptions(), kSayX));
    QVERIFY(server->listen(0, QHostAddress(QHostAddress::LocalHost)));
    QCOMPARE(server->sslConfiguration().localCertificate(), m_localhost.certificate);
    verifyServes(*server);
}

void tst_Tls::defaults() // S8.2, S8.9
{
    Server server;
    QVERIFY(server.sslConfiguration().isNull());
    QVERIFY(server.rejectUnauthorized());
    server.setSslConfiguration(serverSide());
    QVERIFY(!server.sslConfiguration().isNull());
    QCOMPARE(server.timeout(), 0);
    QCOMPARE(server.keepAliveTimeout(), 5000);
    QCOMPARE(server.headersTimeout(), 60000);
    QCOMPARE(server.requestTimeout(), 0);
    QCOMPARE(server.handshakeTimeout(), 120000);
    QCOMPARE(server.maxRequestsPerSocket(), 0);
    server.setRejectUnauthorized(false);
    QVERIFY(!server.rejectUnauthorized());
    server.setSslConfiguration({});
    QVERIFY(server.sslConfiguration().isNull());
}

void tst_Tls::order() // S8.1: the raw event, the end of the handshake, HTTP
{
    QStringList log;
    QList<QIODevice *> sockets;
    HttpsServer server([&](auto *req, auto *res) { log << u"request"_s; sockets << req->socket(); res->end("x"); },
                       serverSide());
    const auto note = [&](const QString &event, QIODevice *socket) {
        log << event + (qobject_cast<QSslSocket *>(socket)->isEncrypted() ? u" encrypted"_s : u" plain"_s);
        sockets << socket;
    };
    connect(&server, &Server::connectionOpened, this, [&](QIODevice *socket) { note(u"connection"_s, socket); });
    connect(&server, &Server::secureConnectionOpened, this, [&](QIODevice *socket) { note(u"secure"_s, socket); });
    TlsPeer peer(server.port(), clientSide());
    peer.write(get());
    QTRY_COMPARE(withoutDate(peer.received), ok("x"));
    QCOMPARE(log.join(u" > "_s), u"connection plain > secure encrypted > request"_s);
    QCOMPARE(sockets, QList<QIODevice *>(3, sockets.value(0)));
}

void tst_Tls::socketTells() // S8.11
{
    HttpsServer server([](auto *req, auto *res) {
        const auto *socket = qobject_cast<QSslSocket *>(req->socket());
        QVERIFY(socket);
        QVERIFY(socket->isEncrypted());
        QVERIFY(socket->sessionProtocol() >= QSsl::TlsV1_2);
        QVERIFY(!socket->sessionCipher().isNull());
        QVERIFY(socket->peerCertificate().isNull());
        QCOMPARE(socket->sslConfiguration().nextNegotiatedProtocol(), "http/1.1"_ba);
        res->end("x");
    }, serverSide());
    QSslConfiguration client = clientSide();
    client.setAllowedNextProtocols({"http/1.1"_ba});
    TlsPeer peer(server.port(), client);
    peer.write(get());
    QTRY_COMPARE(withoutDate(peer.received), ok("x"));
}

void tst_Tls::keepAlive()
{
    int connections = 0;
    HttpsServer server(kSayX, serverSide());
    connect(&server, &Server::connectionOpened, this, [&] { ++connections; });
    TlsPeer peer(server.port(), clientSide());
    peer.write(get());
    QTRY_COMPARE(withoutDate(peer.received), ok("x"));
    peer.write(get("/2") + get("/3")); // and pipelined
    QTRY_COMPARE(withoutDate(peer.received), ok("x") + ok("x") + ok("x"));
    peer.write(get("/4", "Connection: close\r\n"));
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received.endsWith("\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx"));
    QCOMPARE(peer.error(), QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(connections, 1);
}

void tst_Tls::bigBodies()
{
    QByteArray body(2 * 1024 * 1024, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char(i * 31 + (i >> 11));
    QByteArray arrived;
    HttpsServer server([&](auto *req, auto *res) {
        connect(req, &IncomingMessage::dataReceived, this, [&](const QByteArray &chunk) { arrived += chunk; });
        connect(req, &IncomingMessage::ended, res, [&, res] { res->end(arrived); });
    }, serverSide());
    TlsPeer peer(server.port(), clientSide());
    peer.write(post(body));
    const QByteArray expected = ok(body);
    QTRY_VERIFY_WITH_TIMEOUT(withoutDate(peer.received).size() >= expected.size(), 20000);
    QVERIFY(arrived == body);
    QVERIFY(withoutDate(peer.received) == expected);
}

void tst_Tls::clientCertificate_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("reject");
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<bool>("authorized");
    const int none = QSslSocket::VerifyNone, query = QSslSocket::QueryPeer, verify = QSslSocket::VerifyPeer;
    QTest::newRow("not asked for, absent") << none << true << u""_s << true << true;
    QTest::newRow("requested, absent") << query << true << u""_s << true << true;
    QTest::newRow("requested, good") << query << true << u"client"_s << true << true;
    QTest::newRow("required, absent") << verify << true << u""_s << false << false;
    QTest::newRow("required, good") << verify << true << u"client"_s << true << true;
    QTest::newRow("required, unknown") << verify << true << u"stranger"_s << false << false;
    QTest::newRow("let in, absent") << verify << false << u""_s << true << false;
    QTest::newRow("let in, unknown") << verify << false << u"stranger"_s << true << false;
    QTest::newRow("let in, good") << verify << false << u"client"_s << true << true;
}

void tst_Tls::clientCertificate() // S8.11, S8.15
{
    QFETCH(const int, mode);
    QFETCH(const bool, reject);
    QFETCH(const QString, who);
    QFETCH(const bool, accepted);
    QFETCH(const bool, authorized);
    QSslConfiguration configuration = serverSide();
    configuration.setPeerVerifyMode(QSslSocket::PeerVerifyMode(mode));
    configuration.setCaCertificates({m_client.certificate});
    QSslCertificate seen;
    bool verified = false;
    HttpsServer server([&](auto *req, auto *res) {
        const auto *socket = qobject_cast<QSslSocket *>(req->socket());
        seen = socket->peerCertificate();
        verified = socket->sslHandshakeErrors().isEmpty();
        res->end("x");
    }, configuration);
    server.setRejectUnauthorized(reject);
    QSslConfiguration client = clientSide();
    const Identity identity = who == u"client" ? m_client : who == u"stranger" ? m_stranger : Identity();
    if (!identity.key.isNull())
        identity.putInto(&client);
    TlsPeer peer(server.port(), client);
    peer.write(get());
    if (!accepted) {
        QTRY_VERIFY(peer.isClosed());
        QTRY_COMPARE(server.errors, QStringList(u"EPROTO"_s));
        QVERIFY(peer.received.isEmpty());
        QCOMPARE(server.requests, 0);
        QTRY_COMPARE(server.connections(), 0);
        return;
    }
    QTRY_COMPARE(withoutDate(peer.received), ok("x"));
    QCOMPARE(seen, identity.certificate);
    QCOMPARE(verified, authorized);
    QVERIFY(server.errors.isEmpty());
}

void tst_Tls::certificateByName() // S8.15: SNICallback
{
    QStringList names;
    HttpsServer server(kSayX, serverSide());
    server.setServerNameCallback([&](const QString &name) {
        names << name;
        return serverSide(name == u"other.test" ? m_other : m_localhost);
    });
    TlsPeer first(server.port(), clientSide(), u"localhost"_s);
    first.write(get());
    QTRY_COMPARE(withoutDate(first.received), ok("x"));
    TlsPeer second(server.port(), clientSide(), u"other.test"_s);
    second.write(get());
    QTRY_COMPARE(withoutDate(second.received), ok("x"));
    QSslConfiguration unverified = clientSide();
    unverified.setPeerVerifyMode(QSslSocket::VerifyNone);
    TlsPeer nameless(server.port(), unverified, u"127.0.0.1"_s); // addresses are not sent
    nameless.write(get());
    QTRY_COMPARE(withoutDate(nameless.received), ok("x"));
    QCOMPARE(names, QStringList({u"localhost"_s, u"other.test"_s, QString()}));
    QCOMPARE(first.peerCertificate(), m_localhost.certificate);
    QCOMPARE(second.peerCertificate(), m_other.certificate);
}

void tst_Tls::nameThatIsRefused() // S8.6
{
    HttpsServer server(kSayX, serverSide());
    server.setServerNameCallback([&](const QString &name) {
        return name == u"localhost" ? serverSide() : QSslConfiguration();
    });
    TlsPeer peer(server.port(), clientSide(), u"other.test"_s);
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(peer.error(), QAbstractSocket::SslHandshakeFailedError); // an alert, not a bare end
    QCOMPARE(server.errors, QStringList(u"ERR_SSL_UNRECOGNIZED_NAME"_s));
    verifyServes(server);
}

void tst_Tls::alpn_data()
{
    QTest::addColumn<QByteArrayList>("server");
    QTest::addColumn<QByteArrayList>("client");
    QTest::addColumn<QByteArray>("chosen");
    using List = QByteArrayList;
    QTest::newRow("S8.4 alone") << List() << List({"http/1.1"}) << "http/1.1"_ba;
    QTest::newRow("S8.4 among others") << List() << List({"h2", "http/1.1"}) << "http/1.1"_ba;
    QTest::newRow("S8.4 given") << List({"acme", "http/1.1"}) << List({"acme"}) << "acme"_ba;
    QTest::newRow("S8.5 none offered") << List() << List() << QByteArray();
}

void tst_Tls::alpn()
{
    QFETCH(const QByteArrayList, server);
    QFETCH(const QByteArrayList, client);
    QFETCH(const QByteArray, chosen);
    QSslConfiguration configuration = serverSide();
    configuration.setAllowedNextProtocols(server);
    HttpsServer https(kSayX, configuration);
    configuration = clientSide();
    configuration.setAllowedNextProtocols(client);
    TlsPeer peer(https.port(), configuration);
    peer.write(get());
    QTRY_COMPARE(withoutDate(peer.received), ok("x"));
    QCOMPARE(peer.sslConfiguration().nextNegotiatedProtocol(), chosen);
}

void tst_Tls::alpnWithoutCommonEntry() // S8.5
{
    HttpsServer server(kSayX, serverSide());
    QSslConfiguration client = clientSide();
    client.setAllowedNextProtocols({"h2"_ba});
    TlsPeer peer(server.port(), client);
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!peer.wasEncrypted);
    QCOMPARE(peer.error(), QAbstractSocket::SslHandshakeFailedError);
    QVERIFY2(peer.errorString().contains(u"no application protocol"_s), qPrintable(peer.errorString()));
    QCOMPARE(server.errors, QStringList(u"ERR_SSL_NO_APPLICATION_PROTOCOL"_s));
    verifyServes(server);
}

void tst_Tls::handshakeTimeout() // S8.9
{
    HttpsServer server(kSayX, serverSide());
    server.setHandshakeTimeout(50);
    RawPeer silent(server.port());
    RawPeer slow(server.port());
    slow.send(m_greeting.first(100));
    QTRY_VERIFY(silent.isClosed() && slow.isClosed());
    QCOMPARE(server.errors, QStringList(2, u"ERR_TLS_HANDSHAKE_TIMEOUT"_s));
    QVERIFY(silent.received().isEmpty() && slow.received().isEmpty());
    QCOMPARE(server.connections(), 0);
}

void tst_Tls::handshakeTimeoutIsStopped() // S8.9: it ends with the handshake
{
    HttpsServer server(kSayX, serverSide());
    server.setHandshakeTimeout(1000);
    TlsPeer peer(server.port(), clientSide());
    QTRY_VERIFY(peer.wasEncrypted);
    RawPeer silent(server.port()); // accepted later, so its time is up later
    QTRY_VERIFY(silent.isClosed());
    peer.write(get());
    QTRY_COMPARE(withoutDate(peer.received), ok("x"));
    QCOMPARE(server.errors, QStringList(u"ERR_TLS_HANDSHAKE_TIMEOUT"_s));
}

void tst_Tls::notTls_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code");
    QTest::newRow("S8.7 plain HTTP") << get() << u"ERR_SSL_HTTP_REQUEST"_s;
    QTest::newRow("other bytes") << QByteArray(4096, '\x80') << QString();
    QTest::newRow("no greeting in the record") << "\x16\x03\x01\x00\x05hello"_ba << u"EPROTO"_s;
    QTest::newRow("rubbish in the greeting") << "\x16\x03\x01\x00\x08\x01\x00\x00\x04rest"_ba << u"EPROTO"_s;
    QTest::newRow("endless greeting") << "\x16\x03\x01\x40\x00\x01\xff\xff\xff"_ba + QByteArray(20000, 'a') << u"EPROTO"_s;
}

void tst_Tls::notTls() // S8.6: no HTTP answer
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, code);
    HttpsServer server(kSayX, serverSide());
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(server.errors.size(), 1);
    QVERIFY(!server.errors.constFirst().isEmpty());
    if (!code.isEmpty())
        QCOMPARE(server.errors.constFirst(), code);
    QVERIFY(!peer.received().contains("HTTP/"));
    QCOMPARE(server.requests, 0);
    QCOMPARE(server.connections(), 0);
    verifyServes(server);
}

void tst_Tls::greetingInPieces()
{
    QStringList names;
    HttpsServer server(kSayX, serverSide());
    server.setServerNameCallback([&](const QString &name) { names << name; return serverSide(); });
    RawPeer peer(server.port());
    peer.sendCutAtEveryByte(m_greeting);
    QTRY_VERIFY(!peer.received().isEmpty());
    QVERIFY(peer.received().startsWith("\x16\x03"_ba)); // its greeting
    QCOMPARE(names, QStringList(u"localhost"_s));
}

void tst_Tls::leavesInHandshake_data()
{
    QTest::addColumn<int>("sent");
    QTest::addColumn<bool>("reset");
    for (const bool reset : {false, true}) {
        const char *const how = reset ? "reset" : "end";
        QTest::addRow("%s at once", how) << 0 << reset;
        QTest::addRow("%s in the greeting", how) << 60 << reset;
        QTest::addRow("%s after the server's answer", how) << int(m_greeting.size()) << reset;
    }
}

void tst_Tls::leavesInHandshake() // S8.8
{
    QFETCH(const int, sent);
    QFETCH(const bool, reset);
    int opened = 0;
    HttpsServer server(kSayX, serverSide());
    connect(&server, &Server::connectionOpened, this, [&] { ++opened; });
    RawPeer peer(server.port());
    peer.send(m_greeting.first(sent));
    QTRY_COMPARE(opened, 1);
    if (sent == m_greeting.size())
        QTRY_VERIFY(!peer.received().isEmpty());
    reset ? peer.reset() : peer.close();
    QTRY_COMPARE(server.errors, QStringList(u"ECONNRESET"_s));
    QTRY_COMPARE(server.connections(), 0);
    verifyServes(server);
}

void tst_Tls::keyMaterialMissing_data()
{
    QTest::addColumn<bool>("certificate");
    QTest::addColumn<QString>("key");
    QTest::newRow("neither") << false << u""_s;
    QTest::newRow("no key") << true << u""_s;
    QTest::newRow("key of another certificate") << true << u"other"_s;
}

void tst_Tls::keyMaterialMissing() // S8.10
{
    QFETCH(const bool, certificate);
    QFETCH(const QString, key);
    QSslConfiguration configuration = serverSide();
    configuration.setLocalCertificateChain({});
    configuration.setPrivateKey(key.isEmpty() ? QSslKey() : m_other.key);
    if (certificate)
        configuration.setLocalCertificate(m_localhost.certificate);
    HttpsServer server(kSayX, configuration);
    QVERIFY(server.isListening()); // it fails at handshake time
    TlsPeer peer(server.port(), clientSide());
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!peer.wasEncrypted);
    QCOMPARE(server.errors, QStringList(u"EPROTO"_s));
    QCOMPARE(server.connections(), 0);
    server.setSslConfiguration(serverSide());
    verifyServes(server);
}

void tst_Tls::tlsErrorReachesClientError() // S8.6
{
    QStringList log;
    HttpsServer server(kSayX, serverSide());
    connect(&server, &Server::tlsClientErrorOccurred, this, [&](const Error &error, QIODevice *socket) {
        QVERIFY(qobject_cast<QSslSocket *>(socket));
        log << u"tls "_s + error.code();
    });
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error) { log << u"client "_s + error.code(); });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(log.join(u" > "_s), u"tls ERR_SSL_HTTP_REQUEST > client ERR_SSL_HTTP_REQUEST"_s);
}

void tst_Tls::halfCloseWhileIdle()
{
    HttpsServer server(kSayX, serverSide());
    TlsPeer peer(server.port(), clientSide());
    peer.write(get());
    QTRY_COMPARE(withoutDate(peer.received), ok("x"));
    ::shutdown(int(peer.socketDescriptor()), SHUT_WR); // without close_notify
    QTRY_VERIFY(peer.isClosed());
    QTRY_COMPARE(server.connections(), 0);
    QVERIFY(server.errors.isEmpty());
}

void tst_Tls::halfCloseWhileAnswerIsOwed() // S8.3
{
    QStringList log;
    HttpsServer server([&](auto *req, auto *res) {
        connect(req, &IncomingMessage::aborted, this, [&] { log << u"aborted"_s; });
        connect(res, &ServerResponse::closed, this, [&] { log << u"res.close"_s; });
    }, serverSide());
    TlsPeer peer(server.port(), clientSide());
    peer.write(get());
    QTRY_COMPARE(server.requests, 1);
    ::shutdown(int(peer.socketDescriptor()), SHUT_WR);
    QTRY_COMPARE(log.join(u" > "_s), u"aborted > res.close"_s);
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(server.connections(), 0);
}

void tst_Tls::closeNotifyWhileAnswerIsOwed() // S8.3
{
    QStringList log;
    HttpsServer server([&](auto *req, auto *res) {
        connect(req, &IncomingMessage::aborted, this, [&] { log << u"aborted"_s; });
        connect(res, &ServerResponse::closed, this, [&] { log << u"res.close"_s; });
    }, serverSide());
    TlsPeer peer(server.port(), clientSide());
    peer.write(post("abc"));
    QTRY_COMPARE(server.requests, 1);
    peer.disconnectFromHost();
    QTRY_COMPARE(log.join(u" > "_s), u"aborted > res.close"_s);
    QTRY_COMPARE(server.connections(), 0);
    QVERIFY(server.errors.isEmpty());
}

void tst_Tls::closingConnections() // S8.12
{
    HttpsServer server([](auto *req, auto *res) {
        if (req->url() == u"/idle"_s)
            res->end("x");
    }, serverSide());
    TlsPeer idle(server.port(), clientSide());
    idle.write(get("/idle"));
    TlsPeer busy(server.port(), clientSide());
    busy.write(get("/busy"));
    QTRY_COMPARE(server.requests, 2);
    QTRY_COMPARE(withoutDate(idle.received), ok("x"));
    server.closeIdleConnections();
    QTRY_VERIFY(idle.isClosed());
    QCOMPARE(server.connections(), 1);
    server.closeAllConnections();
    QTRY_VERIFY(busy.isClosed());
    QTRY_COMPARE(server.connections(), 0);
}

void tst_Tls::handshakesCount() // closed() waits for them, maxConnections counts them
{
    bool closed = false;
    int dropped = 0;
    HttpsServer server(kSayX, serverSide());
    server.setMaxConnections(1);
    connect(&server, &Server::closed, this, [&] { closed = true; });
    connect(&server, &Server::connectionDropped, this, [&] { ++dropped; });
    RawPeer first(server.port());
    QTRY_COMPARE(server.connections(), 1);
    RawPeer second(server.port());
    QTRY_VERIFY(second.isClosed());
    QCOMPARE(dropped, 1);
    server.close();
    QVERIFY(!closed);
    first.close();
    QTRY_VERIFY(closed);
}

void tst_Tls::renewal() // setSslConfiguration(): for connections accepted from now on
{
    HttpsServer server(kSayX, serverSide());
    TlsPeer before(server.port(), clientSide());
    before.write(get());
    QTRY_COMPARE(withoutDate(before.received), ok("x"));
    server.setSslConfiguration(serverSide(m_other));
    TlsPeer after(server.port(), clientSide(), u"other.test"_s);
    after.write(get());
    QTRY_COMPARE(withoutDate(after.received), ok("x"));
    QCOMPARE(after.peerCertificate(), m_other.certificate);
    before.write(get());
    QTRY_COMPARE(withoutDate(before.received), ok("x") + ok("x"));
}

void tst_Tls::backToPlainHttp()
{
    HttpsServer server(kSayX, serverSide());
    verifyServes(server);
    server.setSslConfiguration({});
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
}

void tst_Tls::abortedWhenOpened() // a receiver that turns a client away at once leaves nothing behind
{
    HttpsServer server(kSayX, serverSide());
    const auto turnAway = connect(&server, &Server::connectionOpened, this, [](QIODevice *socket) {
        qobject_cast<QSslSocket *>(socket)->abort();
    });
    RawPeer peer(server.port());
    QTRY_VERIFY(peer.isClosed());
    QTRY_COMPARE(server.connections(), 0);
    disconnect(turnAway);
    verifyServes(server);
}

void tst_Tls::abortedWhenSecure() // the same after the handshake, and closed() is not forgotten
{
    bool closed = false;
    HttpsServer server(kSayX, serverSide());
    connect(&server, &Server::closed, this, [&] { closed = true; });
    connect(&server, &Server::secureConnectionOpened, this, [&](QIODevice *socket) {
        server.close();
        qobject_cast<QSslSocket *>(socket)->abort();
    });
    TlsPeer peer(server.port(), clientSide());
    peer.write(get());
    QTRY_VERIFY(peer.isClosed());
    QTRY_COMPARE(server.connections(), 0);
    QTRY_VERIFY(closed);
    QCOMPARE(server.requests, 0);
}

void tst_Tls::deletedServer_data()
{
    QTest::addColumn<QString>("moment");
    QTest::newRow("connection") << u"connection"_s;
    QTest::newRow("secure") << u"secure"_s;
    QTest::newRow("error") << u"error"_s;
    QTest::newRow("client error") << u"client error"_s;
}

void tst_Tls::deletedServer() // a receiver may delete the server; its destructor closes what is open
{
    QFETCH(const QString, moment);
    auto *server = new Server;
    server->setSslConfiguration(serverSide());
    QVERIFY(server->listen(0, QHostAddress(QHostAddress::LocalHost)));
    const QPointer<Server> alive = server;
    const auto remove = [server] { delete server; };
    if (moment == u"connection")
        connect(server, &Server::connectionOpened, this, remove);
    else if (moment == u"secure")
        connect(server, &Server::secureConnectionOpened, this, remove);
    else if (moment == u"error")
        connect(server, &Server::tlsClientErrorOccurred, this, remove);
    else
        connect(server, &Server::clientErrorOccurred, this, remove);
    if (moment.contains(u"error"_s)) {
        RawPeer peer(server->port());
        peer.send(get());
        QTRY_VERIFY(peer.isClosed());
    } else {
        TlsPeer peer(server->port(), clientSide());
        QTRY_VERIFY(peer.isClosed());
    }
    QVERIFY(!alive);
}

void tst_Tls::drainForcesHandshakes() // drain(): after the deadline it destroys what is left
{
    int forced = -1;
    HttpsServer server(kSayX, serverSide());
    connect(&server, &Server::drainForced, this, [&](int connections) { forced = connections; });
    RawPeer peer(server.port());
    QTRY_COMPARE(server.connections(), 1);
    server.drain(std::chrono::milliseconds(20));
    QTRY_COMPARE(forced, 1);
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(server.connections(), 0);
}

void tst_Tls::configurationIsTheOneOfAccept() // setSslConfiguration(): for connections accepted from now on
{
    HttpsServer server(kSayX, serverSide());
    connect(&server, &Server::connectionOpened, this, [&] { server.setSslConfiguration(serverSide(m_other)); });
    TlsPeer peer(server.port(), clientSide());
    peer.write(get());
    QTRY_VERIFY(peer.wasEncrypted || peer.isClosed());
    QCOMPARE(peer.peerCertificate(), m_localhost.certificate);
    QTRY_COMPARE(withoutDate(peer.received), ok("x"));
}

void tst_Tls::configurationTakenAwayInHandshake() // the same, when the server turns to plain HTTP
{
    HttpsServer server(kSayX, serverSide());
    connect(&server, &Server::connectionOpened, this, [&] { server.setSslConfiguration({}); });
    TlsPeer peer(server.port(), clientSide());
    peer.write(get());
    QTRY_COMPARE(withoutDate(peer.received), ok("x"));
}

QTEST_GUILESS_MAIN(tst_Tls)
#include "tst_tls.moc"
