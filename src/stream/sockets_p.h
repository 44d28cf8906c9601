// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SOCKETS_P_H
#define NODEHTTP_SOCKETS_P_H

#include <NodeHttp/error.h>

#include <QtCore/qiodevice.h>
#include <QtCore/qpointer.h>

#include <functional>
#include <optional>

class QAbstractSocket;
class QHostAddress;
class QHostInfo;

namespace NodeHttp {

// deleteLater(), for objects whose thread may have ended: there no event would ever come, and nothing is on the stack.
void disposeOf(QObject *object);

// What a lookup of `name` found, IPv4 first, as Node 16 has it; 127.0.0.1 when nothing knows "localhost" or a name under
// it, because nothing has to (RFC 6761, section 6.3).
QList<QHostAddress> addressesOf(const QString &name, const QHostInfo &info);

// Calls, from an event of its own, when `device` ends while it connects and no error tells why: its user gave it up.
// The receiver ends that with device->disconnect(context).
void whenGivenUp(QIODevice *device, QObject *context, const std::function<void()> &call);

// One face for QTcpSocket, QSslSocket, QLocalSocket and any other two-way device.
class Socket
{
public:
    explicit Socket(QIODevice *device);

    QIODevice *device() const { return m_device; }
    QAbstractSocket *network() const;         // null for a local socket and for a plain device
    bool isEncrypted() const { return m_kind == Kind::Ssl; }
    bool mayBeHalfOpen() const { return m_device && (m_kind == Kind::Tcp || m_kind == Kind::Local); }

    qint64 read(char *data, qint64 size);     // as QIODevice has it
    bool readsPastBuffer() const { return m_bypassesBuffer && m_device && m_device->bytesAvailable() == 0; }
    bool sawEnd() const { return m_sawEnd; }  // the last read() past the buffer did; the socket itself knows nothing of it
    bool sawFailure() const { return m_readError != 0; } // a read() past the buffer did; likewise
    bool hasUnread() const { return m_device && m_device->bytesAvailable() > 0; }
    bool hasArrived() const;                  // input that even Qt has not read yet, where the system can tell
    void write(const char *data, qint64 size) { if (m_device) m_device->write(data, size); }
    void write(const QByteArray &bytes) { if (m_device) m_device->write(bytes); }
    void flush();
    void bypassBuffer();                      // a TCP socket that only we use: read() and sendAtOnce() go to the system
    qint64 sendAtOnce(const char *data, qint64 size); // bytes the system took; none while the socket holds earlier ones
    void tellSent(qint64 bytes) { if (m_device) Q_EMIT m_device->bytesWritten(bytes); } // what write() would have told of
    qint64 pending() const;                   // bytes the system has not taken yet
    bool isOpen() const;                      // connected, so that writing makes sense

    void whenBytesLeave(QObject *context, const std::function<void()> &call); // each time pending() became less
    void setReadLimit(qint64 bytes);          // what the socket may hold unread; where it has such a limit
    void setOptions(std::optional<bool> noDelay, std::optional<bool> keepAlive, int keepAliveDelaySeconds);
    bool endWriting();                        // FIN without closing; false where that does not exist
    void close();                             // when everything was sent
    void abort();                             // at once
    void resetWhenClosed();                   // the peer shall see a reset instead of an end; over TCP
    bool hasFailed() const;                   // it closed for another reason than the peer's orderly end
    Error failure() const;                    // the socket's own error as Node names it

private:
    qint64 readPastBuffer(char *data, qint64 size);

    enum class Kind : quint8 { Tcp, Ssl, Local, Device };

    QPointer<QIODevice> m_device;
    Kind m_kind;
    bool m_bypassesBuffer = false;
    bool m_sawEnd = false;
    int m_readError = 0;                      // the system's, of a read() past the buffer
};

} // namespace NodeHttp

#endif // NODEHTTP_SOCKETS_P_H
