// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Canned replies and echoes. A reply waits for the end of its request, so that the request is recorded whole.

#include "inspector/bin.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qtimer.h>

namespace NodeHttp::Inspector {

namespace {

// * stands for anything, slashes included.
QRegularExpression wildcard(const QString &pattern)
{
    QString regex = QRegularExpression::escape(pattern);
    regex.replace(QLatin1String("\\*"), QLatin1String(".*"));
    return QRegularExpression(QStringLiteral("\\A(?:%1)\\z").arg(regex));
}

} // namespace

Bin::Bin(QObject *parent) : QObject(parent)
{
    connect(&m_server, &Server::requestReceived, this, &Bin::answer);
}

bool Bin::listen(int port, const QHostAddress &address)
{
    return m_server.listen(port, address);
}

const Bin::Reply &Bin::replyFor(const IncomingMessage *request) const
{
    const QString path = request->url().section(u'?', 0, 0);
    for (const Rule &rule : m_rules) {
        if (!rule.method.isEmpty() && rule.method.compare(request->method(), Qt::CaseInsensitive) != 0)
            continue;
        if (rule.path.isEmpty() || wildcard(rule.path).match(path).hasMatch())
            return rule.reply;
    }
    return m_reply;
}

void Bin::answer(IncomingMessage *request, ServerResponse *response)
{
    const Reply reply = replyFor(request);
    const auto begin = [request, response, reply] {
        response->setStatusCode(reply.status);
        response->setHeaders(reply.headers);
        if (!reply.echo)
            return void(response->end(reply.body));
        if (const QByteArrayView type = request->header("content-type"); !type.isNull() && !response->hasHeader("content-type"))
            response->setHeader("Content-Type", type);
        request->pipe(response);
    };
    const auto afterDelay = [response, reply, begin] {
        if (reply.delay.count() > 0)
            QTimer::singleShot(reply.delay, response, begin);
        else
            begin();
    };
    if (reply.echo)
        return afterDelay();
    connect(request, &IncomingMessage::ended, response, afterDelay);
    request->resume();
}

} // namespace NodeHttp::Inspector
