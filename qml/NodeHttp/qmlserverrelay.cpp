// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The signals of Server as scripts see them: with the classes that scripts can call, and sockets with a face. One is
// passed on only while somebody listens, because what happens without a listener is the default that Node documents.

#include "qmlserver.h"

#include "jsrealm_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"

#include <QtCore/qfile.h>
#include <QtNetwork/qsslkey.h>

using namespace Qt::StringLiterals;

namespace NodeHttp {

namespace {

QmlIncomingMessage *face(IncomingMessage *message)
{
    return static_cast<QmlIncomingMessage *>(message); // the factory of the server made it
}

QmlServerResponse *face(ServerResponse *response)
{
    return static_cast<QmlServerResponse *>(response);
}

} // namespace

const std::array<QmlServer::Relay, QmlServer::kRelays> &QmlServer::relays()
{
    using Connection = QMetaObject::Connection;
    static const std::array<Relay, kRelays> table = {{
        {QMetaMethod::fromSignal(&QmlServer::requestReceived), [](QmlServer *s) -> Connection {
             return connect(s, &Server::requestReceived, s, [s](IncomingMessage *request, ServerResponse *response) {
                 s->prepare(request);
                 Q_EMIT s->requestReceived(face(request), face(response));
             });
         }},
        {QMetaMethod::fromSignal(&QmlServer::continueExpected), [](QmlServer *s) -> Connection {
             return connect(s, &Server::continueExpected, s, [s](IncomingMessage *request, ServerResponse *response) {
                 s->prepare(request);
                 Q_EMIT s->continueExpected(face(request), face(response));
             });
         }},
        {QMetaMethod::fromSignal(&QmlServer::expectationReceived), [](QmlServer *s) -> Connection {
             return connect(s, &Server::expectationReceived, s, [s](IncomingMessage *request, ServerResponse *response) {
                 s->prepare(request);
                 Q_EMIT s->expectationReceived(face(request), face(response));
             });
         }},
        {QMetaMethod::fromSignal(&QmlServer::connectionOpened), [](QmlServer *s) -> Connection {
             return connect(s, &Server::connectionOpened, s,
                            [s](QIODevice *socket) { Q_EMIT s->connectionOpened(QmlSocket::of(socket)); });
         }},
        {QMetaMethod::fromSignal(&QmlServer::secureConnectionOpened), [](QmlServer *s) -> Connection {
             return connect(s, &Server::secureConnectionOpened, s,
                            [s](QIODevice *socket) { Q_EMIT s->secureConnectionOpened(QmlSocket::of(socket)); });
         }},
        {QMetaMethod::fromSignal(&QmlServer::upgradeReceived), [](QmlServer *s) -> Connection {
             return connect(s, &Server::upgradeReceived, s,
                            [s](IncomingMessage *message, QIODevice *socket, const QByteArray &head) {
                                s->prepare(message);
                                Q_EMIT s->upgradeReceived(face(message), QmlSocket::adopt(socket), head);
                            });
         }},
        {QMetaMethod::fromSignal(&QmlServer::connectReceived), [](QmlServer *s) -> Connection {
             return connect(s, &Server::connectReceived, s,
                            [s](IncomingMessage *message, QIODevice *socket, const QByteArray &head) {
                                s->prepare(message);
                                Q_EMIT s->connectReceived(face(message), QmlSocket::adopt(socket), head);
                            });
         }},
        {QMetaMethod::fromSignal(&QmlServer::clientErrorOccurred), [](QmlServer *s) -> Connection {
             return connect(s, &Server::clientErrorOccurred, s, [s](const Error &error, QIODevice *socket) {
                 Q_EMIT s->clientErrorOccurred(error, QmlSocket::of(socket));
             });
         }},
        {QMetaMethod::fromSignal(&QmlServer::tlsClientErrorOccurred), [](QmlServer *s) -> Connection {
             return connect(s, &Server::tlsClientErrorOccurred, s, [s](const Error &error, QIODevice *socket) {
                 Q_EMIT s->tlsClientErrorOccurred(error, QmlSocket::of(socket));
             });
         }},
        {QMetaMethod::fromSignal(&QmlServer::requestDropped), [](QmlServer *s) -> Connection {
             return connect(s, &Server::requestDropped, s, [s](IncomingMessage *request, QIODevice *socket) {
                 Q_EMIT s->requestDropped(face(request), QmlSocket::of(socket));
             });
         }},
        {QMetaMethod::fromSignal(&QmlServer::connectionDropped), [](QmlServer *s) -> Connection {
             return connect(s, &Server::connectionDropped, s, [s](const ConnectionInfo &info) {
                 Q_EMIT s->connectionDropped({{u"localAddress"_s, info.localAddress}, {u"localPort"_s, info.localPort},
                                              {u"localFamily"_s, info.localFamily}, {u"remoteAddress"_s, info.remoteAddress},
                                              {u"remotePort"_s, info.remotePort}, {u"remoteFamily"_s, info.remoteFamily}});
             });
         }},
        {QMetaMethod::fromSignal(&QmlServer::timeoutOccurred), [](QmlServer *s) -> Connection {
             return connect(s, &Server::timeoutOccurred, s,
                            [s](QIODevice *socket) { Q_EMIT s->timeoutOccurred(QmlSocket::of(socket)); });
         }},
    }};
    return table;
}

void QmlServer::connectNotify(const QMetaMethod &signal)
{
    for (size_t i = 0; i < relays().size(); ++i) {
        if (signal == relays()[i].signal && !m_relays[i])
            m_relays[i] = relays()[i].connect(this);
    }
    Server::connectNotify(signal);
}

void QmlServer::disconnectNotify(const QMetaMethod &signal)
{
    for (size_t i = 0; i < relays().size(); ++i) {
        const bool concerned = !signal.isValid() || signal == relays()[i].signal;
        if (concerned && m_relays[i] && !isSignalConnected(relays()[i].signal))
            disconnect(std::exchange(m_relays[i], {}));
    }
    Server::disconnectNotify(signal);
}

void QmlServer::prepare(IncomingMessage *request)
{
    if (m_prepareRequest.isCallable())
        JsThrow::callBack(this, m_prepareRequest, {JsRealm::of(this)->wrap(request)});
}

// --- TLS ---

void QmlServer::setTls(QString QmlServer::*member, const QString &value)
{
    if (std::exchange(this->*member, value) == value)
        return;
    Q_EMIT tlsChanged();
    if (isListening())
        applyTls(); // a renewed certificate, for connections from now on
}

void QmlServer::setRequestCert(bool on)
{
    if (std::exchange(m_requestCert, on) == on)
        return;
    Q_EMIT tlsChanged();
    if (isListening())
        applyTls();
}

void QmlServer::applyTls()
{
#if QT_CONFIG(ssl)
    if (m_certificate.isEmpty())
        return setSslConfiguration({});
    const QString certificatePath = JsValues::localPath(m_certificate), keyPath = JsValues::localPath(m_key);
    const QList<QSslCertificate> chain = QSslCertificate::fromPath(certificatePath);
    if (chain.isEmpty())
        return warn(Error(u"ERR_TLS_CERTIFICATE"_s, certificatePath + u": not a certificate in PEM form"_s));
    QSslKey key;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        QFile file(keyPath);
        if (key.isNull() && file.open(QIODevice::ReadOnly))
            key = QSslKey(&file, algorithm, QSsl::Pem, QSsl::PrivateKey, m_passphrase.toUtf8());
    }
    if (key.isNull())
        return warn(Error(u"ERR_TLS_KEY"_s, keyPath + u": not a private key in PEM form, or the passphrase is wrong"_s));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    tls.setPeerVerifyMode(m_requestCert ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    if (!m_ca.isEmpty())
        tls.setCaCertificates(QSslCertificate::fromPath(JsValues::localPath(m_ca)));
    setSslConfiguration(tls);
#endif
}

} // namespace NodeHttp
