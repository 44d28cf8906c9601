// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Which client Forwarded and X-Forwarded-For lead to, and whom they cannot fool.

#include <NodeHttp/ForwardedInfo>

#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const TrustedProxies kTrusted({u"10.0.0.0/8"_s, u"127.0.0.1"_s, u"fd00::/8"_s});

} // namespace

class tst_ForwardedInfo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void subnets_data();
    void subnets();
    void badSubnets();
    void forwarded_data();
    void forwarded();
    void xForwarded_data();
    void xForwarded();
    void xForwardedProtocol();
};

void tst_ForwardedInfo::subnets_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("trusted");
    QTest::newRow("address") << u"127.0.0.1"_s << true;
    QTest::newRow("next address") << u"127.0.0.2"_s << false;
    QTest::newRow("subnet") << u"10.255.0.1"_s << true;
    QTest::newRow("beyond") << u"11.0.0.1"_s << false;
    QTest::newRow("mapped") << u"::ffff:10.1.1.1"_s << true;
    QTest::newRow("mapped beyond") << u"::ffff:11.1.1.1"_s << false;
    QTest::newRow("IPv6") << u"fd12::1"_s << true;
    QTest::newRow("IPv6 beyond") << u"fe80::1"_s << false;
    QTest::newRow("loopback of the other kind") << u"::1"_s << false;
    QTest::newRow("none") << QString() << false;
}

void tst_ForwardedInfo::subnets()
{
    QFETCH(const QString, address);
    QFETCH(const bool, trusted);
    QVERIFY(kTrusted.isValid());
    QCOMPARE(kTrusted.contains(QHostAddress(address)), trusted);
    QVERIFY(!TrustedProxies().contains(QHostAddress(address)));
}

void tst_ForwardedInfo::badSubnets()
{
    QVERIFY(TrustedProxies().isValid() && TrustedProxies().isEmpty());
    for (const QString &bad : {u"proxy.example"_s, u"10.0.0.0/33"_s, u"::/129"_s, u""_s, u"10.0.0.1/"_s, u"10.0.0.0/x"_s}) {
        const TrustedProxies proxies({bad, u"127.0.0.1"_s});
        QVERIFY2(!proxies.isValid(), qPrintable(bad));
        QVERIFY(proxies.contains(QHostAddress(u"127.0.0.1"_s)));
        QVERIFY(!proxies.contains(QHostAddress(u"10.0.0.1"_s)));
    }
}

void tst_ForwardedInfo::forwarded_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("rest"); // port protocol host
    QTest::newRow("nothing") << u"10.0.0.1"_s << QString() << u"10.0.0.1"_s << u"-1  "_s;
    QTest::newRow("one") << u"10.0.0.1"_s << u"for=192.0.2.7;proto=HTTPS;host=a.example"_s << u"192.0.2.7"_s
                         << u"-1 https a.example"_s;
    QTest::newRow("names in any case") << u"10.0.0.1"_s << u"For=192.0.2.7; PROTO=http"_s << u"192.0.2.7"_s << u"-1 http "_s;
    QTest::newRow("IPv6 and port") << u"10.0.0.1"_s << u"for=\"[2001:db8::7]:4711\""_s << u"2001:db8::7"_s << u"4711  "_s;
    QTest::newRow("IPv4 and port") << u"10.0.0.1"_s << u"for=\"192.0.2.7:80\""_s << u"192.0.2.7"_s << u"80  "_s;
    QTest::newRow("escapes") << u"10.0.0.1"_s << u"for=\"192.0.2\\.7\";host=\"a\\\"b\""_s << u"192.0.2.7"_s << u"-1  a\"b"_s;
    QTest::newRow("untrusted peer") << u"192.0.2.1"_s << u"for=127.0.0.1;proto=https"_s << u"192.0.2.1"_s << u"-1  "_s;
    QTest::newRow("invented beginning") << u"10.0.0.1"_s << u"for=6.6.6.6;host=evil, for=192.0.2.7;host=good"_s
                                        << u"192.0.2.7"_s << u"-1  good"_s;
    QTest::newRow("two proxies") << u"10.0.0.1"_s << u"for=6.6.6.6, for=192.0.2.7;proto=https, for=10.0.0.2;proto=http"_s
                                 << u"192.0.2.7"_s << u"-1 https "_s;
    QTest::newRow("all trusted") << u"10.0.0.1"_s << u"for=10.0.0.3, for=10.0.0.2"_s << u"10.0.0.3"_s << u"-1  "_s;
    QTest::newRow("hidden") << u"10.0.0.1"_s << u"for=_hidden;proto=https"_s << u"10.0.0.1"_s << u"-1  "_s;
    QTest::newRow("unknown behind a proxy") << u"10.0.0.1"_s << u"for=unknown, for=10.0.0.2;proto=http"_s << u"10.0.0.2"_s
                                            << u"-1 http "_s;
    QTest::newRow("unclosed quote") << u"10.0.0.1"_s << u"for=6.6.6.6;by=\"x, for=192.0.2.7"_s << u"10.0.0.1"_s << u"-1  "_s;
    QTest::newRow("quote around the proxy's") << u"10.0.0.1"_s << u"for=6.6.6.6;by=\"x, for=\"[2001:db8::7]\""_s
                                              << u"10.0.0.1"_s << u"-1  "_s;
    QTest::newRow("empty element") << u"10.0.0.1"_s << u"for=192.0.2.7,,for=192.0.2.8"_s << u"10.0.0.1"_s << u"-1  "_s;
    QTest::newRow("no value") << u"10.0.0.1"_s << u"for="_s << u"10.0.0.1"_s << u"-1  "_s;
    QTest::newRow("blank in the pair") << u"10.0.0.1"_s << u"for =192.0.2.7"_s << u"10.0.0.1"_s << u"-1  "_s;
    QTest::newRow("no address") << u"10.0.0.1"_s << u"for=127.1"_s << u"10.0.0.1"_s << u"-1  "_s;
    QTest::newRow("port out of range") << u"10.0.0.1"_s << u"for=\"192.0.2.7:65536\""_s << u"192.0.2.7"_s << u"-1  "_s;
    QTest::newRow("mapped peer") << u"::ffff:10.0.0.1"_s << u"for=192.0.2.7"_s << u"192.0.2.7"_s << u"-1  "_s;
}

