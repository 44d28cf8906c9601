// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Serves one request to itself with nothing but what was installed.

#include <NodeHttp/Http>

#include <QtCore/qcoreapplication.h>
#include <QtNetwork/qtcpsocket.h>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    NodeHttp::Server server;
    QObject::connect(&server, &NodeHttp::Server::requestReceived, &app,
                     [](NodeHttp::IncomingMessage *, NodeHttp::ServerResponse *response) { response->end("Hello"); });
    if (!server.listen(0, QHostAddress(QHostAddress::LocalHost)))
        return 1;

    QTcpSocket client;
    QByteArray answer;
    QObject::connect(&client, &QTcpSocket::readyRead, &app, [&] {
        answer += client.readAll();
        if (answer.endsWith("Hello"))
            QCoreApplication::exit(0);
    });
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(server.port()));
    client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const int code = app.exec();
    std::puts(answer.constData());
    return code;
}
