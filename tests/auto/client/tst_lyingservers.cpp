// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Servers that lie about what they send. Whatever they do ends in one error, or in none where the response was whole;
// the connection is dropped, and the next request over the same agent gets its own answer.

#include "asking.h"
#include "blockingpeer.h"
#include "rawserver.h"

#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Script = RawServer::Script;

namespace {

const QByteArray Fin = RawServer::Fin, Reset = RawServer::Reset, Close = RawServer::Close;
const QByteArray kOk = "HTTP/1.1 200 OK\r\n"_ba;
const QByteArray kChunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"_ba;
constexpr qint64 kRoom = 32 * 1024 * 1024;

enum Ending {
    NoResponse, // one error of the request, no response
    CutShort,   // a response, and one error: of the request, or of the response where only that is at fault
    Whole,      // a whole response and no error
    WholeThenError, // a whole response; what follows it in the same packet is an error of the request (S5.73, S5.78)
};

} // namespace
Q_DECLARE_METATYPE(Ending)

class tst_LyingServers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lie_data();
    void lie();
    void lieAtEveryByte_data() { lie_data(); }
    void lieAtEveryByte();
    void endlessPrelude_data();
    void endlessPrelude();
    void endlessHead_data();
    void endlessHead();
    void endlessTrailers();
    void hugeLengthIsNotRead();
    void resetWhileIdle();
    void poisonedQueue();

private:
    static void framingRows();
    static void syntaxRows();
    static void check(const Asked &asked, Ending ending);
    static void nextWorks(RawServer &server, Agent &agent, const Asked &liar);
};

void tst_LyingServers::lie_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<Script>("script");
    QTest::addColumn<Ending>("ending");
    framingRows();
    syntaxRows();
}

