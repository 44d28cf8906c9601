// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Text to bytes, and where a stream of bytes may be cut without splitting a character.

#include "wire/encoding_p.h"

#include <QtCore/qendian.h>

namespace NodeHttp {

namespace {

QByteArray toUtf16le(const QString &text)
{
    QByteArray bytes(text.size() * 2, Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i)
        qToLittleEndian<quint16>(text.at(i).unicode(), bytes.data() + 2 * i);
    return bytes;
}

QByteArray toLatin1Truncated(const QString &text)
{
    QByteArray bytes(text.size(), Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i)
        bytes[i] = char(text.at(i).unicode() & 0xff); // Node keeps the lower byte; toLatin1() would write '?'
    return bytes;
}

QByteArray fromBase64(const QString &text)
{
    QByteArray ascii = text.toLatin1();
    ascii.replace('-', '+').replace('_', '/');
    return QByteArray::fromBase64(ascii);
}

// Hexadecimal text up to the first pair that is none.
QByteArray fromHex(const QString &text)
{
    qsizetype pairs = 0;
    const auto isHexDigit = [](QChar c) { return c.unicode() < 0x80 && isxdigit(c.unicode()); };
    while (2 * pairs + 1 < text.size() && isHexDigit(text.at(2 * pairs)) && isHexDigit(text.at(2 * pairs + 1)))
        ++pairs;
    return QByteArray::fromHex(text.left(2 * pairs).toLatin1());
}

qsizetype completeUtf8(QByteArrayView bytes)
{
    // Only the last three bytes can begin a character that is not complete.
    for (qsizetype back = 1; back <= qMin<qsizetype>(3, bytes.size()); ++back) {
        const auto c = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if ((c & 0xc0) == 0x80)
            continue; // a later byte of a character: look further back for its first
        const qsizetype needed = c >= 0xf0 && c <= 0xf4 ? 4 : c >= 0xe0 ? 3 : c >= 0xc2 ? 2 : 1;
        return c <= 0xf4 && needed > back ? bytes.size() - back : bytes.size();
    }
    return bytes.size();
}

qsizetype completeUtf16(QByteArrayView bytes)
{
    qsizetype even = bytes.size() & ~qsizetype(1);
    if (even >= 2 && (static_cast<unsigned char>(bytes[even - 1]) & 0xfc) == 0xd8)
        even -= 2; // a high surrogate waits for its other half
    return even;
}

} // namespace

QByteArray encodeText(const QString &text, Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8: return text.toUtf8();
    case Encoding::Utf16le: return toUtf16le(text);
    case Encoding::Latin1:
    case Encoding::Ascii: return toLatin1Truncated(text);
    case Encoding::Base64:
    case Encoding::Base64Url: return fromBase64(text);
    case Encoding::Hex: return fromHex(text);
    }
    Q_UNREACHABLE();
    return {};
}

qsizetype completePrefix(QByteArrayView bytes, Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8: return completeUtf8(bytes);
    case Encoding::Utf16le: return completeUtf16(bytes);
    case Encoding::Base64:
    case Encoding::Base64Url: return bytes.size() - bytes.size() % 3;
    case Encoding::Latin1:
    case Encoding::Ascii:
    case Encoding::Hex: return bytes.size();
    }
    Q_UNREACHABLE();
    return 0;
}

QString encodingName(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8: return QStringLiteral("utf8");
    case Encoding::Utf16le: return QStringLiteral("utf16le");
    case Encoding::Latin1: return QStringLiteral("latin1");
    case Encoding::Ascii: return QStringLiteral("ascii");
    case Encoding::Base64: return QStringLiteral("base64");
    case Encoding::Base64Url: return QStringLiteral("base64url");
    case Encoding::Hex: return QStringLiteral("hex");
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace NodeHttp
