// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "qmlhttp.h"

#include "jsrealm_p.h"
#include "jsrequestoptions_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"

#include <QtCore/qmetaobject.h>

using namespace Qt::StringLiterals;

namespace NodeHttp {

QJSValue QmlHttp::methods()
{
    const JsRealm *realm = JsRealm::of(this);
    if (m_methods.isUndefined() && realm)
        m_methods = JsValues::stringArray(realm, NodeHttp::methods());
    return m_methods;
}

QJSValue QmlHttp::statusCodes()
{
    const JsRealm *realm = JsRealm::of(this);
    if (m_statusCodes.isUndefined() && realm) {
        QStringList codes;
        QJSValueList texts;
        const QMap<int, QString> all = NodeHttp::statusCodes();
        for (auto it = all.begin(); it != all.end(); ++it) {
            codes.append(QString::number(it.key()));
            texts.append(QJSValue(it.value()));
        }
        m_statusCodes = realm->object(codes, texts);
    }
    return m_statusCodes;
}

// Node ignores options it does not know; here they are most likely a mistake in writing, and refused.
bool QmlHttp::applyOptions(QObject *object, const QJSValue &options)
{
    static const QHash<QString, QString> renamed = {
        {u"IncomingMessage"_s, u"prepareRequest"_s}, {u"ServerResponse"_s, u"prepareResponse"_s}};
    const JsRealm *realm = JsRealm::of(this);
    const QJSValueList pairs = realm->pairs(options);
    for (qsizetype i = 0; i + 1 < pairs.size(); i += 2) {
        if (pairs.at(i + 1).isUndefined())
            continue;
        const QString given = pairs.at(i).toString();
        const QByteArray name = renamed.value(given, given).toLatin1();
        const int index = object->metaObject()->indexOfProperty(name.constData());
        if (index < 0 || !object->metaObject()->property(index).isWritable())
            return JsThrow::raise(this, Error(u"ERR_INVALID_ARG_VALUE"_s, u"There is no option '%1'"_s.arg(given), u"TypeError"_s));
        const QMetaProperty property = object->metaObject()->property(index);
        const QJSValue &value = pairs.at(i + 1);
        const bool wantsScript = property.metaType() == QMetaType::fromType<QJSValue>();
        const bool wantsNumber = property.metaType().id() == QMetaType::Int || property.metaType().id() == QMetaType::LongLong;
        if ((wantsNumber && !value.isNumber()) || (property.metaType().id() == QMetaType::Bool && !value.isBool()))
            return JsThrow::raise(this, JsThrow::argumentType(realm, ("options." + given.toLatin1()).constData(),
                                                              wantsNumber ? "of type number" : "of type boolean", value));
        property.write(object, wantsScript ? QVariant::fromValue(value) : value.toVariant());
    }
    return true;
}

QmlServer *QmlHttp::createServer(const QJSValue &options, const QJSValue &listener)
{
    if (options.isCallable())
        return createServer(QJSValue(), options);
    const JsRealm *realm = JsRealm::of(this);
    if (!realm || (!options.isUndefined() && !options.isNull() && !options.isObject())) {
        JsThrow::raise(this, JsThrow::argumentType(realm, "options", "of type object", options));
        return nullptr;
    }
    auto *server = new QmlServer;
    QJSEngine::setObjectOwnership(server, QJSEngine::JavaScriptOwnership);
    realm->wrap(server);
    if (options.isObject()) {
        if (!applyOptions(server, options))
            return server;
        if (const Error error = server->error()) {
            JsThrow::raise(this, error);
            return server;
        }
    }
    if (listener.isCallable())
        server->on(u"request"_s, listener);
    return server;
}

// --- the client half ---

QmlAgent *QmlHttp::agentFor(const QString &protocol)
{
    QmlAgent *&agent = protocol == "https:"_L1 ? m_secureAgent : m_plainAgent;
    if (!agent) {
        agent = new QmlAgent(this);
        if (protocol == "https:"_L1)
            agent->setProtocol(protocol);
    }
    return agent;
}

QmlAgent *QmlHttp::globalAgent()
{
    return agentFor(u"http:"_s);
}

QJSValue QmlHttp::agentConstructor()
{
    const JsRealm *realm = JsRealm::of(this);
    if (m_agentConstructor.isUndefined() && realm)
        m_agentConstructor = realm->agentConstructor(this);
    return m_agentConstructor;
}

// What is no option of an agent is one of its connections, as in Node.
void QmlHttp::applyAgentOptions(QmlAgent *agent, const QJSValue &options)
{
    const JsRealm *realm = JsRealm::of(this);
    const QJSValueList pairs = realm->pairs(options);
    QStringList names[2];
    QJSValueList values[2];
    for (qsizetype i = 0; i + 1 < pairs.size(); i += 2) {
        const QString name = pairs.at(i).toString();
        const int index = agent->metaObject()->indexOfProperty(name.toLatin1().constData());
        const bool own = index >= 0 && agent->metaObject()->property(index).isWritable();
        names[own].append(name);
        values[own].append(pairs.at(i + 1));
    }
    if (applyOptions(agent, realm->object(names[true], values[true])) && !names[false].isEmpty())
        agent->setConnection(realm->object(names[false], values[false]));
}

QmlAgent *QmlHttp::createAgent(const QJSValue &options)
{
    auto *agent = new QmlAgent;
    QJSEngine::setObjectOwnership(agent, QJSEngine::JavaScriptOwnership);
    JsRealm::of(this)->wrap(agent);
    if (options.isObject())
        applyAgentOptions(agent, options);
    else if (!options.isUndefined() && !options.isNull())
        JsThrow::raise(this, JsThrow::argumentType(JsRealm::of(this), "options", "of type object", options));
    return agent;
}

QmlClientRequest *QmlHttp::request(const QJSValue &where, const QJSValue &options, const QJSValue &listener)
{
    if (options.isCallable())
        return request(where, QJSValue(), options);
    RequestOptions read;
    Error error;
    if (JsRequestOptions::isUrl(where))
        error = JsRequestOptions::readUrl(where, &read);
    else
        error = JsRequestOptions::read(this, where, &read);
    if (!error)
        error = JsRequestOptions::read(this, options, &read);
    if (error) {
        JsThrow::raise(this, error);
        return nullptr;
    }
    if (!read.agent && !read.oneTimeAgent && !read.createConnection)
        read.agent = agentFor(read.protocol);
    return QmlClientRequest::make(this, read, listener);
}

QmlClientRequest *QmlHttp::get(const QJSValue &where, const QJSValue &options, const QJSValue &listener)
{
    QmlClientRequest *made = request(where, options, listener);
    if (made)
        made->ClientRequest::end();
    return made;
}

void QmlHttp::validateHeaderName(const QJSValue &name, const QString &label)
{
    const QByteArray what = label.isEmpty() ? QByteArrayLiteral("Header name") : label.toLatin1();
    if (!name.isString()) {
        JsThrow::raise(this, Error(u"ERR_INVALID_HTTP_TOKEN"_s,
                                   u"%1 must be a valid HTTP token [\"%2\"]"_s.arg(QLatin1String(what), name.toString()),
                                   u"TypeError"_s));
        return;
    }
    JsThrow::raise(this, NodeHttp::validateHeaderName(name.toString().toUtf8(), what));
}

void QmlHttp::validateHeaderValue(const QJSValue &name, const QJSValue &value)
{
    JsThrow::raise(this, NodeHttp::validateHeaderValue(name.toString().toUtf8(), JsValues::headerValue(value)));
}

} // namespace NodeHttp
