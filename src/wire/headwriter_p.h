// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_HEADWRITER_P_H
#define NODEHTTP_HEADWRITER_P_H

#include "wire/framing_p.h"

#include <NodeHttp/error.h>
#include <NodeHttp/headervalue.h>

#include <QtCore/qbytearraylist.h>
#include <QtCore/qvarlengtharray.h>

namespace NodeHttp {

// Builds the head of one message (S1.1): start line, the caller's fields, then the automatic ones.
// Use: a constructor, field() for each header, finish().
class HeadWriter
{
public:
    HeadWriter(int statusCode, QByteArrayView reason);
    HeadWriter(QByteArrayView method, QByteArrayView target);

    void setUniqueHeaders(const QByteArrayList *names) { m_uniqueHeaders = names; } // S2.10
    void field(QByteArrayView name, const HeaderValue &value);

    struct Options
    {
        FramingInput framing;
        bool sendDate = false;
        int keepAliveSeconds = -1;    // S1.26; -1: no Keep-Alive line
        int maxRequestsPerSocket = 0; // S1.27
    };
    Framing finish(const Options &options);

    const SeenFields &seen() const { return m_seen; }
    qint64 contentLength() const { return m_contentLength; } // as the caller declared it; -1: not, or not a number
    QByteArray take() const { return QByteArray(m_head.data(), m_head.size()); }

private:
    void line(QByteArrayView name, QByteArrayView value);

    QVarLengthArray<char, 1024> m_head; // most heads never touch the heap until they are complete
    SeenFields m_seen;
    const QByteArrayList *m_uniqueHeaders = nullptr;
    qint64 m_contentLength = -1;
    qsizetype m_contentLengthAt = -1;  // where the caller's Content-Length line stands
    qsizetype m_contentLengthSize = 0;
};

// The lines of a trailer block (S1.107), without the empty line.
QByteArray trailerLines(const HeaderList &trailers, const QByteArrayList &uniqueHeaders);

} // namespace NodeHttp

#endif // NODEHTTP_HEADWRITER_P_H
