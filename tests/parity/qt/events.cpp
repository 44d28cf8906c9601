// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Node's event names, and the signals that stand for them (docs/node-map.md).

#include "run.h"
#include "tables.h"
#include "text.h"

#include <NodeHttp/Agent>
#include <NodeHttp/ClientRequest>

#include <QtNetwork/qabstractsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

using Argument = Run::Argument;

struct Listener
{
    Run *run;
    QString name;
    QString event;

    void operator()(const QList<Argument> &arguments = {}) const { run->emitted(name, event, arguments); }
};

// \a event maps to one of the signals in \a plain, which all come without arguments.
template <typename T>
bool connectPlain(Run *run, T *object, const Listener &listener,
                  const QHash<QString, void (T::*)()> &plain)
{
    const auto it = plain.find(listener.event);
    if (it == plain.end())
        return false;
    QObject::connect(object, *it, run, [listener] { listener(); });
    return true;
}

bool connectIncoming(Run *run, IncomingMessage *message, const Listener &listener)
{
    const QString &event = listener.event;
    if (event == u"data") {
        QObject::connect(message, &IncomingMessage::dataReceived, run, [listener, message](const QByteArray &chunk) {
            const bool isText = message->readableEncoding().toString() == u"utf8"; // in other encodings chunks stay bytes
            listener({isText ? quoted(QString::fromUtf8(chunk)) : quotedBytes(chunk)});
        });
        return true;
    }
    if (event == u"error") {
        QObject::connect(message, &IncomingMessage::errorOccurred, run,
                         [listener](const Error &error) { listener({error}); });
        return true;
    }
    if (event == u"readable") {
        QObject::connect(message, &QIODevice::readyRead, run, [listener] { listener(); });
        return true;
    }
    return connectPlain<IncomingMessage>(run, message, listener, {
        {u"end"_s, &IncomingMessage::ended}, {u"aborted"_s, &IncomingMessage::aborted},
        {u"pause"_s, &IncomingMessage::paused}, {u"resume"_s, &IncomingMessage::resumed},
        {u"timeout"_s, &IncomingMessage::timeoutOccurred}, {u"close"_s, &IncomingMessage::closed}});
}

bool connectRequest(Run *run, ClientRequest *request, const Listener &listener)
{
    const QString &event = listener.event;
    if (event == u"response") {
        QObject::connect(request, &ClientRequest::responseReceived, run,
                         [listener](IncomingMessage *response) { listener({response}); });
        return true;
    }
    if (event == u"information") {
        QObject::connect(request, &ClientRequest::informationReceived, run,
                         [listener](const InformationalResponse &told) {
            listener({u"%1 %2 %3 %4"_s.arg(told.statusCode).arg(quoted(told.statusMessage), told.httpVersion,
                                                               formatted(QVariant(told.rawHeaders)))});
        });
        return true;
    }
    if (event == u"upgrade" || event == u"connect") {
        const auto signal = event == u"upgrade" ? &ClientRequest::upgradeReceived : &ClientRequest::connectReceived;
        QObject::connect(request, signal, run,
                         [listener](IncomingMessage *message, QIODevice *socket, const QByteArray &head) {
            listener({message, socket, quotedBytes(head)});
        });
        return true;
    }
    return connectPlain<ClientRequest>(run, request, listener, {
        {u"continue"_s, &ClientRequest::continueReceived}, {u"abort"_s, &ClientRequest::aborted}});
}

bool connectOutgoing(Run *run, OutgoingMessage *message, const Listener &listener)
{
    const QString &event = listener.event;
    if (event == u"error") {
        QObject::connect(message, &OutgoingMessage::errorOccurred, run,
                         [listener](const Error &error) { listener({error}); });
        return true;
    }
    if (event == u"socket" || event == u"pipe" || event == u"unpipe") {
        const auto signal = event == u"socket" ? &OutgoingMessage::socketAssigned
            : event == u"pipe" ? &OutgoingMessage::piped : &OutgoingMessage::unpiped;
        QObject::connect(message, signal, run, [listener](QIODevice *other) { listener({other}); });
        return true;
    }
    if (auto *request = qobject_cast<ClientRequest *>(message); request && connectRequest(run, request, listener))
        return true;
    return connectPlain<OutgoingMessage>(run, message, listener, {
        {u"prefinish"_s, &OutgoingMessage::prefinished}, {u"finish"_s, &OutgoingMessage::finished},
        {u"drain"_s, &OutgoingMessage::drained}, {u"timeout"_s, &OutgoingMessage::timeoutOccurred},
        {u"close"_s, &OutgoingMessage::closed}});
}

