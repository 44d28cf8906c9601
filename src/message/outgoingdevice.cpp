// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The adapter between Qt's writers and write()/end().

#include "message/outgoingdevice_p.h"

namespace NodeHttp {

OutgoingDevice::OutgoingDevice(OutgoingMessage *message) : QIODevice(message), m_message(message)
{
    open(WriteOnly | Unbuffered);
    connect(message, &OutgoingMessage::drained, this, [this] { Q_EMIT bytesWritten(0); });
}

void OutgoingDevice::close()
{
    if (!isOpen())
        return;
    QIODevice::close();
    if (!m_message->isWritableEnded())
        m_message->end();
}

qint64 OutgoingDevice::readData(char *, qint64)
{
    return -1;
}

qint64 OutgoingDevice::writeData(const char *data, qint64 size)
{
    if (m_message->isWritableEnded() || m_message->isDestroyed())
        return -1;
    const bool goesOn = m_message->write(QByteArray(data, size));
    if (!goesOn && !m_message->writableNeedDrain()) { // refused; being full merely asks to wait
        setErrorString(m_message->error().message());
        return -1;
    }
    return size;
}

} // namespace NodeHttp
