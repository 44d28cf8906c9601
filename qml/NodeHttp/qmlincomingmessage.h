// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLINCOMINGMESSAGE_H
#define NODEHTTP_QMLINCOMINGMESSAGE_H

#include "jsevents_p.h"
#include "qmlsocket.h"

#include <NodeHttp/incomingmessage.h>

#include <optional>

namespace NodeHttp {

/*!
    IncomingMessage for scripts: headers as objects, chunks as ArrayBuffers or, after setEncoding(), as strings.
*/
class QmlIncomingMessage : public NodeHttp::IncomingMessage
{
    Q_OBJECT
    QML_NAMED_ELEMENT(IncomingMessage)
    QML_UNCREATABLE("Requests and responses arrive; a server or a client request makes them.")
    Q_PROPERTY(QJSValue headers READ jsHeaders CONSTANT)
    Q_PROPERTY(QJSValue headersDistinct READ jsHeadersDistinct CONSTANT)
    Q_PROPERTY(QJSValue rawHeaders READ jsRawHeaders CONSTANT)
    Q_PROPERTY(QJSValue rawTrailers READ jsRawTrailers NOTIFY completeChanged)
    Q_PROPERTY(QJSValue trailers READ jsTrailers NOTIFY completeChanged)
    Q_PROPERTY(QJSValue trailersDistinct READ jsTrailersDistinct NOTIFY completeChanged)
    Q_PROPERTY(double readableHighWaterMark READ readableHighWaterMark CONSTANT) // QML has no 64-bit integer
    Q_PROPERTY(double readableLength READ readableLength)
    Q_PROPERTY(NodeHttp::QmlSocket *socket READ qmlSocket)
    Q_PROPERTY(NodeHttp::QmlSocket *connection READ qmlSocket)

public:
    QmlIncomingMessage();

    QJSValue jsHeaders();
    QJSValue jsHeadersDistinct();
    QJSValue jsRawHeaders() const;
    QJSValue jsRawTrailers() const;
    QJSValue jsTrailers();
    QJSValue jsTrailersDistinct();
    QmlSocket *qmlSocket() const { return QmlSocket::of(socket()); }

    NODEHTTP_JS_EVENTS(QmlIncomingMessage)

    Q_INVOKABLE QVariant read(const QJSValue &size = QJSValue());         //!< Null when there is not so much.
    Q_INVOKABLE NodeHttp::QmlIncomingMessage *setEncoding(const QJSValue &encoding = QJSValue());
    Q_INVOKABLE NodeHttp::QmlIncomingMessage *pause();
    Q_INVOKABLE NodeHttp::QmlIncomingMessage *resume();
    Q_INVOKABLE bool isPaused() const { return IncomingMessage::isPaused(); }
    Q_INVOKABLE void unshift(const QJSValue &chunk, const QJSValue &encoding = QJSValue());
    //! Into a ServerResponse, ClientRequest, Socket or FileBody; returns it.
    Q_INVOKABLE QJSValue pipe(const QJSValue &destination, const QJSValue &options = QJSValue());
    Q_INVOKABLE NodeHttp::QmlIncomingMessage *unpipe(QObject *destination = nullptr);
    Q_INVOKABLE NodeHttp::QmlIncomingMessage *setTimeout(const QJSValue &milliseconds,
                                                         const QJSValue &callback = QJSValue());
    Q_INVOKABLE NodeHttp::QmlIncomingMessage *terminate(const QJSValue &error = QJSValue()); //!< Node's destroy().
    /*!
        The whole body as text, as the value of its JSON, or as an ArrayBuffer. With a function as last argument it is
        called with (error, value); without one, a Promise is returned. \a limit is in bytes, one MiB by default; a
        larger body is an ERR_OUT_OF_RANGE and the rest of it is not read.
    */
    Q_INVOKABLE QJSValue text(const QJSValue &limit = QJSValue(), const QJSValue &callback = QJSValue());
    Q_INVOKABLE QJSValue json(const QJSValue &limit = QJSValue(), const QJSValue &callback = QJSValue());
    Q_INVOKABLE QJSValue arrayBuffer(const QJSValue &limit = QJSValue(), const QJSValue &callback = QJSValue());

Q_SIGNALS:
    void dataReceived(const QVariant &chunk); //!< Node 'data'. An ArrayBuffer or a string.

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    enum class Form { Text, Json, Bytes };
    QJSValue collect(Form form, const QJSValue &limit, const QJSValue &callback);

    QJSValue m_headers;
    QJSValue m_trailers;
    std::optional<Encoding> m_encoding;
    bool m_relaysData = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLINCOMINGMESSAGE_H
