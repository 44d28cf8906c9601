// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
//
// label: tsan

// Several threads on one port, under both ways to distribute connections and with both event loops.

#include "groups.h"
#include "rawpeer.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qset.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>

#include <mutex>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ServerGroup : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allThreadsServe_data() { addWays(); }
    void allThreadsServe();
    void setUpRunsInItsThread_data() { addWays(); }
    void setUpRunsInItsThread();
    void fewestConnectionsFirst();
    void address_data() { addWays(); }
    void address();
    void portInUse_data() { addWays(); }
    void portInUse();
    void sharedBetweenGroups();
    void badOptions();
    void unixSocket();
    void statistics_data() { addWays(); }
    void statistics();
};

void tst_ServerGroup::allThreadsServe()
{
    ServerGroup group(fetchedOptions(), tellThread);
    QSignalSpy started(&group, &ServerGroup::listeningStarted);
    QVERIFY(listenLocally(group));
    QTRY_COMPARE(started.count(), 1);
    QSet<QByteArray> seen;
    for (int i = 0; i < 2000 && seen.size() < kThreads; ++i) // the kernel draws lots
        seen.insert(ask(group.port()));
    QCOMPARE(seen.size(), kThreads);
    QVERIFY(!seen.contains(QByteArray()));
    QVERIFY(!seen.contains("t" + threadName()));
}

void tst_ServerGroup::setUpRunsInItsThread()
{
    std::mutex mutex;
    QSet<QByteArray> threads;
    std::atomic_int inside{0};
    std::atomic_int overlaps{0};
    std::atomic_int strangers{0};
    ServerGroup group(fetchedOptions(), [&](Server *server) {
        overlaps += ++inside > 1;
        QThread::msleep(5);
        strangers += server->thread() != QThread::currentThread() || server->isListening();
        const std::lock_guard lock(mutex);
        threads.insert(threadName());
        --inside;
    });
    QCOMPARE(group.threads(), kThreads);
    QSignalSpy started(&group, &ServerGroup::listeningStarted);
    QVERIFY(listenLocally(group));
    QTRY_COMPARE(started.count(), 1);
    const std::lock_guard lock(mutex);
    QCOMPARE(threads.size(), kThreads);
    QVERIFY(!threads.contains(threadName()));
    QCOMPARE(overlaps, 0);
    QCOMPARE(strangers, 0);
}

void tst_ServerGroup::fewestConnectionsFirst()
{
    ServerGroupOptions options;
    options.threads = kThreads;
    options.distribution = Distribution::HandOut;
    ServerGroup group(options, tellThread);
    QVERIFY(listenLocally(group));
    std::vector<std::unique_ptr<BlockingPeer>> peers;
    const auto counts = [&] {
        QList<int> list;
        for (const ServerStatistics &thread : group.threadStatistics())
            list.append(thread.connections);
        std::sort(list.begin(), list.end());
        return list;
    };
    for (int i = 0; i < 4 * kThreads; ++i) {
        peers.push_back(std::make_unique<BlockingPeer>(group.port()));
        QTRY_COMPARE(group.statistics().connections, i + 1); // one on its way to a thread is counted by nobody for a moment
    }
    QTRY_COMPARE(counts(), QList<int>(kThreads, 4));
    peers.resize(peers.size() - 2);
    QTRY_COMPARE(group.statistics().connections, 4 * kThreads - 2);
    peers.push_back(std::make_unique<BlockingPeer>(group.port()));
    QTRY_COMPARE(group.statistics().connections, 4 * kThreads - 1);
    peers.push_back(std::make_unique<BlockingPeer>(group.port()));
    QTRY_COMPARE(counts(), QList<int>(kThreads, 4));
}

void tst_ServerGroup::address()
{
    ServerGroup group(fetchedOptions(), tellThread);
    QVERIFY(group.address().isNull());
    QCOMPARE(group.port(), 0);
    QVERIFY(!group.isListening());
    QSignalSpy changed(&group, &ServerGroup::listeningChanged);
    QVERIFY(listenLocally(group));
    QVERIFY(group.isListening()); // at once
    QVERIFY(group.port() > 0);
    QCOMPARE(group.address().address, u"127.0.0.1"_s);
    QCOMPARE(group.address().family, u"IPv4"_s);
    QCOMPARE(changed.count(), 1);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_SERVER_ALREADY_LISTEN"_s));
    QVERIFY(!group.listen(0));
    QCOMPARE(group.error().code(), u"ERR_SERVER_ALREADY_LISTEN"_s);
    QVERIFY(ask(group.port()).startsWith('t'));

    ServerGroup everywhere(fetchedOptions(), tellThread);
    QVERIFY(everywhere.listen());
    QCOMPARE(everywhere.address().address, u"::"_s);
    QVERIFY(ask(everywhere.port()).startsWith('t'));

    ServerGroup named(fetchedOptions(), tellThread);
    ListenOptions byName;
    byName.host = u"localhost"_s;
    byName.port = 0;
    QSignalSpy started(&named, &ServerGroup::listeningStarted);
    QVERIFY(named.listen(byName));
    QTRY_COMPARE(started.count(), 1);
    QVERIFY(named.port() > 0);
}

