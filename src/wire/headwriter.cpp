// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Bytes of a head. Order and letter case are contract (S1.1–S1.12): tools and tests compare them.

#include "wire/headwriter_p.h"

#include "wire/characters_p.h"
#include "wire/datecache_p.h"
#include "wire/statuscodes_p.h"

#include <cstring>

namespace NodeHttp {

namespace {

using Buffer = QVarLengthArray<char, 1024>;

void append(Buffer &out, QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    const qsizetype at = out.size(); // a dozen of these a head: append() of Qt 6.4 makes a call of each
    out.resize(at + bytes.size());
    std::memcpy(out.data() + at, bytes.data(), size_t(bytes.size()));
}

void appendNumber(Buffer &out, qint64 number)
{
    char digits[20];
    char *const end = digits + sizeof digits;
    char *p = end;
    do {
        *--p = char('0' + number % 10);
        number /= 10;
    } while (number);
    append(out, QByteArrayView(p, end - p));
}

bool isUnique(const QByteArrayList *names, QByteArrayView name)
{
    if (!names)
        return false;
    for (const QByteArray &unique : *names) {
        if (Characters::equalIgnoringCase(unique, name))
            return true;
    }
    return false;
}

// S2.9, S2.10: a cookie list, and lists of names said to be unique, go out as one line.
bool joinsList(QByteArrayView name, const HeaderValue &value, const QByteArrayList *unique)
{
    return value.isList() && ((value.toList().size() > 1 && Characters::equalIgnoringCase(name, "cookie"))
                              || isUnique(unique, name));
}

} // namespace

HeadWriter::HeadWriter(int statusCode, QByteArrayView reason)
{
    append(m_head, "HTTP/1.1 ");
    appendNumber(m_head, statusCode);
    m_head.append(' ');
    append(m_head, reason);
    append(m_head, "\r\n");
}

HeadWriter::HeadWriter(QByteArrayView method, QByteArrayView target)
{
    append(m_head, method);
    m_head.append(' ');
    append(m_head, target);
    append(m_head, " HTTP/1.1\r\n");
}

void HeadWriter::field(QByteArrayView name, const HeaderValue &value)
{
    if (joinsList(name, value, m_uniqueHeaders))
        return line(name, value.toList().join("; "));
    if (!value.isList())
        return line(name, value.toByteArray());
    const QByteArrayList lines = value.toList();
    for (const QByteArray &one : lines)
        line(name, one);
}

void HeadWriter::line(QByteArrayView name, QByteArrayView value)
{
    if (m_seen.contentLength && Characters::equalIgnoringCase(name, "content-length"))
        return; // one leaves: of two that differ, readers pick different ones
    const qsizetype at = m_head.size();
    append(m_head, name);
    append(m_head, ": ");
    append(m_head, value);
    append(m_head, "\r\n");
    const bool hadContentLength = m_seen.contentLength;
    m_seen.observe(name, value);
    if (!hadContentLength && m_seen.contentLength) {
        m_contentLengthAt = at;
        m_contentLengthSize = m_head.size() - at;
        bool number = false;
        m_contentLength = value.toByteArray().toLongLong(&number);
        m_seen.contentLengthInvalid = !number || m_contentLength < 0;
        if (m_seen.contentLengthInvalid)
            m_contentLength = -1;
    }
}

Framing HeadWriter::finish(const Options &options)
{
    const Framing framing = Framing::decide(m_seen, options.framing);
    if (framing.dropsContentLength)
        m_head.remove(m_contentLengthAt, m_contentLengthSize);
    if (options.sendDate && !m_seen.date)
        append(m_head, dateLine());

    switch (framing.connection) {
    case Framing::Connection::None:
        break;
    case Framing::Connection::Close:
        append(m_head, "Connection: close\r\n");
        break;
    case Framing::Connection::KeepAlive:
        append(m_head, "Connection: keep-alive\r\n");
        if (options.keepAliveSeconds >= 0 && !m_seen.keepAlive) {
            append(m_head, "Keep-Alive: timeout=");
            appendNumber(m_head, options.keepAliveSeconds);
            if (options.maxRequestsPerSocket > 0) {
                append(m_head, ", max=");
                appendNumber(m_head, options.maxRequestsPerSocket);
            }
            append(m_head, "\r\n");
        }
        break;
    }

    switch (framing.body) {
    case Framing::Body::None:
        break;
    case Framing::Body::Length:
        append(m_head, "Content-Length: ");
        appendNumber(m_head, *options.framing.knownLength);
        append(m_head, "\r\n");
        break;
    case Framing::Body::Chunked:
        append(m_head, "Transfer-Encoding: chunked\r\n");
        break;
    }
    append(m_head, "\r\n");
    return framing;
}

QByteArray trailerLines(const HeaderList &trailers, const QByteArrayList &uniqueHeaders)
{
    QByteArray out;
    for (const Header &trailer : trailers) {
        QByteArrayList values = trailer.value.toList();
        if (joinsList(trailer.name, trailer.value, &uniqueHeaders))
            values = {values.join("; ")};
        for (const QByteArray &value : std::as_const(values))
            out += trailer.name + ": " + value + "\r\n";
    }
    return out;
}

} // namespace NodeHttp
