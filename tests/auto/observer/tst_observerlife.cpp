// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// label: tsan

// Observers that come and go while traffic runs, in one thread and in several.

#include "asking.h"
#include "blockingpeer.h"
#include "serving.h"
#include "trafficlog.h"

#include <QtTest/qtest.h>

#include <atomic>
#include <thread>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

// A server in a thread of its own.
class ServerThread : public QThread
{
public:
    ServerThread()
    {
        start();
        while (m_port == 0)
            yieldCurrentThread();
    }
    ~ServerThread() override
    {
        quit();
        wait();
    }
    int port() const { return m_port; }

protected:
    void run() override
    {
        Serving server([](auto *, auto *res) { res->end("Hello"); });
        m_port = server.port();
        exec();
    }

private:
    std::atomic<int> m_port{0};
};

void ask(int port, int times)
{
    BlockingPeer peer(port);
    for (int i = 0; i < times; ++i) {
        peer.send(get());
        if (!peer.receiveUntil("Hello").endsWith("Hello"))
            return;
    }
}

// Stops or dies at its n-th callback.
class Leaving : public TrafficObserver
{
public:
    explicit Leaving(int after, bool dies, int *calls) : m_after(after), m_dies(dies), m_calls(calls)
    {
        observe(TrafficLog::kAll);
    }
    ~Leaving() override { stop(); }

    void exchangeBegun(qint64, const TrafficExchange &) override { count(); }
    void requestHead(qint64, quint64, const TrafficHead &) override { count(); }
    void responseHead(qint64, quint64, const TrafficHead &) override { count(); }
    void responseBody(qint64, quint64, const QByteArray &) override { count(); }
    void eventEmitted(const TrafficEvent &) override { count(); }
    void exchangeEnded(qint64, quint64) override { count(); }
    bool hold(const HeldExchange &) override
    {
        count();
        return true; // dropped at once, so it goes on
    }

private:
    void count()
    {
        if (++*m_calls != m_after)
            return;
        if (m_dies)
            delete this;
        else
            stop();
    }

    int m_after;
    bool m_dies;
    int *m_calls;
};

} // namespace

class tst_ObserverLife : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesInside_data();
    void leavesInside();
    void severalThreads();
    void comesAndGoes();
    void deletesLater();
    void outlivesServers();
};

void tst_ObserverLife::leavesInside_data()
{
    QTest::addColumn<int>("after");
    QTest::addColumn<bool>("dies");
    for (int after = 1; after <= 12; ++after) {
        QTest::addRow("stops at %d", after) << after << false;
        QTest::addRow("dies at %d", after) << after << true;
    }
}

void tst_ObserverLife::leavesInside()
{
    QFETCH(const int, after);
    QFETCH(const bool, dies);
    int calls = 0;
    auto *const observer = new Leaving(after, dies, &calls);
    const std::unique_ptr<TrafficObserver> owner(dies ? nullptr : observer);
    TrafficLog other(TrafficLog::kAll); // comes behind it in the list, and misses nothing
    Serving server([](auto *, auto *res) { res->end("x"); });
    Asked asked(get(to(server.port())));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QTRY_COMPARE(other.over(TrafficSide::Server), 1);
    QCOMPARE(other.over(TrafficSide::Client), 1);
    QCOMPARE(calls, after);
}

void tst_ObserverLife::severalThreads()
{
    TrafficLog log(TrafficLog::kAll);
    ServerThread first, second;
    std::thread a([&] { ask(first.port(), 200); }), b([&] { ask(second.port(), 200); });
    a.join();
    b.join();
    QTRY_COMPARE(log.over(TrafficSide::Server), 400);
    QSet<QThread *> threads;
    for (const TrafficLog::Seen &seen : log.exchanges(TrafficSide::Server)) {
        threads.insert(seen.thread);
        QCOMPARE(seen.responseBody, "Hello"_ba);
    }
    QCOMPARE(threads.size(), 2);
    QVERIFY(threads.contains(&first) && threads.contains(&second)); // of the object, not of the observer
}

void tst_ObserverLife::comesAndGoes()
{
    ServerThread first, second;
    std::thread a([&] { ask(first.port(), 3000); }), b([&] { ask(second.port(), 3000); });
    for (int i = 0; i < 300; ++i) {
        TrafficLog log(TrafficLog::kAll); // its data dies right after stop(): nothing may run any more
        std::this_thread::yield();
    }
    a.join();
    b.join();
    QVERIFY(!TrafficObserver::isAnybodyObserving());
    TrafficLog log;
    ask(first.port(), 1);
    QTRY_COMPARE(log.over(TrafficSide::Server), 1);
}

// What a callback may do with objects: ask for their deletion.
void tst_ObserverLife::deletesLater()
{
    class Deleting : public TrafficLog
    {
    public:
        Deleting() : TrafficLog(kAll) {}
        ~Deleting() override { stop(); }
        QPointer<QObject> deleted;
        void exchangeBegun(qint64 time, const TrafficExchange &exchange) override
        {
            TrafficLog::exchangeBegun(time, exchange);
            if (exchange.side == TrafficSide::Server) {
                deleted = exchange.owner;
                exchange.owner->deleteLater();
            }
        }
    } log;
    auto *const server = new Serving([](auto *, auto *) {});
    Asked asked(get(to(server->port())));
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
    QVERIFY(!log.deleted);
    QTRY_COMPARE(log.over(TrafficSide::Server), 1);
}

void tst_ObserverLife::outlivesServers()
{
    TrafficLog log(TrafficLog::kAll);
    log.onHold = [](const HeldExchange &held) { return held.side() == TrafficSide::Server; };
    auto server = std::make_unique<Serving>([](auto *, auto *) {});
    Asked asked(get(to(server->port())));
    QTRY_COMPARE(log.held.size(), 1);
    server.reset();
    QVERIFY(!log.held.constFirst().isWaiting());
    QVERIFY(!log.held[0].resume());
    QTRY_COMPARE(asked.outcome(), u"ECONNRESET"_s);
}

QTEST_GUILESS_MAIN(tst_ObserverLife)
#include "tst_observerlife.moc"
