// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The memory policy: a preview in memory, the rest in a temporary file, a cap on both.

#include "inspector/bodystore.h"

#include <QtCore/qtemporaryfile.h>

#include <utility>

namespace NodeHttp::Inspector {

BodyStore::BodyStore() : BodyStore(Limits())
{
}

BodyStore::BodyStore(const Limits &limits) : m_limits(limits)
{
}

BodyStore::~BodyStore() = default;

void BodyStore::append(Body *body, const QByteArray &piece)
{
    const bool cut = body->isTruncated(); // only the end may be missing
    const qint64 kept = body->kept();
    body->size += piece.size();
    const qint64 fits = cut ? 0 : qBound(qint64(0), m_limits.body - kept, qint64(piece.size()));
    qint64 done = 0;
    if (body->rest.isEmpty() && m_memory < m_limits.memory) {
        done = qMin(fits, qMax(qint64(0), m_limits.preview - body->preview.size()));
        if (done == piece.size() && body->preview.isEmpty())
            body->preview = piece; // shared with whoever has it
        else
            body->preview.append(piece.constData(), done);
        m_memory += done;
    }
    if (done < fits && appendToFile(body, piece.constData() + done, fits - done))
        done = fits;
    m_notKept += piece.size() - done;
}

bool BodyStore::appendToFile(Body *body, const char *data, qint64 size)
{
    if (m_fileUsed + size > m_limits.file)
        return false;
    if (!m_file) {
        m_file = std::make_unique<QTemporaryFile>();
        if (!m_file->open())
            return false;
    }
    Body::Span room{m_fileEnd, size};
    for (qsizetype i = 0; i < m_free.size(); ++i) {
        if (m_free.at(i).size < size)
            continue;
        room.at = m_free.at(i).at;
        m_free[i].at += size;
        m_free[i].size -= size;
        if (m_free.at(i).size == 0)
            m_free.remove(i);
        break;
    }
    if (!m_file->seek(room.at) || m_file->write(data, size) != size)
        return false;
    m_fileEnd = qMax(m_fileEnd, room.at + size);
    m_fileUsed += size;
    if (!body->rest.isEmpty() && body->rest.constLast().at + body->rest.constLast().size == room.at)
        body->rest.last().size += size;
    else
        body->rest.append(room);
    return true;
}

QByteArray BodyStore::read(const Body &body, qint64 atMost) const
{
    const qint64 wanted = atMost < 0 ? body.kept() : qMin(atMost, body.kept());
    if (wanted <= body.preview.size())
        return body.preview.left(wanted);
    QByteArray bytes = body.preview;
    for (const Body::Span &span : body.rest) {
        if (!m_file || bytes.size() >= wanted || !m_file->seek(span.at))
            break;
        bytes += m_file->read(qMin(span.size, wanted - bytes.size()));
    }
    return bytes;
}

void BodyStore::release(const Body &body)
{
    m_memory -= body.preview.size();
    for (const Body::Span &span : body.rest) {
        m_fileUsed -= span.size;
        m_free.append(span);
    }
    if (m_fileUsed == 0 && m_file) { // nobody needs anything of it
        m_free.clear();
        m_fileEnd = 0;
        m_file->resize(0);
    }
}

} // namespace NodeHttp::Inspector
