// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_ENCODING_P_H
#define NODEHTTP_ENCODING_P_H

#include <NodeHttp/protocol.h>

namespace NodeHttp {

QByteArray encodeText(const QString &text, Encoding encoding);      // S1.110: what goes on the wire
qsizetype completePrefix(QByteArrayView bytes, Encoding encoding);  // S4.8: bytes that end between two characters
QString encodingName(Encoding encoding);                            // "utf8", "utf16le"…

} // namespace NodeHttp

#endif // NODEHTTP_ENCODING_P_H
