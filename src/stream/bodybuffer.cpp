// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A queue of shared byte arrays. Reading never copies more than it hands out.

#include "stream/bodybuffer_p.h"

#include <cstring>

namespace NodeHttp {

void BodyBuffer::append(const QByteArray &piece)
{
    if (piece.isEmpty())
        return;
    m_pieces.append(piece);
    m_size += piece.size();
}

void BodyBuffer::prepend(const QByteArray &piece)
{
    if (piece.isEmpty())
        return;
    if (m_offset > 0) {
        m_pieces.first() = m_pieces.constFirst().mid(m_offset);
        m_offset = 0;
    }
    m_pieces.prepend(piece);
    m_size += piece.size();
}

QByteArray BodyBuffer::takePiece()
{
    if (m_pieces.isEmpty())
        return {};
    QByteArray piece = m_pieces.takeFirst();
    if (m_offset > 0)
        piece = piece.mid(m_offset);
    m_offset = 0;
    m_size -= piece.size();
    return piece;
}

qint64 BodyBuffer::read(char *data, qint64 maxSize)
{
    qint64 done = 0;
    while (done < maxSize && !m_pieces.isEmpty()) {
        const QByteArray &piece = m_pieces.constFirst();
        const qint64 n = qMin<qint64>(maxSize - done, piece.size() - m_offset);
        std::memcpy(data + done, piece.constData() + m_offset, size_t(n));
        done += n;
        m_offset += n;
        const bool used = m_offset == piece.size();
        if (used) {
            m_pieces.removeFirst();
            m_offset = 0;
        }
    }
    m_size -= done;
    return done;
}

qsizetype BodyBuffer::indexOf(char c) const
{
    qsizetype before = 0;
    qsizetype from = m_offset;
    for (const QByteArray &piece : std::as_const(m_pieces)) {
        const qsizetype at = piece.indexOf(c, from);
        if (at >= 0)
            return before + at - from;
        before += piece.size() - from;
        from = 0;
    }
    return -1;
}

void BodyBuffer::clear()
{
    m_pieces.clear();
    m_offset = 0;
    m_size = 0;
}

} // namespace NodeHttp
