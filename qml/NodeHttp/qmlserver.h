// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLSERVER_H
#define NODEHTTP_QMLSERVER_H

#include "jsevents_p.h"
#include "qmlincomingmessage.h"
#include "qmlserverresponse.h"
#include "qmlsocket.h"

#include <NodeHttp/server.h>

#include <QtQml/qqmlparserstatus.h>

#include <array>

namespace NodeHttp {

/*!
    Server for QML: `listening: true` starts it, every option is a property, every event a handler.

    A server that a scene declares belongs to the scene. One made by Http.createServer() lives while it listens or has
    connections; after that the collector may take it. Options act on connections accepted from then on.
*/
class QmlServer : public NodeHttp::Server, public QQmlParserStatus
{
    Q_OBJECT
    QML_NAMED_ELEMENT(Server)
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(int port READ wantedPort WRITE setWantedPort NOTIFY listeningChanged)
    Q_PROPERTY(QString host READ host WRITE setHost NOTIFY hostChanged)
    Q_PROPERTY(QString path READ path WRITE setPath NOTIFY pathChanged)
    Q_PROPERTY(int backlog READ backlog WRITE setBacklog NOTIFY backlogChanged)
    Q_PROPERTY(bool listening READ isListening WRITE setListening NOTIFY listeningChanged)
    Q_PROPERTY(QString url READ url NOTIFY listeningChanged)
    Q_PROPERTY(QString errorString READ errorString NOTIFY errorStringChanged)
    Q_PROPERTY(bool hardened READ isHardened WRITE setHardened NOTIFY hardenedChanged)
    Q_PROPERTY(int maxHeaderSize READ maxHeaderSize WRITE setMaxHeaderSize)
    Q_PROPERTY(bool insecureHTTPParser READ insecureHTTPParser WRITE setInsecureHTTPParser)
    Q_PROPERTY(bool noDelay READ noDelay WRITE setNoDelay)
    Q_PROPERTY(bool keepAlive READ keepAlive WRITE setKeepAlive)
    Q_PROPERTY(int keepAliveInitialDelay READ keepAliveInitialDelay WRITE setKeepAliveInitialDelay)
    Q_PROPERTY(int connectionsCheckingInterval READ connectionsCheckingInterval WRITE setConnectionsCheckingInterval)
    Q_PROPERTY(bool requireHostHeader READ requireHostHeader WRITE setRequireHostHeader)
    Q_PROPERTY(bool joinDuplicateHeaders READ joinDuplicateHeaders WRITE setJoinDuplicateHeaders)
    Q_PROPERTY(QStringList uniqueHeaders READ uniqueHeaders WRITE setUniqueHeaders)
    Q_PROPERTY(int highWaterMark READ highWaterMark WRITE setHighWaterMark)
    Q_PROPERTY(bool rejectNonStandardBodyWrites READ rejectNonStandardBodyWrites WRITE setRejectNonStandardBodyWrites)
    Q_PROPERTY(bool allowHalfOpen READ allowHalfOpen WRITE setAllowHalfOpen)
    Q_PROPERTY(int maxPipelinedRequests READ maxPipelinedRequests WRITE setMaxPipelinedRequests)
    Q_PROPERTY(QJSValue shouldUpgradeCallback READ shouldUpgrade WRITE setShouldUpgrade NOTIFY shouldUpgradeChanged)
    Q_PROPERTY(QJSValue prepareRequest READ prepareRequest WRITE setPrepareRequest NOTIFY prepareChanged)
    Q_PROPERTY(QJSValue prepareResponse READ prepareResponse WRITE setPrepareResponse NOTIFY prepareChanged)
    Q_PROPERTY(QString certificate READ certificate WRITE setCertificate NOTIFY tlsChanged)
    Q_PROPERTY(QString key READ key WRITE setKey NOTIFY tlsChanged)
    Q_PROPERTY(QString passphrase READ passphrase WRITE setPassphrase NOTIFY tlsChanged)
    Q_PROPERTY(QString ca READ ca WRITE setCa NOTIFY tlsChanged)
    Q_PROPERTY(bool requestCert READ requestCert WRITE setRequestCert NOTIFY tlsChanged)
    Q_PROPERTY(bool rejectUnauthorized READ rejectUnauthorized WRITE setRejectUnauthorized)

public:
    explicit QmlServer(QObject *parent = nullptr);

