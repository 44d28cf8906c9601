// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "qmlagent.h"

#include "jsrealm_p.h"
#include "jsrequestoptions_p.h"
#include "jsthrow_p.h"

#include <NodeHttp/clientrequest.h>

#include <QtQml/qqmlinfo.h>

using namespace Qt::StringLiterals;

namespace NodeHttp {

QmlAgent::QmlAgent(QObject *parent) : Agent(parent) {}

// --- options ---

void QmlAgent::change(const AgentOptions &options)
{
    if (!setOptions(options))
        qmlWarning(this).noquote() << error().code() << ' ' << error().message();
    Q_EMIT optionsChanged();
}

void QmlAgent::setProtocol(const QString &protocol)
{
    AgentOptions changed = options();
    changed.protocol = protocol;
    change(changed);
}

void QmlAgent::setDefaultPort(int port)
{
    AgentOptions changed = options();
    changed.defaultPort = port;
    change(changed);
}

QString QmlAgent::scheduling() const
{
    return options().scheduling == Scheduling::Fifo ? u"fifo"_s : u"lifo"_s;
}

void QmlAgent::setScheduling(const QString &scheduling)
{
    if (scheduling != "lifo"_L1 && scheduling != "fifo"_L1) {
        qmlWarning(this).noquote() << "scheduling is 'lifo' or 'fifo', not '" << scheduling << '\'';
        return;
    }
    AgentOptions changed = options();
    changed.scheduling = scheduling == "fifo"_L1 ? Scheduling::Fifo : Scheduling::Lifo;
    change(changed);
}

int QmlAgent::timeout() const
{
    return options().timeout ? int(options().timeout->count()) : 0;
}

void QmlAgent::setTimeout(int milliseconds)
{
    AgentOptions changed = options();
    changed.timeout.reset();
    if (milliseconds > 0)
        changed.timeout = std::chrono::milliseconds(milliseconds);
    change(changed);
}

void QmlAgent::setAgentKeepAliveTimeoutBuffer(int milliseconds)
{
    AgentOptions changed = options();
    changed.agentKeepAliveTimeoutBuffer = std::chrono::milliseconds(milliseconds);
    change(changed);
}

void QmlAgent::setMaxCachedSessions(int sessions)
{
    AgentOptions changed = options();
    changed.maxCachedSessions = sessions;
    change(changed);
}

void QmlAgent::setConnection(const QJSValue &options)
{
    AgentOptions changed = this->options();
    changed.connection = {};
    if (const Error error = JsRequestOptions::read(this, options, &changed.connection)) {
        JsThrow::raise(this, error);
        return;
    }
    m_connection = options;
    change(changed);
}

void QmlAgent::setProxyEnv(const QJSValue &variables)
{
    const JsRealm *realm = JsRealm::of(this);
    AgentOptions changed = options();
    changed.proxyEnv.reset();
    if (realm && variables.isObject()) {
        QProcessEnvironment environment;
        const QJSValueList pairs = realm->pairs(variables);
        for (qsizetype i = 0; i + 1 < pairs.size(); i += 2)
            environment.insert(pairs.at(i).toString(), pairs.at(i + 1).toString());
        changed.proxyEnv = environment;
    }
    m_proxyEnv = variables;
    change(changed);
}

// --- what it has ---

namespace {

template <typename Map, typename Face> QJSValue byName(const JsRealm *realm, const Map &map, Face face)
{
    if (!realm)
        return {};
    QStringList names;
    QJSValueList lists;
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        QJSValueList list;
        for (auto *object : it.value())
            list.append(realm->wrap(face(object)));
        names.append(it.key());
        lists.append(realm->list(list));
    }
    return realm->bareObject(names, lists);
}

} // namespace

QJSValue QmlAgent::jsSockets() const
{
    return byName(JsRealm::of(this), sockets(), &QmlSocket::of);
}

QJSValue QmlAgent::jsFreeSockets() const
{
    return byName(JsRealm::of(this), freeSockets(), &QmlSocket::of);
}

QJSValue QmlAgent::jsRequests() const
{
    return byName(JsRealm::of(this), requests(), [](ClientRequest *request) { return request; });
}

// --- calls ---

void QmlAgent::removeSocket(QmlSocket *socket)
{
    if (socket && socket->device())
        Agent::removeSocket(socket->device());
}

QString QmlAgent::getName(const QJSValue &options)
{
    RequestOptions read;
    if (const Error error = JsRequestOptions::read(this, options, &read)) {
        JsThrow::raise(this, error);
        return {};
    }
    return Agent::getName(read);
}

QmlSocket *QmlAgent::createConnection(const QJSValue &options, const QJSValue &callback)
{
    RequestOptions read;
    read.protocol = protocol();
    read.defaultPort = defaultPort();
    if (const Error error = JsRequestOptions::read(this, options, &read)) {
        JsThrow::raise(this, error);
        return nullptr;
    }
    if (read.port < 0)
        read.port = read.defaultPort;
    QIODevice *device = Agent::createConnection(read, [this, callback](const Error &error, QIODevice *made) {
        const JsRealm *realm = JsRealm::of(this);
        JsThrow::callBack(this, callback, {JsThrow::toJs(realm, error), made ? realm->wrap(QmlSocket::adopt(made)) : QJSValue()});
    });
    return QmlSocket::adopt(device);
}

bool QmlAgent::keepSocketAlive(QmlSocket *socket)
{
    return socket && socket->device() && Agent::keepSocketAlive(socket->device());
}

void QmlAgent::reuseSocket(QmlSocket *socket, QObject *request)
{
    if (auto *of = qobject_cast<ClientRequest *>(request); of && socket && socket->device())
        Agent::reuseSocket(socket->device(), of);
}

void QmlAgent::connectNotify(const QMetaMethod &signal)
{
    static const QMetaMethod freed = QMetaMethod::fromSignal(&QmlAgent::socketFreed);
    if (signal == freed && !std::exchange(m_relaysFree, true)) {
        connect(this, &Agent::socketFreed, this, [this](QIODevice *socket) { Q_EMIT socketFreed(QmlSocket::of(socket)); });
    }
    Agent::connectNotify(signal);
}

} // namespace NodeHttp
