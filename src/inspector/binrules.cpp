// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Rules of a bin from a command line or a file.

#include "inspector/binrules.h"

#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qregularexpression.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

bool isToken(const QString &method)
{
    static const QRegularExpression token(u"\\A[!#$%&'*+.^_`|~0-9A-Za-z-]+\\z"_s);
    return token.match(method).hasMatch();
}

bool isJson(const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    return (trimmed.startsWith('{') || trimmed.startsWith('[')) && !QJsonDocument::fromJson(trimmed).isNull();
}

bool hasType(const HeaderList &headers)
{
    return std::any_of(headers.cbegin(), headers.cend(), [](const Header &header) {
        return header.name.compare("content-type", Qt::CaseInsensitive) == 0;
    });
}

QString readBody(const QString &path, QByteArray *body)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return u"%1: %2"_s.arg(path, file.errorString());
    *body = file.readAll();
    return {};
}

QString checked(Bin::Rule *rule)
{
    if (rule->method == "*"_L1)
        rule->method.clear();
    if (!rule->method.isEmpty() && !isToken(rule->method))
        return u"\"%1\" is no method"_s.arg(rule->method);
    if (!rule->path.isEmpty() && !rule->path.startsWith(u'/') && !rule->path.startsWith(u'*'))
        return u"a path begins with / or *, not \"%1\""_s.arg(rule->path);
    if (rule->reply.status < 200 || rule->reply.status > 999)
        return u"a status is a number from 200 to 999"_s;
    for (const Header &header : std::as_const(rule->reply.headers)) {
        if (validateHeaderName(header.name) || validateHeaderValue(header.name, header.value))
            return u"\"%1\" is no header"_s.arg(QString::fromLatin1(header.name));
    }
    if (!rule->reply.echo && !hasType(rule->reply.headers) && isJson(rule->reply.body))
        rule->reply.headers.append(Header{"Content-Type", "application/json"});
    return {};
}

QString bodyFrom(const QJsonValue &value, Bin::Reply *reply)
{
    if (value.isString())
        reply->body = value.toString().toUtf8();
    else if (value.isObject())
        reply->body = QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    else if (value.isArray())
        reply->body = QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    else
        return u"body is a text, an object or an array"_s;
    return {};
}

QString headersFrom(const QJsonValue &value, Bin::Reply *reply)
{
    if (!value.isObject())
        return u"headers is an object"_s;
    const QJsonObject fields = value.toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QVariant field = it.value().toVariant();
        reply->headers.append({it.key().toLatin1(), it.value().isArray() ? HeaderValue(field.toStringList()) : HeaderValue(field)});
    }
    return {};
}

QString ruleFrom(const QJsonObject &object, Bin::Rule *rule)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = it.key();
        const QJsonValue value = it.value();
        QString problem;
        if (key == "method"_L1)
            rule->method = value.toString();
        else if (key == "path"_L1)
            rule->path = value.toString();
        else if (key == "status"_L1)
            rule->reply.status = value.toInt(-1);
        else if (key == "echo"_L1)
            rule->reply.echo = value.toBool();
        else if (key == "delay"_L1 && value.toDouble(-1) >= 0)
            rule->reply.delay = std::chrono::milliseconds(qint64(value.toDouble()));
        else if (key == "delay"_L1)
            problem = u"delay is a number of milliseconds"_s;
        else if (key == "headers"_L1)
            problem = headersFrom(value, &rule->reply);
        else if (key == "body"_L1)
            problem = bodyFrom(value, &rule->reply);
        else if (key == "bodyFile"_L1)
            problem = readBody(value.toString(), &rule->reply.body);
        else
            problem = u"\"%1\" means nothing here"_s.arg(key);
        if (!problem.isEmpty())
            return problem;
    }
    return checked(rule);
}

} // namespace

BinRules BinRules::fromLine(const QString &line)
{
    static const QRegularExpression form(u"\\A\\s*(\\S+)\\s+(\\S+)\\s+(\\S+)(?:\\s+(.*?))?\\s*\\z"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    BinRules result;
    const QRegularExpressionMatch match = form.match(line);
    if (!match.hasMatch()) {
        result.problem = u"a rule is METHOD PATH STATUS [BODY], not \"%1\""_s.arg(line);
        return result;
    }
    Bin::Rule rule;
    rule.method = match.captured(1);
    rule.path = match.captured(2);
    rule.reply.echo = match.captured(3) == "echo"_L1;
    if (!rule.reply.echo)
        rule.reply.status = match.captured(3).toInt();
    const QString body = match.captured(4);
    if (body.startsWith(u'@'))
        result.problem = readBody(body.mid(1), &rule.reply.body);
    else
        rule.reply.body = body.toUtf8();
    if (result.isGood())
        result.problem = checked(&rule);
    if (result.isGood())
        result.rules.append(rule);
    return result;
}

BinRules BinRules::fromJson(const QByteArray &json)
{
    BinRules result;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isArray()) {
        result.problem = error.error == QJsonParseError::NoError ? u"rules are an array"_s
                                                                 : u"%1 at %2"_s.arg(error.errorString()).arg(error.offset);
        return result;
    }
    const QJsonArray array = document.array();
    for (qsizetype i = 0; i < array.size(); ++i) {
        Bin::Rule rule;
        const QString problem = array.at(i).isObject() ? ruleFrom(array.at(i).toObject(), &rule) : u"it is no object"_s;
        if (!problem.isEmpty()) {
            result.problem = u"rule %1: %2"_s.arg(QString::number(i + 1), problem);
            return result;
        }
        result.rules.append(rule);
    }
    return result;
}

BinRules BinRules::fromFile(const QString &path)
{
    BinRules result;
    QByteArray text;
    result.problem = readBody(path, &text);
    if (!result.isGood())
        return result;
    if (text.trimmed().startsWith('[')) {
        result = fromJson(text);
        if (!result.isGood())
            result.problem.prepend(path + u": "_s);
        return result;
    }
    int number = 0;
    for (const QString &line : QString::fromUtf8(text).split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty() || line.trimmed().startsWith(u'#'))
            continue;
        const BinRules one = fromLine(line);
        if (!one.isGood()) {
            result.problem = u"%1:%2: %3"_s.arg(path, QString::number(number), one.problem);
            return result;
        }
        result.rules += one.rules;
    }
    return result;
}

QByteArray BinRules::toJson(const QList<Bin::Rule> &rules)
{
    QJsonArray array;
    for (const Bin::Rule &rule : rules) {
        QJsonObject object;
        if (!rule.method.isEmpty())
            object.insert(u"method"_s, rule.method);
        if (!rule.path.isEmpty())
            object.insert(u"path"_s, rule.path);
        if (rule.reply.echo)
            object.insert(u"echo"_s, true);
        else
            object.insert(u"status"_s, rule.reply.status);
        QJsonObject headers;
        for (const Header &header : rule.reply.headers) {
            const QStringList values = header.value.isList() ? header.value.toVariant().toStringList() : QStringList();
            headers.insert(QString::fromLatin1(header.name),
                           values.isEmpty() ? QJsonValue(header.value.toString()) : QJsonValue(QJsonArray::fromStringList(values)));
        }
        if (!headers.isEmpty())
            object.insert(u"headers"_s, headers);
        if (!rule.reply.body.isEmpty())
            object.insert(u"body"_s, QString::fromUtf8(rule.reply.body));
        if (rule.reply.delay.count() > 0)
            object.insert(u"delay"_s, qint64(rule.reply.delay.count()));
        array.append(object);
    }
    return QJsonDocument(array).toJson();
}

} // namespace NodeHttp::Inspector
