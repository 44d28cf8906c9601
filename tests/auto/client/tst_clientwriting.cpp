// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Writing a request: section 1.11 of the behaviour reference on the client, back-pressure, cork, trailers.

#include "asking.h"
#include "rawserver.h"
#include "serving.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qtextstream.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

OutgoingMessage::Callback noteIn(QStringList *list, const QString &name)
{
    return [=](const Error &error) { list->append(error ? name + u':' + error.code() : name); };
}

RequestOptions posting(int port)
{
    return by(u"POST"_s, to(port));
}

} // namespace

class tst_ClientWriting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void queuedBeforeTheSocket();
    void drain();
    void writeCallbacks();
    void nullIsRefused();
    void afterEnd();
    void endCallbacks();
    void afterDestroy_data();
    void afterDestroy();
    void afterThePeerLeft();
    void pipeIsRefused();
    void cork();
    void states();
    void trailersBothWays();
    void strictContentLength();
    void headersAfterTheHead();
    void device();
    void pipeFromDevice();
    void expectThenBody();
    void neverConnected();
};

void tst_ClientWriting::queuedBeforeTheSocket() // S1.121, S1.136
{
    RawServer server({reply()});
    Asked asked(request(posting(server.port())));
    QCOMPARE(asked->writableHighWaterMark(), 16384);
    QVERIFY(asked->write(QByteArray(10000, 'a')));
    QVERIFY(!asked->socket());
    QVERIFY(asked->writableLength() >= 10000);
    QVERIFY(!asked->writableNeedDrain());
    QVERIFY(!asked->write(QByteArray(10000, 'b')));
    QVERIFY(asked->writableNeedDrain());
    QSignalSpy drained(asked.request, &ClientRequest::drained);
    QTRY_COMPARE(drained.size(), 1); // S1.122
    QVERIFY(!asked->writableNeedDrain());
    asked->end();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(chunksJoined(server.received()), QByteArray(10000, 'a') + QByteArray(10000, 'b'));
}

