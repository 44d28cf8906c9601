// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Node's property names, and where the library has them.

#include "arguments.h"
#include "run.h"
#include "tables.h"
#include "text.h"

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
        return got(outgoingGetters(), outgoing, property);
    }
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
    } else if (auto *server = qobject_cast<Server *>(object)) {
        server->setProperty(property.toLatin1().constData(), value.toInt());
    }
}
