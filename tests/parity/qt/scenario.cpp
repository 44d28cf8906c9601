// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Scenario files: what a file says once under "defaults" holds for each of its scenarios; "$name" in calls stands for
// the value of that name under "with"; "do" is short for the listener of 'request'. node/scenario.js reads the same.

#include "scenario.h"

#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qjsondocument.h>

using namespace Qt::StringLiterals;

namespace {

QJsonObject merged(QJsonObject defaults, const QJsonObject &own)
{
    for (auto it = own.begin(); it != own.end(); ++it) {
        if (it.value().isNull()) // takes back what the defaults say
            defaults.remove(it.key());
        else
            defaults.insert(it.key(), it.value());
    }
    return defaults;
}

QJsonValue filled(const QJsonValue &node, const QJsonObject &values)
{
    if (node.isString()) {
        const QString text = node.toString();
        const bool isName = text.startsWith(u'$') && values.contains(text.mid(1));
        return isName ? filled(values.value(text.mid(1)), values) : node;
    }
    if (node.isArray()) {
        QJsonArray items;
        for (const auto &item : node.toArray())
            items.append(filled(item, values));
        return items;
    }
    if (node.isObject()) {
        QJsonObject map = node.toObject();
        for (auto it = map.begin(); it != map.end(); ++it)
            *it = filled(it.value(), values);
        return map;
    }
    return node;
}

} // namespace

QList<Scenario> loadScenarios(const QString &file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject data = QJsonDocument::fromJson(input.readAll()).object();
    const QJsonObject defaults = data.value("defaults"_L1).toObject();
    const auto both = [&](const QJsonObject &own, QLatin1String key) {
        return merged(defaults.value(key).toObject(), own.value(key).toObject());
    };
    QList<Scenario> scenarios;
    for (const auto &item : data.value("scenarios"_L1).toArray()) {
        const QJsonObject own = item.toObject();
        const QJsonObject all = merged(defaults, own);
        const QJsonObject values = both(own, "with"_L1);
        Scenario scenario;
        scenario.group = QFileInfo(file).completeBaseName();
        scenario.id = own.value("id"_L1).toString();
        scenario.title = own.value("title"_L1).toString();
        for (const auto &rule : own.value("rules"_L1).toArray())
            scenario.rules.append(rule.toString());
        scenario.expect = all.value("expect"_L1).toString(u"node16"_s);
        scenario.why = all.value("why"_L1).toString();
        scenario.see = all.value("see"_L1).toString();
        scenario.server = both(own, "server"_L1);
        scenario.watch = both(own, "watch"_L1);
        QJsonObject on = both(own, "on"_L1);
        if (all.contains("do"_L1) && !on.contains("server request"_L1))
            on.insert("server request"_L1, all.value("do"_L1));
        scenario.on = filled(on, values).toObject();
        scenario.steps = filled(all.value("steps"_L1), values).toArray();
        scenario.idle = all.value("idle"_L1).toBool();
        scenario.client = all.contains("host"_L1);
        scenario.paused = all.value("host"_L1).toObject().value("paused"_L1).toBool();
        scenarios.append(scenario);
    }
    return scenarios;
}

QMap<QString, QString> loadTranscripts(const QString &file)
{
    QMap<QString, QString> sections;
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return sections;
    const QString text = u'\n' + QString::fromUtf8(input.readAll());
    for (const QString &section : text.split(u"\n=== "_s, Qt::SkipEmptyParts))
        sections.insert(section.section(u':', 0, 0), section.section(u'\n', 1).trimmed());
    return sections;
}

QString transcriptSection(const Scenario &scenario, const QStringList &lines)
{
    return u"=== %1: %2\n%3\n"_s.arg(scenario.id, scenario.title, lines.join(u'\n'));
}
