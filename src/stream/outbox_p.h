// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_OUTBOX_P_H
#define NODEHTTP_OUTBOX_P_H

#include <QtCore/qbytearray.h>

namespace NodeHttp {

class Socket;

// Collects the bytes of one turn, so that they leave with one write() and one flush(). Large pieces are handed to the
// socket as they are, shared and not copied.
class Outbox
{
public:
    void append(Socket &socket, const char *data, qsizetype size);
    void append(Socket &socket, const QByteArray &bytes);
    void flush(Socket &socket);          // everything collected leaves, as far as the system takes it
    QByteArray takeBack(qsizetype size); // the last bytes appended, or none when not all of them are still here
    void clear() { m_total -= m_batch.size(); m_batch = QByteArray(); } // they never leave

    qint64 total() const { return m_total; }            // bytes appended, without those cleared or taken back
    qsizetype collected() const { return m_batch.size(); }

private:
    void handOver(Socket &socket);
    void emptyBatch();

    QByteArray m_batch;
    qint64 m_total = 0;
};

} // namespace NodeHttp

#endif // NODEHTTP_OUTBOX_P_H
