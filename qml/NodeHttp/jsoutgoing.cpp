// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "jsoutgoing_p.h"

#include "jsrealm_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"

using namespace Qt::StringLiterals;

namespace NodeHttp::JsOutgoing {

namespace {

void settle(OutgoingMessage *message, bool done)
{
    if (!done)
        JsThrow::raise(message, message->error());
}

// Node throws some refusals of write() and end() and emits the others, which the message does by itself.
bool isThrown(const Error &error)
{
    static const QStringList thrown = {
        u"ERR_HTTP_BODY_NOT_ALLOWED"_s, u"ERR_HTTP_CONTENT_LENGTH_MISMATCH"_s, u"ERR_HTTP_INVALID_STATUS_CODE"_s,
        u"ERR_HTTP_TRAILER_INVALID"_s, u"ERR_INVALID_CHAR"_s, u"ERR_METHOD_NOT_IMPLEMENTED"_s};
    return thrown.contains(error.code());
}

OutgoingMessage::Callback callbackOf(OutgoingMessage *message, const QJSValue &function)
{
    return [message, function](const Error &error) {
        JsThrow::callBack(message, function, {JsThrow::toJs(JsRealm::of(message), error)});
    };
}

bool readName(const OutgoingMessage *message, const QJSValue &value, QByteArray *name)
{
    const Error error = JsValues::readName(JsRealm::of(message), value, name);
    return !error || JsThrow::raise(message, error);
}

bool readHeaders(const OutgoingMessage *message, const QJSValue &value, HeaderList *headers)
{
    const Error error = JsValues::readHeaders(JsRealm::of(message), value, headers);
    return !error || JsThrow::raise(message, error);
}

// setHeader() and appendHeader() complain about the token, not about the type, of a name.
bool readToken(OutgoingMessage *message, const QJSValue &value, QByteArray *name)
{
    if (value.isString()) {
        *name = value.toString().toUtf8();
        return true;
    }
    return JsThrow::raise(message, Error(u"ERR_INVALID_HTTP_TOKEN"_s,
                                         u"Header name must be a valid HTTP token [\"%1\"]"_s.arg(value.toString()),
                                         u"TypeError"_s));
}

} // namespace

void setHeader(OutgoingMessage *message, const QJSValue &name, const QJSValue &value)
{
    QByteArray token;
    if (readToken(message, name, &token))
        settle(message, message->setHeader(token, JsValues::headerValue(value)));
}

void appendHeader(OutgoingMessage *message, const QJSValue &name, const QJSValue &value)
{
    QByteArray token;
    if (readToken(message, name, &token))
        settle(message, message->appendHeader(token, JsValues::headerValue(value)));
}

void setHeaders(OutgoingMessage *message, const QJSValue &headers)
{
    HeaderList list;
    if (readHeaders(message, headers, &list))
        settle(message, message->setHeaders(list));
}

QJSValue getHeader(const OutgoingMessage *message, const QJSValue &name)
{
    QByteArray token;
    if (!readName(message, name, &token))
        return {};
    return JsValues::headerValue(JsRealm::of(message), message->getHeader(token));
}

QJSValue getHeaders(const OutgoingMessage *message)
{
    const JsRealm *realm = JsRealm::of(message);
    if (!realm)
        return {};
    QStringList names;
    QJSValueList values;
    for (const Header &header : message->getHeaders()) {
        names.append(QString::fromLatin1(header.name));
        values.append(JsValues::headerValue(realm, header.value));
    }
    return realm->bareObject(names, values);
}

QJSValue names(const OutgoingMessage *message, const QByteArrayList &names)
{
    QStringList strings;
    for (const QByteArray &name : names)
        strings.append(QString::fromLatin1(name));
    return JsValues::stringArray(JsRealm::of(message), strings);
}

bool hasHeader(const OutgoingMessage *message, const QJSValue &name)
{
    QByteArray token;
    return readName(message, name, &token) && message->hasHeader(token);
}

void removeHeader(OutgoingMessage *message, const QJSValue &name)
{
    QByteArray token;
    if (readName(message, name, &token))
        settle(message, message->removeHeader(token));
}

void addTrailers(OutgoingMessage *message, const QJSValue &headers)
{
    HeaderList list;
    if (readHeaders(message, headers, &list))
        settle(message, message->addTrailers(list));
}

void flushHeaders(OutgoingMessage *message)
{
    settle(message, message->flushHeaders());
}

bool write(OutgoingMessage *message, const QJSValue &chunk, const QJSValue &encoding, const QJSValue &callback)
{
    if (encoding.isCallable())
        return write(message, chunk, QJSValue(), encoding);
    const JsRealm *realm = JsRealm::of(message);
    Encoding how = Encoding::Utf8;
    QByteArray bytes;
    if (const Error error = JsValues::readEncoding(realm, encoding, &how))
        return JsThrow::raise(message, error);
    if (const Error error = JsValues::readBytes(realm, chunk, how, &bytes))
        return JsThrow::raise(message, error);
    const bool over = message->isWritableEnded() || message->isDestroyed();
    const bool goOn = callback.isCallable() ? message->write(bytes, message, callbackOf(message, callback))
                                            : message->write(bytes);
    if (!goOn && !over && !message->writableNeedDrain() && isThrown(message->error()))
        JsThrow::raise(message, message->error());
    return goOn;
}

void end(OutgoingMessage *message, const QJSValue &chunk, const QJSValue &encoding, const QJSValue &callback)
{
    if (chunk.isCallable())
        return end(message, QJSValue(), QJSValue(), chunk);
    if (encoding.isCallable())
        return end(message, chunk, QJSValue(), encoding);
    const bool hasData = !chunk.isUndefined() && !chunk.isNull();
    const JsRealm *realm = JsRealm::of(message);
    Encoding how = Encoding::Utf8;
    QByteArray bytes;
    Error error = JsValues::readEncoding(realm, encoding, &how);
    if (!error && hasData)
        error = JsValues::readBytes(realm, chunk, how, &bytes);
    if (error) {
        JsThrow::raise(message, error);
        return;
    }
    const bool over = message->isWritableEnded() || message->isDestroyed();
    const bool hasCallback = callback.isCallable();
    bool done = false;
    if (hasData)
        done = hasCallback ? message->end(bytes, message, callbackOf(message, callback)) : message->end(bytes);
    else
        done = hasCallback ? message->end(message, callbackOf(message, callback)) : message->end();
    if (!done && !over && isThrown(message->error()))
        JsThrow::raise(message, message->error());
}

void terminate(OutgoingMessage *message, const QJSValue &error)
{
    message->destroy(JsThrow::fromJs(error));
}

void setTimeout(OutgoingMessage *message, const QJSValue &milliseconds, const QJSValue &callback)
{
    std::chrono::milliseconds idle{0};
    if (const Error error = JsValues::readMilliseconds(JsRealm::of(message), "msecs", milliseconds, &idle)) {
        JsThrow::raise(message, error);
        return;
    }
    if (callback.isCallable())
        message->setTimeout(idle, message, [message, callback] { JsThrow::callBack(message, callback); });
    else
        message->setTimeout(idle);
}

} // namespace NodeHttp::JsOutgoing
