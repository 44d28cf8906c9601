// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// label: long

// Bodies far larger than memory should hold: whoever is slower decides the pace (S1.120–S1.122, S4.10–S4.12).

#include "blockingpeer.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qpointer.h>
#include <QtCore/qtemporaryfile.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <thread>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHuge = qint64(256) * 1024 * 1024;
#ifdef __SANITIZE_ADDRESS__ // freed memory is kept back in a quarantine, to find late uses
constexpr qint64 kRoom = qint64(180) * 1024 * 1024;
#else
constexpr qint64 kRoom = qint64(48) * 1024 * 1024; // what memory may grow by
#endif
constexpr int kLong = 60000;                       // ms

// Runs a client in a thread of its own while the event loop serves it.
class Client
{
public:
    explicit Client(std::function<void()> work) : m_thread([this, work] { work(); m_done = true; }) {}
    ~Client() { m_thread.join(); }
    bool isDone() const { return m_done; }

private:
    std::atomic_bool m_done = false; // before the thread that sets it
    std::thread m_thread;
};

void sendHuge(BlockingPeer &peer, std::atomic<qint64> &sent)
{
    peer.send(postHead("Content-Length: " + QByteArray::number(kHuge) + "\r\n"));
    const QByteArray piece(65536, 'b');
    while (sent < kHuge) {
        const qint64 n = peer.sendSome(piece.constData(), qMin<qint64>(piece.size(), kHuge - sent));
        if (n <= 0)
            return;
        sent += n;
    }
}

void receiveHuge(BlockingPeer &peer, std::atomic<qint64> &received)
{
    while (received < kHuge) {
        const qint64 n = peer.receive().size();
        if (n == 0)
            return;
        received += n;
    }
}

// Writes as Node's documentation says one should: until false, then on 'drain'.
void writeHuge(ServerResponse *res)
{
    res->setHeader("Content-Length", kHuge);
    auto left = std::make_shared<qint64>(kHuge);
    const auto more = [res, left] {
        const QByteArray piece(65536, 'a');
        while (*left > 0) {
            *left -= piece.size();
            if (!res->write(piece))
                break;
        }
        if (*left == 0 && !res->isWritableEnded())
            res->end();
    };
    QObject::connect(res, &ServerResponse::drained, res, more);
    more();
}

// The client gets everything while the memory of this process stays what it was before.
void verifyStaysSmall(const Client &client, const std::atomic<qint64> &received, qint64 before)
{
    qint64 most = 0;
    while (!QTest::qWaitFor([&] { return client.isDone(); }, 50) && most < kRoom)
        most = qMax(most, residentMemory() - before);
    QTRY_VERIFY_WITH_TIMEOUT(client.isDone(), kLong);
    QCOMPARE(received.load(), kHuge);
    QVERIFY2(most < kRoom, qPrintable(QString::number(most)));
}

} // namespace

class tst_BackPressure : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hugeRequestFlows();
    void hugeRequestPulled();
    void hugeRequestDiscarded();
    void hugeResponse();
    void hugeEcho();
    void hugeFile();
    void unreadBodyStopsTheSender();
    void fastSenderLeavesTheLoopToOthers();
    void slowReaderStopsTheWriter();
    void pausedAndResumed();
    void manySlowReaders();
};

void tst_BackPressure::hugeRequestFlows() // S4.9
{
    qint64 got = 0;
    Serving server([&](auto *req, auto *res) {
        connect(req, &IncomingMessage::dataReceived, res, [&](const QByteArray &chunk) { got += chunk.size(); });
        connect(req, &IncomingMessage::ended, res, [res] { res->end("thanks"); });
    });
    const qint64 before = residentMemory();
    std::atomic<qint64> sent = 0;
    QByteArray answer;
    Client client([&, port = server.port()] {
        BlockingPeer peer(port);
        sendHuge(peer, sent);
        answer = peer.receiveUntil("thanks");
    });
    QTRY_VERIFY_WITH_TIMEOUT(client.isDone(), kLong);
    QCOMPARE(got, kHuge);
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(residentMemory() - before < kRoom);
}

