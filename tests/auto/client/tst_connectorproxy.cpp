// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Connections through HTTP and SOCKS5 proxies, S10.24.

#include "client/connecterrors_p.h"
#include "connecting.h"
#include "identity.h"
#include "tinyproxies.h"

#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslserver.h>
#include <QtNetwork/qsslsocket.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ConnectorProxy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void tunnels_data() { kinds(); }
    void tunnels();
    void byAddress_data() { kinds(); }
    void byAddress();
    void credentials_data() { kinds(); }
    void credentials();
    void secure_data() { kinds(); }
    void secure();
    void ofTheApplication();
    void noProxy();
    void localAddressIsNotUsed();
    void fails_data();
    void fails();
    void proxyIsNotThere_data() { kinds(); }
    void proxyIsNotThere();
    void timeout_data() { kinds(); }
    void timeout();
    void unusable();
    void destroyedSocket_data() { kinds(); }
    void destroyedSocket();

private:
    static void kinds()
    {
        QTest::addColumn<bool>("http");
        QTest::newRow("HTTP") << true;
        QTest::newRow("SOCKS5") << false;
    }
    static std::unique_ptr<TinyProxy> make(bool http)
    {
        if (http)
            return std::make_unique<TinyHttpProxy>();
        return std::make_unique<TinySocksProxy>();
    }

    QTemporaryDir m_folder;
    Identity m_identity;
};

void tst_ConnectorProxy::initTestCase()
{
    QVERIFY(m_identity.make(m_folder, u"secret.test"_s));
}

void tst_ConnectorProxy::tunnels() // the proxy looks the name up, whatever function is given
{
    QFETCH(const bool, http);
    const auto proxy = make(http);
    Listening server;
    RequestOptions options = to(u"only-the-proxy-knows.test"_s, server.serverPort());
    options.proxy = proxy->proxy();
    bool asked = false;
    options.lookup = [&](auto &&...) { asked = true; };
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isOver());
    QVERIFY2(connecting.isReady(), qPrintable(connecting.error.message()));
    QCOMPARE(proxy->targets, QStringList{u"only-the-proxy-knows.test:%1"_s.arg(server.serverPort())});
    QVERIFY(!asked);
    QCOMPARE(connecting.connector->times().lookedUp, 0);
    QVERIFY(connecting.connector->times().connected > 0);
    QTRY_VERIFY(server.hasPendingConnections());
    server.nextPendingConnection()->write("hello");
    QTRY_COMPARE(connecting.socket->bytesAvailable(), 5);
}

void tst_ConnectorProxy::byAddress()
{
    QFETCH(const bool, http);
    const auto proxy = make(http);
    Listening server;
    RequestOptions options = to(u"127.0.0.1"_s, server.serverPort());
    options.proxy = proxy->proxy();
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isReady());
    QCOMPARE(proxy->targets, QStringList{u"127.0.0.1:%1"_s.arg(server.serverPort())});
}

void tst_ConnectorProxy::credentials()
{
    QFETCH(const bool, http);
    const auto proxy = make(http);
    proxy->credentials = "user:pass";
    Listening server;
    RequestOptions options = to(u"some.test"_s, server.serverPort());
    options.proxy = proxy->proxy(u"user"_s, u"pass"_s);
    {
        Connecting connecting(options);
        QTRY_VERIFY(connecting.isOver());
        QVERIFY2(connecting.isReady(), qPrintable(connecting.error.message()));
        QCOMPARE(proxy->seen.constLast(), "user:pass");
    }
    options.proxy = proxy->proxy(u"user"_s, u"wrong"_s);
    Connecting connecting(options);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"ERR_PROXY_TUNNEL"_s);
    QVERIFY(!connecting.error.message().contains(u"wrong"_s));
}

void tst_ConnectorProxy::secure()
{
    QFETCH(const bool, http);
    const auto proxy = make(http);
    QSslServer server;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    m_identity.putInto(&configuration);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    RequestOptions options = to(u"secret.test"_s, server.serverPort());
    options.proxy = proxy->proxy();
    options.sslConfiguration = QSslConfiguration::defaultConfiguration();
    options.sslConfiguration->setCaCertificates({m_identity.certificate});
    {
        Connecting connecting(options, true);
        QTRY_VERIFY(connecting.isOver());
        QVERIFY2(connecting.isReady(), qPrintable(connecting.error.message()));
        QVERIFY(connecting.as<QSslSocket>()->isEncrypted());
    }
    options.sslConfiguration->setCaCertificates({});
    Connecting connecting(options, true);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"DEPTH_ZERO_SELF_SIGNED_CERT"_s);
}

void tst_ConnectorProxy::ofTheApplication()
{
    TinyHttpProxy proxy;
    Listening server;
    QNetworkProxy::setApplicationProxy(proxy.proxy());
    Connecting connecting(to(u"some.test"_s, server.serverPort()));
    QTRY_VERIFY(connecting.isOver());
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    QVERIFY(connecting.isReady());
    QCOMPARE(proxy.targets.size(), 1);
}

void tst_ConnectorProxy::noProxy() // the option wins over the application's
{
    TinyHttpProxy proxy;
    Listening server;
    QNetworkProxy::setApplicationProxy(proxy.proxy());
    RequestOptions options = to(u"127.0.0.1"_s, server.serverPort());
    options.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isOver());
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    QVERIFY(connecting.isReady());
    QVERIFY(proxy.targets.isEmpty());
}

