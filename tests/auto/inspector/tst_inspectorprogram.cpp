// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The program without a display: bin, proxy, recording, exit codes, signals. Clients are this library and bare sockets.

#include "asking.h"
#include "blockingpeer.h"
#include "harschema.h"
#include "inspectorprogram.h"
#include "rawserver.h"
#include "serving.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

#include <csignal>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonArray entries(const QByteArray &har) { return QJsonDocument::fromJson(har)[u"log"_s][u"entries"_s].toArray(); }

// A request through a proxy: its target is a whole URL.
RequestOptions through(int proxyPort, const QString &url)
{
    RequestOptions options = to(proxyPort, url);
    options.headers = {{"Host", QUrl(url).authority()}};
    return options;
}

} // namespace

class tst_InspectorProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void helpAndVersion();
    void misuse_data();
    void misuse();
    void binRecords_data();
    void binRecords();
    void manyExchanges();
    void underWayAtTheEnd();
    void cannedReply();
    void rules();
    void echo();
    void filter();
    void failIf_data();
    void failIf();
    void count();
    void secrets();
    void hostileBytes();
    void proxyForwards();
    void proxyRefuses_data();
    void proxyRefuses();
    void proxyTunnels();
    void tunnelToNowhere();
    void takenPort();
    void unwritableRecord();
    void manPageNamesEveryOption();

private:
    QTemporaryDir m_folder;
};

void tst_InspectorProgram::helpAndVersion()
{
    Program help({u"--help"_s});
    QCOMPARE(help.end(0), 0);
    for (const char *option : {"--bin", "--proxy", "--record", "--filter", "--fail-if", "--reply", "--echo", "--listen"})
        QVERIFY2(help.output.contains(QLatin1String(option)), option);
    Program version({u"--version"_s});
    QCOMPARE(version.end(0), 0);
    QVERIFY(version.output.startsWith(u"nodehttp-inspector "_s));
}

void tst_InspectorProgram::misuse_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("unknown option") << QStringList{u"--what"_s} << u"what"_s;
    QTest::newRow("port") << QStringList{u"--bin"_s, u"70000"_s} << u"--bin wants a port"_s;
    QTest::newRow("address") << QStringList{u"--listen"_s, u"here"_s} << u"--listen wants an address"_s;
    QTest::newRow("argument") << QStringList{u"something"_s} << u"\"something\" means nothing"_s;
    QTest::newRow("filter") << QStringList{u"--filter"_s, u"a staus:200"_s} << u"    ^^^^^\n"_s;
    QTest::newRow("fail-if") << QStringList{u"--fail-if"_s, u"status:x"_s} << u"--fail-if: \"x\" is no number"_s;
    QTest::newRow("reply") << QStringList{u"--reply"_s, u"100"_s} << u"--reply wants"_s;
    QTest::newRow("header") << QStringList{u"--reply-header"_s, u"a b: c"_s} << u"--reply-header wants"_s;
    QTest::newRow("body") << QStringList{u"--reply-body"_s, u"@/no/such/file"_s} << u"--reply-body"_s;
    QTest::newRow("rule") << QStringList{u"--rule"_s, u"GET /x"_s} << u"--rule: a rule is METHOD PATH STATUS [BODY]"_s;
    QTest::newRow("rules") << QStringList{u"--rules"_s, u"/no/such/file"_s} << u"--rules: /no/such/file"_s;
    QTest::newRow("count") << QStringList{u"--count"_s, u"-1"_s} << u"--count wants"_s;
}

void tst_InspectorProgram::misuse()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    Program program(arguments);
    QCOMPARE(program.end(0), 2);
    QVERIFY2(program.errors.contains(said), qPrintable(program.errors));
}

