// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// From names to addresses, and from one address to the next: S2.103, S9.33, S9.34.

#include "connecting.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qhostinfo.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ConnectorLookup : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lookup_data();
    void lookup();
    void lookupArguments();
    void lookupFails_data();
    void lookupFails();
    void lateLookup();
    void onlyFirstAnswerCounts();
    void nextAddress();
    void systemLookup_data();
    void systemLookup();
};

void tst_ConnectorLookup::lookup_data()
{
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<int>("family");
    QTest::addColumn<bool>("later");
    QTest::newRow("at once") << QStringList{u"127.0.0.1"_s} << 0 << false;
    QTest::newRow("later") << QStringList{u"127.0.0.1"_s} << 0 << true;
    QTest::newRow("the order is kept") << QStringList{u"127.0.0.1"_s, u"127.0.0.2"_s} << 0 << false;
    QTest::newRow("the choice is the function's") << QStringList{u"127.0.0.1"_s} << 6 << false;
    QTest::newRow("null addresses are skipped") << QStringList{u"nonsense"_s, u"127.0.0.1"_s} << 0 << false;
}

void tst_ConnectorLookup::lookup()
{
    QFETCH(const QStringList, addresses);
    QFETCH(const int, family);
    QFETCH(const bool, later);
    Listening server;
    RequestOptions options = to(u"some.test"_s, server.serverPort());
    options.family = family;
    options.lookup = [&](const QString &name, int f, int hints, const LookupCallback &callback) {
        if (later)
            QTimer::singleShot(10, this, [=] { answering(addresses)(name, f, hints, callback); });
        else
            answering(addresses)(name, f, hints, callback);
    };
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isReady());
    QCOMPARE(connecting.as<QTcpSocket>()->peerAddress(), QHostAddress(u"127.0.0.1"_s));
    QVERIFY(connecting.connector->times().lookedUp > 0);
}

void tst_ConnectorLookup::lookupArguments() // S9.33
{
    QString asked;
    RequestOptions options = to(u"some.test"_s, 1);
    options.family = 6;
    options.hints = V4Mapped | AddrConfig;
    options.lookup = [&](const QString &name, int family, int hints, const LookupCallback &callback) {
        asked = u"%1 %2 %3"_s.arg(name).arg(family).arg(hints);
        callback(Error(u"NO"_s, u"no"_s), {});
    };
    Connecting connecting(options);
    QVERIFY(asked.isEmpty()); // not before the socket is known
    QTRY_VERIFY(connecting.hasFailed());
    QCOMPARE(asked, u"some.test 6 40"_s);
}

void tst_ConnectorLookup::lookupFails_data()
{
    QTest::addColumn<LookupFunction>("function");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("own error") << LookupFunction([](auto &&, int, int, const LookupCallback &callback) {
        callback(Error(u"EOWN"_s, u"my words"_s), {});
    }) << u"EOWN"_s << u"my words"_s;
    QTest::newRow("error and addresses") << LookupFunction([](auto &&, int, int, const LookupCallback &callback) {
        callback(Error(u"EOWN"_s, u"my words"_s), {QHostAddress(QHostAddress::LocalHost)});
    }) << u"EOWN"_s << u"my words"_s;
    QTest::newRow("nothing") << answering({}) << u"ENOTFOUND"_s << u"getaddrinfo ENOTFOUND some.test"_s;
    QTest::newRow("nonsense") << answering({u"x"_s}) << u"ENOTFOUND"_s << u"getaddrinfo ENOTFOUND some.test"_s;
}

void tst_ConnectorLookup::lookupFails()
{
    QFETCH(const LookupFunction, function);
    RequestOptions options = to(u"some.test"_s, 1);
    options.lookup = function;
    Connecting connecting(options);
    QTRY_VERIFY(connecting.hasFailed());
    QTEST(connecting.error.code(), "code");
    QTEST(connecting.error.message(), "message");
}

