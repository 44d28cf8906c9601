// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The constants and free functions: S7.1 and after.

#include <NodeHttp/Http>

#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_Protocol : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void methods();
    void statusCodes();
    void headerNames_data();
    void headerNames();
    void headerValues_data();
    void headerValues();
    void optionsOutOfRange();
    void hardenedIsValid();
};

void tst_Protocol::methods() // S7.1
{
    const QStringList list = NodeHttp::methods();
    QCOMPARE(list.size(), 34);
    QStringList sorted = list;
    sorted.sort();
    QCOMPARE(list, sorted);
    QCOMPARE(list.constFirst(), u"ACL"_s);
    QCOMPARE(list.constLast(), u"UNSUBSCRIBE"_s);
    for (const auto &method : {u"GET"_s, u"HEAD"_s, u"POST"_s, u"PUT"_s, u"DELETE"_s, u"CONNECT"_s, u"M-SEARCH"_s})
        QVERIFY2(list.contains(method), qPrintable(method));
    QVERIFY(!list.contains(u"PRI"_s));
}

void tst_Protocol::statusCodes()
{
    const QMap<int, QString> codes = NodeHttp::statusCodes();
    QCOMPARE(codes.size(), 63);
    QCOMPARE(codes.value(100), u"Continue"_s);
    QCOMPARE(codes.value(103), u"Early Hints"_s);
    QCOMPARE(codes.value(200), u"OK"_s);
    QCOMPARE(codes.value(302), u"Found"_s);
    QCOMPARE(codes.value(413), u"Payload Too Large"_s);
    QCOMPARE(codes.value(418), u"I'm a Teapot"_s);
    QCOMPARE(codes.value(431), u"Request Header Fields Too Large"_s);
    QCOMPARE(codes.value(511), u"Network Authentication Required"_s);
    QVERIFY(!codes.contains(299));
}

void tst_Protocol::headerNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("valid");
    QTest::newRow("plain") << "X-Name"_ba << true;
    QTest::newRow("every other token character") << "!#$%&'*+.^_`|~09"_ba << true;
    QTest::newRow("empty") << ""_ba << false;
    QTest::newRow("blank") << "a b"_ba << false;
    QTest::newRow("colon") << "a:"_ba << false;
    QTest::newRow("line end") << "a\r\nb"_ba << false;
    QTest::newRow("high") << "\xe9"_ba << false;
    QTest::newRow("zero") << QByteArray("a\0b", 3) << false;
}

void tst_Protocol::headerNames()
{
    QFETCH(const QByteArray, name);
    QFETCH(const bool, valid);
    const Error error = validateHeaderName(name);
    QCOMPARE(!error, valid);
    if (valid)
        return;
    QCOMPARE(error.code(), u"ERR_INVALID_HTTP_TOKEN"_s);
    QCOMPARE(error.name(), u"TypeError"_s);
    QVERIFY(error.message().startsWith(u"Header name must be a valid HTTP token [\""_s));
    QVERIFY(validateHeaderName(name, "Trailer name").message().startsWith(u"Trailer name must be "_s));
}

void tst_Protocol::headerValues_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("valid");
    QTest::newRow("plain") << "some value"_ba << true;
    QTest::newRow("empty") << ""_ba << true;
    QTest::newRow("tab") << "a\tb"_ba << true;
    QTest::newRow("high") << "\xe9\xff"_ba << true;
    QTest::newRow("carriage return") << "a\rb"_ba << false;
    QTest::newRow("line feed") << "a\nb"_ba << false;
    QTest::newRow("delete") << "a\x7f"_ba << false;
    QTest::newRow("zero") << QByteArray("a\0b", 3) << false;
}

void tst_Protocol::headerValues()
{
    QFETCH(const QByteArray, value);
    QFETCH(const bool, valid);
    const Error error = validateHeaderValue("X-Name", value);
    QCOMPARE(!error, valid);
    if (!valid) {
        QCOMPARE(error.code(), u"ERR_INVALID_CHAR"_s);
        QCOMPARE(error.message(), u"Invalid character in header content [\"X-Name\"]"_s);
    }
    QCOMPARE(validateHeaderValue("X-Name", {}).code(), u"ERR_HTTP_INVALID_HEADER_VALUE"_s);
    QCOMPARE(validateHeaderValue("X-Name", QString(QChar(0x10d))).code(), u"ERR_INVALID_CHAR"_s); // no byte for it
}

void tst_Protocol::optionsOutOfRange() // S2.63
{
    ServerOptions options;
    options.maxHeaderSize = -1;
    QCOMPARE(options.validate().code(), u"ERR_OUT_OF_RANGE"_s);
    Server server(options);
    QCOMPARE(server.error().code(), u"ERR_OUT_OF_RANGE"_s);
    QCOMPARE(server.error().name(), u"RangeError"_s);
    QVERIFY(server.error().message().contains(u"\"maxHeaderSize\""_s));
    QCOMPARE(server.options().maxHeaderSize, maxHeaderSize); // the defaults stay
}

void tst_Protocol::hardenedIsValid()
{
    const ServerOptions options = ServerOptions::hardened();
    QVERIFY(!options.validate());
    QVERIFY(options.requestTimeout.count() > 0 && options.timeout.count() > 0 && options.maxConnections > 0);
    QVERIFY(options.headersTimeout < options.requestTimeout);
}

QTEST_GUILESS_MAIN(tst_Protocol)
#include "tst_protocol.moc"