void tst_InspectorProgram::binRecords_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void tst_InspectorProgram::binRecords() // must 19
{
    QFETCH(const int, signal);
    const QString file = m_folder.filePath(u"bin.har"_s);
    Program program({u"--bin"_s, u"0"_s, u"--record"_s, file});
    const int port = program.port(u"bin"_s);
    QVERIFY(port > 0);
    Asked first(get(to(port, u"/first?q=1"_s)));
    QTRY_COMPARE(first.outcome(), u"200"_s);
    ClientRequest *made = request(by(u"POST"_s, with({{"Content-Type", "text/plain"}}, to(port, u"/second"_s))));
    made->end("some text");
    Asked second(made);
    QTRY_COMPARE(second.outcome(), u"200"_s);
    QVERIFY(program.hasPrinted(u"bin GET 200 /first?q=1 0 B "_s));
    QVERIFY(program.hasPrinted(u"bin POST 200 /second 0 B "_s));
    QCOMPARE(program.end(signal), 0);
    const QByteArray har = contents(file);
    QCOMPARE(harProblems(har), QString());
    QCOMPARE(entries(har).size(), 2);
    QCOMPARE(entries(har)[1][u"request"_s][u"postData"_s][u"text"_s].toString(), u"some text"_s);
    QCOMPARE(entries(har)[0][u"request"_s][u"url"_s].toString(), u"http://127.0.0.1:%1/first?q=1"_s.arg(port));
}

void tst_InspectorProgram::manyExchanges()
{
    const QString file = m_folder.filePath(u"many.har"_s);
    Program program({u"--bin"_s, u"0"_s, u"--record"_s, file, u"--quiet"_s, u"--reply-body"_s, u"Hello"_s});
    const int port = program.port(u"bin"_s);
    BlockingPeer peer(port);
    QByteArray batch;
    for (int i = 0; i < 50; ++i)
        batch += get();
    for (int round = 0; round < 40; ++round) {
        QVERIFY(peer.send(batch));
        for (int i = 0; i < 50; ++i)
            QVERIFY(peer.receiveUntil("Hello").endsWith("Hello"));
    }
    QCOMPARE(program.end(), 0);
    QCOMPARE(entries(contents(file)).size(), 2000); // none was lost by the signal
    QVERIFY(!program.output.contains(u"GET"_s));
}

