// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "jsevents_p.h"

#include "jsrealm_p.h"
#include "jsthrow_p.h"
#include "qmlclientrequest.h"
#include "qmlserverresponse.h"

#include <QtCore/qhash.h>

using namespace Qt::StringLiterals;

namespace NodeHttp::JsEvents {

namespace {

QByteArray signalName(const QString &event)
{
    static const QHash<QString, QByteArray> names = {
        {u"request"_s, "requestReceived"}, {u"checkContinue"_s, "continueExpected"},
        {u"checkExpectation"_s, "expectationReceived"}, {u"connection"_s, "connectionOpened"},
        {u"secureConnection"_s, "secureConnectionOpened"}, {u"upgrade"_s, "upgradeReceived"},
        {u"connect"_s, "connectReceived"}, {u"clientError"_s, "clientErrorOccurred"},
        {u"tlsClientError"_s, "tlsClientErrorOccurred"}, {u"dropRequest"_s, "requestDropped"},
        {u"drop"_s, "connectionDropped"}, {u"listening"_s, "listeningStarted"}, {u"timeout"_s, "timeoutOccurred"},
        {u"error"_s, "errorOccurred"}, {u"close"_s, "closed"}, {u"finish"_s, "finished"},
        {u"prefinish"_s, "prefinished"}, {u"drain"_s, "drained"}, {u"pipe"_s, "piped"}, {u"unpipe"_s, "unpiped"},
        {u"socket"_s, "socketAssigned"}, {u"response"_s, "responseReceived"}, {u"information"_s, "informationReceived"},
        {u"continue"_s, "continueReceived"}, {u"abort"_s, "aborted"}, {u"aborted"_s, "aborted"},
        {u"data"_s, "dataReceived"}, {u"end"_s, "ended"}, {u"readable"_s, "readyRead"}, {u"pause"_s, "paused"},
        {u"resume"_s, "resumed"}, {u"free"_s, "socketFreed"},
    };
    return names.value(event);
}

} // namespace

namespace {

QMetaMethod findSignal(const QMetaObject *meta, const QString &event)
{
    QByteArray name = signalName(event);
    if (event == "connect"_L1 && meta->indexOfSignal("connected()") >= 0)
        name = "connected"; // of a socket
    for (int i = meta->methodCount() - 1; i >= 0 && !name.isEmpty(); --i) { // the most derived one, which scripts see
        const QMetaMethod method = meta->method(i);
        if (method.methodType() == QMetaMethod::Signal && method.name() == name)
            return method;
    }
    return {};
}

} // namespace

QMetaMethod signalOf(const QObject *object, const QString &event)
{
    // Each message asks for the same few; looking through all names would cost more than connecting. What a scene derives
    // has a class of its own that may go away, and is not remembered.
    const QMetaObject *meta = object->metaObject();
    if (meta != &QmlIncomingMessage::staticMetaObject && meta != &QmlServerResponse::staticMetaObject
        && meta != &QmlClientRequest::staticMetaObject)
        return findSignal(meta, event);
    thread_local QHash<std::pair<const QMetaObject *, QString>, QMetaMethod> known;
    const auto found = known.constFind({meta, event});
    if (found != known.constEnd())
        return *found;
    const QMetaMethod signal = findSignal(meta, event);
    if (signal.isValid())
        known.insert({meta, event}, signal);
    return signal;
}

void listen(QObject *object, Mode mode, const QString &event, const QJSValue &listener)
{
    const JsRealm *realm = JsRealm::of(object);
    if (!realm)
        return;
    const QMetaMethod signal = signalOf(object, event);
    if (!signal.isValid()) {
        JsThrow::raise(object, Error(u"ERR_INVALID_ARG_VALUE"_s, u"There is no event '%1' here"_s.arg(event), u"TypeError"_s));
        return;
    }
    if (!listener.isCallable()) {
        JsThrow::raise(object, JsThrow::argumentType(realm, "listener", "of type function", listener));
        return;
    }
    const char *function = mode == Mode::On ? "connect" : mode == Mode::Once ? "once" : "disconnect";
    realm->call(function, {realm->wrap(object), QJSValue(QString::fromLatin1(signal.name())), listener});
}

} // namespace NodeHttp::JsEvents
