// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorModelsTesting

// The table of exchanges: filter, order and selection stay right while rows come, change and go.

#include "samplerecords.h"

#include "asking.h"
#include "serving.h"

#include "exchangemodel.h"
#include "inspectorsession.h"
#include "slicedsort.h"

#include <NodeHttp/Inspector>

#include <QtCore/qrandom.h>
#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

class tst_ExchangeModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { setEnabled(true); } // what is compiled here may be a release build
    void showsWhatIsThere();
    void columns();
    void sorts_data();
    void sorts();
    void slicedSort_data();
    void slicedSort();
    void filters_data();
    void filters();
    void worksInSlices();
    void sortedWhileRowsCome();
    void followsChanges();
    void heldRowsWait();
    void rowCap();
    void clears();
    void lastWishCounts();
    void filterErrors();
    void span();
    void sessionSelection();
};

void tst_ExchangeModel::showsWhatIsThere()
{
    TrafficRecorder recorder;
    ExchangeModel model(&recorder);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy shown(&model, &ExchangeModel::shownChanged);
    addSamples(&recorder, 100);
    QCOMPARE(model.rowCount(), 0); // taken in together, a moment later
    QTRY_COMPARE(model.rowCount(), 100);
    QVERIFY(shown.count() >= 1 && shown.count() < 20);
    QCOMPARE(model.numberAt(0), 1);
    QCOMPARE(model.numberAt(99), 100);
    QCOMPARE(model.numberAt(100), 0);
    QCOMPARE(model.rowOf(50), 49);
    QCOMPARE(model.rowOf(101), -1);
}

void tst_ExchangeModel::columns()
{
    TrafficRecorder recorder;
    ExchangeModel model(&recorder);
    addSamples(&recorder, 11);
    QTRY_COMPARE(model.rowCount(), 11);
    const QModelIndex last = model.index(10, 0);
    const QStringList texts = last.data(ExchangeModel::TextsRole).toStringList();
    QCOMPARE(texts.size(), kColumnCount);
    QCOMPARE(texts.value(int(Column::Number)), u"11"_s);
    QCOMPARE(texts.value(int(Column::Method)), u"GET"_s);
    QCOMPARE(texts.value(int(Column::Status)), u"500"_s);
    QCOMPARE(texts.value(int(Column::Host)), u"host4.example"_s);
    QCOMPARE(texts.value(int(Column::Path)), u"/items/190?page=10"_s);
    QCOMPARE(texts.value(int(Column::Type)), u"application/json"_s);
    QCOMPARE(texts.value(int(Column::Reused)), u"yes"_s);
    QCOMPARE(last.data(ExchangeModel::KindRole).toInt(), int(ExchangeModel::Broken));
    QVERIFY(last.data(ExchangeModel::SummaryRole).toString().contains(u"/items/190"_s));
    for (int column = 0; column < kColumnCount; ++column) {
        QCOMPARE(model.index(10, column).data().toString(), texts.at(column));
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    }
    QCOMPARE(bytesText(0), QLocale().toString(0) + u" B"_s);
    QCOMPARE(bytesText(1536), QLocale().toString(1.5, 'f', 1) + u" kB"_s);
    QCOMPARE(durationText(-1), QString());
    QCOMPARE(durationText(1500000), QLocale().toString(1.5, 'f', 1) + u" ms"_s);
}

void tst_ExchangeModel::sorts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    for (int column = 0; column < kColumnCount; ++column) {
        QTest::addRow("%d up", column) << column << false;
        QTest::addRow("%d down", column) << column << true;
    }
}

void tst_ExchangeModel::sorts() // must 3
{
    QFETCH(const int, column);
    QFETCH(const bool, descending);
    TrafficRecorder recorder;
    addSamples(&recorder, 3000);
    ExchangeModel model(&recorder);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFilter(Filter::parse(u"-status:500"_s));
    model.sortBy(column, descending);
    QTRY_VERIFY(!model.isBusy() && model.rowCount() > 0);
    QCOMPARE(model.sortColumn(), column);
    QCOMPARE(model.isDescending(), descending);
    QCOMPARE(numbersOf(model), expected(recorder, u"-status:500"_s, Column(column), descending));
    for (int row = 0; row < model.rowCount(); row += 100)
        QCOMPARE(model.rowOf(model.numberAt(row)), row);
}

void tst_ExchangeModel::slicedSort_data()
{
    QTest::addColumn<int>("size");
    for (int size : {0, 1, 2, 511, 512, 513, 1024, 1025, 5000, 20000})
        QTest::addRow("%d", size) << size;
}

