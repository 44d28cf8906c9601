// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "jsthrow_p.h"

#include "jsrealm_p.h"

#include <QtQml/qqml.h>
#include <QtQml/qqmlinfo.h>

using namespace Qt::StringLiterals;

namespace NodeHttp::JsThrow {

QJSValue toJs(const JsRealm *realm, const Error &error)
{
    if (!error || !realm)
        return QJSValue();
    const QJSValue::ErrorType type = error.name() == "TypeError"_L1 ? QJSValue::TypeError
        : error.name() == "RangeError"_L1                           ? QJSValue::RangeError
                                                                    : QJSValue::GenericError;
    QJSValue value = realm->engine()->newErrorObject(type, error.message());
    if (error.name() == "AbortError"_L1)
        value.setProperty(u"name"_s, error.name());
    value.setProperty(u"code"_s, error.code());
    if (!error.syscall().isEmpty()) {
        value.setProperty(u"syscall"_s, error.syscall());
        value.setProperty(u"address"_s, error.address());
        if (error.port() >= 0)
            value.setProperty(u"port"_s, error.port());
    }
    if (!error.reason().isEmpty())
        value.setProperty(u"reason"_s, error.reason());
    return value;
}

Error fromJs(const QJSValue &value)
{
    if (value.isUndefined() || value.isNull())
        return {};
    const QVariant variant = value.toVariant();
    if (variant.metaType() == QMetaType::fromType<Error>())
        return variant.value<Error>();
    const QJSValue code = value.property(u"code"_s);
    const QJSValue message = value.property(u"message"_s);
    const QJSValue name = value.property(u"name"_s);
    return Error(code.isUndefined() ? QString() : code.toString(), message.isUndefined() ? value.toString() : message.toString(),
                 name.isString() ? name.toString() : u"Error"_s);
}

bool raise(const QObject *object, const Error &error)
{
    if (JsRealm *realm = JsRealm::of(object); realm && error)
        realm->engine()->throwError(toJs(realm, error));
    return false;
}

Error argumentType(const JsRealm *realm, const char *name, const char *expected, const QJSValue &given)
{
    const QString received = realm ? realm->describe(given) : QString();
    return Error(u"ERR_INVALID_ARG_TYPE"_s,
                 u"The \"%1\" argument must be %2. %3"_s.arg(QLatin1String(name), QLatin1String(expected), received),
                 u"TypeError"_s);
}

Error outOfRange(const char *name, const QString &range, const QString &given)
{
    return Error(u"ERR_OUT_OF_RANGE"_s, u"The value of \"%1\" is out of range. It must be %2. Received %3"_s.arg(
                                            QLatin1String(name), range, given),
                 u"RangeError"_s);
}

void callBack(const QObject *context, const QJSValue &function, const QJSValueList &arguments)
{
    if (!function.isCallable())
        return;
    const QJSValue result = function.call(arguments);
    if (result.isError()) {
        const QString place = result.property(u"fileName"_s).toString() + u':' + result.property(u"lineNumber"_s).toString();
        qmlWarning(context).noquote() << place << ' ' << result.toString();
    }
}

} // namespace NodeHttp::JsThrow
