// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The TLS half of a Connector: configuration, name, handshake, what may go wrong with it, and sessions.

#include "client/connectorplan_p.h"

#if QT_CONFIG(ssl)

#include "client/connecterrors_p.h"
#include "client/sessioncache_p.h"
#include "core/error_p.h"
#include "core/logging_p.h"

#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslsocket.h>

namespace NodeHttp {

namespace {

// S8.24, S8.25: what is asked for and what the certificate has to say. Without a name for SNI the host is verified.
QString verifiedName(const std::optional<QString> &servername, const QString &host)
{
    const QString name = servername && !servername->isEmpty() ? *servername : host;
    QHostAddress address(name);
    if (address.isNull())
        return name;
    address.setScopeId({}); // a zone means something on this machine only
    return address.toString();
}

} // namespace

void Connector::listenTls()
{
    if (!m_plan->secure)
        return;
    auto *const socket = static_cast<QSslSocket *>(m_network);
    connect(socket, &QSslSocket::encrypted, this, &Connector::onSecured);
    connect(socket, &QAbstractSocket::disconnected, this, &Connector::onLost);
}

void Connector::secure()
{
    m_step = Step::Secure;
    const RequestOptions &options = m_plan->options;
    armPhase(options.timeouts.tls);
    QSslConfiguration configuration = options.sslConfiguration.value_or(QSslConfiguration());
    if (configuration.isNull())
        configuration = QSslConfiguration::defaultConfiguration();
    if (configuration.allowedNextProtocols().isEmpty())
        configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")}); // as S8.4
    if (options.servername && options.servername->isEmpty())
        configuration.setSslOption(QSsl::SslOptionDisableServerNameIndication, true); // S6.8
    if (options.rejectUnauthorized.value_or(false))
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    // What was agreed upon with a server nobody verified must not be taken up where one has to be.
    m_plan->unverified = !options.rejectUnauthorized.value_or(true)
        || configuration.peerVerifyMode() == QSslSocket::VerifyNone
        || configuration.peerVerifyMode() == QSslSocket::QueryPeer;
    if (const auto cache = m_sessions.lock()) {
        if (m_plan->unverified)
            m_sessionName.prepend(QLatin1Char('!'));
        configuration.setSslOption(QSsl::SslOptionDisableSessionSharing, false);
        configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, false);
        if (const QByteArray ticket = cache->ticket(m_sessionName); !ticket.isEmpty())
            configuration.setSessionTicket(ticket);
    }
    auto *const socket = static_cast<QSslSocket *>(m_network);
    socket->setSslConfiguration(configuration);
    socket->setPeerVerifyName(verifiedName(options.servername, m_plan->host));
    if (m_plan->unverified)
        socket->ignoreSslErrors(); // S8.27; sslHandshakeErrors() still tells
    socket->startClientEncryption();
}

void Connector::onSecured()
{
    if (m_step != Step::Secure)
        return;
    using namespace std::chrono;
    m_times.secured = duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
    // The ticket of TLS 1.3 comes when the handshake is over (S8.29).
    if (static_cast<QSslSocket *>(m_network)->sessionProtocol() != QSsl::TlsV1_3)
        keepSession();
    ready();
}

// Without an error before it: the other side said goodbye instead of finishing.
void Connector::onLost()
{
    if (m_step == Step::Secure)
        fail(Errors::lostBeforeSecure());
}

void Connector::failToSecure(QAbstractSocket::SocketError why)
{
    forgetSession();
    const auto *const socket = static_cast<QSslSocket *>(m_network);
    const QList<QSslError> errors = socket->sslHandshakeErrors();
    qCDebug(lcTls) << "handshake failed:" << socket->errorString();
    if (why == QAbstractSocket::SslHandshakeFailedError && !errors.isEmpty() && !m_plan->unverified) {
        return fail(Errors::badCertificate(errors, socket->peerCertificate(),
                                           verifiedName(m_plan->options.servername, m_plan->host)));
    }
    fail(Errors::cannotSecure(why, socket->errorString()));
}

void Connector::keepSession()
{
    const auto cache = m_sessions.lock();
    if (!cache)
        return;
    cache->store(m_sessionName, static_cast<QSslSocket *>(m_network)->sslConfiguration().sessionTicket());
}

void Connector::forgetSession()
{
    if (const auto cache = m_sessions.lock())
        cache->evict(m_sessionName);
}

} // namespace NodeHttp

#endif // QT_CONFIG(ssl)
