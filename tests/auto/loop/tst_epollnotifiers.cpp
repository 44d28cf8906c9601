// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Socket notifiers under our event loop and under Qt's, on bare descriptors.

#include "loops.h"
#include "watch.h"

#include <QtCore/qeventloop.h>

#include <netinet/in.h>

using namespace NodeHttp;

class tst_EpollNotifiers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void read_data() { addLoops(); }
    void read();
    void write_data() { addLoops(); }
    void write();
    void exception_data() { addLoops(); }
    void exception();
    void hangUp_data() { addLoops(); }
    void hangUp();
    void twoOnOneDescriptor_data() { addLoops(); }
    void twoOnOneDescriptor();
    void disabledInItsSlot_data() { addLoops(); }
    void disabledInItsSlot();
    void deletedInItsSlot_data() { addLoops(); }
    void deletedInItsSlot();
    void disabledByAnother_data() { addLoops(); }
    void disabledByAnother();
    void enabledInASlot_data() { addLoops(); }
    void enabledInASlot();
    void nestedLoopInASlot_data() { addLoops(); }
    void nestedLoopInASlot();
    void nestedLoopDeliversTheRest_data() { addLoops(); }
    void nestedLoopDeliversTheRest();
    void excluded_data() { addQuietLoops(); }
    void excluded();
    void eventsCanBeFiltered_data() { addLoops(); }
    void eventsCanBeFiltered();
    void movedToAnotherThread_data() { addLoops(); }
    void movedToAnotherThread();
    void manyReadyAtOnce_data() { addLoops(); }
    void manyReadyAtOnce();
};

void tst_EpollNotifiers::read()
{
    inLoop([] {
        Pair pair;
        Watch watch(pair.a, QSocketNotifier::Read, [&] { drain(pair.a); });
        turns(3);
        QCOMPARE(watch.activated, 0);
        QVERIFY(pair.feed());
        QVERIFY(oneTurn(QEventLoop::WaitForMoreEvents));
        QCOMPARE(watch.activated, 1);
        turns(3);
        QCOMPARE(watch.activated, 1);
        watch.notifier->setEnabled(false);
        QVERIFY(pair.feed());
        turns(3);
        QCOMPARE(watch.activated, 1);
        watch.notifier->setEnabled(true);
        QTRY_COMPARE(watch.activated, 2);
    });
}

void tst_EpollNotifiers::write() // level-triggered: as long as there is room
{
    inLoop([] {
        Pair pair;
        Watch watch(pair.a, QSocketNotifier::Write);
        turns(3);
        QCOMPARE_GE(watch.activated, 2);
        QVERIFY(pair.fillUp());
        turns(2);
        const int before = watch.activated;
        turns(3);
        QCOMPARE(watch.activated, before);
        drain(pair.b);
        QTRY_VERIFY(watch.activated > before);
    });
}

void tst_EpollNotifiers::exception() // urgent data of TCP
{
    inLoop([] {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        QCOMPARE(::bind(listener, reinterpret_cast<sockaddr *>(&address), size), 0);
        QCOMPARE(::listen(listener, 1), 0);
        ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
        const int client = ::socket(AF_INET, SOCK_STREAM, 0);
        QCOMPARE(::connect(client, reinterpret_cast<sockaddr *>(&address), size), 0);
        const int served = ::accept(listener, nullptr, nullptr);
        {
            Watch urgent(served, QSocketNotifier::Exception, [&] {
                char byte;
                QCOMPARE(::recv(served, &byte, 1, MSG_OOB), 1);
            });
            Watch plain(served, QSocketNotifier::Read);
            turns(3);
            QCOMPARE(urgent.activated, 0);
            QCOMPARE(::send(client, "!", 1, MSG_OOB), 1);
            QTRY_COMPARE(urgent.activated, 1);
            turns(3);
            QCOMPARE(urgent.activated, 1);
        }
        ::close(served);
        ::close(client);
        ::close(listener);
    });
}

void tst_EpollNotifiers::hangUp() // wakes whoever watches, for whatever
{
    inLoop([] {
        Pair pair;
        QVERIFY(pair.fillUp());
        Watch read(pair.a, QSocketNotifier::Read, [&] { read.notifier->setEnabled(false); });
        Watch write(pair.a, QSocketNotifier::Write, [&] { write.notifier->setEnabled(false); });
        turns(2);
        QCOMPARE(read.activated, 0);
        pair.closeB();
        QTRY_COMPARE(read.activated, 1);
        QTRY_COMPARE(write.activated, 1);
        turns(3); // and nothing spins once nobody watches
        QCOMPARE(read.activated + write.activated, 2);
        QVERIFY(!oneTurn());
    });
}

