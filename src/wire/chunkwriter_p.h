// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CHUNKWRITER_P_H
#define NODEHTTP_CHUNKWRITER_P_H

#include <QtCore/qbytearray.h>

namespace NodeHttp::ChunkWriter {

void appendSize(QByteArray *out, qsizetype size); // S1.103: lower-case hexadecimal and CR LF
QByteArray lastChunk(const QByteArray &trailers); // S1.105: "0", trailer lines, empty line

} // namespace NodeHttp::ChunkWriter

#endif // NODEHTTP_CHUNKWRITER_P_H