void tst_LyingServers::framingRows()
{
    const auto row = [](const char *tag, const Script &script, Ending ending, const QString &method = u"GET"_s) {
        QTest::newRow(tag) << method << script << ending;
    };
    row("Transfer-Encoding and Content-Length", {kOk + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nhi\r\n0\r\n\r\n"},
        NoResponse);
    row("Content-Length and Transfer-Encoding", {kOk + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"},
        NoResponse);
    row("Content-Length twice", {kOk + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi!"}, NoResponse);
    row("Content-Length twice, equal", {kOk + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi"}, NoResponse);
    row("Content-Length with a list", {kOk + "Content-Length: 2, 2\r\n\r\nhi"}, NoResponse);
    row("Content-Length with a sign", {kOk + "Content-Length: +2\r\n\r\nhi"}, NoResponse);
    row("Content-Length empty", {kOk + "Content-Length:\r\n\r\nhi"}, NoResponse);
    row("Content-Length over 64 bits", {kOk + "Content-Length: 18446744073709551616\r\n\r\nhi"}, NoResponse);
    row("length too long, FIN", {kOk + "Content-Length: 9\r\n\r\nhi", Fin}, CutShort);
    row("length too long, closed", {kOk + "Content-Length: 9\r\n\r\nhi", Close}, CutShort);
    row("length too long, RST", {kOk + "Content-Length: 9\r\n\r\nhi", Reset}, CutShort);
    row("length too short", {kOk + "Content-Length: 2\r\n\r\nhigh"}, WholeThenError);
    row("length too short, the rest later", {kOk + "Content-Length: 2\r\n\r\nhi", "gh"}, Whole);
    row("another response", {reply("hi") + reply("evil")}, Whole);
    row("another response later", {reply("hi"), reply("evil")}, Whole);
    row("204 with a body", {"HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nevil"}, WholeThenError);
    row("204 with chunks", {"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nevil\r\n0\r\n\r\n"}, WholeThenError);
    row("304 with a body", {"HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nevil"}, WholeThenError);
    row("304 with a body later", {"HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n", "evil"}, Whole);
    row("HEAD with a body", {kOk + "Content-Length: 4\r\n\r\nevil"}, WholeThenError, u"HEAD"_s);
    row("HEAD with a body later", {kOk + "Content-Length: 4\r\n\r\n", "evil"}, Whole, u"HEAD"_s);
    row("HEAD with a response as body", {kOk + "Content-Length: 40\r\n\r\n" + reply("evil")}, Whole, u"HEAD"_s);
    row("closed in a chunk", {kChunked + "9\r\nhi", Fin}, CutShort);
    row("closed between chunks", {kChunked + "2\r\nhi\r\n", Fin}, CutShort);
    row("closed in the last chunk", {kChunked + "2\r\nhi\r\n0\r\n", Fin}, CutShort);
    row("RST between chunks", {kChunked + "2\r\nhi\r\n", Reset}, CutShort);
    row("RST in a body without an end", {kOk + "\r\nhi", Reset}, CutShort);
    row("upgrade nobody asked for", {"HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: evil\r\n\r\nevil"}, NoResponse);
    row("1xx and no end", {"HTTP/1.1 102 Processing\r\n\r\n", Fin}, NoResponse);
    row("1xx and RST", {"HTTP/1.1 100 Continue\r\n\r\n", Reset}, NoResponse);
    row("nothing", {Fin}, NoResponse);
}

void tst_LyingServers::syntaxRows()
{
    const auto row = [](const char *tag, const Script &script, Ending ending) {
        QTest::newRow(tag) << u"GET"_s << script << ending;
    };
    row("garbage", {"\x16\x03\x01 garbage\r\n\r\n"}, NoResponse);
    row("SSH", {"SSH-2.0-OpenSSH_9.2\r\n"}, NoResponse);
    row("HTTP/0.9", {"<html>hello</html>", Fin}, NoResponse);
    row("HTTP/2 preface", {QByteArray("\x00\x00\x12\x04\x00\x00\x00\x00\x00", 9) + QByteArray(18, '\0')}, NoResponse);
    row("HTTP/2.0", {"HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nhi"}, NoResponse);
    row("HTTP/3.7", {"HTTP/3.7 200 OK\r\nContent-Length: 2\r\n\r\nhi"}, NoResponse);
    row("status of two digits", {"HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\nhi"}, NoResponse);
    row("status of four digits", {"HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\nhi"}, NoResponse);
    row("status of letters", {"HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\nhi"}, NoResponse);
    row("a request", {"GET / HTTP/1.1\r\nHost: x\r\n\r\n"}, NoResponse);
    row("space before the colon", {kOk + "Content-Length : 2\r\n\r\nhi"}, NoResponse);
    row("no colon", {kOk + "nonsense\r\nContent-Length: 2\r\n\r\nhi"}, NoResponse);
    row("null in a value", {kOk + "A: b" + QByteArray(1, '\0') + "c\r\nContent-Length: 2\r\n\r\nhi"}, NoResponse);
    row("folded header", {kOk + "A: b\r\n c\r\nContent-Length: 2\r\n\r\nhi"}, NoResponse);
    row("CR in a value", {kOk + "A: b\rContent-Length: 2\r\n\r\nhi"}, NoResponse);
    row("head too large", {kOk + "A: " + QByteArray(100000, 'x') + "\r\n\r\n"}, NoResponse);
    row("many headers, too large", {kOk + QByteArray("A: xxxxxxxx\r\n").repeated(10000) + "\r\n"}, NoResponse);
    row("FIN in the head", {kOk + "Content-Le", Fin}, NoResponse);
    row("chunk size of letters", {kChunked + "zz\r\nhi\r\n0\r\n\r\n"}, CutShort);
    row("chunk size with 0x", {kChunked + "0x2\r\nhi\r\n0\r\n\r\n"}, CutShort);
    row("chunk size with a sign", {kChunked + "+2\r\nhi\r\n0\r\n\r\n"}, CutShort);
    row("chunk size negative", {kChunked + "-2\r\nhi\r\n0\r\n\r\n"}, CutShort);
    row("chunk size over 64 bits", {kChunked + "FFFFFFFFFFFFFFFFF\r\nhi\r\n0\r\n\r\n"}, CutShort);
    row("chunk size missing", {kChunked + "\r\nhi\r\n0\r\n\r\n"}, CutShort);
    row("chunk longer than its size", {kChunked + "2\r\nhigh\r\n0\r\n\r\n"}, CutShort);
    row("chunk extensions without end", {kChunked + "2;" + QByteArray(100000, 'x') + "\r\nhi\r\n0\r\n\r\n"}, CutShort);
    row("trailer without a colon", {kChunked + "2\r\nhi\r\n0\r\nnonsense\r\n\r\n"}, CutShort);
}

// What each ending promises to the caller, whatever the lie was.
void tst_LyingServers::check(const Asked &asked, Ending ending)
{
    QCOMPARE(asked.closes, 1);
    QVERIFY(asked.errors <= 1 && asked.messageErrors <= 1);
    QCOMPARE(asked.responses, ending == NoResponse ? 0 : 1);
    switch (ending) {
    case NoResponse:
        QCOMPARE(asked.errors, 1);
        QVERIFY(!asked.error.code().isEmpty() && !asked.error.message().isEmpty());
        break;
    case CutShort:
        QVERIFY(asked.errors + asked.messageErrors >= 1); // two objects may tell of it (S5.43)
        QCOMPARE(asked.aborts, 1);
        QCOMPARE(asked.ends, 0);
        QVERIFY(!asked.complete);
        break;
    case Whole:
    case WholeThenError:
        QCOMPARE(asked.errors, ending == Whole ? 0 : 1);
        QCOMPARE(asked.messageErrors + asked.aborts, 0);
        QCOMPARE(asked.ends, 1);
        QVERIFY(asked.complete);
        QVERIFY(asked.body == "hi"_ba || asked.body.isEmpty());
        break;
    }
    QVERIFY2(!asked.body.contains("evil"), asked.body.constData());
}

void tst_LyingServers::nextWorks(RawServer &server, Agent &agent, const Asked &liar)
{
    QTRY_COMPARE(agent.totalSocketCount(), 0); // never reused
    QTRY_COMPARE(server.open(), 0);
    server.answer({reply("honest")});
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.outcome(), u"200"_s);
    QCOMPARE(next.body, "honest"_ba);
    QVERIFY(!next.reused);
    QVERIFY(liar.errors <= 1 && liar.closes == 1); // nothing came afterwards
}

void tst_LyingServers::lie()
{
    QFETCH(const QString, method);
    QFETCH(const Script, script);
    QFETCH(const Ending, ending);
    RawServer server(script);
    Agent agent(pooling());
    Asked asked(get(by(method, over(&agent, server.port()))));
    QTRY_VERIFY2(asked.isOver(), qPrintable(asked.outcome()));
    check(asked, ending);
    if (!QTest::currentTestFailed())
        nextWorks(server, agent, asked);
}

// The same lies in packets of one byte. Then what follows a whole response is always "later": no error of the request.
void tst_LyingServers::lieAtEveryByte()
{
    QFETCH(const QString, method);
    QFETCH(const Script, script);
    QFETCH(const Ending, ending);
    if (script.constFirst().size() > 1000 || script.constFirst().startsWith('<'))
        return lie(); // one byte a turn would take long, or is the same
    RawServer server;
    server.handle([&](RawPeer *peer, int n) {
        if (n > 0)
            return peer->send(reply("honest"));
        peer->sendCutAtEveryByte(script.constFirst());
        connect(peer, &RawPeer::sentAll, peer, [=] { RawServer::play(peer, Script{RawServer::Nothing} + script.mid(1)); }, Qt::SingleShotConnection);
    });
    Agent agent(pooling());
    Asked asked(get(by(method, over(&agent, server.port()))));
    QTRY_VERIFY2(asked.isOver(), qPrintable(asked.outcome()));
    check(asked, ending == WholeThenError ? Whole : ending);
    QTRY_COMPARE(agent.totalSocketCount(), 0);
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.body, "honest"_ba);
}

void tst_LyingServers::endlessPrelude_data()
{
    QTest::addColumn<QByteArray>("flood");
    QTest::newRow("1xx") << QByteArray("HTTP/1.1 102 Processing\r\n\r\n").repeated(1000);
    QTest::newRow("1xx with headers") << QByteArray("HTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\n").repeated(1000);
    QTest::newRow("empty lines") << QByteArray("\r\n").repeated(5000);
}

void tst_LyingServers::endlessPrelude() // memory stays flat, and a limit on time ends it
{
    QFETCH(const QByteArray, flood);
    RawServer server;
    QPointer<RawPeer> source;
    server.handle([&](RawPeer *peer, int n) {
        if (n > 0)
            return peer->send(reply("honest"));
        source = peer;
        auto *pump = new QTimer(peer);
        connect(pump, &QTimer::timeout, peer, [peer, flood] {
            if (!peer->isSending())
                peer->send(flood);
        });
        pump->start(0);
    });
    Agent agent(pooling());
    RequestOptions options = over(&agent, server.port());
    options.timeouts.total = std::chrono::milliseconds(500);
    const qint64 before = residentMemory();
    Asked asked(get(options));
    QTRY_VERIFY(asked.isOver());
    check(asked, NoResponse);
    QVERIFY(residentMemory() - before < kRoom);
    QTRY_VERIFY(source->isClosed());
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.body, "honest"_ba);
}

void tst_LyingServers::endlessHead_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("status line") << "HTTP/1.1 200 "_ba << QByteArray(10000, 'O');
    QTest::newRow("header lines") << kOk << QByteArray("A: b\r\n").repeated(1000);
    QTest::newRow("one header") << kOk + "A: " << QByteArray(10000, 'x');
    QTest::newRow("one name") << kOk << QByteArray(10000, 'x');
    QTest::newRow("folded lines") << kOk + "A: b\r\n" << QByteArray(" c\r\n").repeated(1000);
}

void tst_LyingServers::endlessHead() // cut off at the limit, however long it goes on
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, piece);
    RawServer server;
    QPointer<RawPeer> source;
    server.handle([&](RawPeer *peer, int n) {
        if (n > 0)
            return peer->send(reply("honest"));
        source = peer;
        peer->send(start);
        auto *pump = new QTimer(peer);
        connect(pump, &QTimer::timeout, peer, [=] {
            if (!peer->isSending() && peer->bytesSent() < 64 * 1024 * 1024)
                peer->send(piece);
        });
        pump->start(0);
    });
    Agent agent(pooling());
    Asked asked(get(over(&agent, server.port())));
    QTRY_VERIFY(asked.isOver());
    check(asked, NoResponse);
    QVERIFY2(source->bytesSent() < 16 * 1024 * 1024, QByteArray::number(source->bytesSent()).constData());
    QTRY_COMPARE(agent.totalSocketCount(), 0);
    Asked next(get(over(&agent, server.port())));
    QTRY_COMPARE(next.body, "honest"_ba);
}

