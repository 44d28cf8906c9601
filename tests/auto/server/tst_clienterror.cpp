// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What the server does when a client cannot be understood: section 3.7 of the behaviour reference. Which input gives
// which error is in tst_parseerrors.

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

const QByteArray kBad = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"_ba;

} // namespace

class tst_ClientError : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cannedReplies_data();
    void cannedReplies();
    void receiverDecides();
    void receiverThatDoesNothing();
    void receiverAnswers();
    void onlyTheFirstIsTold();
    void badSecondRequest();
    void badPipelinedRequest();
    void answerBegun();
    void resetOfAnIdleConnection();
    void replyArrivesDespiteMoreInput();
    void deletedInReceiver();
    void otherConnectionsGoOn();
};

void tst_ClientError::cannedReplies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("S3.50 garbage") << "\x01\x02\x03\r\n\r\n"_ba << kBad;
    QTest::newRow("S3.50 HTTP/2 preface") << "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"_ba << kBad; // S2.94
    QTest::newRow("S3.50 TLS") << QByteArray::fromHex("160301020001000100") << kBad;
    QTest::newRow("S3.51 too much head") << get("/", "A: " + QByteArray(17000, 'a') + "\r\n")
            << "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("S3.53 too many chunk extensions")
            << postHead("Transfer-Encoding: chunked\r\n") + "1;" + QByteArray(17000, 'e') + "\r\na\r\n"
            << "HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n"_ba;
}

void tst_ClientError::cannedReplies() // S3.45, S3.49
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, reply);
    Serving server([](auto *, auto *) {});
    Invariants invariants(&server);
    RawPeer peer(server.port());
    peer.send(bytes);
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(!peer.wasReset());
    QCOMPARE(peer.received(), reply);
    peer.close();
    QTRY_COMPARE(server.connections(), 0);
    QTRY_COMPARE(invariants.open(), 0);
    QCOMPARE(invariants.violationsAtEnd(), QString());
}

void tst_ClientError::receiverDecides() // S3.44
{
    Serving server([](auto *, auto *) {});
    Error told;
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error, QIODevice *socket) {
        told = error;
        QVERIFY(socket->isWritable());
        socket->write("HTTP/1.1 418 I'm a Teapot\r\n\r\n");
        socket->close();
    });
    RawPeer peer(server.port());
    const QByteArray bytes = "G@T / HTTP/1.1\r\n\r\n";
    peer.send(bytes);
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(peer.received(), "HTTP/1.1 418 I'm a Teapot\r\n\r\n"); // ours alone
    QCOMPARE(told.code(), u"HPE_INVALID_METHOD"_s);
    QCOMPARE(told.name(), u"Error"_s);
    QCOMPARE(told.rawPacket(), bytes);
    QTRY_COMPARE(server.connections(), 0);
}

void tst_ClientError::receiverThatDoesNothing() // S3.44, second half
{
    QPointer<ServerResponse> owed;
    Serving server([&](auto *, auto *res) { owed = res; });
    QSignalSpy errors(&server, &Server::clientErrorOccurred);
    RawPeer peer(server.port());
    peer.send(get() + "bad\x01\r\n\r\n");
    QTRY_COMPARE(errors.count(), 1);
    QVERIFY(!QTest::qWaitFor([&] { return peer.isClosed(); }, 50));
    QVERIFY(owed);
    owed->end("owed");
    QTRY_COMPARE(withoutDate(peer.received()), ok("owed"));
    QCOMPARE(server.connections(), 1);
}

void tst_ClientError::receiverAnswers() // the receiver may also destroy what is pending
{
    EventLog log;
    QPointer<ServerResponse> owed;
    Serving server([&](auto *req, auto *res) {
        owed = res;
        log.watch(req, u"req"_s);
    });
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &, QIODevice *) { owed->destroy(); });
    RawPeer peer(server.port());
    peer.send(get() + "bad\x01\r\n\r\n");
    QTRY_VERIFY(peer.isClosed());
    QVERIFY(peer.received().isEmpty());
    QTRY_COMPARE(log.text(), u"req.aborted > req.close"_s);
}