    int wantedPort() const { return isListening() ? port() : m_port; } //!< The real one while it listens.
    void setWantedPort(int port);
    QString host() const { return m_host; }      //!< Address or name; empty: every address.
    void setHost(const QString &host);
    QString path() const { return m_path; }      //!< A Unix domain socket instead of host and port.
    void setPath(const QString &path);
    int backlog() const { return m_backlog; }    //!< Connections the system queues. Default 511.
    void setBacklog(int backlog);
    void setListening(bool on);                  //!< In a scene: once its object is complete.
    QString url() const;                         //!< "http://127.0.0.1:8080"; empty while it does not listen.
    QString errorString() const { return m_errorString; } //!< Why the last listen() failed.
    bool isHardened() const { return m_hardened; } //!< Limits for an open port, wherever nothing else was set.
    void setHardened(bool on);

    int maxHeaderSize() const { return int(options().maxHeaderSize); }
    void setMaxHeaderSize(int bytes) { change(&ServerOptions::maxHeaderSize, bytes); }
    bool insecureHTTPParser() const { return options().insecureHTTPParser; }
    void setInsecureHTTPParser(bool on) { change(&ServerOptions::insecureHTTPParser, on); }
    bool noDelay() const { return options().noDelay; }
    void setNoDelay(bool on) { change(&ServerOptions::noDelay, on); }
    bool keepAlive() const { return options().keepAlive; }
    void setKeepAlive(bool on) { change(&ServerOptions::keepAlive, on); }
    int keepAliveInitialDelay() const { return int(options().keepAliveInitialDelay.count()); }
    void setKeepAliveInitialDelay(int ms) { change(&ServerOptions::keepAliveInitialDelay, std::chrono::milliseconds(ms)); }
    int connectionsCheckingInterval() const { return int(options().connectionsCheckingInterval.count()); }
    void setConnectionsCheckingInterval(int ms) { change(&ServerOptions::connectionsCheckingInterval, std::chrono::milliseconds(ms)); }
    bool requireHostHeader() const { return options().requireHostHeader; }
    void setRequireHostHeader(bool on) { change(&ServerOptions::requireHostHeader, on); }
    bool joinDuplicateHeaders() const { return options().joinDuplicateHeaders; }
    void setJoinDuplicateHeaders(bool on) { change(&ServerOptions::joinDuplicateHeaders, on); }
    QStringList uniqueHeaders() const;
    void setUniqueHeaders(const QStringList &names);
    int highWaterMark() const { return int(options().highWaterMark); }
    void setHighWaterMark(int bytes) { change(&ServerOptions::highWaterMark, bytes); }
    bool rejectNonStandardBodyWrites() const { return options().rejectNonStandardBodyWrites; }
    void setRejectNonStandardBodyWrites(bool on) { change(&ServerOptions::rejectNonStandardBodyWrites, on); }
    bool allowHalfOpen() const { return options().allowHalfOpen; }
    void setAllowHalfOpen(bool on) { change(&ServerOptions::allowHalfOpen, on); }
    int maxPipelinedRequests() const { return options().maxPipelinedRequests; }
    void setMaxPipelinedRequests(int requests) { change(&ServerOptions::maxPipelinedRequests, requests); }
    QJSValue shouldUpgrade() const { return m_shouldUpgrade; } //!< Called with a request that asks for it (Node 24.9).
    void setShouldUpgrade(const QJSValue &callback);
    QJSValue prepareRequest() const { return m_prepareRequest; } //!< Called with each request before its event.
    void setPrepareRequest(const QJSValue &callback);
    QJSValue prepareResponse() const { return m_prepareResponse; } //!< Called with each response before its event.
    void setPrepareResponse(const QJSValue &callback);

    QString certificate() const { return m_certificate; } //!< PEM file with the chain; makes it an HTTPS server.
    void setCertificate(const QString &file) { setTls(&QmlServer::m_certificate, file); }
    QString key() const { return m_key; }        //!< PEM file with the private key.
    void setKey(const QString &file) { setTls(&QmlServer::m_key, file); }
    QString passphrase() const { return m_passphrase; } //!< Of the key.
    void setPassphrase(const QString &passphrase) { setTls(&QmlServer::m_passphrase, passphrase); }
    QString ca() const { return m_ca; }          //!< PEM file with what client certificates are checked against.
    void setCa(const QString &file) { setTls(&QmlServer::m_ca, file); }
    bool requestCert() const { return m_requestCert; } //!< Asks clients for a certificate.
    void setRequestCert(bool on);