void tst_ServerGroup::portInUse() // although ports can be shared: nobody said so
{
    ServerGroup first(fetchedOptions(), tellThread);
    QVERIFY(listenLocally(first));
    ServerGroup second(fetchedOptions(), tellThread);
    QSignalSpy failed(&second, &ServerGroup::errorOccurred);
    QVERIFY(!listenLocally(second, first.port()));
    QCOMPARE(second.error().code(), u"EADDRINUSE"_s);
    QCOMPARE(second.error().syscall(), u"listen"_s);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(!second.isListening());
    QVERIFY(listenLocally(second)); // another one
}

void tst_ServerGroup::sharedBetweenGroups() // as between processes
{
    ListenOptions shared;
    shared.host = u"127.0.0.1"_s;
    shared.port = 0;
    shared.reusePort = true;
    ServerGroupOptions options;
    options.threads = 1;
    ServerGroup first(options, [](Server *server) {
        connect(server, &Server::requestReceived, server, [](auto *, auto *res) { res->end("first"); });
    });
    QVERIFY(first.listen(shared));
    shared.port = first.port();
    options.distribution = Distribution::HandOut;
    ServerGroup second(options, [](Server *server) {
        connect(server, &Server::requestReceived, server, [](auto *, auto *res) { res->end("second"); });
    });
    QVERIFY(second.listen(shared));
    Server third; // a lone server shares, too
    connect(&third, &Server::requestReceived, &third, [](auto *, auto *res) { res->end("third"); });
    QVERIFY(third.listen(shared));
    QTRY_COMPARE(third.port(), first.port());
    QSet<QByteArray> seen;
    for (int i = 0; i < 500 && seen.size() < 3; ++i) {
        RawPeer peer(first.port());
        peer.send(get("/", "Connection: close\r\n"));
        QTRY_VERIFY(peer.isClosed());
        seen.insert(bodyOf(peer.received()));
    }
    QCOMPARE(seen, QSet<QByteArray>({"first", "second", "third"}));
}

void tst_ServerGroup::badOptions()
{
    ServerGroupOptions options;
    options.threads = -1;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_OUT_OF_RANGE"_s));
    ServerGroup negative(options, tellThread);
    QCOMPARE(negative.error().code(), u"ERR_OUT_OF_RANGE"_s);
    options.threads = 1;
    options.server.highWaterMark = 0;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_OUT_OF_RANGE"_s));
    ServerGroup group(options, tellThread);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_OUT_OF_RANGE"_s));
    QVERIFY(!group.listen());
    ServerGroup badPort(tellThread);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_SOCKET_BAD_PORT"_s));
    QVERIFY(!badPort.listen(65536));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_SERVER_NOT_RUNNING"_s));
    QVERIFY(!badPort.restart(1s));
    QVERIFY(badPort.threads() >= 1);
}

void tst_ServerGroup::unixSocket()
{
    const QTemporaryDir folder;
    ServerGroupOptions options;
    options.threads = kThreads;
    ServerGroup group(options, tellThread);
    ListenOptions path;
    path.path = folder.filePath(u"socket"_s);
    QVERIFY(group.listen(path));
    QCOMPARE(group.address().address, path.path);
    QCOMPARE(group.port(), -1);
    QSet<QByteArray> seen;
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < kThreads; ++i) {
        peers.push_back(std::make_unique<RawPeer>(path.path));
        peers.back()->send(get());
        QTRY_VERIFY(peers.back()->received().contains("\r\n\r\nt"));
        seen.insert(bodyOf(peers.back()->received()));
    }
    QCOMPARE(seen.size(), kThreads);
}

void tst_ServerGroup::statistics()
{
    ServerGroup group(fetchedOptions(), tellThread);
    QVERIFY(listenLocally(group));
    constexpr int kPeers = 6;
    constexpr int kRequests = 5;
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < kPeers; ++i) {
        peers.push_back(std::make_unique<RawPeer>(group.port()));
        for (int n = 1; n <= kRequests; ++n) {
            peers.back()->send(get());
            QTRY_COMPARE(peers.back()->received().count("HTTP/1.1 200"), n);
        }
    }
    std::atomic<qint64> elsewhere{0}; // from any thread
    const std::unique_ptr<QThread> reader(QThread::create([&] { elsewhere = group.statistics().requests; }));
    reader->start();
    QVERIFY(reader->wait(5000));
    QCOMPARE(elsewhere, kPeers * kRequests);
    const ServerStatistics sum = group.statistics();
    QCOMPARE(sum.requests, kPeers * kRequests);
    QCOMPARE(sum.accepted, kPeers);
    QCOMPARE(sum.connections, kPeers);
    ServerStatistics added;
    for (const ServerStatistics &thread : group.threadStatistics()) {
        added.requests += thread.requests;
        added.accepted += thread.accepted;
        added.connections += thread.connections;
    }
    QCOMPARE(added.requests, sum.requests);
    QCOMPARE(added.accepted, sum.accepted);
    QCOMPARE(added.connections, sum.connections);
    peers.clear();
    QTRY_COMPARE(group.statistics().connections, 0);
    QSignalSpy restarted(&group, &ServerGroup::restarted);
    QVERIFY(group.restart(1s));
    QTRY_COMPARE(restarted.count(), 1);
    QCOMPARE(group.statistics().requests, kPeers * kRequests); // ended threads count
}

QTEST_GUILESS_MAIN(tst_ServerGroup)
#include "tst_servergroup.moc"
