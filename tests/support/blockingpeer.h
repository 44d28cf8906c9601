// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef BLOCKINGPEER_H
#define BLOCKINGPEER_H

#include <QtCore/qbytearray.h>

// The other end of a connection for a thread without an event loop: every call blocks, at most ten seconds.
class BlockingPeer
{
public:
    explicit BlockingPeer(int port);
    ~BlockingPeer();
    Q_DISABLE_COPY_MOVE(BlockingPeer)

    bool isConnected() const { return m_fd >= 0; }
    qint64 sendSome(const char *data, qint64 size);      // bytes taken; -1: gone or ten seconds without progress
    bool send(const QByteArray &bytes);                  // all of it
    QByteArray receive(qint64 atMost = 65536);           // what is there; empty: end, or ten seconds of silence
    QByteArray receiveUntil(const QByteArray &end);      // up to and including these bytes
    QByteArray receiveExactly(qint64 size);
    void endSending();

private:
    int m_fd = -1;
    QByteArray m_waiting;
};

// Bytes of memory this process occupies now.
qint64 residentMemory();

#endif // BLOCKINGPEER_H
