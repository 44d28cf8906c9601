// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_HTTP_H
#define NODEHTTP_HTTP_H

#include <NodeHttp/agent.h>
#include <NodeHttp/clientrequest.h>
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

/*!
    Starts a request; \a listener receives its final response. Node: http.request() and https.request(), chosen by the
    protocol of the options or the URL. Nothing leaves before write(), end() or flushHeaders(); end() must be called.

    Never null. What Node would throw (a bad URL, path, method, header) ends in errorOccurred() and closed() on the next
    tick. The library deletes the request after closed(); see ClientRequest.
*/
NODEHTTP_EXPORT ClientRequest *request(const RequestOptions &options, ResponseListener listener = {});
NODEHTTP_EXPORT ClientRequest *request(const QUrl &url, ResponseListener listener = {}); //!< The same, by URL.
//! The same; where \a options say something too, they win (S5.3).
NODEHTTP_EXPORT ClientRequest *request(const QUrl &url, const RequestOptions &options, ResponseListener listener = {});
//! The same; when \a context dies first, the request is destroyed and the listener is not called.
NODEHTTP_EXPORT ClientRequest *request(const RequestOptions &options, const QObject *context, ResponseListener listener);

//! request() and end() in one call. The method stays what the options say, GET by default. Node: http.get().
NODEHTTP_EXPORT ClientRequest *get(const RequestOptions &options, ResponseListener listener = {});
NODEHTTP_EXPORT ClientRequest *get(const QUrl &url, ResponseListener listener = {}); //!< The same, by URL.
//! The same; where \a options say something too, they win (S5.3).
NODEHTTP_EXPORT ClientRequest *get(const QUrl &url, const RequestOptions &options, ResponseListener listener = {});
//! The same; when \a context dies first, the request is destroyed and the listener is not called.
NODEHTTP_EXPORT ClientRequest *get(const RequestOptions &options, const QObject *context, ResponseListener listener);

/*!
    The agent of requests that name none; "https:" has its own. Node: http.globalAgent, https.globalAgent.
    Each thread has its own pair, made at first use with Node 16's defaults, deleted when the thread ends.
*/
NODEHTTP_EXPORT Agent *globalAgent(const QString &protocol = QStringLiteral("http:"));

} // namespace NodeHttp

#endif // NODEHTTP_HTTP_H
