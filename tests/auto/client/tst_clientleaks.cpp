// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
//
// What a hundred thousand requests leave behind: nothing. NODEHTTP_TEST_REQUESTS changes their number.

#include "asking.h"
#include "blockingpeer.h"
#include "rawserver.h"
#include "serving.h"

#include <QtCore/qdir.h>
#include <QtCore/qmetaobject.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const int kRequests = qEnvironmentVariableIsSet("NODEHTTP_TEST_REQUESTS") ? qEnvironmentVariableIntValue("NODEHTTP_TEST_REQUESTS")
                                                                          : 100000;
constexpr int kInFlight = 16;
constexpr int kLong = 240000; // ms

// Every message that the library makes for us, alive now.
class Counted : public IncomingMessage
{
public:
    Counted() { ++alive; }
    ~Counted() override { --alive; }
    static inline int alive = 0;
};

// A socket that shows how many receivers each of its signals has.
class OpenSocket : public QTcpSocket
{
public:
    OpenSocket() { ++alive; }
    ~OpenSocket() override { --alive; }
    int receiversOfAll() const
    {
        int count = 0;
        for (int i = 0; i < metaObject()->methodCount(); ++i) {
            const QMetaMethod method = metaObject()->method(i);
            if (method.methodType() == QMetaMethod::Signal)
                count += receivers(QByteArray::number(QSIGNAL_CODE) + method.methodSignature());
        }
        return count;
    }
    static inline int alive = 0;
};

class OpenAgent : public Agent
{
public:
    using Agent::Agent;
    QIODevice *createConnection(const RequestOptions &options, const ConnectionCallback &) override
    {
        auto *socket = new OpenSocket;
        socket->connectToHost(options.host, quint16(options.port));
        return socket;
    }
    QList<OpenSocket *> idle() const
    {
        QList<OpenSocket *> all;
        for (const auto &list : freeSockets()) {
            for (QIODevice *socket : list)
                all.append(static_cast<OpenSocket *>(socket));
        }
        return all;
    }
};

int openDescriptors()
{
    return int(QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size());
}

// Objects below this one, itself included.
qsizetype objects(const QObject *root)
{
    qsizetype count = 1;
    for (const QObject *child : root->children())
        count += objects(child);
    return count;
}

} // namespace

class tst_ClientLeaks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pooled();
    void receiversOnPooledSocket_data();
    void receiversOnPooledSocket();
    void failures_data();
    void failures();
    void queued();
    void signalsAndContexts();

private:
    // Keeps kInFlight requests going until `count` have ended.
    static void drive(int count, const std::function<ClientRequest *()> &make, int *done);
};

void tst_ClientLeaks::drive(int count, const std::function<ClientRequest *()> &make, int *done)
{
    int made = 0;
    *done = 0;
    QObject context;
    std::function<void()> next = [&] {
        if (made == count)
            return;
        ++made;
        connect(make(), &ClientRequest::closed, &context, [&] {
            ++*done;
            next();
        });
    };
    for (int i = 0; i < kInFlight; ++i)
        next();
    QTRY_COMPARE_WITH_TIMEOUT(*done, count, kLong);
}

void tst_ClientLeaks::pooled()
{
    qint64 bytes = 0;
    Serving server([](auto *req, auto *res) {
        connect(req, &IncomingMessage::ended, res, [res] { res->end("hello"); });
        req->resume();
    });
    OpenAgent agent(pooling(kInFlight));
    const auto make = [&] {
        RequestOptions options = by(u"POST"_s, over(&agent, server.port()));
        options.incomingMessage = [] { return new Counted; };
        ClientRequest *request = NodeHttp::request(options, [&](IncomingMessage *message) {
            connect(message, &IncomingMessage::dataReceived, message, [&](const QByteArray &chunk) { bytes += chunk.size(); });
        });
        request->end("body");
        return request;
    };
    int done = 0;
    drive(kRequests / 10, make, &done); // everything is warm after these
    QTRY_COMPARE(Counted::alive, 0);
    const qint64 memory = residentMemory();
    const int descriptors = openDescriptors();
    const qsizetype children = objects(&agent) + objects(qApp);
    QList<int> receivers;
    for (const OpenSocket *socket : agent.idle())
        receivers.append(socket->receiversOfAll());
    const qint64 before = bytes;

    drive(kRequests, make, &done);
    QTRY_COMPARE(Counted::alive, 0);
    QCOMPARE(bytes - before, qint64(kRequests) * 5);
    QCOMPARE(agent.totalSocketCount(), kInFlight);
    QCOMPARE(OpenSocket::alive, kInFlight);
    QCOMPARE(server.connections(), kInFlight);
    QCOMPARE(openDescriptors(), descriptors);
    QCOMPARE(objects(&agent) + objects(qApp), children);
    QVERIFY(agent.requests().isEmpty() && agent.sockets().isEmpty());
    QList<int> after;
    for (const OpenSocket *socket : agent.idle())
        after.append(socket->receiversOfAll());
    std::sort(receivers.begin(), receivers.end());
    std::sort(after.begin(), after.end());
    QCOMPARE(after, receivers);
#ifndef __SANITIZE_ADDRESS__ // a quarantine grows
    QVERIFY2(residentMemory() - memory < 4 * 1024 * 1024, QByteArray::number(residentMemory() - memory).constData());
#else
    Q_UNUSED(memory)
#endif
}

