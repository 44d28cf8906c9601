// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "eventlog.h"

#include <QtNetwork/qabstractsocket.h>
#include <QtNetwork/qlocalsocket.h>
#if QT_CONFIG(ssl)
#include <QtNetwork/qsslsocket.h>
#endif

#include <memory>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

EventLog::EventLog(Server *server)
{
    if (!server)
        return;
    connect(server, &Server::requestReceived, this, [this] { note(u"request"_s); });
    connect(server, &Server::closed, this, [this] { note(u"server.close"_s); });
}

void EventLog::watch(IncomingMessage *message, const QString &name, int extras)
{
    connect(message, &IncomingMessage::ended, this, [this, name] { note(name + u".end"_s); });
    connect(message, &IncomingMessage::aborted, this, [this, name] { note(name + u".aborted"_s); });
    connect(message, &IncomingMessage::closed, this, [this, name, message, extras] {
        const QString state = extras & State
            ? u"[complete=%1,aborted=%2]"_s.arg(int(message->isComplete())).arg(int(message->isAborted())) : QString();
        note(name + u".close"_s + state);
    });
    if (extras & Data)
        connect(message, &IncomingMessage::dataReceived, this, [this, name](const QByteArray &chunk) {
            note(name + u".data("_s + QString::fromLatin1(chunk) + u')');
        });
    if (extras & Errors)
        connect(message, &IncomingMessage::errorOccurred, this, [this, name](const Error &error) {
            note(name + u".error("_s + error.code() + u')');
        });
    if (extras & Timeouts)
        connect(message, &IncomingMessage::timeoutOccurred, this, [this, name] { note(name + u".timeout"_s); });
}

void EventLog::watch(OutgoingMessage *message, const QString &name, int extras)
{
    connect(message, &OutgoingMessage::prefinished, this, [this, name] { note(name + u".prefinish"_s); });
    connect(message, &OutgoingMessage::finished, this, [this, name] { note(name + u".finish"_s); });
    connect(message, &OutgoingMessage::drained, this, [this, name] { note(name + u".drain"_s); });
    connect(message, &OutgoingMessage::closed, this, [this, name] { note(name + u".close"_s); });
    connect(message, &OutgoingMessage::errorOccurred, this, [this, name](const Error &error) {
        note(name + u".error("_s + error.code() + u')');
    });
    if (extras & Timeouts)
        connect(message, &OutgoingMessage::timeoutOccurred, this, [this, name] { note(name + u".timeout"_s); });
}

void EventLog::watch(ClientRequest *request, const QString &name, int extras)
{
    watch(static_cast<OutgoingMessage *>(request), name, extras);
    connect(request, &ClientRequest::socketAssigned, this, [this, name, extras](QIODevice *socket) {
        note(name + u".socket"_s);
        if (extras & Sockets)
            watchClientSocket(socket);
    });
    connect(request, &ClientRequest::aborted, this, [this, name] { note(name + u".abort"_s); });
    connect(request, &ClientRequest::continueReceived, this, [this, name] { note(name + u".continue"_s); });
    connect(request, &ClientRequest::informationReceived, this, [this, name](const InformationalResponse &information) {
        note(name + u".information(%1)"_s.arg(information.statusCode));
    });
    if (extras & Responses)
        connect(request, &ClientRequest::responseReceived, this, [this, name, extras](IncomingMessage *message) {
            note(name + u".response"_s);
            watch(message, u"res"_s, extras);
        });
}

void EventLog::watchClientSocket(QIODevice *socket, const QString &name)
{
    const auto open = std::make_shared<bool>(false);
    auto *network = qobject_cast<QAbstractSocket *>(socket);
    if (auto *local = qobject_cast<QLocalSocket *>(socket)) {
        connect(local, &QLocalSocket::connected, this, [this, name, open] { *open = true; note(name + u".connect"_s); });
        connect(local, &QLocalSocket::disconnected, this, [this, name] { note(name + u".close"_s); });
        return;
    }
    if (!network)
        return watchSocket(socket, name);
    connect(network, &QAbstractSocket::connected, this, [this, name, open] { *open = true; note(name + u".connect"_s); });
    *open = network->state() == QAbstractSocket::ConnectedState;
#if QT_CONFIG(ssl)
    if (auto *secure = qobject_cast<QSslSocket *>(socket))
        connect(secure, &QSslSocket::encrypted, this, [this, name] { note(name + u".secureConnect"_s); });
#endif
    connect(network, &QIODevice::readChannelFinished, this, [this, name, network] {
        if (network->state() == QAbstractSocket::ConnectedState)
            note(name + u".end"_s);
    });
    connect(network, &QAbstractSocket::disconnected, this, [this, name] { note(name + u".close"_s); });
    connect(network, &QObject::destroyed, this, [this, name, open] {
        if (!*open) // what never connected cannot disconnect
            note(name + u".close"_s);
    });
}

void EventLog::watchSocket(QIODevice *socket, const QString &name)
{
    auto *network = qobject_cast<QAbstractSocket *>(socket);
    connect(socket, &QIODevice::readChannelFinished, this, [this, name, network] {
        // QTcpSocket says so again while it closes; Node's 'end' is the peer's alone.
        if (!network || network->state() == QAbstractSocket::ConnectedState)
            note(name + u".end"_s);
    });
    if (network)
        connect(network, &QAbstractSocket::disconnected, this, [this, name] { note(name + u".close"_s); });
    else
        connect(socket, &QIODevice::aboutToClose, this, [this, name] { note(name + u".close"_s); });
}
