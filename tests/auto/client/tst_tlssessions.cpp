// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// TLS sessions that an agent keeps by pool name (S8.23), against a server that resumes them.

#include "asking.h"
#include "certificates.h"

#include <QtNetwork/qsslsocket.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

// OpenSSL's own test server, which keeps sessions and prints whether one was resumed. It answers and closes.
class SessionServer
{
public:
    explicit SessionServer(const Identity &credentials)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(u"openssl"_s, {u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-cert"_s, credentials.certificateFile, u"-key"_s,
                                       credentials.keyFile, u"-www"_s});
        QByteArray output;
        (void)QTest::qWaitFor([&] {
            output += m_process.readAll();
            const qsizetype at = output.indexOf("ACCEPT 127.0.0.1:");
            if (at >= 0 && output.indexOf('\n', at) > 0)
                m_port = output.mid(at + 17, output.indexOf('\n', at) - at - 17).trimmed().toInt();
            return m_port > 0;
        }, 10000);
    }
    ~SessionServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    int port() const { return m_port; }

private:
    QProcess m_process;
    int m_port = 0;
};

} // namespace

class tst_TlsSessions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void resumption();
    void noResumption_data();
    void noResumption();

private:
    RequestOptions secureOver(Agent *agent, int port) const
    {
        RequestOptions options = over(agent, port);
        options.protocol = u"https:"_s;
        options.host = u"localhost"_s;
        options.family = 4;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates({m_authority.certificate()});
        options.sslConfiguration = configuration;
        return options;
    }
    static AgentOptions httpsPooling()
    {
        AgentOptions options = pooling();
        options.protocol = u"https:"_s;
        return options;
    }

    Authority m_authority;
    Identity m_localhost;
};

void tst_TlsSessions::initTestCase()
{
    QVERIFY(m_authority.make());
    m_localhost = m_authority.issue("localhost", "DNS:localhost,IP:127.0.0.1");
    QVERIFY(!m_localhost.certificate.isNull());
}

void tst_TlsSessions::resumption() // S8.23: by pool name
{
    const SessionServer server(m_localhost);
    QVERIFY(server.port() > 0);
    Agent agent(httpsPooling());
    for (int i = 0; i < 3; ++i) {
        Asked asked(get(secureOver(&agent, server.port())));
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QVERIFY2(asked.body.contains(i == 0 ? "New, TLS" : "Reused, TLS"), asked.body.left(1500).constData());
        QVERIFY(!asked.reused); // another connection each time
    }
    RequestOptions otherName = secureOver(&agent, server.port());
    otherName.host = u"127.0.0.1"_s;
    Asked other(get(otherName));
    QTRY_COMPARE(other.outcome(), u"200"_s);
    QVERIFY(other.body.contains("New, TLS"));
}

void tst_TlsSessions::noResumption_data()
{
    QTest::addColumn<int>("cached");
    QTest::newRow("turned off") << 0;
    QTest::newRow("the name was evicted") << 1;
}

void tst_TlsSessions::noResumption()
{
    QFETCH(const int, cached);
    const SessionServer server(m_localhost);
    AgentOptions options = httpsPooling();
    options.maxCachedSessions = cached;
    Agent agent(options);
    RequestOptions otherName = secureOver(&agent, server.port());
    otherName.host = u"127.0.0.1"_s;
    for (const RequestOptions &asking : {secureOver(&agent, server.port()), otherName, secureOver(&agent, server.port())}) {
        Asked asked(get(asking));
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QVERIFY(asked.body.contains("New, TLS"));
    }
}

QTEST_GUILESS_MAIN(tst_TlsSessions)
#include "tst_tlssessions.moc"
