// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// label: long

// What a slot may do to the client while the library is calling it: delete, destroy, ask again, nest an event loop.

#include "asking.h"
#include "eventlog.h"
#include "rawserver.h"

#include <QtCore/qeventloop.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>

#include <atomic>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kHead = "HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"_ba;
const RawServer::Script kWhole = {"HTTP/1.1 103 Hints\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe", "llo"};
const RawServer::Script kTogether = {kHead + "hello"};
const RawServer::Script kCut = {kHead + "he", RawServer::Fin};

struct Moment
{
    const char *name;
    const RawServer::Script *script;
};

// Moments of an exchange in which a slot runs, with what the server has to do for them.
const Moment kMoments[] = {
    {"socket", &kWhole}, {"prefinish", &kWhole}, {"finish", &kWhole}, {"information", &kWhole}, {"response", &kWhole},
    {"data", &kWhole}, {"end", &kWhole}, {"res close", &kWhole}, {"req close", &kWhole}, {"response, together", &kTogether},
    {"data, together", &kTogether}, {"end, together", &kTogether}, {"aborted", &kCut}, {"res error", &kCut},
    {"res close, cut", &kCut}, {"req close, cut", &kCut}, {"error", nullptr}, {"timeout", nullptr},
    {"freed", &kWhole}, {"drain", &kWhole},
};

} // namespace

class tst_ClientReentrancy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deleteRequest_data() { moments(); }
    void deleteRequest() { play([](auto &now) { delete now.request.data(); }); }
    void deleteResponse_data() { moments(); }
    void deleteResponse() { play([](auto &now) { delete now.response.data(); }); }
    void deleteBoth_data() { moments(); }
    void deleteBoth();
    void deleteAgent_data() { moments(); }
    void deleteAgent() { play([](auto &now) { delete now.agent.data(); }); }
    void deleteContext_data() { moments(); }
    void deleteContext() { play([](auto &now) { delete now.context.data(); }); }
    void destroyRequest_data() { moments(); }
    void destroyRequest();
    void destroyResponse_data() { moments(); }
    void destroyResponse();
    void abortBySignal_data() { moments(); }
    void abortBySignal() { play([](auto &now) { now.controller.abort(); }); }
    void destroyAgent_data() { moments(); }
    void destroyAgent();
    void askAgain_data() { moments(); }
    void askAgain();
    void nestLoop_data() { moments(); }
    void nestLoop();
    void deleteLaterEverything_data() { moments(); }
    void deleteLaterEverything();
    void nestedLoopServesOthers();
    void askFromInsideConstruction();
    void agentInAThread();
    void globalAgentEndsWithItsThread();

private:
    struct Now
    {
        QPointer<ClientRequest> request;
        QPointer<IncomingMessage> response;
        QPointer<Agent> agent;
        QPointer<QObject> context;
        AbortController controller;
        int port = 0;
        std::vector<std::unique_ptr<Asked>> more;
    };
    using Act = std::function<void(Now &)>;
    static void moments();
    static void play(const Act &act);
};

void tst_ClientReentrancy::moments()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < std::size(kMoments); ++i)
        QTest::newRow(kMoments[i].name) << int(i);
}