void tst_ForwardedInfo::forwarded()
{
    QFETCH(const QString, peer);
    QFETCH(const QString, header);
    QFETCH(const QString, client);
    QFETCH(const QString, rest);
    const ForwardedInfo info = ForwardedInfo::fromForwarded(QHostAddress(peer), kTrusted, header);
    QCOMPARE(info.client, QHostAddress(client));
    QCOMPARE(u"%1 %2 %3"_s.arg(info.port).arg(info.protocol, info.host), rest);
}

void tst_ForwardedInfo::xForwarded_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("client");
    QTest::newRow("nothing") << u"10.0.0.1"_s << QString() << u"10.0.0.1"_s;
    QTest::newRow("one") << u"10.0.0.1"_s << u"192.0.2.7"_s << u"192.0.2.7"_s;
    QTest::newRow("IPv6") << u"10.0.0.1"_s << u"2001:db8::7"_s << u"2001:db8::7"_s;
    QTest::newRow("with ports") << u"10.0.0.1"_s << u"[2001:db8::7]:1, 10.0.0.2:80"_s << u"2001:db8::7"_s;
    QTest::newRow("invented beginning") << u"10.0.0.1"_s << u"127.0.0.1, 6.6.6.6,192.0.2.7"_s << u"192.0.2.7"_s;
    QTest::newRow("two proxies") << u"10.0.0.1"_s << u"6.6.6.6, 192.0.2.7, 10.0.0.2"_s << u"192.0.2.7"_s;
    QTest::newRow("untrusted peer") << u"192.0.2.1"_s << u"127.0.0.1"_s << u"192.0.2.1"_s;
    QTest::newRow("nonsense last") << u"10.0.0.1"_s << u"192.0.2.7, what"_s << u"10.0.0.1"_s;
    QTest::newRow("nonsense first") << u"10.0.0.1"_s << u"what, 192.0.2.7"_s << u"192.0.2.7"_s;
    QTest::newRow("comma last") << u"10.0.0.1"_s << u"192.0.2.7,"_s << u"10.0.0.1"_s;
    QTest::newRow("scope") << u"10.0.0.1"_s << u"fe80::1%lo"_s << u"10.0.0.1"_s;
}

void tst_ForwardedInfo::xForwarded()
{
    QFETCH(const QString, peer);
    QFETCH(const QString, header);
    QFETCH(const QString, client);
    QCOMPARE(ForwardedInfo::fromXForwarded(QHostAddress(peer), kTrusted, header).client, QHostAddress(client));
}

void tst_ForwardedInfo::xForwardedProtocol()
{
    const QHostAddress proxy(u"10.0.0.1"_s);
    ForwardedInfo info = ForwardedInfo::fromXForwarded(proxy, kTrusted, u"192.0.2.7"_s, u"http, HTTPS"_s, u"evil, a.example"_s);
    QCOMPARE(info.protocol, u"https"_s);
    QCOMPARE(info.host, u"a.example"_s);
    info = ForwardedInfo::fromXForwarded(QHostAddress(u"192.0.2.1"_s), kTrusted, u"192.0.2.7"_s, u"https"_s, u"a.example"_s);
    QVERIFY(info.protocol.isEmpty() && info.host.isEmpty());
}

QTEST_GUILESS_MAIN(tst_ForwardedInfo)
#include "tst_forwardedinfo.moc"
