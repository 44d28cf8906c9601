// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// ClientRequest for scripts, in two forms: what Http.request() starts and the library deletes, and the element of a
// scene, which starts with its first call and keeps its results.

#include "qmlclientrequest.h"

#include "bodycollector_p.h"
#include "jsrealm_p.h"
#include "jsrequestoptions_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"

using namespace Qt::StringLiterals;

namespace NodeHttp {

namespace {

IncomingMessage *makeResponse()
{
    return new QmlIncomingMessage;
}

QmlIncomingMessage *face(IncomingMessage *message)
{
    return qobject_cast<QmlIncomingMessage *>(message);
}

} // namespace

QmlClientRequest::QmlClientRequest(QObject *parent) : m_element(true)
{
    setParent(parent);
    setDeleteOnClose(false); // the scene deletes it
    followResult();
}

QmlClientRequest::QmlClientRequest(const RequestOptions &options, QJSEngine *engine) : m_begun(true)
{
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership); // the library deletes it, never the collector
    engine->newQObject(this);
    followResult();
    RequestOptions mine = options;
    mine.incomingMessage = makeResponse;
    start(mine);
}

QmlClientRequest *QmlClientRequest::make(const QObject *caller, const RequestOptions &options, const QJSValue &listener)
{
    auto *request = new QmlClientRequest(options, qjsEngine(caller));
    if (const Error error = request->error()) { // Node throws it
        JsThrow::raise(caller, error);
        request->ClientRequest::destroy();
        return nullptr;
    }
    if (listener.isCallable())
        request->once(u"response"_s, listener);
    request->setActive(true);
    return request;
}

// --- what is asked ---

void QmlClientRequest::setUrl(const QUrl &url)
{
    if (std::exchange(m_url, url) != url)
        Q_EMIT requestChanged();
}

QString QmlClientRequest::wantedMethod() const
{
    if (m_begun)
        return method();
    if (!m_method.isEmpty())
        return m_method;
    return m_body.isUndefined() || m_body.isNull() ? u"GET"_s : u"POST"_s;
}

void QmlClientRequest::setMethod(const QString &method)
{
    if (std::exchange(m_method, method) != method)
        Q_EMIT requestChanged();
}

void QmlClientRequest::setHeadersProperty(const QJSValue &headers)
{
    m_headers = headers;
    Q_EMIT requestChanged();
}

void QmlClientRequest::setBody(const QJSValue &body)
{
    m_body = body;
    Q_EMIT requestChanged();
}

void QmlClientRequest::setOptions(const QJSValue &options)
{
    m_options = options;
    Q_EMIT requestChanged();
}

void QmlClientRequest::setAgent(QmlAgent *agent)
{
    m_agent = agent;
    Q_EMIT requestChanged();
}

void QmlClientRequest::setSignal(AbortSignal *signal)
{
    m_signal = signal;
    Q_EMIT requestChanged();
}

void QmlClientRequest::setTimeoutProperty(int milliseconds)
{
    m_timeout = milliseconds;
    if (m_begun)
        ClientRequest::setTimeout(std::chrono::milliseconds(milliseconds));
    Q_EMIT requestChanged();
}

void QmlClientRequest::setSaveTo(QmlFileBody *file)
{
    m_saveTo = file;
    Q_EMIT requestChanged();
}

