// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// QTcpServer and QLocalServer behind one face. Both hand over descriptors at once: the list of pending connections that
// Qt keeps otherwise holds thirty and then stops accepting.

#include "server/acceptor_p.h"

#include "core/logging_p.h"
#include "stream/sockets_p.h"

#include <NodeHttp/server.h>

#include <QtCore/qtimer.h>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/un.h>
#endif

namespace NodeHttp {

namespace {

constexpr int kRetryAccept = 100; // ms to wait when the process has no descriptor left

class TcpAcceptor : public QTcpServer
{
public:
    explicit TcpAcceptor(const Acceptor::OnTcp &onAccept) : m_onAccept(onAccept)
    {
        // Qt stops accepting after a failure, and the one that happens is "too many open files": it passes.
        connect(this, &QTcpServer::acceptError, this, [this] {
            qCWarning(lcServer) << "accept failed:" << errorString();
            QTimer::singleShot(kRetryAccept, this, &QTcpServer::resumeAccepting);
        });
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_onAccept(descriptor); }

private:
    const Acceptor::OnTcp m_onAccept;
};

class LocalAcceptor : public QLocalServer
{
public:
    explicit LocalAcceptor(const Acceptor::OnLocal &onAccept) : m_onAccept(onAccept) {}

protected:
    void incomingConnection(quintptr descriptor) override { m_onAccept(descriptor); }

private:
    const Acceptor::OnLocal m_onAccept;
};

// S9.10: Node's code and sentence for a failed listen.
Error listenError(QAbstractSocket::SocketError why, const QString &text, const QString &address, int port)
{
    const char *code = "EINVAL";
    const char *words = "invalid argument";
    switch (why) {
    case QAbstractSocket::AddressInUseError:
        code = "EADDRINUSE";
        words = "address already in use";
        break;
    case QAbstractSocket::SocketAccessError:
        code = "EACCES";
        words = "permission denied";
        break;
    case QAbstractSocket::SocketAddressNotAvailableError:
        code = "EADDRNOTAVAIL";
        words = "address not available";
        break;
    case QAbstractSocket::HostNotFoundError:
        code = "ENOENT";
        words = "no such file or directory";
        break;
    default:
        qCDebug(lcServer) << "listen:" << text;
        break;
    }
    QString where = address;
    if (port >= 0)
        where += QLatin1Char(':') + QString::number(port);
    const QString message = QStringLiteral("listen %1: %2 %3").arg(QLatin1String(code), QLatin1String(words), where);
    return Error(QLatin1String(code), message.trimmed()).withSyscall(QStringLiteral("listen"), address, port);
}

// Qt takes any number for a listening socket and then fails to accept for ever.
bool canAccept(qintptr descriptor)
{
#ifdef Q_OS_UNIX
    int accepts = 0;
    socklen_t size = sizeof accepts;
    return ::getsockopt(int(descriptor), SOL_SOCKET, SO_ACCEPTCONN, &accepts, &size) == 0 && accepts != 0;
#else
    Q_UNUSED(descriptor);
    return true;
#endif
}

bool isLocalSocket(qintptr descriptor)
{
#ifdef Q_OS_UNIX
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    return ::getsockname(int(descriptor), reinterpret_cast<sockaddr *>(&address), &size) == 0
        && address.ss_family == AF_UNIX;
#else
    Q_UNUSED(descriptor);
    return false;
#endif
}

QString shown(const QHostAddress &address)
{
    return address == QHostAddress(QHostAddress::Any) ? QStringLiteral("::") : address.toString();
}

} // namespace

Acceptor::Acceptor(OnTcp onTcp, OnLocal onLocal) : m_onTcp(std::move(onTcp)), m_onLocal(std::move(onLocal))
{
}

Acceptor::~Acceptor() = default;

Error Acceptor::listen(const QHostAddress &address, int port, int backlog, const QString &shownHost)
{
    auto server = std::make_unique<TcpAcceptor>(m_onTcp);
    server->setListenBacklogSize(backlog);
    if (!server->listen(address, quint16(port))) {
        return listenError(server->serverError(), server->errorString(),
                           shownHost.isEmpty() ? shown(address) : shownHost, port);
    }
    m_tcp = std::move(server);
    return {};
}

Error Acceptor::listen(const ListenOptions &options)
{
    if (options.descriptor >= 0 && !canAccept(options.descriptor)) {
        return listenError(QAbstractSocket::UnsupportedSocketOperationError,
                           QStringLiteral("the descriptor is not a listening socket"), {}, -1);
    }
    if (options.descriptor >= 0 && !isLocalSocket(options.descriptor)) {
        auto server = std::make_unique<TcpAcceptor>(m_onTcp);
        if (!server->setSocketDescriptor(options.descriptor))
            return listenError(server->serverError(), server->errorString(), {}, -1);
        m_tcp = std::move(server);
        return {};
    }
    auto server = std::make_unique<LocalAcceptor>(m_onLocal);
    server->setListenBacklogSize(options.backlog);
    QLocalServer::SocketOptions access = QLocalServer::NoOptions;
    if (options.readableAll || options.writableAll) // both are needed to connect; Qt knows no finer grain
        access = QLocalServer::WorldAccessOption;
    server->setSocketOptions(access);
    const bool listens = options.descriptor >= 0 ? server->listen(options.descriptor) : server->listen(options.path);
    if (!listens)
        return listenError(server->serverError(), server->errorString(), options.path, -1);
    m_local = std::move(server);
    return {};
}

void Acceptor::close()
{
    // close() may be called from a connection's signal while accepting goes on: the objects die later.
    if (QTcpServer *server = m_tcp.release()) {
        server->close();
        disposeOf(server);
    }
    if (QLocalServer *server = m_local.release()) {
        server->close();
        disposeOf(server);
    }
}

AddressInfo Acceptor::address() const
{
    AddressInfo info;
    if (m_tcp) {
        const QHostAddress address = m_tcp->serverAddress();
        const bool v4 = address.protocol() == QAbstractSocket::IPv4Protocol;
        info.address = shown(address);
        info.family = v4 ? QStringLiteral("IPv4") : QStringLiteral("IPv6");
        info.port = m_tcp->serverPort();
    } else if (m_local) {
        info.address = m_local->fullServerName();
        info.family = QStringLiteral("Local");
    }
    return info;
}

} // namespace NodeHttp