void tst_BackPressure::hugeRequestPulled()
{
    qint64 got = 0;
    qint64 most = 0;
    Serving server([&](auto *req, auto *res) {
        connect(req, &IncomingMessage::readyRead, res, [&, req] {
            most = qMax(most, req->readableLength());
            got += req->read(10000).size(); // slower than it comes
            got += req->readAll().size();
        });
        connect(req, &IncomingMessage::ended, res, [res] { res->end("thanks"); });
    });
    std::atomic<qint64> sent = 0;
    Client client([&, port = server.port()] {
        BlockingPeer peer(port);
        sendHuge(peer, sent);
        peer.receiveUntil("thanks");
    });
    QTRY_VERIFY_WITH_TIMEOUT(client.isDone(), kLong);
    QCOMPARE(got, kHuge);
    QVERIFY2(most <= 128 * 1024, qPrintable(QString::number(most)));
}

void tst_BackPressure::hugeRequestDiscarded() // S3.115, S4.17
{
    Serving server([](auto *, auto *res) { res->end("enough"); });
    const qint64 before = residentMemory();
    std::atomic<qint64> sent = 0;
    QByteArray second;
    Client client([&, port = server.port()] {
        BlockingPeer peer(port);
        sendHuge(peer, sent);
        peer.receiveUntil("enough");
        peer.send(get());
        second = peer.receiveUntil("enough");
    });
    QTRY_VERIFY_WITH_TIMEOUT(client.isDone(), kLong);
    QCOMPARE(sent.load(), kHuge);
    QVERIFY(second.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(residentMemory() - before < kRoom);
}

void tst_BackPressure::hugeResponse() // S1.120, S1.122
{
    Serving server([](auto *, auto *res) { writeHuge(res); });
    const qint64 before = residentMemory();
    std::atomic<qint64> received = 0;
    Client client([&, port = server.port()] {
        BlockingPeer peer(port);
        peer.send(get());
        peer.receiveUntil("\r\n\r\n");
        receiveHuge(peer, received);
    });
    verifyStaysSmall(client, received, before);
}

void tst_BackPressure::hugeEcho() // pipe() obeys both sides
{
    Serving server([](auto *req, auto *res) {
        res->setHeader("Content-Length", kHuge);
        req->pipe(res);
    });
    const qint64 before = residentMemory();
    std::atomic<qint64> sent = 0;
    std::atomic<qint64> received = 0;
    Client client([&, port = server.port()] {
        BlockingPeer peer(port);
        std::thread sender([&] { sendHuge(peer, sent); });
        peer.receiveUntil("\r\n\r\n");
        receiveHuge(peer, received);
        sender.join();
    });
    verifyStaysSmall(client, received, before);
}

void tst_BackPressure::hugeFile() // pipe(QIODevice *, OutgoingMessage *) reads only what the client takes
{
    QTemporaryFile file;
    QVERIFY(file.open());
    QVERIFY(file.resize(kHuge)); // a hole: no disk is needed
    Serving server([&](auto *, auto *res) {
        res->setHeader("Content-Length", kHuge);
        file.seek(0);
        pipe(&file, res);
    });
    const qint64 before = residentMemory();
    std::atomic<qint64> received = 0;
    Client client([&, port = server.port()] {
        BlockingPeer peer(port);
        peer.send(get());
        peer.receiveUntil("\r\n\r\n");
        receiveHuge(peer, received);
    });
    verifyStaysSmall(client, received, before);
}

void tst_BackPressure::unreadBodyStopsTheSender() // S4.10
{
    QPointer<IncomingMessage> request;
    Serving server([&](auto *req, auto *) { request = req; });
    RawPeer peer(server.port());
    peer.send(postHead("Content-Length: 100000000\r\n") + QByteArray(100000000, 'b'));
    QTRY_VERIFY(request);
    const auto rests = [&peer] {
        const qint64 sent = peer.bytesSent();
        return !QTest::qWaitFor([&] { return peer.bytesSent() > sent; }, 200);
    };
    QVERIFY(QTest::qWaitFor(rests, 20000)); // asked once: QTRY_VERIFY() would ask again, and find a straggler
    QVERIFY(peer.isSending());
    QVERIFY2(peer.bytesSent() < 20000000, qPrintable(QString::number(peer.bytesSent()))); // kernel buffers and ours
    QVERIFY(request->readableLength() >= request->readableHighWaterMark());
    QVERIFY2(request->readableLength() <= 65536 + 16384, qPrintable(QString::number(request->readableLength())));
    request->resume();
    QTRY_VERIFY_WITH_TIMEOUT(!peer.isSending(), kLong);
    QTRY_VERIFY(!request || request->isComplete());
}

void tst_BackPressure::fastSenderLeavesTheLoopToOthers()
{
    constexpr qint64 kSize = 64 * 1024 * 1024;
    qint64 inOneGo = 0;
    qint64 most = 0;
    qint64 total = 0;
    Serving server([&](IncomingMessage *req, ServerResponse *res) {
        connect(req, &IncomingMessage::dataReceived, res, [&](const QByteArray &piece) {
            if (inOneGo == 0)
                QMetaObject::invokeMethod(&server, [&inOneGo] { inOneGo = 0; }, Qt::QueuedConnection);
            inOneGo += piece.size();
            most = qMax(most, inOneGo);
            total += piece.size();
        });
        connect(req, &IncomingMessage::ended, res, [res] { res->end("ok"); });
    });
    std::atomic<bool> answered = false;
    Client client([&answered, port = server.port()] {
        BlockingPeer peer(port);
        peer.send(postHead("Content-Length: " + QByteArray::number(kSize) + "\r\n"));
        const QByteArray piece(1024 * 1024, 'b');
        for (qint64 sent = 0; sent < kSize; sent += piece.size())
            peer.send(piece);
        answered = peer.receiveUntil("\r\n\r\nok").endsWith("ok");
    });
    QTRY_VERIFY_WITH_TIMEOUT(answered, kLong);
    QCOMPARE(total, kSize);
    QVERIFY2(most <= 6 * 65536, qPrintable(QString::number(most))); // four reads, and what a posted event may wait for
}

void tst_BackPressure::slowReaderStopsTheWriter() // S1.120–S1.122
{
    qint64 written = 0;
    QPointer<ServerResponse> answer;
    Serving server([&](auto *, auto *res) {
        answer = res;
        res->setHeader("Content-Length", 400 * 65536);
        const auto more = [&written, res] {
            while (written < 400 * 65536) {
                written += 65536;
                if (!res->write(QByteArray(65536, 'a')))
                    return;
            }
            res->end();
        };
        connect(res, &ServerResponse::drained, res, more);
        more();
    });
    RawPeer peer(server.port());
    peer.countOnly();
    peer.pauseReading();
    peer.send(get());
    QTRY_VERIFY(written > 0);
    qint64 last = -1;
    QTRY_VERIFY(std::exchange(last, written) == written && !QTest::qWaitFor([&] { return written > last; }, 100));
    QVERIFY(written < 400 * 65536);
    QVERIFY(answer->writableNeedDrain());
    QVERIFY(answer->writableLength() >= answer->writableHighWaterMark());
    QVERIFY2(answer->writableLength() <= 2 * 65536, qPrintable(QString::number(answer->writableLength())));
    peer.resumeReading();
    QTRY_VERIFY_WITH_TIMEOUT(peer.bytesReceived() > 400 * 65536, 20000);
}

void tst_BackPressure::pausedAndResumed() // nothing is lost, nothing comes while paused
{
    QPointer<IncomingMessage> request;
    qint64 got = 0;
    bool isPaused = false;
    Serving server([&](auto *req, auto *res) {
        request = req;
        connect(req, &IncomingMessage::dataReceived, res, [&, req](const QByteArray &chunk) {
            QVERIFY(!isPaused);
            for (char byte : chunk) {
                if (byte != char(got++ % 251))
                    QFAIL("bytes lost or out of order");
            }
            req->pause();
            isPaused = true;
            later(req, [&isPaused, req] {
                isPaused = false;
                req->resume();
            }, 1);
        });
        connect(req, &IncomingMessage::ended, res, [res] { res->end("done"); });
    });
    QByteArray body(3000000, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char(i % 251);
    RawPeer peer(server.port());
    peer.send(post(body));
    QTRY_VERIFY_WITH_TIMEOUT(peer.received().endsWith("done"), 20000);
    QCOMPARE(got, body.size());
}

void tst_BackPressure::manySlowReaders()
{
    Serving server([](auto *, auto *res) { writeHuge(res); });
    std::vector<std::unique_ptr<RawPeer>> peers;
    const qint64 before = residentMemory();
    for (int i = 0; i < 100; ++i) {
        peers.push_back(std::make_unique<RawPeer>(server.port()));
        peers.back()->pauseReading();
        peers.back()->send(get());
    }
    QTRY_COMPARE(server.connections(), 100);
    QVERIFY(!QTest::qWaitFor([&] { return residentMemory() - before > kRoom; }, 500));
}

QTEST_GUILESS_MAIN(tst_BackPressure)
#include "tst_backpressure.moc"
