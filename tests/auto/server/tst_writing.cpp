// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What write() and end() answer, when their callbacks run, and the ways to write that are not write(): sections 1.10
// and 1.11 of the behaviour reference.

#include "eventlog.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qpointer.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtextstream.h>
#include <QtCore/qxmlstream.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_Writing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callbackOrder();
    void nullIsRefused();
    void writeAfterEnd();
    void endAfterEnd();
    void endAgainWhileWaiting();
    void bodyIgnored_data();
    void bodyIgnored();
    void cannotBePiped();
    void coalescing();
    void corking();
    void corkHoldsLargePieces();
    void corkedWhileWaiting();
    void manyCallbacks();
    void encodings_data();
    void encodings();
    void pipedBuffer();
    void pipedWithoutEnd();
    void pipeEvents();
    void textStreamOnDevice();
    void xmlWriterOnDevice();
    void deviceIsWriteOnly();
    void deviceTellsRefusals();
};

void tst_Writing::callbackOrder() // S1.123: an empty chunk has its callback too
{
    EventLog log;
    Serving server([&](auto *, auto *res) {
        const auto told = [&log](const QString &name) {
            return [&log, name](const Error &error) { log.note(error ? error.code() : name); };
        };
        connect(res, &ServerResponse::finished, &log, [&log] { log.note(u"finish"_s); });
        res->write("a", &log, told(u"cb1"_s));
        res->write(QByteArray(), &log, told(u"cb2"_s));
        res->write("b", &log, told(u"cb3"_s));
        res->end(&log, told(u"endcb"_s));
        QCOMPARE(log.text(), QString());
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(log.text(), u"cb1 > cb2 > cb3 > finish > endcb"_s);
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n"));
}

void tst_Writing::nullIsRefused() // S1.124
{
    Serving server([](auto *, auto *res) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_STREAM_NULL_VALUES"_s));
        QVERIFY(!res->write(static_cast<const char *>(nullptr)));
        QCOMPARE(res->error().code(), u"ERR_STREAM_NULL_VALUES"_s);
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
}

void tst_Writing::writeAfterEnd() // S1.126, S1.127
{
    EventLog log;
    Serving server([&](auto *, auto *res) {
        log.watch(res, u"res"_s);
        res->end("x");
        QVERIFY(!res->write("y", &log, [&log](const Error &error) { log.note(u"callback("_s + error.code() + u')'); }));
        QVERIFY(!res->end("z"));
        QCOMPARE(log.text(), u"res.prefinish"_s); // the rest on the tick
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QTRY_VERIFY(log.contains(u"res.close"_s));
    QCOMPARE(log.text().count(u"res.error(ERR_STREAM_WRITE_AFTER_END)"_s), 2);
    QVERIFY(log.text().contains(u"callback(ERR_STREAM_WRITE_AFTER_END) > res.error(ERR_STREAM_WRITE_AFTER_END)"_s));
}

void tst_Writing::endAfterEnd() // S1.128, S1.129
{
    EventLog log;
    Serving server([&](auto *, auto *res) {
        const auto told = [&log](const QString &name) {
            return [&log, name](const Error &error) { log.note(name + u'(' + error.code() + u')'); };
        };
        res->end("x", &log, told(u"first"_s));
        res->end(&log, told(u"second"_s)); // at once: the system has the bytes already
        connect(res, &ServerResponse::finished, &log, [&log, res, told] {
            log.note(u"finish"_s);
            res->end(&log, told(u"late"_s)); // at once
            log.note(u"after"_s);
        });
    });
    RawPeer peer(server.port());
    peer.send(get());
    // A small answer is with the system when end() returns, so the second callback hears at once that it is too late.
    QTRY_COMPARE(log.text(), u"second(ERR_STREAM_ALREADY_FINISHED) > finish > late(ERR_STREAM_ALREADY_FINISHED) > after"
                             " > first()"_s);
}

void tst_Writing::endAgainWhileWaiting() // S1.128: nothing of the second answer can have left
{
    EventLog log;
    ServerResponse *first = nullptr;
    Serving server([&](auto *, auto *res) {
        if (!std::exchange(first, first ? first : res))
            return;
        res->end("2", &log, [&log](const Error &error) { log.note(u"first("_s + error.code() + u')'); });
        res->end(&log, [&log](const Error &error) { log.note(u"second("_s + error.code() + u')'); });
        log.note(u"release"_s);
        first->end("1");
    });
    RawPeer peer(server.port());
    peer.send(get() + get());
    QTRY_COMPARE(log.text(), u"release > first() > second()"_s);
    QTRY_COMPARE(withoutDate(peer.received()), ok("1") + ok("2"));
}

void tst_Writing::bodyIgnored_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("S1.63 HEAD") << "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n"_ba << 200;
    QTest::newRow("S1.132 204") << get() << 204;
    QTest::newRow("S1.132 304") << get() << 304;
}

void tst_Writing::bodyIgnored() // S1.132
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    EventLog log;
    Serving server([&](auto *, auto *res) {
        res->setStatusCode(status);
        QVERIFY(res->write(QByteArray(100000, 'x'), &log, [&log](const Error &error) {
            log.note(error ? error.code() : u"callback"_s);
        }));
        QCOMPARE(log.text(), QString());
        res->end("y");
    });
    RawPeer peer(server.port());
    peer.send(bytes + bytes);
    QTRY_COMPARE(peer.received().count("HTTP/1.1 "), 2);
    QTRY_COMPARE(log.text(), u"callback > callback"_s);
    QVERIFY(peer.received().endsWith("\r\n\r\n"));
    QVERIFY(!peer.received().contains('x') && !peer.received().contains("\r\n\r\ny"));
}

void tst_Writing::cannotBePiped() // S1.133
{
    EventLog log;
    Serving server([&](auto *, auto *res) {
        log.watch(res, u"res"_s);
        QBuffer buffer;
        QVERIFY(!res->pipe(&buffer));
        QCOMPARE(log.text(), u"res.error(ERR_STREAM_CANNOT_PIPE)"_s);
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
}

void tst_Writing::coalescing() // S1.114, S1.115: what is written in one go leaves in one segment
{
    Serving server([](auto *, auto *res) {
        later(res, [res] { // outside the handler too
            for (int i = 0; i < 50; ++i)
                res->write("0123456789");
            res->end();
        });
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("\r\n0\r\n\r\n"));
    QCOMPARE(peer.segments().size(), 1);
}

void tst_Writing::corking() // S1.116, S1.118
{
    QPointer<ServerResponse> answer;
    Serving server([&](auto *, auto *res) {
        answer = res;
        res->cork();
        res->cork();
        QCOMPARE(res->writableCorked(), 2);
        res->write("a");
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(answer);
    QVERIFY(!QTest::qWaitFor([&] { return !peer.received().isEmpty(); }, 50));
    answer->uncork();
    QCOMPARE(answer->writableCorked(), 1);
    QVERIFY(!QTest::qWaitFor([&] { return !peer.received().isEmpty(); }, 50));
    answer->uncork();
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\n1\r\na\r\n"));
    answer->cork();
    answer->write("b");
    answer->write("c");
    QVERIFY(!QTest::qWaitFor([&] { return peer.received().contains('b'); }, 50));
    answer->end(); // undoes every cork
    QTRY_VERIFY(peer.received().endsWith("1\r\nb\r\n1\r\nc\r\n0\r\n\r\n"));
    QCOMPARE(peer.segments().size(), 2);
}

void tst_Writing::corkHoldsLargePieces() // S1.118: however they would be handed on without it
{
    QPointer<ServerResponse> answer;
    Serving server([&](auto *, auto *res) {
        answer = res;
        res->cork();
        res->write(QByteArray(50000, 'x'));
        res->write(QByteArray(50000, 'y'));
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(answer);
    QVERIFY(!QTest::qWaitFor([&] { return !peer.received().isEmpty(); }, 60));
    answer->uncork();
    QTRY_COMPARE(chunksJoined(peer.received()).size(), 100000);
    answer->end();
}

void tst_Writing::manyCallbacks() // each costs the same, however many wait
{
    constexpr int kMany = 100000;
    int called = 0;
    Serving server([&](auto *, auto *res) {
        for (int i = 0; i < kMany; ++i)
            res->write("x", res, [&called, i](const Error &error) { called += !error && called == i; });
        res->end();
    });
    RawPeer peer(server.port());
    peer.countOnly();
    QElapsedTimer timer;
    timer.start();
    peer.send(get());
    QTRY_COMPARE(called, kMany);
    QVERIFY(timer.elapsed() < 10000); // half a minute when each shifts those behind it
}

void tst_Writing::corkedWhileWaiting() // S1.118: the count moves to the socket
{
    QList<QPointer<ServerResponse>> answers;
    Serving server([&](auto *, auto *res) { answers.append(res); });
    RawPeer peer(server.port());
    peer.send(get() + get());
    QTRY_COMPARE(answers.size(), 2);
    answers[1]->cork();
    answers[1]->write("b");
    QCOMPARE(answers[1]->writableCorked(), 1);
    answers[0]->end("first");
    QTRY_VERIFY(withoutDate(peer.received()).startsWith(ok("first")));
    QTRY_VERIFY(answers[1]->socket());
    QCOMPARE(answers[1]->writableCorked(), 1);
    answers[1]->uncork();
    QTRY_VERIFY(peer.received().endsWith("1\r\nb\r\n"));
    answers[1]->end();
    QTRY_VERIFY(peer.received().endsWith("1\r\nb\r\n0\r\n\r\n"));
}

void tst_Writing::encodings_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("S1.110 utf8") << u"h\u00e9"_s << Encoding::Utf8 << "h\xc3\xa9"_ba;
    QTest::newRow("S1.110 utf16le") << u"hi"_s << Encoding::Utf16le << QByteArray("h\0i\0", 4);
    QTest::newRow("S1.110 latin1") << u"h\u00e9"_s << Encoding::Latin1 << "h\xe9"_ba;
    QTest::newRow("S1.110 base64") << u"aGk="_s << Encoding::Base64 << "hi"_ba;
    QTest::newRow("S1.110 hex") << u"6869"_s << Encoding::Hex << "hi"_ba;
}

void tst_Writing::encodings() // S1.110
{
    QFETCH(const QString, text);
    QFETCH(const Encoding, encoding);
    QFETCH(const QByteArray, bytes);
    int n = 0;
    Serving server([&](auto *, auto *res) {
        if (++n == 2)
            res->write(text, encoding);
        if (n == 1)
            res->end(text, encoding);
        else
            res->end();
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok(bytes));
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\n" + QByteArray::number(bytes.size(), 16) + "\r\n" + bytes
                                         + "\r\n0\r\n\r\n"));
}

void tst_Writing::pipedBuffer()
{
    QBuffer source;
    source.setData(QByteArray(500000, 'p'));
    QVERIFY(source.open(QIODevice::ReadOnly));
    Serving server([&](auto *, auto *res) {
        res->setHeader("Content-Length", source.size());
        pipe(&source, res);
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith('p') && peer.received().count('p') >= 500000);
    QVERIFY(peer.received().endsWith("\r\n\r\n" + source.data()));
    QVERIFY(source.isOpen()); // neither end is owned
}

void tst_Writing::pipedWithoutEnd()
{
    QBuffer source;
    source.setData("piped");
    QVERIFY(source.open(QIODevice::ReadOnly));
    QPointer<ServerResponse> answer;
    Serving server([&](auto *, auto *res) {
        answer = res;
        pipe(&source, res, false);
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("5\r\npiped\r\n"));
    QVERIFY(!answer->isWritableEnded());
    answer->end("more");
    QTRY_VERIFY(peer.received().endsWith("5\r\npiped\r\n4\r\nmore\r\n0\r\n\r\n"));
}

void tst_Writing::pipeEvents()
{
    QStringList log;
    Serving server([&](auto *req, auto *res) {
        connect(res, &ServerResponse::piped, this, [&, req](QIODevice *source) {
            QCOMPARE(source, req);
            log.append(u"pipe"_s);
        });
        connect(res, &ServerResponse::unpiped, this, [&](QIODevice *source) {
            QVERIFY(source);
            log.append(u"unpipe"_s);
        });
        QCOMPARE(req->pipe(res), res);
    });
    RawPeer peer(server.port());
    peer.send(post("abc"));
    QTRY_VERIFY(peer.received().endsWith("3\r\nabc\r\n0\r\n\r\n"));
    QTRY_COMPARE(log, (QStringList{u"pipe"_s, u"unpipe"_s}));
}

void tst_Writing::textStreamOnDevice()
{
    Serving server([](auto *, auto *res) {
        QIODevice *device = res->device();
        QCOMPARE(res->device(), device); // one device a message
        {
            QTextStream stream(device);
            stream << "line " << 1 << '\n' << u"h\u00e9"_s;
        }
        QVERIFY(!res->isWritableEnded());
        device->close(); // ends the message
        QVERIFY(res->isWritableEnded());
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("\r\n0\r\n\r\n"));
    QVERIFY(peer.received().endsWith("\r\n\r\na\r\nline 1\nh\xc3\xa9\r\n0\r\n\r\n"));
}

void tst_Writing::xmlWriterOnDevice()
{
    Serving server([](auto *, auto *res) {
        QXmlStreamWriter xml(res->device());
        xml.writeStartDocument();
        xml.writeEmptyElement(u"a"_s);
        xml.writeEndDocument();
        res->end();
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("\r\n0\r\n\r\n"));
    const QByteArray body = chunksJoined(peer.received()); // the writer writes in pieces
    QVERIFY2(body.startsWith("<?xml version=\"1.0\"") && body.trimmed().endsWith("<a/>"), body.constData());
}

void tst_Writing::deviceIsWriteOnly()
{
    Serving server([](auto *, auto *res) {
        QIODevice *device = res->device();
        QVERIFY(device->isOpen() && device->isWritable() && !device->isReadable() && device->isSequential());
        QCOMPARE(device->write("abc"), 3);
        QCOMPARE(device->bytesToWrite(), res->writableLength());
        res->end();
        QCOMPARE(device->write("late"), -1);
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("3\r\nabc\r\n0\r\n\r\n"));
}

void tst_Writing::deviceTellsRefusals() // before the head and behind it; a full message refuses nothing
{
    Serving server([](auto *, auto *res) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_HTTP_INVALID_STATUS_CODE"_s));
        res->setStatusCode(42);
        QCOMPARE(res->device()->write("a"), -1);
        res->setStatusCode(200);
        res->setStrictContentLength(true);
        res->setHeader("Content-Length", 100000);
        QCOMPARE(res->device()->write(QByteArray(50000, 'x')), 50000);
        QVERIFY(res->writableNeedDrain());
        QCOMPARE(res->device()->write(QByteArray(50000, 'x')), 50000);
        connect(res, &ServerResponse::drained, res, [res] {
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_HTTP_CONTENT_LENGTH_MISMATCH"_s));
            QCOMPARE(res->device()->write("a"), -1);
            QVERIFY(res->device()->errorString().contains(u"content-length"_s));
            res->destroy();
        });
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.isClosed());
}

QTEST_GUILESS_MAIN(tst_Writing)
#include "tst_writing.moc"
