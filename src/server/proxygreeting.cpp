// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The PROXY protocol at the door. The header is read byte-exact: peeked at first, then taken as far as it goes.

#include "server/proxygreeting_p.h"

#include "core/logging_p.h"
#include "server/server_p.h"
#include "stream/turn_p.h"
#include "wire/proxyheader_p.h"

#include <QtCore/qsocketnotifier.h>
#include <QtNetwork/qtcpsocket.h>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace NodeHttp {

ProxyGreeting::ProxyGreeting(qintptr descriptor, ServerPrivate *server) : m_descriptor(descriptor), m_server(server)
{
}

bool ProxyGreeting::isSupported()
{
#ifdef Q_OS_UNIX
    return true;
#else
    return false;
#endif
}

#ifdef Q_OS_UNIX

ProxyGreeting::~ProxyGreeting()
{
    delete m_notifier; // before its descriptor
    if (m_descriptor >= 0)
        ::close(int(m_descriptor));
}

bool ProxyGreeting::isExpected(qintptr descriptor, const ServerPrivate *server)
{
    if (!server->options.proxyProtocol)
        return false;
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    return ::getpeername(int(descriptor), reinterpret_cast<sockaddr *>(&peer), &size) == 0
        && server->trustedProxies.contains(QHostAddress(reinterpret_cast<const sockaddr *>(&peer)));
}

void ProxyGreeting::start()
{
    m_notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        Turn turn;
        readMore();
    });
    if (const qint64 limit = m_server->options.headersTimeout.count(); limit > 0)
        setDeadline(monotonicNow() + limit);
    readMore(); // most proxies send it with the handshake of TCP
}

void ProxyGreeting::readMore()
{
    if (m_over)
        return;
    char buffer[ProxyHeader::kLongest];
    const int socket = int(m_descriptor);
    const ssize_t there = ::recv(socket, buffer, sizeof buffer, MSG_PEEK | MSG_DONTWAIT);
    if (there < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    if (there <= 0) // a check whether the port is open, most likely
        return leave();
    const qsizetype before = m_read.size();
    const ProxyHeader header = ProxyHeader::parse(m_read + QByteArray::fromRawData(buffer, there));
    // What belongs to an incomplete header is taken, or the notifier would not stop.
    const qsizetype taken = header.state == ProxyHeader::State::Complete ? header.size - before : qsizetype(there);
    if (header.state == ProxyHeader::State::Invalid)
        return fail("ERR_PROXY_HEADER_INVALID", QStringLiteral("PROXY header: ") + QLatin1String(header.reason));
    if (::recv(socket, buffer, size_t(taken), MSG_DONTWAIT) != taken)
        return leave();
    m_read.append(buffer, taken);
    if (header.state == ProxyHeader::State::Incomplete)
        return;
    const QPointer<ServerPrivate> server = m_server; // a receiver may delete it
    const qintptr descriptor = std::exchange(m_descriptor, -1);
    end();
    server->acceptSocket(descriptor, header.isLocal ? QHostAddress() : header.client, header.clientPort);
    if (server)
        server->checkClosed();
}

void ProxyGreeting::fail(const char *code, const QString &message)
{
    const QPointer<ServerPrivate> server = m_server; // a receiver may delete it
    auto *socket = new QTcpSocket;
    socket->setSocketDescriptor(std::exchange(m_descriptor, -1));
    end();
    const Error error(QLatin1String(code), message);
    qCDebug(lcServer) << "refused a proxy:" << error;
    server->reportClientError(error, socket);
    socket->abort();
    socket->deleteLater();
    if (server)
        server->checkClosed();
}

#else

ProxyGreeting::~ProxyGreeting() = default;
bool ProxyGreeting::isExpected(qintptr, const ServerPrivate *) { return false; }
void ProxyGreeting::start() {}
void ProxyGreeting::readMore() {}
void ProxyGreeting::fail(const char *, const QString &) {}

#endif

void ProxyGreeting::end()
{
    if (std::exchange(m_over, true))
        return;
    setDeadline(0);
    delete std::exchange(m_notifier, nullptr);
    m_server->greetingOver(this);
    Loop::current()->bury(this);
}

void ProxyGreeting::leave()
{
    end();
    m_server->checkClosed();
}

void ProxyGreeting::cancel()
{
    m_over = true;
    setDeadline(0);
    delete std::exchange(m_notifier, nullptr);
    Loop::current()->bury(this);
}

void ProxyGreeting::deadlineReached()
{
    Turn turn;
    fail("ERR_PROXY_HEADER_TIMEOUT", QStringLiteral("PROXY header: it did not arrive in time"));
}

} // namespace NodeHttp
