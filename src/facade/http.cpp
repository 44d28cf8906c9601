// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The functions that make the common case one line.

#include <NodeHttp/http.h>

#include "client/agent_p.h"
#include "client/clientrequest_p.h"
#include "client/requestoptions_p.h"

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

ClientRequest *request(const RequestOptions &options, ResponseListener listener)
{
    return new ClientRequest(options, std::move(listener));
}

ClientRequest *request(const QUrl &url, ResponseListener listener)
{
    return request(RequestOptions(url), std::move(listener));
}

ClientRequest *request(const QUrl &url, const RequestOptions &options, ResponseListener listener)
{
    return request(merged(RequestOptions(url), options), std::move(listener));
}

ClientRequest *request(const RequestOptions &options, const QObject *context, ResponseListener listener)
{
    ClientRequest *const made = request(options, std::move(listener));
    QObject::connect(context, &QObject::destroyed, made, [made] {
        ClientRequestPrivate::get(made)->listener = nullptr; // it may hold what has just died
        made->destroy();
    });
    return made;
}

namespace {

ClientRequest *ended(ClientRequest *request)
{
    request->end();
    return request;
}

} // namespace

ClientRequest *get(const RequestOptions &options, ResponseListener listener)
{
    return ended(request(options, std::move(listener)));
}

ClientRequest *get(const QUrl &url, ResponseListener listener)
{
    return ended(request(url, std::move(listener)));
}

ClientRequest *get(const QUrl &url, const RequestOptions &options, ResponseListener listener)
{
    return ended(request(url, options, std::move(listener)));
}

ClientRequest *get(const RequestOptions &options, const QObject *context, ResponseListener listener)
{
    return ended(request(options, context, std::move(listener)));
}

Agent *globalAgent(const QString &protocol)
{
    return AgentPrivate::global(protocol);
}

} // namespace NodeHttp
