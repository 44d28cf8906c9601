// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// HTTPS requests: section 8.3 of the behaviour reference, against a private authority.

#include "asking.h"
#include "certificates.h"
#include "eventlog.h"
#include "rawserver.h"
#include "serving.h"

#include <QtNetwork/qsslsocket.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const Handler kSayX = [](IncomingMessage *, ServerResponse *res) { res->end("x"); };

class HttpsServer : public Serving
{
public:
    explicit HttpsServer(const QSslConfiguration &configuration, const Handler &handler = kSayX) : Serving(handler)
    {
        setSslConfiguration(configuration);
        connect(this, &Server::secureConnectionOpened, this, [this] { ++handshakes; });
    }
    int handshakes = 0;
};

} // namespace

class tst_ClientTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void exchange();
    void byUrl();
    void failures_data();
    void failures();
    void rejectUnauthorizedOff_data() { failures_data(); }
    void rejectUnauthorizedOff();
    void servernames_data();
    void servernames();
    void clientCertificate_data();
    void clientCertificate();
    void keepAlive();
    void poolsByName();
    void optionsOfTheAgent();
    void alpn();
    void bigBodies();
    void notTls_data();
    void notTls();
    void plainToSecure();
    void destroyedInHandshake();
    void cutShort();

private:
    RequestOptions secure(int port, const QString &host = u"localhost"_s) const
    {
        RequestOptions options = to(port);
        options.protocol = u"https:"_s;
        options.host = host;
        options.family = 4;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates({m_authority.certificate()});
        options.sslConfiguration = configuration;
        return options;
    }
    RequestOptions secureOver(Agent *agent, int port) const
    {
        RequestOptions options = secure(port);
        options.agent = agent;
        return options;
    }
    static AgentOptions httpsPooling()
    {
        AgentOptions options = pooling();
        options.protocol = u"https:"_s;
        return options;
    }

    Authority m_authority;
    Identity m_localhost, m_expired, m_selfSigned, m_other, m_client, m_stranger;
};

void tst_ClientTls::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    QVERIFY(m_authority.make());
    m_localhost = m_authority.issue("localhost", "DNS:localhost,IP:127.0.0.1");
    m_expired = m_authority.issue("expired", "DNS:localhost", false, u"20200102000000Z"_s);
    m_selfSigned = m_authority.issue("selfsigned", "DNS:localhost", true);
    m_other = m_authority.issue("other", "DNS:other.test");
    m_client = m_authority.issue("client", "DNS:client");
    m_stranger = m_authority.issue("stranger", "DNS:client", true);
    for (const Identity *made : {&m_localhost, &m_expired, &m_selfSigned, &m_other, &m_client, &m_stranger})
        QVERIFY(!made->certificate.isNull());
}

void tst_ClientTls::exchange() // S8.29
{
    HttpsServer server(m_localhost.serverSide());
    EventLog log;
    Agent agent([] { AgentOptions options; options.protocol = u"https:"_s; return options; }());
    ClientRequest *request = NodeHttp::request(secureOver(&agent, server.port()));
    log.watch(request, u"req"_s, EventLog::Sockets | EventLog::Responses | EventLog::Data);
    Asked asked(request);
    request->end();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QTRY_VERIFY(log.contains(u"sock.close"_s));
    QCOMPARE(log.text(), u"req.socket > req.prefinish > sock.connect > sock.secureConnect > req.finish > req.response > "
                          "res.data(x) > res.end > res.close > req.close > sock.close"_s);
    QVERIFY(asked.timings.connected <= asked.timings.secured && asked.timings.secured <= asked.timings.sent);
    QVERIFY(asked.timings.secured >= 0);
}

void tst_ClientTls::byUrl() // S8.19
{
    QByteArray host;
    HttpsServer server(m_localhost.serverSide(), [&](auto *req, auto *res) {
        host = req->headers().value(u"host"_s).toString().toLatin1();
        res->end(req->url().toLatin1());
    });
    const QString origin = u"https://127.0.0.1:%1"_s.arg(server.port());
    RequestOptions options;
    options.sslConfiguration = secure(0).sslConfiguration;
    Asked asked(get(QUrl(origin + u"/a?b"_s), options));
    QCOMPARE(asked->protocol(), u"https:"_s);
    QCOMPARE(asked->agent(), globalAgent(u"https:"_s));
    QTRY_COMPARE(asked.outcome(), u"200"_s); // the certificate names the address too
    QCOMPARE(asked.body, "/a?b"_ba);
    QCOMPARE(host, "127.0.0.1:" + QByteArray::number(server.port()));
    Asked untrusted(get(QUrl(origin)));
    QTRY_COMPARE(untrusted.closes, 1);
    QVERIFY(untrusted.error);
}

