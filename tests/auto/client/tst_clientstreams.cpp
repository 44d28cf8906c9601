// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
//
// Bodies far larger than memory should hold, in both directions, and bodies that take their time. With the environment
// variable NODEHTTP_TEST_HUGE set, the large ones are 1 GiB instead of 256 MiB.

#include "asking.h"
#include "blockingpeer.h"
#include "rawserver.h"
#include "serving.h"

#include <QtCore/qtemporaryfile.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const qint64 kHuge = qint64(qEnvironmentVariableIsSet("NODEHTTP_TEST_HUGE") ? 1024 : 256) * 1024 * 1024;
#ifdef __SANITIZE_ADDRESS__ // freed memory is kept back in a quarantine, to find late uses
constexpr qint64 kRoom = qint64(300) * 1024 * 1024;
#else
constexpr qint64 kRoom = qint64(64) * 1024 * 1024; // what memory may grow by; both ends are in this process
#endif
constexpr int kLong = 120000; // ms

// Bytes that tell where in the body they stand.
QByteArray pattern(qint64 from, qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qint64 i = 0; i < size; ++i)
        bytes[i] = char((from + i) % 251);
    return bytes;
}

// kHuge bytes, made as they are read.
class HugeSource : public QIODevice
{
public:
    HugeSource() { open(ReadOnly | Unbuffered); }
    qint64 size() const override { return kHuge; }
    qint64 bytesAvailable() const override { return kHuge - m_at; }
    bool atEnd() const override { return m_at >= kHuge; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const qint64 size = qMin(maxSize, kHuge - m_at);
        if (size == 0)
            return -1;
        std::memset(data, 'h', size_t(size));
        m_at += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 m_at = 0;
};

// Swallows and counts; can be slow.
class CountingSink : public QIODevice
{
public:
    CountingSink() { open(WriteOnly | Unbuffered); }
    qint64 count = 0;

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override { return count += size, size; }
};

// The most memory this process had above where it began.
class MemoryWatch
{
public:
    MemoryWatch() : m_before(residentMemory()) {}
    qint64 growth() { return m_most = qMax(m_most, residentMemory() - m_before); }

private:
    qint64 m_before;
    qint64 m_most = 0;
};

Handler sayHuge()
{
    return [](IncomingMessage *, ServerResponse *res) {
        auto *source = new HugeSource;
        source->setParent(res);
        res->setHeader("Content-Length", kHuge);
        NodeHttp::pipe(source, res);
    };
}

} // namespace

class tst_ClientStreams : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hugeDownload_data();
    void hugeDownload();
    void hugeUpload();
    void hugeBothWays();
    void pipeIntoFileAndBack();
    void contentsArrive_data();
    void contentsArrive();
    void slowReaderStopsTheServer();
    void pausedAndResumed();
    void serverSentEvents();
    void longPoll();
    void cutShort_data();
    void cutShort();
    void consumedLate();
    void closedEarly();
    void proxied();
};

void tst_ClientStreams::hugeDownload_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"flowing", "pulled", "piped"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void tst_ClientStreams::hugeDownload()
{
    QFETCH(const QString, how);
    Serving server(sayHuge());
    MemoryWatch memory;
    qint64 got = 0, most = 0;
    CountingSink sink;
    bool ended = false;
    QPointer<ClientRequest> request = get(to(server.port()), [&](IncomingMessage *message) {
        connect(message, &IncomingMessage::ended, this, [&, message] { ended = message->isComplete(); });
        if (how == u"piped"_s) {
            message->pipe(&sink);
        } else if (how == u"flowing"_s) {
            connect(message, &IncomingMessage::dataReceived, this, [&](const QByteArray &chunk) { got += chunk.size(); });
        } else {
            connect(message, &IncomingMessage::readyRead, this, [&, message] {
                most = qMax(most, message->readableLength());
                got += message->read(10000).size() + message->readAll().size();
            });
        }
    });
    QTRY_VERIFY_WITH_TIMEOUT((void(memory.growth()), ended), kLong);
    QCOMPARE(got + sink.count, kHuge);
    QVERIFY2(memory.growth() < kRoom, QByteArray::number(memory.growth()).constData());
    QVERIFY(most <= 128 * 1024);
    QTRY_VERIFY(!request);
}

