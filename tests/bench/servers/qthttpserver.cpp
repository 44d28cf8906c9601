// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// qthttpserver_server --port N [--mode hello|bytes|echo|upload] [--size N]: Qt's own HTTP server.

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtHttpServer/qhttpserver.h>
#include <QtHttpServer/qhttpserverresponse.h>
#include <QtNetwork/qtcpserver.h>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"port"_s, {}, u"n"_s}, {u"mode"_s, {}, u"mode"_s, u"hello"_s}, {u"size"_s, {}, u"bytes"_s, u"1024"_s}});
    parser.process(app);
    const QString mode = parser.value(u"mode"_s);
    const QByteArray body(parser.value(u"size"_s).toLongLong(), 'x');

    QHttpServer server;
    server.route(u"/"_s, [mode, body](const QHttpServerRequest &request) {
        if (mode == "echo"_L1)
            return QHttpServerResponse("application/octet-stream", request.body());
        if (mode == "upload"_L1)
            return QHttpServerResponse("text/plain", "received");
        return QHttpServerResponse("text/plain", mode == "bytes"_L1 ? body : QByteArray("Hello, World!"));
    });
    auto *listener = new QTcpServer(&app);
    listener->setListenBacklogSize(4096);
    if (!listener->listen(QHostAddress::LocalHost, parser.value(u"port"_s).toUShort()))
        return 1;
    server.bind(listener);
    return app.exec();
}
