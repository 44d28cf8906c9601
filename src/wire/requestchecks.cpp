// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Checks of a request head that the parser's grammar cannot make. Each refuses a way of request smuggling.

#include "wire/requestchecks_p.h"

#include "wire/characters_p.h"

namespace NodeHttp {

namespace {

const char kInvalid[] = "Request has invalid `Transfer-Encoding`";
const char kInvalidValue[] = "Invalid `Transfer-Encoding` header value";

bool isKnownCoding(QByteArrayView coding)
{
    for (const char *known : {"gzip", "deflate", "compress", "br", "zstd", "x-gzip", "x-compress"}) {
        if (Characters::equalIgnoringCase(coding, known))
            return true;
    }
    return false;
}

} // namespace

const char *transferEncodingProblem(const IncomingHeaders &headers, int minorVersion)
{
    bool present = false;
    bool chunked = false;
    for (qsizetype i = 0; i < headers.count(); ++i) {
        if (!Characters::equalIgnoringCase(headers.name(i), "transfer-encoding"))
            continue;
        present = true;
        QByteArrayView rest = headers.value(i);
        while (true) {
            const qsizetype comma = rest.indexOf(',');
            const QByteArrayView coding = Characters::trimmed(comma < 0 ? rest : rest.first(comma));
            if (chunked)
                return kInvalidValue; // S2.77: nothing may follow chunked
            if (Characters::equalIgnoringCase(coding, "chunked"))
                chunked = true;
            else if (!isKnownCoding(coding))
                return kInvalid;
            if (comma < 0)
                break;
            rest = rest.sliced(comma + 1);
        }
    }
    if (!present)
        return nullptr;
    if (minorVersion == 0)
        return "Transfer-Encoding is not defined for HTTP/1.0"; // RFC 9112 section 6.1
    return chunked ? nullptr : kInvalid; // S2.76
}

bool hasOneValidHost(const IncomingHeaders &headers)
{
    return headers.occurrences("host") == 1 && Characters::isHostValue(headers.first("host"));
}

} // namespace NodeHttp