void tst_ConnectorLookup::lateLookup() // the answer comes when nobody waits any more
{
    LookupCallback kept;
    RequestOptions options = to(u"some.test"_s, closedPort());
    options.lookup = [&](auto &&, int, int, const LookupCallback &callback) { kept = callback; };
    {
        Connecting connecting(options);
        QTRY_VERIFY(kept);
    }
    kept({}, {QHostAddress(QHostAddress::LocalHost)});

    kept = {};
    options.timeouts.connect = 20ms;
    Connecting connecting(options);
    QTRY_VERIFY(kept && connecting.hasFailed());
    kept({}, {QHostAddress(QHostAddress::LocalHost)});
    QCoreApplication::processEvents();
    QVERIFY(connecting.hasFailed());
    QCOMPARE(connecting.error.code(), u"ETIMEDOUT"_s);
}

void tst_ConnectorLookup::onlyFirstAnswerCounts()
{
    Listening server;
    RequestOptions options = to(u"some.test"_s, server.serverPort());
    LookupCallback kept;
    options.lookup = [&](auto &&, int, int, const LookupCallback &callback) {
        callback({}, {QHostAddress(QHostAddress::LocalHost)});
        callback(Error(u"NO"_s, u"no"_s), {});
        kept = callback;
    };
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isReady());
    kept(Error(u"NO"_s, u"no"_s), {});
    QCoreApplication::processEvents();
    QVERIFY(connecting.isReady());
}

void tst_ConnectorLookup::nextAddress()
{
    Listening server;
    const int port = server.serverPort();
    RequestOptions options = to(u"some.test"_s, port);
    options.lookup = answering({u"127.0.0.5"_s, u"::1"_s, u"127.0.0.1"_s}); // it listens on the last only
    Connecting connecting(options);
    QIODevice *const socket = connecting.socket;
    QTRY_VERIFY(connecting.isReady());
    QCOMPARE(connecting.socket.data(), socket);
    QCOMPARE(connecting.as<QTcpSocket>()->peerAddress(), QHostAddress(u"127.0.0.1"_s));

    options.lookup = answering({u"127.0.0.5"_s, u"127.0.0.6"_s});
    Connecting none(options);
    QTRY_VERIFY(none.hasFailed());
    QCOMPARE(none.error.message(), u"connect ECONNREFUSED 127.0.0.5:%1"_s.arg(port)); // as if there were no other
}

void tst_ConnectorLookup::systemLookup_data()
{
    QTest::addColumn<int>("family");
    QTest::addColumn<int>("hints");
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QString>("name");
    const bool hasSix = QHostInfo::fromName(u"localhost"_s).addresses().contains(QHostAddress(QHostAddress::LocalHostIPv6));
    QTest::newRow("IPv4 first") << 0 << 0 << u"127.0.0.1"_s << u"localhost"_s;
    QTest::newRow("family 4") << 4 << 0 << u"127.0.0.1"_s << u"localhost"_s;
    QTest::newRow("family 6") << 6 << 0 << (hasSix ? u"::1"_s : QString()) << u"localhost"_s;
    QTest::newRow("family 6, mapped") << 6 << int(V4Mapped) << (hasSix ? u"::1"_s : u"::ffff:127.0.0.1"_s) << u"localhost"_s;
    QTest::newRow("family 6, all") << 6 << int(V4Mapped | AllAddresses) << (hasSix ? u"::1"_s : u"::ffff:127.0.0.1"_s) << u"localhost"_s;
    QTest::newRow("known to nobody") << 0 << 0 << u"127.0.0.1"_s << u"any.thing.Localhost."_s;
}

void tst_ConnectorLookup::systemLookup()
{
    QFETCH(const int, family);
    QFETCH(const int, hints);
    QFETCH(const QString, peer);
    QFETCH(const QString, name);
    Listening server(QHostAddress::Any);
    RequestOptions options = to(name, server.serverPort());
    options.family = family;
    options.hints = hints;
    Connecting connecting(options);
    QTRY_VERIFY(connecting.isOver());
    if (peer.isEmpty()) {
        QCOMPARE(connecting.error.message(), u"getaddrinfo ENOTFOUND localhost"_s);
    } else {
        QVERIFY2(connecting.isReady(), qPrintable(connecting.error.message()));
        QVERIFY(connecting.as<QTcpSocket>()->peerAddress().isEqual(QHostAddress(peer), QHostAddress::TolerantConversion));
    }
}

QTEST_GUILESS_MAIN(tst_ConnectorLookup)
#include "tst_connectorlookup.moc"