void tst_ExchangeModel::slicedSort()
{
    QFETCH(const int, size);
    QRandomGenerator random(42);
    std::vector<int> values;
    for (int i = 0; i < size; ++i)
        values.push_back(int(random.bounded(1000)));
    std::vector<int> wanted = values;
    std::sort(wanted.begin(), wanted.end());
    SlicedSort<int> sort(values);
    int steps = 1;
    double progress = 0;
    while (!sort.step(QDeadlineTimer(0), std::less<>())) {
        QVERIFY(sort.progress() >= progress && sort.progress() <= 1);
        progress = sort.progress();
        ++steps;
    }
    QVERIFY(size <= 1024 || steps > 2);
    QVERIFY(sort.take() == wanted);
}

void tst_ExchangeModel::filters_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "status:500", "method:POST host:host1*", "header:x-id=7", "body:\"item\"", "-path:/items/1*", "number:1..50",
                             "nothing-has-this"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_ExchangeModel::filters()
{
    QFETCH(const QString, text);
    InspectorSession session;
    QAbstractItemModelTester tester(session.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    addSamples(session.recorder(), 400);
    session.setFilterText(text);
    addSamples(session.recorder(), 100); // while it is worked out
    QTRY_VERIFY(!session.model()->isBusy());
    const QList<quint64> wanted = expected(*session.recorder(), text, Column::Number, false);
    QTRY_COMPARE(numbersOf(*session.model()), wanted);
    session.setFilterText({});
    QTRY_COMPARE(session.model()->rowCount(), 500);
}

void tst_ExchangeModel::worksInSlices()
{
    TrafficRecorder recorder;
    addSamples(&recorder, 30000);
    ExchangeModel model(&recorder);
    int turns = 0;
    double progress = 0;
    QTimer others; // what else the event loop has to do
    connect(&others, &QTimer::timeout, &model, [&] {
        turns += model.isBusy();
        if (model.isBusy() && model.progress() < progress)
            turns = -1000000;
        progress = model.progress();
    });
    others.start(0);
    model.setFilter(Filter::parse(u"body:item"_s));
    model.sortBy(int(Column::Path), true);
    QTRY_VERIFY(!model.isBusy() && model.rowCount() == 30000);
    QVERIFY2(turns > 3, qPrintable(QString::number(turns)));
    QCOMPARE(numbersOf(model), expected(recorder, {}, Column::Path, true));
}

void tst_ExchangeModel::sortedWhileRowsCome()
{
    TrafficRecorder recorder;
    ExchangeModel model(&recorder);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.sortBy(int(Column::Host), false);
    QSignalSpy replaced(&model, &ExchangeModel::rowsReplaced);
    for (int round = 1; round <= 10; ++round) {
        addSamples(&recorder, round == 5 ? 1000 : 20);
        QTRY_COMPARE(model.rowCount(), int(recorder.count()));
        QCOMPARE(numbersOf(model), expected(recorder, {}, Column::Host, false));
    }
    QVERIFY(replaced.count() <= 2); // the order itself, and the thousand; single rows go where they belong
}

void tst_ExchangeModel::followsChanges()
{
    InspectorSession session;
    ExchangeModel &model = *session.model();
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.sortBy(int(Column::Status), true);
    session.setFilterText(u"status:200 side:server"_s);
    session.setRecording(true);
    ServerResponse *waiting = nullptr;
    Serving server([&](auto *req, auto *res) {
        if (req->url() == "/slow"_L1)
            waiting = res;
        else
            res->end("x");
    });
    Asked slow(get(to(server.port(), u"/slow"_s)));
    QTRY_VERIFY(waiting);
    Asked quick(get(to(server.port(), u"/quick"_s)));
    QTRY_COMPARE(model.rowCount(), 1); // the slow one has no status yet
    QCOMPARE(model.record(model.numberAt(0))->path(), u"/quick"_s);
    waiting->end("x");
    QTRY_COMPARE(model.rowCount(), 2);
    session.setFilterText(u"is:pending"_s);
    QTRY_COMPARE(model.rowCount(), 0);
    session.setFilterText({});
    QTRY_COMPARE(model.rowCount(), 4);
    QVERIFY(model.record(model.numberAt(0))->isOver());
}

void tst_ExchangeModel::heldRowsWait()
{
    TrafficRecorder recorder;
    ExchangeModel model(&recorder);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    addSamples(&recorder, 10);
    QTRY_COMPARE(model.rowCount(), 10);
    model.setPaused(true);
    addSamples(&recorder, 5);
    QTRY_COMPARE(model.waiting(), 5);
    QCOMPARE(model.rowCount(), 10);
    model.sortBy(int(Column::Time), false); // what is held stays out of a new order
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.rowCount(), 10);
    model.setPaused(false);
    QTRY_COMPARE(model.rowCount(), 15);
    QCOMPARE(model.waiting(), 0);
    QCOMPARE(numbersOf(model), expected(recorder, {}, Column::Time, false));
}

