// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_BODYBUFFER_P_H
#define NODEHTTP_BODYBUFFER_P_H

#include <QtCore/qbytearraylist.h>

namespace NodeHttp {

// Bytes that arrived and wait to be read, in the pieces they came in (S4.3, S4.9).
class BodyBuffer
{
public:
    void append(const QByteArray &piece);
    void prepend(const QByteArray &piece);
    QByteArray takePiece();                       // the first piece, whole
    qint64 read(char *data, qint64 maxSize);
    qsizetype indexOf(char c) const;              // -1 when it is nowhere
    void clear();

    qint64 size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }

private:
    QByteArrayList m_pieces;
    qsizetype m_offset = 0;                       // bytes of the first piece that were read already
    qint64 m_size = 0;
};

} // namespace NodeHttp

#endif // NODEHTTP_BODYBUFFER_P_H
