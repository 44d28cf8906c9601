// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "eventlog.h"

#include <QtNetwork/qabstractsocket.h>

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
