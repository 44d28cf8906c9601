// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Node's calls, made on the library's objects. What Node would throw is what the library refuses with a warning.

#include "arguments.h"
#include "client.h"
#include "run.h"
#include "tables.h"
#include "text.h"

#include <NodeHttp/Http>

#include <QtCore/qloggingcategory.h>
#include <QtNetwork/qabstractsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

int g_refusals = 0;
QtMessageHandler g_otherMessages = nullptr;

// docs/errors.md: a call that Node refuses by throwing warns in the category nodehttp.usage.
void countRefusals(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (type == QtWarningMsg && qstrcmp(context.category, "nodehttp.usage") == 0)
        ++g_refusals;
    else if (g_otherMessages)
        g_otherMessages(type, context, text);
}

struct Call
{
    Run *run;
    QString method;
    QJsonArray arguments;
    int number;

    QJsonValue at(qsizetype i) const { return arguments.at(i); }
    QByteArray name() const { return at(0).toString().toLatin1(); }
    std::chrono::milliseconds time() const { return std::chrono::milliseconds(at(0).toInt()); }

    QString callback() const
    {
        for (const auto &argument : arguments) {
            if (hasForm(argument, "callback"_L1))
                return argument.toObject().value("callback"_L1).toString();
        }
        return {};
    }

    OutgoingMessage::Callback recorder() const
    {
        const QString what = u"callback "_s + callback();
        return [run = run, what](const Error &error) {
            run->record(error ? what + u' ' + formatted(error) : what, what);
        };
    }

    std::function<void()> plainRecorder() const
    {
        return [call = recorder()] { call({}); };
    }
};

QString names(const QByteArrayList &list)
{
    QStringList texts;
    for (const QByteArray &name : list)
        texts.append(QString::fromLatin1(name));
    return u" = "_s + formatted(QVariant(texts));
}

QString headerMap(const HeaderList &headers)
{
    QStringList texts;
    for (const Header &header : headers)
        texts.append(escaped(QString::fromLatin1(header.name)) + u": "_s + formatted(header.value));
    return u" = {"_s + texts.join(u", "_s) + u'}';
}

QString answer(bool value)
{
    return value ? u" = true"_s : u" = false"_s;
}

bool writeBody(OutgoingMessage *message, const Call &call)
{
    const QJsonValue chunk = call.at(0);
    const auto encoding = encodingOf(call.at(1));
    if (chunk.isNull())
        return message->write(static_cast<const char *>(nullptr));
    if (!call.callback().isEmpty()) {
        const QByteArray data = hasForm(chunk, "bytes"_L1) ? bytesOf(chunk) : textOf(chunk).toUtf8();
        return message->write(data, call.run, call.recorder());
    }
    if (hasForm(chunk, "bytes"_L1))
        return message->write(bytesOf(chunk));
    return message->write(textOf(chunk), encoding.value_or(Encoding::Utf8));
}

bool endBody(OutgoingMessage *message, const Call &call)
{
    const QJsonValue chunk = call.at(0);
    const bool hasData = chunk.isString() || hasForm(chunk, "bytes"_L1) || hasForm(chunk, "repeat"_L1);
    if (!call.callback().isEmpty()) {
        if (!hasData)
            return message->end(call.run, call.recorder());
        const QByteArray data = hasForm(chunk, "bytes"_L1) ? bytesOf(chunk) : textOf(chunk).toUtf8();
        return message->end(data, call.run, call.recorder());
    }
    if (!hasData)
        return message->end();
    if (hasForm(chunk, "bytes"_L1))
        return message->end(bytesOf(chunk));
    return message->end(textOf(chunk), encodingOf(call.at(1)).value_or(Encoding::Utf8));
}

bool writeHead(ServerResponse *response, const Call &call)
{
    const int code = call.at(0).toInt();
    if (call.at(1).isString())
        return response->writeHead(code, call.at(1).toString().toLatin1(), headersOf(call.at(2)));
    return response->writeHead(code, headersOf(call.at(1)));
}

