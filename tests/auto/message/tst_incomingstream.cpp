// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The body of a request as a stream: section 4 of the behaviour reference, S3.23 and S3.115.

#include "eventlog.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qpointer.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

#include <algorithm>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kChunked = postHead("Transfer-Encoding: chunked\r\n");
constexpr int kSilence = 60; // what does not happen is waited for so long

// A server that watches its request as "req", and a client that sent it these bytes.
struct Scene
{
    explicit Scene(const QByteArray &bytes, int extras = EventLog::Neutral, const Handler &also = {})
        : server([this, extras, also](auto *req, auto *res) {
            request = req;
            log.watch(req, u"req"_s, extras);
            if (also)
                also(req, res);
        }), peer(server.port())
    {
        peer.send(bytes);
    }
    bool staysSilent() { return !QTest::qWaitFor([this, now = log.text()] { return log.text() != now; }, kSilence); }

    EventLog log;
    QPointer<IncomingMessage> request;
    Serving server;
    RawPeer peer;
};

} // namespace

class tst_IncomingStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initialState();
    void flowing();
    void pullMode();
    void pullInPieces();
    void pausedAndResumed();
    void readPastTheSocket();
    void keptPiecesStay();
    void kernelHoldsWhatIsPaused();
    void unreadNeverEnds();
    void unreadOfAnsweredRequest();
    void partlyReadOfAnsweredRequest();
    void closedMeansEnough();
    void destroyed_data();
    void destroyed();
    void cutShort();
    void unreadWhenPeerLeaves();
    void pipedToDevice();
    void pipedToAnswer();
    void unpiped();
    void unshifted_data();
    void unshifted();
    void encoding_data();
    void encoding();
};

void tst_IncomingStream::initialState() // S4.1, S4.2, S4.22, S4.25
{
    Scene scene(post("abc"), EventLog::Neutral, [](auto *req, auto *res) {
        QVERIFY(req->readableFlowing().isNull() && req->readableEncoding().isNull());
        QCOMPARE(req->readableHighWaterMark(), 16384);
        QVERIFY(req->isStreamReadable() && !req->isReadableEnded() && !req->isPaused() && !req->isDestroyed());
        QVERIFY(req->isOpen() && req->isReadable() && !req->isWritable() && req->isSequential());
        QVERIFY(req->socket() && req->connection() == req->socket());
        QVERIFY(req->statusCode() == 0 && req->statusMessage().isEmpty());
        req->resume();
        QCOMPARE(req->readableFlowing(), QVariant(true));
        req->pause();
        QCOMPARE(req->readableFlowing(), QVariant(false));
        req->resume();
        res->end("x");
    });
    QTRY_COMPARE(withoutDate(scene.peer.received()), ok("x"));
}

void tst_IncomingStream::flowing() // S4.3: a chunk is an event, a cut chunk is two; S3.21
{
    Scene scene(kChunked + "3\r\nabc\r\n1\r\nd\r\n5\r\nef", EventLog::Data | EventLog::State, [](auto *req, auto *) {
        connect(req, &IncomingMessage::ended, req, [req] {
            QVERIFY(req->isReadableEnded() && req->isComplete() && !req->isStreamReadable() && req->atEnd());
        });
        connect(req, &IncomingMessage::closed, req, [req] { QVERIFY(req->isDestroyed()); });
    });
    QTRY_COMPARE(scene.log.text(), u"req.data(abc) > req.data(d) > req.data(ef)"_s);
    scene.peer.send("ghi\r\n0\r\n\r\n");
    QTRY_COMPARE(scene.log.text(), u"req.data(abc) > req.data(d) > req.data(ef) > req.data(ghi) > req.end"
                                   " > req.close[complete=1,aborted=0]"_s); // S4.5, S4.6
}

void tst_IncomingStream::pullMode() // S4.4
{
    EventLog log;
    Scene scene(kChunked + "3\r\nabc\r\n", EventLog::Neutral, [&log](auto *req, auto *) {
        connect(req, &IncomingMessage::readyRead, req, [&log, req] {
            log.note(u"readable"_s);
            if (req->bytesAvailable())
                log.note(u"read("_s + QString::fromLatin1(req->readAll()) + u')');
        });
        log.watch(req, u"req"_s);
        QCOMPARE(req->readableFlowing(), QVariant(false));
    });
    QTRY_COMPARE(log.text(), u"readable > read(abc)"_s);
    scene.peer.send("4\r\ndefg\r\n");
    QTRY_COMPARE(log.text(), u"readable > read(abc) > readable > read(defg)"_s);
    scene.peer.send("0\r\n\r\n");
    QTRY_COMPARE(log.text(), u"readable > read(abc) > readable > read(defg) > readable > req.end > req.close"_s);
}

