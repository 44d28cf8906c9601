// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The functions that make the common case one line.

#include <NodeHttp/http.h>

namespace NodeHttp {

Server *createServer(const RequestListener &listener, QObject *parent)
{
    return createServer(ServerOptions(), listener, parent);
}

Server *createServer(const ServerOptions &options, const RequestListener &listener, QObject *parent)
{
    auto *server = new Server(options, parent);
    if (listener)
        QObject::connect(server, &Server::requestReceived, server, listener);
    return server;
}

#if QT_CONFIG(ssl)
Server *createServer(const QSslConfiguration &configuration, const ServerOptions &options,
                     const RequestListener &listener, QObject *parent)
{
    Server *server = createServer(options, listener, parent);
    server->setSslConfiguration(configuration);
    return server;
}
#endif

} // namespace NodeHttp
