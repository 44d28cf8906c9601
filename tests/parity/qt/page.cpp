// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// docs/parity.md is made from the scenarios, the rules of the behaviour reference, the reasons in uncovered.json and
// the list of mutations, so that none of it can grow old unseen.

#include "page.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qregularexpression.h>

using namespace Qt::StringLiterals;

namespace {

QString contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString link(const QString &see)
{
    if (see.startsWith(u"differences.md"))
        return u"[differences](%1)"_s.arg(see);
    return u"[%1](node-http-behaviour.md)"_s.arg(see);
}

QString verdict(const QList<const Scenario *> &scenarios)
{
    int same = 0, later = 0, ours = 0;
    for (const Scenario *scenario : scenarios)
        ++(scenario->expect == u"node16" ? same : scenario->expect == u"node20" ? later : ours);
    QStringList parts;
    if (same > 0)
        parts.append(u"as Node 16"_s);
    if (later > 0)
        parts.append(u"as Node 20"_s);
    if (ours > 0)
        parts.append(u"differs on purpose"_s);
    return parts.join(u"; "_s);
}

QString section(const QString &rule)
{
    return rule.mid(1).section(u'.', 0, 0);
}

} // namespace

QList<Scenario> allScenarios(const QString &root)
{
    const QDir folder(root + u"/tests/parity/scenarios"_s);
    QList<Scenario> all;
    for (const QString &file : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name))
        all.append(loadScenarios(folder.filePath(file)));
    return all;
}

QStringList allRules(const QString &root)
{
    static const QRegularExpression definition(u"^(?:\\| )?(S\\d+\\.\\d+) (?:\\||\\[)"_s,
                                               QRegularExpression::MultilineOption);
    QStringList rules;
    for (const auto &match : definition.globalMatch(contents(root + u"/docs/node-http-behaviour.md"_s)))
        rules.append(match.captured(1));
    return rules;
}

QMap<QString, QString> uncoveredRules(const QString &root)
{
    QMap<QString, QString> reasons;
    const QByteArray text = contents(root + u"/tests/parity/uncovered.json"_s).toUtf8();
    for (const auto &item : QJsonDocument::fromJson(text).array()) {
        const QJsonObject entry = item.toObject();
        for (const auto &name : entry.value("rules"_L1).toArray()) { // "S5.1" or "S5.1-S5.9"
            const QString first = name.toString().section(u'-', 0, 0);
            const QString last = name.toString().section(u'-', -1);
            const QString prefix = first.section(u'.', 0, 0) + u'.';
            for (int n = first.section(u'.', 1).toInt(); n <= last.section(u'.', 1).toInt(); ++n)
                reasons.insert(prefix + QString::number(n), entry.value("why"_L1).toString());
        }
    }
    return reasons;
}

QString parityPage(const QString &root)
{
    const QList<Scenario> scenarios = allScenarios(root);
    const QMap<QString, QString> reasons = uncoveredRules(root);
    QMap<QString, QList<const Scenario *>> shown;
    int same = 0, later = 0;
    for (const Scenario &scenario : scenarios) {
        same += scenario.expect == u"node16";
        later += scenario.expect == u"node20";
        for (const QString &rule : scenario.rules)
            shown[rule].append(&scenario);
    }
    const QStringList rules = allRules(root);
    const qsizetype covered = std::count_if(rules.begin(), rules.end(), [&](const QString &r) { return shown.contains(r); });

    QString page = u"# Parity with Node, measured\n\n"_s;
    page += u"This page is made by `tests/parity/record`; `tests/parity/README.md` says how. A test\n"_s
          + u"compares the library with the recorded transcripts, another this page with its sources.\n\n"_s;
    page += u"| | |\n|---|---|\n"_s;
    const auto count = [&page](const QString &what, qsizetype number) {
        page += u"| %1 | %2 |\n"_s.arg(what).arg(number);
    };
    count(u"scenarios"_s, scenarios.size());
    count(u"the same as Node 16.16.0"_s, same);
    count(u"the same as Node 20.20.2, where Node 16 is not the target"_s, later);
    count(u"different on purpose"_s, scenarios.size() - same - later);
    count(u"rules of the [behaviour reference](node-http-behaviour.md)"_s, rules.size());
    count(u"rules with a scenario"_s, covered);
    count(u"rules without, with a reason"_s, rules.size() - covered);

    page += u"\n## Rules and their scenarios\n"_s;
    QString current;
    for (const QString &rule : rules) {
        if (!shown.contains(rule))
            continue;
        if (section(rule) != current) {
            current = section(rule);
            page += u"\n### Section %1\n\n| rule | scenarios | verdict |\n|---|---|---|\n"_s.arg(current);
        }
        QStringList ids;
        for (const Scenario *scenario : shown.value(rule))
            ids.append(u'`' + scenario->id + u'`');
        page += u"| %1 | %2 | %3 |\n"_s.arg(rule, ids.join(u", "_s), verdict(shown.value(rule)));
    }

    page += u"\n## Where Node 16 is not what we do\n\n| scenario | expected | why | see |\n|---|---|---|---|\n"_s;
    for (const Scenario &scenario : scenarios) {
        if (scenario.expect != u"node16") {
            page += u"| `%1` | %2 | %3 | %4 |\n"_s.arg(scenario.id, scenario.expect == u"ours" ? u"ours"_s : u"Node 20"_s,
                                                    scenario.why, link(scenario.see));
        }
    }

    page += u"\n## Rules without a scenario\n\n| rules | why |\n|---|---|\n"_s;
    QStringList row;
    QString why;
    const auto flush = [&] {
        if (!row.isEmpty())
            page += u"| %1 | %2 |\n"_s.arg(row.join(u", "_s), why);
        row.clear();
    };
    for (const QString &rule : rules) {
        if (shown.contains(rule))
            continue;
        const QString reason = reasons.value(rule, u"**no reason given**"_s);
        if (reason != why)
            flush();
        why = reason;
        row.append(rule);
    }
    flush();
    return page + u'\n' + contents(root + u"/tests/parity/mutations.md"_s);
}
