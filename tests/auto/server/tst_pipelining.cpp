// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Several requests on the way at once: sections 3.5 and 3.6 of the behaviour reference.

#include "eventlog.h"
#include "invariants.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qpointer.h>
#include <QtCore/qrandom.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kUnavailable = "HTTP/1.1 503 Service Unavailable\r\nDate: <D>\r\nConnection: close\r\n"
                                "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"_ba; // S3.40

QByteArray requests(int n)
{
    QByteArray all;
    for (int i = 1; i <= n; ++i)
        all += get("/" + QByteArray::number(i));
    return all;
}

} // namespace

class tst_Pipelining : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dispatchedAtOnce();
    void answersInOrder_data();
    void answersInOrder();
    void waitingAnswerIsQueued();
    void waitingAnswerNeedsDrain();
    void waitingAnswerCallsBack();
    void readingStopsAndGoesOn();
    void slowReaderStopsRequests();
    void unansweredRequestsAreLimited();
    void requestLimit();
    void requestLimitCounts11Only();
    void requestDropped();
    void manySmallOnes();
};

void tst_Pipelining::dispatchedAtOnce() // S3.32
{
    ServerOptions options;
    options.maxPipelinedRequests = 1000;
    int n = 0;
    Serving server([&](auto *req, auto *) { QCOMPARE(req->url(), u"/%1"_s.arg(++n)); }, options);
    RawPeer peer(server.port());
    peer.send(requests(500));
    QTRY_COMPARE(n, 500);
    QVERIFY(peer.received().isEmpty());
}

void tst_Pipelining::answersInOrder_data()
{
    QTest::addColumn<int>("answering"); // 0: at once, 1: in reverse, 2: in any order, 3: piece by piece
    QTest::newRow("S3.33 at once") << 0;
    QTest::newRow("S3.33 reverse") << 1;
    QTest::newRow("S3.33 any order") << 2;
    QTest::newRow("S12.6 piece by piece") << 3;
}

void tst_Pipelining::answersInOrder()
{
    QFETCH(const int, answering);
    constexpr int kRequests = 20;
    QList<QPointer<ServerResponse>> answers;
    Serving server({});
    Invariants invariants(&server);
    connect(&server, &Server::requestReceived, this, [&](IncomingMessage *req, ServerResponse *res) {
        answers.append(res);
        if (answering == 0)
            res->end(req->url().toLatin1());
    });
    RawPeer peer(server.port());
    peer.send(requests(kRequests));
    QTRY_COMPARE(answers.size(), kRequests);
    QByteArray expected;
    for (int i = 1; i <= kRequests; ++i)
        expected += ok("/" + QByteArray::number(i));
    if (answering == 1 || answering == 2) {
        QList<int> order;
        for (int i = kRequests - 1; i >= 0; --i)
            order.append(i);
        QRandomGenerator generator(7); // any order, but always the same
        if (answering == 2)
            std::shuffle(order.begin(), order.end(), generator);
        for (int i : order)
            answers[i]->end("/" + QByteArray::number(i + 1));
    } else if (answering == 3) {
        const auto chunk = [](const QByteArray &text) {
            return QByteArray::number(text.size(), 16) + "\r\n" + text + "\r\n";
        };
        expected.clear();
        for (int i = 0; i < kRequests; ++i) {
            expected += "HTTP/1.1 200 OK\r\nDate: <D>\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n"
                        "Transfer-Encoding: chunked\r\n\r\n";
            for (int piece = 0; piece < 3; ++piece)
                expected += chunk("/" + QByteArray::number(i) + '.' + QByteArray::number(piece));
            expected += "0\r\n\r\n";
        }
        for (int piece = 0; piece < 3; ++piece) {
            for (int i = kRequests - 1; i >= 0; --i)
                answers[i]->write("/" + QByteArray::number(i) + '.' + QByteArray::number(piece));
        }
        for (const auto &answer : answers)
            answer->end();
    }
    QTRY_COMPARE(withoutDate(peer.received()), expected);
    QTRY_COMPARE(invariants.open(), 0);
    QCOMPARE(invariants.violationsAtEnd(), QString());
}