void tst_LyingServers::endlessTrailers()
{
    RawServer server({kChunked + "2\r\nhi\r\n0\r\n" + QByteArray("A: bbbbbbbb\r\n").repeated(20000)});
    Agent agent(pooling());
    Asked asked(get(over(&agent, server.port())));
    QTRY_VERIFY(asked.isOver());
    check(asked, CutShort);
    QCOMPARE(asked.error.code(), u"HPE_HEADER_OVERFLOW"_s); // S2.48
    nextWorks(server, agent, asked);
}

void tst_LyingServers::hugeLengthIsNotRead() // a length is a promise, not a reason to reserve memory
{
    RawServer server({kOk + "Content-Length: 10737418240\r\n\r\nhi"});
    Agent agent(pooling());
    const qint64 before = residentMemory();
    QPointer<IncomingMessage> message;
    QPointer<ClientRequest> request = get(over(&agent, server.port()), [&](IncomingMessage *response) { message = response; });
    QTRY_VERIFY(message && message->bytesAvailable() == 2);
    QVERIFY(residentMemory() - before < kRoom);
    server.connection()->send(QByteArray(64 * 1024 * 1024, 'x')); // nobody reads: the sender is stopped
    QTRY_VERIFY(message->bytesAvailable() >= 16384);
    RawServer honest({reply("honest")});
    Asked other(get(over(&agent, honest.port())));
    QTRY_COMPARE(other.body, "honest"_ba);
    QVERIFY(message->bytesAvailable() <= 256 * 1024);
    QVERIFY(server.connection()->isSending());
    request->destroy();
    QTRY_VERIFY(!request && !message);
    QTRY_COMPARE(server.open(), 0);
}

