// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// One write() and one flush() a turn: system calls decide what a request costs.

#include "stream/outbox_p.h"

#include "stream/sockets_p.h"

namespace NodeHttp {

namespace {

constexpr qsizetype kShareFrom = 8192;   // below, a copy is cheaper than one more piece in the socket
constexpr qsizetype kKeepCapacity = 4096; // an idle connection shall not sit on a large buffer

} // namespace

void Outbox::append(Socket &socket, const char *data, qsizetype size)
{
    Q_UNUSED(socket);
    m_batch.append(data, size);
    m_total += size;
}

void Outbox::append(Socket &socket, const QByteArray &bytes)
{
    if (bytes.size() < kShareFrom)
        return append(socket, bytes.constData(), bytes.size());
    handOver(socket);
    socket.write(bytes);
    m_total += bytes.size();
}

QByteArray Outbox::takeBack(qsizetype size)
{
    if (size == 0 || size > m_batch.size())
        return {};
    const QByteArray bytes = m_batch.right(size);
    m_batch.chop(size);
    m_total -= size;
    return bytes;
}

void Outbox::flush(Socket &socket)
{
    if (!m_batch.isEmpty()) {
        const qint64 sent = socket.sendAtOnce(m_batch.constData(), m_batch.size());
        if (sent < m_batch.size()) {
            m_batch.remove(0, sent);
            handOver(socket);
        } else {
            emptyBatch();
        }
        if (sent > 0)
            return socket.tellSent(sent);
    }
    socket.flush();
}

void Outbox::handOver(Socket &socket)
{
    if (m_batch.isEmpty())
        return;
    socket.write(m_batch.constData(), m_batch.size());
    emptyBatch();
}

void Outbox::emptyBatch()
{
    if (m_batch.capacity() > kKeepCapacity)
        m_batch = QByteArray();
    else
        m_batch.resize(0);
}

} // namespace NodeHttp
