// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// HTTP_PROXY, HTTPS_PROXY, NO_PROXY: S10.24.

#include "client/proxyenvironment_p.h"

#include <QtCore/qprocess.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_ProxyEnvironment : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chosen_data();
    void chosen();
    void exempt_data();
    void exempt();
    void networkProxy_data();
    void networkProxy();
    void invalid_data();
    void invalid();
};

void tst_ProxyEnvironment::chosen_data()
{
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("proxy");
    const QString http = u"http:"_s, https = u"https:"_s;
    QTest::newRow("nothing") << QStringList{} << http << QString();
    QTest::newRow("http_proxy") << QStringList{u"http_proxy=http://p:1"_s} << http << u"http://p:1"_s;
    QTest::newRow("HTTP_PROXY") << QStringList{u"HTTP_PROXY=http://p:1"_s} << http << u"http://p:1"_s;
    QTest::newRow("lower case wins") << QStringList{u"HTTP_PROXY=http://q"_s, u"http_proxy=http://p"_s} << http << u"http://p"_s;
    QTest::newRow("empty does not") << QStringList{u"HTTP_PROXY=http://q"_s, u"http_proxy="_s} << http << u"http://q"_s;
    QTest::newRow("https_proxy") << QStringList{u"http_proxy=http://p"_s, u"https_proxy=http://q"_s} << https << u"http://q"_s;
    QTest::newRow("HTTPS_PROXY") << QStringList{u"HTTPS_PROXY=http://q"_s} << https << u"http://q"_s;
    QTest::newRow("not the other one") << QStringList{u"http_proxy=http://p"_s} << https << QString();
    QTest::newRow("other protocols") << QStringList{u"http_proxy=http://p"_s} << u"ws:"_s << QString();
    QTest::newRow("all_proxy is not Node's") << QStringList{u"all_proxy=http://p"_s} << http << QString();
    QTest::newRow("no scheme") << QStringList{u"http_proxy=p:3128"_s} << http << u"http://p:3128"_s;
    QTest::newRow("blanks") << QStringList{u"http_proxy= http://p "_s} << http << u"http://p"_s;
    QTest::newRow("credentials") << QStringList{u"http_proxy=http://u:p%40@p"_s} << http << u"http://u:p%40@p"_s;
    QTest::newRow("no_proxy") << QStringList{u"http_proxy=http://p"_s, u"no_proxy=target.test"_s} << http << QString();
    QTest::newRow("NO_PROXY") << QStringList{u"http_proxy=http://p"_s, u"NO_PROXY=target.test"_s} << http << QString();
    QTest::newRow("no_proxy wins") << QStringList{u"http_proxy=http://p"_s, u"no_proxy=x"_s, u"NO_PROXY=*"_s} << http << u"http://p"_s;
}