void tst_IncomingStream::pullInPieces() // S4.5: ends with the last byte, not before
{
    Scene scene(kChunked + "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
    QTRY_VERIFY(scene.request && scene.request->isComplete());
    QCOMPARE(scene.request->readableLength(), 7);
    QCOMPARE(scene.request->peek(4), "abcd"_ba);
    QCOMPARE(scene.request->read(2), "ab"_ba);
    QCOMPARE(scene.request->read(4), "cdef"_ba);
    QVERIFY(!scene.request->atEnd() && scene.staysSilent());
    QCOMPARE(scene.request->read(9), "g"_ba);
    QVERIFY(scene.request->atEnd());
    QCOMPARE(scene.log.text(), QString());
    QTRY_COMPARE(scene.log.text(), u"req.end > req.close"_s);
}

void tst_IncomingStream::pausedAndResumed() // S4.1, S4.5
{
    EventLog log;
    Scene scene(kChunked + "1\r\na\r\n2\r\nbc\r\n1\r\nd\r\n0\r\n\r\n", EventLog::Neutral, [&log](auto *req, auto *) {
        connect(req, &IncomingMessage::paused, &log, [&log] { log.note(u"pause"_s); });
        connect(req, &IncomingMessage::resumed, &log, [&log] { log.note(u"resume"_s); });
        log.watch(req, u"req"_s, EventLog::Data);
        connect(req, &IncomingMessage::dataReceived, req, [req](const QByteArray &chunk) {
            if (chunk == "a")
                req->pause();
        });
    });
    QTRY_VERIFY(scene.request && scene.request->isComplete());
    const QString before = u"resume > req.data(a) > pause"_s;
    QTRY_COMPARE(log.text(), before);
    QVERIFY(scene.staysSilent());
    QCOMPARE(scene.request->readableLength(), 3);
    scene.request->resume();
    QVERIFY(!scene.request->isPaused());
    QCOMPARE(log.text(), before); // on the tick
    QTRY_COMPARE(log.text(), before + u" > resume > req.data(bc) > req.data(d) > req.end > req.close"_s);
}

// docs/differences.md. Where this fails, Qt builds its sockets differently, and reading costs twice as much.
void tst_IncomingStream::readPastTheSocket()
{
    int announced = 0;
    int requests = 0;
    Serving server([&](IncomingMessage *req, ServerResponse *res) {
        if (++requests == 1)
            QObject::connect(req->socket(), &QIODevice::readyRead, req->socket(), [&announced] { ++announced; });
        req->pipe(res);
    });
    RawPeer peer(server.port());
    for (int i = 1; i <= 3; ++i) {
        peer.send(post("abc"));
        QTRY_COMPARE(peer.received().count("abc"), i);
    }
    QCOMPARE(requests, 3);
    QCOMPARE(announced, 0);
}

// What was handed out belongs to the receiver, whatever is read afterwards and whatever the receiver does to it.
void tst_IncomingStream::keptPiecesStay()
{
    QByteArray body(3000000, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char('a' + (i / 7 + i / 4099) % 26);
    QByteArrayList pieces;
    QStringList urls;
    Serving server([&](IncomingMessage *req, ServerResponse *res) {
        urls.append(req->url());
        QObject::connect(req, &IncomingMessage::dataReceived, req, [&pieces, n = 0](QByteArray piece) mutable {
            pieces.append(piece);
            if (++n % 3 == 0)
                piece.fill('!'); // of this receiver's copy
        });
        QObject::connect(req, &IncomingMessage::ended, res, [res] { res->end("ok"); });
    });
    RawPeer peer(server.port());
    const QByteArray length = "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    peer.send(postHead(length) + body + get("/behind") + postHead(length) + body);
    QTRY_COMPARE(peer.received().count("\r\n\r\nok"), 3);
    QCOMPARE(urls, QStringList({u"/"_s, u"/behind"_s, u"/"_s}));
    QCOMPARE(pieces.join().size(), 2 * body.size());
    QVERIFY(pieces.join() == body + body);
    QVERIFY(std::any_of(pieces.begin(), pieces.end(), [](const QByteArray &piece) { return piece.size() == 65536; })); // S3.7
}

// Pausing before anything was read, and again whenever a piece came: the rest waits outside and comes in order.
void tst_IncomingStream::kernelHoldsWhatIsPaused()
{
    QByteArray body(1500000, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char('0' + (i / 11) % 64);
    QByteArray received;
    QPointer<IncomingMessage> request;
    Serving server([&](IncomingMessage *req, ServerResponse *res) {
        request = req;
        QObject::connect(req, &IncomingMessage::dataReceived, req, [&received, req](const QByteArray &piece) {
            received += piece;
            req->pause();
        });
        QObject::connect(req, &IncomingMessage::ended, res, [res] { res->end("ok"); });
    });
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: " + QByteArray::number(body.size()) + "\r\n") + body);
    peer.halfClose(); // the end is not to overtake what waits
    QTRY_VERIFY(request && !received.isEmpty());
    QVERIFY(!QTest::qWaitFor([&] { return received.size() == body.size(); }, kSilence));
    QTRY_VERIFY([&] {
        if (request)
            request->resume();
        return peer.received().endsWith("ok");
    }());
    QVERIFY(received == body);
}

void tst_IncomingStream::unreadNeverEnds() // S4.5, S4.12
{
    QPointer<IncomingMessage> first;
    int requests = 0;
    Scene scene(post(QByteArray(50000, 'x')), EventLog::Neutral, [&](auto *req, auto *) {
        if (++requests == 1)
            first = req;
    });
    QTRY_VERIFY(first && first->isComplete());
    scene.peer.send(get()); // is parsed although the first is still unread
    QTRY_COMPARE(requests, 2);
    QVERIFY(!first->isReadableEnded() && scene.staysSilent());
    QCOMPARE(first->readableLength(), 50000);
}

void tst_IncomingStream::unreadOfAnsweredRequest() // S3.115, S4.17
{
    EventLog log;
    Scene scene(post("abcdef").chopped(3), EventLog::Neutral, [&log](auto *req, auto *res) {
        log.watch(req, u"req"_s, EventLog::State);
        log.watch(res, u"res"_s);
        res->end("x");
    });
    QTRY_COMPARE(withoutDate(scene.peer.received()), ok("x"));
    QTRY_COMPARE(log.text(), u"res.prefinish > res.finish > res.close"_s);
    scene.peer.send("def");
    QTRY_COMPARE(log.text(), u"res.prefinish > res.finish > res.close > req.end > req.close[complete=1,aborted=0]"_s);
    scene.peer.send(get());
    QTRY_COMPARE(withoutDate(scene.peer.received()), ok("x") + ok("x"));
    QCOMPARE(scene.server.connections(), 1);
}

void tst_IncomingStream::partlyReadOfAnsweredRequest() // S3.23: what the user began is not thrown away
{
    Scene scene(post("abcdef"), EventLog::Neutral, [](auto *req, auto *res) {
        connect(req, &IncomingMessage::completeChanged, res, [req, res] {
            QCOMPARE(req->read(2), "ab"_ba);
            req->pause();
            res->end("x");
        });
    });
    QTRY_COMPARE(withoutDate(scene.peer.received()), ok("x"));
    QVERIFY(scene.staysSilent());
    QCOMPARE(scene.request->readAll(), "cdef"_ba);
    QTRY_COMPARE(scene.log.text(), u"req.end > req.close"_s);
}

void tst_IncomingStream::closedMeansEnough() // S4.17
{
    Scene scene(kChunked + "1\r\na\r\n1\r\nb\r\n", EventLog::Data | EventLog::State, [](auto *req, auto *res) {
        connect(req, &IncomingMessage::dataReceived, res, [req, res](const QByteArray &) {
            req->close();
            res->end("x");
        });
    });
    QTRY_COMPARE(withoutDate(scene.peer.received()), ok("x"));
    QCOMPARE(scene.log.text(), u"req.data(a)"_s);
    scene.peer.send("1\r\nc\r\n0\r\n\r\n");
    QTRY_COMPARE(scene.log.text(), u"req.data(a) > req.end > req.close[complete=1,aborted=0]"_s);
}

void tst_IncomingStream::destroyed_data()
{
    QTest::addColumn<bool>("wholeBody");
    QTest::addColumn<Error>("error");
    const Error mine(u"MINE"_s, u"enough"_s);
    QTest::newRow("S4.14 unfinished") << false << Error();
    QTest::newRow("S4.14 unfinished, with an error") << false << mine;
    QTest::newRow("S4.14 unread") << true << Error();
    QTest::newRow("S4.14 unread, with an error") << true << mine;
}

void tst_IncomingStream::destroyed() // S4.14: aborted at once, the rest later, the error only if there is one
{
    QFETCH(const bool, wholeBody);
    QFETCH(const Error, error);
    Scene scene(post("abcdef").chopped(wholeBody ? 0 : 3), EventLog::Errors | EventLog::State);
    QTRY_VERIFY(scene.request && scene.request->readableLength() == (wholeBody ? 6 : 3));
    scene.request->destroy(error);
    scene.request->destroy();
    QVERIFY(scene.request->isAborted() && scene.request->isDestroyed() && !scene.request->isReadableEnded());
    QCOMPARE(scene.log.text(), u"req.aborted"_s);
    QTRY_COMPARE(scene.log.text(), u"req.aborted > "_s + (error ? u"req.error(MINE) > "_s : QString())
                                       + u"req.close[complete=%1,aborted=1]"_s.arg(int(wholeBody)));
    QTRY_VERIFY(scene.peer.isClosed());
    QVERIFY(scene.peer.received().isEmpty());
}

void tst_IncomingStream::cutShort() // S4.13
{
    Scene scene(post("abcdef").chopped(4), EventLog::Data | EventLog::Errors | EventLog::State, [](auto *req, auto *) {
        connect(req, &IncomingMessage::closed, req, [req] { QVERIFY(!req->isReadableEnded()); });
    });
    QTRY_COMPARE(scene.log.text(), u"req.data(ab)"_s);
    scene.peer.reset();
    QTRY_COMPARE(scene.log.text(), u"req.data(ab) > req.aborted > req.error(ECONNRESET)"
                                   " > req.close[complete=0,aborted=1]"_s);
}

void tst_IncomingStream::unreadWhenPeerLeaves() // S4.16
{
    Scene scene(post("abc"), EventLog::State);
    QTRY_VERIFY(scene.request && scene.request->isComplete() && !scene.request->isAborted());
    scene.peer.reset();
    QTRY_COMPARE(scene.log.text(), u"req.aborted > req.close[complete=1,aborted=1]"_s);
}

void tst_IncomingStream::pipedToDevice() // S4.1
{
    for (const bool end : {true, false}) {
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        const QByteArray body = "0123456789abcdefghi"_ba.repeated(16000);
        Scene scene(post(body), EventLog::Neutral, [&](auto *req, auto *res) {
            QCOMPARE(req->pipe(&buffer, end), &buffer);
            connect(req, &IncomingMessage::ended, res, [res] { res->end("x"); });
        });
        QTRY_COMPARE(withoutDate(scene.peer.received()), ok("x"));
        QCOMPARE(buffer.isOpen(), !end);
        QVERIFY(buffer.data() == body);
    }
}

void tst_IncomingStream::pipedToAnswer() // S4.1, S4.3: chunks go on as they come
{
    const Handler echo = [](auto *req, auto *res) { QCOMPARE(req->pipe(res), res); };
    Scene scene(kChunked + "3\r\nabc\r\n", EventLog::Neutral, echo);
    QTRY_VERIFY(scene.peer.received().endsWith("\r\n\r\n3\r\nabc\r\n"));
    scene.peer.send("1\r\nd\r\n0\r\n\r\n");
    QTRY_VERIFY(scene.peer.received().endsWith("\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"));
}

void tst_IncomingStream::unpiped() // S4.1: the stream waits, the device keeps what it got
{
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    Scene scene(post("abcdef").chopped(3), EventLog::Neutral, [&](auto *req, auto *) { req->pipe(&buffer); });
    QTRY_COMPARE(buffer.data(), "abc"_ba);
    scene.request->unpipe(&buffer);
    QVERIFY(scene.request->isPaused());
    scene.peer.send("def");
    QTRY_COMPARE(scene.request->readableLength(), 3);
    QCOMPARE(scene.request->readAll(), "def"_ba);
    QTRY_COMPARE(scene.log.text(), u"req.end > req.close"_s);
    QVERIFY(buffer.isOpen());
    QCOMPARE(buffer.data(), "abc"_ba);
}

void tst_IncomingStream::unshifted_data()
{
    QTest::addColumn<bool>("flows");
    QTest::newRow("flowing") << true;
    QTest::newRow("pull mode") << false;
}

void tst_IncomingStream::unshifted() // what was put back comes first, and the stream goes on to its end
{
    QFETCH(const bool, flows);
    QByteArray body;
    bool putBack = false;
    Scene scene(kChunked, EventLog::Neutral, [&](auto *req, auto *res) {
        const auto take = [&, req](const QByteArray &piece) {
            body += piece;
            if (!std::exchange(putBack, true))
                QVERIFY(req->unshift("-again-"));
        };
        if (flows) {
            QObject::connect(req, &IncomingMessage::dataReceived, req, take);
        } else {
            QObject::connect(req, &IncomingMessage::readyRead, req, [req, take] {
                if (const QByteArray piece = req->read(3); !piece.isEmpty())
                    take(piece);
                if (const QByteArray rest = req->readAll(); !rest.isEmpty())
                    take(rest);
            });
        }
        QObject::connect(req, &IncomingMessage::ended, res, [req, res] {
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"unshift"_s));
            QVERIFY(!req->unshift("late"));
            QCOMPARE(req->error().code(), u"ERR_STREAM_UNSHIFT_AFTER_END_EVENT"_s);
            res->end("x");
        });
    });
    QTRY_VERIFY(scene.request);
    scene.peer.send("3\r\nabc\r\n");
    QTRY_VERIFY(body.startsWith("abc"));
    scene.peer.send("3\r\ndef\r\n0\r\n\r\n");
    QTRY_COMPARE(withoutDate(scene.peer.received()), ok("x"));
    QCOMPARE(body, "abc-again-def"_ba);
}

void tst_IncomingStream::encoding_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArrayList>("sent");
    QTest::addColumn<QByteArrayList>("got");
    using List = QByteArrayList;
    QTest::newRow("S4.8") << Encoding::Utf8 << List{"a\xe2", "\x82\xac"} << List{"a", "\xe2\x82\xac"};
    QTest::newRow("S4.8 byte by byte") << Encoding::Utf8 << List{"\xf0", "\x9f", "\x98", "\x80" "b"}
                                       << List{"\xf0\x9f\x98\x80" "b"};
    QTest::newRow("S4.8 cut off") << Encoding::Utf8 << List{"a\xe2\x82"} << List{"a", "\xe2\x82"};
    QTest::newRow("S4.8 latin1") << Encoding::Latin1 << List{"a\xe2", "\x82"} << List{"a\xe2", "\x82"};
    QTest::newRow("S4.8 utf16le") << Encoding::Utf16le << List{QByteArray("a\0b", 3), QByteArray("\0", 1)}
                                  << List{QByteArray("a\0", 2), QByteArray("b\0", 2)};
}

void tst_IncomingStream::encoding() // S4.8
{
    QFETCH(const Encoding, encoding);
    QFETCH(const QByteArrayList, sent);
    QFETCH(const QByteArrayList, got);
    QByteArrayList pieces;
    Serving server([&](auto *req, auto *res) {
        req->setEncoding(encoding);
        QVERIFY(!req->readableEncoding().toString().isEmpty());
        connect(req, &IncomingMessage::dataReceived, res, [&](const QByteArray &piece) { pieces += piece; });
        connect(req, &IncomingMessage::ended, res, [res] { res->end("x"); });
    });
    QByteArray bytes = kChunked;
    for (const QByteArray &chunk : sent)
        bytes += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    RawPeer peer(server.port());
    peer.send(bytes + "0\r\n\r\n");
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
    QCOMPARE(pieces, got);
}

QTEST_GUILESS_MAIN(tst_IncomingStream)
#include "tst_incomingstream.moc"
