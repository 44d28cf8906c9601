// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The TLS half of connecting: names, certificates, failures, limits. S8.24 to S8.28.

#include "client/connecterrors_p.h"
#include "connecting.h"
#include "identity.h"
#include "wire/clienthello_p.h"

#include <QtCore/qtimer.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslserver.h>
#include <QtNetwork/qsslsocket.h>
#include <QtTest/qtest.h>

#include <sys/socket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Certificates = QList<QSslCertificate>;
using Change = std::function<void(RequestOptions &)>;

namespace {

// A server that shakes hands with this chain and says "hello".
class Secured : public QSslServer
{
public:
    Secured(const Certificates &chain, const QSslKey &key, const QHostAddress &address = QHostAddress::LocalHost)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setAllowedNextProtocols({"http/1.1"});
        setSslConfiguration(configuration);
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] { nextPendingConnection()->write("hello"); });
        listen(address);
    }
};

} // namespace

class tst_ConnectorTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void secures();
    void order();
    void name_data();
    void name();
    void certificate_data();
    void certificate();
    void otherIdentity_data();
    void otherIdentity();
    void verifyMode_data();
    void verifyMode();
    void clientCertificate();
    void protocols();
    void notTls();
    void lost_data();
    void lost();
    void timeout();
    void noTlsOverLocalSockets();
    void destroyedSocket_data();
    void destroyedSocket();
    void verdicts_data();
    void verdicts();

private:
    RequestOptions trusting(const QString &host, int port, const Certificates &ca) const
    {
        RequestOptions options = to(host, port);
        options.sslConfiguration = QSslConfiguration::defaultConfiguration();
        options.sslConfiguration->setCaCertificates(ca);
        return options;
    }

    QTemporaryDir m_folder;
    Identity m_root, m_between, m_leaf, m_deepLeaf, m_nameless, m_old, m_young, m_alone;
};

void tst_ConnectorTls::initTestCase()
{
    const QString both = u"DNS:localhost,DNS:*.wild.test,IP:127.0.0.1"_s;
    QVERIFY(m_root.makeIssuer(m_folder, u"root"_s));
    QVERIFY(m_between.makeSigned(m_folder, u"between"_s, m_root, {{}, true}));
    QVERIFY(m_leaf.makeSigned(m_folder, u"leaf"_s, m_root, {both}));
    QVERIFY(m_deepLeaf.makeSigned(m_folder, u"deep"_s, m_between, {both}));
    QVERIFY(m_nameless.makeSigned(m_folder, u"nameless"_s, m_root, {}));
    QVERIFY(m_old.makeSigned(m_folder, u"old"_s, m_root, {both, false, u"20200101000000Z"_s, u"20210101000000Z"_s}));
    QVERIFY(m_young.makeSigned(m_folder, u"young"_s, m_root, {both, false, u"20480101000000Z"_s}));
    QVERIFY(m_alone.make(m_folder, u"localhost"_s));
}

void tst_ConnectorTls::secures()
{
    Secured server({m_leaf.certificate}, m_leaf.key);
    Connecting connecting(trusting(u"localhost"_s, server.serverPort(), {m_root.certificate}), true);
    auto *const socket = connecting.as<QSslSocket>();
    QVERIFY(socket);
    QCOMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QTRY_VERIFY(connecting.isReady());
    QVERIFY(socket->isEncrypted());
    QCOMPARE(socket->peerVerifyName(), u"localhost"_s);
    QCOMPARE(socket->sslConfiguration().nextNegotiatedProtocol(), "http/1.1"); // as S8.4
    const Connector::Times times = connecting.connector->times();
    QVERIFY(times.lookedUp > 0 && times.connected > times.lookedUp && times.secured > times.connected);
    QTRY_COMPARE(socket->bytesAvailable(), 5);
    QCOMPARE(socket->socketOption(QAbstractSocket::LowDelayOption).toInt(), 1);
}

