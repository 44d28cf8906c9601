// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// Must 11: what a bin answers to whom.

#include "asking.h"

#include "inspector/binrules.h"

#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

class tst_BinRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lines_data();
    void lines();
    void badLines_data();
    void badLines();
    void json();
    void badJson_data();
    void badJson();
    void files();
    void roundTrip();
    void firstThatFits();
};

void tst_BinRules::lines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("headers");
    QTest::newRow("plain") << u"GET / 204"_s << u"GET"_s << u"/"_s << 204 << QByteArray() << 0;
    QTest::newRow("any") << u"  *  *  503  "_s << QString() << u"*"_s << 503 << QByteArray() << 0;
    QTest::newRow("json") << u"POST /orders 201 {\"a\": \"b c\"}"_s << u"POST"_s << u"/orders"_s << 201 << "{\"a\": \"b c\"}"_ba << 1;
    QTest::newRow("text") << u"GET /a* 200 not {json"_s << u"GET"_s << u"/a*"_s << 200 << "not {json"_ba << 0;
    QTest::newRow("nearly json") << u"GET /a 200 {json}"_s << u"GET"_s << u"/a"_s << 200 << "{json}"_ba << 0;
}

void tst_BinRules::lines()
{
    QFETCH(const QString, line);
    const BinRules rules = BinRules::fromLine(line);
    QVERIFY2(rules.isGood(), qPrintable(rules.problem));
    QCOMPARE(rules.rules.size(), 1);
    QTEST(rules.rules[0].method, "method");
    QTEST(rules.rules[0].path, "path");
    QTEST(rules.rules[0].reply.status, "status");
    QTEST(rules.rules[0].reply.body, "body");
    QTEST(int(rules.rules[0].reply.headers.size()), "headers");
    QVERIFY(BinRules::fromLine(u"PUT /x echo"_s).rules.value(0).reply.echo);
}

void tst_BinRules::badLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("problem");
    QTest::newRow("empty") << QString() << u"METHOD PATH STATUS"_s;
    QTest::newRow("short") << u"GET /"_s << u"METHOD PATH STATUS"_s;
    QTest::newRow("method") << u"G(T / 200"_s << u"no method"_s;
    QTest::newRow("path") << u"GET orders 200"_s << u"begins with /"_s;
    QTest::newRow("status") << u"GET / ok"_s << u"status"_s;
    QTest::newRow("interim") << u"GET / 100"_s << u"status"_s;
    QTest::newRow("file") << u"GET / 200 @/no/such"_s << u"/no/such"_s;
}

void tst_BinRules::badLines()
{
    QFETCH(const QString, line);
    QFETCH(const QString, problem);
    const BinRules rules = BinRules::fromLine(line);
    QVERIFY2(rules.problem.contains(problem), qPrintable(rules.problem));
    QVERIFY(rules.rules.isEmpty());
}

void tst_BinRules::json()
{
    const BinRules rules = BinRules::fromJson(R"([
        {"method": "POST", "path": "/a", "status": 201, "headers": {"X": "1", "Set-Cookie": ["a", "b"]}, "body": {"k": [1]}, "delay": 20},
        {"path": "/b", "echo": true},
        {}])");
    QVERIFY2(rules.isGood(), qPrintable(rules.problem));
    QCOMPARE(rules.rules.size(), 3);
    QCOMPARE(rules.rules[0].reply.body, "{\"k\":[1]}"_ba);
    QCOMPARE(rules.rules[0].reply.delay.count(), 20);
    QCOMPARE(rules.rules[0].reply.headers.size(), 3); // Content-Type too
    QVERIFY(rules.rules[1].reply.echo);
    QCOMPARE(rules.rules[2].reply.status, 200);
}

void tst_BinRules::badJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("problem");
    QTest::newRow("syntax") << "[{]"_ba << u" at "_s;
    QTest::newRow("object") << "{}"_ba << u"array"_s;
    QTest::newRow("element") << "[{}, 1]"_ba << u"rule 2: it is no object"_s;
    QTest::newRow("key") << "[{\"stauts\": 1}]"_ba << u"rule 1: \"stauts\" means nothing"_s;
    QTest::newRow("status") << "[{\"status\": \"200\"}]"_ba << u"status"_s;
    QTest::newRow("delay") << "[{\"delay\": -1}]"_ba << u"delay"_s;
    QTest::newRow("headers") << "[{\"headers\": []}]"_ba << u"headers"_s;
    QTest::newRow("header") << "[{\"headers\": {\"a b\": \"c\"}}]"_ba << u"\"a b\" is no header"_s;
    QTest::newRow("body") << "[{\"body\": 7}]"_ba << u"body"_s;
    QTest::newRow("bodyFile") << "[{\"bodyFile\": \"/no/such\"}]"_ba << u"/no/such"_s;
}

void tst_BinRules::badJson()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, problem);
    const BinRules rules = BinRules::fromJson(json);
    QVERIFY2(rules.problem.contains(problem), qPrintable(rules.problem));
}

void tst_BinRules::files()
{
    QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    };
    QCOMPARE(BinRules::fromFile(write(u"lines"_s, "# rules\n\nGET / 200 hello\r\n* /x* 404\n")).rules.size(), 2);
    QCOMPARE(BinRules::fromFile(write(u"json"_s, "\n[{\"path\": \"/\"}]")).rules.size(), 1);
    const QString bad = write(u"bad"_s, "GET / 200\nGET /\n");
    QVERIFY(BinRules::fromFile(bad).problem.startsWith(bad + u":2: "_s));
    QVERIFY(!BinRules::fromFile(folder.filePath(u"none"_s)).isGood());
}

void tst_BinRules::roundTrip()
{
    const QByteArray json = "[{\"method\":\"PUT\",\"path\":\"/a*\",\"status\":418,\"headers\":{\"A\":[\"1\",\"2\"],\"B\":\"3\"},"
                            "\"body\":\"text\",\"delay\":5},{\"path\":\"/e\",\"echo\":true}]";
    const BinRules rules = BinRules::fromJson(json);
    QVERIFY2(rules.isGood(), qPrintable(rules.problem));
    const BinRules again = BinRules::fromJson(BinRules::toJson(rules.rules));
    QVERIFY2(again.isGood(), qPrintable(again.problem));
    QCOMPARE(BinRules::toJson(again.rules), BinRules::toJson(rules.rules));
    QCOMPARE(again.rules[0].reply.headers.size(), 2);
    QVERIFY(again.rules[0].reply.headers[0].value.isList());
}

void tst_BinRules::firstThatFits()
{
    Bin bin;
    QVERIFY(bin.listen(0));
    bin.setReply({404, {}, {}, {}, false});
    bin.setRules(BinRules::fromLine(u"GET /api/x 201"_s).rules + BinRules::fromLine(u"get /api/* 202"_s).rules
                 + BinRules::fromLine(u"* * 203"_s).rules);
    const auto status = [&](const QString &method, const QString &path) {
        Asked asked(get(by(method, to(bin.server()->port(), path))));
        (void)QTest::qWaitFor([&] { return asked.isOver(); });
        return asked.status;
    };
    QCOMPARE(status(u"GET"_s, u"/api/x"_s), 201);
    QCOMPARE(status(u"GET"_s, u"/api/x?query"_s), 201);
    QCOMPARE(status(u"GET"_s, u"/api/y/z"_s), 202);
    QCOMPARE(status(u"POST"_s, u"/api/x"_s), 203);
    bin.setRules({});
    QCOMPARE(status(u"GET"_s, u"/api/x"_s), 404);
}

QTEST_GUILESS_MAIN(tst_BinRules)
#include "tst_binrules.moc"
