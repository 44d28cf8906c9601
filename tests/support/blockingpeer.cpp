// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "blockingpeer.h"

#include <QtCore/qfile.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

BlockingPeer::BlockingPeer(int port) : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(quint16(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{10, 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(m_fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(m_fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        ::close(m_fd);
        m_fd = -1;
    }
}

BlockingPeer::~BlockingPeer()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

qint64 BlockingPeer::sendSome(const char *data, qint64 size)
{
    return ::send(m_fd, data, size_t(size), MSG_NOSIGNAL);
}

bool BlockingPeer::send(const QByteArray &bytes)
{
    for (qint64 done = 0; done < bytes.size();) {
        const qint64 n = sendSome(bytes.constData() + done, bytes.size() - done);
        if (n <= 0)
            return false;
        done += n;
    }
    return true;
}

QByteArray BlockingPeer::receive(qint64 atMost)
{
    if (!m_waiting.isEmpty()) {
        const QByteArray piece = m_waiting.left(atMost);
        m_waiting.remove(0, piece.size());
        return piece;
    }
    QByteArray piece(atMost, Qt::Uninitialized);
    const ssize_t n = ::recv(m_fd, piece.data(), size_t(atMost), 0);
    piece.resize(n > 0 ? n : 0);
    return piece;
}

QByteArray BlockingPeer::receiveUntil(const QByteArray &end)
{
    QByteArray all;
    while (true) {
        const QByteArray piece = receive();
        if (piece.isEmpty())
            return all;
        all += piece;
        if (const qsizetype at = all.indexOf(end); at >= 0) {
            m_waiting.prepend(all.mid(at + end.size()));
            return all.left(at + end.size());
        }
    }
}

QByteArray BlockingPeer::receiveExactly(qint64 size)
{
    QByteArray all;
    while (all.size() < size) {
        const QByteArray piece = receive(size - all.size());
        if (piece.isEmpty())
            break;
        all += piece;
    }
    return all;
}

void BlockingPeer::endSending()
{
    ::shutdown(m_fd, SHUT_WR);
}

qint64 residentMemory()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.size() > 1 ? fields[1].toLongLong() * ::sysconf(_SC_PAGESIZE) : 0;
}
