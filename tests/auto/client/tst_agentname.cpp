// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Names of pools: S6.5, S6.6, S8.20, S8.21.

#include "client/agentname_p.h"

#include "identity.h"

#include <QtNetwork/qsslcipher.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslellipticcurve.h>
#include <QtNetwork/qsslsocket.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_AgentName : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void plain_data();
    void plain();
    void secure_data();
    void secure();
    void configuration_data();
    void configuration();
    void secretsStayInside();
    void manyConfigurations();
    void cost_data();
    void cost();

private:
    QTemporaryDir m_folder;
    Identity m_one, m_two;
};

void tst_AgentName::initTestCase()
{
    QVERIFY(m_one.make(m_folder, u"one.test"_s) && m_two.make(m_folder, u"two.test"_s));
}

void tst_AgentName::plain_data()
{
    QTest::addColumn<RequestOptions>("options");
    QTest::addColumn<QString>("name");
    RequestOptions o;
    QTest::newRow("none") << o << u"localhost::"_s;
    o.host = u"h"_s;
    QTest::newRow("host") << o << u"h::"_s;
    o.port = 1;
    QTest::newRow("port") << o << u"h:1:"_s;
    RequestOptions local = o;
    local.localAddress = u"l"_s;
    QTest::newRow("localAddress") << local << u"h:1:l"_s;
    o.family = 6;
    QTest::newRow("family 6") << o << u"h:1::6"_s;
    o.family = 0;
    QTest::newRow("family 0") << o << u"h:1:"_s;
    RequestOptions path;
    path.socketPath = u"/s"_s;
    QTest::newRow("socketPath") << path << u"localhost:::/s"_s;
    path.host = u"h"_s;
    path.port = 80;
    path.family = 4;
    QTest::newRow("all") << path << u"h:80::4:/s"_s;
    o.hostname = u"n"_s;
    o.port = 65535;
    QTest::newRow("hostname wins") << o << u"n:65535:"_s;
    o.port = 0;
    o.defaultPort = 80;
    QTest::newRow("no port") << o << u"n::"_s;
    QTest::newRow("not what is asked for") << RequestOptions(QUrl(u"http://u:p@n/a?b"_s)) << u"n::"_s;
}

void tst_AgentName::plain()
{
    QFETCH(const RequestOptions, options);
    QTEST(agentName(options, false), "name");
}

void tst_AgentName::secure_data()
{
    QTest::addColumn<RequestOptions>("options");
    QTest::addColumn<QString>("name");
    RequestOptions o;
    o.host = u"h"_s;
    o.port = 443;
    QTest::newRow("host and port") << o << u"h:443"_s + QString(21, u':');
    RequestOptions family = o;
    family.localAddress = u"L"_s;
    family.family = 4;
    QTest::newRow("family") << family << u"h:443:L:4"_s + QString(20, u':');
    RequestOptions same = o;
    same.servername = u"h"_s;
    QTest::newRow("servername is the host") << same << u"h:443"_s + QString(21, u':');
    same.servername = u"s"_s;
    QTest::newRow("servername") << same << u"h:443:::::::::s::::::::::::"_s;
    same.rejectUnauthorized = false;
    QTest::newRow("false") << same << u"h:443::::::::false:s::::::::::::"_s;
    same.rejectUnauthorized = true;
    QTest::newRow("true") << same << u"h:443::::::::true:s::::::::::::"_s;
    RequestOptions configured = o;
    configured.sslConfiguration = QSslConfiguration::defaultConfiguration();
    QTest::newRow("default configuration") << configured << u"h:443"_s + QString(21, u':');
    configured.sslConfiguration->setAllowedNextProtocols({"x"_ba});
    QTest::newRow("S8.22 ALPN") << configured << u"h:443"_s + QString(21, u':');
    configured.sslConfiguration->setProtocol(QSsl::TlsV1_3);
    QTest::newRow("versions") << configured << u"h:443:::::::::"_s + u":TLSv1.3:TLSv1.3::::::::::"_s;
    configured.sslConfiguration->setProtocol(QSsl::TlsV1_3OrLater);
    QTest::newRow("least version") << configured << u"h:443:::::::::"_s + u":TLSv1.3:::::::::::"_s;
    configured.sslConfiguration->setProtocol(QSsl::SecureProtocols);
    configured.sslConfiguration->setPeerVerifyMode(QSslSocket::VerifyNone);
    QTest::newRow("VerifyNone") << configured << u"h:443::::::::false:::::::::::::"_s;
}

