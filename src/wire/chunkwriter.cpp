// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The frames of a chunked body. Chunks carry no extensions.

#include "wire/chunkwriter_p.h"

namespace NodeHttp::ChunkWriter {

void appendSize(QByteArray *out, qsizetype size)
{
    char digits[18];
    char *const end = digits + sizeof digits;
    char *p = end;
    *--p = '\n';
    *--p = '\r';
    do {
        *--p = "0123456789abcdef"[size & 15];
        size >>= 4;
    } while (size);
    out->append(p, end - p);
}

QByteArray lastChunk(const QByteArray &trailers)
{
    if (trailers.isEmpty())
        return QByteArrayLiteral("0\r\n\r\n");
    return "0\r\n" + trailers + "\r\n";
}

} // namespace NodeHttp::ChunkWriter
