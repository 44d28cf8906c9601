// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The differences between the devices HTTP may run on, in one place.

#include "stream/sockets_p.h"

#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qhostinfo.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qtcpsocket.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslsocket.h>
#endif

#include <algorithm>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#endif

namespace NodeHttp {

#ifdef Q_OS_UNIX
namespace {

#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0; // Qt ignores SIGPIPE for the process as soon as it makes a socket
#endif

} // namespace
#endif

void disposeOf(QObject *object)
{
    const QThread *thread = object->thread();
    if (thread && thread->isFinished())
        delete object;
    else
        object->deleteLater();
}

QList<QHostAddress> addressesOf(const QString &name, const QHostInfo &info)
{
    if (QList<QHostAddress> found = info.addresses(); !found.isEmpty()) {
        std::stable_partition(found.begin(), found.end(), [](const QHostAddress &address) {
            return address.protocol() == QAbstractSocket::IPv4Protocol;
        });
        return found;
    }
    const QString dotted = u'.' + (name.endsWith(u'.') ? name.chopped(1) : name);
    if (!dotted.endsWith(QLatin1String(".localhost"), Qt::CaseInsensitive))
        return {};
    return {QHostAddress(QHostAddress::LocalHost)};
}

void whenGivenUp(QIODevice *device, QObject *context, const std::function<void()> &call)
{
    // Qt tells the state before the error, so whoever cares about errors has heard of it when the event arrives.
    const auto watch = [context, call](auto *socket) {
        using Type = std::remove_pointer_t<decltype(socket)>;
        QObject::connect(socket, &Type::stateChanged, context, [socket, context, call](auto state) {
            if (state != Type::UnconnectedState)
                return;
            QMetaObject::invokeMethod(context, [alive = QPointer<Type>(socket), call] {
                if (alive && alive->state() == Type::UnconnectedState)
                    call();
            }, Qt::QueuedConnection);
        });
    };
    if (auto *network = qobject_cast<QAbstractSocket *>(device))
        watch(network);
    else if (auto *local = qobject_cast<QLocalSocket *>(device))
        watch(local);
}

Socket::Socket(QIODevice *device) : m_device(device), m_kind(Kind::Device)
{
#if QT_CONFIG(ssl)
    if (qobject_cast<QSslSocket *>(device)) {
        m_kind = Kind::Ssl;
        return;
    }
#endif
    if (qobject_cast<QAbstractSocket *>(device))
        m_kind = Kind::Tcp;
    else if (qobject_cast<QLocalSocket *>(device))
        m_kind = Kind::Local;
}

QAbstractSocket *Socket::network() const
{
    return m_kind == Kind::Tcp || m_kind == Kind::Ssl ? static_cast<QAbstractSocket *>(m_device.data()) : nullptr;
}

void Socket::bypassBuffer()
{
#ifdef Q_OS_UNIX
    m_bypassesBuffer = m_kind == Kind::Tcp;
#endif
}

qint64 Socket::read(char *data, qint64 size)
{
    if (!m_device || !m_device->isOpen())
        return -1;
    return readsPastBuffer() ? readPastBuffer(data, size) : m_device->read(data, size);
}

// What read() comes to while the socket holds nothing, without the question how much there is, a copy of the bytes, and
// the 16 KiB that a QTcpSocket keeps once it has read a byte.
qint64 Socket::readPastBuffer(char *data, qint64 size)
{
#ifdef Q_OS_UNIX
    const int descriptor = int(network()->socketDescriptor());
    if (descriptor < 0)
        return -1;
    ssize_t got;
    do {
        got = ::recv(descriptor, data, size_t(size), MSG_DONTWAIT);
    } while (got < 0 && errno == EINTR);
    m_sawEnd = got == 0;
    if (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != ENOMEM && errno != ENOBUFS)
        m_readError = errno; // else it may pass, and the socket is there to find out
    return got;
#else
    Q_UNUSED(data);
    Q_UNUSED(size);
    return -1;
#endif
}

void Socket::flush()
{
    if (!m_device)
        return;
    if (QAbstractSocket *socket = network())
        socket->flush();
    else if (m_kind == Kind::Local)
        static_cast<QLocalSocket *>(m_device.data())->flush();
}

// What write() and flush() come to when the system takes everything, without a copy of the bytes, a notifier switched on
// and off, and the 32 KiB that a QTcpSocket keeps once it has buffered a byte. Failures are left to the socket to find.
qint64 Socket::sendAtOnce(const char *data, qint64 size)
{
#ifdef Q_OS_UNIX
    if (!m_bypassesBuffer || !isOpen() || m_device->bytesToWrite() > 0)
        return 0;
    const int descriptor = int(network()->socketDescriptor());
    ssize_t sent;
    do {
        sent = ::send(descriptor, data, size_t(size), kNoSignal);
    } while (sent < 0 && errno == EINTR);
    return qMax<qint64>(0, sent);
#else
    Q_UNUSED(data);
    Q_UNUSED(size);
    return 0;
#endif
}

qint64 Socket::pending() const
{
    if (!m_device)
        return 0;
#if QT_CONFIG(ssl)
    if (m_kind == Kind::Ssl) {
        const auto *socket = static_cast<const QSslSocket *>(m_device.data());
        // Encrypted bytes are some more than the plain ones they carry; either kind means "not out yet".
        return qMax(socket->bytesToWrite(), socket->encryptedBytesToWrite());
    }
#endif
    return m_device->bytesToWrite();
}

void Socket::whenBytesLeave(QObject *context, const std::function<void()> &call)
{
    QObject::connect(m_device, &QIODevice::bytesWritten, context, call);
#if QT_CONFIG(ssl)
    // For QSslSocket bytes are "written" when they are encrypted.
    if (m_kind == Kind::Ssl)
        QObject::connect(static_cast<QSslSocket *>(m_device.data()), &QSslSocket::encryptedBytesWritten, context, call);
#endif
}

bool Socket::isOpen() const
{
    if (!m_device)
        return false;
    if (const QAbstractSocket *socket = network())
        return socket->state() == QAbstractSocket::ConnectedState;
    if (m_kind == Kind::Local)
        return static_cast<const QLocalSocket *>(m_device.data())->state() == QLocalSocket::ConnectedState;
    return m_device->isWritable();
}

bool Socket::hasArrived() const
{
#ifdef Q_OS_UNIX
    qintptr descriptor = -1;
    if (const QAbstractSocket *socket = network())
        descriptor = socket->socketDescriptor();
    else if (m_kind == Kind::Local)
        descriptor = static_cast<const QLocalSocket *>(m_device.data())->socketDescriptor();
    char byte;
    return descriptor >= 0 && ::recv(int(descriptor), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
#else
    return false;
#endif
}

void Socket::setReadLimit(qint64 bytes)
{
    if (QAbstractSocket *socket = network())
        socket->setReadBufferSize(bytes);
    else if (m_kind == Kind::Local)
        static_cast<QLocalSocket *>(m_device.data())->setReadBufferSize(bytes);
}

void Socket::setOptions(std::optional<bool> noDelay, std::optional<bool> keepAlive, int keepAliveDelaySeconds)
{
    QAbstractSocket *socket = network();
    if (!socket)
        return;
    if (noDelay)
        socket->setSocketOption(QAbstractSocket::LowDelayOption, int(*noDelay));
    if (keepAlive)
        socket->setSocketOption(QAbstractSocket::KeepAliveOption, int(*keepAlive));
#if defined(Q_OS_UNIX) && defined(TCP_KEEPIDLE)
    if (keepAlive.value_or(false) && keepAliveDelaySeconds > 0)
        ::setsockopt(int(socket->socketDescriptor()), IPPROTO_TCP, TCP_KEEPIDLE, &keepAliveDelaySeconds,
                     sizeof keepAliveDelaySeconds);
#else
    Q_UNUSED(keepAliveDelaySeconds);
#endif
}

bool Socket::endWriting()
{
#ifdef Q_OS_UNIX
    if (m_kind == Kind::Tcp && isOpen())
        return ::shutdown(int(network()->socketDescriptor()), SHUT_WR) == 0;
#endif
    return false;
}

void Socket::close()
{
    if (!m_device)
        return;
    if (QAbstractSocket *socket = network())
        socket->disconnectFromHost();
    else if (m_kind == Kind::Local)
        static_cast<QLocalSocket *>(m_device.data())->disconnectFromServer();
    else
        m_device->close();
}

void Socket::abort()
{
    if (!m_device)
        return;
    if (QAbstractSocket *socket = network())
        socket->abort();
    else if (m_kind == Kind::Local)
        static_cast<QLocalSocket *>(m_device.data())->abort();
    else
        m_device->close();
}

void Socket::resetWhenClosed()
{
#ifdef Q_OS_UNIX
    if (QAbstractSocket *socket = network()) {
        const linger atOnce{1, 0};
        ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    }
#endif
}

bool Socket::hasFailed() const
{
    if (sawFailure()) // the system tells it once, so the socket sees an orderly end
        return true;
    const QAbstractSocket *socket = network();
    return socket && socket->error() != QAbstractSocket::RemoteHostClosedError
        && socket->error() != QAbstractSocket::UnknownSocketError;
}

Error Socket::failure() const
{
    QString code = QStringLiteral("ECONNRESET");
#ifdef Q_OS_UNIX
    if (m_readError == ETIMEDOUT)
        code = QStringLiteral("ETIMEDOUT");
#endif
    if (const QAbstractSocket *socket = network(); socket && !sawFailure()) {
        switch (socket->error()) {
        case QAbstractSocket::SocketTimeoutError:
            code = QStringLiteral("ETIMEDOUT");
            break;
        case QAbstractSocket::SocketResourceError:
            code = QStringLiteral("ENOBUFS");
            break;
        case QAbstractSocket::SslInternalError:
        case QAbstractSocket::SslInvalidUserDataError:
        case QAbstractSocket::SslHandshakeFailedError:
            return Error(QStringLiteral("EPROTO"), socket->errorString());
        default:
            break;
        }
    }
    return Error(code, QStringLiteral("read ") + code).withSyscall(QStringLiteral("read"));
}

} // namespace NodeHttp
