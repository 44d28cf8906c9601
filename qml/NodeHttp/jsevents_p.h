// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_JSEVENTS_P_H
#define NODEHTTP_JSEVENTS_P_H

#include <QtCore/qmetaobject.h>
#include <QtQml/qjsvalue.h>

namespace NodeHttp {

// Node's names of events on top of signals: object.on('request', f) is object.requestReceived.connect(f).
namespace JsEvents {

enum class Mode { On, Once, Off };

//! The signal an event became; invalid when objects of this class have no such event.
QMetaMethod signalOf(const QObject *object, const QString &event);
void listen(QObject *object, Mode mode, const QString &event, const QJSValue &listener);

} // namespace JsEvents
} // namespace NodeHttp

// A class cannot inherit invokables beside those of its base, so each class with events expands these. moc reads through
// the macro.
#define NODEHTTP_JS_EVENTS(Class)                                                                                      \
    Q_INVOKABLE NodeHttp::Class *on(const QString &event, const QJSValue &listener)                                    \
    {                                                                                                                  \
        NodeHttp::JsEvents::listen(this, NodeHttp::JsEvents::Mode::On, event, listener);                               \
        return this;                                                                                                   \
    }                                                                                                                  \
    Q_INVOKABLE NodeHttp::Class *addListener(const QString &event, const QJSValue &listener)                           \
    {                                                                                                                  \
        return on(event, listener);                                                                                    \
    }                                                                                                                  \
    Q_INVOKABLE NodeHttp::Class *once(const QString &event, const QJSValue &listener)                                  \
    {                                                                                                                  \
        NodeHttp::JsEvents::listen(this, NodeHttp::JsEvents::Mode::Once, event, listener);                             \
        return this;                                                                                                   \
    }                                                                                                                  \
    Q_INVOKABLE NodeHttp::Class *off(const QString &event, const QJSValue &listener)                                   \
    {                                                                                                                  \
        NodeHttp::JsEvents::listen(this, NodeHttp::JsEvents::Mode::Off, event, listener);                              \
        return this;                                                                                                   \
    }                                                                                                                  \
    Q_INVOKABLE NodeHttp::Class *removeListener(const QString &event, const QJSValue &listener)                        \
    {                                                                                                                  \
        return off(event, listener);                                                                                   \
    }                                                                                                                  \
    Q_INVOKABLE int listenerCount(const QString &event) const                                                          \
    {                                                                                                                  \
        const QMetaMethod signal = NodeHttp::JsEvents::signalOf(this, event);                                          \
        if (!signal.isValid())                                                                                         \
            return 0;                                                                                                  \
        return qMax(receivers('2' + signal.methodSignature()), int(isSignalConnected(signal)));                        \
    }

#endif // NODEHTTP_JSEVENTS_P_H