void tst_ConnectorTls::order()
{
    Secured server({m_leaf.certificate}, m_leaf.key);
    QStringList log;
    const auto watch = [&](Connecting &connecting) {
        log.clear();
        auto *const socket = connecting.as<QSslSocket>();
        connecting.onOutcome = [&, socket] { log << (connecting.readies ? u"ready"_s : u"failed"_s); };
        connect(socket, &QSslSocket::connected, this, [&] { log << u"connected"_s; });
        connect(socket, &QSslSocket::encrypted, this, [&] { log << u"encrypted"_s; });
        connect(socket, &QSslSocket::errorOccurred, this, [&] { log << u"error"_s; });
        connect(socket, &QSslSocket::disconnected, this, [&] { log << u"disconnected"_s; });
    };
    Connecting good(trusting(u"localhost"_s, server.serverPort(), {m_root.certificate}), true);
    watch(good);
    QTRY_COMPARE(log.join(u" > "_s), u"connected > ready > encrypted"_s);
    Connecting bad(trusting(u"localhost"_s, server.serverPort(), {}), true);
    watch(bad);
    QTRY_COMPARE(log.join(u" > "_s), u"connected > failed > error > disconnected"_s);
}

void tst_ConnectorTls::name_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<std::optional<QString>>("servername");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("verified");
    using Name = std::optional<QString>;
    QTest::newRow("host") << u"localhost"_s << Name() << u"localhost"_s << u"localhost"_s;
    QTest::newRow("S8.24 address") << u"127.0.0.1"_s << Name() << QString() << u"127.0.0.1"_s;
    QTest::newRow("IPv6") << u"[::1]"_s << Name() << QString() << u"::1"_s;
    QTest::newRow("servername") << u"127.0.0.1"_s << Name(u"other.test"_s) << u"other.test"_s << u"other.test"_s;
    QTest::newRow("servername is an address") << u"localhost"_s << Name(u"127.0.0.1"_s) << QString() << u"127.0.0.1"_s;
    QTest::newRow("S6.8 empty") << u"localhost"_s << Name(QString()) << QString() << u"localhost"_s;
}

void tst_ConnectorTls::name()
{
    QFETCH(const QString, host);
    QFETCH(const std::optional<QString>, servername);
    Listening server(host.contains(u':') ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost);
    RequestOptions options = to(host, server.serverPort());
    options.servername = servername;
    Connecting connecting(options, true);
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *const peer = server.nextPendingConnection();
    ClientHello hello;
    QTRY_VERIFY((hello = ClientHello::parse(peer->peek(20000))).state == ClientHello::State::Complete);
    QTEST(hello.serverName, "asked");
    QCOMPARE(hello.protocols, QByteArrayList{"http/1.1"});
    QTEST(connecting.as<QSslSocket>()->peerVerifyName(), "verified");
}

void tst_ConnectorTls::certificate_data() // S8.26
{
    QTest::addColumn<Certificates>("chain");
    QTest::addColumn<QSslKey>("key");
    QTest::addColumn<Certificates>("ca");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const Certificates root{m_root.certificate};
    const auto row = [](const char *tag, const Certificates &chain, const Identity &leaf, const Certificates &ca,
                        const QString &code, const QString &message) {
        QTest::newRow(tag) << (Certificates{leaf.certificate} + chain) << leaf.key << ca << code << message;
    };
    row("good", {}, m_leaf, root, {}, {});
    row("good chain", {m_between.certificate}, m_deepLeaf, root, {}, {});
    row("trusted itself", {}, m_alone, {m_alone.certificate}, {}, {});
    row("self-signed", {}, m_alone, root, u"DEPTH_ZERO_SELF_SIGNED_CERT"_s, u"self-signed certificate"_s);
    row("unknown issuer", {}, m_leaf, {m_alone.certificate}, u"UNABLE_TO_VERIFY_LEAF_SIGNATURE"_s,
        u"unable to verify the first certificate"_s);
    row("nothing is trusted", {}, m_leaf, {}, u"UNABLE_TO_VERIFY_LEAF_SIGNATURE"_s,
        u"unable to verify the first certificate"_s);
    row("missing root", {m_between.certificate}, m_deepLeaf, {}, u"UNABLE_TO_GET_ISSUER_CERT_LOCALLY"_s,
        u"unable to get local issuer certificate"_s);
    row("foreign root", {m_root.certificate}, m_leaf, {}, u"SELF_SIGNED_CERT_IN_CHAIN"_s,
        u"self-signed certificate in certificate chain"_s);
    row("expired", {}, m_old, root, u"CERT_HAS_EXPIRED"_s, u"certificate has expired"_s);
    row("not yet valid", {}, m_young, root, u"CERT_NOT_YET_VALID"_s, u"certificate is not yet valid"_s);
}

