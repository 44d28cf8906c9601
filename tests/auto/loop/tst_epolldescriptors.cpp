// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Descriptors that are closed, reused, duplicated or no sockets at all while notifiers watch them, under our event loop
// and under Qt's.

#include "loops.h"
#include "watch.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qtemporaryfile.h>

using namespace NodeHttp;

class tst_EpollDescriptors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void closedBeforeDisabled_data() { addLoops(); }
    void closedBeforeDisabled();
    void closedAndOpenedAgain_data() { addLoops(); }
    void closedAndOpenedAgain();
    void reusedWithinOneTurn_data() { addLoops(); }
    void reusedWithinOneTurn();
    void reusedUnderAnEnabledNotifier_data() { addQuietLoops(); }
    void reusedUnderAnEnabledNotifier();
    void duplicateOutlivesTheNotifier_data() { addLoops(); }
    void duplicateOutlivesTheNotifier();
    void invalidDescriptor_data() { addQuietLoops(); }
    void invalidDescriptor();
    void regularFile_data() { addLoops(); }
    void regularFile();
};

void tst_EpollDescriptors::closedBeforeDisabled()
{
    inLoop([] {
        Pair pair;
        Watch watch(pair.a, QSocketNotifier::Read);
        turns(2);
        pair.closeA();
        watch.notifier->setEnabled(false);
        watch.notifier.reset();
        turns(2);
        QCOMPARE(watch.activated, 0);
    });
}

void tst_EpollDescriptors::closedAndOpenedAgain() // the number is soon somebody else's
{
    inLoop([] {
        Pair other;
        for (int i = 0; i < 20; ++i) {
            Pair pair;
            const int number = pair.a;
            auto old = std::make_unique<Watch>(pair.a, QSocketNotifier::Read);
            turns(1);
            pair.closeA();
            pair.a = ::dup(other.a);
            QCOMPARE(pair.a, number);
            old.reset(); // after its number was taken
            Watch watch(pair.a, QSocketNotifier::Read, [&] { drain(pair.a); });
            QVERIFY(other.feed());
            QTRY_COMPARE(watch.activated, 1);
        }
    });
}

void tst_EpollDescriptors::reusedWithinOneTurn()
{
    inLoop([] {
        Pair one, two, fresh;
        QVERIFY(one.feed() && two.feed());
        // Whichever comes first closes the other and reuses its number; what was ready there must not be announced.
        std::unique_ptr<Watch> first, second, replacement;
        const auto replace = [&](std::unique_ptr<Watch> &mine, int own, std::unique_ptr<Watch> &other, Pair &pair) {
            drain(own);
            if (replacement)
                return;
            Q_UNUSED(mine);
            other->notifier->setEnabled(false);
            const int number = pair.a;
            pair.closeA();
            pair.a = ::dup(fresh.a);
            QCOMPARE(pair.a, number);
            replacement = std::make_unique<Watch>(pair.a, QSocketNotifier::Read);
        };
        first = std::make_unique<Watch>(one.a, QSocketNotifier::Read, [&] { replace(first, one.a, second, two); });
        second = std::make_unique<Watch>(two.a, QSocketNotifier::Read, [&] { replace(second, two.a, first, one); });
        turns(4);
        QVERIFY(replacement);
        QCOMPARE(first->activated + second->activated, 1);
        QCOMPARE(replacement->activated, 0);
        QVERIFY(fresh.feed());
        QTRY_VERIFY(replacement->activated > 0);
    });
}

void tst_EpollDescriptors::reusedUnderAnEnabledNotifier() // a mistake of the user, which Qt survives with a warning
{
    inLoop([] {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Multiple socket notifiers for same socket")));
        Pair pair, other;
        auto old = std::make_unique<Watch>(pair.a, QSocketNotifier::Read);
        turns(1);
        const int number = pair.a;
        pair.closeA();
        pair.a = ::dup(other.a);
        QCOMPARE(pair.a, number);
        Watch watch(pair.a, QSocketNotifier::Read, [&] { drain(pair.a); });
        turns(1);
        QVERIFY(other.feed());
        QTRY_VERIFY(watch.activated > 0);
    });
}

void tst_EpollDescriptors::duplicateOutlivesTheNotifier() // epoll goes on watching what is behind a closed number
{
    inLoop([] {
        Pair pair;
        Watch watch(pair.a, QSocketNotifier::Read);
        turns(1);
        const int duplicate = ::dup(pair.a);
        pair.closeA();
        watch.notifier.reset();
        QVERIFY(pair.feed()); // which makes the duplicate readable, for ever
        turns(3);
        QCOMPARE(watch.activated, 0);
        QVERIFY(!oneTurn()); // and the loop does not spin over it

        Pair later;
        Watch other(later.a, QSocketNotifier::Read, [&] { drain(later.a); });
        QVERIFY(later.feed());
        QTRY_COMPARE(other.activated, 1);
        ::close(duplicate);
    });
}

void tst_EpollDescriptors::invalidDescriptor()
{
    inLoop([] {
        Pair pair;
        const int number = pair.a;
        pair.closeA();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Invalid socket %1 with type Read").arg(number)));
        Watch watch(number, QSocketNotifier::Read);
        turns(2);
        QVERIFY(!watch.notifier->isEnabled());
        QCOMPARE(watch.activated, 0);
    });
}

void tst_EpollDescriptors::regularFile() // is always ready
{
    inLoop([] {
        QTemporaryFile file;
        QVERIFY(file.open());
        QVERIFY(file.write("abc") == 3 && file.flush() && file.seek(0));
        Watch read(file.handle(), QSocketNotifier::Read);
        Watch write(file.handle(), QSocketNotifier::Write);
        Watch exception(file.handle(), QSocketNotifier::Exception);
        Pair pair;
        Watch other(pair.a, QSocketNotifier::Read, [&] { drain(pair.a); });
        QVERIFY(pair.feed());
        for (int i = 1; i <= 3; ++i) {
            QVERIFY(oneTurn(QEventLoop::WaitForMoreEvents));
            QCOMPARE_GE(read.activated, i - 1);
            QCOMPARE_GE(write.activated, i - 1);
        }
        QCOMPARE(other.activated, 1);
        QCOMPARE(exception.activated, 0);
        write.notifier->setEnabled(false);
        const int before = write.activated;
        turns(2);
        QCOMPARE(write.activated, before);
        read.notifier->setEnabled(false);
        exception.notifier->setEnabled(false);
        const int reads = read.activated;
        turns(2);
        QCOMPARE(read.activated, reads);
        read.notifier->setEnabled(true);
        QTRY_VERIFY(read.activated > reads);
    });
}

QTEST_GUILESS_MAIN(tst_EpollDescriptors)
#include "tst_epolldescriptors.moc"
