// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
//
// label: tsan

// One server a thread is the way to use more than one core. Nothing may be shared between them but constants.

#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qthread.h>
#include <QtTest/qtest.h>

#include <atomic>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

constexpr int kThreads = 4;
constexpr int kPeers = 4;     // connections to each server
constexpr int kRequests = 25; // on each connection, one after the other

// Serves in its own thread until it is told to stop; everything of NodeHttp is made and destroyed there.
class ServingThread : public QThread
{
public:
    ~ServingThread() override
    {
        quit();
        wait();
        m_over.load(); // Qt's own hand-over is invisible to ThreadSanitizer
    }

    int port() const { return m_port.load(); }
    int served() const { return m_served.load(); }

protected:
    void run() override
    {
        serve();
        m_over = true;
    }

private:
    void serve()
    {
        Serving server([this](auto *req, auto *res) {
            QCOMPARE(QThread::currentThread(), this);
            req->resume();
            res->setHeader("X-Thread", QByteArray::number(m_port.load()));
            res->end("from " + req->url().toLatin1());
            ++m_served;
        });
        m_port = server.port();
        exec();
    }

    std::atomic_int m_port{0};
    std::atomic_int m_served{0};
    std::atomic_bool m_over{false};
};

} // namespace

class tst_Threads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneServerEach();
    void serversComeAndGo();
    void serverMadeHereServedThere();
    void serverOutlivesItsThread();
};

void tst_Threads::oneServerEach()
{
    std::vector<std::unique_ptr<ServingThread>> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.push_back(std::make_unique<ServingThread>());
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QTRY_VERIFY(thread->port() > 0);

    struct Client
    {
        std::unique_ptr<RawPeer> peer;
        QByteArray expected;
        int left = kRequests;
    };
    std::vector<Client> clients;
    for (int i = 0; i < kThreads * kPeers; ++i) {
        const int port = threads[size_t(i % kThreads)]->port();
        const QByteArray body = "from /" + QByteArray::number(i);
        clients.push_back({std::make_unique<RawPeer>(port),
                           "HTTP/1.1 200 OK\r\nX-Thread: " + QByteArray::number(port) + "\r\nDate: <D>\r\n"
                           "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: "
                               + QByteArray::number(body.size()) + "\r\n\r\n" + body});
    }
    for (int round = 0; round < kRequests; ++round) {
        for (size_t i = 0; i < clients.size(); ++i)
            clients[i].peer->send(get("/" + QByteArray::number(int(i))));
        for (Client &client : clients) {
            QTRY_COMPARE(withoutDate(client.peer->received()), client.expected);
            client.peer->take();
        }
    }
    for (const auto &thread : threads)
        QCOMPARE(thread->served(), kPeers * kRequests);
}

void tst_Threads::serversComeAndGo() // what a thread keeps for its servers ends with the thread
{
    for (int i = 0; i < 10; ++i) {
        ServingThread thread;
        thread.start();
        QTRY_VERIFY(thread.port() > 0);
        RawPeer peer(thread.port());
        peer.send(get("/a"));
        QTRY_VERIFY(peer.received().endsWith("from /a"));
        thread.quit();
        QTRY_VERIFY(peer.isClosed()); // the destructor of the server closes what is open
        QVERIFY(thread.wait(5000));
    }
}

void tst_Threads::serverMadeHereServedThere()
{
    QThread thread;
    auto *server = new Server;
    std::atomic_int port{0};
    std::atomic_bool inThread{false};
    connect(server, &Server::requestReceived, server, [&](auto *, auto *res) {
        inThread = QThread::currentThread() == &thread;
        res->end("moved");
    });
    server->moveToThread(&thread); // before it listens
    connect(&thread, &QThread::started, server, [&] {
        server->listen(0, QHostAddress(QHostAddress::LocalHost));
        port = server->port();
    });
    connect(&thread, &QThread::finished, server, &QObject::deleteLater);
    thread.start();
    QTRY_VERIFY(port > 0);
    RawPeer peer(port);
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("moved"));
    QVERIFY(inThread);
    thread.quit();
    QVERIFY(thread.wait(5000));
    QTRY_VERIFY(peer.isClosed());
}

// Deleting an object whose thread has finished is allowed in Qt, and easily done: a member that is destroyed late.
void tst_Threads::serverOutlivesItsThread()
{
    ServerOptions options;
    options.timeout = std::chrono::seconds(100);
    auto server = std::make_unique<Server>(options);
    QThread thread;
    std::atomic_int port{0};
    std::atomic_int requests{0};
    connect(server.get(), &Server::requestReceived, server.get(), [&](IncomingMessage *req, ServerResponse *res) {
        if (req->url() == u"/answered"_s)
            res->end("x");
        ++requests;
    });
    server->moveToThread(&thread);
    connect(&thread, &QThread::started, server.get(), [&server, &port] {
        server->listen(0, QHostAddress(QHostAddress::LocalHost));
        port = server->port();
    });
    thread.start();
    QTRY_VERIFY(port > 0);
    RawPeer idle(port);
    idle.send(get("/answered"));
    RawPeer busy(port);
    busy.send(get("/pending"));
    QTRY_VERIFY(idle.received().endsWith("x") && requests == 2);
    thread.quit();
    QVERIFY(thread.wait(5000));
    server.reset();
    QTRY_VERIFY(idle.isClosed() && busy.isClosed());
}

QTEST_GUILESS_MAIN(tst_Threads)
#include "tst_threads.moc"
