// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Connections that end at an awkward moment: the rows of section 3.9 that are not plain orders of one exchange.

#include "eventlog.h"
#include "invariants.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qpointer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kBad = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"_ba; // S3.50
const QByteArray kHalfPost = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"_ba;

} // namespace

class tst_Disconnects : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endBeforeAnything();
    void endInsideHead();
    void endInsideBody_data();
    void endInsideBody();
    void endWhileAnswering();
    void socketDestroyedByHandler();
    void requestDestroyedAfterItsEnd();
    void pausedRestOutlivesTheConnection();
    void pausedRestGoesWithTheServer();
    void pipelinedRequestsLost();
    void errorIsOptional();
    void destroyedAnswerKeepsWhatWasFlushed();
    void writesAfterThePeerLeft();
    void invariantsHold_data();
    void invariantsHold();
};

void tst_Disconnects::endBeforeAnything() // S3.62
{
    EventLog log;
    Serving server([&](auto *, auto *) { log.note(u"request"_s); });
    connect(&server, &Server::connectionOpened, this, [&](QIODevice *socket) { log.watchSocket(socket); });
    QSignalSpy errors(&server, &Server::clientErrorOccurred);
    RawPeer peer(server.port());
    QTRY_COMPARE(server.connections(), 1);
    peer.halfClose();
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().isEmpty());
    QTRY_COMPARE(log.text(), u"sock.end > sock.close"_s);
    QCOMPARE(errors.count(), 0);
    QTRY_COMPARE(server.connections(), 0);
}

void tst_Disconnects::endInsideHead() // S3.66
{
    int requests = 0;
    Serving server([&](auto *, auto *) { ++requests; });
    RawPeer peer(server.port());
    peer.send("GET / HTTP/1.1\r\nHos");
    peer.halfClose();
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(peer.received(), kBad);
    QCOMPARE(requests, 0);
}

void tst_Disconnects::endInsideBody_data()
{
    QTest::addColumn<bool>("heard");
    QTest::addColumn<bool>("answerBegun");
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("S3.67 nobody listens") << false << false << kBad;
    QTest::newRow("S3.67 answer begun") << false << true << QByteArray();
    QTest::newRow("S3.67 clientErrorOccurred") << true << false << QByteArray();
}

void tst_Disconnects::endInsideBody()
{
    QFETCH(const bool, heard);
    QFETCH(const bool, answerBegun);
    QFETCH(const QByteArray, reply);
    EventLog log;
    Error told;
    Serving server([&](auto *req, auto *res) {
        log.watch(req, u"req"_s, EventLog::Errors | EventLog::State);
        connect(res, &ServerResponse::closed, &log, [&log] { log.note(u"res.close"_s); });
        if (answerBegun)
            res->write("partial");
    });
    if (heard) {
        connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error, QIODevice *socket) {
            log.note(u"clientError"_s);
            told = error;
            socket->close();
        });
    }
    RawPeer peer(server.port());
    peer.send(kHalfPost);
    if (answerBegun)
        QTRY_VERIFY(peer.received().endsWith("partial\r\n"));
    const QByteArray before = peer.take();
    peer.halfClose();
    QTRY_VERIFY(log.contains(u"req.close[complete=0,aborted=1]"_s));
    const QString order = u"req.aborted > res.close > req.error(ECONNRESET) > req.close[complete=0,aborted=1]"_s;
    QCOMPARE(log.text(), (heard ? u"clientError > "_s : QString()) + order);
    if (heard) {
        QCOMPARE(told.code(), u"HPE_INVALID_EOF_STATE"_s); // S2.93
        QCOMPARE(told.message(), u"Parse Error"_s);
        QCOMPARE(told.bytesParsed(), 0);
        QVERIFY(told.rawPacket().isNull());
    }
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(peer.received(), reply);
}

void tst_Disconnects::endWhileAnswering() // S3.64, S3.69: a half-closing client still gets its answer; a gone one not
{
    QPointer<ServerResponse> answer;
    Serving server([&](auto *, auto *res) {
        answer = res;
        res->write("one");
    });
    Invariants invariants(&server);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("3\r\none\r\n"));
    peer.halfClose();
    QVERIFY(!QTest::qWaitFor([&] { return !answer; }, 50));
    QVERIFY(answer->write("two"));
    answer->end();
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().endsWith("3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"));
    QTRY_COMPARE(invariants.open(), 0);
    QCOMPARE(invariants.violationsAtEnd(), QString());
}

