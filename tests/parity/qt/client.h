// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef PARITY_CLIENT_H
#define PARITY_CLIENT_H

#include <NodeHttp/requestoptions.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qstring.h>

class QObject;
class Run;

// What scenarios of a client have besides: the calls that make requests, agents and abort controllers.

// What \a call makes: "req", "agent", "controller"; empty when it makes nothing.
QString kindMadeBy(const QString &call);
// Makes it with the options and the listener in \a arguments. Null, and \a error, when they are refused.
QObject *makeObject(Run *run, const QString &call, const QJsonArray &arguments, NodeHttp::Error *error);

// The options that make the name of a pool.
NodeHttp::RequestOptions nameOptionsOf(const QJsonObject &given);

#endif // PARITY_CLIENT_H
