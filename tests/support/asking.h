// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef ASKING_H
#define ASKING_H

#include <NodeHttp/Http>

#include <QtCore/qpointer.h>
#include <QtCore/qregularexpression.h>

// What most client tests start with: options for a request to this machine, and a request with what came of it.

inline NodeHttp::RequestOptions to(int port, const QString &path = QStringLiteral("/"))
{
    NodeHttp::RequestOptions options;
    options.host = QStringLiteral("127.0.0.1");
    options.port = port;
    options.path = path;
    return options;
}

inline NodeHttp::RequestOptions over(NodeHttp::Agent *agent, int port, const QString &path = QStringLiteral("/"))
{
    NodeHttp::RequestOptions options = to(port, path);
    options.agent = agent;
    return options;
}

inline NodeHttp::RequestOptions by(const QString &method, NodeHttp::RequestOptions options)
{
    options.method = method;
    return options;
}

inline NodeHttp::RequestOptions with(const NodeHttp::HeaderList &headers, NodeHttp::RequestOptions options)
{
    options.headers = headers;
    return options;
}

// Options of an agent that keeps its connections, unless told otherwise.
inline NodeHttp::AgentOptions pooling(int maxSockets = 0, bool keepAlive = true)
{
    NodeHttp::AgentOptions options;
    options.keepAlive = keepAlive;
    options.maxSockets = maxSockets;
    return options;
}

// The bytes with "Host: 127.0.0.1:PORT" in place of the real port, as the behaviour reference writes it.
inline QByteArray withoutPort(QByteArray bytes, int port)
{
    return bytes.replace("127.0.0.1:" + QByteArray::number(port), "127.0.0.1:PORT");
}

// A request, its response, and all that came of both. Outlives them.
class Asked : public QObject
{
public:
    explicit Asked(NodeHttp::ClientRequest *request) : request(request)
    {
        using namespace NodeHttp;
        connect(request, &ClientRequest::responseReceived, this, [this](IncomingMessage *message) {
            ++responses;
            response = message;
            status = message->statusCode();
            headers = message->headers();
            messageClosed = false;
            connect(message, &IncomingMessage::dataReceived, this, [this](const QByteArray &chunk) { body += chunk; });
            connect(message, &IncomingMessage::ended, this, [this, message] {
                ++ends;
                trailers = message->trailers();
            });
            connect(message, &IncomingMessage::aborted, this, [this] { ++aborts; });
            connect(message, &IncomingMessage::errorOccurred, this, [this](const Error &error) {
                ++messageErrors;
                messageError = error;
            });
            connect(message, &IncomingMessage::closed, this, [this, message] {
                messageClosed = true;
                complete = message->isComplete();
            });
        });
        connect(request, &ClientRequest::errorOccurred, this, [this](const Error &occurred) {
            ++errors;
            error = occurred;
        });
        connect(request, &ClientRequest::socketAssigned, this, [this, request] { reused = request->reusedSocket(); });
        connect(request, &ClientRequest::finished, this, [this] { ++finishes; });
        connect(request, &ClientRequest::closed, this, [this, request] {
            ++closes;
            timings = request->timings();
        });
    }

    NodeHttp::ClientRequest *operator->() const { return request; }
    bool isOver() const { return closes > 0 && messageClosed; }
    // One word for how it ended: "200", "ECONNRESET", "200+ECONNRESET" when the response was cut short.
    QString outcome() const
    {
        QStringList parts;
        if (responses > 0)
            parts.append(QString::number(status));
        for (int i = 0; i < errors; ++i)
            parts.append(error.code());
        for (int i = 0; i < messageErrors; ++i)
            parts.append(QStringLiteral("res.") + messageError.code());
        return isOver() ? parts.join(QLatin1Char('+')) : QStringLiteral("not over: ") + parts.join(QLatin1Char('+'));
    }

    QPointer<NodeHttp::ClientRequest> request;
    QPointer<NodeHttp::IncomingMessage> response;
    int responses = 0, ends = 0, aborts = 0, errors = 0, messageErrors = 0, finishes = 0, closes = 0;
    int status = 0;
    bool messageClosed = true;  // or none came
    bool complete = false;
    bool reused = false;
    QVariantMap headers, trailers;
    QByteArray body;
    NodeHttp::Error error, messageError;
    NodeHttp::RequestTimings timings;
};

#endif // ASKING_H
