// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// From an accepted socket to an encrypted one. Qt's public API has no server-side SNI and ignores an ALPN list without
// common entry, so the client's greeting is read (not consumed) before Qt sees it.

#include "server/tlshandshake_p.h"

#if QT_CONFIG(ssl)

#include "core/error_p.h"
#include "core/logging_p.h"
#include "server/server_p.h"
#include "stream/turn_p.h"
#include "wire/clienthello_p.h"

#include <QtNetwork/qsslconfiguration.h>

namespace NodeHttp {

namespace {

constexpr qint64 kPeek = 20000;
constexpr char kAlertUnrecognizedName = 112;
constexpr char kAlertNoApplicationProtocol = 120;

} // namespace

TlsHandshake::TlsHandshake(QSslSocket *socket, ServerPrivate *server) : m_socket(socket), m_server(server), m_configuration(*server->ssl)
{
}

TlsHandshake::~TlsHandshake() = default;

void TlsHandshake::start()
{
    connect(m_socket, &QSslSocket::readyRead, this, [this] {
        Turn turn;
        onReadyRead();
    });
    connect(m_socket, &QSslSocket::encrypted, this, [this] {
        Turn turn;
        succeed();
    });
    connect(m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &) {
        if (!m_server->rejectUnauthorized)
            m_socket->ignoreSslErrors(); // S8.11: accepted, and the socket tells
    });
    connect(m_socket, &QSslSocket::disconnected, this, [this] {
        Turn turn;
        const QAbstractSocket::SocketError why = m_socket->error();
        if (why == QAbstractSocket::SslHandshakeFailedError || why == QAbstractSocket::SslInternalError)
            return fail(Error(QStringLiteral("EPROTO"), m_socket->errorString()));
        fail(Error(QStringLiteral("ECONNRESET"), QStringLiteral("read ECONNRESET"))); // S8.8
    });
    connect(m_socket, &QSslSocket::errorOccurred, this, [this](QAbstractSocket::SocketError why) {
        Turn turn;
        if (why == QAbstractSocket::SslHandshakeFailedError || why == QAbstractSocket::SslInternalError
            || why == QAbstractSocket::SslInvalidUserDataError)
            fail(Error(QStringLiteral("EPROTO"), m_socket->errorString()));
    });
    if (const qint64 limit = m_server->options.handshakeTimeout.count(); limit > 0)
        setDeadline(monotonicNow() + limit);
    if (m_socket->state() != QAbstractSocket::ConnectedState) // a receiver of connectionOpened() closed it
        return fail(Error(QStringLiteral("ECONNRESET"), QStringLiteral("read ECONNRESET")));
    onReadyRead();
}

void TlsHandshake::onReadyRead()
{
    if (m_started || m_over)
        return;
    const ClientHello hello = ClientHello::parse(m_socket->peek(kPeek));
    if (hello.state == ClientHello::State::Incomplete)
        return;
    if (hello.state == ClientHello::State::NotTls)
        return fail(Error(QStringLiteral("ERR_SSL_HTTP_REQUEST"), QStringLiteral("http request"))); // S8.7

    QSslConfiguration configuration = m_configuration;
    if (m_server->serverName) {
        configuration = m_server->serverName(hello.serverName);
        if (configuration.isNull()) {
            return refuseWithAlert(kAlertUnrecognizedName,
                                   Error(QStringLiteral("ERR_SSL_UNRECOGNIZED_NAME"), QStringLiteral("unrecognized name")));
        }
    }
    if (configuration.allowedNextProtocols().isEmpty())
        configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")}); // S8.4
    bool common = hello.protocols.isEmpty();
    for (const QByteArray &protocol : configuration.allowedNextProtocols())
        common = common || hello.protocols.contains(protocol);
    if (!common) { // S8.5
        return refuseWithAlert(kAlertNoApplicationProtocol,
                               Error(QStringLiteral("ERR_SSL_NO_APPLICATION_PROTOCOL"),
                                     QStringLiteral("no application protocol")));
    }
    begin(configuration);
}

void TlsHandshake::begin(const QSslConfiguration &configuration)
{
    m_started = true;
    m_socket->setSslConfiguration(configuration);
    m_socket->startServerEncryption();
}

// A fatal alert in a plain record: nothing was agreed upon yet.
void TlsHandshake::refuseWithAlert(char alert, const Error &error)
{
    const char record[] = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, alert};
    m_socket->write(record, sizeof record);
    m_socket->flush();
    fail(error);
}

void TlsHandshake::succeed()
{
    if (m_over)
        return;
    m_over = true;
    setDeadline(0);
    m_socket->disconnect(this);
    const QPointer<ServerPrivate> server = m_server; // a receiver may delete it
    server->handshakeOver(this);
    Loop::current()->bury(this);
    Q_EMIT server->emits("secureConnection")->secureConnectionOpened(m_socket);
    if (server && m_socket->state() == QAbstractSocket::ConnectedState)
        return server->adopt(m_socket, m_tapId);
    tapOver(QStringLiteral("closed"));
    m_socket->deleteLater();
    if (server)
        server->checkClosed();
}

void TlsHandshake::fail(const Error &error)
{
    if (m_over)
        return;
    m_over = true;
    setDeadline(0);
    qCDebug(lcTls) << "handshake failed:" << error;
    if (m_tapId != 0 && Tap::isOpen()) {
        Tap::certificateRefused(facts());
        Tap::connectionFailed(m_tapId, error);
    }
    tapOver(QStringLiteral("TLS handshake failed"));
    m_socket->disconnect(this);
    const QPointer<ServerPrivate> server = m_server; // a receiver may delete it
    QSslSocket *const socket = m_socket;
    server->handshakeOver(this);
    Loop::current()->bury(this);
    server->reportTlsError(error, socket); // S8.6
    socket->abort();
    socket->deleteLater();
    if (server)
        server->checkClosed();
}

void TlsHandshake::cancel()
{
    m_over = true;
    setDeadline(0);
    tapOver(QStringLiteral("closed"));
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater();
    Loop::current()->bury(this);
}

void TlsHandshake::introduce()
{
    if (!Tap::isOpen())
        return;
    m_tapId = Tap::nextId();
    Tap::connectionOpened(facts());
}

TrafficConnection TlsHandshake::facts() const
{
    TrafficConnection facts = Tap::describe(m_socket);
    facts.id = m_tapId;
    facts.side = TrafficSide::Server;
    facts.owner = m_server->q;
    return facts;
}

void TlsHandshake::tapOver(const QString &reason)
{
    if (m_tapId != 0 && Tap::isOpen())
        Tap::connectionClosed(m_tapId, reason, 0, 0);
}

void TlsHandshake::deadlineReached()
{
    fail(Errors::handshakeTimeout()); // S8.9
}

} // namespace NodeHttp

#endif // QT_CONFIG(ssl)