void tst_ClientWriting::drain() // S1.120, S1.122: the server decides the pace
{
    constexpr qint64 kSize = 24 * 1024 * 1024;
    RawServer server;
    server.onConnect([](RawPeer *peer) { peer->pauseReading(); });
    Asked asked(request(posting(server.port())));
    const QByteArray piece(64 * 1024, 'x');
    qint64 written = 0;
    int drains = 0;
    qint64 most = 0;
    const auto go = [&] {
        while (written < kSize) {
            written += piece.size();
            const bool goOn = asked->write(piece);
            most = qMax(most, asked->writableLength());
            if (!goOn)
                return;
        }
        asked->end();
    };
    connect(asked.request, &ClientRequest::drained, this, [&] {
        ++drains;
        go();
    });
    go();
    QTRY_COMPARE(server.connections(), 1);
    qint64 before = -1;
    QTRY_VERIFY(std::exchange(before, written) == written && drains > 0); // stuck: the system's buffers are full
    QVERIFY(written < kSize);
    server.connection()->countOnly();
    server.connection()->resumeReading();
    QTRY_COMPARE_WITH_TIMEOUT(asked.finishes, 1, 20000);
    QVERIFY(server.connection()->bytesReceived() > 0);
    QTRY_VERIFY(server.connection()->bytesReceived() > kSize);
    QVERIFY(drains > 10);
    QVERIFY2(most < 1024 * 1024, QByteArray::number(most).constData());
    server.connection()->send(reply());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

void tst_ClientWriting::writeCallbacks() // S1.123
{
    RawServer server({reply()});
    QStringList events;
    Asked asked(request(posting(server.port())));
    connect(asked.request, &ClientRequest::finished, this, [&] { events.append(u"finish"_s); });
    asked->write("a", this, noteIn(&events, u"cb1"_s));
    asked->write("", this, noteIn(&events, u"cb2"_s));
    asked->write("b", this, noteIn(&events, u"cb3"_s));
    auto *context = new QObject;
    asked->write("c", context, noteIn(&events, u"dropped"_s));
    asked->end(this, noteIn(&events, u"endcb"_s));
    delete context;
    QVERIFY(events.isEmpty());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(events.join(u' '), u"cb1 cb2 cb3 finish endcb"_s);
}

void tst_ClientWriting::nullIsRefused() // S1.124
{
    RawServer server({reply()});
    Asked asked(request(posting(server.port())));
    QVERIFY(!asked->write(static_cast<const char *>(nullptr)));
    QCOMPARE(asked->error().code(), u"ERR_STREAM_NULL_VALUES"_s);
    QVERIFY(asked->end("x"));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

void tst_ClientWriting::afterEnd() // S1.126, S1.127
{
    RawServer server({reply()});
    Asked asked(request(posting(server.port())));
    QStringList events;
    QVERIFY(asked->end("a"));
    QVERIFY(!asked->write("b", this, noteIn(&events, u"cb"_s)));
    QCOMPARE(asked->error().code(), u"ERR_STREAM_WRITE_AFTER_END"_s);
    QVERIFY(events.isEmpty());
    QTRY_COMPARE(asked.outcome(), u"200+ERR_STREAM_WRITE_AFTER_END"_s);
    QCOMPARE(events, QStringList{u"cb:ERR_STREAM_WRITE_AFTER_END"_s});
    QVERIFY(server.received().endsWith("Content-Length: 1\r\n\r\na")); // sent as it was
}

void tst_ClientWriting::endCallbacks() // S1.128, S1.129
{
    RawServer server({reply()});
    Asked asked(request(posting(server.port())));
    asked->setDeleteOnClose(false);
    const std::unique_ptr<ClientRequest> owned(asked.request);
    QStringList events;
    asked->end(this, noteIn(&events, u"first"_s));
    asked->end(this, noteIn(&events, u"second"_s));
    QTRY_COMPARE(asked.finishes, 1);
    QCOMPARE(events, (QStringList{u"first"_s, u"second"_s}));
    asked->end(this, noteIn(&events, u"third"_s));
    QCOMPARE(events.value(2), u"third:ERR_STREAM_ALREADY_FINISHED"_s);
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(asked.request); // deleteOnClose is off
}

void tst_ClientWriting::afterDestroy_data() // S1.130, S1.131
{
    QTest::addColumn<bool>("connected");
    QTest::newRow("before the socket") << false;
    QTest::newRow("with a socket") << true;
}

void tst_ClientWriting::afterDestroy()
{
    QFETCH(const bool, connected);
    RawServer server;
    Asked asked(request(posting(server.port())));
    if (connected) {
        asked->flushHeaders();
        QTRY_VERIFY(!server.received().isEmpty());
    }
    QStringList events;
    asked->destroy();
    QVERIFY(!asked->write("a", this, noteIn(&events, u"write"_s)));
    asked->end(this, noteIn(&events, u"end"_s));
    QVERIFY(events.isEmpty());
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s); // one error, its own
    QTRY_COMPARE(events, QStringList{u"write:ERR_STREAM_DESTROYED"_s}); // the callback of end() is never called
    QCOMPARE(asked.finishes, 0);
}

void tst_ClientWriting::afterThePeerLeft() // S1.130
{
    RawServer server({RawServer::Nothing, RawServer::Reset});
    server.answerHeads();
    Asked asked(request(posting(server.port())));
    asked->setDeleteOnClose(false);
    const std::unique_ptr<ClientRequest> owned(asked.request);
    asked->write("a");
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
    QStringList events;
    QVERIFY(!asked->write("b", this, noteIn(&events, u"cb"_s)));
    QTRY_COMPARE(events, QStringList{u"cb:ERR_STREAM_DESTROYED"_s});
    QCOMPARE(asked.errors, 1);
}

void tst_ClientWriting::pipeIsRefused() // S1.133
{
    RawServer server({reply()});
    Asked asked(request(posting(server.port())));
    QBuffer buffer;
    QVERIFY(!asked->pipe(&buffer));
    QCOMPARE(asked->error().code(), u"ERR_STREAM_CANNOT_PIPE"_s);
    asked->destroy();
    QTRY_VERIFY(asked.isOver());
}

void tst_ClientWriting::cork() // S1.118, S1.119
{
    RawServer server({reply()});
    Asked early(request(posting(server.port())));
    early->cork();
    early->cork();
    QCOMPARE(early->writableCorked(), 2);
    early->write("a");
    QTRY_VERIFY(early->socket());
    QCOMPARE(early->writableCorked(), 2); // carried over to the socket
    early->write("b");
    QTRY_COMPARE(server.connections(), 1);
    RawServer other({reply()});
    Asked meanwhile(get(to(other.port())));
    QTRY_COMPARE(meanwhile.outcome(), u"200"_s);
    QVERIFY(server.received().isEmpty());
    early->uncork();
    QVERIFY(server.received().isEmpty());
    early->uncork();
    QTRY_VERIFY(server.received().endsWith("\r\n\r\n1\r\na\r\n1\r\nb\r\n"));
    QCOMPARE(server.connection()->segments().size(), 1);
    early->cork();
    early->end("c"); // S1.116
    QTRY_COMPARE(early.outcome(), u"200"_s);
}

void tst_ClientWriting::states() // S1.135, S12.5
{
    RawServer server({reply()});
    Asked asked(request(posting(server.port())));
    int seen = 0;
    const ClientRequest *req = asked.request;
    connect(req, &ClientRequest::prefinished, this, [&, req] {
        ++seen;
        QVERIFY(req->isWritableEnded() && req->headersSent() && !req->isWritableFinished());
    });
    connect(req, &ClientRequest::finished, this, [&, req] {
        ++seen;
        QVERIFY(req->isWritableFinished() && !req->isDestroyed());
    });
    connect(req, &ClientRequest::closed, this, [&, req] {
        ++seen;
        QVERIFY(req->isDestroyed() && req->isWritableFinished() && req->isWritable()); // S5.88
    });
    QVERIFY(!asked->headersSent());
    asked->write("a");
    QVERIFY(asked->headersSent() && !asked->isWritableEnded());
    asked->end("b");
    QVERIFY(asked->isWritableEnded() && asked->isFinished() && !asked->isWritableFinished());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(seen, 3);
}

void tst_ClientWriting::trailersBothWays() // S1.98, S1.105–S1.108, S4.7
{
    QVariantMap received;
    Serving server([&](auto *req, auto *res) {
        connect(req, &IncomingMessage::ended, res, [&, req, res] {
            received = req->trailers();
            res->setHeader("Trailer", "X-Sum");
            res->write("body");
            res->addTrailers({{"X-Sum", "7"}, {"X-More", "8"}});
            res->end();
        });
        req->resume();
    });
    Asked asked(request(posting(server.port())));
    asked->setHeader("Trailer", "X-T");
    asked->write("x");
    QVERIFY(asked->addTrailers({{"X-Old", "0"}}));
    QVERIFY(asked->addTrailers({{"X-T", "v"}, {"X-U", QStringList{u"1"_s, u"2"_s}}}));
    QVERIFY(!asked->addTrailers({{"bad name", "v"}}));
    asked->end();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(received, (QVariantMap{{u"x-t"_s, u"v"_s}, {u"x-u"_s, u"1, 2"_s}}));
    QCOMPARE(asked.trailers, (QVariantMap{{u"x-sum"_s, u"7"_s}, {u"x-more"_s, u"8"_s}}));
}

void tst_ClientWriting::strictContentLength() // S10.15
{
    RawServer server;
    Asked asked(request(posting(server.port())));
    asked->setStrictContentLength(true);
    asked->setHeader("Content-Length", 3);
    QVERIFY(!asked->end("toolong"));
    QCOMPARE(asked->error().code(), u"ERR_HTTP_CONTENT_LENGTH_MISMATCH"_s);
    asked->destroy();
    QTRY_VERIFY(asked.isOver());
    QVERIFY(!server.received().contains("toolong"));
}

void tst_ClientWriting::headersAfterTheHead() // S2.6, S2.7
{
    RawServer server({reply()});
    Asked asked(request(posting(server.port())));
    QVERIFY(asked->setHeader("A", "1"));
    asked->flushHeaders();
    QVERIFY(!asked->setHeader("A", "2"));
    QCOMPARE(asked->error().code(), u"ERR_HTTP_HEADERS_SENT"_s);
    QVERIFY(!asked->appendHeader("A", "2"));
    QVERIFY(!asked->removeHeader("A"));
    QCOMPARE(asked->getHeader("a"), HeaderValue("1"));
    QVERIFY(asked->hasHeader("HOST"));
    asked->end();
    QTRY_COMPARE(asked.outcome(), u"200"_s);
}

void tst_ClientWriting::device()
{
    RawServer server({reply()});
    Asked asked(request(posting(server.port())));
    QTextStream stream(asked->device());
    stream << "four " << 4;
    stream.flush();
    asked->device()->close(); // ends the message
    QVERIFY(asked->isWritableEnded());
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(chunksJoined(server.received()), "four 4"_ba);
}

void tst_ClientWriting::pipeFromDevice()
{
    RawServer server({reply()});
    QByteArray data(300000, 'p');
    QBuffer source(&data);
    QVERIFY(source.open(QIODevice::ReadOnly));
    Asked asked(request(posting(server.port())));
    NodeHttp::pipe(&source, asked.request);
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(chunksJoined(server.received()), data);
}

void tst_ClientWriting::expectThenBody() // T3 from the other side
{
    Serving server([](auto *req, auto *res) {
        connect(req, &IncomingMessage::ended, res, [res] { res->end("ok"); });
        req->resume();
    });
    Asked asked(request(with({{"Expect", "100-continue"}, {"Content-Length", 2}}, posting(server.port()))));
    QStringList events;
    connect(asked.request, &ClientRequest::continueReceived, this, [&] {
        events.append(u"continue"_s);
        asked->end("hi");
    });
    connect(asked.request, &ClientRequest::informationReceived, this, [&](const InformationalResponse &information) {
        events.append(QString::number(information.statusCode));
    });
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(events, (QStringList{u"continue"_s, u"100"_s}));
}

void tst_ClientWriting::neverConnected() // S1.138
{
    RawServer server;
    server.stopListening();
    Asked asked(request(posting(server.port())));
    QSignalSpy prefinished(asked.request, &ClientRequest::prefinished);
    QStringList events;
    asked->write("a", this, noteIn(&events, u"write"_s));
    asked->end();
    QTRY_COMPARE(asked.outcome(), u"ECONNREFUSED"_s);
    QCOMPARE(prefinished.size(), 1);
    QCOMPARE(asked.finishes, 0);
    QVERIFY(!events.contains(u"write"_s)); // not told that it was sent
}

QTEST_GUILESS_MAIN(tst_ClientWriting)
#include "tst_clientwriting.moc"
