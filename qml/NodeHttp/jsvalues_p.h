// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_JSVALUES_P_H
#define NODEHTTP_JSVALUES_P_H

#include <NodeHttp/error.h>
#include <NodeHttp/headervalue.h>
#include <NodeHttp/protocol.h>

#include <QtQml/qjsvalue.h>

#include <chrono>
#include <optional>

namespace NodeHttp {

class JsRealm;

// JavaScript values to bytes, headers, numbers, and back. Each reader answers an Error where Node would throw.
namespace JsValues {

std::optional<Encoding> encodingFromName(const QString &name);
Error readEncoding(const JsRealm *realm, const QJSValue &value, Encoding *encoding); // undefined: unchanged
QByteArray encode(const QString &text, Encoding encoding);
QString decode(const QByteArray &bytes, Encoding encoding);
qsizetype wholeCharacters(const QByteArray &bytes, Encoding encoding); // where they can be cut without harm
//! How many of \a bytes make the first \a characters of the decoded text; all of them when there are fewer.
qsizetype bytesOfText(const QByteArray &bytes, Encoding encoding, qsizetype characters);

//! A string, ArrayBuffer, typed array or DataView.
Error readBytes(const JsRealm *realm, const QJSValue &value, Encoding encoding, QByteArray *bytes);
QVariant chunk(const QByteArray &bytes, std::optional<Encoding> encoding); // an ArrayBuffer of its own, or a string

Error readName(const JsRealm *realm, const QJSValue &value, QByteArray *name); // of a header to look up
HeaderValue headerValue(const QJSValue &value);
QJSValue headerValue(const JsRealm *realm, const HeaderValue &value);
//! An object; an array name, value, name, value…; an array of pairs; or nothing.
Error readHeaders(const JsRealm *realm, const QJSValue &value, HeaderList *headers);
//! A received header block as an object, in the order of arrival. \a joined are the values by lower-case name.
QJSValue headersObject(const JsRealm *realm, const QStringList &raw, const QVariantMap &joined);

QJSValue stringArray(const JsRealm *realm, const QStringList &strings); // an Array, which a QStringList is not

Error readMilliseconds(const JsRealm *realm, const char *name, const QJSValue &value, std::chrono::milliseconds *duration);
Error readInteger(const JsRealm *realm, const char *name, const QJSValue &value, qint64 low, qint64 high, qint64 *number);
QString localPath(const QString &pathOrUrl); // "file:///a" and "/a" are the same file

} // namespace JsValues
} // namespace NodeHttp

#endif // NODEHTTP_JSVALUES_P_H
