// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "stream/readbuffer_p.h"

#include "stream/sockets_p.h"
#include "stream/tick_p.h"

#include <utility>

namespace NodeHttp {

namespace {

constexpr qsizetype kWorthKeeping = ReadBuffer::kSize / 4 * 3; // a smaller piece would sit on too much memory

} // namespace

ReadBuffer::ReadBuffer() : m_loop(Loop::current()), m_outer(m_loop->readBuffer), m_bytes(std::exchange(m_loop->spareBuffer, {}))
{
    m_loop->readBuffer = this;
}

ReadBuffer::~ReadBuffer()
{
    m_loop->readBuffer = m_outer;
    m_loop->spareBuffer = std::move(m_bytes);
}

qint64 ReadBuffer::readFrom(Socket &socket)
{
    if (m_bytes.capacity() < kSize || !m_bytes.isDetached())
        m_bytes = QByteArray(kSize, Qt::Uninitialized);
    else
        m_bytes.resize(kSize);
    m_read = socket.read(m_bytes.data(), kSize);
    return m_read;
}

QByteArray ReadBuffer::keep(const char *data, qsizetype size)
{
    ReadBuffer *const buffer = Loop::current()->readBuffer;
    // A part could not be cut off in place: QByteArray ends with a zero, where what follows the part begins.
    if (!buffer || size < kWorthKeeping || size != buffer->m_read || data != buffer->data())
        return QByteArray(data, size);
    if (buffer->m_bytes.size() != size)
        buffer->m_bytes.truncate(size);
    return buffer->m_bytes;
}

} // namespace NodeHttp
