// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "jsrealm_p.h"

#include <QtCore/qpointer.h>
#include <QtQml/qqml.h>

namespace NodeHttp {

namespace {

// defineProperty() and keys() see own properties only, so a name such as __proto__ is a name like any other.
constexpr char kFunctions[] = R"JS((function () {
    'use strict';
    const define = Object.defineProperty, keys = Object.keys, create = Object.create;
    const isView = ArrayBuffer.isView, parse = JSON.parse, stringify = JSON.stringify, isArray = Array.isArray;
    const wrappers = new WeakMap();
    function fill(object, names, values) {
        for (let i = 0; i < names.length; ++i)
            define(object, names[i], {value: values[i], writable: true, enumerable: true, configurable: true});
        return object;
    }
    return {
        view: value => isView(value) ? [value.buffer, value.byteOffset, value.byteLength] : null,
        pairs: object => {
            const list = [];
            for (const key of keys(object))
                list.push(key, object[key]);
            return list;
        },
        plain: (names, values) => fill({}, names, values),
        bare: (names, values) => fill(create(null), names, values),
        parse: text => parse(text),
        stringify: value => stringify(value),
        functionOf: target => (a, b, c) => { target.settle(a, b, c); },
        promise: () => {
            const settle = {};
            settle.promise = new Promise((resolve, reject) => { settle.resolve = resolve; settle.reject = reject; });
            return settle;
        },
        describe: value => {
            if (value === undefined || value === null)
                return 'Received ' + value;
            if (typeof value === 'function')
                return 'Received function ' + value.name;
            if (typeof value === 'object')
                return 'Received an instance of ' + (isArray(value) ? 'Array' : value.constructor ? value.constructor.name : 'Object');
            return 'Received type ' + typeof value + ' (' + (typeof value === 'string' ? "'" + value + "'" : value) + ')';
        },
        connect: (object, signal, listener) => { object[signal].connect(listener); },
        once: (object, signal, listener) => {
            const wrapper = function () {
                object[signal].disconnect(wrapper);
                listener.apply(object, arguments);
            };
            wrappers.set(listener, wrapper);
            object[signal].connect(wrapper);
        },
        disconnect: (object, signal, listener) => {
            object[signal].disconnect(wrappers.get(listener) || listener);
            wrappers.delete(listener);
        },
        constructorOf: factory => function Agent(options) { return factory.createAgent(options); },
    };
})())JS";

} // namespace

JsRealm::JsRealm(QJSEngine *engine) : QObject(engine), m_engine(engine), m_functions(engine->evaluate(QLatin1String(kFunctions)))
{
    Q_ASSERT_X(!m_functions.isError(), "JsRealm", qPrintable(m_functions.toString()));
}

JsRealm *JsRealm::of(QJSEngine *engine)
{
    if (!engine)
        return nullptr;
    // A program has one engine as a rule, and every call of a script comes through here.
    thread_local QPointer<JsRealm> last;
    if (last && last->m_engine == engine)
        return last;
    JsRealm *realm = engine->findChild<JsRealm *>(QString(), Qt::FindDirectChildrenOnly);
    if (!realm)
        realm = new JsRealm(engine);
    last = realm;
    return realm;
}

JsRealm *JsRealm::of(const QObject *object)
{
    return of(qjsEngine(object));
}

QJSValue JsRealm::call(const char *function, const QJSValueList &arguments) const
{
    return m_functions.property(QLatin1String(function)).call(arguments);
}

QJSValue JsRealm::list(const QJSValueList &values) const
{
    QJSValue array = m_engine->newArray(uint(values.size()));
    for (qsizetype i = 0; i < values.size(); ++i)
        array.setProperty(quint32(i), values.at(i));
    return array;
}

QJSValue JsRealm::object(const QStringList &names, const QJSValueList &values) const
{
    if (names.contains(u"__proto__"))
        return make("plain", names, values);
    QJSValue object = m_engine->newObject(); // cheaper than defining properties in a script
    for (qsizetype i = 0; i < names.size(); ++i)
        object.setProperty(names.at(i), values.at(i));
    return object;
}

QJSValue JsRealm::make(const char *function, const QStringList &names, const QJSValueList &values) const
{
    return call(function, {m_engine->toScriptValue(names), list(values)});
}

bool JsRealm::viewBytes(const QJSValue &value, QByteArray *bytes) const
{
    const QJSValue view = call("view", {value});
    if (!view.isArray())
        return false;
    const QByteArray whole = view.property(0).toVariant().toByteArray();
    *bytes = whole.mid(view.property(1).toInt(), view.property(2).toInt());
    return true;
}

QJSValueList JsRealm::pairs(const QJSValue &object) const
{
    const QJSValue list = call("pairs", {object});
    QJSValueList pairs;
    const quint32 length = list.property(QStringLiteral("length")).toUInt();
    pairs.reserve(length);
    for (quint32 i = 0; i < length; ++i)
        pairs.append(list.property(i));
    return pairs;
}

QJSValue JsRealm::parseJson(const QString &text) const
{
    return call("parse", {QJSValue(text)});
}

QString JsRealm::toJson(const QJSValue &value) const
{
    // An initial property of createObject() arrives as a variant, which JSON does not look into.
    return call("stringify", {value.isVariant() ? m_engine->toScriptValue(value.toVariant()) : value}).toString();
}

QJSValue JsRealm::promise() const
{
    return call("promise", {});
}

QString JsRealm::describe(const QJSValue &value) const
{
    return call("describe", {value}).toString();
}

} // namespace NodeHttp
