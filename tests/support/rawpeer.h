// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef RAWPEER_H
#define RAWPEER_H

#include <QtCore/qbytearraylist.h>
#include <QtCore/qobject.h>

#include <memory>

class QSocketNotifier;

// The other end of a connection, on a bare descriptor: it can do what QTcpSocket cannot (end only its sending side,
// reset, stop reading) and shows what arrived, piece by piece. Everything happens in the event loop.
class RawPeer : public QObject
{
    Q_OBJECT
public:
    explicit RawPeer(int port, QObject *parent = nullptr);              // 127.0.0.1
    explicit RawPeer(const QString &path, QObject *parent = nullptr);   // a Unix domain socket
    enum class Accepted : int {};
    explicit RawPeer(Accepted descriptor, QObject *parent = nullptr);   // a connection that a RawServer accepted
    ~RawPeer() override;

    bool isConnected() const { return m_fd >= 0; }
    void send(const QByteArray &bytes);
    void sendCutAtEveryByte(const QByteArray &bytes); // one byte a turn of the event loop
    bool isSending() const { return !m_out.isEmpty(); }
    qint64 bytesSent() const { return m_sent; }

    QByteArray received() const { return m_received; }
    QByteArray take() { return std::exchange(m_received, QByteArray()); }
    QByteArrayList segments() const { return m_segments; }
    bool isClosed() const { return m_closed; }   // the server's end was seen
    bool wasReset() const { return m_reset; }
    void countOnly() { m_countOnly = true; }     // keeps no bytes, only bytesReceived()
    qint64 bytesReceived() const { return m_count; }

    void halfClose();
    void close();
    void reset();
    void pauseReading();
    void resumeReading();

Q_SIGNALS:
    void receivedMore();
    void sentAll();                              // nothing waits to be sent any more
    void ended();                                // the other end was seen: isClosed()

private:
    void init();
    void onReadable();
    void onWritable();

    int m_fd = -1;
    std::unique_ptr<QSocketNotifier> m_read;
    std::unique_ptr<QSocketNotifier> m_write;
    QByteArray m_out;
    QByteArray m_received;
    QByteArrayList m_segments;
    qint64 m_count = 0;
    qint64 m_sent = 0;
    bool m_byByte = false;
    bool m_closed = false;
    bool m_reset = false;
    bool m_countOnly = false;
};

// The text with the value of every Date line replaced by <D>, as the behaviour reference writes it.
QByteArray withoutDate(QByteArray text);

#endif // RAWPEER_H