void tst_Pipelining::waitingAnswerIsQueued() // S3.33
{
    QPointer<ServerResponse> first;
    QPointer<ServerResponse> second;
    Serving server([&](auto *, auto *res) { (first ? second : first) = res; });
    RawPeer peer(server.port());
    peer.send(get() + get());
    QTRY_VERIFY(second);
    second->end("two");
    QVERIFY(second->headersSent() && second->isWritableEnded() && !second->isWritableFinished());
    QVERIFY(!second->socket());
    QVERIFY(second->writableLength() > 3);
    QVERIFY(!QTest::qWaitFor([&] { return !peer.received().isEmpty() || second->isWritableFinished(); }, 50));
    first->end("one");
    QTRY_COMPARE(withoutDate(peer.received()), ok("one") + ok("two"));
}

void tst_Pipelining::waitingAnswerNeedsDrain() // S3.38, S1.121, S1.122
{
    QPointer<ServerResponse> first;
    QPointer<ServerResponse> second;
    Serving server([&](auto *, auto *res) { (first ? second : first) = res; });
    RawPeer peer(server.port());
    peer.send(get() + get());
    QTRY_VERIFY(second);
    QSignalSpy drained(second, &ServerResponse::drained);
    QVERIFY(second->write("small"));
    QVERIFY(!second->write(QByteArray(16384, 'a')));
    QVERIFY(second->writableNeedDrain());
    QVERIFY(!drained.wait(50));
    first->end();
    QTRY_COMPARE(drained.count(), 1);
    QVERIFY(!second->writableNeedDrain());
    second->end();
    QTRY_VERIFY(peer.received().endsWith("\r\n0\r\n\r\n"));
}

// S1.123: whoever writes the next piece in the callback of the last one must not wait for an end that waits for him.
void tst_Pipelining::waitingAnswerCallsBack()
{
    QPointer<ServerResponse> first;
    bool called = false;
    Serving server([&](auto *req, auto *res) {
        if (req->url() == u"/1"_s) {
            first = res;
            return;
        }
        res->write("a", res, [&called, res](const Error &error) {
            called = !error;
            res->end("b");
        });
        QVERIFY(!called);
    });
    RawPeer peer(server.port());
    peer.send(requests(2));
    QTRY_VERIFY(first);
    later(first, [first] { first->end("x"); });
    QTRY_VERIFY(peer.received().endsWith("1\r\na\r\n1\r\nb\r\n0\r\n\r\n"));
    QVERIFY(called);
}

void tst_Pipelining::readingStopsAndGoesOn() // S3.35–S3.37
{
    QPointer<ServerResponse> first;
    int n = 0;
    Serving server([&](auto *, auto *res) {
        if (++n == 1)
            first = res;
        else
            res->end(QByteArray(5000, 'x'));
    });
    RawPeer peer(server.port());
    for (int i = 1; i <= 40; ++i) { // each in a read block of its own, as far as reading goes on
        peer.send(get("/" + QByteArray::number(i)));
        if (i <= 6)
            QTRY_VERIFY(n >= i);
        else if (!QTest::qWaitFor([&] { return n >= i; }, 20))
            continue; // reading has stopped
    }
    QCOMPARE(n, 6);
    first->end("first");
    QTRY_COMPARE(n, 40);
    QTRY_COMPARE(peer.received().count("HTTP/1.1 200 OK"), 40);
}

