// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef SERVING_H
#define SERVING_H

#include <NodeHttp/Server>

#include <QtCore/qtimer.h>

#include <functional>

// What most server tests start with: a server on a free loopback port that hands every request to one function.

using Handler = std::function<void(NodeHttp::IncomingMessage *, NodeHttp::ServerResponse *)>;

class Serving : public NodeHttp::Server
{
public:
    explicit Serving(const Handler &handler, const NodeHttp::ServerOptions &options = {}) : Server(options)
    {
        if (handler)
            connect(this, &Server::requestReceived, this, handler);
        listen(0, QHostAddress(QHostAddress::LocalHost));
    }
};

inline QByteArray get(const QByteArray &target = QByteArrayLiteral("/"), const QByteArray &headers = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

inline QByteArray post(const QByteArray &body, const QByteArray &headers = {})
{
    return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n"
        + body;
}

inline QByteArray postHead(const QByteArray &headers)
{
    return "POST / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

// The whole answer, without its date, of a handler that says end(body) to a 1.1 request.
inline QByteArray ok(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nDate: <D>\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

// The body of a chunked answer, put together from its chunks; trailers are left out.
inline QByteArray chunksJoined(const QByteArray &answer)
{
    QByteArray body;
    qsizetype at = answer.indexOf("\r\n\r\n") + 4;
    while (true) {
        const qsizetype lineEnd = answer.indexOf("\r\n", at);
        const qsizetype size = answer.mid(at, lineEnd - at).toLongLong(nullptr, 16);
        if (lineEnd < 0 || size == 0)
            return body;
        body += answer.mid(lineEnd + 2, size);
        at = lineEnd + 2 + size + 2;
    }
}

// Calls soon, but in a later turn of the event loop and after what is on its way now.
inline void later(const QObject *context, std::function<void()> call, int milliseconds = 20)
{
    QTimer::singleShot(milliseconds, context, std::move(call));
}

#endif // SERVING_H