// Three requests over an agent of one connection; in the chosen moment of the first, `act` runs. Whatever it does, the
// others end, nothing is used after it was deleted (which sanitizers would tell), and a fresh agent works afterwards.
void tst_ClientReentrancy::play(const Act &act)
{
    QFETCH(const int, index);
    const Moment &moment = kMoments[index];
    const QString name = QString::fromLatin1(moment.name).section(u',', 0, 0);
    RawServer server;
    server.answers({name == u"error"_s ? RawServer::Script{"garbage\r\n\r\n"} : moment.script ? *moment.script : RawServer::Script(),
                    {reply()}});
    Now now;
    now.port = server.port();
    now.context = new QObject;
    now.agent = new Agent(pooling(1));
    int acted = 0;
    const auto at = [&](const QString &here) {
        return [&, here] {
            if (here == name && acted++ == 0)
                act(now);
        };
    };
    RequestOptions options = by(u"POST"_s, over(now.agent, server.port()));
    options.signal = now.controller.signal();
    if (name == u"timeout"_s)
        options.timeout = std::chrono::milliseconds(40);
    now.request = NodeHttp::request(options, now.context, [](IncomingMessage *) {});
    EventLog log;
    log.watch(now.request, u"req"_s, EventLog::Sockets);
    QObject watcher;
    connect(now.agent, &Agent::socketFreed, &watcher, at(u"freed"_s));
    connect(now.request, &ClientRequest::socketAssigned, &watcher, at(u"socket"_s));
    connect(now.request, &ClientRequest::prefinished, &watcher, at(u"prefinish"_s));
    connect(now.request, &ClientRequest::finished, &watcher, at(u"finish"_s));
    connect(now.request, &ClientRequest::drained, &watcher, at(u"drain"_s));
    connect(now.request, &ClientRequest::informationReceived, &watcher, at(u"information"_s));
    connect(now.request, &ClientRequest::errorOccurred, &watcher, at(u"error"_s));
    connect(now.request, &ClientRequest::timeoutOccurred, &watcher, at(u"timeout"_s));
    connect(now.request, &ClientRequest::closed, &watcher, at(u"req close"_s));
    connect(now.request, &ClientRequest::responseReceived, &watcher, [&](IncomingMessage *message) {
        now.response = message;
        connect(message, &IncomingMessage::dataReceived, &watcher, at(u"data"_s));
        connect(message, &IncomingMessage::ended, &watcher, at(u"end"_s));
        connect(message, &IncomingMessage::aborted, &watcher, at(u"aborted"_s));
        connect(message, &IncomingMessage::errorOccurred, &watcher, at(u"res error"_s));
        connect(message, &IncomingMessage::closed, &watcher, at(u"res close"_s));
        at(u"response"_s)();
    });
    if (name == u"drain"_s) {
        now.request->write(QByteArray(100000, 'x'));
        connect(now.request, &ClientRequest::drained, now.request, [request = now.request.data()] { request->end("x"); });
    } else {
        now.request->end("x");
    }
    Asked second(get(over(now.agent, server.port()))), third(get(over(now.agent, server.port())));

    QTRY_VERIFY2(acted > 0, "the moment never came");
    if (now.request && name == u"timeout"_s)
        now.request->destroy();
    QTRY_VERIFY2(!now.request, qPrintable(log.text()));
    QTRY_VERIFY2(!now.response, qPrintable(log.text()));
    QTRY_VERIFY2(!second.request && !third.request, qPrintable(log.text() + second.outcome() + third.outcome()));
    if (now.agent) { // then those behind it got their answers
        QTRY_VERIFY(second.isOver() && third.isOver());
        QVERIFY2(second.errors + second.responses == 1 && third.errors + third.responses == 1,
                 qPrintable(second.outcome() + u' ' + third.outcome()));
    }
    for (const auto &asked : now.more)
        QTRY_VERIFY(!asked->request);
    delete now.agent;
    delete now.context;
    QTRY_COMPARE(server.open(), 0);
    Agent fresh;
    Asked last(get(over(&fresh, server.port())));
    QTRY_COMPARE(last.outcome(), u"200"_s);
}

void tst_ClientReentrancy::deleteBoth()
{
    play([](Now &now) {
        delete now.response.data();
        delete now.request.data();
    });
}

void tst_ClientReentrancy::destroyRequest()
{
    play([](Now &now) {
        if (now.request)
            now.request->destroy();
    });
}

void tst_ClientReentrancy::destroyResponse()
{
    play([](Now &now) {
        if (now.response)
            now.response->destroy(Error(u"EMINE"_s, u"mine"_s));
        else if (now.request)
            now.request->abort();
    });
}

void tst_ClientReentrancy::destroyAgent()
{
    play([](Now &now) {
        now.agent->destroy();
        now.agent->destroyIdle();
    });
}

void tst_ClientReentrancy::askAgain() // over the same agent, from inside every slot, and delete at once what was asked
{
    play([](Now &now) {
        for (int i = 0; i < 3; ++i)
            now.more.push_back(std::make_unique<Asked>(get(over(now.agent, now.port))));
        delete now.more[1]->request.data();
        now.more[2]->request->destroy();
    });
}