void tst_ClientStreams::hugeUpload()
{
    qint64 got = 0;
    Serving server([&](auto *req, auto *res) {
        connect(req, &IncomingMessage::dataReceived, res, [&](const QByteArray &chunk) { got += chunk.size(); });
        connect(req, &IncomingMessage::ended, res, [res] { res->end("thanks"); });
    });
    MemoryWatch memory;
    HugeSource source;
    Asked asked(request(by(u"PUT"_s, to(server.port()))));
    NodeHttp::pipe(&source, asked.request);
    QTRY_VERIFY_WITH_TIMEOUT((void(memory.growth()), asked.isOver()), kLong);
    QCOMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(got, kHuge);
    QVERIFY2(memory.growth() < kRoom, QByteArray::number(memory.growth()).constData());
}

void tst_ClientStreams::hugeBothWays() // an echo: both directions at once, over one connection
{
    Serving server([](auto *req, auto *res) { req->pipe(res); });
    MemoryWatch memory;
    HugeSource source;
    CountingSink sink;
    Asked asked(request(by(u"POST"_s, to(server.port())), [&](IncomingMessage *message) { message->pipe(&sink); }));
    asked.response.clear();
    disconnect(asked.request, &ClientRequest::responseReceived, &asked, nullptr); // it would keep the body
    NodeHttp::pipe(&source, asked.request);
    QTRY_VERIFY_WITH_TIMEOUT((void(memory.growth()), asked.closes == 1), kLong);
    QTRY_COMPARE(sink.count, kHuge);
    QCOMPARE(asked.errors, 0);
    QVERIFY2(memory.growth() < kRoom, QByteArray::number(memory.growth()).constData());
}

void tst_ClientStreams::pipeIntoFileAndBack()
{
    const QByteArray contents = pattern(0, 3 * 1024 * 1024);
    QByteArray uploaded;
    Serving server([&](auto *req, auto *res) {
        if (req->method() == u"GET"_s)
            return void(res->end(contents));
        connect(req, &IncomingMessage::dataReceived, res, [&](const QByteArray &chunk) { uploaded += chunk; });
        connect(req, &IncomingMessage::ended, res, [res] { res->end(); });
    });
    QTemporaryFile file;
    QVERIFY(file.open());
    bool closed = false;
    connect(&file, &QIODevice::aboutToClose, this, [&] { closed = true; });
    get(to(server.port()), [&](IncomingMessage *message) { message->pipe(&file); });
    QTRY_VERIFY(closed); // at the end of the body
    QVERIFY(file.open());
    QCOMPARE(file.size(), contents.size());
    Asked asked(request(by(u"PUT"_s, to(server.port()))));
    NodeHttp::pipe(&file, asked.request);
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(uploaded == contents);
}

void tst_ClientStreams::contentsArrive_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("piece");
    for (const int size : {1, 16383, 16384, 16385, 65536, 1000003})
        for (const int piece : {1000, 65536, 1000003})
            QTest::addRow("%d in pieces of %d", size, piece) << size << piece;
}

void tst_ClientStreams::contentsArrive() // nothing lost, doubled or out of order, framed either way
{
    QFETCH(const int, size);
    QFETCH(const int, piece);
    Serving server([](auto *req, auto *res) {
        if (req->headers().contains(u"content-length"_s))
            res->setHeader("Content-Length", req->headers().value(u"content-length"_s).toString());
        req->pipe(res);
    });
    Agent agent(pooling());
    const QByteArray contents = pattern(0, size);
    for (const bool withLength : {false, true}) {
        Asked asked(request(by(u"POST"_s, over(&agent, server.port()))));
        if (withLength)
            asked->setHeader("Content-Length", size);
        for (int at = 0; at < size; at += piece)
            asked->write(contents.mid(at, piece));
        asked->end();
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QVERIFY(asked.body == contents);
        QCOMPARE(asked.reused, withLength);
    }
}