void tst_EpollNotifiers::twoOnOneDescriptor()
{
    inLoop([] {
        Pair pair;
        Watch read(pair.a, QSocketNotifier::Read, [&] { drain(pair.a); });
        Watch write(pair.a, QSocketNotifier::Write);
        QVERIFY(pair.feed());
        turns(3);
        QCOMPARE(read.activated, 1);
        QCOMPARE_GE(write.activated, 2);
        write.notifier->setEnabled(false);
        const int before = write.activated;
        QVERIFY(pair.feed());
        QTRY_COMPARE(read.activated, 2);
        QCOMPARE(write.activated, before);
        read.notifier.reset();
        write.notifier->setEnabled(true);
        QVERIFY(pair.feed());
        QTRY_VERIFY(write.activated > before);
        QCOMPARE(read.activated, 2);
    });
}

void tst_EpollNotifiers::disabledInItsSlot()
{
    inLoop([] {
        Pair pair;
        QVERIFY(pair.feed());
        Watch watch(pair.a, QSocketNotifier::Read, [&] { watch.notifier->setEnabled(false); });
        turns(4);
        QCOMPARE(watch.activated, 1); // although it was not read
        watch.notifier->setEnabled(true);
        turns(4);
        QCOMPARE(watch.activated, 2);
    });
}

void tst_EpollNotifiers::deletedInItsSlot()
{
    inLoop([] {
        Pair pair;
        QVERIFY(pair.feed());
        int read = 0;
        auto *notifier = new QSocketNotifier(pair.a, QSocketNotifier::Read);
        connect(notifier, &QSocketNotifier::activated, notifier, [&] {
            ++read;
            delete notifier;
        });
        Watch write(pair.a, QSocketNotifier::Write);
        turns(4);
        QCOMPARE(read, 1);
        QCOMPARE_GE(write.activated, 3);
    });
}

void tst_EpollNotifiers::disabledByAnother() // although both were ready
{
    inLoop([] {
        Pair one, two;
        QVERIFY(one.feed() && two.feed());
        int activated = 0;
        std::unique_ptr<Watch> first, second;
        const auto onlyOne = [&](std::unique_ptr<Watch> &other) {
            ++activated;
            other->notifier.reset();
        };
        first = std::make_unique<Watch>(one.a, QSocketNotifier::Read, [&] { onlyOne(second); first->notifier->setEnabled(false); });
        second = std::make_unique<Watch>(two.a, QSocketNotifier::Read, [&] { onlyOne(first); second->notifier->setEnabled(false); });
        turns(4);
        QCOMPARE(activated, 1);
    });
}

void tst_EpollNotifiers::enabledInASlot()
{
    inLoop([] {
        Pair one, two;
        QVERIFY(one.feed() && two.feed());
        Watch second(two.a, QSocketNotifier::Read, [&] { second.notifier->setEnabled(false); });
        second.notifier->setEnabled(false);
        Watch first(one.a, QSocketNotifier::Read, [&] {
            first.notifier->setEnabled(false);
            second.notifier->setEnabled(true);
        });
        QTRY_COMPARE(second.activated, 1);
        QCOMPARE(first.activated, 1);
    });
}

void tst_EpollNotifiers::nestedLoopInASlot()
{
    inLoop([] {
        Pair one, two;
        int inside = 0;
        QEventLoop nested;
        Watch second(two.a, QSocketNotifier::Read, [&] {
            drain(two.a);
            ++inside;
            nested.quit();
        });
        Watch first(one.a, QSocketNotifier::Read, [&] {
            drain(one.a);
            QVERIFY(two.feed());
            nested.exec();
            QCOMPARE(inside, first.activated);
        });
        QVERIFY(one.feed());
        QTRY_COMPARE(inside, 1);
        QCOMPARE(first.activated, 1);
        QVERIFY(one.feed());
        QTRY_COMPARE(inside, 2);
        QCOMPARE(first.activated, 2);
    });
}

