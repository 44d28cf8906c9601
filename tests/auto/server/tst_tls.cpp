// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// HTTPS: section 8.1 of the behaviour reference, and what server.h says about TLS. The clients verify the server.

#include "identity.h"
#include "rawpeer.h"
#include "serving.h"
#include "tlspeer.h"

#include <QtNetwork/qsslsocket.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <sys/socket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

class HttpsServer : public Serving
{
public:
    HttpsServer(const Handler &handler, const QSslConfiguration &configuration) : Serving(handler)
    {
        setSslConfiguration(configuration);
        connect(this, &Server::tlsClientErrorOccurred, this, [this](const Error &error) { errors << error.code(); });
        connect(this, &Server::requestReceived, this, [this] { ++requests; });
    }

    QStringList errors; // codes of tlsClientErrorOccurred()
    int requests = 0;
};

const Handler kSayX = [](IncomingMessage *, ServerResponse *res) { res->end("x"); };

} // namespace

class tst_Tls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void exchange();
    void keepAlive();
    void bigBodies();
    void clientCertificate_data();
    void clientCertificate();
    void certificateByName();
    void alpn();
    void refusedWithAlert();
    void handshakeTimeout();
    void notTls_data();
    void notTls();
    void leavesInHandshake();
    void keyMaterialMissing();
    void clientEnds_data();
    void clientEnds();
    void renewal();
    void abortedByReceiver();
    void drainForcesHandshakes();
    void configurationIsTheOneOfAccept();

private:
    static QSslConfiguration serverSide(const Identity &identity) { return identity.serverSide(); }
    QSslConfiguration serverSide() const { return m_localhost.serverSide(); }
    QSslConfiguration clientSide(const QByteArrayList &protocols = {}) const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates({m_localhost.certificate, m_other.certificate});
        configuration.setAllowedNextProtocols(protocols);
        return configuration;
    }
    static void ask(TlsPeer &peer)
    {
        peer.received.clear();
        peer.write(get());
        QTRY_COMPARE(withoutDate(peer.received), ok("x"));
    }
    void verifyServes(const Server &server, const QString &name = u"localhost"_s) const
    {
        TlsPeer peer(server.port(), clientSide(), name);
        ask(peer);
    }

    QTemporaryDir m_folder;
    Identity m_localhost, m_other;   // servers
    Identity m_client, m_stranger;   // a client that is trusted, and one that is not
    QByteArray m_greeting;
};

void tst_Tls::initTestCase()
{
    QVERIFY(m_localhost.make(m_folder, u"localhost"_s) && m_other.make(m_folder, u"other.test"_s));
    QVERIFY(m_client.make(m_folder, u"client"_s) && m_stranger.make(m_folder, u"stranger"_s));

    QTcpServer catcher; // a ClientHello as it is on the wire
    QVERIFY(catcher.listen(QHostAddress::LocalHost));
    TlsPeer peer(catcher.serverPort(), clientSide());
    QTRY_VERIFY(catcher.hasPendingConnections());
    QTcpSocket *const socket = catcher.nextPendingConnection();
    QTRY_VERIFY(socket->bytesAvailable() > 100); // it is one write
    m_greeting = socket->readAll();
}

void tst_Tls::exchange() // S8.1: the raw event, the end of the handshake, HTTP; S8.11
{
    QStringList log;
    QList<QIODevice *> sockets;
    HttpsServer server([&](auto *req, auto *res) {
        log << u"request "_s + req->url();
        sockets << req->socket();
        res->end("hello");
    }, serverSide());
    const auto note = [&](const QString &event, QIODevice *socket) {
        log << event + (qobject_cast<QSslSocket *>(socket)->isEncrypted() ? u" encrypted"_s : u" plain"_s);
        sockets << socket;
    };
    connect(&server, &Server::connectionOpened, this, [&](auto *socket) { note(u"connection"_s, socket); });
    connect(&server, &Server::secureConnectionOpened, this, [&](auto *socket) { note(u"secure"_s, socket); });
    TlsPeer peer(server.port(), clientSide());
    peer.write(get("/a?b"));
    QTRY_COMPARE(withoutDate(peer.received), ok("hello"));
    QCOMPARE(log.join(u" > "_s), u"connection plain > secure encrypted > request /a?b"_s);
    QCOMPARE(sockets, QList<QIODevice *>(3, sockets.value(0)));
}