void tst_ClientStreams::slowReaderStopsTheServer() // S4.10
{
    RawServer server;
    server.handle([](RawPeer *peer, int) {
        peer->send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
        peer->send(QByteArray(100000000, 'x'));
    });
    QPointer<IncomingMessage> message;
    QPointer<ClientRequest> request = get(to(server.port()), [&](IncomingMessage *response) {
        message = response;
        message->pause();
    });
    QTRY_VERIFY(message && message->bytesAvailable() >= 16384);
    qint64 before = -1;
    QTRY_COMPARE(std::exchange(before, server.connection()->bytesSent()), server.connection()->bytesSent()); // stuck
    QVERIFY(server.connection()->isSending());
    QVERIFY(message->bytesAvailable() <= 256 * 1024);
    qint64 got = 0;
    connect(message, &IncomingMessage::dataReceived, this, [&](const QByteArray &chunk) { got += chunk.size(); });
    message->resume();
    QTRY_COMPARE_WITH_TIMEOUT(got, 100000000, 20000);
    QTRY_VERIFY(!request && !message);
}

void tst_ClientStreams::pausedAndResumed()
{
    RawServer server({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", "2\r\ncd\r\n", "2\r\nef\r\n0\r\n\r\n"});
    QPointer<IncomingMessage> message;
    QByteArray body;
    bool ended = false;
    get(to(server.port()), [&](IncomingMessage *response) {
        message = response;
        connect(message, &IncomingMessage::dataReceived, this, [&](const QByteArray &chunk) {
            body += chunk;
            message->pause(); // after each piece
        });
        connect(message, &IncomingMessage::ended, this, [&] { ended = true; });
    });
    for (const char *soFar : {"ab", "abcd"}) {
        QTRY_COMPARE(body, QByteArray(soFar));
        QVERIFY(!ended);
        message->resume();
    }
    QTRY_COMPARE(body, "abcdef"_ba);
    QTRY_VERIFY(ended); // nothing is left to wait for
}

void tst_ClientStreams::serverSentEvents() // each event as it comes, then the caller leaves
{
    RawServer server({"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", "data: one\n\n", "data: tw", "o\n\n", "data: three\n\n"});
    QByteArrayList lines;
    QPointer<ClientRequest> request = get(to(server.port()), [&](IncomingMessage *message) {
        connect(message, &IncomingMessage::readyRead, message, [&, message] {
            while (message->canReadLine())
                lines.append(message->readLine().trimmed());
        });
    });
    QTRY_COMPARE(lines, (QByteArrayList{"data: one", "", "data: two", "", "data: three", ""}));
    QVERIFY(request);
    request->destroy();
    QTRY_VERIFY(!request);
    QTRY_COMPARE(server.open(), 0);
}

void tst_ClientStreams::longPoll()
{
    RawServer server;
    QPointer<RawPeer> held;
    server.handle([&](RawPeer *peer, int) { held = peer; });
    Agent agent(pooling());
    for (int i = 0; i < 5; ++i) {
        held.clear();
        Asked asked(get(over(&agent, server.port())));
        QTRY_VERIFY(held);
        RawServer::play(held, {RawServer::Nothing, reply(QByteArray::number(i))});
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QCOMPARE(asked.body, QByteArray::number(i));
    }
    QCOMPARE(server.connections(), 1);
}

void tst_ClientStreams::cutShort_data() // S5.41, S5.43: never mistaken for a whole body
{
    QTest::addColumn<RawServer::Script>("script");
    const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"_ba;
    const QByteArray length = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"_ba;
    for (const QByteArray &end : {RawServer::Fin, RawServer::Reset, RawServer::Close}) {
        QTest::newRow(("length " + end).constData()) << RawServer::Script{length, end};
        QTest::newRow(("chunks " + end).constData()) << RawServer::Script{chunked, end};
    }
    QTest::newRow("until RST") << RawServer::Script{"HTTP/1.1 200 OK\r\n\r\nab", RawServer::Reset};
}

void tst_ClientStreams::cutShort()
{
    QFETCH(const RawServer::Script, script);
    RawServer server(script);
    Agent agent(pooling());
    Asked flowing(get(over(&agent, server.port())));
    CountingSink sink;
    bool sinkClosed = false;
    connect(&sink, &QIODevice::aboutToClose, this, [&] { sinkClosed = true; });
    bool whole = true;
    Error error;
    QPointer<ClientRequest> piped = get(over(&agent, server.port()), [&](IncomingMessage *message) {
        message->pipe(&sink);
        connect(message, &IncomingMessage::errorOccurred, this, [&](const Error &occurred) { error = occurred; });
        connect(message, &IncomingMessage::closed, this, [&, message] { whole = message->isComplete(); });
    });
    QTRY_VERIFY(flowing.isOver() && !piped);
    QCOMPARE(flowing.body, "ab"_ba);
    QCOMPARE(flowing.aborts, 1);
    QCOMPARE(flowing.ends, 0);
    QVERIFY(!flowing.complete && flowing.messageErrors == 1);
    QCOMPARE(flowing.messageError.code(), u"ECONNRESET"_s);
    QVERIFY(!whole && error.code() == u"ECONNRESET"_s);
    QCOMPARE(sink.count, 2);
    QVERIFY(!sinkClosed); // a pipe does not end what it could not fill
    QCOMPARE(agent.totalSocketCount(), 0);
}

void tst_ClientStreams::consumedLate() // S4.19: the connection is gone, the body still there
{
    const QByteArray body = pattern(0, 10000);
    RawServer server({reply(body, "Connection: close\r\n"), RawServer::Fin});
    QPointer<IncomingMessage> message;
    QPointer<ClientRequest> request = get(to(server.port()), [&](IncomingMessage *response) { message = response; });
    QTRY_COMPARE(server.requests(), 1);
    QTRY_VERIFY(message && message->isComplete());
    QTRY_COMPARE(server.open(), 0);
    QVERIFY(!message->isAborted());
    QByteArray got;
    int ended = 0;
    connect(message, &IncomingMessage::ended, this, [&] { ++ended; });
    connect(message, &IncomingMessage::dataReceived, this, [&](const QByteArray &chunk) { got += chunk; });
    QTRY_COMPARE(ended, 1);
    QVERIFY(got == body);
    QTRY_VERIFY(!request && !message);
}

void tst_ClientStreams::closedEarly() // QIODevice::close(): the rest is read away, the connection lives on
{
    RawServer server;
    server.answers({{"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nab", QByteArray(99998, 'x')}, {reply()}});
    Agent agent(pooling());
    QPointer<ClientRequest> request = get(over(&agent, server.port()), [](IncomingMessage *message) { message->close(); });
    QTRY_VERIFY(!request);
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.outcome(), u"200"_s);
    QVERIFY(next.reused);
}

void tst_ClientStreams::proxied() // a reverse proxy in a few lines: request and response piped through
{
    Serving origin([](auto *req, auto *res) {
        res->setHeader("X-Path", req->url());
        req->pipe(res);
    });
    Agent agent(pooling(2));
    Serving proxy([&](auto *req, auto *res) {
        ClientRequest *up = NodeHttp::request(by(req->method(), over(&agent, origin.port(), u"/up"_s + req->url())),
                                              res, [res](IncomingMessage *message) {
            res->writeHead(message->statusCode(), {{"X-Path", message->headers().value(u"x-path"_s).toString()}});
            message->pipe(res);
        });
        req->pipe(up);
    });
    const QByteArray body = pattern(7, 500000);
    std::vector<std::unique_ptr<Asked>> asks;
    for (int i = 0; i < 5; ++i) {
        asks.push_back(std::make_unique<Asked>(request(by(u"POST"_s, to(proxy.port(), u"/%1"_s.arg(i))))));
        asks.back()->request->end(body);
    }
    for (size_t i = 0; i < asks.size(); ++i) {
        QTRY_COMPARE(asks[i]->outcome(), u"200"_s);
        QVERIFY(asks[i]->body == body);
        QCOMPARE(asks[i]->headers.value(u"x-path"_s), u"/up/%1"_s.arg(i));
    }
    QTRY_COMPARE(agent.totalSocketCount(), 2);
}

QTEST_GUILESS_MAIN(tst_ClientStreams)
#include "tst_clientstreams.moc"