void tst_Disconnects::socketDestroyedByHandler() // S3.73
{
    EventLog log;
    Serving server([&](auto *req, auto *res) {
        log.watch(req, u"req"_s, EventLog::Errors | EventLog::State);
        connect(res, &ServerResponse::closed, &log, [&log, res] {
            log.note(u"res.close"_s);
            QVERIFY(!res->isWritableEnded() && !res->isWritableFinished());
        });
        req->socket()->close();
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.isClosed());
    QTRY_COMPARE(log.text(), u"req.aborted > res.close > req.error(ECONNRESET) > req.close[complete=1,aborted=1]"_s);
    QTRY_COMPARE(server.connections(), 0);
}

void tst_Disconnects::requestDestroyedAfterItsEnd() // S3.74, S4.15
{
    Serving server([](auto *req, auto *res) {
        req->resume();
        QObject::connect(req, &IncomingMessage::ended, res, [req, res] {
            req->destroy();
            QVERIFY(!req->isAborted());
            later(res, [res] { res->end("still here"); });
        });
    });
    RawPeer peer(server.port());
    peer.send(post("abc"));
    QTRY_COMPARE(withoutDate(peer.received()), ok("still here"));
    peer.take();
    peer.send(post("abc"));
    QTRY_COMPARE(withoutDate(peer.received()), ok("still here"));
    peer.take();
}

void tst_Disconnects::pausedRestOutlivesTheConnection() // an early answer, and the body worked off behind it
{
    QByteArray body;
    QPointer<IncomingMessage> request;
    Serving server([&](auto *req, auto *res) {
        request = req;
        QObject::connect(req, &IncomingMessage::dataReceived, req, [req, &body](const QByteArray &piece) {
            body += piece;
            req->pause();
        });
        res->end("accepted");
    });
    RawPeer peer(server.port());
    peer.send("PUT / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
              "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n");
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().endsWith("accepted"));
    QCOMPARE(body, "a");
    QVERIFY(request && request->isComplete() && !request->isAborted());
    QSignalSpy aborted(request, &IncomingMessage::aborted);
    QSignalSpy ended(request, &IncomingMessage::ended);
    for (const char *sofar : {"ab", "abc"}) {
        request->resume();
        QTRY_COMPARE(body, sofar);
    }
    QTRY_VERIFY(!request); // closed, and gone without a connection to end it
    QCOMPARE(ended.count(), 1);
    QCOMPARE(aborted.count(), 0);
}