void tst_ConnectorTls::certificate()
{
    QFETCH(const Certificates, chain);
    QFETCH(const QSslKey, key);
    QFETCH(const Certificates, ca);
    QFETCH(const QString, code);
    Secured server(chain, key);
    RequestOptions options = trusting(u"localhost"_s, server.serverPort(), ca);
    {
        Connecting connecting(options, true);
        QTRY_VERIFY(connecting.isOver());
        QCOMPARE(connecting.error.code(), code);
        QTEST(connecting.error.message(), "message");
        QCOMPARE(connecting.isReady(), code.isEmpty());
        QCOMPARE(connecting.hasFailed(), !code.isEmpty());
        QTRY_VERIFY(code.isEmpty() || connecting.as<QSslSocket>()->state() == QAbstractSocket::UnconnectedState);
    }
    options.rejectUnauthorized = false; // S8.27
    Connecting connecting(options, true);
    QTRY_VERIFY(connecting.isReady());
    QVERIFY(connecting.as<QSslSocket>()->isEncrypted());
    QCOMPARE(connecting.as<QSslSocket>()->sslHandshakeErrors().isEmpty(), code.isEmpty());
}

void tst_ConnectorTls::otherIdentity_data() // S8.25, S8.26
{
    QTest::addColumn<bool>("nameless");
    QTest::addColumn<QString>("servername");
    QTest::addColumn<QString>("reason");
    const QString all = u"DNS:localhost, DNS:*.wild.test, IP Address:127.0.0.1"_s;
    QTest::newRow("name") << false << u"localhost"_s << QString();
    QTest::newRow("address") << false << u"127.0.0.1"_s << QString();
    QTest::newRow("wildcard") << false << u"a.wild.test"_s << QString();
    QTest::newRow("common name") << true << u"nameless"_s << QString();
    QTest::newRow("other name") << false << u"evil.test"_s << u"Host: evil.test. is not in the cert's altnames: "_s + all;
    QTest::newRow("wildcard is one label") << false << u"a.b.wild.test"_s
                                           << u"Host: a.b.wild.test. is not in the cert's altnames: "_s + all;
    QTest::newRow("other address") << false << u"127.0.0.2"_s << u"IP: 127.0.0.2 is not in the cert's list: 127.0.0.1"_s;
    QTest::newRow("other common name") << true << u"localhost"_s << u"Host: localhost. is not cert's CN: nameless"_s;
}

void tst_ConnectorTls::otherIdentity()
{
    QFETCH(const bool, nameless);
    QFETCH(const QString, servername);
    QFETCH(const QString, reason);
    const Identity &identity = nameless ? m_nameless : m_leaf;
    Secured server({identity.certificate}, identity.key);
    RequestOptions options = trusting(u"127.0.0.1"_s, server.serverPort(), {m_root.certificate});
    options.servername = servername;
    {
        Connecting connecting(options, true);
        QTRY_VERIFY(connecting.isOver());
        QCOMPARE(connecting.error.reason(), reason);
        QCOMPARE(connecting.isReady(), reason.isEmpty());
        if (!reason.isEmpty()) {
            QCOMPARE(connecting.error.code(), u"ERR_TLS_CERT_ALTNAME_INVALID"_s);
            QCOMPARE(connecting.error.message(), u"Hostname/IP does not match certificate's altnames: "_s + reason);
        }
    }
    options.rejectUnauthorized = false; // S8.27
    Connecting connecting(options, true);
    QTRY_VERIFY(connecting.isReady());
}