void tst_ClientError::onlyTheFirstIsTold() // S3.43
{
    Serving server([](auto *, auto *) {});
    QSignalSpy errors(&server, &Server::clientErrorOccurred);
    RawPeer peer(server.port());
    peer.send("bad\x01\r\n\r\n");
    QTRY_COMPARE(errors.count(), 1);
    peer.send("more\x01\r\n\r\n" + get());
    peer.reset();
    QTRY_COMPARE(server.connections(), 0);
    QCOMPARE(errors.count(), 1);
}

void tst_ClientError::badSecondRequest() // S3.46
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    peer.send("bad\x01\r\n\r\n");
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(withoutDate(peer.received()), ok("x") + kBad);
}

void tst_ClientError::badPipelinedRequest() // S3.47
{
    EventLog log;
    Serving server([&](auto *req, auto *res) {
        log.watch(req, u"req"_s, EventLog::Errors);
        connect(res, &ServerResponse::closed, &log, [&log] { log.note(u"res.close"_s); });
    });
    RawPeer peer(server.port());
    peer.send(get() + "bad\x01\r\n\r\n");
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(peer.received(), kBad);
    QTRY_COMPARE(log.text(), u"req.aborted > res.close > req.error(ECONNRESET) > req.close"_s);
}

void tst_ClientError::answerBegun() // S3.45, S3.76: what was begun cannot be followed by a canned reply
{
    Serving server([](auto *, auto *res) { res->write("begun"); });
    RawPeer peer(server.port());
    peer.send(postHead("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n");
    QTRY_VERIFY(peer.received().endsWith("5\r\nbegun\r\n"));
    const QByteArray before = peer.received();
    peer.send("zz\r\n");
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(peer.received(), before);
}

void tst_ClientError::resetOfAnIdleConnection() // S3.48
{
    Serving server([](auto *, auto *res) { res->end("x"); });
    QString code;
    bool writable = true;
    connect(&server, &Server::clientErrorOccurred, this, [&](const Error &error, QIODevice *socket) {
        code = error.code();
        writable = socket->isWritable() && socket->write("x") > 0;
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    peer.reset();
    QTRY_COMPARE(code, u"ECONNRESET"_s);
    QVERIFY(!writable);
    QTRY_COMPARE(server.connections(), 0);
}

void tst_ClientError::replyArrivesDespiteMoreInput() // unread input must not turn our FIN into a reset
{
    Serving server([](auto *, auto *) {});
    for (int i = 0; i < 20; ++i) {
        RawPeer peer(server.port());
        peer.send("bad\x01\r\n\r\n" + QByteArray(300000, 'z'));
        QTRY_VERIFY(peer.isClosed());
        QVERIFY(!peer.wasReset());
        QCOMPARE(peer.received(), kBad);
    }
    QTRY_COMPARE(server.connections(), 0);
}

void tst_ClientError::deletedInReceiver()
{
    auto *server = new Serving([](auto *, auto *) {});
    QPointer<Serving> alive = server;
    connect(server, &Server::clientErrorOccurred, this, [server] { server->deleteLater(); });
    RawPeer peer(server->port());
    peer.send("bad\x01\r\n\r\n");
    QTRY_VERIFY(!alive);
    QTRY_VERIFY(peer.isClosed());
}

void tst_ClientError::otherConnectionsGoOn()
{
    QPointer<ServerResponse> owed;
    Serving server([&](auto *, auto *res) { owed = res; });
    RawPeer good(server.port());
    good.send(get());
    QTRY_VERIFY(owed);
    RawPeer bad(server.port());
    bad.send("bad\x01\r\n\r\n");
    QTRY_VERIFY(bad.isClosed());
    owed->end("x");
    QTRY_COMPARE(withoutDate(good.received()), ok("x"));
}

QTEST_GUILESS_MAIN(tst_ClientError)
#include "tst_clienterror.moc"
