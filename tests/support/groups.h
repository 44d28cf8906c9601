// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef GROUPS_H
#define GROUPS_H

#include "blockingpeer.h"
#include "serving.h"

#include <NodeHttp/ServerGroup>

#include <QtCore/qthread.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <memory>
#include <vector>

// What tests of a group of threads start with, under both ways to distribute connections and both event loops.

using Distribution = NodeHttp::ServerGroupOptions::Distribution;

inline constexpr int kThreads = 3;

inline void addWays()
{
    QTest::addColumn<Distribution>("distribution");
    QTest::addColumn<bool>("epoll");
    QTest::newRow("port shared") << Distribution::ReusePort << false;
    QTest::newRow("handed out") << Distribution::HandOut << false;
    QTest::newRow("port shared, epoll") << Distribution::ReusePort << true;
    QTest::newRow("handed out, epoll") << Distribution::HandOut << true;
}

inline NodeHttp::ServerGroupOptions fetchedOptions(int threads = kThreads)
{
    QFETCH(const Distribution, distribution);
    QFETCH(const bool, epoll);
    NodeHttp::ServerGroupOptions options;
    options.threads = threads;
    options.distribution = distribution;
    options.epoll = epoll;
    return options;
}

inline QByteArray threadName()
{
    return QByteArray::number(quintptr(QThread::currentThreadId()), 16);
}

// A set-up function whose servers answer with the name of their thread.
inline void tellThread(NodeHttp::Server *server)
{
    QObject::connect(server, &NodeHttp::Server::requestReceived, server, [](auto *, auto *res) { res->end("t" + threadName()); });
}

inline bool listenLocally(NodeHttp::ServerGroup &group, int port = 0)
{
    return group.listen(port, QHostAddress(QHostAddress::LocalHost));
}

inline QByteArray bodyOf(const QByteArray &answer)
{
    const qsizetype at = answer.indexOf("\r\n\r\n");
    return at < 0 ? QByteArray() : answer.mid(at + 4);
}

// One exchange on a connection of its own; the body of the answer, empty when anything went wrong.
inline QByteArray ask(int port)
{
    BlockingPeer peer(port);
    if (!peer.isConnected() || !peer.send(get("/", "Connection: close\r\n")))
        return {};
    QByteArray answer;
    while (true) {
        const QByteArray piece = peer.receive();
        if (piece.isEmpty())
            return answer.startsWith("HTTP/1.1 200 ") ? bodyOf(answer) : QByteArray();
        answer += piece;
    }
}

// Clients in threads of their own that ask until they are stopped.
class Clients
{
public:
    Clients(int port, int count)
    {
        for (int i = 0; i < count; ++i) {
            m_threads.emplace_back(QThread::create([this, port] {
                while (!m_stop)
                    ++(ask(port).isEmpty() ? m_failed : m_answered);
            }));
            m_threads.back()->start();
        }
    }
    ~Clients() { stop(); }

    void stop()
    {
        m_stop = true;
        for (const auto &thread : m_threads)
            thread->wait();
    }
    int answered() const { return m_answered; }
    int failed() const { return m_failed; }

private:
    std::atomic_bool m_stop{false};
    std::atomic_int m_answered{0};
    std::atomic_int m_failed{0};
    std::vector<std::unique_ptr<QThread>> m_threads;
};

#endif // GROUPS_H
