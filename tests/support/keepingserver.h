// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef KEEPINGSERVER_H
#define KEEPINGSERVER_H

#include "serving.h"

// Keeps the requests that came, and answers each with "answer".
class KeepingServer : public Serving
{
public:
    struct Arrived
    {
        QString method, url;
        QStringList raw;
        QVariantMap headers, trailers;
        QByteArray body;
    };

    KeepingServer() : Serving(nullptr)
    {
        using namespace NodeHttp;
        connect(this, &Server::requestReceived, this, [this](IncomingMessage *request, ServerResponse *response) {
            auto body = std::make_shared<QByteArray>();
            connect(request, &IncomingMessage::dataReceived, response, [body](const QByteArray &chunk) { *body += chunk; });
            connect(request, &IncomingMessage::ended, response, [this, request, response, body] {
                arrived.append({request->method(), request->url(), request->rawHeaders(), request->headers(),
                                request->trailers(), *body});
                response->end("answer");
            });
        });
    }
    QString url(const QString &path = QStringLiteral("/")) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(QString::number(port()), path);
    }

    QList<Arrived> arrived;
};

#endif // KEEPINGSERVER_H
