// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Node's property names, and where the library has them.

#include "arguments.h"
#include "run.h"
#include "tables.h"
#include "text.h"

#include <NodeHttp/Agent>
#include <NodeHttp/ClientRequest>

#include <QtNetwork/qabstractsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
using Getters = QHash<QString, std::function<QString(const T *)>>;

const Getters<IncomingMessage> &incomingGetters()
{
    using Message = IncomingMessage;
    static const Getters<Message> getters = {
        {u"method"_s, [](const Message *m) { return quoted(m->method()); }},
        {u"statusCode"_s, [](const Message *m) { return formatted(qint64(m->statusCode())); }},
        {u"statusMessage"_s, [](const Message *m) { return quoted(m->statusMessage()); }},
        {u"url"_s, [](const Message *m) { return quoted(m->url()); }},
        {u"httpVersion"_s, [](const Message *m) { return quoted(m->httpVersion()); }},
        {u"httpVersionMajor"_s, [](const Message *m) { return formatted(qint64(m->httpVersionMajor())); }},
        {u"httpVersionMinor"_s, [](const Message *m) { return formatted(qint64(m->httpVersionMinor())); }},
        {u"headers"_s, [](const Message *m) { return formatted(QVariant(m->headers())); }},
        {u"headersDistinct"_s, [](const Message *m) { return formatted(QVariant(m->headersDistinct())); }},
        {u"rawHeaders"_s, [](const Message *m) { return formatted(QVariant(m->rawHeaders())); }},
        {u"trailers"_s, [](const Message *m) { return formatted(QVariant(m->trailers())); }},
        {u"trailersDistinct"_s, [](const Message *m) { return formatted(QVariant(m->trailersDistinct())); }},
        {u"rawTrailers"_s, [](const Message *m) { return formatted(QVariant(m->rawTrailers())); }},
        {u"complete"_s, [](const Message *m) { return formatted(m->isComplete()); }},
        {u"aborted"_s, [](const Message *m) { return formatted(m->isAborted()); }},
        {u"destroyed"_s, [](const Message *m) { return formatted(m->isDestroyed()); }},
        {u"upgrade"_s, [](const Message *m) { return formatted(m->isUpgrade()); }},
        {u"readable"_s, [](const Message *m) { return formatted(m->isStreamReadable()); }},
        {u"readableEnded"_s, [](const Message *m) { return formatted(m->isReadableEnded()); }},
        {u"readableFlowing"_s, [](const Message *m) { return formatted(m->readableFlowing()); }},
        {u"readableHighWaterMark"_s, [](const Message *m) { return formatted(m->readableHighWaterMark()); }},
        {u"readableLength"_s, [](const Message *m) { return formatted(m->readableLength()); }},
        {u"readableEncoding"_s, [](const Message *m) { return formatted(m->readableEncoding()); }},
    };
    return getters;
}

const Getters<OutgoingMessage> &outgoingGetters()
{
    using Message = OutgoingMessage;
    static const Getters<Message> getters = {
        {u"headersSent"_s, [](const Message *m) { return formatted(m->headersSent()); }},
        {u"finished"_s, [](const Message *m) { return formatted(m->isFinished()); }},
        {u"writable"_s, [](const Message *m) { return formatted(m->isWritable()); }},
        {u"writableEnded"_s, [](const Message *m) { return formatted(m->isWritableEnded()); }},
        {u"writableFinished"_s, [](const Message *m) { return formatted(m->isWritableFinished()); }},
        {u"writableCorked"_s, [](const Message *m) { return formatted(qint64(m->writableCorked())); }},
        {u"writableHighWaterMark"_s, [](const Message *m) { return formatted(m->writableHighWaterMark()); }},
        {u"writableLength"_s, [](const Message *m) { return formatted(m->writableLength()); }},
        {u"writableNeedDrain"_s, [](const Message *m) { return formatted(m->writableNeedDrain()); }},
        {u"writableObjectMode"_s, [](const Message *m) { return formatted(m->writableObjectMode()); }},
        {u"destroyed"_s, [](const Message *m) { return formatted(m->isDestroyed()); }},
        {u"closed"_s, [](const Message *m) { return formatted(m->isClosed()); }},
        {u"sendDate"_s, [](const Message *m) { return formatted(m->sendsDate()); }},
        {u"strictContentLength"_s, [](const Message *m) { return formatted(m->strictContentLength()); }},
    };
    return getters;
}

const Getters<ClientRequest> &requestGetters()
{
    using Message = ClientRequest;
    static const Getters<Message> getters = {
        {u"method"_s, [](const Message *m) { return quoted(m->method()); }},
        {u"path"_s, [](const Message *m) { return quoted(m->path()); }},
        {u"host"_s, [](const Message *m) { return quoted(m->host()); }},
        {u"protocol"_s, [](const Message *m) { return quoted(m->protocol()); }},
        {u"reusedSocket"_s, [](const Message *m) { return formatted(m->reusedSocket()); }},
        {u"aborted"_s, [](const Message *m) { return formatted(m->isAborted()); }},
    };
    return getters;
}

