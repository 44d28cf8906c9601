// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Server for scripts: options as properties, the forms of listen(). What its signals become is in qmlserverrelay.cpp.

#include "qmlserver.h"

#include "jsrealm_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"

#include <QtQml/qqmlinfo.h>

#include <cmath>

using namespace Qt::StringLiterals;

namespace NodeHttp {

QmlServer::QmlServer(QObject *parent) : Server(parent)
{
    ServerOptions factories;
    factories.incomingMessage = []() -> IncomingMessage * { return new QmlIncomingMessage; };
    factories.serverResponse = [this](IncomingMessage *request) -> ServerResponse * {
        auto *response = new QmlServerResponse(request);
        if (m_prepareResponse.isCallable())
            JsThrow::callBack(this, m_prepareResponse, {JsRealm::of(this)->wrap(response)});
        return response;
    };
    setOptions(factories);
    connect(this, &Server::listeningChanged, this, &QmlServer::updateHold);
    connect(this, &Server::closed, this, &QmlServer::updateHold);
    connect(this, &Server::errorOccurred, this, [this](const Error &error) { setErrorString(error.message()); });
    connect(this, &Server::listeningStarted, this, [this] { setErrorString({}); });
}

// --- properties ---

void QmlServer::warn(const Error &error)
{
    setErrorString(error.message());
    qmlWarning(this).noquote() << error.code() << ' ' << error.message();
}

void QmlServer::setErrorString(const QString &text)
{
    if (text == m_errorString)
        return;
    m_errorString = text;
    Q_EMIT errorStringChanged();
}

void QmlServer::setWantedPort(int port)
{
    m_port = port;
    if (!isListening())
        Q_EMIT listeningChanged();
}

void QmlServer::setHost(const QString &host)
{
    if (std::exchange(m_host, host) != host)
        Q_EMIT hostChanged();
}

void QmlServer::setPath(const QString &path)
{
    if (std::exchange(m_path, path) != path)
        Q_EMIT pathChanged();
}

void QmlServer::setBacklog(int backlog)
{
    if (std::exchange(m_backlog, backlog) != backlog)
        Q_EMIT backlogChanged();
}

QString QmlServer::url() const
{
    const AddressInfo where = Server::address();
    if (where.port <= 0)
        return {};
    const bool any = where.address == "::"_L1 || where.address == "0.0.0.0"_L1;
    const QString host = any ? u"localhost"_s : where.family == "IPv6"_L1 ? u'[' + where.address + u']' : where.address;
    return u"%1://%2:%3"_s.arg(m_certificate.isEmpty() ? u"http"_s : u"https"_s, host).arg(where.port);
}

void QmlServer::setHardened(bool on)
{
    if (std::exchange(m_hardened, on) == on)
        return;
    const ServerOptions from = on ? ServerOptions() : ServerOptions::hardened();
    const ServerOptions to = on ? ServerOptions::hardened() : ServerOptions();
    ServerOptions changed = options();
    const auto move = [&](auto member) {
        if (changed.*member == from.*member) // what the scene set by itself stays
            changed.*member = to.*member;
    };
    move(&ServerOptions::requestTimeout);
    move(&ServerOptions::headersTimeout);
    move(&ServerOptions::timeout);
    move(&ServerOptions::handshakeTimeout);
    move(&ServerOptions::connectionsCheckingInterval);
    move(&ServerOptions::maxConnections);
    move(&ServerOptions::maxRequestsPerSocket);
    move(&ServerOptions::maxHeadersCount);
    move(&ServerOptions::noDelay);
    setOptions(changed);
    Q_EMIT hardenedChanged();
}

QStringList QmlServer::uniqueHeaders() const
{
    QStringList names;
    for (const QByteArray &name : options().uniqueHeaders)
        names.append(QString::fromLatin1(name));
    return names;
}

void QmlServer::setUniqueHeaders(const QStringList &names)
{
    QByteArrayList list;
    for (const QString &name : names)
        list.append(name.toLatin1());
    change(&ServerOptions::uniqueHeaders, list);
}

void QmlServer::setShouldUpgrade(const QJSValue &callback)
{
    m_shouldUpgrade = callback;
    if (callback.isCallable()) {
        setShouldUpgradeCallback([this](IncomingMessage *request) {
            const JsRealm *realm = JsRealm::of(this);
            return realm && m_shouldUpgrade.call({realm->wrap(request)}).toBool();
        });
    } else {
        setShouldUpgradeCallback({});
    }
    Q_EMIT shouldUpgradeChanged();
}

void QmlServer::setPrepareRequest(const QJSValue &callback)
{
    m_prepareRequest = callback;
    Q_EMIT prepareChanged();
}

void QmlServer::setPrepareResponse(const QJSValue &callback)
{
    m_prepareResponse = callback;
    Q_EMIT prepareChanged();
}

// --- listening ---

void QmlServer::componentComplete()
{
    m_complete = true;
    if (std::exchange(m_wantsListening, false))
        startListening();
}

void QmlServer::setListening(bool on)
{
    m_wantsListening = on && !m_complete;
    if (!m_complete || on == isListening())
        return;
    if (on)
        startListening();
    else
        Server::close();
}

bool QmlServer::startListening()
{
    if (!m_certificate.isEmpty() && sslConfiguration().isNull()) {
        applyTls();
        if (sslConfiguration().isNull()) // plain HTTP is not what was asked for
            return false;
    }
    ListenOptions options;
    options.path = m_path;
    options.port = m_path.isEmpty() ? m_port : -1;
    options.host = m_host;
    options.backlog = m_backlog;
    if (Server::listen(options))
        return true;
    warn(error());
    return false;
}

QmlServer *QmlServer::listen(const QJSValue &where, const QJSValue &host, const QJSValue &backlog, const QJSValue &callback)
{
    if (where.isCallable())
        return listen(QJSValue(), QJSValue(), QJSValue(), where);
    if (host.isCallable())
        return listen(where, QJSValue(), QJSValue(), host);
    if (backlog.isCallable())
        return listen(where, host, QJSValue(), backlog);

    ListenOptions options;
    options.port = m_path.isEmpty() ? m_port : -1;
    options.path = m_path;
    options.host = m_host;
    options.backlog = m_backlog;
    const auto read = [](const QJSValue &given, auto assign) {
        if (!given.isUndefined())
            assign(given);
    };
    const auto setPort = [&](const QJSValue &given) {
        const double number = given.toNumber(); // Node takes "8080" too
        options.port = number >= 0 && number <= 65535 && std::trunc(number) == number ? int(number) : 65536;
        options.path.clear();
    };
    if (where.isString() && !std::isfinite(where.toNumber())) {
        options.path = where.toString();
        options.port = -1;
        read(host, [&](const QJSValue &v) { options.backlog = v.toInt(); });
    } else if (where.isObject()) {
        read(where.property(u"port"_s), setPort);
        read(where.property(u"host"_s), [&](const QJSValue &v) { options.host = v.toString(); });
        read(where.property(u"path"_s), [&](const QJSValue &v) { options.path = v.toString(); });
        read(where.property(u"backlog"_s), [&](const QJSValue &v) { options.backlog = v.toInt(); });
        read(where.property(u"ipv6Only"_s), [&](const QJSValue &v) { options.ipv6Only = v.toBool(); });
        read(where.property(u"readableAll"_s), [&](const QJSValue &v) { options.readableAll = v.toBool(); });
        read(where.property(u"writableAll"_s), [&](const QJSValue &v) { options.writableAll = v.toBool(); });
    } else {
        if (!where.isUndefined() && !where.isNull())
            setPort(where);
        read(host, [&](const QJSValue &v) { options.host = v.toString(); });
        read(backlog, [&](const QJSValue &v) { options.backlog = v.toInt(); });
    }

    if (!m_certificate.isEmpty() && sslConfiguration().isNull())
        applyTls();
    if (!Server::listen(options)) {
        if (error().code().startsWith("ERR_"_L1)) // what the system refuses becomes an event
            JsThrow::raise(this, error());
        return this;
    }
    if (callback.isCallable())
        connect(this, &Server::listeningStarted, this, [this, callback] { JsThrow::callBack(this, callback); },
                Qt::SingleShotConnection);
    return this;
}

QmlServer *QmlServer::close(const QJSValue &callback)
{
    if (!callback.isCallable()) {
        Server::close();
        return this;
    }
    Server::close(this, [this, callback](const Error &error) {
        JsThrow::callBack(this, callback, {JsThrow::toJs(JsRealm::of(this), error)});
    });
    return this;
}

QJSValue QmlServer::address() const
{
    const AddressInfo where = Server::address();
    const JsRealm *realm = JsRealm::of(this);
    if (where.isNull() || !realm)
        return QJSValue(QJSValue::NullValue);
    if (where.port < 0)
        return QJSValue(where.address);
    return realm->object({u"address"_s, u"family"_s, u"port"_s},
                         {QJSValue(where.address), QJSValue(where.family), QJSValue(where.port)});
}

QmlServer *QmlServer::getConnections(const QJSValue &callback)
{
    if (!callback.isCallable()) {
        JsThrow::raise(this, JsThrow::argumentType(JsRealm::of(this), "callback", "of type function", callback));
        return this;
    }
    Server::getConnections(this, [this, callback](const Error &error, int count) {
        const QJSValue failure = error ? JsThrow::toJs(JsRealm::of(this), error) : QJSValue(QJSValue::NullValue);
        JsThrow::callBack(this, callback, {failure, QJSValue(count)});
    });
    return this;
}

QmlServer *QmlServer::setTimeout(const QJSValue &milliseconds, const QJSValue &callback)
{
    if (milliseconds.isCallable())
        return setTimeout(QJSValue(), milliseconds);
    std::chrono::milliseconds idle{0};
    if (!milliseconds.isUndefined()) {
        if (const Error error = JsValues::readMilliseconds(JsRealm::of(this), "msecs", milliseconds, &idle)) {
            JsThrow::raise(this, error);
            return this;
        }
    }
    Server::setTimeout(int(idle.count()));
    if (callback.isCallable()) {
        connect(this, &Server::timeoutOccurred, this, [this, callback](QIODevice *socket) {
            JsThrow::callBack(this, callback, {JsRealm::of(this)->wrap(QmlSocket::of(socket))});
        });
    }
    return this;
}

// A server that only scripts hold is theirs to forget, but not while it works.
void QmlServer::updateHold()
{
    const bool busy = isListening() || connections() > 0;
    QJSEngine *engine = qjsEngine(this);
    if (busy && !m_held && engine && !parent() && QJSEngine::objectOwnership(this) == QJSEngine::JavaScriptOwnership) {
        m_held = true;
        setParent(engine);
        QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
    } else if (!busy && std::exchange(m_held, false)) {
        setParent(nullptr);
        QJSEngine::setObjectOwnership(this, QJSEngine::JavaScriptOwnership);
    }
}

} // namespace NodeHttp
