// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_BODYSTORE_H
#define NODEHTTP_INSPECTOR_BODYSTORE_H

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

#include <memory>

class QTemporaryFile;

namespace NodeHttp::Inspector {

// A recorded body: its beginning in memory, the rest somewhere in the store's file. A value; the store reads it.
struct Body
{
    struct Span
    {
        qint64 at = 0;
        qint64 size = 0;
    };

    QByteArray preview;
    QList<Span> rest;
    qint64 size = 0;        // of the body itself, kept or not
    bool decoded = false;   // its content encoding was undone before it was recorded, as in HAR files

    qint64 kept() const
    {
        qint64 sum = preview.size();
        for (const Span &span : rest)
            sum += span.size;
        return sum;
    }
    bool isTruncated() const { return kept() < size; } // what is not kept is its end
};

// Where bodies live. What one body and all of them may take is limited; what does not fit is counted, never lost in
// silence. Not for several threads.
class BodyStore
{
public:
    struct Limits
    {
        qint64 preview = 64 * 1024;             // of each body in memory
        qint64 body = 64 * 1024 * 1024;         // of each body in all
        qint64 memory = 256 * 1024 * 1024;      // of all previews; above it bodies go to the file from their start
        qint64 file = qint64(4) << 30;          // of the file
    };

    BodyStore();
    explicit BodyStore(const Limits &limits);
    ~BodyStore();
    Q_DISABLE_COPY_MOVE(BodyStore)

    const Limits &limits() const { return m_limits; }
    void setLimits(const Limits &limits) { m_limits = limits; } // for what comes; what is kept stays
    void append(Body *body, const QByteArray &piece);
    QByteArray read(const Body &body, qint64 atMost = -1) const;
    void release(const Body &body);             // it will not be read any more; its room is used again

    qint64 memoryUsed() const { return m_memory; }
    qint64 fileUsed() const { return m_fileUsed; }
    qint64 bytesNotKept() const { return m_notKept; }

private:
    bool appendToFile(Body *body, const char *data, qint64 size);

    Limits m_limits;
    std::unique_ptr<QTemporaryFile> m_file;     // made when first needed
    QList<Body::Span> m_free;                   // room of released bodies
    qint64 m_memory = 0;
    qint64 m_fileUsed = 0;
    qint64 m_fileEnd = 0;
    qint64 m_notKept = 0;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_BODYSTORE_H
