// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
//
// label: tsan

// How a group of threads closes, drains, restarts and is destroyed.

#include "groups.h"
#include "rawpeer.h"

#include <QtCore/qregularexpression.h>
#include <QtTest/qsignalspy.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ServerGroupEnds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void close_data() { addWays(); }
    void close();
    void closeWithoutListening();
    void listenAgain_data() { addWays(); }
    void listenAgain();
    void drain_data() { addWays(); }
    void drain();
    void drainForced_data() { addWays(); }
    void drainForced();
    void restart_data() { addWays(); }
    void restart();
    void restartWhileClosing_data() { addWays(); }
    void restartWhileClosing();
    void restartFails_data() { addWays(); }
    void restartFails();
    void destroyedWhileRequestsRun_data() { addWays(); }
    void destroyedWhileRequestsRun();
    void serversClosedByHandlers_data() { addWays(); }
    void serversClosedByHandlers();
    void destroyedAtOnce_data() { addWays(); }
    void destroyedAtOnce();
};

void tst_ServerGroupEnds::close() // ends with the last connection
{
    ServerGroup group(fetchedOptions(), tellThread);
    QSignalSpy closed(&group, &ServerGroup::closed);
    QVERIFY(listenLocally(group));
    const int port = group.port();
    RawPeer peer(port);
    peer.send(get());
    QTRY_VERIFY(peer.received().contains("\r\n\r\nt"));
    group.close();
    QVERIFY(!group.isListening());
    QVERIFY(group.address().isNull());
    // One refusal says little: a thread's socket refuses while it is being closed, and another's may still accept.
    const auto refuses = [port] {
        for (int i = 0; i < 20; ++i) {
            if (BlockingPeer(port).isConnected())
                return false;
        }
        return true;
    };
    QTRY_VERIFY(refuses());
    QTRY_COMPARE(group.threadStatistics().size(), 1); // the others had nothing to wait for
    QCOMPARE(closed.count(), 0);
    peer.take();
    peer.send(get("/", "Connection: close\r\n"));
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY(peer.received().contains("\r\n\r\nt"));
    QVERIFY(group.threadStatistics().isEmpty());
}

void tst_ServerGroupEnds::closeWithoutListening()
{
    ServerGroup group(tellThread);
    QSignalSpy closed(&group, &ServerGroup::closed);
    group.close();
    QCOMPARE(closed.count(), 0);
    QTRY_COMPARE(closed.count(), 1);
}

void tst_ServerGroupEnds::listenAgain()
{
    ServerGroup group(fetchedOptions(), tellThread);
    QSignalSpy closed(&group, &ServerGroup::closed);
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(listenLocally(group));
        QVERIFY(ask(group.port()).startsWith('t'));
        group.close();
        QTRY_COMPARE(closed.count(), i);
    }
    QCOMPARE(group.statistics().requests, 3);
}

void tst_ServerGroupEnds::drain()
{
    std::atomic_int waiting{0};
    ServerGroup group(fetchedOptions(), [&](Server *server) {
        connect(server, &Server::requestReceived, server, [&](IncomingMessage *, ServerResponse *res) {
            ++waiting;
            later(res, [res] { res->end("finished"); }, 200);
        });
    });
    QSignalSpy closed(&group, &ServerGroup::closed);
    QSignalSpy completed(&group, &ServerGroup::drainCompleted);
    QSignalSpy forced(&group, &ServerGroup::drainForced);
    QVERIFY(listenLocally(group));
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < 4; ++i) {
        peers.push_back(std::make_unique<RawPeer>(group.port()));
        peers.back()->send(get());
    }
    QTRY_COMPARE(waiting, 4);
    group.drain(10s);
    QTRY_COMPARE(completed.count(), 1);
    QCOMPARE(closed.count(), 1);
    QCOMPARE(forced.count(), 0);
    for (const auto &peer : peers) {
        QTRY_VERIFY(peer->isClosed());
        QVERIFY(peer->received().contains("Connection: close\r\n"));
        QVERIFY(peer->received().endsWith("finished"));
    }
}

void tst_ServerGroupEnds::drainForced()
{
    std::atomic_int waiting{0};
    ServerGroup group(fetchedOptions(), [&](Server *server) {
        connect(server, &Server::requestReceived, server, [&](auto *, auto *) { ++waiting; }); // and never answers
    });
    QSignalSpy closed(&group, &ServerGroup::closed);
    QSignalSpy completed(&group, &ServerGroup::drainCompleted);
    QSignalSpy forced(&group, &ServerGroup::drainForced);
    QVERIFY(listenLocally(group));
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < 4; ++i) {
        peers.push_back(std::make_unique<RawPeer>(group.port()));
        peers.back()->send(get());
    }
    QTRY_COMPARE(waiting, 4);
    group.drain(60s);
    group.drain(50ms); // sooner, then
    QTRY_COMPARE(forced.count(), 1);
    QCOMPARE(forced[0][0].toInt(), 4);
    QCOMPARE(closed.count(), 1);
    QCOMPARE(completed.count(), 0);
    for (const auto &peer : peers)
        QTRY_VERIFY(peer->isClosed());
}