    NODEHTTP_JS_EVENTS(QmlServer)

    //! listen([port[, host[, backlog]]][, callback]), listen(path[, backlog][, callback]), listen(options[, callback])
    Q_INVOKABLE NodeHttp::QmlServer *listen(const QJSValue &where = QJSValue(), const QJSValue &host = QJSValue(),
                                            const QJSValue &backlog = QJSValue(), const QJSValue &callback = QJSValue());
    Q_INVOKABLE NodeHttp::QmlServer *close(const QJSValue &callback = QJSValue());
    Q_INVOKABLE void closeAllConnections() { Server::closeAllConnections(); }
    Q_INVOKABLE void closeIdleConnections() { Server::closeIdleConnections(); }
    Q_INVOKABLE void drain(int milliseconds) { Server::drain(std::chrono::milliseconds(milliseconds)); }
    Q_INVOKABLE QJSValue address() const;        //!< { address, family, port }, a path, or null.
    Q_INVOKABLE NodeHttp::QmlServer *getConnections(const QJSValue &callback);
    Q_INVOKABLE NodeHttp::QmlServer *setTimeout(const QJSValue &milliseconds = QJSValue(),
                                                const QJSValue &callback = QJSValue());
    Q_INVOKABLE NodeHttp::QmlServer *ref() { return this; }
    Q_INVOKABLE NodeHttp::QmlServer *unref() { return this; }

    void classBegin() override { m_complete = false; }
    void componentComplete() override;

Q_SIGNALS:
    void requestReceived(NodeHttp::QmlIncomingMessage *request, NodeHttp::QmlServerResponse *response);
    void continueExpected(NodeHttp::QmlIncomingMessage *request, NodeHttp::QmlServerResponse *response);
    void expectationReceived(NodeHttp::QmlIncomingMessage *request, NodeHttp::QmlServerResponse *response);
    void connectionOpened(NodeHttp::QmlSocket *socket);
    void secureConnectionOpened(NodeHttp::QmlSocket *socket);
    void upgradeReceived(NodeHttp::QmlIncomingMessage *message, NodeHttp::QmlSocket *socket, const QByteArray &head);
    void connectReceived(NodeHttp::QmlIncomingMessage *message, NodeHttp::QmlSocket *socket, const QByteArray &head);
    void clientErrorOccurred(const NodeHttp::Error &error, NodeHttp::QmlSocket *socket);
    void tlsClientErrorOccurred(const NodeHttp::Error &error, NodeHttp::QmlSocket *socket);
    void requestDropped(NodeHttp::QmlIncomingMessage *request, NodeHttp::QmlSocket *socket);
    void connectionDropped(const QVariantMap &info);
    void timeoutOccurred(NodeHttp::QmlSocket *socket);
    void hostChanged();
    void pathChanged();
    void backlogChanged();
    void hardenedChanged();
    void errorStringChanged();
    void shouldUpgradeChanged();
    void prepareChanged();
    void tlsChanged();

protected:
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    static constexpr int kRelays = 12;
    struct Relay
    {
        QMetaMethod signal;
        QMetaObject::Connection (*connect)(QmlServer *server);
    };
    static const std::array<Relay, kRelays> &relays();

    template <typename Member, typename Value> void change(Member member, const Value &value)
    {
        ServerOptions changed = options();
        changed.*member = value;
        if (!setOptions(changed))
            warn(error());
    }
    void setTls(QString QmlServer::*member, const QString &value);
    void applyTls();
    bool startListening();
    void prepare(IncomingMessage *request);
    void warn(const Error &error);
    void setErrorString(const QString &text);
    void updateHold();

    QString m_host;
    QString m_path;
    QString m_errorString;
    QString m_certificate;
    QString m_key;
    QString m_passphrase;
    QString m_ca;
    QJSValue m_shouldUpgrade;
    QJSValue m_prepareRequest;
    QJSValue m_prepareResponse;
    std::array<QMetaObject::Connection, kRelays> m_relays;
    int m_port = 0;
    int m_backlog = 511;
    bool m_requestCert = false;
    bool m_hardened = false;
    bool m_wantsListening = false;
    bool m_complete = true;
    bool m_held = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLSERVER_H
