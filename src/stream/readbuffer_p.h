// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_READBUFFER_P_H
#define NODEHTTP_READBUFFER_P_H

#include <QtCore/qbytearray.h>

namespace NodeHttp {

class Loop;
class Socket;

// What a connection reads into: one buffer a thread, for as long as this object lives. A reader inside a receiver's own
// event loop gets another.
class ReadBuffer
{
public:
    static constexpr qsizetype kSize = 65536; // S3.7

    ReadBuffer();
    ~ReadBuffer();
    Q_DISABLE_COPY_MOVE(ReadBuffer)

    qint64 readFrom(Socket &socket); // as QIODevice::read() has it; what was read before is not valid any more
    const char *data() const { return m_bytes.constData(); }

    // A part of what was just read in this thread, to keep. All of it, if it is much, is not copied: the buffer itself is
    // kept, and the next reading uses another one unless it was let go by then.
    static QByteArray keep(const char *data, qsizetype size);

private:
    Loop *m_loop;
    ReadBuffer *m_outer;
    QByteArray m_bytes;
    qint64 m_read = 0;
};

} // namespace NodeHttp

#endif // NODEHTTP_READBUFFER_P_H