void tst_Tls::keepAlive()
{
    HttpsServer server(kSayX, serverSide());
    TlsPeer peer(server.port(), clientSide());
    ask(peer);
    peer.write(get("/2") + get("/3")); // and pipelined
    QTRY_COMPARE(withoutDate(peer.received), ok("x") + ok("x") + ok("x"));
}

void tst_Tls::bigBodies()
{
    QByteArray body, arrived;
    while (body.size() < 2 * 1024 * 1024)
        body += QByteArray::number(body.size());
    HttpsServer server([&](auto *req, auto *res) {
        connect(req, &IncomingMessage::dataReceived, this, [&](const QByteArray &chunk) { arrived += chunk; });
        connect(req, &IncomingMessage::ended, res, [&, res] { res->end(arrived); });
    }, serverSide());
    TlsPeer peer(server.port(), clientSide());
    peer.write(post(body));
    QTRY_VERIFY_WITH_TIMEOUT(withoutDate(peer.received) == ok(body), 20000);
}

void tst_Tls::clientCertificate_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("reject");
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<bool>("authorized");
    const int query = QSslSocket::QueryPeer, verify = QSslSocket::VerifyPeer;
    QTest::newRow("requested, absent") << query << true << u""_s << true << true;
    QTest::newRow("required, absent") << verify << true << u""_s << false << false;
    QTest::newRow("required, good") << verify << true << u"client"_s << true << true;
    QTest::newRow("required, unknown") << verify << true << u"stranger"_s << false << false;
    QTest::newRow("let in, absent") << verify << false << u""_s << true << false;
    QTest::newRow("let in, unknown") << verify << false << u"stranger"_s << true << false;
}

void tst_Tls::clientCertificate() // S8.11, S8.15
{
    QFETCH(const int, mode);
    QFETCH(const bool, reject);
    QFETCH(const QString, who);
    QFETCH(const bool, accepted);
    QSslConfiguration configuration = serverSide();
    configuration.setPeerVerifyMode(QSslSocket::PeerVerifyMode(mode));
    configuration.setCaCertificates({m_client.certificate});
    QSslCertificate seen;
    bool verified = false;
    HttpsServer server(kSayX, configuration);
    connect(&server, &Server::secureConnectionOpened, this, [&](QIODevice *device) {
        seen = qobject_cast<QSslSocket *>(device)->peerCertificate();
        verified = qobject_cast<QSslSocket *>(device)->sslHandshakeErrors().isEmpty();
    });
    server.setRejectUnauthorized(reject);
    QSslConfiguration client = clientSide();
    const Identity identity = who == u"client" ? m_client : who == u"stranger" ? m_stranger : Identity();
    identity.putInto(&client);
    TlsPeer peer(server.port(), client);
    peer.write(get());
    QTRY_COMPARE(withoutDate(peer.received), accepted ? ok("x") : QByteArray());
    QTRY_COMPARE(server.errors, accepted ? QStringList() : QStringList(u"EPROTO"_s));
    QTRY_COMPARE(peer.isClosed(), !accepted);
    QCOMPARE(server.requests, int(accepted));
    QCOMPARE(seen, accepted ? identity.certificate : QSslCertificate());
    QTEST(verified, "authorized");
}

void tst_Tls::certificateByName() // S8.15: SNICallback
{
    QStringList names;
    HttpsServer server(kSayX, serverSide());
    server.setServerNameCallback([&](const QString &name) {
        names << name;
        return serverSide(name == u"other.test" ? m_other : m_localhost);
    });
    verifyServes(server);
    verifyServes(server, u"other.test"_s);
    TlsPeer nameless(server.port(), clientSide(), u"127.0.0.1"_s); // addresses are not sent
    QTRY_COMPARE(names, QStringList({u"localhost"_s, u"other.test"_s, QString()}));
}

