// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_HTTP_H
#define NODEHTTP_HTTP_H

#include <NodeHttp/protocol.h>
#include <NodeHttp/server.h>

namespace NodeHttp {

//! Called for each request.
using RequestListener = std::function<void(IncomingMessage *request, ServerResponse *response)>;

/*!
    A new Server, owned by \a parent or the caller. \a listener receives requestReceived() as long as the server
    lives. Node: http.createServer([options][, requestListener]).
*/
NODEHTTP_EXPORT Server *createServer(const RequestListener &listener = {}, QObject *parent = nullptr);
//! The same with options. Bad ones are reported by Server::error().
NODEHTTP_EXPORT Server *createServer(const ServerOptions &options, const RequestListener &listener = {},
                                     QObject *parent = nullptr);

#if QT_CONFIG(ssl)
//! A new HTTPS server. Node: https.createServer().
NODEHTTP_EXPORT Server *createServer(const QSslConfiguration &configuration, const ServerOptions &options,
                                     const RequestListener &listener = {}, QObject *parent = nullptr);
#endif

} // namespace NodeHttp

#endif // NODEHTTP_HTTP_H