void tst_ServerGroupEnds::restart() // while clients ask, of whom none is refused
{
    std::atomic_int setUps{0};
    ServerGroup group(fetchedOptions(2), [&](Server *server) {
        ++setUps;
        tellThread(server);
    });
    QSignalSpy restarted(&group, &ServerGroup::restarted);
    QSignalSpy started(&group, &ServerGroup::listeningStarted);
    QVERIFY(listenLocally(group));
    QTRY_COMPARE(started.count(), 1);
    const int port = group.port();
    Clients clients(port, 4);
    for (int i = 1; i <= 5; ++i) {
        const int before = clients.answered();
        QVERIFY(group.restart(10s));
        QTRY_COMPARE(restarted.count(), i);
        QCOMPARE(setUps, 2 * (i + 1));
        QTRY_VERIFY(clients.answered() > before + 20);
    }
    clients.stop();
    QCOMPARE(clients.failed(), 0);
    QCOMPARE(group.port(), port);
    QCOMPARE(started.count(), 1);
    QCOMPARE(restarted[0][0].toInt(), 0);
    QCOMPARE(group.threadStatistics().size(), 2);
    QCOMPARE(group.statistics().requests, clients.answered());
}

void tst_ServerGroupEnds::restartWhileClosing()
{
    ServerGroup group(fetchedOptions(2), tellThread);
    QSignalSpy restarted(&group, &ServerGroup::restarted);
    QSignalSpy closed(&group, &ServerGroup::closed);
    QSignalSpy started(&group, &ServerGroup::listeningStarted);
    QVERIFY(listenLocally(group));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_INVALID_STATE"_s));
    QVERIFY(!group.restart(1s)); // the first threads are not there yet
    QTRY_COMPARE(started.count(), 1);
    QVERIFY(group.restart(1s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ERR_INVALID_STATE"_s));
    QVERIFY(!group.restart(1s));
    group.close();
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(restarted.count(), 1); // it was, in a way: the threads were replaced by none
}

void tst_ServerGroupEnds::restartFails() // the old ones go on
{
    std::atomic_bool bad{false};
    ServerGroup group(fetchedOptions(2), [&](Server *server) {
        tellThread(server);
        if (bad)
            server->listen(0, QHostAddress(QHostAddress::LocalHost)); // which it must not
    });
    QSignalSpy failed(&group, &ServerGroup::errorOccurred);
    QSignalSpy started(&group, &ServerGroup::listeningStarted);
    QVERIFY(listenLocally(group));
    QTRY_COMPARE(started.count(), 1);
    bad = true;
    QVERIFY(group.restart(1s));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(group.error().code(), u"ERR_SERVER_ALREADY_LISTEN"_s);
    QVERIFY(group.isListening());
    bad = false;
    QTRY_COMPARE(group.threadStatistics().size(), 2);
    QVERIFY(ask(group.port()).startsWith('t'));
    QSignalSpy restarted(&group, &ServerGroup::restarted);
    QVERIFY(group.restart(1s));
    QTRY_COMPARE(restarted.count(), 1);
    QVERIFY(ask(group.port()).startsWith('t'));
}

void tst_ServerGroupEnds::destroyedWhileRequestsRun()
{
    for (int i = 0; i < 5; ++i) {
        std::unique_ptr<Clients> clients;
        std::atomic_int running{0};
        {
            ServerGroup group(fetchedOptions(), [&](Server *server) {
                connect(server, &Server::requestReceived, server, [&](IncomingMessage *, ServerResponse *res) {
                    ++running;
                    later(res, [res] { res->end("x"); }, 5);
                });
            });
            QVERIFY(listenLocally(group));
            clients = std::make_unique<Clients>(group.port(), 4);
            QTRY_VERIFY(running > 20);
        }
        clients->stop();
    }
}

void tst_ServerGroupEnds::serversClosedByHandlers() // not what they are for, but no reason to crash
{
    ServerGroup group(fetchedOptions(2), [](Server *server) {
        connect(server, &Server::requestReceived, server, [server](IncomingMessage *, ServerResponse *res) {
            server->close();
            res->end("t");
        });
    });
    QVERIFY(listenLocally(group));
    std::vector<std::unique_ptr<BlockingPeer>> peers;
    const auto allGone = [&] { // once every thread was asked
        peers.push_back(std::make_unique<BlockingPeer>(group.port()));
        peers.back()->send(get("/", "Connection: close\r\n"));
        return group.threadStatistics().isEmpty();
    };
    QTRY_VERIFY(allGone());
    QVERIFY(group.isListening());
    QVERIFY(BlockingPeer(group.port()).isConnected()); // whom nobody serves
    QSignalSpy closed(&group, &ServerGroup::closed);
    group.close();
    QTRY_COMPARE(closed.count(), 1);
}

void tst_ServerGroupEnds::destroyedAtOnce()
{
    for (int i = 0; i < 20; ++i) {
        ServerGroup group(fetchedOptions(), tellThread);
        QVERIFY(listenLocally(group));
        if (i % 2)
            group.close();
    }
}

QTEST_GUILESS_MAIN(tst_ServerGroupEnds)
#include "tst_servergroupends.moc"
