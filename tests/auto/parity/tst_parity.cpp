// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
//
// links: nodehttp_parity

// Performs the scenarios of tests/parity with the library and compares what happens with what was recorded from Node,
// or, where we differ on purpose, with our own transcript.

#include "batch.h"
#include "page.h"

#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qset.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

namespace {

const QString kRoot = QStringLiteral(NODEHTTP_SOURCE_DIR);

QString contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString recorded(const QString &who, const Scenario &scenario)
{
    static QHash<QString, QMap<QString, QString>> files;
    const QString path = kRoot + u"/tests/parity/transcripts/%1/%2.txt"_s.arg(who, scenario.group);
    if (!files.contains(path))
        files.insert(path, loadTranscripts(path));
    return files.value(path).value(scenario.id);
}

// Where two transcripts part, with what led there.
QByteArray difference(const QString &actual, const QString &expected)
{
    const QStringList a = actual.split(u'\n'), e = expected.split(u'\n');
    qsizetype at = 0;
    while (at < qMin(a.size(), e.size()) && a[at] == e[at])
        ++at;
    QStringList lines = {u"the transcripts part at line %1"_s.arg(at + 1)};
    for (const QString &line : a.mid(qMax<qsizetype>(0, at - 4), qMin<qsizetype>(at, 4)))
        lines.append(u"      "_s + line);
    for (const QString &line : e.mid(at, 6))
        lines.append(u"Node: "_s + line);
    for (const QString &line : a.mid(at, 6))
        lines.append(u"ours: "_s + line);
    return lines.join(u"\n   "_s).toUtf8();
}

} // namespace

class tst_Parity : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void scenario_data();
    void scenario();
    void everyRuleIsAccountedFor();
    void pageIsUpToDate();

private:
    QList<Scenario> m_scenarios;
    QList<QStringList> m_transcripts;
};

void tst_Parity::initTestCase()
{
    m_scenarios = allScenarios(kRoot);
    QVERIFY(m_scenarios.size() >= 600);
    m_transcripts = performAll(m_scenarios);
    QCOMPARE(m_transcripts.size(), m_scenarios.size());
}

void tst_Parity::scenario_data()
{
    QTest::addColumn<qsizetype>("index");
    QSet<QString> ids;
    for (qsizetype i = 0; i < m_scenarios.size(); ++i) {
        QVERIFY2(!ids.contains(m_scenarios[i].id), qPrintable(m_scenarios[i].id));
        ids.insert(m_scenarios[i].id);
        QTest::addRow("%s", qPrintable(m_scenarios[i].id)) << i;
    }
}

void tst_Parity::scenario()
{
    QFETCH(const qsizetype, index);
    const Scenario &scenario = m_scenarios[index];
    QVERIFY(!scenario.title.isEmpty() && !scenario.rules.isEmpty());
    const QString expected = recorded(scenario.expect, scenario);
    QVERIFY2(!expected.isEmpty(), "nothing is recorded: see tests/parity/README.md");
    const QString actual = m_transcripts[index].join(u'\n').trimmed();
    QVERIFY2(actual == expected, difference(actual, expected).constData());
    if (scenario.expect == u"node16")
        return;
    QVERIFY2(!scenario.why.isEmpty() && !scenario.see.isEmpty(), "a difference needs a reason and a place that gives it");
    QVERIFY2(actual != recorded(u"node16"_s, scenario), "Node 16 does the same: no difference to declare");
}

void tst_Parity::everyRuleIsAccountedFor()
{
    const QStringList rules = allRules(kRoot);
    QVERIFY(rules.size() > 400);
    const QString differences = contents(kRoot + u"/docs/differences.md"_s);
    QSet<QString> covered;
    for (const Scenario &scenario : std::as_const(m_scenarios)) {
        for (const QString &rule : scenario.rules) {
            QVERIFY2(rules.contains(rule), qPrintable(scenario.id + u" cites "_s + rule));
            covered.insert(rule);
        }
        if (scenario.see.startsWith(u"differences.md#")) {
            const QString heading = scenario.see.section(u'#', 1).replace(u'-', u' ');
            QVERIFY2(differences.contains(u"\n## "_s + heading, Qt::CaseInsensitive), qPrintable(scenario.see));
        } else if (!scenario.see.isEmpty()) {
            QVERIFY2(rules.contains(scenario.see), qPrintable(scenario.id + u" points at "_s + scenario.see));
        }
    }
    const QMap<QString, QString> reasons = uncoveredRules(kRoot);
    for (const QString &rule : rules)
        QVERIFY2(covered.contains(rule) != reasons.contains(rule), qPrintable(rule));
    for (auto it = reasons.begin(); it != reasons.end(); ++it)
        QVERIFY2(rules.contains(it.key()) && !it.value().isEmpty(), qPrintable(it.key()));
}

void tst_Parity::pageIsUpToDate()
{
    QVERIFY2(contents(kRoot + u"/docs/parity.md"_s) == parityPage(kRoot), "make it anew with: tests/parity/record --page");
}

QTEST_GUILESS_MAIN(tst_Parity)
#include "tst_parity.moc"