void tst_ExchangeModel::rowCap() // must 2
{
    InspectorSession session;
    QAbstractItemModelTester tester(session.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    addSamples(session.recorder(), 100);
    QTRY_COMPARE(session.model()->rowCount(), 100);
    session.model()->sortBy(int(Column::Path), false);
    QTRY_COMPARE(session.model()->sortColumn(), int(Column::Path));
    session.setRowCap(40);
    QTRY_COMPARE(session.model()->rowCount(), 40);
    QCOMPARE(session.dropped(), 60);
    addSamples(session.recorder(), 500);
    QTRY_COMPARE(session.dropped(), 560);
    QTRY_COMPARE(numbersOf(*session.model()), expected(*session.recorder(), {}, Column::Path, false));
    QCOMPARE(session.count(), 40);
}

void tst_ExchangeModel::clears()
{
    InspectorSession session;
    QAbstractItemModelTester tester(session.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy counted(&session, &InspectorSession::countChanged);
    addSamples(session.recorder(), 1000);
    QTRY_COMPARE(session.model()->rowCount(), 1000);
    QVERIFY(counted.count() < 10); // once a moment, not once a record
    session.clear();
    for (int row = 0; row < session.model()->rowCount(); row += 50)
        QVERIFY(!session.model()->index(row, 0).data().isValid()); // gone before the rows know: blank
    QTRY_COMPARE(session.model()->rowCount(), 0);
    QCOMPARE(session.count(), 0);
}

void tst_ExchangeModel::lastWishCounts()
{
    TrafficRecorder recorder;
    addSamples(&recorder, 5000);
    ExchangeModel model(&recorder);
    QSignalSpy sorted(&model, &ExchangeModel::sortChanged);
    model.sortBy(int(Column::Path), false);
    model.sortBy(int(Column::Size), false);
    model.setFilter(Filter::parse(u"method:POST"_s));
    model.sortBy(int(Column::Time), true);
    QTRY_VERIFY(!model.isBusy() && model.rowCount() > 0);
    QCOMPARE(sorted.count(), 1);
    QCOMPARE(numbersOf(model), expected(recorder, u"method:POST"_s, Column::Time, true));
}

void tst_ExchangeModel::filterErrors()
{
    InspectorSession session;
    addSamples(session.recorder(), 20);
    session.setFilterText(u"status:500"_s);
    QTRY_COMPARE(session.model()->rowCount(), 2);
    session.setFilterText(u"status:500 and ("_s);
    QVERIFY(!session.filterError().isEmpty());
    QVERIFY(session.filterErrorPosition() >= 11);
    QCOMPARE(session.model()->rowCount(), 2); // the filter before it goes on
    session.setFilterText(u"status:500"_s);
    QVERIFY(session.filterError().isEmpty());
    QCOMPARE(session.filterErrorPosition(), -1);
    const QVariantMap offer = session.completions(u"status:500 meth"_s, 15);
    QVERIFY(offer.value(u"candidates"_s).toStringList().contains(u"method:"_s));
    QCOMPARE(offer.value(u"at"_s).toInt(), 11);
    QCOMPARE(offer.value(u"size"_s).toInt(), 4);
}

void tst_ExchangeModel::span()
{
    TrafficRecorder recorder;
    ExchangeModel model(&recorder);
    addSamples(&recorder, 10);
    QTRY_COMPARE(model.rowCount(), 10);
    const QList<double> span = model.span(2, 4);
    QCOMPARE(span.size(), 2);
    QVERIFY(qAbs(span.at(0) - 1764000000002) < 0.01);
    QVERIFY(span.at(1) > span.at(0) + 20); // the fifth one waits for 28 ms
    QCOMPARE(model.span(20, 30), QList<double>({0, 0}));
}

void tst_ExchangeModel::sessionSelection()
{
    InspectorSession session;
    QSignalSpy selected(&session, &InspectorSession::selectedChanged);
    addSamples(session.recorder(), 10);
    QTRY_COMPARE(session.model()->rowCount(), 10);
    session.setSelected(4);
    session.setSelected(4);
    QCOMPARE(selected.count(), 1);
    session.model()->sortBy(int(Column::Number), true);
    QTRY_VERIFY(session.model()->isDescending());
    QCOMPARE(session.model()->rowOf(session.selected()), 6);
    addSamples(session.recorder(), 5); // new ones come on top
    QTRY_COMPARE(session.model()->rowOf(session.selected()), 11);
}

QTEST_GUILESS_MAIN(tst_ExchangeModel)
#include "tst_exchangemodel.moc"
