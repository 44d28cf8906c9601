// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef PARITY_SCENARIO_H
#define PARITY_SCENARIO_H

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmap.h>
#include <QtCore/qstringlist.h>

// One scenario, with the defaults of its file filled in. tests/parity/README.md explains the members.
struct Scenario
{
    QString group;        // name of the file it stands in
    QString id;
    QString title;
    QStringList rules;
    QString expect;       // whose transcript we must match: "node16", "node20" or "ours"
    QString why;          // when it is not node16: the reason…
    QString see;          // …and the place that says so: a row of docs/differences.md, or a rule marked target
    QJsonObject server;
    QJsonObject watch;
    QJsonObject on;
    QJsonArray steps;
    bool idle = false;    // the server does not listen by itself
    bool client = false;  // there is no server, but a host of bytes…
    bool paused = false;  // …which may leave unread what arrives
};

QList<Scenario> loadScenarios(const QString &file);

// "id" → the lines of its transcript, from a file with one section a scenario.
QMap<QString, QString> loadTranscripts(const QString &file);
QString transcriptSection(const Scenario &scenario, const QStringList &lines);

#endif // PARITY_SCENARIO_H