void tst_ConnectorTls::verifyMode_data()
{
    QTest::addColumn<QSslSocket::PeerVerifyMode>("mode");
    QTest::addColumn<std::optional<bool>>("rejectUnauthorized");
    QTest::addColumn<bool>("accepted");
    using Flag = std::optional<bool>;
    QTest::newRow("default") << QSslSocket::AutoVerifyPeer << Flag() << false;
    QTest::newRow("VerifyPeer") << QSslSocket::VerifyPeer << Flag() << false;
    QTest::newRow("VerifyNone") << QSslSocket::VerifyNone << Flag() << true;
    QTest::newRow("QueryPeer") << QSslSocket::QueryPeer << Flag() << true;
    QTest::newRow("true wins") << QSslSocket::VerifyNone << Flag(true) << false;
    QTest::newRow("false wins") << QSslSocket::VerifyPeer << Flag(false) << true;
}

void tst_ConnectorTls::verifyMode()
{
    QFETCH(const QSslSocket::PeerVerifyMode, mode);
    QFETCH(const std::optional<bool>, rejectUnauthorized);
    Secured server({m_alone.certificate}, m_alone.key);
    RequestOptions options = trusting(u"localhost"_s, server.serverPort(), {});
    options.sslConfiguration->setPeerVerifyMode(mode);
    options.rejectUnauthorized = rejectUnauthorized;
    Connecting connecting(options, true);
    QTRY_VERIFY(connecting.isOver());
    QTEST(connecting.isReady(), "accepted");
}

void tst_ConnectorTls::clientCertificate()
{
    Secured server({m_leaf.certificate}, m_leaf.key);
    QSslConfiguration strict = server.sslConfiguration();
    strict.setPeerVerifyMode(QSslSocket::VerifyPeer);
    strict.setCaCertificates({m_root.certificate});
    strict.setProtocol(QSsl::TlsV1_2); // in 1.3 a client is done before the server has looked
    server.setSslConfiguration(strict);
    RequestOptions options = trusting(u"localhost"_s, server.serverPort(), {m_root.certificate});
    {
        Connecting connecting(options, true);
        QTRY_VERIFY(connecting.hasFailed());
        QVERIFY2(connecting.error.code() == u"EPROTO"_s || connecting.error.code() == u"ECONNRESET"_s,
                 qPrintable(connecting.error.message()));
    }
    m_nameless.putInto(&*options.sslConfiguration);
    Connecting connecting(options, true);
    QTRY_VERIFY(connecting.isReady());
    QTRY_COMPARE(connecting.socket->bytesAvailable(), 5);
}

void tst_ConnectorTls::protocols() // what the configuration offers is offered
{
    Listening server;
    RequestOptions options = trusting(u"localhost"_s, server.serverPort(), {});
    options.sslConfiguration->setAllowedNextProtocols({"a", "b"});
    Connecting connecting(options, true);
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *const peer = server.nextPendingConnection();
    ClientHello hello;
    QTRY_VERIFY((hello = ClientHello::parse(peer->peek(20000))).state == ClientHello::State::Complete);
    QCOMPARE(hello.protocols, (QByteArrayList{"a", "b"}));
}

void tst_ConnectorTls::notTls() // S8.28
{
    Listening server;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        server.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    });
    Connecting connecting(to(u"localhost"_s, server.serverPort()), true);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"EPROTO"_s);
    QVERIFY2(connecting.error.message().startsWith(u"error:"_s) && connecting.error.message().contains(u"wrong version number"_s),
             qPrintable(connecting.error.message()));
}

void tst_ConnectorTls::lost_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"FIN at once", "FIN after the greeting", "RST at once", "RST after the greeting"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void tst_ConnectorTls::lost()
{
    QFETCH(const QString, how);
    Listening server;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *const peer = server.nextPendingConnection();
        const auto close = [&how, peer] {
            if (how.startsWith(u"RST"_s)) {
                const linger hard{1, 0};
                ::setsockopt(int(peer->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
            } else {
                peer->readAll();
            }
            peer->abort();
        };
        if (how.endsWith(u"once"_s))
            close();
        else
            connect(peer, &QTcpSocket::readyRead, this, close);
    });
    Connecting connecting(to(u"localhost"_s, server.serverPort()), true);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"ECONNRESET"_s);
    if (how != u"RST at once"_s || connecting.connector->times().connected > 0) {
        QCOMPARE(connecting.error.message(),
                 u"Client network socket disconnected before secure TLS connection was established"_s);
    } else {
        QCOMPARE(connecting.error.message(), u"connect ECONNRESET 127.0.0.1:%1"_s.arg(server.serverPort()));
    }
}