bool QmlClientRequest::readOptions(RequestOptions *options)
{
    const JsRealm *realm = JsRealm::of(this);
    if (!m_url.isEmpty())
        *options = RequestOptions(m_url);
    if (const Error error = JsRequestOptions::read(this, m_options, options))
        return JsThrow::raise(this, error);
    options->method = wantedMethod();
    if (!m_headers.isUndefined()) {
        options->headers.clear();
        options->headersAsArray = m_headers.isArray();
        if (const Error error = JsValues::readHeaders(realm, m_headers, &options->headers))
            return JsThrow::raise(this, error);
    }
    if (m_agent)
        options->agent = m_agent;
    if (m_signal)
        options->signal = m_signal;
    if (m_timeout > 0)
        options->timeout = std::chrono::milliseconds(m_timeout);
    const std::pair<int, std::chrono::milliseconds *> phases[] = {
        {m_queueTimeout, &options->timeouts.queue}, {m_connectTimeout, &options->timeouts.connect},
        {m_tlsTimeout, &options->timeouts.tls}, {m_firstByteTimeout, &options->timeouts.firstByte},
        {m_idleTimeout, &options->timeouts.idle}, {m_totalTimeout, &options->timeouts.total}};
    for (const auto &[milliseconds, to] : phases) {
        if (milliseconds > 0)
            *to = std::chrono::milliseconds(milliseconds);
    }
    options->incomingMessage = makeResponse;
    return true;
}

bool QmlClientRequest::begin()
{
    if (m_begun)
        return true;
    RequestOptions options;
    if (!readOptions(&options))
        return false;
    m_begun = true;
    hold(true);
    setActive(true);
    connect(this, &ClientRequest::responseReceived, this, &QmlClientRequest::collect);
    start(options);
    return !error() || JsThrow::raise(this, error());
}

QmlClientRequest *QmlClientRequest::get()
{
    if (m_begun && isWritableEnded()) {
        JsThrow::raise(this, Error(u"ERR_HTTP_REQUEST_SENT"_s,
                                   u"A request is sent once; make another with createObject() or Http.request()"_s));
        return this;
    }
    if (begin())
        sendBody();
    return this;
}

bool QmlClientRequest::endWithBody(const QJSValue &data, const QJSValue &callback)
{
    const bool hasData = !data.isUndefined() && !data.isNull() && !data.isCallable();
    if (!m_element || hasData || headersSent() || isWritableEnded() || isDestroyed())
        return false;
    if (const QJSValue done = data.isCallable() ? data : callback; done.isCallable())
        connect(this, &OutgoingMessage::finished, this, [this, done] { JsThrow::callBack(this, done); }, Qt::SingleShotConnection);
    sendBody();
    return true;
}

void QmlClientRequest::sendBody()
{
    if (m_body.isUndefined() || m_body.isNull()) {
        ClientRequest::end();
        return;
    }
    if (auto *file = qobject_cast<QmlFileBody *>(m_body.toQObject())) {
        m_upload = file;
        connect(file, &QmlFileBody::progressChanged, this, &QmlClientRequest::uploadProgressChanged);
        if (!file->send(this))
            ClientRequest::destroy(Error(u"ENOENT"_s, file->errorString()));
        return;
    }
    const JsRealm *realm = JsRealm::of(this);
    QByteArray bytes;
    if (JsValues::readBytes(realm, m_body, Encoding::Utf8, &bytes)) { // neither text nor bytes
        if (!OutgoingMessage::hasHeader("Content-Type"))
            OutgoingMessage::setHeader("Content-Type", "application/json");
        bytes = realm->toJson(m_body).toUtf8();
    }
    ClientRequest::end(bytes);
}

void QmlClientRequest::abort()
{
    ClientRequest::abort();
}

QmlClientRequest *QmlClientRequest::clearTimeout()
{
    ClientRequest::clearTimeout();
    return this;
}

// --- what comes of it ---

void QmlClientRequest::followResult()
{
    connect(this, &OutgoingMessage::errorOccurred, this, [this](const Error &error) {
        m_errorString = error.message();
        Q_EMIT errorStringChanged();
    });
    connect(this, &OutgoingMessage::finished, this, &QmlClientRequest::uploadProgressChanged);
    connect(this, &OutgoingMessage::closed, this, [this] {
        setActive(false);
        hold(false);
    });
}

