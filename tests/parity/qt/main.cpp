// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// usage: parity [--expect WHO] OUT SCENARIOS.json...: writes OUT/<group>.txt for each file, as node/main.js does with Node.
//        parity --page ROOT: writes ROOT/docs/parity.md.
//        parity --serve: takes such arguments, separated by tabs, from the lines of its input, and answers each with "done".

#include "batch.h"
#include "page.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qtextstream.h>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

bool save(const QString &path, const QString &text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0)
        return true;
    std::fprintf(stderr, "parity: cannot write %s\n", qPrintable(path));
    return false;
}

int perform(QStringList arguments)
{
    QString who;
    if (arguments.value(0) == u"--page" && arguments.size() == 2)
        return save(arguments[1] + u"/docs/parity.md"_s, parityPage(arguments[1])) ? 0 : 1;
    if (arguments.value(0) == u"--expect" && arguments.size() > 2) {
        who = arguments[1];
        arguments = arguments.mid(2);
    }
    if (arguments.size() < 2) {
        std::fprintf(stderr, "usage: parity [--expect WHO] OUT SCENARIOS.json...\n       parity --page ROOT\n       parity --serve\n");
        return 2;
    }
    for (const QString &file : arguments.mid(1)) {
        QList<Scenario> scenarios = loadScenarios(file);
        if (scenarios.isEmpty()) {
            std::fprintf(stderr, "parity: no scenarios in %s\n", qPrintable(file));
            return 1;
        }
        scenarios.removeIf([&](const Scenario &scenario) { return !who.isEmpty() && scenario.expect != who; });
        if (scenarios.isEmpty())
            continue;
        const QList<QStringList> transcripts = performAll(scenarios);
        QStringList sections;
        for (qsizetype i = 0; i < scenarios.size(); ++i)
            sections.append(transcriptSection(scenarios[i], transcripts[i]));
        if (!save(arguments[0] + u'/' + scenarios[0].group + u".txt"_s, sections.join(u'\n')))
            return 1;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments().mid(1);
    if (arguments != QStringList{u"--serve"_s})
        return perform(arguments);
    QTextStream input(stdin);
    QString line;
    while (input.readLineInto(&line)) {
        if (const int failed = perform(line.split(u'\t')); failed != 0)
            return failed;
        std::puts("done");
        std::fflush(stdout);
    }
    return 0;
}
