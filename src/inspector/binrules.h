// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_BINRULES_H
#define NODEHTTP_INSPECTOR_BINRULES_H

#include "inspector/bin.h"

class QJsonArray;

namespace NodeHttp::Inspector {

/*
    Rules of a bin as text. One on a line:

        POST /orders 201 {"id": 7}
        GET  /api*   503
        PUT  /files  echo

    method (* for any), path (* stands for anything, slashes included), status or "echo", and the rest is the body, or
    @FILE. A body that is JSON says so in Content-Type. Rules in JSON are an array of objects with the keys method, path,
    status, headers (an object), body (a text, or any JSON), bodyFile, delay (milliseconds) and echo.
*/
struct BinRules
{
    QList<Bin::Rule> rules;
    QString problem;             // empty: all were understood
    bool isGood() const { return problem.isEmpty(); }

    static BinRules fromLine(const QString &line);   // one rule
    static BinRules fromJson(const QByteArray &json);
    static BinRules fromFile(const QString &path);   // JSON, or a rule on each line; empty ones and those with # are left out
    static QByteArray toJson(const QList<Bin::Rule> &rules);
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_BINRULES_H
