// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "qmlincomingmessage.h"

#include "bodycollector_p.h"
#include "jsrealm_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"
#include "qmlfilebody.h"

#include <NodeHttp/outgoingmessage.h>

using namespace Qt::StringLiterals;

namespace NodeHttp {

QmlIncomingMessage::QmlIncomingMessage()
{
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership); // the library deletes it, never the collector
}

QJSValue QmlIncomingMessage::jsHeaders()
{
    if (m_headers.isUndefined())
        m_headers = JsValues::headersObject(JsRealm::of(this), rawHeaders(), headers());
    return m_headers;
}

QJSValue QmlIncomingMessage::jsHeadersDistinct()
{
    return JsValues::headersObject(JsRealm::of(this), rawHeaders(), headersDistinct());
}

QJSValue QmlIncomingMessage::jsRawHeaders() const
{
    return JsValues::stringArray(JsRealm::of(this), rawHeaders());
}

QJSValue QmlIncomingMessage::jsRawTrailers() const
{
    return JsValues::stringArray(JsRealm::of(this), rawTrailers());
}

QJSValue QmlIncomingMessage::jsTrailers()
{
    if (!isComplete())
        return JsValues::headersObject(JsRealm::of(this), {}, {});
    if (m_trailers.isUndefined())
        m_trailers = JsValues::headersObject(JsRealm::of(this), rawTrailers(), trailers());
    return m_trailers;
}

QJSValue QmlIncomingMessage::jsTrailersDistinct()
{
    return JsValues::headersObject(JsRealm::of(this), rawTrailers(), trailersDistinct());
}

// Scripts see a signal of their own, whose chunks have their type. It costs nothing until somebody listens, and then it
// starts the flow as the original does.
void QmlIncomingMessage::connectNotify(const QMetaMethod &signal)
{
    static const QMetaMethod data = QMetaMethod::fromSignal(&QmlIncomingMessage::dataReceived);
    if (signal == data && !std::exchange(m_relaysData, true)) {
        connect(this, &IncomingMessage::dataReceived, this,
                [this](const QByteArray &chunk) { Q_EMIT dataReceived(JsValues::chunk(chunk, m_encoding)); });
    }
    IncomingMessage::connectNotify(signal);
}

QVariant QmlIncomingMessage::read(const QJSValue &size)
{
    const QVariant nothing = QVariant::fromValue(nullptr);
    if (!size.isNumber()) {
        const QByteArray all = readAll();
        return all.isEmpty() ? nothing : JsValues::chunk(all, m_encoding);
    }
    const qint64 wanted = qint64(size.toNumber());
    if (wanted <= 0)
        return nothing;
    qint64 bytes = wanted;
    if (m_encoding) {
        const QByteArray waiting = peek(qMin(bytesAvailable(), 4 * wanted));
        bytes = JsValues::bytesOfText(waiting, *m_encoding, wanted);
    }
    const bool enough = m_encoding ? JsValues::decode(peek(bytes), *m_encoding).size() >= wanted : bytesAvailable() >= wanted;
    if (!enough && !isComplete())
        return nothing;
    const QByteArray piece = IncomingMessage::read(bytes);
    return piece.isEmpty() ? nothing : JsValues::chunk(piece, m_encoding);
}

QmlIncomingMessage *QmlIncomingMessage::setEncoding(const QJSValue &name)
{
    Encoding encoding = Encoding::Utf8;
    if (const Error error = JsValues::readEncoding(JsRealm::of(this), name, &encoding)) {
        JsThrow::raise(this, error);
        return this;
    }
    m_encoding = encoding;
    IncomingMessage::setEncoding(encoding);
    return this;
}

QmlIncomingMessage *QmlIncomingMessage::pause()
{
    IncomingMessage::pause();
    return this;
}

QmlIncomingMessage *QmlIncomingMessage::resume()
{
    IncomingMessage::resume();
    return this;
}

void QmlIncomingMessage::unshift(const QJSValue &chunk, const QJSValue &encoding)
{
    const JsRealm *realm = JsRealm::of(this);
    Encoding how = Encoding::Utf8;
    QByteArray bytes;
    Error error = JsValues::readEncoding(realm, encoding, &how);
    if (!error)
        error = JsValues::readBytes(realm, chunk, how, &bytes);
    if (!error && !IncomingMessage::unshift(bytes))
        error = this->error();
    JsThrow::raise(this, error);
}