void tst_Tls::alpn() // S8.4, S8.5
{
    const auto chosen = [this](const QByteArrayList &server, const QByteArrayList &client) {
        QSslConfiguration configuration = serverSide();
        configuration.setAllowedNextProtocols(server);
        HttpsServer https(kSayX, configuration);
        TlsPeer peer(https.port(), clientSide(client));
        ask(peer);
        return peer.sslConfiguration().nextNegotiatedProtocol();
    };
    QCOMPARE(chosen({}, {"http/1.1"}), "http/1.1"_ba);
    QCOMPARE(chosen({}, {"h2", "http/1.1"}), "http/1.1"_ba);
    QCOMPARE(chosen({"acme", "http/1.1"}, {"acme"}), "acme"_ba);
    QCOMPARE(chosen({}, {}), QByteArray());
}

void tst_Tls::refusedWithAlert() // S8.5, S8.6
{
    HttpsServer server(kSayX, serverSide());
    server.setServerNameCallback([&](auto &name) { return name == u"localhost" ? serverSide() : QSslConfiguration(); });
    TlsPeer stranger(server.port(), clientSide(), u"other.test"_s);
    QTRY_COMPARE(server.errors, QStringList(u"ERR_SSL_UNRECOGNIZED_NAME"_s));
    TlsPeer modern(server.port(), clientSide({"h2"}));
    QTRY_COMPARE(server.errors.value(1), u"ERR_SSL_NO_APPLICATION_PROTOCOL"_s);
    QTRY_VERIFY(stranger.isClosed() && modern.isClosed());
    QVERIFY2(stranger.errorString().contains(u"unrecognized name"_s), qPrintable(stranger.errorString()));
    QVERIFY2(modern.errorString().contains(u"no application protocol"_s), qPrintable(modern.errorString()));
    verifyServes(server);
}

void tst_Tls::handshakeTimeout() // S8.9
{
    HttpsServer server(kSayX, serverSide());
    server.setHandshakeTimeout(1000);
    TlsPeer peer(server.port(), clientSide());
    QTRY_VERIFY(peer.wasEncrypted); // its time stops here
    RawPeer silent(server.port()), slow(server.port());
    slow.send(m_greeting.first(100));
    QTRY_VERIFY(silent.isClosed() && slow.isClosed());
    QCOMPARE(server.errors, QStringList(2, u"ERR_TLS_HANDSHAKE_TIMEOUT"_s));
    QVERIFY(silent.received().isEmpty() && slow.received().isEmpty());
    ask(peer);
}

void tst_Tls::notTls_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code");
    QTest::newRow("S8.7 plain HTTP") << get() << u"ERR_SSL_HTTP_REQUEST"_s;
    QTest::newRow("other bytes") << QByteArray(4096, '\x80') << QString();
    QTest::newRow("no greeting in the record") << "\x16\x03\x01\x00\x05hello"_ba << u"EPROTO"_s;
    QTest::newRow("rubbish in the greeting") << "\x16\x03\x01\x00\x08\x01\x00\x00\x04rest"_ba << u"EPROTO"_s;
    QTest::newRow("endless greeting")
        << "\x16\x03\x01\x40\x00\x01\xff\xff\xff"_ba + QByteArray(20000, 'a') << u"EPROTO"_s;
}

void tst_Tls::notTls() // S8.6: told twice where wanted, no HTTP answer
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, code);
    QStringList told;
    HttpsServer server(kSayX, serverSide());
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error) {
        told = server.errors + QStringList(error.code()); // 'tlsClientError' comes first
    });
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(told, QStringList(2, code.isEmpty() ? told.value(0) : code));
    QVERIFY(!peer.received().contains("HTTP/"));
    QVERIFY(server.requests == 0 && server.connections() == 0);
    verifyServes(server);
}

void tst_Tls::leavesInHandshake() // S8.8
{
    for (const qsizetype sent : {qsizetype(0), qsizetype(60), m_greeting.size()}) {
        HttpsServer server(kSayX, serverSide());
        RawPeer ends(server.port()), resets(server.port());
        QTRY_COMPARE(server.connections(), 2);
        ends.send(m_greeting.first(sent));
        resets.sendCutAtEveryByte(m_greeting.first(sent));
        QTRY_VERIFY(!resets.isSending());
        if (sent == m_greeting.size()) // both were understood, however they were cut
            QTRY_VERIFY(ends.received().startsWith("\x16\x03") && resets.received().startsWith("\x16\x03"));
        ends.close();
        resets.reset();
        QTRY_COMPARE(server.errors, QStringList(2, u"ECONNRESET"_s));
        verifyServes(server);
    }
}