void tst_ClientTls::failures_data() // S8.26
{
    QTest::addColumn<QSslConfiguration>("server");
    QTest::addColumn<QList<QSslCertificate>>("trusted");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const QList<QSslCertificate> ours = {m_authority.certificate()};
    const QList<QSslCertificate> others = {m_stranger.certificate};
    QTest::newRow("self-signed") << m_selfSigned.serverSide() << ours << u"DEPTH_ZERO_SELF_SIGNED_CERT"_s << u"self-signed certificate"_s;
    QTest::newRow("authority unknown") << m_localhost.serverSide() << others << u"UNABLE_TO_VERIFY_LEAF_SIGNATURE"_s
        << u"unable to verify the first certificate"_s;
    QTest::newRow("authority sent along, unknown") << m_localhost.serverSide(ours) << others << u"SELF_SIGNED_CERT_IN_CHAIN"_s
        << u"self-signed certificate in certificate chain"_s;
    QTest::newRow("expired") << m_expired.serverSide() << ours << u"CERT_HAS_EXPIRED"_s << u"certificate has expired"_s;
    QTest::newRow("another name") << m_other.serverSide() << ours << u"ERR_TLS_CERT_ALTNAME_INVALID"_s
        << u"Hostname/IP does not match certificate's altnames: "_s;
}

void tst_ClientTls::failures()
{
    QFETCH(const QSslConfiguration, server);
    QFETCH(const QList<QSslCertificate>, trusted);
    QFETCH(const QString, code);
    QFETCH(const QString, message);
    HttpsServer https(server);
    int requests = 0;
    connect(&https, &Server::requestReceived, this, [&] { ++requests; });
    RequestOptions options = secure(https.port());
    options.sslConfiguration->setCaCertificates(trusted);
    EventLog log;
    ClientRequest *request = NodeHttp::request(options);
    log.watch(request);
    Asked asked(request);
    request->end("secret");
    QTRY_VERIFY(asked.isOver());
    QCOMPARE(log.text(), u"req.socket > req.prefinish > req.error(%1) > req.close"_s.arg(code));
    QVERIFY2(asked.error.message().startsWith(message), qPrintable(asked.error.message()));
    if (code == u"ERR_TLS_CERT_ALTNAME_INVALID"_s)
        QVERIFY(!asked.error.reason().isEmpty());
    QCOMPARE(asked.finishes, 0);
    QTRY_COMPARE(https.connections(), 0);
    QCOMPARE(requests, 0); // nothing of it was sent
}

void tst_ClientTls::rejectUnauthorizedOff() // S8.27
{
    QFETCH(const QSslConfiguration, server);
    QFETCH(const QList<QSslCertificate>, trusted);
    HttpsServer https(server);
    RequestOptions options = secure(https.port());
    options.sslConfiguration->setCaCertificates(trusted);
    options.rejectUnauthorized = false;
    Asked asked(get(options));
    bool verified = true;
    connect(asked.request, &ClientRequest::responseReceived, this, [&] {
        verified = qobject_cast<QSslSocket *>(asked->socket())->sslHandshakeErrors().isEmpty();
    });
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(asked.body, "x"_ba);
    QVERIFY(!verified); // and the socket tells
}

void tst_ClientTls::servernames_data() // S6.8, S8.24, S8.25
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QByteArray>("hostHeader");
    QTest::addColumn<std::optional<QString>>("servername");
    QTest::addColumn<QString>("sent"); // SNI
    QTest::addColumn<bool>("verifies");
    const std::optional<QString> none;
    QTest::newRow("the host") << u"localhost"_s << ""_ba << none << u"localhost"_s << true;
    QTest::newRow("an address") << u"127.0.0.1"_s << ""_ba << none << QString() << true;
    QTest::newRow("the Host header") << u"127.0.0.1"_s << "localhost:99"_ba << none << u"localhost"_s << true;
    QTest::newRow("another Host header") << u"localhost"_s << "other.test"_ba << none << u"other.test"_s << false;
    QTest::newRow("servername") << u"127.0.0.1"_s << ""_ba << std::optional(u"localhost"_s) << u"localhost"_s << true;
    QTest::newRow("servername wins") << u"localhost"_s << "localhost"_ba << std::optional(u"other.test"_s) << u"other.test"_s << false;
    QTest::newRow("no servername") << u"localhost"_s << ""_ba << std::optional(QString()) << QString() << true;
}