void tst_ClientReentrancy::nestLoop()
{
    play([](Now &now) {
        QEventLoop loop;
        QTimer::singleShot(60, &loop, &QEventLoop::quit);
        now.more.push_back(std::make_unique<Asked>(get(to(now.port)))); // over another connection
        loop.exec();
        QVERIFY(now.more.back()->closes == 1);
    });
}

void tst_ClientReentrancy::deleteLaterEverything()
{
    play([](Now &now) {
        if (now.request)
            now.request->deleteLater();
        if (now.response)
            now.response->deleteLater();
        now.agent->deleteLater();
        now.context->deleteLater();
    });
}

void tst_ClientReentrancy::nestedLoopServesOthers() // asking, and waiting for the answer, inside a slot
{
    RawServer server({reply("inner")});
    Agent agent(pooling(2));
    int depth = 0;
    QByteArrayList bodies;
    std::function<void()> ask = [&] {
        Asked asked(get(over(&agent, server.port())));
        QEventLoop loop;
        connect(asked.request, &ClientRequest::closed, &loop, &QEventLoop::quit);
        loop.exec();
        bodies.append(asked.body);
        if (++depth < 5)
            ask();
    };
    Asked outer(get(over(&agent, server.port())));
    connect(outer.request, &ClientRequest::responseReceived, this, [&] { ask(); });
    QTRY_COMPARE(outer.outcome(), u"200"_s);
    QCOMPARE(bodies, QByteArrayList(5, "inner"));
}

void tst_ClientReentrancy::askFromInsideConstruction() // hooks that ask while a request is being made
{
    class Chatty : public Agent
    {
    public:
        using Agent::Agent;
        QString getName(const RequestOptions &options = {}) const override
        {
            if (asked < 3) {
                ++asked;
                NodeHttp::get(to(options.port));
            }
            return Agent::getName(options);
        }
        mutable int asked = 0;
    };
    RawServer server({reply()});
    Chatty agent(pooling());
    Asked asked(get(over(&agent, server.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QTRY_VERIFY(server.requests() >= 2);
}

void tst_ClientReentrancy::agentInAThread() // everything of one thread stays in it
{
    Server server;
    connect(&server, &Server::requestReceived, &server, [](auto *req, auto *res) { res->end(req->url().toLatin1()); });
    QVERIFY(server.listen(0, QHostAddress(QHostAddress::LocalHost)));
    std::atomic_int right = 0;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int t = 0; t < 3; ++t) {
        threads.emplace_back(QThread::create([&right, t, port = server.port()] {
            Agent agent(pooling(2));
            QEventLoop loop;
            int over = 0;
            std::vector<std::unique_ptr<Asked>> asks;
            for (int i = 0; i < 50; ++i) {
                asks.push_back(std::make_unique<Asked>(get(::over(&agent, port, u"/%1/%2"_s.arg(t).arg(i)))));
                QObject::connect(asks.back()->request, &ClientRequest::closed, &loop, [&] {
                    if (++over == 50)
                        loop.quit();
                });
            }
            QTimer::singleShot(10000, &loop, &QEventLoop::quit);
            loop.exec();
            for (int i = 0; i < 50; ++i)
                right += asks[size_t(i)]->body == u"/%1/%2"_s.arg(t).arg(i).toLatin1();
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QTRY_VERIFY_WITH_TIMEOUT(thread->isFinished(), 15000);
    QCOMPARE(right.load(), 150);
}

void tst_ClientReentrancy::globalAgentEndsWithItsThread()
{
    RawServer server({reply()});
    const std::unique_ptr<QThread> thread(QThread::create([port = server.port()] {
        globalAgent()->setKeepAlive(true);
        QEventLoop loop;
        Asked asked(get(to(port)));
        QObject::connect(asked.request, &ClientRequest::closed, &loop, &QEventLoop::quit);
        loop.exec();
        QCOMPARE(globalAgent()->totalSocketCount(), 1);
    }));
    thread->start();
    QTRY_VERIFY(thread->isFinished());
    QTRY_COMPARE(server.open(), 0); // what the thread kept is closed
    QVERIFY(!globalAgent()->keepAlive());
}

QTEST_GUILESS_MAIN(tst_ClientReentrancy)
#include "tst_clientreentrancy.moc"