void tst_Tls::keyMaterialMissing() // S8.10: it fails at handshake time
{
    const Identity keyless{m_localhost.certificate, QSslKey()};
    const Identity wrongKey{m_localhost.certificate, m_other.key};
    for (const Identity &identity : {Identity(), keyless, wrongKey}) {
        HttpsServer server(kSayX, serverSide(identity));
        TlsPeer peer(server.port(), clientSide());
        QTRY_VERIFY(peer.isClosed() && !peer.wasEncrypted);
        QCOMPARE(server.errors, QStringList(u"EPROTO"_s));
        server.setSslConfiguration(serverSide());
        verifyServes(server);
    }
}

void tst_Tls::clientEnds_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("closeNotify");
    QTest::addColumn<QString>("events");
    QTest::newRow("idle, half close") << get() << false << u"close"_s;
    QTest::newRow("busy, half close") << post("abc") << false << u"aborted > close"_s;
    QTest::newRow("busy, close_notify") << post("abc") << true << u"aborted > close"_s;
}

void tst_Tls::clientEnds() // S8.3: an answer that is owed is lost
{
    QFETCH(const QByteArray, request);
    QFETCH(const bool, closeNotify);
    QFETCH(const QString, events);
    QStringList log;
    HttpsServer server([&](auto *req, auto *res) {
        connect(req, &IncomingMessage::aborted, this, [&] { log << u"aborted"_s; });
        connect(res, &ServerResponse::closed, this, [&] { log << u"close"_s; });
        if (req->method() == u"GET"_s)
            res->end("x");
    }, serverSide());
    TlsPeer peer(server.port(), clientSide());
    peer.write(request);
    QTRY_VERIFY(server.requests == 1 && (request.startsWith("POST") || peer.received.endsWith('x')));
    closeNotify ? peer.disconnectFromHost() : void(::shutdown(int(peer.socketDescriptor()), SHUT_WR));
    QTRY_COMPARE(log.join(u" > "_s), events);
    QTRY_VERIFY(peer.isClosed() && server.connections() == 0);
    QVERIFY(server.errors.isEmpty());
}

void tst_Tls::renewal() // setSslConfiguration(): for connections accepted from now on
{
    HttpsServer server(kSayX, serverSide());
    TlsPeer before(server.port(), clientSide());
    ask(before);
    server.setSslConfiguration(serverSide(m_other));
    verifyServes(server, u"other.test"_s);
    server.setSslConfiguration({}); // back to HTTP
    RawPeer plain(server.port());
    plain.send(get());
    QTRY_COMPARE(withoutDate(plain.received()), ok("x"));
    ask(before);
}

void tst_Tls::abortedByReceiver() // a client that is turned away leaves nothing behind
{
    for (const auto signal : {&Server::connectionOpened, &Server::secureConnectionOpened}) {
        HttpsServer server(kSayX, serverSide());
        QSignalSpy closed(&server, &Server::closed);
        connect(&server, &Server::connectionOpened, this, [&] { server.close(); });
        connect(&server, signal, this, [](QIODevice *socket) { qobject_cast<QSslSocket *>(socket)->abort(); });
        TlsPeer peer(server.port(), clientSide());
        QTRY_VERIFY(peer.isClosed() && server.connections() == 0);
        QTRY_COMPARE(closed.size(), 1);
    }
}

void tst_Tls::drainForcesHandshakes() // drain(): after the deadline it destroys what is left
{
    HttpsServer server(kSayX, serverSide());
    QSignalSpy forced(&server, &Server::drainForced);
    RawPeer peer(server.port());
    QTRY_COMPARE(server.connections(), 1);
    server.drain(std::chrono::milliseconds(20));
    QTRY_COMPARE(forced.value(0), QVariantList{1});
    QTRY_VERIFY(peer.isClosed() && server.connections() == 0);
}

void tst_Tls::configurationIsTheOneOfAccept() // setSslConfiguration(): for connections accepted from now on
{
    for (const QSslConfiguration &next : {serverSide(m_other), QSslConfiguration()}) {
        HttpsServer server(kSayX, serverSide());
        connect(&server, &Server::connectionOpened, this, [&] { server.setSslConfiguration(next); });
        verifyServes(server);
    }
}

QTEST_GUILESS_MAIN(tst_Tls)
#include "tst_tls.moc"