void tst_Disconnects::pausedRestGoesWithTheServer()
{
    QPointer<IncomingMessage> request;
    {
        Serving server([&](auto *req, auto *res) {
            request = req;
            QObject::connect(req, &IncomingMessage::dataReceived, req, [req] { req->pause(); });
            res->end();
        });
        {
            RawPeer peer(server.port());
            peer.send("PUT / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
            QTRY_VERIFY(peer.isClosed());
        }
        QTRY_VERIFY(request && request->parent() == &server); // the connection is over
    }
    QVERIFY(!request);
}

void tst_Disconnects::pipelinedRequestsLost() // S3.75; that the second answer closes too is ours
{
    EventLog log;
    int n = 0;
    Serving server([&](auto *req, auto *res) {
        const QString number = QString::number(++n);
        log.watch(req, u"req"_s + number, EventLog::Errors);
        connect(res, &ServerResponse::closed, &log, [&log, number] { log.note(u"res%1.close"_s.arg(number)); });
    });
    RawPeer peer(server.port());
    peer.send(get() + get());
    QTRY_COMPARE(n, 2);
    peer.reset();
    QTRY_VERIFY(log.contains(u"res2.close"_s));
    QCOMPARE(log.text(), u"req1.aborted > req2.aborted > res1.close > req1.error(ECONNRESET) > req1.close > "
                          "req2.error(ECONNRESET) > req2.close > res2.close"_s);
}

void tst_Disconnects::errorIsOptional() // S3.77
{
    EventLog log;
    Serving server([&](auto *req, auto *) { log.watch(req, u"req"_s); });
    RawPeer peer(server.port());
    peer.send(kHalfPost);
    QTRY_COMPARE(server.connections(), 1);
    peer.reset();
    QTRY_COMPARE(server.connections(), 0);
    RawPeer next(server.port());
    next.send(get());
    QTRY_COMPARE(server.connections(), 1);
}

void tst_Disconnects::destroyedAnswerKeepsWhatWasFlushed() // S3.70
{
    QSignalSpy *errors = nullptr;
    Serving server([&](auto *, auto *res) {
        errors = new QSignalSpy(res, &ServerResponse::errorOccurred);
        res->write("kept");
        later(res, [res] { res->destroy(Error(u"EMINE"_s, u"mine"_s)); });
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().endsWith("4\r\nkept\r\n"));
    QVERIFY(errors);
    QCOMPARE(errors->count(), 0); // no 'error' on the response
    delete errors;
}

void tst_Disconnects::writesAfterThePeerLeft() // S1.130, S1.131
{
    QStringList calls;
    QPointer<ServerResponse> answer;
    Serving server([&](auto *, auto *res) {
        answer = res;
        res->setDeleteOnClose(false);
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(answer);
    QSignalSpy closed(answer, &ServerResponse::closed);
    QSignalSpy errors(answer, &ServerResponse::errorOccurred);
    QSignalSpy prefinished(answer, &ServerResponse::prefinished);
    QSignalSpy finished(answer, &ServerResponse::finished);
    peer.reset();
    QVERIFY(closed.wait());
    QVERIFY(!answer->write("x", this, [&](const Error &error) { calls.append(error.code()); }));
    QCOMPARE(calls, QStringList()); // on the tick
    QTRY_COMPARE(calls, QStringList{u"ERR_STREAM_DESTROYED"_s});
    answer->end(this, [&](const Error &) { calls.append(u"end"_s); });
    QCOMPARE(prefinished.count(), 1);
    RawPeer next(server.port());
    QTRY_COMPARE(server.connections(), 1);
    QCOMPARE(calls.size(), 1); // never called
    QCOMPARE(finished.count() + errors.count(), 0);
    delete answer;
}

void tst_Disconnects::invariantsHold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Handler>("handler");
    QTest::addColumn<int>("leave"); // 0: half-close, 1: close, 2: reset
    const QList<std::pair<const char *, Handler>> handlers = {
        {"silent", [](auto *, auto *) {}},
        {"answers", [](auto *, auto *res) { res->end("x"); }},
        {"begins", [](auto *, auto *res) { res->write("x"); }},
        {"consumes", [](auto *req, auto *) { req->resume(); }},
        {"consumes, answers later", [](auto *req, auto *res) {
            req->resume();
            later(res, [res] { res->end(QByteArray(100000, 'x')); }, 2);
        }},
        {"pauses", [](auto *req, auto *res) { req->pause(); res->write("x"); }},
        {"closes the body", [](auto *req, auto *res) { req->close(); res->end(); }},
    };
    const QList<std::pair<const char *, QByteArray>> inputs = {
        {"get", get()}, {"half body", kHalfPost}, {"body", post("abcdef")}, {"three", get() + post("abc") + get()},
        {"bad chunk", postHead("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\nzz\r\n"},
        {"closing", get("/", "Connection: close\r\n") + get()},
    };
    const char *const leaves[] = {"half-close", "close", "reset"};
    for (const auto &[who, handler] : handlers) {
        for (const auto &[what, bytes] : inputs) {
            for (int leave = 0; leave < 3; ++leave)
                QTest::addRow("S12.1 %s, %s, %s", who, what, leaves[leave]) << bytes << handler << leave;
        }
    }
}

void tst_Disconnects::invariantsHold() // S12.1, S12.3–S12.5, S12.8
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Handler, handler);
    QFETCH(const int, leave);
    Serving server(handler);
    Invariants invariants(&server);
    {
        RawPeer peer(server.port());
        peer.send(bytes);
        QTRY_VERIFY(invariants.watched() > 0);
        if (leave == 0)
            peer.halfClose();
        else if (leave == 1)
            peer.close();
        else
            peer.reset();
        // A connection that was ended by the peer alone lives as long as an answer is owed (S3.64).
        if (leave < 2 && !QTest::qWaitFor([&] { return server.connections() == 0; }, 50))
            server.closeAllConnections();
        QTRY_COMPARE(server.connections(), 0);
    }
    QTRY_COMPARE(invariants.open(), 0);
    QCOMPARE(invariants.violationsAtEnd(), QString());
}

QTEST_GUILESS_MAIN(tst_Disconnects)
#include "tst_disconnects.moc"
