// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLCLIENTREQUEST_H
#define NODEHTTP_QMLCLIENTREQUEST_H

#include "jsevents_p.h"
#include "jsoutgoing_p.h"
#include "qmlagent.h"
#include "qmlfilebody.h"
#include "qmlincomingmessage.h"
#include "qmlsocket.h"

#include <NodeHttp/clientrequest.h>

#include <QtCore/qurl.h>
#include <QtQml/qqmlparserstatus.h>

namespace NodeHttp {

/*!
    ClientRequest for QML: set url and what else is wanted, then get() or end(); bind to status, progress, text, json.

    It is sent once; make another, with createObject() or Http.request(), to ask again. An element belongs to its scene
    and keeps its results. What Http.request() and Http.get() made is deleted after closed(), as in Node.
*/
class QmlClientRequest : public NodeHttp::ClientRequest, public QQmlParserStatus
{
    Q_OBJECT
    QML_NAMED_ELEMENT(ClientRequest)
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(QUrl url READ url WRITE setUrl NOTIFY requestChanged)
    Q_PROPERTY(QString method READ wantedMethod WRITE setMethod NOTIFY requestChanged)
    Q_PROPERTY(QJSValue headers READ headers WRITE setHeadersProperty NOTIFY requestChanged)
    Q_PROPERTY(QJSValue body READ body WRITE setBody NOTIFY requestChanged)
    Q_PROPERTY(QJSValue options READ options WRITE setOptions NOTIFY requestChanged)
    Q_PROPERTY(NodeHttp::QmlAgent *agent READ qmlAgent WRITE setAgent NOTIFY requestChanged)
    Q_PROPERTY(NodeHttp::AbortSignal *signal READ signal WRITE setSignal NOTIFY requestChanged)
    Q_PROPERTY(int timeout READ timeout WRITE setTimeoutProperty NOTIFY requestChanged)
    Q_PROPERTY(int queueTimeout MEMBER m_queueTimeout NOTIFY requestChanged)
    Q_PROPERTY(int connectTimeout MEMBER m_connectTimeout NOTIFY requestChanged)
    Q_PROPERTY(int tlsTimeout MEMBER m_tlsTimeout NOTIFY requestChanged)
    Q_PROPERTY(int firstByteTimeout MEMBER m_firstByteTimeout NOTIFY requestChanged)
    Q_PROPERTY(int idleTimeout MEMBER m_idleTimeout NOTIFY requestChanged)
    Q_PROPERTY(int totalTimeout MEMBER m_totalTimeout NOTIFY requestChanged)
    Q_PROPERTY(int bodyLimit MEMBER m_bodyLimit NOTIFY requestChanged)
    Q_PROPERTY(NodeHttp::QmlFileBody *saveTo READ saveTo WRITE setSaveTo NOTIFY requestChanged)
    Q_PROPERTY(bool active READ isActive NOTIFY activeChanged)
    Q_PROPERTY(int status READ status NOTIFY statusChanged)
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged)
    Q_PROPERTY(double uploadProgress READ uploadProgress NOTIFY uploadProgressChanged)
    Q_PROPERTY(QString text READ text NOTIFY textChanged)
    Q_PROPERTY(QJSValue json READ json NOTIFY textChanged)
    Q_PROPERTY(QString errorString READ errorString NOTIFY errorStringChanged)
    Q_PROPERTY(NodeHttp::QmlIncomingMessage *res READ response NOTIFY responseReceived)
    Q_PROPERTY(double writableHighWaterMark READ writableHighWaterMark) // QML has no 64-bit integer
    Q_PROPERTY(double writableLength READ writableLength)
    Q_PROPERTY(NodeHttp::QmlSocket *socket READ qmlSocket NOTIFY socketAssigned)
    Q_PROPERTY(NodeHttp::QmlSocket *connection READ qmlSocket NOTIFY socketAssigned)

public:
    explicit QmlClientRequest(QObject *parent = nullptr); //!< An element of a scene.
    //! What Http.request() makes: started, and deleted by the library.
    static QmlClientRequest *make(const QObject *caller, const RequestOptions &options, const QJSValue &listener);

