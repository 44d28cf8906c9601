// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// AbortController and AbortSignal, S2.104.

#include <NodeHttp/AbortController>

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qpointer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_AbortSignal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fresh();
    void fires();
    void ownReason();
    void firesOnce();
    void alreadyAborted();
    void timeout_data();
    void timeout();
    void timeoutOfDeletedSignal();
    void deletedInSlot();
    void ownership();
};

void tst_AbortSignal::fresh()
{
    const AbortController controller;
    QVERIFY(controller.signal());
    QCOMPARE(controller.signal(), controller.signal());
    QVERIFY(!controller.signal()->isAborted());
    QVERIFY(!controller.signal()->reason());
}

void tst_AbortSignal::fires()
{
    AbortController controller;
    AbortSignal *const signal = controller.signal();
    Error seen;
    connect(signal, &AbortSignal::aborted, this, [&] {
        QVERIFY(signal->isAborted()); // the state is there before the event
        seen = signal->reason();
    });
    controller.abort();
    QCOMPARE(seen.code(), u"ABORT_ERR"_s);
    QCOMPARE(seen.name(), u"AbortError"_s);
    QCOMPARE(seen.message(), u"The operation was aborted"_s);
    QCOMPARE(signal->property("isAborted").toBool(), true);
}

void tst_AbortSignal::ownReason()
{
    AbortController controller;
    controller.abort(Error(u"MINE"_s, u"enough"_s));
    QCOMPARE(controller.signal()->reason().code(), u"MINE"_s);
}

void tst_AbortSignal::firesOnce()
{
    AbortController controller;
    QSignalSpy spy(controller.signal(), &AbortSignal::aborted);
    connect(controller.signal(), &AbortSignal::aborted, &controller, [&] { controller.abort(Error(u"B"_s, u"b"_s)); });
    controller.abort(Error(u"A"_s, u"a"_s));
    controller.abort();
    QCOMPARE(spy.count(), 1);
    QCOMPARE(controller.signal()->reason().code(), u"A"_s);
}

void tst_AbortSignal::alreadyAborted()
{
    const std::unique_ptr<AbortSignal> plain(AbortSignal::abort());
    QVERIFY(plain->isAborted());
    QCOMPARE(plain->reason().code(), u"ABORT_ERR"_s);
    const std::unique_ptr<AbortSignal> own(AbortSignal::abort(Error(u"MINE"_s, u"enough"_s)));
    QCOMPARE(own->reason().code(), u"MINE"_s);
}

void tst_AbortSignal::timeout_data()
{
    QTest::addColumn<int>("milliseconds");
    QTest::newRow("soon") << 30;
    QTest::newRow("at once") << 0;
    QTest::newRow("in the past") << -5;
}

void tst_AbortSignal::timeout()
{
    QFETCH(const int, milliseconds);
    QElapsedTimer timer;
    timer.start();
    const std::unique_ptr<AbortSignal> signal(AbortSignal::timeout(std::chrono::milliseconds(milliseconds)));
    QSignalSpy spy(signal.get(), &AbortSignal::aborted);
    QVERIFY(!signal->isAborted());
    QTRY_COMPARE(spy.count(), 1);
    QVERIFY(timer.elapsed() >= milliseconds - milliseconds / 10);
    QCOMPARE(signal->reason().code(), u"TIMEOUT_ERR"_s);
    QCOMPARE(signal->reason().name(), u"TimeoutError"_s);
    QCOMPARE(signal->reason().message(), u"The operation was aborted due to timeout"_s);
}

void tst_AbortSignal::timeoutOfDeletedSignal()
{
    QSignalSpy spy(AbortSignal::timeout(std::chrono::milliseconds(1), this), &AbortSignal::aborted);
    delete findChild<AbortSignal *>();
    const std::unique_ptr<AbortSignal> later(AbortSignal::timeout(std::chrono::milliseconds(20)));
    QTRY_VERIFY(later->isAborted());
    QCOMPARE(spy.count(), 0);
}

void tst_AbortSignal::deletedInSlot()
{
    auto *controller = new AbortController;
    const QPointer<AbortSignal> signal = controller->signal();
    connect(signal, &AbortSignal::aborted, this, [&] { delete controller; });
    controller->abort();
    QVERIFY(!signal);
}

void tst_AbortSignal::ownership()
{
    QPointer<AbortSignal> ofController, ofParent;
    {
        QObject parent;
        const AbortController controller;
        ofController = controller.signal();
        ofParent = AbortSignal::timeout(std::chrono::hours(1), &parent);
        QSignalSpy spy(ofController.data(), &AbortSignal::aborted);
        QCOMPARE(ofParent->parent(), &parent);
    }
    QVERIFY(!ofController && !ofParent);
}

QTEST_GUILESS_MAIN(tst_AbortSignal)
#include "tst_abortsignal.moc"
