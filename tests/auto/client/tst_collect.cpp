// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// collect(): a whole response as a future.

#include "asking.h"
#include "rawserver.h"

#include <NodeHttp/Collect>

#include <QtCore/qfuturewatcher.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Script = RawServer::Script;

class tst_Collect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outcome_data();
    void outcome();
    void limit_data();
    void limit();
    void badOptions();
    void cancelled_data();
    void cancelled();
    void requestDeleted();
    void many();
    void continuation();
};

void tst_Collect::outcome_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    const QByteArray half = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi"_ba;
    QTest::newRow("complete") << Script{reply("hello", "X: 1\r\n")} << 200 << "hello"_ba << QString();
    QTest::newRow("empty") << Script{reply("", {}, "204 No Content")} << 204 << ""_ba << QString();
    QTest::newRow("not found is a response") << Script{reply("no", {}, "404 Not Found")} << 404 << "no"_ba << QString();
    QTest::newRow("in pieces, with trailers")
        << Script{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", "2\r\ncd\r\n", "0\r\nX-T: 7\r\n\r\n"}
        << 200 << "abcd"_ba << QString();
    QTest::newRow("until the end") << Script{"HTTP/1.1 200 OK\r\n\r\nabc", RawServer::Fin} << 200 << "abc"_ba << QString();
    QTest::newRow("hang up") << Script{RawServer::Nothing, RawServer::Fin} << 0 << ""_ba << u"ECONNRESET"_s;
    QTest::newRow("cut short by FIN") << Script{half, RawServer::Fin} << 200 << "hi"_ba << u"ECONNRESET"_s;
    QTest::newRow("cut short by RST") << Script{half, RawServer::Reset} << 200 << "hi"_ba << u"ECONNRESET"_s;
    QTest::newRow("garbage") << Script{"garbage\r\n\r\n"} << 0 << ""_ba << u"HPE_INVALID_CONSTANT"_s;
    QTest::newRow("bad chunk") << Script{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n", "zz\r\n"}
        << 200 << "hi"_ba << u"HPE_INVALID_CHUNK_SIZE"_s;
}

void tst_Collect::outcome()
{
    QFETCH(const Script, script);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, code);
    RawServer server(script);
    ClientRequest *request = NodeHttp::request(to(server.port()));
    const QFuture<CollectedResponse> future = collect(request);
    QVERIFY(!future.isFinished());
    request->end();
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 1);
    const CollectedResponse result = future.result();
    QCOMPARE(result.error.code(), code);
    QCOMPARE(result.statusCode, status);
    QCOMPARE(result.body, body);
    QCOMPARE(result.isComplete(), code.isEmpty());
    QCOMPARE(result.statusMessage.isEmpty(), status == 0);
    if (script.constFirst().contains("X: 1"))
        QVERIFY(result.headers.value(u"x"_s) == u"1"_s && result.rawHeaders.contains(u"X"_s));
    if (script.constLast().contains("X-T"))
        QCOMPARE(result.trailers.value(u"x-t"_s), u"7"_s);
    QVERIFY(result.timings.sent >= 0);
    QCOMPARE(result.timings.done >= 0, code.isEmpty());
}

void tst_Collect::limit_data()
{
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<QString>("code");
    QTest::newRow("fits") << qint64(10) << QString();
    QTest::newRow("one too many") << qint64(9) << u"ERR_OUT_OF_RANGE"_s;
    QTest::newRow("nothing allowed") << qint64(0) << u"ERR_OUT_OF_RANGE"_s;
}

void tst_Collect::limit()
{
    QFETCH(const qint64, limit);
    QFETCH(const QString, code);
    RawServer server({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "5\r\nworld\r\n", "0\r\n\r\n"});
    const QFuture<CollectedResponse> future = collect(get(to(server.port())), limit);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error.code(), code);
    QCOMPARE(future.result().statusCode, 200);
    QVERIFY(future.result().body.size() <= limit);
    if (!code.isEmpty())
        QTRY_COMPARE(server.open(), 0);
}

void tst_Collect::badOptions()
{
    const QFuture<CollectedResponse> future = collect(get(to(1, u"/a b"_s)));
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error.code(), u"ERR_UNESCAPED_CHARACTERS"_s);
    QCOMPARE(future.result().statusCode, 0);
}

void tst_Collect::cancelled_data()
{
    QTest::addColumn<Script>("script");
    QTest::newRow("before the response") << Script();
    QTest::newRow("in the body") << Script{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi"};
}

void tst_Collect::cancelled()
{
    QFETCH(const Script, script);
    RawServer server(script);
    QPointer<ClientRequest> request = get(to(server.port()));
    QFuture<CollectedResponse> future = collect(request);
    QTRY_COMPARE(server.requests(), 1);
    if (!script.isEmpty())
        QTRY_VERIFY(request->res());
    future.cancel();
    QTRY_VERIFY(!request);
    QTRY_COMPARE(server.open(), 0);
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.isCanceled());
}

void tst_Collect::requestDeleted() // the future still gets its one result
{
    RawServer server;
    ClientRequest *request = get(to(server.port()));
    const QFuture<CollectedResponse> future = collect(request);
    QTRY_COMPARE(server.requests(), 1);
    delete request;
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.isCanceled() || (future.resultCount() == 1 && future.result().error));
}

void tst_Collect::many()
{
    RawServer server;
    server.handle([](RawPeer *peer, int n) { peer->send(reply(QByteArray::number(n))); });
    Agent agent(pooling(4));
    QList<QFuture<CollectedResponse>> futures;
    for (int i = 0; i < 50; ++i)
        futures.append(collect(get(over(&agent, server.port()))));
    QSet<QByteArray> bodies;
    for (const auto &future : futures) {
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result().isComplete());
        bodies.insert(future.result().body);
    }
    QCOMPARE(bodies.size(), 50);
    QCOMPARE(server.connections(), 4);
}

void tst_Collect::continuation() // in the thread of the request, so that a slot may go on with it
{
    RawServer server({reply("first")});
    QByteArray last;
    QObject context;
    auto *watcher = new QFutureWatcher<CollectedResponse>(&context);
    connect(watcher, &QFutureWatcherBase::finished, &context, [&] {
        QCOMPARE(QThread::currentThread(), context.thread());
        server.answer({reply("second")});
        collect(get(to(server.port()))).then(&context, [&](const CollectedResponse &response) { last = response.body; });
    });
    watcher->setFuture(collect(get(to(server.port()))));
    QTRY_COMPARE(last, "second"_ba);
    QCOMPARE(watcher->result().body, "first"_ba);
}

QTEST_GUILESS_MAIN(tst_Collect)
#include "tst_collect.moc"