const Getters<Agent> &agentGetters()
{
    static const Getters<Agent> getters = {
        {u"defaultPort"_s, [](const Agent *a) { return formatted(qint64(a->defaultPort())); }},
        {u"protocol"_s, [](const Agent *a) { return quoted(a->protocol()); }},
        {u"keepAlive"_s, [](const Agent *a) { return formatted(a->keepAlive()); }},
        {u"keepAliveMsecs"_s, [](const Agent *a) { return formatted(qint64(a->keepAliveMsecs())); }},
        {u"maxFreeSockets"_s, [](const Agent *a) { return formatted(qint64(a->maxFreeSockets())); }},
        {u"totalSocketCount"_s, [](const Agent *a) { return formatted(qint64(a->totalSocketCount())); }},
    };
    return getters;
}

const Getters<Server> &serverGetters()
{
    static const Getters<Server> getters = {
        {u"listening"_s, [](const Server *s) { return formatted(s->isListening()); }},
        {u"timeout"_s, [](const Server *s) { return formatted(qint64(s->timeout())); }},
        {u"keepAliveTimeout"_s, [](const Server *s) { return formatted(qint64(s->keepAliveTimeout())); }},
        {u"headersTimeout"_s, [](const Server *s) { return formatted(qint64(s->headersTimeout())); }},
        {u"requestTimeout"_s, [](const Server *s) { return formatted(qint64(s->requestTimeout())); }},
        {u"maxRequestsPerSocket"_s, [](const Server *s) { return formatted(qint64(s->maxRequestsPerSocket())); }},
    };
    return getters;
}

template <typename T>
QString got(const Getters<T> &getters, const T *object, const QString &property)
{
    const auto it = getters.find(property);
    return it == getters.end() ? u"?"_s : (*it)(object);
}

template <typename T>
QString poolText(const Run *run, const QMap<QString, QList<T *>> &pool)
{
    QStringList texts;
    for (auto it = pool.begin(); it != pool.end(); ++it) {
        QStringList members;
        for (T *member : *it) {
            const QString name = run->nameOf(member);
            members.append(name.isEmpty() ? u"?"_s : name);
        }
        texts.append(u"%1: [%2]"_s.arg(it.key(), members.join(u", "_s)));
    }
    return u'{' + texts.join(u", "_s) + u'}';
}

QString agentText(const Run *run, const Agent *agent, const QString &property)
{
    if (property == u"sockets")
        return poolText(run, agent->sockets());
    if (property == u"freeSockets")
        return poolText(run, agent->freeSockets());
    if (property == u"requests")
        return poolText(run, agent->requests());
    return got(agentGetters(), agent, property);
}

} // namespace

QString propertyText(const Run *run, QObject *object, const QString &property)
{
    const auto named = [run](QObject *other) { return other ? run->nameOf(other) : u"null"_s; };
    if (auto *incoming = qobject_cast<IncomingMessage *>(object)) {
        if (property == u"socket" || property == u"connection")
            return named(incoming->socket());
        return got(incomingGetters(), incoming, property);
    }
    if (auto *outgoing = qobject_cast<OutgoingMessage *>(object)) {
        if (property == u"socket" || property == u"connection")
            return named(outgoing->socket());
        auto *response = qobject_cast<ServerResponse *>(outgoing);
        if (response && property == u"statusCode")
            return formatted(qint64(response->statusCode()));
        if (response && property == u"statusMessage")
            return response->statusMessage().isNull() ? u"undefined"_s : quoted(response->statusMessage());
        if (response && property == u"req")
            return named(response->req());
        auto *request = qobject_cast<ClientRequest *>(outgoing);
        if (request && property == u"res")
            return named(request->res());
        if (request && requestGetters().contains(property))
            return got(requestGetters(), request, property);
        return got(outgoingGetters(), outgoing, property);
    }
    if (auto *agent = qobject_cast<Agent *>(object))
        return agentText(run, agent, property);
    if (auto *server = qobject_cast<Server *>(object))
        return got(serverGetters(), server, property);
    if (auto *socket = qobject_cast<QAbstractSocket *>(object); socket && property == u"destroyed")
        return formatted(socket->state() != QAbstractSocket::ConnectedState);
    return property == u"destroyed" && !object ? u"true"_s : u"?"_s;
}

void assignProperty(QObject *object, const QString &property, const QJsonValue &value)
{
    if (auto *response = qobject_cast<ServerResponse *>(object)) {
        if (property == u"statusCode")
            response->setStatusCode(value.toInt());
        else if (property == u"statusMessage")
            response->setStatusMessage(value.toString());
        else if (property == u"sendDate")
            response->setSendDate(value.toBool());
        else if (property == u"strictContentLength")
            response->setStrictContentLength(value.toBool());
    } else if (auto *request = qobject_cast<ClientRequest *>(object)) {
        if (property == u"maxHeadersCount")
            request->setMaxHeadersCount(value.toInt());
    } else if (auto *server = qobject_cast<Server *>(object)) {
        server->setProperty(property.toLatin1().constData(), value.toInt());
    }
}
