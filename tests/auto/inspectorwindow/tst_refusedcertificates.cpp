// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorModelsTesting

// Must 17: of a certificate that was refused everybody sees the chain and what is wrong with it.

#include "asking.h"
#include "certificates.h"
#include "serving.h"
#include "trafficlog.h"

#include "exchangedetails.h"

#include "inspector/remotetraffic.h"

#include <NodeHttp/Inspector>

#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

QStringList valuesOf(const QVariantList &rows, const QString &name)
{
    QStringList values;
    for (const QVariant &row : rows) {
        if (row.toMap().value(u"name"_s).toString().startsWith(name))
            values.append(row.toMap().value(u"value"_s).toString());
    }
    return values;
}

const ExchangeRecord *failed(const TrafficRecorder &recorder, TrafficSide side)
{
    for (qsizetype row = 0; row < recorder.count(); ++row) {
        if (recorder.at(row).side == side && recorder.at(row).state == State::Failed)
            return &recorder.at(row);
    }
    return nullptr;
}

RequestOptions securely(const Server &server)
{
    RequestOptions options = to(server.port());
    options.protocol = u"https:"_s;
    return options;
}

} // namespace

class tst_RefusedCertificates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void client_data();
    void client();
    void server();
    void otherProcess();
    void otherFailures();

private:
    Authority m_authority;
};

void tst_RefusedCertificates::initTestCase()
{
    setEnabled(true);
    QVERIFY(m_authority.make());
}

void tst_RefusedCertificates::client_data()
{
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("problem");

    QTest::newRow("nobody knows the issuer") << false << "DNS:localhost,IP:127.0.0.1"_ba << Identity::Kind().until << u"self-signed"_s;
    QTest::newRow("made for another name") << true << "DNS:elsewhere.test"_ba << Identity::Kind().until << u"host name"_s;
    QTest::newRow("expired") << true << "DNS:localhost,IP:127.0.0.1"_ba << u"20210101000000Z"_s << u"expired"_s;
}

void tst_RefusedCertificates::client()
{
    QFETCH(bool, trusted);
    QFETCH(QByteArray, names);
    QFETCH(QString, until);
    QFETCH(QString, problem);

    const Identity own = m_authority.issue("refused.test", names, false, until);
    Serving serving([](auto *, auto *response) { response->end("x"); });
    serving.setSslConfiguration(own.serverSide({m_authority.certificate()}));
    InspectorSession session;
    session.setAttached(true);
    session.setRecording(true);
    TrafficLog log;
    RequestOptions options = securely(serving);
    if (trusted) {
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        trusting.setCaCertificates({m_authority.certificate()});
        options.sslConfiguration = trusting;
    }
    Asked asked(get(options));
    QTRY_VERIFY(asked.isOver());
    QVERIFY(asked.error);

    const TrafficConnection here = log.connection(TrafficSide::Client);
    QCOMPARE(here.tls.peerCertificates.constFirst(), own.certificate);
    QCOMPARE(here.tls.peerCertificates.size(), 2);
    QVERIFY2(here.tls.problems.join(u' ').contains(problem, Qt::CaseInsensitive), qPrintable(here.tls.problems.join(u' ')));
    QVERIFY(here.connected > 0);
    QCOMPARE(here.secured, 0);
    QVERIFY(log.connectionStory(here.id).contains(u"refused"_s));

    QTRY_VERIFY(failed(*session.recorder(), TrafficSide::Client));
    ExchangeDetails details;
    details.setSession(&session);
    details.setNumber(qint64(failed(*session.recorder(), TrafficSide::Client)->number));
    const QVariantList facts = details.connectionFacts();
    QVERIFY(valuesOf(facts, u"TLS"_s).constFirst().contains(u"refused"_s));
    QVERIFY(valuesOf(facts, u"Certificate problem"_s).join(u' ').contains(problem, Qt::CaseInsensitive));
    QVERIFY(valuesOf(facts, u"Certificate"_s).join(u' ').contains(u"refused.test, issued by ca"_s));
    QVERIFY(valuesOf(facts, u"Issuer 1"_s).constFirst().startsWith(u"ca, issued by ca"_s));
    QCOMPARE(valuesOf(details.errors(), u"Phase"_s), QStringList{u"TLS"_s});
}

// A server that asks for certificates and does not like what it gets.
void tst_RefusedCertificates::server()
{
    const Identity own = m_authority.issue("localhost", "DNS:localhost,IP:127.0.0.1");
    const Identity unknown = m_authority.issue("stranger", "DNS:stranger", true);
    Serving serving([](auto *, auto *response) { response->end("x"); });
    QSslConfiguration asking = own.serverSide();
    asking.setPeerVerifyMode(QSslSocket::VerifyPeer);
    asking.setCaCertificates({m_authority.certificate()});
    serving.setSslConfiguration(asking);
    InspectorSession session;
    session.setAttached(true);
    session.setRecording(true);
    TrafficLog log;
    RequestOptions options = securely(serving);
    options.rejectUnauthorized = false;
    QSslConfiguration offering = QSslConfiguration::defaultConfiguration();
    unknown.putInto(&offering);
    options.sslConfiguration = offering;
    Asked asked(get(options));
    QTRY_VERIFY(asked.isOver());
    QTRY_VERIFY(log.connectionStory(log.connection(TrafficSide::Server).id).contains(u"refused"_s));
    const TrafficConnection there = log.connection(TrafficSide::Server);
    QCOMPARE(there.tls.peerCertificates.constFirst(), unknown.certificate);
    QVERIFY(!there.tls.problems.isEmpty());
    QTRY_VERIFY(failed(*session.recorder(), TrafficSide::Server));
    QVERIFY(failed(*session.recorder(), TrafficSide::Server)->certificates.constFirst().startsWith(u"stranger"_s));
}

void tst_RefusedCertificates::otherProcess()
{
    const QString name = u"refused-%1"_s.arg(QCoreApplication::applicationPid());
    QVERIFY(offer(name));
    TrafficRecorder recorder;
    RemoteTraffic remote(&recorder);
    remote.attach(name);
    QTRY_VERIFY(remote.isAttached());
    Serving serving([](auto *, auto *response) { response->end("x"); });
    serving.setSslConfiguration(m_authority.issue("far.test", "DNS:far.test").serverSide({m_authority.certificate()}));
    Asked asked(get(securely(serving)));
    QTRY_VERIFY(asked.isOver());
    QTRY_VERIFY(failed(recorder, TrafficSide::Client));
    const ExchangeRecord *const record = failed(recorder, TrafficSide::Client);
    QTRY_COMPARE(record->certificates.size(), 2);
    QVERIFY(!record->tlsProblems.isEmpty());
    remote.detach();
    withdraw();
}

void tst_RefusedCertificates::otherFailures()
{
    TrafficLog log;
    Serving plain([](auto *, auto *response) { response->end("x"); }); // speaks no TLS
    Asked asked(get(securely(plain)));
    QTRY_VERIFY(asked.isOver());
    QVERIFY(asked.error);
    QVERIFY(!log.connectionStory(log.connection(TrafficSide::Client).id).contains(u"refused"_s));
}

QTEST_GUILESS_MAIN(tst_RefusedCertificates)

#include "tst_refusedcertificates.moc"