QJSValue QmlIncomingMessage::pipe(const QJSValue &destination, const QJSValue &options)
{
    const QJSValue wish = options.property(u"end"_s);
    const bool end = wish.isUndefined() || wish.toBool();
    QObject *object = destination.toQObject();
    if (auto *message = qobject_cast<OutgoingMessage *>(object))
        IncomingMessage::pipe(message, end);
    else if (auto *file = qobject_cast<QmlFileBody *>(object))
        file->saveFrom(this);
    else if (auto *socket = qobject_cast<QmlSocket *>(object); socket && socket->device())
        IncomingMessage::pipe(socket->device(), end);
    else
        JsThrow::raise(this, JsThrow::argumentType(JsRealm::of(this), "destination",
                                                   "a message to send, a Socket or a FileBody", destination));
    return destination;
}

QmlIncomingMessage *QmlIncomingMessage::unpipe(QObject *destination)
{
    if (auto *socket = qobject_cast<QmlSocket *>(destination))
        IncomingMessage::unpipe(socket->device());
    else
        IncomingMessage::unpipe(destination);
    return this;
}

QmlIncomingMessage *QmlIncomingMessage::setTimeout(const QJSValue &milliseconds, const QJSValue &callback)
{
    std::chrono::milliseconds idle{0};
    if (const Error error = JsValues::readMilliseconds(JsRealm::of(this), "msecs", milliseconds, &idle))
        JsThrow::raise(this, error);
    else if (callback.isCallable())
        IncomingMessage::setTimeout(idle, this, [this, callback] { JsThrow::callBack(this, callback); });
    else
        IncomingMessage::setTimeout(idle);
    return this;
}

QmlIncomingMessage *QmlIncomingMessage::terminate(const QJSValue &error)
{
    IncomingMessage::destroy(JsThrow::fromJs(error));
    return this;
}

QJSValue QmlIncomingMessage::text(const QJSValue &limit, const QJSValue &callback)
{
    return collect(Form::Text, limit, callback);
}

QJSValue QmlIncomingMessage::json(const QJSValue &limit, const QJSValue &callback)
{
    return collect(Form::Json, limit, callback);
}

QJSValue QmlIncomingMessage::arrayBuffer(const QJSValue &limit, const QJSValue &callback)
{
    return collect(Form::Bytes, limit, callback);
}

QJSValue QmlIncomingMessage::collect(Form form, const QJSValue &limit, const QJSValue &callback)
{
    if (limit.isCallable())
        return collect(form, QJSValue(), limit);
    JsRealm *realm = JsRealm::of(this);
    qint64 bytes = 1 << 20;
    if (!limit.isUndefined()) {
        if (const Error error = JsValues::readInteger(realm, "limit", limit, 0, qint64(1) << 31, &bytes)) {
            JsThrow::raise(this, error);
            return {};
        }
    }
    const bool promises = !callback.isCallable();
    const QJSValue promise = promises && realm ? realm->promise() : QJSValue();
    const QPointer<JsRealm> alive = realm;
    const Encoding encoding = m_encoding.value_or(Encoding::Utf8);
    new BodyCollector(this, bytes, [=, this](const Error &error, const QByteArray &body) {
        if (!alive)
            return;
        QJSValue failure = JsThrow::toJs(alive, error);
        QJSValue value;
        if (!error && form == Form::Bytes) {
            value = alive->engine()->toScriptValue(JsValues::chunk(body, std::nullopt).toByteArray());
        } else if (!error) {
            const QString text = JsValues::decode(body, encoding);
            value = form == Form::Text ? QJSValue(text) : alive->parseJson(text);
            if (form == Form::Json && value.isError())
                failure = std::exchange(value, QJSValue());
        }
        if (promises)
            JsThrow::callBack(this, promise.property(failure.isUndefined() ? u"resolve"_s : u"reject"_s),
                              {failure.isUndefined() ? value : failure});
        else
            JsThrow::callBack(this, callback, {failure, value});
    });
    return promise.property(u"promise"_s);
}

} // namespace NodeHttp
