// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_JSREALM_P_H
#define NODEHTTP_JSREALM_P_H

#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalue.h>

namespace NodeHttp {

// The few things that only JavaScript can do to JavaScript values, compiled once for each engine. Lives as long as it.
class JsRealm : public QObject
{
    Q_OBJECT
public:
    static JsRealm *of(const QObject *object); // null outside of an engine
    static JsRealm *of(QJSEngine *engine);

    QJSEngine *engine() const { return m_engine; }

    //! The bytes behind a typed array or DataView; false when \a value is none.
    bool viewBytes(const QJSValue &value, QByteArray *bytes) const;
    //! Own enumerable properties: name, value, name, value… in JavaScript's order.
    QJSValueList pairs(const QJSValue &object) const;
    //! An object with these properties. None of the names is special, not even __proto__.
    QJSValue object(const QStringList &names, const QJSValueList &values) const;
    //! The same without a prototype: nothing is inherited.
    QJSValue bareObject(const QStringList &names, const QJSValueList &values) const { return make("bare", names, values); }
    QJSValue parseJson(const QString &text) const;   // a JavaScript error when it is none
    QString toJson(const QJSValue &value) const;
    QJSValue promise() const;                        // { promise, resolve, reject }
    QString describe(const QJSValue &value) const;   // Node's "Received type number (5)"
    QJSValue call(const char *function, const QJSValueList &arguments) const;
    QJSValue list(const QJSValueList &values) const;
    QJSValue wrap(QObject *object) const { return m_engine->newQObject(object); }
    //! A function of three arguments that calls settle() of \a target.
    QJSValue functionOf(QObject *target) const { return call("functionOf", {wrap(target)}); }
    QJSValue agentConstructor(QObject *factory) const { return call("constructorOf", {wrap(factory)}); }

private:
    explicit JsRealm(QJSEngine *engine);
    QJSValue make(const char *function, const QStringList &names, const QJSValueList &values) const;

    QJSEngine *m_engine;
    QJSValue m_functions;
};

} // namespace NodeHttp

#endif // NODEHTTP_JSREALM_P_H