void tst_ConnectorProxy::localAddressIsNotUsed()
{
    TinyHttpProxy proxy;
    Listening server;
    RequestOptions options = to(u"some.test"_s, server.serverPort());
    options.proxy = proxy.proxy();
    options.localAddress = u"192.0.2.1"_s;
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isReady());
}

void tst_ConnectorProxy::fails_data()
{
    QTest::addColumn<bool>("http");
    QTest::addColumn<TinyProxy::Mood>("mood");
    QTest::addColumn<QByteArray>("refusal");
    QTest::addColumn<QString>("problem");
    using Mood = TinyProxy::Mood;
    const QString ended = u"Connection to establish proxy tunnel ended unexpectedly"_s;
    QTest::newRow("HTTP 403") << true << Mood::Refusing << "403 No"_ba << u"the proxy forbids it"_s;
    QTest::newRow("HTTP 404") << true << Mood::Refusing << "404 No"_ba << u"the host was not found"_s;
    QTest::newRow("HTTP 502") << true << Mood::Refusing << "502 No"_ba << u"the proxy did not agree"_s;
    QTest::newRow("HTTP 503") << true << Mood::Refusing << "503 No"_ba << u"the connection was refused"_s;
    QTest::newRow("HTTP 407") << true << Mood::Refusing << "407 No\r\nProxy-Authenticate: Basic realm=\"x\""_ba
                              << u"the proxy asks for credentials, or refuses those it got"_s;
    QTest::newRow("HTTP closes") << true << Mood::Closing << QByteArray() << ended;
    QTest::newRow("HTTP babbles") << true << Mood::Babbling << QByteArray() << u"the proxy did not agree"_s;
    QTest::newRow("SOCKS network") << false << Mood::Refusing << "\x03"_ba << u"the host cannot be reached"_s;
    QTest::newRow("SOCKS host") << false << Mood::Refusing << "\x04"_ba << u"the host was not found"_s;
    QTest::newRow("SOCKS refused") << false << Mood::Refusing << "\x05"_ba << u"the connection was refused"_s;
    QTest::newRow("SOCKS command") << false << Mood::Refusing << "\x07"_ba << u"the proxy did not agree"_s;
    QTest::newRow("SOCKS closes") << false << Mood::Closing << QByteArray() << ended;
    QTest::newRow("SOCKS babbles") << false << Mood::Babbling << QByteArray() << u"the proxy did not agree"_s;
}

void tst_ConnectorProxy::fails()
{
    QFETCH(const bool, http);
    QFETCH(const TinyProxy::Mood, mood);
    QFETCH(const QByteArray, refusal);
    QFETCH(const QString, problem);
    const auto proxy = make(http);
    proxy->mood = mood;
    proxy->refusal = refusal;
    RequestOptions options = to(u"some.test"_s, 81);
    options.proxy = proxy->proxy(u"user"_s, u"secret"_s);
    Connecting connecting(options);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"ERR_PROXY_TUNNEL"_s);
    QCOMPARE(connecting.error.message(), problem.startsWith(u"Connection"_s)
                 ? problem
                 : u"Failed to establish tunnel to some.test:81 via 127.0.0.1:%1: %2"_s.arg(proxy->serverPort()).arg(problem));
}

void tst_ConnectorProxy::proxyIsNotThere()
{
    QFETCH(const bool, http);
    const int port = closedPort();
    RequestOptions options = to(u"some.test"_s, 81);
    options.proxy = QNetworkProxy(http ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy, u"127.0.0.1"_s, quint16(port));
    {
        Connecting connecting(options);
        QTRY_VERIFY(connecting.hasFailed());
        QCOMPARE(connecting.error.message(), u"connect ECONNREFUSED 127.0.0.1:%1"_s.arg(port));
        QCOMPARE(connecting.error.port(), port);
    }
    options.proxy->setHostName(u"no..name"_s);
    Connecting connecting(options);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.message(), u"getaddrinfo ENOTFOUND no..name"_s);
}

void tst_ConnectorProxy::timeout() // the tunnel is part of connecting
{
    QFETCH(const bool, http);
    const auto proxy = make(http);
    proxy->mood = TinyProxy::Mood::Silent;
    RequestOptions options = to(u"some.test"_s, 81);
    options.proxy = proxy->proxy();
    options.timeouts.connect = 60ms;
    Connecting connecting(options);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"ETIMEDOUT"_s);
    QCOMPARE(connecting.error.reason(), u"connect"_s);
}

void tst_ConnectorProxy::unusable() // a proxy for another protocol
{
    RequestOptions options = to(u"some.test"_s, 81);
    options.proxy = QNetworkProxy(QNetworkProxy::FtpCachingProxy, u"127.0.0.1"_s, 1);
    Connecting connecting(options);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"ERR_PROXY_INVALID_CONFIG"_s);
}

void tst_ConnectorProxy::destroyedSocket()
{
    QFETCH(const bool, http);
    const auto proxy = make(http);
    proxy->mood = TinyProxy::Mood::Silent;
    RequestOptions options = to(u"some.test"_s, 81);
    options.proxy = proxy->proxy();
    Connecting connecting(options);
    QTRY_VERIFY(proxy->findChild<QTcpSocket *>());
    delete connecting.socket;
    QVERIFY(!connecting.connector && !connecting.isOver());
}

QTEST_GUILESS_MAIN(tst_ConnectorProxy)
#include "tst_connectorproxy.moc"
