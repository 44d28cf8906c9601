// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "qmlserverresponse.h"

#include "jsrealm_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"

using namespace Qt::StringLiterals;

namespace NodeHttp {

QmlServerResponse::QmlServerResponse(IncomingMessage *request) : ServerResponse(request)
{
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership); // the library deletes it, never the collector
}

QmlIncomingMessage *QmlServerResponse::request() const
{
    return qobject_cast<QmlIncomingMessage *>(req());
}

void QmlServerResponse::connectNotify(const QMetaMethod &signal)
{
    static const QMetaMethod assigned = QMetaMethod::fromSignal(&QmlServerResponse::socketAssigned);
    if (signal == assigned && !std::exchange(m_relaysSocket, true)) {
        connect(this, &OutgoingMessage::socketAssigned, this,
                [this](QIODevice *socket) { Q_EMIT socketAssigned(QmlSocket::of(socket)); });
    }
    ServerResponse::connectNotify(signal);
}

void QmlServerResponse::settle(bool done)
{
    if (!done)
        JsThrow::raise(this, error());
}

bool QmlServerResponse::readHeaders(const QJSValue &value, HeaderList *headers)
{
    const Error error = JsValues::readHeaders(JsRealm::of(this), value, headers);
    return !error || JsThrow::raise(this, error);
}

QmlServerResponse *QmlServerResponse::writeHead(int statusCode, const QJSValue &statusMessage, const QJSValue &headers)
{
    HeaderList list;
    if (!readHeaders(statusMessage.isString() ? headers : headers.isUndefined() ? statusMessage : headers, &list))
        return this;
    if (!statusMessage.isString()) {
        settle(ServerResponse::writeHead(statusCode, list));
        return this;
    }
    const HeaderValue reason(statusMessage.toString());
    if (!reason.isLatin1())
        JsThrow::raise(this, Error(u"ERR_INVALID_CHAR"_s, u"Invalid character in statusMessage"_s, u"TypeError"_s));
    else
        settle(ServerResponse::writeHead(statusCode, reason.toByteArray(), list));
    return this;
}

void QmlServerResponse::writeContinue()
{
    settle(ServerResponse::writeContinue());
}

void QmlServerResponse::writeProcessing()
{
    settle(ServerResponse::writeProcessing());
}

void QmlServerResponse::writeEarlyHints(const QJSValue &hints)
{
    HeaderList list;
    if (readHeaders(hints, &list))
        settle(ServerResponse::writeEarlyHints(list));
}

void QmlServerResponse::writeInformation(int statusCode, const QJSValue &headers)
{
    HeaderList list;
    if (readHeaders(headers, &list))
        settle(ServerResponse::writeInformation(statusCode, list));
}

} // namespace NodeHttp
