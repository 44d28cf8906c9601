// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_JSOUTGOING_P_H
#define NODEHTTP_JSOUTGOING_P_H

#include <NodeHttp/outgoingmessage.h>

#include <QtQml/qjsvalue.h>

namespace NodeHttp {

// What scripts may call on every message to send. Arguments are Node's, and so is what is thrown.
namespace JsOutgoing {

void setHeader(OutgoingMessage *message, const QJSValue &name, const QJSValue &value);
void appendHeader(OutgoingMessage *message, const QJSValue &name, const QJSValue &value);
void setHeaders(OutgoingMessage *message, const QJSValue &headers);
QJSValue getHeader(const OutgoingMessage *message, const QJSValue &name);
QJSValue getHeaders(const OutgoingMessage *message);
QJSValue names(const OutgoingMessage *message, const QByteArrayList &names);
bool hasHeader(const OutgoingMessage *message, const QJSValue &name);
void removeHeader(OutgoingMessage *message, const QJSValue &name);
void addTrailers(OutgoingMessage *message, const QJSValue &headers);
void flushHeaders(OutgoingMessage *message);
bool write(OutgoingMessage *message, const QJSValue &chunk, const QJSValue &encoding, const QJSValue &callback);
void end(OutgoingMessage *message, const QJSValue &chunk, const QJSValue &encoding, const QJSValue &callback);
void terminate(OutgoingMessage *message, const QJSValue &error); // destroy() in QML is the engine's own
void setTimeout(OutgoingMessage *message, const QJSValue &milliseconds, const QJSValue &callback);

} // namespace JsOutgoing
} // namespace NodeHttp

// ServerResponse and ClientRequest meet in a base class that has no invokables, so each expands these. moc reads through
// the macro. begin() is what has to happen before the first of them, false when it was refused; endWithBody() answers true
// when the message has a body of its own to end with.
#define NODEHTTP_JS_OUTGOING(Class)                                                                                    \
    Q_INVOKABLE NodeHttp::Class *setHeader(const QJSValue &name, const QJSValue &value)                                \
    {                                                                                                                  \
        if (!begin())                                                                                                  \
            return this;                                                                                               \
        NodeHttp::JsOutgoing::setHeader(this, name, value);                                                            \
        return this;                                                                                                   \
    }                                                                                                                  \
    Q_INVOKABLE NodeHttp::Class *appendHeader(const QJSValue &name, const QJSValue &value)                             \
    {                                                                                                                  \
        if (!begin())                                                                                                  \
            return this;                                                                                               \
        NodeHttp::JsOutgoing::appendHeader(this, name, value);                                                         \
        return this;                                                                                                   \
    }                                                                                                                  \
    Q_INVOKABLE NodeHttp::Class *setHeaders(const QJSValue &headers)                                                   \
    {                                                                                                                  \
        if (!begin())                                                                                                  \
            return this;                                                                                               \
        NodeHttp::JsOutgoing::setHeaders(this, headers);                                                               \
        return this;                                                                                                   \
    }                                                                                                                  \
    Q_INVOKABLE QJSValue getHeader(const QJSValue &name) const { return NodeHttp::JsOutgoing::getHeader(this, name); } \
    Q_INVOKABLE QJSValue getHeaders() const { return NodeHttp::JsOutgoing::getHeaders(this); }                         \
    Q_INVOKABLE QJSValue getHeaderNames() const                                                                        \
    {                                                                                                                  \
        return NodeHttp::JsOutgoing::names(this, OutgoingMessage::getHeaderNames());                                   \
    }                                                                                                                  \
    Q_INVOKABLE QJSValue getRawHeaderNames() const                                                                     \
    {                                                                                                                  \
        return NodeHttp::JsOutgoing::names(this, OutgoingMessage::getRawHeaderNames());                                \
    }                                                                                                                  \
    Q_INVOKABLE bool hasHeader(const QJSValue &name) const { return NodeHttp::JsOutgoing::hasHeader(this, name); }     \
    Q_INVOKABLE void removeHeader(const QJSValue &name)                                                                \
    {                                                                                                                  \
        if (begin())                                                                                                   \
            NodeHttp::JsOutgoing::removeHeader(this, name);                                                            \
    }                                                                                                                  \
    Q_INVOKABLE void addTrailers(const QJSValue &headers)                                                              \
    {                                                                                                                  \
        if (begin())                                                                                                   \
            NodeHttp::JsOutgoing::addTrailers(this, headers);                                                          \
    }                                                                                                                  \
    Q_INVOKABLE void flushHeaders()                                                                                    \
    {                                                                                                                  \
        if (begin())                                                                                                   \
            NodeHttp::JsOutgoing::flushHeaders(this);                                                                  \
    }                                                                                                                  \
    Q_INVOKABLE bool write(const QJSValue &chunk, const QJSValue &encoding = QJSValue(),                               \
                           const QJSValue &callback = QJSValue())                                                      \
    {                                                                                                                  \
        if (!begin())                                                                                                  \
            return false;                                                                                              \
        return NodeHttp::JsOutgoing::write(this, chunk, encoding, callback);                                           \
    }                                                                                                                  \
    Q_INVOKABLE NodeHttp::Class *end(const QJSValue &data = QJSValue(), const QJSValue &encoding = QJSValue(),         \
                                     const QJSValue &callback = QJSValue())                                            \
    {                                                                                                                  \
        if (!begin())                                                                                                  \
            return this;                                                                                               \
        if (!endWithBody(data, callback))                                                                              \
            NodeHttp::JsOutgoing::end(this, data, encoding, callback);                                                 \
        return this;                                                                                                   \
    }                                                                                                                  \
    Q_INVOKABLE void cork() { OutgoingMessage::cork(); }                                                               \
    Q_INVOKABLE void uncork() { OutgoingMessage::uncork(); }                                                           \
    Q_INVOKABLE NodeHttp::Class *terminate(const QJSValue &error = QJSValue())                                         \
    {                                                                                                                  \
        if (!begin())                                                                                                  \
            return this;                                                                                               \
        NodeHttp::JsOutgoing::terminate(this, error);                                                                  \
        return this;                                                                                                   \
    }                                                                                                                  \
    Q_INVOKABLE NodeHttp::Class *setTimeout(const QJSValue &milliseconds, const QJSValue &callback = QJSValue())       \
    {                                                                                                                  \
        if (!begin())                                                                                                  \
            return this;                                                                                               \
        NodeHttp::JsOutgoing::setTimeout(this, milliseconds, callback);                                                \
        return this;                                                                                                   \
    }                                                                                                                  \
    Q_INVOKABLE void pipe(const QJSValue &destination = QJSValue())                                                    \
    {                                                                                                                  \
        Q_UNUSED(destination)                                                                                          \
        OutgoingMessage::pipe();                                                                                       \
    }

#endif // NODEHTTP_JSOUTGOING_P_H
