// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "harschema.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qdir.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qprocess.h>

using namespace Qt::StringLiterals;

namespace {

const QString kSchemas = u"/usr/share/nodejs/har-schema/lib"_s;

const char *const kValidator = R"(
import glob, json, os, sys
try:
    import jsonschema
except ImportError:
    sys.exit(0)
folder = sys.argv[1]
schemas = {os.path.basename(f): json.load(open(f)) for f in glob.glob(folder + '/*.json')}
store = {}
for name, schema in schemas.items():
    store[name] = store[schema.get('$id', name)] = schema
resolver = jsonschema.RefResolver('', schemas['har.json'], store=store)
problems = list(jsonschema.Draft7Validator(schemas['har.json'], resolver=resolver, format_checker=jsonschema.FormatChecker()).iter_errors(json.load(sys.stdin)))
for problem in problems[:5]:
    print('/'.join(map(str, problem.absolute_path)), problem.message[:200])
)";

// The members that HAR 1.2 asks for, and their kinds.
QString missing(const QJsonObject &object, const QString &where, const QList<QPair<QString, QJsonValue::Type>> &members)
{
    for (const auto &member : members) {
        if (object[member.first].type() != member.second)
            return u"%1: %2 is missing or of the wrong kind\n"_s.arg(where, member.first);
    }
    return {};
}

QString pairProblems(const QJsonValue &list, const QString &where)
{
    QString problems;
    for (const QJsonValue &item : list.toArray())
        problems += missing(item.toObject(), where, {{u"name"_s, QJsonValue::String}, {u"value"_s, QJsonValue::String}});
    return problems;
}

QString entryProblems(const QJsonObject &entry, const QString &where)
{
    using V = QJsonValue;
    QString problems = missing(entry, where, {{u"startedDateTime"_s, V::String}, {u"time"_s, V::Double}, {u"request"_s, V::Object},
                                              {u"response"_s, V::Object}, {u"cache"_s, V::Object}, {u"timings"_s, V::Object}});
    const QJsonObject request = entry[u"request"_s].toObject(), response = entry[u"response"_s].toObject();
    const QList<QPair<QString, V::Type>> both = {{u"httpVersion"_s, V::String}, {u"cookies"_s, V::Array}, {u"headers"_s, V::Array},
                                                 {u"headersSize"_s, V::Double}, {u"bodySize"_s, V::Double}};
    problems += missing(request, where + u".request"_s, both + QList<QPair<QString, V::Type>>{
        {u"method"_s, V::String}, {u"url"_s, V::String}, {u"queryString"_s, V::Array}});
    problems += missing(response, where + u".response"_s, both + QList<QPair<QString, V::Type>>{
        {u"status"_s, V::Double}, {u"statusText"_s, V::String}, {u"content"_s, V::Object}, {u"redirectURL"_s, V::String}});
    problems += missing(response[u"content"_s].toObject(), where + u".content"_s, {{u"size"_s, V::Double}, {u"mimeType"_s, V::String}});
    problems += missing(entry[u"timings"_s].toObject(), where + u".timings"_s,
                        {{u"send"_s, V::Double}, {u"wait"_s, V::Double}, {u"receive"_s, V::Double}});
    for (const QJsonObject &message : {request, response})
        problems += pairProblems(message[u"headers"_s], where + u".headers"_s) + pairProblems(message[u"cookies"_s], where + u".cookies"_s);
    problems += pairProblems(request[u"queryString"_s], where + u".queryString"_s);
    if (request.contains(u"postData"_s))
        problems += missing(request[u"postData"_s].toObject(), where + u".postData"_s, {{u"mimeType"_s, V::String}, {u"text"_s, V::String}});
    if (!QDateTime::fromString(entry[u"startedDateTime"_s].toString(), Qt::ISODateWithMs).isValid())
        problems += where + u": startedDateTime is no date\n"_s;
    return problems;
}

} // namespace

QString harProblems(const QByteArray &har)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(har, &error);
    if (error.error != QJsonParseError::NoError)
        return error.errorString();
    const QJsonObject log = document[u"log"_s].toObject();
    QString problems = missing(log, u"log"_s, {{u"version"_s, QJsonValue::String}, {u"creator"_s, QJsonValue::Object},
                                               {u"entries"_s, QJsonValue::Array}});
    problems += missing(log[u"creator"_s].toObject(), u"creator"_s, {{u"name"_s, QJsonValue::String}, {u"version"_s, QJsonValue::String}});
    const QJsonArray entries = log[u"entries"_s].toArray();
    for (qsizetype i = 0; i < entries.size(); ++i)
        problems += entryProblems(entries.at(i).toObject(), u"entries[%1]"_s.arg(i));
    if (!problems.isEmpty() || !QDir(kSchemas).exists())
        return problems;
    QProcess python;
    python.start(u"python3"_s, {u"-c"_s, QString::fromLatin1(kValidator), kSchemas});
    if (!python.waitForStarted())
        return problems;
    python.write(har);
    python.closeWriteChannel();
    python.waitForFinished(60000);
    problems = QString::fromUtf8(python.readAllStandardOutput());
    if (python.exitCode() != 0)
        problems += QString::fromUtf8(python.readAllStandardError());
    return problems;
}
