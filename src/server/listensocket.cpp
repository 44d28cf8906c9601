// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Listening with SO_REUSEPORT: several sockets, of one process or of many, on one port. Linux spreads connections over
// them; elsewhere the option exists but the last socket, or any, may get everything.

#include "server/listensocket_p.h"

#include "core/error_p.h"
#include "server/acceptor_p.h"

#ifdef Q_OS_UNIX
#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace NodeHttp {

bool ListenSocket::canSharePorts()
{
#if defined(Q_OS_UNIX) && defined(SO_REUSEPORT)
    return true;
#else
    return false;
#endif
}

bool ListenSocket::balancesPorts()
{
#if defined(Q_OS_LINUX) && defined(SO_REUSEPORT)
    return true;
#else
    return false;
#endif
}

#if defined(Q_OS_UNIX) && defined(SO_REUSEPORT)

namespace {

QAbstractSocket::SocketError reasonOf(int code)
{
    switch (code) {
    case EADDRINUSE:
        return QAbstractSocket::AddressInUseError;
    case EACCES:
    case EPERM:
        return QAbstractSocket::SocketAccessError;
    case EADDRNOTAVAIL:
        return QAbstractSocket::SocketAddressNotAvailableError;
    default:
        return QAbstractSocket::UnknownSocketError;
    }
}

union Address
{
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
};

socklen_t fill(Address &to, const QHostAddress &address, int port)
{
    to = Address();
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        to.v4.sin_family = AF_INET;
        to.v4.sin_port = htons(quint16(port));
        to.v4.sin_addr.s_addr = htonl(address.toIPv4Address());
        return sizeof to.v4;
    }
    to.v6.sin6_family = AF_INET6;
    to.v6.sin6_port = htons(quint16(port));
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    memcpy(&to.v6.sin6_addr, &bytes, sizeof bytes);
    to.v6.sin6_scope_id = address.scopeId().toUInt();
    return sizeof to.v6;
}

// Errno of the first step that failed, or 0.
int bindAndListen(int descriptor, const QHostAddress &address, int port, int backlog, ListenSocket::Share share)
{
    const int on = 1;
    const int only6 = address != QHostAddress(QHostAddress::Any);
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    Address where;
    const socklen_t size = fill(where, address, port);
    if (where.any.sa_family == AF_INET6 && ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &only6, sizeof only6) != 0)
        return errno;
    const auto sharePort = [&] { return ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0; };
    const bool done = ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0
        && (share == ListenSocket::Share::First || sharePort()) && ::bind(descriptor, &where.any, size) == 0
        && sharePort() && ::listen(descriptor, backlog) == 0;
    return done ? 0 : errno;
}

} // namespace

ListenSocket::~ListenSocket()
{
    if (m_descriptor >= 0)
        ::close(int(m_descriptor));
}

Error ListenSocket::open(const QHostAddress &address, int port, int backlog, const QString &shownHost, Share share)
{
    const bool v4 = address.protocol() == QAbstractSocket::IPv4Protocol;
    int descriptor = ::socket(v4 ? AF_INET : AF_INET6, SOCK_STREAM, 0);
    QHostAddress bound = address;
    if (descriptor < 0 && address == QHostAddress(QHostAddress::Any)) { // no IPv6 here: as Qt does
        bound = QHostAddress(QHostAddress::AnyIPv4);
        descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    }
    const int failed = descriptor < 0 ? errno : bindAndListen(descriptor, bound, port, backlog, share);
    if (failed) {
        if (descriptor >= 0)
            ::close(descriptor);
        return Acceptor::listenError(reasonOf(failed), qt_error_string(failed),
                                     shownHost.isEmpty() ? Acceptor::shown(address) : shownHost, port);
    }
    m_descriptor = descriptor;
    return {};
}

int ListenSocket::port() const
{
    Address address{};
    socklen_t size = sizeof address;
    if (m_descriptor < 0 || ::getsockname(int(m_descriptor), &address.any, &size) != 0)
        return -1;
    return ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port : address.v6.sin6_port);
}

ListenSocket ListenSocket::duplicate() const
{
    return m_descriptor < 0 ? ListenSocket() : ListenSocket(::fcntl(int(m_descriptor), F_DUPFD_CLOEXEC, 0));
}

#else

ListenSocket::~ListenSocket() = default;

Error ListenSocket::open(const QHostAddress &, int port, int, const QString &shownHost, Share)
{
    return Error(QStringLiteral("ENOTSUP"), QStringLiteral("listen ENOTSUP: ports cannot be shared on this system"))
        .withSyscall(QStringLiteral("listen"), shownHost, port);
}

int ListenSocket::port() const { return -1; }
ListenSocket ListenSocket::duplicate() const { return {}; }

#endif

} // namespace NodeHttp
