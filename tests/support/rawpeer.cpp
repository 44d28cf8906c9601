// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "rawpeer.h"

#include <QtCore/qsocketnotifier.h>

#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

RawPeer::RawPeer(int port, QObject *parent) : QObject(parent)
{
    m_fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(quint16(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(m_fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        close();
    init();
}

RawPeer::RawPeer(const QString &path, QObject *parent) : QObject(parent)
{
    m_fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.toLocal8Bit().constData(), sizeof address.sun_path);
    if (::connect(m_fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        close();
    init();
}

RawPeer::RawPeer(Accepted descriptor, QObject *parent) : QObject(parent), m_fd(int(descriptor))
{
    const int on = 1;
    ::setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // refused by a Unix domain socket, which has no delay
    init();
}

RawPeer::~RawPeer()
{
    close();
}

void RawPeer::init()
{
    if (m_fd < 0)
        return;
    ::fcntl(m_fd, F_SETFL, ::fcntl(m_fd, F_GETFL) | O_NONBLOCK);
    m_read = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    m_write = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Write);
    m_write->setEnabled(false);
    connect(m_read.get(), &QSocketNotifier::activated, this, &RawPeer::onReadable);
    connect(m_write.get(), &QSocketNotifier::activated, this, &RawPeer::onWritable);
}

void RawPeer::send(const QByteArray &bytes)
{
    m_out += bytes;
    if (m_fd >= 0)
        onWritable();
}

void RawPeer::sendCutAtEveryByte(const QByteArray &bytes)
{
    m_byByte = true;
    m_out += bytes;
    if (m_write)
        m_write->setEnabled(true);
}

void RawPeer::onWritable()
{
    while (!m_out.isEmpty()) {
        const size_t size = m_byByte ? 1 : size_t(m_out.size());
        const ssize_t n = ::send(m_fd, m_out.constData(), size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n <= 0) {
            if (n < 0 && errno != EAGAIN)
                m_out.clear();
            break;
        }
        m_sent += n;
        m_out.remove(0, n);
        if (m_byByte)
            break;
    }
    m_write->setEnabled(!m_out.isEmpty());
    if (!m_out.isEmpty())
        return;
    m_byByte = false;
    Q_EMIT sentAll(); // last: a receiver may close
}

void RawPeer::onReadable()
{
    char buffer[65536];
    const ssize_t n = ::recv(m_fd, buffer, sizeof buffer, MSG_DONTWAIT);
    if (n > 0) {
        m_count += n;
        if (!m_countOnly) {
            m_received.append(buffer, n);
            m_segments.append(QByteArray(buffer, n));
        }
        Q_EMIT receivedMore(); // last: a receiver may close
        return;
    }
    if (n < 0 && errno == EAGAIN)
        return;
    m_closed = true;
    m_reset = n < 0;
    m_read->setEnabled(false);
    Q_EMIT ended();
}

void RawPeer::halfClose()
{
    ::shutdown(m_fd, SHUT_WR);
}

void RawPeer::close()
{
    for (auto *notifier : {&m_read, &m_write}) {
        if (!*notifier)
            continue;
        (*notifier)->setEnabled(false);
        notifier->release()->deleteLater(); // it may be the caller
    }
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
}

void RawPeer::reset()
{
    const linger now{1, 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}

void RawPeer::pauseReading()
{
    m_read->setEnabled(false);
}

void RawPeer::resumeReading()
{
    m_read->setEnabled(true);
}

QByteArray withoutDate(QByteArray text)
{
    qsizetype at = 0;
    while ((at = text.indexOf("Date: ", at)) >= 0) {
        at += 6;
        const qsizetype end = text.indexOf("\r\n", at);
        if (end < 0)
            break;
        text.replace(at, end - at, "<D>");
    }
    return text;
}