void tst_ClientTls::servernames()
{
    QFETCH(const QString, host);
    QFETCH(const QByteArray, hostHeader);
    QFETCH(const std::optional<QString>, servername);
    QFETCH(const QString, sent);
    QFETCH(const bool, verifies);
    HttpsServer server(m_localhost.serverSide());
    QStringList names;
    server.setServerNameCallback([&](const QString &name) {
        names.append(name);
        return m_localhost.serverSide();
    });
    RequestOptions options = secure(server.port(), host);
    options.servername = servername;
    if (!hostHeader.isEmpty())
        options.headers = {{"Host", hostHeader}};
    Asked asked(get(options));
    QTRY_VERIFY(asked.isOver());
    QCOMPARE(names.value(0), sent);
    QCOMPARE(asked.outcome(), verifies ? u"200"_s : u"ERR_TLS_CERT_ALTNAME_INVALID"_s);
}

void tst_ClientTls::clientCertificate_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("none") << QString() << false;
    QTest::newRow("good") << u"client"_s << true;
    QTest::newRow("unknown") << u"stranger"_s << false;
}

void tst_ClientTls::clientCertificate()
{
    QFETCH(const QString, who);
    QFETCH(const bool, accepted);
    QSslConfiguration configuration = m_localhost.serverSide();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setCaCertificates({m_authority.certificate()});
    QString seen;
    HttpsServer server(configuration, [&](auto *req, auto *res) {
        seen = qobject_cast<QSslSocket *>(req->socket())->peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0);
        res->end("x");
    });
    RequestOptions options = secure(server.port());
    if (!who.isEmpty()) {
        const Identity &own = who == u"client"_s ? m_client : m_stranger;
        options.sslConfiguration->setLocalCertificate(own.certificate);
        options.sslConfiguration->setPrivateKey(own.key);
    }
    Asked asked(get(options));
    QTRY_VERIFY(asked.isOver());
    QCOMPARE(asked.responses, int(accepted));
    QCOMPARE(asked.errors, int(!accepted));
    QCOMPARE(seen, accepted ? who : QString());
}

void tst_ClientTls::keepAlive() // S8.30
{
    HttpsServer server(m_localhost.serverSide());
    Agent agent(httpsPooling());
    for (int i = 0; i < 3; ++i) {
        Asked asked(get(secureOver(&agent, server.port())));
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QCOMPARE(asked.reused, i > 0);
        QCOMPARE(asked.timings.secured >= 0, i == 0);
    }
    QCOMPARE(server.handshakes, 1);
    QCOMPARE(agent.totalSocketCount(), 1);
}

void tst_ClientTls::poolsByName() // S8.20: what was not verified is never used by one who verifies
{
    HttpsServer server(m_localhost.serverSide());
    Agent agent(httpsPooling());
    RequestOptions lax = secureOver(&agent, server.port());
    lax.rejectUnauthorized = false;
    RequestOptions own = secureOver(&agent, server.port());
    own.sslConfiguration->setLocalCertificate(m_client.certificate);
    own.sslConfiguration->setPrivateKey(m_client.key);
    RequestOptions named = secureOver(&agent, server.port());
    named.host = u"127.0.0.1"_s;
    named.servername = u"localhost"_s;
    for (const RequestOptions &options : {lax, secureOver(&agent, server.port()), own, named}) {
        for (const bool reused : {false, true}) {
            Asked asked(get(options));
            QTRY_COMPARE(asked.outcome(), u"200"_s);
            QCOMPARE(asked.reused, reused);
        }
    }
    QCOMPARE(server.handshakes, 4);
    QCOMPARE(agent.freeSockets().size(), 4);
}

void tst_ClientTls::optionsOfTheAgent() // S8.17
{
    HttpsServer server(m_localhost.serverSide());
    AgentOptions options = httpsPooling();
    options.connection.sslConfiguration = secure(0).sslConfiguration;
    Agent agent(options);
    RequestOptions plain = over(&agent, server.port());
    plain.host = u"localhost"_s;
    plain.family = 4;
    Asked asked(get(plain));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(asked.request ? asked->protocol() : u"https:"_s, u"https:"_s);
}