// False: the library refused. What was answered is in *result.
bool onOutgoing(OutgoingMessage *message, const Call &call, QString *result)
{
    const QString &method = call.method;
    if (method == u"setHeader")
        return message->setHeader(call.name(), headerValueOf(call.at(1)));
    if (method == u"appendHeader")
        return message->appendHeader(call.name(), headerValueOf(call.at(1)));
    if (method == u"setHeaders")
        return message->setHeaders(headersOf(call.at(0)));
    if (method == u"removeHeader")
        return message->removeHeader(call.name());
    if (method == u"addTrailers")
        return message->addTrailers(headersOf(call.at(0)));
    if (method == u"flushHeaders")
        return message->flushHeaders();
    if (method == u"end")
        return endBody(message, call);
    if (method == u"pipe")
        return message->pipe();
    if (method == u"write") {
        const bool more = writeBody(message, call);
        *result = answer(more);
        return more;
    }
    if (method == u"getHeader")
        *result = u" = "_s + formatted(message->getHeader(call.name()));
    else if (method == u"hasHeader")
        *result = answer(message->hasHeader(call.name()));
    else if (method == u"getHeaders")
        *result = headerMap(message->getHeaders());
    else if (method == u"getHeaderNames")
        *result = names(message->getHeaderNames());
    else if (method == u"getRawHeaderNames")
        *result = names(message->getRawHeaderNames());
    else if (method == u"cork")
        message->cork();
    else if (method == u"uncork")
        message->uncork();
    else if (method == u"destroy")
        message->destroy(errorOf(call.at(0)));
    else if (method == u"setTimeout" && call.callback().isEmpty())
        message->setTimeout(call.time());
    else if (method == u"setTimeout")
        message->setTimeout(call.time(), call.run, call.plainRecorder());
    else if (auto *response = qobject_cast<ServerResponse *>(message)) {
        if (method == u"writeHead")
            return writeHead(response, call);
        if (method == u"writeContinue")
            return response->writeContinue();
        if (method == u"writeProcessing")
            return response->writeProcessing();
        if (method == u"writeEarlyHints")
            return response->writeEarlyHints(headersOf(call.at(0)));
        if (method == u"writeInformation")
            return response->writeInformation(call.at(0).toInt(), headersOf(call.at(1)));
        *result = u" ! no such call"_s;
    } else if (auto *request = qobject_cast<ClientRequest *>(message)) {
        if (method == u"abort")
            request->abort();
        else if (method == u"clearTimeout")
            request->clearTimeout();
        else if (method == u"setNoDelay")
            request->setNoDelay(call.at(0).toBool(true));
        else if (method == u"setSocketKeepAlive")
            request->setSocketKeepAlive(call.at(0).toBool(true));
        else
            *result = u" ! no such call"_s;
    }
    return true;
}

bool onIncoming(IncomingMessage *message, const Call &call, QString *result)
{
    const QString &method = call.method;
    if (method == u"resume") {
        message->resume();
    } else if (method == u"pause") {
        message->pause();
    } else if (method == u"read") {
        const QByteArray data = call.at(0).isDouble() ? message->read(call.at(0).toInt()) : message->readAll();
        const bool isText = !message->readableEncoding().isNull();
        *result = u" = "_s + (data.isEmpty() ? u"null"_s : isText ? quoted(QString::fromUtf8(data)) : quotedBytes(data));
    } else if (method == u"setEncoding") {
        message->setEncoding(encodingOf(call.at(0)).value_or(Encoding::Utf8));
    } else if (method == u"isPaused") {
        *result = answer(message->isPaused());
    } else if (method == u"unshift") {
        return message->unshift(bytesOf(call.at(0)));
    } else if (method == u"destroy") {
        message->destroy(errorOf(call.at(0)));
    } else if (method == u"pipe") {
        const QString name = call.at(0).toObject().value("object"_L1).toString();
        message->pipe(qobject_cast<OutgoingMessage *>(call.run->object(call.run->resolve(name, call.number))));
    } else if (method == u"unpipe") {
        message->unpipe();
    } else if (method == u"setTimeout") {
        if (call.callback().isEmpty())
            message->setTimeout(call.time());
        else
            message->setTimeout(call.time(), call.run, call.plainRecorder());
    } else {
        *result = u" ! no such call"_s;
    }
    return true;
}

