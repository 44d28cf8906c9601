// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "arguments.h"

using namespace NodeHttp;
using namespace Qt::StringLiterals;

bool hasForm(const QJsonValue &value, QLatin1String form)
{
    return value.toObject().contains(form);
}

QString textOf(const QJsonValue &value)
{
    if (hasForm(value, "repeat"_L1)) {
        const QJsonArray parts = value.toObject().value("repeat"_L1).toArray();
        return parts.at(0).toString().repeated(parts.at(1).toInt());
    }
    return hasForm(value, "bytes"_L1) ? textOf(value.toObject().value("bytes"_L1)) : value.toString();
}

QByteArray bytesOf(const QJsonValue &value)
{
    return textOf(value).toLatin1();
}

HeaderValue headerValueOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool: return value.toBool();
    case QJsonValue::String: return value.toString();
    case QJsonValue::Null: return QVariant::fromValue(nullptr);
    case QJsonValue::Array: return QVariant(value.toArray().toVariantList());
    case QJsonValue::Double:
        if (value.toDouble() == double(value.toInteger()))
            return value.toInteger();
        return value.toDouble();
    case QJsonValue::Object:
        if (hasForm(value, "repeat"_L1))
            return textOf(value);
        break;
    case QJsonValue::Undefined: break;
    }
    return {};
}

HeaderList headersOf(const QJsonValue &value)
{
    const QJsonArray items = value.isObject() ? value.toObject().begin().value().toArray() : value.toArray();
    HeaderList headers;
    if (items.at(0).isArray()) {
        for (const auto &pair : items)
            headers.append({pair.toArray().at(0).toString().toLatin1(), headerValueOf(pair.toArray().at(1))});
    } else {
        for (qsizetype i = 0; i + 1 < items.size(); i += 2)
            headers.append({items.at(i).toString().toLatin1(), headerValueOf(items.at(i + 1))});
    }
    return headers;
}

Error errorOf(const QJsonValue &value)
{
    if (!hasForm(value, "error"_L1))
        return {};
    const QJsonArray parts = value.toObject().value("error"_L1).toArray();
    return Error(parts.at(0).toString(), parts.at(1).toString());
}

std::optional<Encoding> encodingOf(const QJsonValue &value)
{
    static const QHash<QString, Encoding> encodings = {
        {u"utf8"_s, Encoding::Utf8}, {u"utf16le"_s, Encoding::Utf16le}, {u"latin1"_s, Encoding::Latin1},
        {u"ascii"_s, Encoding::Ascii}, {u"base64"_s, Encoding::Base64}, {u"base64url"_s, Encoding::Base64Url},
        {u"hex"_s, Encoding::Hex}};
    const auto it = encodings.find(value.toString());
    return it == encodings.end() ? std::nullopt : std::optional(*it);
}

std::unique_ptr<Server> makeServer(const QJsonObject &given)
{
    ServerOptions options;
    const auto time = [&](QLatin1String name, std::chrono::milliseconds *member) {
        if (given.contains(name))
            *member = std::chrono::milliseconds(given.value(name).toInt());
    };
    const auto number = [&](QLatin1String name, auto *member) {
        if (given.contains(name))
            *member = given.value(name).toInt();
    };
    const auto flag = [&](QLatin1String name, bool *member) { *member = given.value(name).toBool(*member); };
    time("timeout"_L1, &options.timeout);
    time("keepAliveTimeout"_L1, &options.keepAliveTimeout);
    time("headersTimeout"_L1, &options.headersTimeout);
    time("requestTimeout"_L1, &options.requestTimeout);
    time("connectionsCheckingInterval"_L1, &options.connectionsCheckingInterval);
    number("maxHeaderSize"_L1, &options.maxHeaderSize);
    number("maxHeadersCount"_L1, &options.maxHeadersCount);
    number("maxRequestsPerSocket"_L1, &options.maxRequestsPerSocket);
    number("maxConnections"_L1, &options.maxConnections);
    number("highWaterMark"_L1, &options.highWaterMark);
    flag("insecureHTTPParser"_L1, &options.insecureHTTPParser);
    flag("requireHostHeader"_L1, &options.requireHostHeader);
    flag("joinDuplicateHeaders"_L1, &options.joinDuplicateHeaders);
    flag("rejectNonStandardBodyWrites"_L1, &options.rejectNonStandardBodyWrites);
    flag("allowHalfOpen"_L1, &options.allowHalfOpen);
    for (const auto &name : given.value("uniqueHeaders"_L1).toArray())
        options.uniqueHeaders.append(name.toString().toLatin1());
    return std::make_unique<Server>(options);
}