void QmlClientRequest::collect(IncomingMessage *response)
{
    m_status = response->statusCode();
    bool known = false;
    m_expected = response->header("content-length").toByteArray().toLongLong(&known);
    if (!known)
        m_expected = -1;
    Q_EMIT statusChanged();
    if (m_saveTo) {
        m_saveTo->saveFrom(response);
    } else {
        new BodyCollector(response, m_bodyLimit, [this](const Error &error, const QByteArray &body) {
            if (error) {
                m_errorString = error.message();
                Q_EMIT errorStringChanged();
                return;
            }
            m_text = JsValues::decode(body, Encoding::Utf8);
            Q_EMIT textChanged();
        });
    }
    connect(response, &IncomingMessage::dataReceived, this, [this](const QByteArray &chunk) {
        m_received += chunk.size();
        Q_EMIT progressChanged();
    });
    connect(response, &IncomingMessage::ended, this, [this] {
        m_complete = true;
        Q_EMIT progressChanged();
    });
}

double QmlClientRequest::progress() const
{
    if (m_complete)
        return 1;
    return m_expected > 0 ? double(m_received) / double(m_expected) : 0;
}

double QmlClientRequest::uploadProgress() const
{
    if (isWritableFinished())
        return 1;
    return m_upload ? m_upload->progress() : 0;
}

QJSValue QmlClientRequest::json() const
{
    const JsRealm *realm = JsRealm::of(this);
    if (m_text.isEmpty() || !realm)
        return {};
    const QJSValue value = realm->parseJson(m_text);
    return value.isError() ? QJSValue() : value;
}

void QmlClientRequest::setActive(bool on)
{
    if (std::exchange(m_active, on) != on)
        Q_EMIT activeChanged();
}

// An element that only a script holds must not be collected while it is on its way.
void QmlClientRequest::hold(bool on)
{
    QJSEngine *engine = qjsEngine(this);
    if (on && !m_held && engine && !parent() && QJSEngine::objectOwnership(this) == QJSEngine::JavaScriptOwnership) {
        m_held = true;
        setParent(engine);
        QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
    } else if (!on && std::exchange(m_held, false)) {
        setParent(nullptr);
        QJSEngine::setObjectOwnership(this, QJSEngine::JavaScriptOwnership);
    }
}

// Scripts see signals of their own, passed on only while somebody listens: without a receiver Node has defaults.
void QmlClientRequest::connectNotify(const QMetaMethod &signal)
{
    static const QMetaMethod response = QMetaMethod::fromSignal(&QmlClientRequest::responseReceived);
    static const QMetaMethod upgrade = QMetaMethod::fromSignal(&QmlClientRequest::upgradeReceived);
    static const QMetaMethod tunnel = QMetaMethod::fromSignal(&QmlClientRequest::connectReceived);
    static const QMetaMethod assigned = QMetaMethod::fromSignal(&QmlClientRequest::socketAssigned);
    if (signal == response && !std::exchange(m_relays[Response], true)) {
        connect(this, &ClientRequest::responseReceived, this,
                [this](IncomingMessage *message) { Q_EMIT responseReceived(face(message)); });
    } else if (signal == upgrade && !std::exchange(m_relays[Upgrade], true)) {
        connect(this, &ClientRequest::upgradeReceived, this,
                [this](IncomingMessage *message, QIODevice *socket, const QByteArray &head) {
                    Q_EMIT upgradeReceived(face(message), QmlSocket::adopt(socket), head);
                });
    } else if (signal == tunnel && !std::exchange(m_relays[Connect], true)) {
        connect(this, &ClientRequest::connectReceived, this,
                [this](IncomingMessage *message, QIODevice *socket, const QByteArray &head) {
                    Q_EMIT connectReceived(face(message), QmlSocket::adopt(socket), head);
                });
    } else if (signal == assigned && !std::exchange(m_relays[Socket], true)) {
        connect(this, &OutgoingMessage::socketAssigned, this,
                [this](QIODevice *socket) { Q_EMIT socketAssigned(QmlSocket::of(socket)); });
    }
    ClientRequest::connectNotify(signal);
}

} // namespace NodeHttp
