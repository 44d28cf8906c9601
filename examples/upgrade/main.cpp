// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// One port for HTTP and WebSocket: requests are answered here, upgrades are handed to QWebSocketServer.

#include "example.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtextstream.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtWebSockets/qwebsocket.h>
#include <QtWebSockets/qwebsocketserver.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

// QWebSocketServer reads the upgrade request itself, so the head goes back into the socket, with what followed it.
void handToWebSockets(QWebSocketServer *webSockets, IncomingMessage *request, QIODevice *socket, const QByteArray &rest)
{
    auto *tcp = qobject_cast<QTcpSocket *>(socket);
    if (!tcp) {
        socket->deleteLater();
        return;
    }
    QByteArray head = request->method().toLatin1() + ' ' + request->url().toLatin1() + " HTTP/" + request->httpVersion().toLatin1() + "\r\n";
    const QStringList raw = request->rawHeaders();
    for (qsizetype i = 0; i + 1 < raw.size(); i += 2)
        head += raw.at(i).toLatin1() + ": " + raw.at(i + 1).toLatin1() + "\r\n";
    head += "\r\n" + rest;
    for (qsizetype i = head.size() - 1; i >= 0; --i)
        tcp->ungetChar(head.at(i));
    webSockets->handleConnection(tcp);
    Q_EMIT tcp->readyRead(); // the bytes are there already; nobody else will say so
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Example example(u"Serves HTTP and an echoing WebSocket on one port."_s);
    example.process();

    QWebSocketServer webSockets(u"nodehttp"_s, QWebSocketServer::NonSecureMode);
    QObject::connect(&webSockets, &QWebSocketServer::newConnection, &app, [&webSockets] {
        QWebSocket *peer = webSockets.nextPendingConnection();
        QObject::connect(peer, &QWebSocket::textMessageReceived, peer, [peer](const QString &text) {
            peer->sendTextMessage(u"echo: "_s + text);
        });
        QObject::connect(peer, &QWebSocket::disconnected, peer, &QObject::deleteLater);
    });

    Server *server = createServer([](IncomingMessage *, ServerResponse *response) {
        response->setHeader("Content-Type", "text/plain");
        response->end("This port also speaks WebSocket.\n");
    }, &app);
    QObject::connect(server, &Server::upgradeReceived, &webSockets,
                     [&webSockets](IncomingMessage *request, QIODevice *socket, const QByteArray &head) {
        handToWebSockets(&webSockets, request, socket, head);
    });
    return example.run(server);
}
