// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A server under each event loop, and what thousands of idle connections cost it.

#include "blockingpeer.h"
#include "loops.h"
#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qeventloop.h>

#include <arpa/inet.h>
#include <ctime>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace NodeHttp;

namespace {

constexpr int kIdle = 5000;

// Lets this process open as many descriptors as the system allows; how many that is.
int raiseDescriptorLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return int(qMin<rlim_t>(limit.rlim_cur, 1 << 20));
}

// Connections that say one thing and then nothing.
class IdleCrowd
{
public:
    ~IdleCrowd()
    {
        for (const int descriptor : m_descriptors)
            ::close(descriptor);
    }

    bool join(int port)
    {
        const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(quint16(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (descriptor < 0 || ::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            return false;
        m_descriptors.push_back(descriptor);
        return true;
    }

    int size() const { return int(m_descriptors.size()); }

private:
    std::vector<int> m_descriptors;
};

// A server in a thread with its own loop.
class ServerThread
{
public:
    explicit ServerThread(LoopKind kind)
        : m_thread(kind, [this] {
              ServerOptions options;
              options.keepAliveTimeout = std::chrono::minutes(10);
              Serving server([](auto *, auto *res) { res->end("x"); }, options);
              m_server = &server;
              ::pthread_getcpuclockid(::pthread_self(), &m_clock);
              m_port = server.port();
              QEventLoop events;
              QObject::connect(&m_quit, &QObject::objectNameChanged, &events, &QEventLoop::quit);
              events.exec();
          })
    {
    }
    ~ServerThread() { m_quit.setObjectName(QStringLiteral("quit")); }

    int port() const { return m_port; }
    int connections() const
    {
        int count = 0;
        QMetaObject::invokeMethod(m_server, [this, &count] { count = m_server->connections(); }, Qt::BlockingQueuedConnection);
        return count;
    }

    qint64 cpuTime() const // ns
    {
        timespec time{};
        ::clock_gettime(m_clock, &time);
        return time.tv_sec * 1000000000LL + time.tv_nsec;
    }

    // CPU of the server for a request, ns; each is answered before the next is sent, so each makes a turn.
    qint64 costOfARequest(int requests = 2000) const
    {
        BlockingPeer peer(port());
        const qint64 before = cpuTime();
        for (int i = 0; i < requests; ++i) {
            if (!peer.send(get()) || !peer.receiveUntil("\r\n\r\nx").endsWith("x"))
                return -1;
        }
        return (cpuTime() - before) / requests;
    }

private:
    QObject m_quit;
    std::atomic_int m_port{0};
    Server *m_server = nullptr;
    clockid_t m_clock{};
    LoopThread m_thread;
};

} // namespace

class tst_EpollServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requests_data() { addLoops(); }
    void requests();
    void largeBodies_data() { addLoops(); }
    void largeBodies();
    void halfClosedClient_data() { addLoops(); }
    void halfClosedClient();
    void timeouts_data() { addLoops(); }
    void timeouts();
    void idleConnectionsCostNothing();
};

void tst_EpollServer::requests()
{
    inLoop([] {
        Serving server([](auto *req, auto *res) { res->end(req->url().toLatin1()); });
        std::vector<std::unique_ptr<RawPeer>> peers;
        for (int i = 0; i < 50; ++i)
            peers.push_back(std::make_unique<RawPeer>(server.port()));
        for (int round = 0; round < 20; ++round) {
            for (size_t i = 0; i < peers.size(); ++i)
                peers[i]->send(get("/" + QByteArray::number(int(i))));
            for (size_t i = 0; i < peers.size(); ++i) {
                QTRY_COMPARE(withoutDate(peers[i]->received()), ok("/" + QByteArray::number(int(i))));
                peers[i]->take();
            }
        }
        QCOMPARE(server.connections(), 50);
        peers.clear();
        QTRY_COMPARE(server.connections(), 0);
    });
}

void tst_EpollServer::largeBodies() // both directions wait for the other side
{
    inLoop([] {
        constexpr int kSize = 20 * 1024 * 1024;
        qint64 received = 0;
        Serving server([&](IncomingMessage *req, ServerResponse *res) {
            connect(req, &IncomingMessage::dataReceived, res, [&](const QByteArray &data) { received += data.size(); });
            connect(req, &IncomingMessage::ended, res, [res] { res->end(QByteArray(kSize, 'y')); });
        });
        RawPeer peer(server.port());
        peer.countOnly();
        peer.send(post(QByteArray(kSize, 'x')));
        QTRY_VERIFY_WITH_TIMEOUT(peer.bytesReceived() > kSize, 20000);
        QCOMPARE(received, kSize);
    });
}

void tst_EpollServer::halfClosedClient() // which the library notices by filtering the events of a notifier
{
    inLoop([] {
        Serving server([](auto *, ServerResponse *res) { later(res, [res] { res->end("late"); }, 50); });
        RawPeer peer(server.port());
        peer.send(get());
        peer.halfClose();
        QTRY_VERIFY(peer.isClosed());
        QVERIFY(peer.received().endsWith("late"));
        QTRY_COMPARE(server.connections(), 0);
    });
}

void tst_EpollServer::timeouts()
{
    inLoop([] {
        ServerOptions options;
        options.keepAliveTimeout = std::chrono::milliseconds(100);
        Serving server([](auto *, auto *res) { res->end("x"); }, options);
        RawPeer peer(server.port());
        peer.send(get());
        QTRY_VERIFY(peer.isClosed());
        QVERIFY(peer.received().endsWith("x"));
    });
}

void tst_EpollServer::idleConnectionsCostNothing()
{
    const int idle = qMin(kIdle, (raiseDescriptorLimit() - 200) / 2); // both ends are ours
    ServerThread server(LoopKind::Epoll);
    QTRY_VERIFY(server.port() > 0);
    const qint64 alone = server.costOfARequest();
    QVERIFY(alone > 0);
    IdleCrowd crowd;
    while (crowd.size() < idle)
        QVERIFY(crowd.join(server.port()));
    QTRY_COMPARE_WITH_TIMEOUT(server.connections(), idle, 30000);
    const qint64 among = server.costOfARequest();
    // Qt's loops would need some hundred times as much.
    QVERIFY2(among > 0 && among < alone * 4, qPrintable(QStringLiteral("%1 ns alone, %2 ns among %3").arg(alone).arg(among).arg(idle)));
}

QTEST_GUILESS_MAIN(tst_EpollServer)
#include "tst_epollserver.moc"