void tst_ConnectorTls::timeout()
{
    Listening silent;
    RequestOptions options = to(u"localhost"_s, silent.serverPort());
    options.timeouts.connect = 10s;
    options.timeouts.tls = 50ms;
    Connecting connecting(options, true);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"ETIMEDOUT"_s);
    QCOMPARE(connecting.error.reason(), u"tls"_s);
    QCOMPARE(connecting.error.message(), u"tls timeout: no secure connection after 50 ms"_s);
    QVERIFY(connecting.connector->times().connected > 0);
}

void tst_ConnectorTls::noTlsOverLocalSockets()
{
    RequestOptions options;
    options.socketPath = m_folder.filePath(u"s"_s);
    Connecting connecting(options, true);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"ERR_INVALID_ARG_VALUE"_s);
    QCOMPARE(connecting.error.message(), u"The property 'options.socketPath' cannot be used with TLS"_s);
}

void tst_ConnectorTls::destroyedSocket_data()
{
    QTest::addColumn<QString>("when");
    for (const char *when : {"in handshake", "in ready", "in failed", "in encrypted", "in sslErrors", "in disconnected"})
        QTest::newRow(when) << QString::fromLatin1(when);
}

void tst_ConnectorTls::destroyedSocket()
{
    QFETCH(const QString, when);
    Secured server({m_leaf.certificate}, m_leaf.key);
    Listening silent;
    const bool good = when == u"in ready"_s || when == u"in encrypted"_s;
    const int port = when == u"in handshake"_s ? silent.serverPort() : server.serverPort();
    Connecting connecting(trusting(u"localhost"_s, port, good ? Certificates{m_root.certificate} : Certificates{}), true);
    auto *const socket = connecting.as<QSslSocket>();
    const auto drop = [&] { connecting.socket->deleteLater(); };
    if (when == u"in ready"_s || when == u"in failed"_s)
        connecting.onOutcome = drop;
    else if (when == u"in encrypted"_s)
        connect(socket, &QSslSocket::encrypted, this, drop);
    else if (when == u"in sslErrors"_s)
        connect(socket, &QSslSocket::sslErrors, this, drop);
    else if (when == u"in disconnected"_s)
        connect(socket, &QSslSocket::disconnected, this, drop);
    else
        QTRY_VERIFY(connecting.connector->times().connected > 0);
    if (when == u"in handshake"_s)
        delete socket;
    QTRY_VERIFY(!connecting.socket);
    QVERIFY(!connecting.connector);
    QVERIFY(connecting.readies + connecting.failures <= 1);
}

void tst_ConnectorTls::verdicts_data()
{
    QTest::addColumn<QList<QSslError>>("errors");
    QTest::addColumn<QString>("code");
    using E = QSslError;
    const auto row = [](const char *tag, std::initializer_list<E::SslError> errors, const QString &code) {
        QList<E> list;
        for (const E::SslError error : errors)
            list.append(E(error));
        QTest::newRow(tag) << list << code;
    };
    row("revoked", {E::CertificateRevoked}, u"CERT_REVOKED"_s);
    row("purpose", {E::InvalidPurpose}, u"INVALID_PURPOSE"_s);
    row("the chain before the name", {E::HostNameMismatch, E::CertificateExpired}, u"CERT_HAS_EXPIRED"_s);
    row("the last of the chain", {E::UnableToGetLocalIssuerCertificate, E::UnableToVerifyFirstCertificate},
        u"UNABLE_TO_VERIFY_LEAF_SIGNATURE"_s);
    row("the name", {E::HostNameMismatch}, u"ERR_TLS_CERT_ALTNAME_INVALID"_s);
    row("something else", {E::NoPeerCertificate}, u"CERT_REJECTED"_s);
}

void tst_ConnectorTls::verdicts()
{
    QFETCH(const QList<QSslError>, errors);
    QTEST(Errors::badCertificate(errors, m_leaf.certificate, u"h"_s).code(), "code");
}

QTEST_GUILESS_MAIN(tst_ConnectorTls)
#include "tst_connectortls.moc"
