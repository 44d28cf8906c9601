// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLSERVERRESPONSE_H
#define NODEHTTP_QMLSERVERRESPONSE_H

#include "jsevents_p.h"
#include "jsoutgoing_p.h"
#include "qmlincomingmessage.h"
#include "qmlsocket.h"

#include <NodeHttp/serverresponse.h>

namespace NodeHttp {

/*!
    ServerResponse for scripts: the same answer, with Node's calls and exceptions.
*/
class QmlServerResponse : public NodeHttp::ServerResponse
{
    Q_OBJECT
    QML_NAMED_ELEMENT(ServerResponse)
    QML_UNCREATABLE("A server makes the response to each request.")
    Q_PROPERTY(NodeHttp::QmlIncomingMessage *req READ request CONSTANT)
    Q_PROPERTY(double writableHighWaterMark READ writableHighWaterMark) // QML has no 64-bit integer
    Q_PROPERTY(double writableLength READ writableLength)
    Q_PROPERTY(NodeHttp::QmlSocket *socket READ qmlSocket)
    Q_PROPERTY(NodeHttp::QmlSocket *connection READ qmlSocket)

public:
    explicit QmlServerResponse(IncomingMessage *request);

    QmlIncomingMessage *request() const;
    QmlSocket *qmlSocket() const { return QmlSocket::of(socket()); }

    NODEHTTP_JS_EVENTS(QmlServerResponse)
    NODEHTTP_JS_OUTGOING(QmlServerResponse)

    //! writeHead(statusCode[, statusMessage][, headers]); returns the response, so that end() can follow.
    Q_INVOKABLE NodeHttp::QmlServerResponse *writeHead(int statusCode, const QJSValue &statusMessage = QJSValue(),
                                                       const QJSValue &headers = QJSValue());
    Q_INVOKABLE void writeContinue();
    Q_INVOKABLE void writeProcessing();
    Q_INVOKABLE void writeEarlyHints(const QJSValue &hints);
    Q_INVOKABLE void writeInformation(int statusCode, const QJSValue &headers = QJSValue());

Q_SIGNALS:
    void socketAssigned(NodeHttp::QmlSocket *socket); //!< Node 'socket'.

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    bool begin() { return true; } // a response has begun when it is made
    bool endWithBody(const QJSValue &, const QJSValue &) { return false; }
    void settle(bool done);
    bool readHeaders(const QJSValue &value, HeaderList *headers);

    bool m_relaysSocket = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLSERVERRESPONSE_H