bool connectServer(Run *run, Server *server, const Listener &listener)
{
    const QString &event = listener.event;
    if (event == u"request" || event == u"checkContinue" || event == u"checkExpectation") {
        const auto signal = event == u"request" ? &Server::requestReceived
            : event == u"checkContinue" ? &Server::continueExpected : &Server::expectationReceived;
        QObject::connect(server, signal, run, [listener](IncomingMessage *request, ServerResponse *response) {
            listener({request, response});
        });
        return true;
    }
    if (event == u"upgrade" || event == u"connect") {
        const auto signal = event == u"upgrade" ? &Server::upgradeReceived : &Server::connectReceived;
        QObject::connect(server, signal, run,
                         [listener](IncomingMessage *message, QIODevice *socket, const QByteArray &head) {
            listener({message, socket, quotedBytes(head)});
        });
        return true;
    }
    if (event == u"connection" || event == u"timeout") {
        const auto signal = event == u"connection" ? &Server::connectionOpened : &Server::timeoutOccurred;
        QObject::connect(server, signal, run, [listener](QIODevice *socket) { listener({socket}); });
        return true;
    }
    if (event == u"clientError") {
        QObject::connect(server, &Server::clientErrorOccurred, run, [listener](const Error &error, QIODevice *socket) {
            listener({error, socket});
        });
        return true;
    }
    if (event == u"dropRequest") {
        QObject::connect(server, &Server::requestDropped, run, [listener](IncomingMessage *request, QIODevice *socket) {
            listener({request, socket});
        });
        return true;
    }
    if (event == u"error") {
        QObject::connect(server, &Server::errorOccurred, run,
                         [listener](const Error &error) { listener({error}); });
        return true;
    }
    return connectPlain<Server>(run, server, listener, {
        {u"listening"_s, &Server::listeningStarted}, {u"close"_s, &Server::closed}});
}

bool connectSocket(Run *run, QIODevice *socket, const Listener &listener)
{
    auto *network = qobject_cast<QAbstractSocket *>(socket);
    if (listener.event == u"end") {
        QObject::connect(socket, &QIODevice::readChannelFinished, run, [listener, network] {
            // QTcpSocket says so again while it closes; Node's 'end' is the peer's alone.
            if (!network || network->state() == QAbstractSocket::ConnectedState)
                listener();
        });
    } else if (listener.event == u"close" && network) {
        const bool connected = network->state() == QAbstractSocket::ConnectedState;
        const auto once = std::make_shared<bool>(connected);
        QObject::connect(network, &QAbstractSocket::connected, run, [once] { *once = true; });
        QObject::connect(network, &QAbstractSocket::disconnected, run, [listener] { listener(); });
        QObject::connect(network, &QObject::destroyed, run, [listener, once] {
            if (!*once) // what never connected cannot disconnect
                listener();
        });
    } else if (listener.event == u"connect" && network) {
        QObject::connect(network, &QAbstractSocket::connected, run, [listener] { listener(); });
    } else if (listener.event == u"data") {
        QObject::connect(socket, &QIODevice::readyRead, run,
                         [listener, socket] { listener({quotedBytes(socket->readAll())}); });
    } else {
        return false;
    }
    return true;
}

} // namespace

bool connectEvent(Run *run, QObject *object, const QString &name, const QString &event)
{
    const Listener listener{run, name, event};
    if (auto *incoming = qobject_cast<IncomingMessage *>(object))
        return connectIncoming(run, incoming, listener);
    if (auto *outgoing = qobject_cast<OutgoingMessage *>(object))
        return connectOutgoing(run, outgoing, listener);
    if (auto *server = qobject_cast<Server *>(object))
        return connectServer(run, server, listener);
    if (auto *agent = qobject_cast<Agent *>(object); agent && event == u"free") {
        QObject::connect(agent, &Agent::socketFreed, run, [listener](QIODevice *socket) { listener({socket}); });
        return true;
    }
    if (auto *socket = qobject_cast<QIODevice *>(object))
        return connectSocket(run, socket, listener);
    return false;
}