void tst_InspectorProgram::underWayAtTheEnd()
{
    const QString file = m_folder.filePath(u"pending.har"_s);
    Program program({u"--bin"_s, u"0"_s, u"--record"_s, file, u"--reply-delay"_s, u"600000"_s});
    BlockingPeer peer(program.port(u"bin"_s));
    peer.send(get("/never"));
    BlockingPeer other(program.port(u"bin"_s));
    other.send("GET /half HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
    other.send("c");
    BlockingPeer refused(program.port(u"bin"_s));
    refused.send("GET / HTTP/1.1\r\n\r\n");
    refused.receiveUntil("Bad Request"); // it had its turn behind the others
    QCOMPARE(program.end(), 0);
    const QByteArray har = contents(file);
    QCOMPARE(harProblems(har), QString());
    QStringList urls;
    for (const QJsonValue &entry : entries(har))
        urls.append(entry[u"request"_s][u"url"_s].toString().section(u'/', -1));
    QVERIFY2(urls.contains(u"never"_s) && urls.contains(u"half"_s), qPrintable(urls.join(u' ')));
}

void tst_InspectorProgram::cannedReply() // must 11
{
    Program program({u"--bin"_s, u"0"_s, u"--reply"_s, u"503"_s, u"--reply-header"_s, u"Retry-After: 7"_s, u"--reply-header"_s,
                     u"Content-Type: text/plain"_s, u"--reply-body"_s, u"come back"_s, u"--reply-delay"_s, u"50"_s});
    QElapsedTimer clock;
    Asked asked(get(to(program.port(u"bin"_s))));
    clock.start();
    QTRY_COMPARE(asked.outcome(), u"503"_s);
    QVERIFY(clock.elapsed() >= 45);
    QCOMPARE(asked.body, "come back"_ba);
    QCOMPARE(asked.headers.value(u"retry-after"_s).toString(), u"7"_s);
    QCOMPARE(program.end(), 0);
}

void tst_InspectorProgram::rules() // must 11: by method and path
{
    Program program({u"--bin"_s, u"0"_s, u"--reply"_s, u"404"_s, u"--rule"_s, u"POST /orders 201 {\"id\": 7}"_s, u"--rule"_s,
                     u"* /api/* 503"_s});
    const int port = program.port(u"bin"_s);
    Asked posted(get(by(u"POST"_s, to(port, u"/orders?q"_s)))), got(get(to(port, u"/orders"_s))), api(get(to(port, u"/api/a/b"_s)));
    QTRY_VERIFY(posted.isOver() && got.isOver() && api.isOver());
    QCOMPARE(posted.outcome() + got.outcome() + api.outcome(), u"201404503"_s);
    QCOMPARE(posted.body, "{\"id\": 7}"_ba);
    QCOMPARE(posted.headers.value(u"content-type"_s).toString(), u"application/json"_s);
}

void tst_InspectorProgram::echo()
{
    Program program({u"--bin"_s, u"0"_s, u"--echo"_s});
    const QByteArray body(300000, 'e');
    ClientRequest *made = request(by(u"PUT"_s, with({{"Content-Type", "x/y"}}, to(program.port(u"bin"_s)))));
    made->end(body);
    Asked asked(made);
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(asked.body, body);
    QCOMPARE(asked.headers.value(u"content-type"_s).toString(), u"x/y"_s);
}

void tst_InspectorProgram::filter()
{
    const QString file = m_folder.filePath(u"filtered.har"_s);
    Program program({u"--bin"_s, u"0"_s, u"--record"_s, file, u"--filter"_s, u"method:POST -path:/health"_s});
    const int port = program.port(u"bin"_s);
    for (const QString &path : {u"/get"_s, u"/post"_s, u"/health"_s}) {
        ClientRequest *made = request(by(path == u"/get"_s ? u"GET"_s : u"POST"_s, to(port, path)));
        made->end();
        Asked asked(made);
        QTRY_COMPARE(asked.outcome(), u"200"_s);
    }
    QVERIFY(program.hasPrinted(u"POST 200 /post"_s));
    QCOMPARE(program.end(), 0);
    QVERIFY(!program.output.contains(u"/get"_s) && !program.output.contains(u"/health"_s));
    QCOMPARE(entries(contents(file)).size(), 1);
}

void tst_InspectorProgram::failIf_data()
{
    QTest::addColumn<QString>("reply");
    QTest::addColumn<int>("code");
    QTest::newRow("matched") << u"500"_s << 1;
    QTest::newRow("not matched") << u"404"_s << 0;
}

void tst_InspectorProgram::failIf()
{
    QFETCH(const QString, reply);
    Program program({u"--bin"_s, u"0"_s, u"--reply"_s, reply, u"--fail-if"_s, u"status:>=500"_s});
    Asked asked(get(to(program.port(u"bin"_s))));
    QTRY_COMPARE(asked.outcome(), reply);
    QVERIFY(program.hasPrinted(u"GET "_s + reply));
    QTEST(program.end(), "code");
}

void tst_InspectorProgram::count()
{
    Program program({u"--bin"_s, u"0"_s, u"--count"_s, u"2"_s});
    const int port = program.port(u"bin"_s);
    for (int i = 0; i < 2; ++i) {
        Asked asked(get(to(port)));
        QTRY_COMPARE(asked.outcome(), u"200"_s);
    }
    QCOMPARE(program.end(0), 0); // by itself
    QCOMPARE(program.output.count(u"GET 200"_s), 2);
}

void tst_InspectorProgram::secrets() // must 20
{
    for (const bool open : {false, true}) {
        const QString file = m_folder.filePath(u"secrets.har"_s);
        QStringList arguments = {u"--bin"_s, u"0"_s, u"--record"_s, file, u"--reply-header"_s, u"Set-Cookie: sid=hidden2"_s};
        if (open)
            arguments.append(u"--secrets"_s);
        Program program(arguments);
        Asked asked(get(with({{"Authorization", "Bearer hidden1"}}, to(program.port(u"bin"_s)))));
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QCOMPARE(program.end(), 0);
        QCOMPARE(contents(file).contains("hidden1"), open);
        QCOMPARE(contents(file).contains("hidden2"), open);
    }
}

void tst_InspectorProgram::hostileBytes() // what a terminal would obey is not printed, and parse errors are seen
{
    const QString file = m_folder.filePath(u"hostile.har"_s);
    Program program({u"--bin"_s, u"0"_s, u"--record"_s, file});
    const int port = program.port(u"bin"_s);
    BlockingPeer peer(port);
    peer.send("GET /\x1b]0;x HTTP/1.1\r\nHost: x\r\n\r\n");
    peer.receiveUntil("\r\n\r\n");
    BlockingPeer latin(port);
    latin.send(get("/\x9b\xff"));
    latin.receiveUntil("\r\n\r\n");
    QVERIFY(program.hasPrinted(u" ! HPE_INVALID_URL"_s));
    QCOMPARE(program.end(), 0);
    QVERIFY(!program.output.contains(QChar(0x1b)) && !program.output.contains(QChar(0x9b)));
    QCOMPARE(harProblems(contents(file)), QString());
}

void tst_InspectorProgram::proxyForwards() // must 12
{
    QString seen;
    Serving origin([&](auto *req, auto *res) {
        seen = req->rawHeaders().join(u'|') + u' ' + req->url();
        res->setHeader("X-From", "origin");
        if (req->method() == "POST"_L1) {
            res->setHeader("Trailer", "X-T");
            connect(req, &IncomingMessage::ended, res, [res] { res->addTrailers({{"X-T", "1"}}); });
        }
        req->pipe(res);
    });
    const QString file = m_folder.filePath(u"proxy.har"_s);
    Program program({u"--proxy"_s, u"0"_s, u"--record"_s, file});
    const int port = program.port(u"proxy"_s);
    const QString url = u"http://127.0.0.1:%1/path?q=%20x"_s.arg(origin.port());
    Agent agent(pooling());
    for (int i = 0; i < 2; ++i) {
        RequestOptions options = through(port, url);
        options.agent = &agent;
        options.method = u"POST"_s;
        options.headers.append({{"Proxy-Authorization", "Basic x"}, {"Connection", "X-Hop"}, {"X-Hop", "1"}, {"X-End", "2"}});
        ClientRequest *made = request(options);
        made->write("one ");
        made->end(QByteArray(200000, 'b'));
        Asked asked(made);
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QCOMPARE(asked.body.size(), 200004);
        QCOMPARE(asked.headers.value(u"x-from"_s).toString(), u"origin"_s);
        QCOMPARE(asked.trailers.value(u"x-t"_s).toString(), u"1"_s);
    }
    QVERIFY(seen.contains(u"X-End|2"_s) && seen.endsWith(u" /path?q=%20x"_s));
    QVERIFY2(!seen.contains(u"X-Hop"_s) && !seen.contains(u"Proxy-Auth"_s), qPrintable(seen));
    Asked head(get(by(u"HEAD"_s, through(port, url))));
    QTRY_COMPARE(head.outcome(), u"200"_s);
    QCOMPARE(program.end(), 0);
    const QJsonArray recorded = entries(contents(file));
    QCOMPARE(recorded.size(), 3);
    QCOMPARE(recorded[0][u"request"_s][u"url"_s].toString(), url);
    QCOMPARE(recorded[0][u"_origin"_s].toString(), u"proxy"_s);
    QCOMPARE(recorded[0][u"response"_s][u"content"_s][u"size"_s].toInt(), 200004);
}

void tst_InspectorProgram::proxyRefuses_data()
{
    QTest::addColumn<QString>("target"); // %1: the proxy's own port
    QTest::addColumn<QString>("outcome");
    QTest::newRow("no URL") << u"/path"_s << u"400"_s;
    QTest::newRow("https") << u"https://127.0.0.1/"_s << u"400"_s;
    QTest::newRow("itself") << u"http://127.0.0.1:%1/"_s << u"508"_s;
    QTest::newRow("itself by name") << u"http://localhost:%1/"_s << u"508"_s;
    QTest::newRow("nobody there") << u"http://127.0.0.1:1/"_s << u"502"_s;
}

void tst_InspectorProgram::proxyRefuses()
{
    QFETCH(const QString, target);
    Program program({u"--proxy"_s, u"0"_s});
    const int port = program.port(u"proxy"_s);
    Asked asked(get(through(port, target.contains(u'%') ? target.arg(port) : target)));
    QTRY_VERIFY(asked.isOver());
    QTEST(asked.outcome(), "outcome");
    QCOMPARE(program.end(), 0);
}

void tst_InspectorProgram::proxyTunnels()
{
    const QByteArray body(500000, 't');
    Serving origin([&](auto *, auto *res) { res->end(body); });
    const QString file = m_folder.filePath(u"tunnel.har"_s);
    Program program({u"--proxy"_s, u"0"_s, u"--record"_s, file});
    RequestOptions options = to(origin.port(), u"/through"_s);
    options.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, quint16(program.port(u"proxy"_s)));
    options.headers = {{"Connection", "close"}};
    Asked asked(get(options));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(asked.body, body);
    QVERIFY(program.hasPrinted(u"proxy CONNECT 200 https://127.0.0.1:%1 "_s.arg(origin.port())));
    QCOMPARE(program.end(), 0);
    const QByteArray har = contents(file);
    QCOMPARE(harProblems(har), QString());
    const QJsonValue entry = entries(har).at(0);
    QVERIFY(entry[u"_tunnel"_s][u"up"_s].toInt() > 50);
    QVERIFY(entry[u"_tunnel"_s][u"down"_s].toInt() > 500000);
    QVERIFY(entry[u"time"_s].toDouble() > 0);
}

