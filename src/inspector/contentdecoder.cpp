// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Content encodings by the system's libraries, each of which may be missing in a build.

#include "inspector/contentdecoder.h"

#ifdef NODEHTTP_HAS_ZLIB
#include <zlib.h>
#endif
#ifdef NODEHTTP_HAS_BROTLI
#include <brotli/decode.h>
#endif
#ifdef NODEHTTP_HAS_ZSTD
#include <zstd.h>
#endif

namespace NodeHttp::Inspector {

namespace {

[[maybe_unused]] constexpr qsizetype kStep = 64 * 1024;

// Takes what a decoder made; false: it is enough.
[[maybe_unused]] bool take(Decoded *out, const char *data, qsizetype size, qint64 limit)
{
    const qint64 room = limit - out->bytes.size();
    out->bytes.append(data, qMin<qint64>(room, size));
    out->isCut = size > room;
    return !out->isCut;
}

[[maybe_unused]] void endsEarly(Decoded *out)
{
    out->isCut = true;
    out->problem = QStringLiteral("the encoded body ends early");
}

#ifdef NODEHTTP_HAS_ZLIB
Decoded inflate(const QByteArray &body, int windowBits, qint64 limit)
{
    Decoded out;
    z_stream stream = {};
    if (inflateInit2(&stream, windowBits) != Z_OK)
        return {{}, QStringLiteral("zlib cannot start"), false};
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(body.constData()));
    stream.avail_in = uInt(body.size());
    QByteArray step(kStep, Qt::Uninitialized);
    int code = Z_OK;
    while (true) {
        stream.next_out = reinterpret_cast<Bytef *>(step.data());
        stream.avail_out = uInt(step.size());
        code = ::inflate(&stream, Z_NO_FLUSH);
        if (!take(&out, step.constData(), step.size() - qsizetype(stream.avail_out), limit))
            break;
        if (code == Z_STREAM_END && stream.avail_in > 0 && windowBits > 15) { // gzip files may follow each other
            if (inflateReset(&stream) != Z_OK)
                break;
            continue;
        }
        if (code != Z_OK)
            break;
    }
    if (code == Z_BUF_ERROR && !out.isCut)
        endsEarly(&out);
    else if (code != Z_STREAM_END && code != Z_OK)
        out.problem = QString::fromLatin1(stream.msg ? stream.msg : "invalid data");
    inflateEnd(&stream);
    return out;
}

// "deflate" means zlib's format, but some servers send the bare stream inside it.
Decoded inflateEither(const QByteArray &body, qint64 limit)
{
    Decoded out = inflate(body, 15, limit);
    if (out.isGood() || out.isCut)
        return out;
    const Decoded bare = inflate(body, -15, limit);
    return bare.isGood() ? bare : out;
}
#endif

#ifdef NODEHTTP_HAS_BROTLI
Decoded unbrotli(const QByteArray &body, qint64 limit)
{
    Decoded out;
    BrotliDecoderState *state = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
    size_t left = size_t(body.size());
    auto next = reinterpret_cast<const uint8_t *>(body.constData());
    BrotliDecoderResult code = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        size_t room = 0;
        code = BrotliDecoderDecompressStream(state, &left, &next, &room, nullptr, nullptr);
        size_t made = 0;
        const uint8_t *data = BrotliDecoderTakeOutput(state, &made);
        if (!take(&out, reinterpret_cast<const char *>(data), qsizetype(made), limit))
            break;
    }
    if (code == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
        endsEarly(&out);
    else if (code == BROTLI_DECODER_RESULT_ERROR)
        out.problem = QString::fromLatin1(BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state)));
    BrotliDecoderDestroyInstance(state);
    return out;
}
#endif

#ifdef NODEHTTP_HAS_ZSTD
Decoded unzstd(const QByteArray &body, qint64 limit)
{
    Decoded out;
    ZSTD_DStream *stream = ZSTD_createDStream();
    ZSTD_inBuffer in = {body.constData(), size_t(body.size()), 0};
    QByteArray step(kStep, Qt::Uninitialized);
    size_t code = 1;
    while (true) {
        ZSTD_outBuffer made = {step.data(), size_t(step.size()), 0};
        code = ZSTD_decompressStream(stream, &made, &in);
        if (ZSTD_isError(code) || !take(&out, step.constData(), qsizetype(made.pos), limit))
            break;
        if (in.pos == in.size && made.pos < made.size)
            break;
    }
    if (ZSTD_isError(code))
        out.problem = QString::fromLatin1(ZSTD_getErrorName(code));
    else if (code != 0 && !out.isCut)
        endsEarly(&out);
    ZSTD_freeDStream(stream);
    return out;
}
#endif

Decoded decodeOne(const QByteArray &body, const QByteArray &encoding, qint64 limit)
{
    if (encoding == "identity" || encoding.isEmpty())
        return {body, {}, false};
    if (body.isEmpty()) // an answer to HEAD, for instance
        return {};
#ifdef NODEHTTP_HAS_ZLIB
    if (encoding == "gzip" || encoding == "x-gzip")
        return inflate(body, 15 + 16, limit);
    if (encoding == "deflate")
        return inflateEither(body, limit);
#endif
#ifdef NODEHTTP_HAS_BROTLI
    if (encoding == "br")
        return unbrotli(body, limit);
#endif
#ifdef NODEHTTP_HAS_ZSTD
    if (encoding == "zstd")
        return unzstd(body, limit);
#endif
    Q_UNUSED(limit);
    return {body, QStringLiteral("unknown content encoding \"%1\"").arg(QString::fromLatin1(encoding)), false};
}

} // namespace

Decoded decodeContent(const QByteArray &body, const QByteArray &encoding, qint64 limit)
{
    const QByteArrayList encodings = encoding.toLower().split(',');
    Decoded decoded{body, {}, false};
    for (auto it = encodings.crbegin(); it != encodings.crend(); ++it) {
        decoded = decodeOne(decoded.bytes, it->trimmed(), limit);
        if (!decoded.isGood())
            break;
    }
    return decoded;
}

QByteArrayList knownEncodings()
{
    QByteArrayList known = {"identity"};
#ifdef NODEHTTP_HAS_ZLIB
    known << "gzip" << "deflate";
#endif
#ifdef NODEHTTP_HAS_BROTLI
    known << "br";
#endif
#ifdef NODEHTTP_HAS_ZSTD
    known << "zstd";
#endif
    return known;
}

} // namespace NodeHttp::Inspector