    QUrl url() const { return m_url; }
    void setUrl(const QUrl &url);
    QString wantedMethod() const;                //!< "GET" unless set; "POST" when there is a body.
    void setMethod(const QString &method);
    QJSValue headers() const { return m_headers; }
    void setHeadersProperty(const QJSValue &headers);
    QJSValue body() const { return m_body; }     //!< Text, bytes, a FileBody, or a value that is sent as JSON.
    void setBody(const QJSValue &body);
    QJSValue options() const { return m_options; } //!< Everything else that Http.request() takes.
    void setOptions(const QJSValue &options);
    QmlAgent *qmlAgent() const { return m_agent; }
    void setAgent(QmlAgent *agent);
    AbortSignal *signal() const { return m_signal; }
    void setSignal(AbortSignal *signal);
    int timeout() const { return m_timeout; }
    void setTimeoutProperty(int milliseconds);
    QmlFileBody *saveTo() const { return m_saveTo; } //!< Where the body goes instead of text.
    void setSaveTo(QmlFileBody *file);
    bool isActive() const { return m_active; }   //!< Sent, and not closed.
    int status() const { return m_status; }      //!< Of the response; 0 before it.
    double progress() const;                     //!< Of the response's body, from 0 to 1.
    double uploadProgress() const;               //!< Of the request's body, from 0 to 1.
    QString text() const { return m_text; }      //!< Body of the response, once it is complete.
    QJSValue json() const;                       //!< The same, parsed; undefined when it is no JSON.
    QString errorString() const { return m_errorString; }
    QmlIncomingMessage *response() const { return qobject_cast<QmlIncomingMessage *>(res()); }
    QmlSocket *qmlSocket() const { return QmlSocket::of(socket()); }

    NODEHTTP_JS_EVENTS(QmlClientRequest)
    NODEHTTP_JS_OUTGOING(QmlClientRequest)

    Q_INVOKABLE NodeHttp::QmlClientRequest *get(); //!< Sends it, as end() does. Returns the request.
    Q_INVOKABLE void abort();
    Q_INVOKABLE void setNoDelay(bool noDelay = true) { ClientRequest::setNoDelay(noDelay); }
    Q_INVOKABLE void setSocketKeepAlive(bool enable = true, int initialDelay = 0)
    {
        ClientRequest::setSocketKeepAlive(enable, std::chrono::milliseconds(initialDelay));
    }
    Q_INVOKABLE NodeHttp::QmlClientRequest *clearTimeout();

    void classBegin() override {}
    void componentComplete() override {}

Q_SIGNALS:
    void responseReceived(NodeHttp::QmlIncomingMessage *response); //!< Node 'response'.
    void upgradeReceived(NodeHttp::QmlIncomingMessage *message, NodeHttp::QmlSocket *socket, const QByteArray &head);
    void connectReceived(NodeHttp::QmlIncomingMessage *message, NodeHttp::QmlSocket *socket, const QByteArray &head);
    void socketAssigned(NodeHttp::QmlSocket *socket);              //!< Node 'socket'.
    void requestChanged();
    void activeChanged();
    void statusChanged();
    void progressChanged();
    void uploadProgressChanged();
    void textChanged();
    void errorStringChanged();

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    enum Relay { Response, Upgrade, Connect, Socket, RelayCount };
    QmlClientRequest(const RequestOptions &options, QJSEngine *engine);

    bool begin();
    bool endWithBody(const QJSValue &data, const QJSValue &callback);
    bool readOptions(RequestOptions *options);
    void followResult();
    void collect(IncomingMessage *response);
    void sendBody();
    void setActive(bool on);
    void hold(bool on);

    QUrl m_url;
    QString m_method;
    QJSValue m_headers;
    QJSValue m_body;
    QJSValue m_options;
    QPointer<QmlAgent> m_agent;
    QPointer<AbortSignal> m_signal;
    QPointer<QmlFileBody> m_saveTo;
    QPointer<QmlFileBody> m_upload;
    QString m_text;
    QString m_errorString;
    qint64 m_received = 0;
    qint64 m_expected = -1;
    int m_timeout = 0;
    int m_queueTimeout = 0;
    int m_connectTimeout = 0;
    int m_tlsTimeout = 0;
    int m_firstByteTimeout = 0;
    int m_idleTimeout = 0;
    int m_totalTimeout = 0;
    int m_bodyLimit = 1 << 24;
    int m_status = 0;
    bool m_relays[RelayCount] = {};
    bool m_element = false;
    bool m_begun = false;
    bool m_active = false;
    bool m_held = false;
    bool m_complete = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLCLIENTREQUEST_H
