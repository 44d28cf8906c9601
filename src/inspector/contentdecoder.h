// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_CONTENTDECODER_H
#define NODEHTTP_INSPECTOR_CONTENTDECODER_H

#include <QtCore/qbytearraylist.h>
#include <QtCore/qstring.h>

namespace NodeHttp::Inspector {

// What became of a body when its content encodings were undone.
struct Decoded
{
    QByteArray bytes;
    QString problem;        // empty: all went well; else bytes is what could be decoded before it
    bool isCut = false;     // the limit was reached, or the encoded body ends early

    bool isGood() const { return problem.isEmpty(); }
};

// Undoes a Content-Encoding: "gzip", "deflate", "br", "zstd", "identity", and lists of them, the last one first. What
// comes out is limited: a few bytes can unfold to gigabytes.
Decoded decodeContent(const QByteArray &body, const QByteArray &encoding, qint64 limit = 64 * 1024 * 1024);

// The encodings this build knows.
QByteArrayList knownEncodings();

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_CONTENTDECODER_H