void tst_LyingServers::resetWhileIdle()
{
    RawServer server({reply("hi")});
    Agent agent(pooling());
    Asked asked(get(over(&agent, server.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QCOMPARE(agent.totalSocketCount(), 1);
    server.connection()->reset();
    nextWorks(server, agent, asked);
}

void tst_LyingServers::poisonedQueue() // what one response smuggles in never answers the request behind it
{
    const QByteArray evil = reply("evil");
    RawServer server;
    server.answers({{reply("hi") + evil}, {"HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\n" + evil},
                    {kOk + "Content-Length: 0\r\n\r\n" + evil + evil}, {kChunked + "0\r\n\r\n" + evil}, {reply("hi")}});
    Agent agent(pooling(1));
    std::vector<std::unique_ptr<Asked>> asks;
    for (int i = 0; i < 5; ++i)
        asks.push_back(std::make_unique<Asked>(get(over(&agent, server.port()))));
    for (const auto &asked : asks) {
        QTRY_VERIFY(asked->isOver());
        QVERIFY(!asked->body.contains("evil"));
        QVERIFY(asked->responses == 1 && asked->complete);
    }
    QCOMPARE(server.connections(), 5);
}

QTEST_GUILESS_MAIN(tst_LyingServers)
#include "tst_lyingservers.moc"
