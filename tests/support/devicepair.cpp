// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "devicepair.h"

#include <cstring>

void PairedDevice::join(PairedDevice *a, PairedDevice *b)
{
    a->m_peer = b;
    b->m_peer = a;
}

void PairedDevice::close()
{
    if (!isOpen())
        return;
    QIODevice::close();
    if (m_peer) {
        QMetaObject::invokeMethod(m_peer.data(), [peer = m_peer.data()] {
            peer->m_peerClosed = true;
            Q_EMIT peer->readChannelFinished();
        }, Qt::QueuedConnection);
    }
}

qint64 PairedDevice::readData(char *data, qint64 maxSize)
{
    const qint64 n = qMin<qint64>(maxSize, m_buffer.size());
    if (n == 0)
        return m_peerClosed ? -1 : 0;
    std::memcpy(data, m_buffer.constData(), size_t(n));
    m_buffer.remove(0, n);
    return n;
}

qint64 PairedDevice::writeData(const char *data, qint64 size)
{
    if (!m_peer || !m_peer->isOpen())
        return -1;
    QMetaObject::invokeMethod(m_peer.data(), [peer = m_peer.data(), bytes = QByteArray(data, size)] {
        peer->m_buffer += bytes;
        Q_EMIT peer->readyRead();
    }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(this, [this, size] { Q_EMIT bytesWritten(size); }, Qt::QueuedConnection);
    return size;
}
