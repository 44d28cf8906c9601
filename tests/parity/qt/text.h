// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef PARITY_TEXT_H
#define PARITY_TEXT_H

#include <NodeHttp/error.h>
#include <NodeHttp/headervalue.h>

#include <QtCore/qjsonvalue.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qvariant.h>

// How values look in a transcript. node/text.js writes the same.

QString escaped(QStringView text);
QString quoted(QStringView text);
QString quotedBytes(QByteArrayView bytes); // as a Buffer of Node is written
QString formatted(const QJsonValue &value);
QString formatted(const QVariant &value);
QString formatted(const NodeHttp::HeaderValue &value);
// What a parser says depends on its version. "text": all of it; "any": that it was some parse error; else its code.
QString formatted(const NodeHttp::Error &error, const QString &detail = {});
QString formatted(bool value);
QString formatted(qint64 value);

// Wire bytes, one line of the transcript for each line on the wire.
QStringList wireLines(const QString &prefix, const QByteArray &bytes);

#endif // PARITY_TEXT_H
