// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef PARITY_ARGUMENTS_H
#define PARITY_ARGUMENTS_H

#include <NodeHttp/Server>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

#include <memory>
#include <optional>

// Arguments as scenarios write them, made into what the library's calls take.

QString textOf(const QJsonValue &value);                       // text, or {"repeat": [text, times]}
QByteArray bytesOf(const QJsonValue &value);                   // the same, or {"bytes": text}, in Latin-1
NodeHttp::HeaderValue headerValueOf(const QJsonValue &value);
NodeHttp::HeaderList headersOf(const QJsonValue &value);       // {"map": pairs}, pairs, or a flat list
NodeHttp::Error errorOf(const QJsonValue &value);              // {"error": [code, message]}
std::optional<NodeHttp::Encoding> encodingOf(const QJsonValue &value);
bool hasForm(const QJsonValue &value, QLatin1String form);     // {"form": …}

std::unique_ptr<NodeHttp::Server> makeServer(const QJsonObject &options);

#endif // PARITY_ARGUMENTS_H
