// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_JSTHROW_P_H
#define NODEHTTP_JSTHROW_P_H

#include <NodeHttp/error.h>

#include <QtQml/qjsvalue.h>

namespace NodeHttp {

class JsRealm;

// An Error as JavaScript knows it: a TypeError, RangeError or Error with code and Node's other properties; and back.
namespace JsThrow {

QJSValue toJs(const JsRealm *realm, const Error &error); // undefined when there is no error
Error fromJs(const QJSValue &value);                     // what a script gives to destroy()
//! Throws in the engine of \a object. Always false, so that a refused call ends with it.
bool raise(const QObject *object, const Error &error);

Error argumentType(const JsRealm *realm, const char *name, const char *expected, const QJSValue &given);
Error outOfRange(const char *name, const QString &range, const QString &given);

//! Calls \a function, if it is one. What it throws becomes a warning that names its place.
void callBack(const QObject *context, const QJSValue &function, const QJSValueList &arguments = {});

} // namespace JsThrow
} // namespace NodeHttp

#endif // NODEHTTP_JSTHROW_P_H