void tst_ProxyEnvironment::chosen()
{
    QFETCH(const QStringList, variables);
    QFETCH(const QString, protocol);
    QFETCH(const QString, proxy);
    QProcessEnvironment environment;
    for (const QString &variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    QCOMPARE(proxyFor(environment, protocol, u"target.test"_s, 80).toString(QUrl::FullyEncoded), proxy);
}

void tst_ProxyEnvironment::exempt_data()
{
    QTest::addColumn<QString>("noProxy");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("exempt");
    const auto row = [](const QString &noProxy, const QString &host, bool exempt) {
        QTest::addRow("%s for %s", qPrintable(noProxy), qPrintable(host)) << noProxy << host << exempt;
    };
    row({}, u"a.test"_s, false);
    row(u","_s, u"a.test"_s, false);
    row(u"*"_s, u"a.test"_s, true);
    row(u"b.test, *"_s, u"a.test"_s, true);
    row(u"a.test"_s, u"a.test"_s, true);
    row(u"A.Test"_s, u"a.tesT"_s, true);
    row(u"a.test"_s, u"a.test."_s, true);
    row(u"a.test"_s, u"x.a.test"_s, false);
    row(u"b.test , a.test ,c"_s, u"a.test"_s, true);
    row(u".a.test"_s, u"x.a.test"_s, true);
    row(u".a.test"_s, u"x.y.a.test"_s, true);
    row(u".a.test"_s, u"a.test"_s, true); // as curl and Node
    row(u".a.test"_s, u"nota.test"_s, false); // unlike Node
    row(u"*.a.test"_s, u"x.a.test"_s, true);
    row(u"*.a.test"_s, u"a.test"_s, false);
    row(u"*.a.test"_s, u"nota.test"_s, false);
    row(u"."_s, u"a.test"_s, false);
    row(u"*."_s, u"a.test"_s, false);
    row(u"a.test:80"_s, u"a.test"_s, true);
    row(u"a.test:81"_s, u"a.test"_s, false);
    row(u".a.test:80"_s, u"x.a.test"_s, true);
    row(u".a.test:81"_s, u"x.a.test"_s, false);
    row(u"127.0.0.1"_s, u"127.0.0.1"_s, true);
    row(u"127.0.0.1:80"_s, u"127.0.0.1"_s, true);
    row(u"127.0.0.1:81"_s, u"127.0.0.1"_s, false);
    row(u"127.0.0.1"_s, u"localhost"_s, false); // names are not looked up
    row(u"10.0.0.1-10.0.0.9"_s, u"10.0.0.1"_s, true);
    row(u"10.0.0.1 - 10.0.0.9"_s, u"10.0.0.9"_s, true);
    row(u"10.0.0.1-10.0.0.9"_s, u"10.0.0.10"_s, false);
    row(u"10.0.0.1-10.0.0.9"_s, u"my-10.test"_s, false);
    row(u"my-host.test"_s, u"my-host.test"_s, true);
    row(u"10.0.0.0/8"_s, u"10.200.3.4"_s, true);
    row(u"10.0.0.0/8"_s, u"11.0.0.1"_s, false);
    row(u"10.0.0.0/99"_s, u"10.0.0.1"_s, false);
    row(u"0.0.0.0/0"_s, u"10.0.0.1"_s, true);
    row(u"fd00::/8"_s, u"fd12::1"_s, true);
    row(u"fd00::/8"_s, u"[fe12::1]"_s, false);
    row(u"::1"_s, u"::1"_s, true);
    row(u"[::1]"_s, u"::1"_s, true);
    row(u"::1"_s, u"[::1]"_s, true);
    row(u"0:0::1"_s, u"::1"_s, true);
    row(u"[::1]:80"_s, u"::1"_s, true);
    row(u"[::1]:81"_s, u"::1"_s, false);
    row(u"::1"_s, u"::2"_s, false);
    row(u"[::1"_s, u"::1"_s, false);
}

void tst_ProxyEnvironment::exempt()
{
    QFETCH(const QString, noProxy);
    QFETCH(const QString, host);
    QTEST(isExempt(noProxy, host, 80), "exempt");
}

void tst_ProxyEnvironment::networkProxy_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QNetworkProxy>("proxy");
    const auto http = QNetworkProxy::HttpProxy, socks = QNetworkProxy::Socks5Proxy;
    QTest::newRow("http") << u"http://p:3128"_s << QNetworkProxy(http, u"p"_s, 3128);
    QTest::newRow("default port") << u"http://p/"_s << QNetworkProxy(http, u"p"_s, 80);
    QTest::newRow("credentials") << u"http://a%40b:c%3Ad@p"_s << QNetworkProxy(http, u"p"_s, 80, u"a@b"_s, u"c:d"_s);
    QTest::newRow("IPv6") << u"http://[::1]:1"_s << QNetworkProxy(http, u"::1"_s, 1);
    QTest::newRow("socks5") << u"socks5://u:p@s"_s << QNetworkProxy(socks, u"s"_s, 1080, u"u"_s, u"p"_s);
    QTest::newRow("socks5h") << u"socks5h://s:9"_s << QNetworkProxy(socks, u"s"_s, 9);
}

void tst_ProxyEnvironment::networkProxy()
{
    QFETCH(const QString, url);
    QFETCH(const QNetworkProxy, proxy);
    const std::optional<QNetworkProxy> made = toNetworkProxy(QUrl(url));
    QVERIFY(made && !validateProxy(QUrl(url)));
    QCOMPARE(*made, proxy);
}

void tst_ProxyEnvironment::invalid_data()
{
    QTest::addColumn<QString>("variable");
    for (const char *variable : {"https://user:secret@p", "ftp://p", "http://", "http://p:port", "http://user:secret@p:99999", "socks4://p"})
        QTest::newRow(variable) << QString::fromLatin1(variable);
}

void tst_ProxyEnvironment::invalid() // refused, rather than gone around
{
    QFETCH(const QString, variable);
    QProcessEnvironment environment;
    environment.insert(u"http_proxy"_s, variable);
    const QUrl url = proxyFor(environment, u"http:"_s, u"target.test"_s, 80);
    QVERIFY(!url.isEmpty());
    const Error error = validateProxy(url);
    QCOMPARE(error.code(), u"ERR_PROXY_INVALID_CONFIG"_s);
    QVERIFY(!error.message().contains(u"secret"_s));
    QVERIFY(!toNetworkProxy(url));
}

QTEST_GUILESS_MAIN(tst_ProxyEnvironment)
#include "tst_proxyenvironment.moc"