void tst_InspectorProgram::tunnelToNowhere()
{
    Program program({u"--proxy"_s, u"0"_s});
    BlockingPeer peer(program.port(u"proxy"_s));
    peer.send("CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n");
    QVERIFY(peer.receiveUntil("\r\n\r\n").startsWith("HTTP/1.1 502 "));
    QVERIFY(peer.receive().isEmpty()); // and the end
    QVERIFY(program.hasPrinted(u"CONNECT 502"_s));
}

void tst_InspectorProgram::takenPort()
{
    Serving other({});
    Program program({u"--bin"_s, QString::number(other.port())});
    QCOMPARE(program.end(0), 3);
    QVERIFY(program.errors.contains(u"EADDRINUSE"_s));
}

void tst_InspectorProgram::unwritableRecord()
{
    Program program({u"--record"_s, u"/no/such/folder/x.har"_s});
    QCOMPARE(program.end(0), 3);
    QVERIFY(program.errors.contains(u"/no/such/folder/x.har"_s));
}

void tst_InspectorProgram::manPageNamesEveryOption()
{
    Program help({u"--help"_s});
    QCOMPARE(help.end(0), 0);
    const QString page = QString::fromUtf8(contents(QStringLiteral(NODEHTTP_SOURCE_DIR "/docs/nodehttp-inspector.1"))).remove(u'\\');
    static const QRegularExpression option(u"--([a-z-]+)"_s);
    int options = 0;
    for (const auto &match : option.globalMatch(help.output)) {
        if (match.captured() == "--help-all"_L1 || match.captured() == "--fail-if"_L1)
            continue;
        ++options;
        QVERIFY2(page.contains(match.captured()), qPrintable(match.captured()));
    }
    QVERIFY(options > 10 && page.contains(u"--fail-if"_s));
}

QTEST_GUILESS_MAIN(tst_InspectorProgram)
#include "tst_inspectorprogram.moc"