void tst_ClientLeaks::receiversOnPooledSocket_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"plain", "timeout", "setTimeout", "options of the socket", "post", "head", "signal", "limits"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void tst_ClientLeaks::receiversOnPooledSocket() // whatever a request asked for, it takes its receivers along
{
    QFETCH(const QString, what);
    RawServer server({reply("")});
    OpenAgent agent(pooling());
    AbortController controller;
    int first = -1;
    for (int i = 0; i < 20; ++i) {
        RequestOptions options = over(&agent, server.port());
        if (what == u"timeout"_s)
            options.timeout = std::chrono::seconds(5);
        if (what == u"post"_s || what == u"head"_s)
            options.method = what;
        if (what == u"signal"_s)
            options.signal = controller.signal();
        if (what == u"limits"_s)
            options.timeouts.total = options.timeouts.idle = options.timeouts.firstByte = std::chrono::seconds(5);
        Asked asked(request(options));
        if (what == u"setTimeout"_s)
            asked->setTimeout(std::chrono::seconds(5), this, [] {});
        if (what == u"options of the socket"_s) {
            asked->setNoDelay(false);
            asked->setSocketKeepAlive(true);
        }
        asked->end();
        QTRY_COMPARE(asked.outcome(), u"200"_s);
        QCOMPARE(agent.idle().size(), 1);
        const int receivers = agent.idle().constFirst()->receiversOfAll();
        if (first < 0)
            first = receivers;
        QCOMPARE(receivers, first);
    }
    QCOMPARE(server.connections(), 1);
}

void tst_ClientLeaks::failures_data()
{
    QTest::addColumn<RawServer::Script>("script");
    QTest::newRow("refused") << RawServer::Script();
    QTest::newRow("FIN") << RawServer::Script{RawServer::Fin};
    QTest::newRow("RST") << RawServer::Script{RawServer::Reset};
    QTest::newRow("garbage") << RawServer::Script{"garbage\r\n\r\n"};
    QTest::newRow("cut short") << RawServer::Script{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", RawServer::Fin};
    QTest::newRow("upgrade nobody takes") << RawServer::Script{"HTTP/1.1 101 S\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"};
}

void tst_ClientLeaks::failures()
{
    QFETCH(const RawServer::Script, script);
    RawServer server(script);
    if (script.isEmpty())
        server.stopListening();
    OpenAgent agent(pooling(kInFlight));
    int done = 0;
    const auto make = [&] {
        RequestOptions options = over(&agent, server.port());
        options.incomingMessage = [] { return new Counted; };
        ClientRequest *request = get(options, [](IncomingMessage *message) { message->resume(); });
        connect(request, &ClientRequest::errorOccurred, request, [] {});
        return request;
    };
    drive(500, make, &done);
    QTRY_COMPARE(Counted::alive, 0);
    QTRY_COMPARE(OpenSocket::alive, 0);
    QCOMPARE(agent.totalSocketCount(), 0);
    QVERIFY(agent.children().isEmpty() || objects(&agent) < 10);
    QTRY_COMPARE(server.open(), 0);
}

void tst_ClientLeaks::queued() // a queue that is given up
{
    RawServer server;
    OpenAgent agent(pooling(1));
    std::vector<QPointer<ClientRequest>> requests;
    for (int i = 0; i < 1000; ++i)
        requests.push_back(get(over(&agent, server.port())));
    for (size_t i = 0; i < requests.size(); ++i) {
        connect(requests[i], &ClientRequest::errorOccurred, requests[i], [] {});
        if (i % 2)
            delete requests[i];
        else
            requests[i]->destroy();
    }
    QTRY_VERIFY(std::none_of(requests.begin(), requests.end(), [](const auto &request) { return bool(request); }));
    QTRY_COMPARE(OpenSocket::alive, 0);
    QVERIFY(agent.requests().isEmpty() && agent.totalSocketCount() == 0);
}

void tst_ClientLeaks::signalsAndContexts() // long-lived objects that many requests refer to
{
    RawServer server({reply()});
    OpenAgent agent(pooling());
    AbortController controller;
    QObject context;
    const qsizetype before = objects(&context) + objects(&controller);
    for (int i = 0; i < 200; ++i) {
        RequestOptions options = over(&agent, server.port());
        options.signal = controller.signal();
        Asked asked(get(options, &context, [](IncomingMessage *message) { message->resume(); }));
        QTRY_COMPARE(asked.outcome(), u"200"_s);
    }
    QCOMPARE(objects(&context) + objects(&controller), before);
    controller.abort(); // reaches nobody any more
    QCOMPARE(agent.idle().size(), 1);
}

QTEST_GUILESS_MAIN(tst_ClientLeaks)
#include "tst_clientleaks.moc"
