// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef PARITY_TABLES_H
#define PARITY_TABLES_H

#include <QtCore/qjsonarray.h>
#include <QtCore/qstring.h>

class QObject;
class Run;

// What Node's names mean here; docs/node-map.md as code.

// Calls \a method and returns what belongs behind the call in the transcript: its result, or what was refused.
QString performCall(Run *run, QObject *object, const QString &method, const QJsonArray &arguments, int number);
void assignProperty(QObject *object, const QString &property, const QJsonValue &value);
QString propertyText(const Run *run, QObject *object, const QString &property);

// Makes \a run hear of \a event; false when there is no such event.
bool connectEvent(Run *run, QObject *object, const QString &name, const QString &event);

#endif // PARITY_TABLES_H
