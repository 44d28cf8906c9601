// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The tunnel of Node's documentation: a proxy that carries CONNECT and answers anything else itself.

#include "example.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qtcpsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMost = 256 * 1024; // bytes a side may have unwritten before the other one is no longer read

// Carries bytes one way, as fast as the far side takes them.
void carry(QTcpSocket *from, QTcpSocket *to)
{
    from->setReadBufferSize(kMost);
    const auto move = [from, to] {
        while (from->bytesAvailable() > 0 && to->bytesToWrite() < kMost)
            to->write(from->read(kMost));
    };
    QObject::connect(from, &QTcpSocket::readyRead, to, move);
    QObject::connect(to, &QTcpSocket::bytesWritten, from, move);
    QObject::connect(from, &QTcpSocket::disconnected, to, [from, to, move] {
        move();
        to->disconnectFromHost(); // what is still to be written leaves first
        from->deleteLater();
    });
    move();
}

void tunnel(IncomingMessage *request, QIODevice *socket, const QByteArray &head)
{
    auto *client = qobject_cast<QTcpSocket *>(socket);
    if (!client) {
        socket->deleteLater();
        return;
    }
    const QUrl target(u"//"_s + request->url());
    auto *server = new QTcpSocket(client);
    QObject::connect(server, &QTcpSocket::connected, client, [client, server, head] {
        client->write("HTTP/1.1 200 Connection Established\r\n\r\n");
        server->write(head);
        server->setParent(nullptr);
        carry(client, server);
        carry(server, client);
    });
    QObject::connect(server, &QTcpSocket::errorOccurred, client, [client, server] {
        if (server->parent() != client)
            return; // the tunnel stood; carry() ends it
        client->write("HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        client->disconnectFromHost();
    });
    QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    server->connectToHost(target.host(), quint16(target.port(443)));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Example example(u"A proxy for CONNECT."_s);
    example.process();
    Server *server = createServer([](IncomingMessage *, ServerResponse *response) {
        response->writeHead(200, {{"Content-Type", "text/plain"}});
        response->end("okay\n");
    }, &app);
    QObject::connect(server, &Server::connectReceived, server, tunnel);
    return example.run(server, u"-p http://127.0.0.1:8080/ -x"_s);
}
