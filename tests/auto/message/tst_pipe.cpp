// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// pipe(): its end, its signals, and whose pause counts.

#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qpointer.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_Pipe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unpipedOnce();
    void unpipeWhileEnding();
    void twoDestinations();
    void pauseOfTheUserStays();
    void destinationDies();
};

void tst_Pipe::unpipedOnce() // a pipe that was cut is none, though its object dies later
{
    int unpiped = 0;
    Serving server([&](auto *req, auto *res) {
        QObject::connect(res, &ServerResponse::unpiped, res, [&unpiped] { ++unpiped; });
        req->pipe(res);
        req->unpipe(res);
        req->unpipe(res);
        req->unpipe();
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(post("abc"));
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QCOMPARE(unpiped, 1);
}

void tst_Pipe::unpipeWhileEnding()
{
    int unpiped = 0;
    Serving server([&](auto *req, auto *res) {
        QObject::connect(res, &ServerResponse::unpiped, res, [&unpiped] { ++unpiped; });
        req->pipe(res);
        QObject::connect(req, &IncomingMessage::ended, res, [req] { req->unpipe(); });
    });
    RawPeer peer(server.port());
    peer.send(post("abc", "Connection: close\r\n"));
    QTRY_VERIFY(peer.isClosed());
    QCOMPARE(chunksJoined(peer.received()), "abc"_ba);
    QCOMPARE(unpiped, 1);
}

void tst_Pipe::twoDestinations() // each gets everything
{
    QBuffer first;
    QBuffer second;
    QVERIFY(first.open(QIODevice::WriteOnly) && second.open(QIODevice::WriteOnly));
    Serving server([&](auto *req, auto *res) {
        req->pipe(&first);
        req->pipe(&second);
        QObject::connect(req, &IncomingMessage::ended, res, [res] { res->end("x"); });
    });
    const QByteArray body(100000, 'b');
    RawPeer peer(server.port());
    peer.send(post(body));
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QCOMPARE(first.data(), body);
    QCOMPARE(second.data(), body);
    QVERIFY(!first.isOpen() && !second.isOpen());
}

void tst_Pipe::pauseOfTheUserStays() // a device that wrote what it had does not undo it
{
    QTcpServer sink;
    QVERIFY(sink.listen(QHostAddress::LocalHost));
    QTcpSocket out;
    out.connectToHost(QHostAddress::LocalHost, sink.serverPort());
    QTRY_VERIFY(sink.hasPendingConnections() && out.state() == QAbstractSocket::ConnectedState);
    QPointer<IncomingMessage> request;
    Serving server([&](auto *req, auto *) {
        request = req;
        req->pipe(&out);
    });
    QSignalSpy written(&out, &QIODevice::bytesWritten);
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 6\r\n"));
    QTRY_VERIFY(request);
    connect(request, &IncomingMessage::dataReceived, request, [&] { request->pause(); });
    peer.send("abc");
    QTRY_COMPARE(written.count(), 1);
    QVERIFY(request->isPaused());
    peer.send("def");
    QTRY_COMPARE(request->readableLength(), 3);
    QVERIFY(request->isPaused());
    QCOMPARE(written.count(), 1);
    request->resume();
    QTRY_COMPARE(written.count(), 2);
}

void tst_Pipe::destinationDies() // the source waits for another one
{
    QPointer<IncomingMessage> request;
    auto *buffer = new QBuffer;
    QVERIFY(buffer->open(QIODevice::WriteOnly));
    Serving server([&](auto *req, auto *res) {
        request = req;
        req->pipe(buffer);
        QObject::connect(req, &IncomingMessage::ended, res, [res] { res->end("x"); });
    });
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 6\r\n") + "abc");
    QTRY_COMPARE(buffer->data(), "abc"_ba);
    delete buffer;
    QBuffer next;
    QVERIFY(next.open(QIODevice::WriteOnly));
    request->pipe(&next);
    peer.send("def");
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QCOMPARE(next.data(), "def"_ba);
}

QTEST_GUILESS_MAIN(tst_Pipe)
#include "tst_pipe.moc"