bool onServer(Server *server, const Call &call, QString *result)
{
    const QString &method = call.method;
    if (method == u"listen") {
        if (call.at(1).isString())
            return server->listen(call.at(0).toInt(), call.at(1).toString());
        return server->listen(call.at(0).toInt());
    }
    if (method == u"close" && call.callback().isEmpty())
        server->close();
    else if (method == u"close")
        server->close(call.run, call.recorder());
    else if (method == u"closeAllConnections")
        server->closeAllConnections();
    else if (method == u"closeIdleConnections")
        server->closeIdleConnections();
    else if (method == u"setTimeout")
        server->setTimeout(call.at(0).toInt());
    else if (method == u"getConnections")
        server->getConnections(call.run, [call](const Error &, int count) {
            const QString what = u"callback "_s + call.callback();
            call.run->record(what + u' ' + QString::number(count), what);
        });
    else
        *result = u" ! no such call"_s;
    return true;
}

void onAgent(Agent *agent, const Call &call, QString *result)
{
    const QJsonObject given = call.at(0).toObject();
    if (call.method == u"destroy") {
        agent->destroy();
    } else if (call.method == u"removeSocket") { // Node: socket.emit('agentRemove')
        agent->removeSocket(qobject_cast<QIODevice *>(call.run->object(given.value("object"_L1).toString())));
    } else if (call.method == u"getName") {
        *result = u" = "_s + quoted(agent->getName(nameOptionsOf(given.value("options"_L1).toObject())));
    } else {
        *result = u" ! no such call"_s;
    }
}

void onSocket(QIODevice *socket, const Call &call, QString *result)
{
    auto *network = qobject_cast<QAbstractSocket *>(socket);
    if (call.method == u"write" || call.method == u"end") {
        if (!call.arguments.isEmpty())
            socket->write(bytesOf(call.at(0)));
        if (call.method == u"write")
            *result = answer(true);
        else if (network)
            network->disconnectFromHost();
        else
            socket->close();
    } else if (call.method == u"destroy") {
        if (network)
            network->abort();
        else
            socket->close();
    } else {
        *result = u" ! no such call"_s;
    }
}

Error errorOfObject(const QObject *object)
{
    if (auto *message = qobject_cast<const OutgoingMessage *>(object))
        return message->error();
    if (auto *message = qobject_cast<const IncomingMessage *>(object))
        return message->error();
    if (auto *server = qobject_cast<const Server *>(object))
        return server->error();
    return {};
}

} // namespace

QString performCall(Run *run, QObject *object, const QString &method, const QJsonArray &arguments, int number)
{
    static const bool installed = (g_otherMessages = qInstallMessageHandler(countRefusals), true);
    Q_UNUSED(installed)
    if (!object)
        return u" ! no such object"_s;
    const Call call{run, method, arguments, number};
    const int before = g_refusals;
    QString result;
    bool done = true;
    if (auto *outgoing = qobject_cast<OutgoingMessage *>(object))
        done = onOutgoing(outgoing, call, &result);
    else if (auto *incoming = qobject_cast<IncomingMessage *>(object))
        done = onIncoming(incoming, call, &result);
    else if (auto *server = qobject_cast<Server *>(object))
        done = onServer(server, call, &result);
    else if (auto *agent = qobject_cast<Agent *>(object))
        onAgent(agent, call, &result);
    else if (auto *controller = qobject_cast<AbortController *>(object))
        controller->abort();
    else if (auto *socket = qobject_cast<QIODevice *>(object))
        onSocket(socket, call, &result);
    if (!done && g_refusals > before)
        return u" ! "_s + formatted(errorOfObject(object));
    return result;
}