void tst_AgentName::secure()
{
    QFETCH(const RequestOptions, options);
    QTEST(agentName(options, true), "name");
    QCOMPARE(agentName(options, true), agentName(options, true));
}

// Each setting changes exactly its field of S8.20, counted from 0.
void tst_AgentName::configuration_data()
{
    QTest::addColumn<QSslConfiguration>("configuration");
    QTest::addColumn<int>("field");
    const auto row = [](const char *name, int field, auto &&change) {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        change(configuration);
        QTest::newRow(name) << configuration << field;
    };
    row("ca", 0, [&](auto &c) { c.setCaCertificates({m_one.certificate}); });
    row("no ca", 0, [&](auto &c) { c.setCaCertificates({}); });
    row("cert", 1, [&](auto &c) { c.setLocalCertificateChain({m_one.certificate}); });
    row("ciphers", 3, [](auto &c) { c.setCiphers(u"ECDHE-RSA-AES256-GCM-SHA384"_s); });
    row("key", 4, [&](auto &c) { c.setPrivateKey(m_one.key); });
    row("QueryPeer", 6, [](auto &c) { c.setPeerVerifyMode(QSslSocket::QueryPeer); });
    row("protocol", 8, [](auto &c) { c.setProtocol(QSsl::TlsV1_3OrLater); });
    row("curves", 13, [](auto &c) { c.setEllipticCurves({QSslEllipticCurve::fromShortName(u"secp384r1"_s)}); });
    row("options", 15, [](auto &c) { c.setSslOption(QSsl::SslOptionDisableServerNameIndication, true); });
    row("depth", 15, [](auto &c) { c.setPeerVerifyDepth(3); });
    row("backend", 17, [](auto &c) { c.setBackendConfigurationOption("MinProtocol", "TLSv1.2"_ba); });
}

void tst_AgentName::configuration()
{
    QFETCH(const QSslConfiguration, configuration);
    QFETCH(const int, field);
    RequestOptions options;
    options.host = u"h"_s;
    options.port = 443;
    options.sslConfiguration = configuration;
    const QStringList fields = agentName(options, true).split(u':').mid(3);
    QCOMPARE(fields.size(), 20);
    for (int i = 0; i < fields.size(); ++i)
        QVERIFY2(fields.at(i).isEmpty() != (i == field), qPrintable(QString::number(i) + fields.at(i)));
}

void tst_AgentName::secretsStayInside()
{
    RequestOptions options;
    options.sslConfiguration = QSslConfiguration::defaultConfiguration();
    m_one.putInto(&*options.sslConfiguration);
    options.sslConfiguration->setCaCertificates({m_one.certificate});
    const QString one = agentName(options, true);
    QVERIFY(one.size() < 150);
    QVERIFY(!one.contains(QString::fromLatin1(m_one.key.toDer().toHex().left(32))));
    options.sslConfiguration->setPrivateKey(m_two.key);
    QVERIFY(agentName(options, true) != one);
    m_one.putInto(&*options.sslConfiguration);
    QCOMPARE(agentName(options, true), one);
    options.sslConfiguration->setCaCertificates({m_one.certificate, m_two.certificate});
    QVERIFY(agentName(options, true) != one);
}

void tst_AgentName::manyConfigurations() // more than are remembered
{
    QStringList names;
    for (int round = 0; round < 3; ++round) {
        QStringList now;
        for (int depth = 1; depth <= 9; ++depth) {
            RequestOptions options;
            options.sslConfiguration = QSslConfiguration::defaultConfiguration();
            options.sslConfiguration->setPeerVerifyDepth(depth);
            now << agentName(options, true);
        }
        QCOMPARE(QSet<QString>(now.cbegin(), now.cend()).size(), 9);
        if (round > 0)
            QCOMPARE(now, names);
        names = now;
    }
}

void tst_AgentName::cost_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<bool>("configured");
    QTest::newRow("plain") << false << false;
    QTest::newRow("TLS") << true << false;
    QTest::newRow("TLS, configured") << true << true;
}

void tst_AgentName::cost()
{
    QFETCH(const bool, secure);
    QFETCH(const bool, configured);
    RequestOptions options;
    options.hostname = u"www.example.com"_s;
    options.port = 8080;
    if (configured) {
        options.sslConfiguration = QSslConfiguration::defaultConfiguration();
        options.sslConfiguration->setCaCertificates({m_one.certificate});
    }
    QString name;
    QBENCHMARK { name = agentName(options, secure); }
    QVERIFY(name.startsWith(u"www.example.com:8080:"_s));
}

QTEST_GUILESS_MAIN(tst_AgentName)
#include "tst_agentname.moc"