void tst_Pipelining::slowReaderStopsRequests() // S3.35: "or the socket itself needs drain"
{
    constexpr int kAll = 400;
    int n = 0;
    Serving server([&](auto *, auto *res) {
        ++n;
        res->end(QByteArray(100000, 'x'));
    });
    RawPeer peer(server.port());
    peer.countOnly();
    peer.pauseReading();
    for (int i = 1; i <= kAll; ++i)
        peer.send(get("/" + QByteArray::number(i) + QByteArray(2000, 'p')));
    QTRY_VERIFY(n > 0);
    int last = 0;
    QTRY_VERIFY_WITH_TIMEOUT(std::exchange(last, n) == n && !QTest::qWaitFor([&] { return n > last; }, 100), 10000);
    QVERIFY2(n < kAll, "requests were taken although nobody reads the answers");
    peer.resumeReading();
    QTRY_COMPARE_WITH_TIMEOUT(n, kAll, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(peer.bytesReceived() > qint64(kAll) * 100000, 20000);
}

void tst_Pipelining::unansweredRequestsAreLimited()
{
    ServerOptions options;
    options.maxPipelinedRequests = 10;
    QList<QPointer<ServerResponse>> answers;
    Serving server([&](auto *, auto *res) { answers.append(res); }, options);
    RawPeer peer(server.port());
    for (int i = 1; i <= 40; ++i) {
        peer.send(get());
        if (i <= 10)
            QTRY_VERIFY(answers.size() >= i);
        else if (!QTest::qWaitFor([&] { return answers.size() >= i; }, 10))
            continue; // reading has stopped
    }
    QVERIFY2(answers.size() >= 10 && answers.size() <= 12, qPrintable(QString::number(answers.size())));
    for (int i = 0; i < 40; ++i) {
        QTRY_VERIFY(answers.size() > i);
        answers[i]->end("x");
    }
    QTRY_COMPARE(peer.received().count("HTTP/1.1 200 OK"), 40);
}

void tst_Pipelining::requestLimit() // S3.39–S3.42, S1.27, T6
{
    ServerOptions options;
    options.maxRequestsPerSocket = 2;
    Serving server([](auto *req, auto *res) { res->end(req->url().toLatin1()); }, options);
    RawPeer peer(server.port());
    peer.send(requests(3));
    const auto answer = [](const QByteArray &connection, const QByteArray &body) {
        return QByteArray("HTTP/1.1 200 OK\r\nDate: <D>\r\n" + connection + "Content-Length: 2\r\n\r\n" + body);
    };
    QTRY_COMPARE(withoutDate(peer.received()),
                 answer("Connection: keep-alive\r\nKeep-Alive: timeout=5, max=2\r\n", "/1")
                 + answer("Connection: close\r\n", "/2") + kUnavailable);
    QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed(); }, 50)); // S3.41
    QCOMPARE(server.connections(), 1);
}

void tst_Pipelining::requestLimitCounts11Only() // S3.39, S1.73
{
    ServerOptions options;
    options.maxRequestsPerSocket = 1;
    int n = 0;
    Serving server([&](auto *, auto *res) {
        ++n;
        res->setHeader("Content-Length", 1);
        res->end("x");
    }, options);
    RawPeer peer(server.port());
    const QByteArray old = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    peer.send(old + old + old);
    QTRY_COMPARE(peer.received().count("HTTP/1.1 200 OK"), 3);
    QCOMPARE(n, 3);
    QVERIFY(!peer.received().contains("503"));
}

void tst_Pipelining::requestDropped() // S3.40, S10.5
{
    ServerOptions options;
    options.maxRequestsPerSocket = 1;
    int n = 0;
    Serving server([&](auto *, auto *res) { ++n; res->end("x"); }, options);
    QStringList dropped;
    connect(&server, &Server::requestDropped, this, [&](IncomingMessage *request, QIODevice *socket) {
        QCOMPARE(request->socket(), socket);
        dropped.append(request->url());
    });
    RawPeer peer(server.port());
    peer.send(requests(4));
    QTRY_COMPARE(peer.received().count("HTTP/1.1 503 "), 3);
    QCOMPARE(n, 1);
    QCOMPARE(dropped, (QStringList{u"/2"_s, u"/3"_s, u"/4"_s}));
}

void tst_Pipelining::manySmallOnes() // S3.33, through every cut
{
    Serving server([](auto *req, auto *res) { res->end(req->url().toLatin1()); });
    RawPeer peer(server.port());
    peer.sendCutAtEveryByte(requests(30));
    QByteArray expected;
    for (int i = 1; i <= 30; ++i)
        expected += ok("/" + QByteArray::number(i));
    QTRY_COMPARE(withoutDate(peer.received()), expected);
}

QTEST_GUILESS_MAIN(tst_Pipelining)
#include "tst_pipelining.moc"