void tst_ClientTls::alpn() // S8.4
{
    HttpsServer server(m_localhost.serverSide());
    const auto chosen = [&](const QByteArrayList &offered) {
        RequestOptions options = secure(server.port());
        options.oneTimeAgent = true;
        if (!offered.isEmpty())
            options.sslConfiguration->setAllowedNextProtocols(offered);
        Asked asked(get(options));
        QByteArray protocol;
        connect(asked.request, &ClientRequest::responseReceived, this, [&] {
            protocol = qobject_cast<QSslSocket *>(asked->socket())->sslConfiguration().nextNegotiatedProtocol();
        });
        [&] { QTRY_VERIFY(asked.isOver()); }();
        return asked.errors ? "refused"_ba : protocol;
    };
    QCOMPARE(chosen({}), "http/1.1"_ba);
    QCOMPARE(chosen({"acme", "http/1.1"}), "http/1.1"_ba);
    QCOMPARE(chosen({"h2"}), "refused"_ba); // S8.5
}

void tst_ClientTls::bigBodies()
{
    HttpsServer server(m_localhost.serverSide(), [](auto *req, auto *res) { req->pipe(res); });
    QByteArray body;
    while (body.size() < 3 * 1024 * 1024)
        body += QByteArray::number(body.size());
    Asked asked(request(by(u"POST"_s, secure(server.port()))));
    asked->end(body);
    QTRY_COMPARE_WITH_TIMEOUT(asked.outcome(), u"200"_s, 20000);
    QVERIFY(asked.body == body);
}

void tst_ClientTls::notTls_data() // S8.28
{
    QTest::addColumn<RawServer::Script>("script");
    QTest::addColumn<QString>("code");
    QTest::newRow("plain HTTP") << RawServer::Script{"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"} << u"EPROTO"_s;
    QTest::newRow("garbage") << RawServer::Script{QByteArray(100, 'x')} << u"EPROTO"_s;
    QTest::newRow("FIN") << RawServer::Script{RawServer::Fin} << u"ECONNRESET"_s;
    QTest::newRow("RST") << RawServer::Script{RawServer::Reset} << u"ECONNRESET"_s;
}

void tst_ClientTls::notTls()
{
    QFETCH(const RawServer::Script, script);
    QFETCH(const QString, code);
    RawServer server;
    server.onConnect([&](RawPeer *peer) { // at the greeting
        connect(peer, &RawPeer::receivedMore, peer, [=] { RawServer::play(peer, script); }, Qt::SingleShotConnection);
    });
    EventLog log;
    ClientRequest *request = get(secure(server.port()));
    log.watch(request);
    Asked asked(request);
    QTRY_VERIFY(asked.isOver());
    QCOMPARE(log.text(), u"req.socket > req.prefinish > req.error(%1) > req.close"_s.arg(code));
    QTRY_COMPARE(server.open(), 0);
}

void tst_ClientTls::plainToSecure() // S8.7
{
    HttpsServer server(m_localhost.serverSide());
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
    QCOMPARE(asked.error.message(), u"socket hang up"_s);
}

void tst_ClientTls::destroyedInHandshake()
{
    RawServer silent;
    Agent agent(httpsPooling());
    Asked asked(get(secureOver(&agent, silent.port())));
    QTRY_VERIFY(!silent.received().isEmpty()); // the greeting
    asked->destroy();
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
    QTRY_COMPARE(silent.open(), 0);
    QCOMPARE(agent.totalSocketCount(), 0);
    Asked deleted(get(secureOver(&agent, silent.port())));
    QTRY_COMPARE(silent.connections(), 2);
    delete deleted.request;
    QTRY_COMPARE(silent.open(), 0);
    QCOMPARE(deleted.closes, 0);
}

void tst_ClientTls::cutShort() // the end of the connection ends no body whose length is known
{
    HttpsServer server(m_localhost.serverSide(), [](auto *req, auto *res) {
        res->setHeader("Content-Length", 100);
        res->write("hello");
        later(req, [req] { req->socket()->close(); });
    });
    Asked asked(get(secure(server.port())));
    QTRY_VERIFY(asked.isOver());
    QCOMPARE(asked.body, "hello"_ba);
    QVERIFY(!asked.complete && asked.aborts == 1 && asked.errors + asked.messageErrors >= 1);
}

QTEST_GUILESS_MAIN(tst_ClientTls)
#include "tst_clienttls.moc"