void tst_EpollNotifiers::nestedLoopDeliversTheRest() // of what was ready in the outer turn, once
{
    inLoop([] {
        constexpr int kPairs = 10;
        std::vector<std::unique_ptr<Pair>> pairs;
        std::vector<std::unique_ptr<Watch>> watches;
        int activated = 0;
        int spurious = 0;
        bool nestedRan = false;
        for (int i = 0; i < kPairs; ++i) {
            pairs.push_back(std::make_unique<Pair>());
            const int descriptor = pairs.back()->a;
            QVERIFY(pairs.back()->feed());
            watches.push_back(std::make_unique<Watch>(descriptor, QSocketNotifier::Read, [&, descriptor] {
                char byte;
                spurious += ::read(descriptor, &byte, 1) != 1;
                ++activated;
                if (!std::exchange(nestedRan, true)) {
                    QEventLoop nested;
                    QTimer check;
                    connect(&check, &QTimer::timeout, &nested, [&] {
                        if (activated == kPairs)
                            nested.quit();
                    });
                    check.start(0);
                    nested.exec();
                }
            }));
        }
        QTRY_COMPARE(activated, kPairs);
        turns(3);
        QCOMPARE(activated, kPairs);
        QCOMPARE(spurious, 0);
    });
}

void tst_EpollNotifiers::excluded()
{
    inLoop([] {
        Pair pair;
        QVERIFY(pair.feed());
        Watch watch(pair.a, QSocketNotifier::Read, [&] { drain(pair.a); });
        for (int i = 0; i < 3; ++i)
            QVERIFY(!oneTurn(QEventLoop::ExcludeSocketNotifiers) || i == 0);
        QCOMPARE(watch.activated, 0);
        QTimer timer;
        timer.setSingleShot(true);
        timer.start(30); // blocks until then, not longer
        while (timer.isActive())
            oneTurn(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
        QCOMPARE(watch.activated, 0);
        turns(2);
        QCOMPARE(watch.activated, 1);
    });
}

void tst_EpollNotifiers::eventsCanBeFiltered()
{
    inLoop([] {
        struct Filter : QObject
        {
            int seen = 0;
            bool eventFilter(QObject *, QEvent *event) override
            {
                seen += event->type() == QEvent::SockAct;
                return event->type() == QEvent::SockAct;
            }
        } filter;
        Pair pair;
        QVERIFY(pair.feed());
        Watch watch(pair.a, QSocketNotifier::Read);
        watch.notifier->installEventFilter(&filter);
        turns(3);
        QCOMPARE_GE(filter.seen, 2);
        QCOMPARE(watch.activated, 0);
    });
}

void tst_EpollNotifiers::movedToAnotherThread()
{
    QFETCH(const LoopKind, loop);
    Pair pair;
    std::atomic<QThread *> activatedIn{nullptr};
    QSocketNotifier notifier(pair.a, QSocketNotifier::Read);
    QThread *const here = QThread::currentThread();
    LoopThread thread(loop, [&] {
        QEventLoop events;
        connect(&notifier, &QSocketNotifier::activated, &events, [&] {
            activatedIn = QThread::currentThread();
            drain(pair.a);
            notifier.moveToThread(here);
            events.quit();
        });
        events.exec();
    });
    notifier.moveToThread(&thread);
    QVERIFY(pair.feed());
    QVERIFY(thread.wait(5000));
    QCOMPARE(activatedIn.load(), &thread);
    int again = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        drain(pair.a);
        ++again;
    });
    QVERIFY(pair.feed());
    QTRY_COMPARE(again, 1);
}

void tst_EpollNotifiers::manyReadyAtOnce() // more than one wait of epoll tells
{
    inLoop([] {
        constexpr int kPairs = 400; // both ends make 800 descriptors
        std::vector<std::unique_ptr<Pair>> pairs;
        std::vector<std::unique_ptr<Watch>> watches;
        int activated = 0;
        for (int i = 0; i < kPairs; ++i) {
            pairs.push_back(std::make_unique<Pair>());
            for (const int descriptor : {pairs.back()->a, pairs.back()->b}) {
                QVERIFY(descriptor >= 0);
                watches.push_back(std::make_unique<Watch>(descriptor, QSocketNotifier::Read, [&, descriptor] {
                    drain(descriptor);
                    ++activated;
                }));
            }
            QVERIFY(pairs.back()->feed());
            QCOMPARE(::write(pairs.back()->a, "x", 1), 1);
        }
        QTRY_COMPARE(activated, 2 * kPairs);
        turns(2);
        QCOMPARE(activated, 2 * kPairs);
    });
}

QTEST_GUILESS_MAIN(tst_EpollNotifiers)
#include "tst_epollnotifiers.moc"
