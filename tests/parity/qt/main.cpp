// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// usage: parity OUT SCENARIOS.json…: writes OUT/<group>.txt for each file, as node/main.js does with Node.
//        parity --page ROOT: writes ROOT/docs/parity.md.

#include "batch.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>

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

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments().mid(1);
    if (arguments.size() < 2) {
        std::fprintf(stderr, "usage: parity OUT SCENARIOS.json...\n");
        return 2;
    }
    for (const QString &file : arguments.mid(1)) {
        const QList<Scenario> scenarios = loadScenarios(file);
        const QList<QStringList> transcripts = performAll(scenarios);
        QStringList sections;
        for (qsizetype i = 0; i < scenarios.size(); ++i)
            sections.append(transcriptSection(scenarios[i], transcripts[i]));
        if (scenarios.isEmpty() || !save(arguments[0] + u'/' + scenarios[0].group + u".txt"_s, sections.join(u'\n')))
            return 1;
    }
    return 0;
}
