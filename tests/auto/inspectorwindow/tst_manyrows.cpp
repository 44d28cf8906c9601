// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorModelsTesting

// What keeps the table smooth: many rows go as ranges, and others come in their place a few at a time.

#include "samplerecords.h"

#include "asking.h"
#include "serving.h"

#include "exchangemodel.h"
#include "inspectorsession.h"
#include "numberranges.h"

#include <NodeHttp/Inspector>

#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

class tst_ManyRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { setEnabled(true); } // what is compiled here may be a release build
    void clearsAroundWhatIsUnderWay_data();
    void clearsAroundWhatIsUnderWay();
    void numberRanges();
    void rowsAreReplacedInPlace();
};

void tst_ManyRows::clearsAroundWhatIsUnderWay_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    QTest::newRow("by number") << int(Column::Number) << false;
    QTest::newRow("by number, downwards") << int(Column::Number) << true;
    QTest::newRow("by path") << int(Column::Path) << false;
}

void tst_ManyRows::clearsAroundWhatIsUnderWay()
{
    QFETCH(const int, column);
    QFETCH(const bool, descending);
    InspectorSession session;
    session.setRecording(true);
    QAbstractItemModelTester tester(session.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    session.model()->sortBy(column, descending);
    QList<ServerResponse *> held;
    std::vector<std::unique_ptr<Asked>> asked;
    Serving server([&held](auto *, auto *res) { held.append(res); });
    for (int round = 1; round <= 2; ++round) {
        addSamples(session.recorder(), 700);
        asked.push_back(std::make_unique<Asked>(get(to(server.port(), u"/held"_s))));
        QTRY_COMPARE(held.size(), round);
    }
    addSamples(session.recorder(), 700);
    const int under = 4; // both ends of two exchanges
    QTRY_COMPARE(int(session.count()), 3 * 700 + under);
    QTRY_COMPARE(session.model()->rowCount(), int(session.count()));
    session.clear();
    QCOMPARE(session.count(), under);
    QTRY_COMPARE(session.model()->rowCount(), under);
    QCOMPARE(numbersOf(*session.model()), expected(*session.recorder(), {}, Column(column), descending));
    for (ServerResponse *res : std::as_const(held))
        res->end();
    QTRY_VERIFY(session.recorder()->at(0).isOver() && session.recorder()->at(3).isOver());
    QTRY_COMPARE(session.recorder()->bodies().memoryUsed(), 0); // given back in slices
    session.clear();
    QTRY_COMPARE(session.model()->rowCount(), 0);
}

void tst_ManyRows::numberRanges()
{
    NumberRanges ranges;
    QVERIFY(ranges.isEmpty());
    ranges.add(20, 30);
    ranges.add(4, 4);
    ranges.add(6, 6);
    QCOMPARE(ranges.ranges().size(), 3u);
    ranges.add(5, 5); // joins its neighbours
    QCOMPARE(ranges.ranges().size(), 2u);
    QCOMPARE(ranges.size(), 14u);
    for (quint64 number = 0; number < 40; ++number)
        QCOMPARE(ranges.contains(number), (number >= 4 && number <= 6) || (number >= 20 && number <= 30));
    ranges.add(1, 25); // single ones of it went before
    QCOMPARE(ranges.ranges().size(), 1u);
    QCOMPARE(ranges.size(), 30u);
    QVERIFY(ranges.contains(1) && ranges.contains(30) && !ranges.contains(31) && !ranges.contains(0));
}

// What views made for their rows is not made again, and a page of new ones comes a few at a time.
void tst_ManyRows::rowsAreReplacedInPlace()
{
    InspectorSession session;
    ExchangeModel &model = *session.model();
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    addSamples(session.recorder(), 1000);
    QTRY_COMPARE(model.rowCount(), 1000);
    QSignalSpy resets(&model, &ExchangeModel::modelReset), removed(&model, &ExchangeModel::rowsRemoved),
        changed(&model, &ExchangeModel::dataChanged), inserted(&model, &ExchangeModel::rowsInserted);
    model.sortBy(int(Column::Path), true);
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(removed.count() + inserted.count(), 0);
    session.setFilterText(u"free text that is nowhere"_s);
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(removed.count(), 1);
    session.setFilterText({});
    QTRY_VERIFY(inserted.count() >= 1);
    QVERIFY(inserted.constFirst().at(2).toInt() - inserted.constFirst().at(1).toInt() < 100);
    QTRY_VERIFY(!model.isBusy());
    QVERIFY(inserted.count() > 3);
    QCOMPARE(numbersOf(model), expected(*session.recorder(), {}, Column::Path, true));
    QCOMPARE(resets.count(), 0);
}

QTEST_GUILESS_MAIN(tst_ManyRows)
#include "tst_manyrows.moc"
