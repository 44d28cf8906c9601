// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// TLS sessions taken up again: S8.23. Only OpenSSL's own server tells whether a session was.

#include "client/sessioncache_p.h"
#include "connecting.h"
#include "identity.h"

#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslsocket.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

class OpenSslServer : public QProcess
{
public:
    explicit OpenSslServer(const Identity &identity, const QStringList &more = {})
    {
        start(u"openssl"_s, QStringList{u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-www"_s, u"-cert"_s,
                                        identity.certificateFile, u"-key"_s, identity.keyFile} + more);
    }
    ~OpenSslServer() override
    {
        kill();
        waitForFinished();
    }
    int port() // 0 until it is known
    {
        static const QRegularExpression accepts(u"ACCEPT 127\\.0\\.0\\.1:(\\d+)"_s);
        m_said += readAllStandardOutput();
        return accepts.match(QString::fromLatin1(m_said)).captured(1).toInt();
    }

private:
    QByteArray m_said;
};

} // namespace

class tst_Sessions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cache();
    void oldestGoes();
    void keepsNothing();
    void resumes_data();
    void resumes();
    void unverifiedIsApart();
    void evictedOnFailure();
    void evictedOnError();
    void cacheDiesFirst();

private:
    // Connects, asks for the page of the server and says "New" or "Reused".
    void ask(int port, const std::shared_ptr<SessionCache> &cache, const QString &name, bool verify, QString *answer)
    {
        RequestOptions options = to(u"localhost"_s, port);
        options.sslConfiguration = QSslConfiguration::defaultConfiguration();
        options.sslConfiguration->setCaCertificates({m_identity.certificate});
        if (!verify)
            options.rejectUnauthorized = false;
        Connecting connecting(options, true, cache, name);
        QTRY_VERIFY(connecting.isOver());
        QVERIFY2(connecting.isReady(), qPrintable(connecting.error.message()));
        connecting.socket->write("GET / HTTP/1.0\r\n\r\n");
        static const QRegularExpression verdict(u"(New|Reused), TLS"_s);
        QString page;
        QTRY_VERIFY((page += QString::fromLatin1(connecting.socket->readAll())).contains(verdict));
        *answer = verdict.match(page).captured(1);
    }

    QTemporaryDir m_folder;
    Identity m_identity;
};

void tst_Sessions::initTestCase()
{
    QVERIFY(m_identity.make(m_folder, u"localhost"_s));
}

void tst_Sessions::cache()
{
    SessionCache cache(3);
    QVERIFY(cache.ticket(u"a"_s).isNull());
    cache.store(u"a"_s, "1");
    cache.store(u"a"_s, "2"); // the last one
    QCOMPARE(cache.ticket(u"a"_s), "2");
    cache.store(u"b"_s, {}); // none came
    QCOMPARE(cache.size(), 1);
    cache.evict(u"a"_s);
    cache.evict(u"never"_s);
    QVERIFY(cache.ticket(u"a"_s).isNull());
}

void tst_Sessions::oldestGoes()
{
    SessionCache cache(2);
    cache.store(u"a"_s, "1");
    cache.store(u"b"_s, "2");
    QCOMPARE(cache.ticket(u"a"_s), "1"); // used: b is the oldest now
    cache.store(u"c"_s, "3");
    QCOMPARE(cache.size(), 2);
    QVERIFY(cache.ticket(u"b"_s).isNull());
    QCOMPARE(cache.ticket(u"a"_s), "1");
    QCOMPARE(cache.ticket(u"c"_s), "3");
}

void tst_Sessions::keepsNothing()
{
    SessionCache cache(0);
    cache.store(u"a"_s, "1");
    QCOMPARE(cache.size(), 0);
}

void tst_Sessions::resumes_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("TLS 1.3") << u"-tls1_3"_s;
    QTest::newRow("TLS 1.2") << u"-tls1_2"_s;
}

void tst_Sessions::resumes()
{
    QFETCH(const QString, version);
    OpenSslServer server(m_identity, {version});
    QTRY_VERIFY(server.port() > 0);
    const auto cache = std::make_shared<SessionCache>(100);
    QString answer;
    for (const auto &expected : {u"New"_s, u"Reused"_s, u"Reused"_s}) {
        ask(server.port(), cache, u"name"_s, true, &answer);
        QCOMPARE(answer, expected);
    }
    QCOMPARE(cache->size(), 1);
    ask(server.port(), cache, u"other name"_s, true, &answer);
    QCOMPARE(answer, u"New"_s);
    QCOMPARE(cache->size(), 2);
    ask(server.port(), nullptr, u"name"_s, true, &answer);
    QCOMPARE(answer, u"New"_s);
}

void tst_Sessions::unverifiedIsApart() // even where both have one name
{
    OpenSslServer server(m_identity);
    QTRY_VERIFY(server.port() > 0);
    const auto cache = std::make_shared<SessionCache>(100);
    QString answer;
    ask(server.port(), cache, u"name"_s, false, &answer);
    QCOMPARE(answer, u"New"_s);
    ask(server.port(), cache, u"name"_s, true, &answer);
    QCOMPARE(answer, u"New"_s);
    ask(server.port(), cache, u"name"_s, false, &answer);
    QCOMPARE(answer, u"Reused"_s);
}

void tst_Sessions::evictedOnFailure()
{
    const auto cache = std::make_shared<SessionCache>(100);
    cache->store(u"name"_s, "no session at all");
    Listening server;
    connect(&server, &QTcpServer::newConnection, this, [&] { server.nextPendingConnection()->write("HTTP/1.1 400 \r\n\r\n"); });
    Connecting connecting(to(u"localhost"_s, server.serverPort()), true, cache, u"name"_s);
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"EPROTO"_s);
    QCOMPARE(cache->size(), 0);
}

void tst_Sessions::evictedOnError() // of a connection that stood
{
    OpenSslServer server(m_identity);
    QTRY_VERIFY(server.port() > 0);
    const auto cache = std::make_shared<SessionCache>(100);
    RequestOptions options = to(u"localhost"_s, server.port());
    options.rejectUnauthorized = false;
    Connecting connecting(options, true, cache, u"name"_s);
    QTRY_COMPARE(cache->size(), 1);
    QVERIFY(connecting.isReady());
    Q_EMIT connecting.as<QSslSocket>()->errorOccurred(QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(cache->size(), 1); // an orderly end
    Q_EMIT connecting.as<QSslSocket>()->errorOccurred(QAbstractSocket::NetworkError);
    QCOMPARE(cache->size(), 0);
}

void tst_Sessions::cacheDiesFirst()
{
    OpenSslServer server(m_identity);
    QTRY_VERIFY(server.port() > 0);
    auto cache = std::make_shared<SessionCache>(100);
    RequestOptions options = to(u"localhost"_s, server.port());
    options.rejectUnauthorized = false;
    Connecting connecting(options, true, cache, u"name"_s);
    connecting.onOutcome = [&] { cache.reset(); };
    QTRY_VERIFY(connecting.isReady());
    connecting.socket->write("GET / HTTP/1.0\r\n\r\n");
    QTRY_VERIFY(connecting.socket->bytesAvailable() > 0);
}

QTEST_GUILESS_MAIN(tst_Sessions)
#include "tst_sessions.moc"
