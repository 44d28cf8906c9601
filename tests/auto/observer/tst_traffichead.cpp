// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Heads as observers see and edit them.

#include <NodeHttp/TrafficHead>

#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_TrafficHead : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parts_data();
    void parts();
    void edits();
    void headers();
};

void tst_TrafficHead::parts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("parts"); // method target | status reason | minor version
    QTest::newRow("request") << "GET /a?b HTTP/1.1\r\nA: b\r\n\r\n"_ba << u"GET|/a?b|0||1"_s;
    QTest::newRow("1.0") << "PUT * HTTP/1.0\r\n\r\n"_ba << u"PUT|*|0||0"_s;
    QTest::newRow("space in target") << "GET /a b HTTP/1.1\r\n\r\n"_ba << u"GET|/a b|0||1"_s;
    QTest::newRow("response") << "HTTP/1.1 404 Not Found\r\n\r\n"_ba << u"||404|Not Found|1"_s;
    QTest::newRow("no reason") << "HTTP/1.0 200\r\n\r\n"_ba << u"||200||0"_s;
    QTest::newRow("nothing") << ""_ba << u"||0||1"_s;
    QTest::newRow("one word") << "GET\r\n\r\n"_ba << u"||0||1"_s;
}

void tst_TrafficHead::parts()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, parts);
    const TrafficHead head = TrafficHead::fromBytes(bytes);
    QCOMPARE(u"%1|%2|%3|%4|%5"_s.arg(QString::fromLatin1(head.method), QString::fromLatin1(head.target))
                 .arg(head.statusCode).arg(QString::fromLatin1(head.reason)).arg(head.minorVersion), parts);
    if (bytes.contains("HTTP/1.") && !bytes.startsWith("HTTP/1.0 200"))
        QCOMPARE(head.toByteArray(), bytes);
}

void tst_TrafficHead::edits()
{
    TrafficHead head = TrafficHead::fromBytes("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nx: 2\r\n\r\n");
    head.method = "POST";
    head.target = "/other";
    head.setHeader("X", "3");
    head.setHeader("Y", "4");
    head.removeHeader("host");
    QCOMPARE(head.toByteArray(), "POST /other HTTP/1.1\r\nX: 3\r\nY: 4\r\n\r\n"_ba);
    head.setRawHeaders({});
    QCOMPARE(head.toByteArray(), "POST /other HTTP/1.1\r\n\r\n"_ba);
}

void tst_TrafficHead::headers()
{
    const TrafficHead head = TrafficHead::fromBytes("HTTP/1.1 200 OK\r\nA: 1\r\nB:  two  \r\na: 3\r\nEmpty:\r\nno colon\r\n\r\n");
    QCOMPARE(head.rawHeaders(), QByteArrayList({"A", "1", "B", "two", "a", "3", "Empty", ""}));
    QCOMPARE(head.header("a"), "1"_ba);
    QVERIFY(head.header("c").isNull());
    QVERIFY(!head.header("EMPTY").isNull() && head.header("EMPTY").isEmpty());
}

QTEST_APPLESS_MAIN(tst_TrafficHead)
#include "tst_traffichead.moc"
