// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The one place that decides how a message is delimited: a pure function of what was set and what was asked, with the
// steps of section 1.3 of the behaviour reference in their order.

#include "wire/framing_p.h"

#include "wire/characters_p.h"

namespace NodeHttp {

void SeenFields::observe(QByteArrayView name, QByteArrayView value)
{
    using Characters::equalIgnoringCase;
    switch (name.size()) { // lengths differ enough to skip most comparisons
    case 4:
        date = date || equalIgnoringCase(name, "date");
        break;
    case 6:
        expect = expect || equalIgnoringCase(name, "expect");
        break;
    case 7:
        trailer = trailer || equalIgnoringCase(name, "trailer");
        break;
    case 10:
        if (equalIgnoringCase(name, "connection")) {
            connection = true;
            connectionClose = connectionClose || Characters::containsWord(value, "close"); // S1.13, S1.146
        } else if (equalIgnoringCase(name, "keep-alive")) {
            keepAlive = true;
        }
        break;
    case 14:
        contentLength = contentLength || equalIgnoringCase(name, "content-length");
        break;
    case 17:
        if (equalIgnoringCase(name, "transfer-encoding")) {
            transferEncoding = true;
            chunked = chunked || Characters::containsWord(value, "chunked"); // S1.15
        }
        break;
    default:
        break;
    }
}

Framing Framing::decide(const SeenFields &seen, const FramingInput &input)
{
    Framing result;
    bool keepAlive = input.shouldKeepAlive;
    result.chunked = seen.chunked;
    result.last = seen.connectionClose;
    if (seen.connection && !seen.connectionClose)
        keepAlive = true; // S1.14

    if ((input.statusCode == 204 || input.statusCode == 304) && seen.chunked) { // S1.23
        result.chunked = false;
        keepAlive = false;
    }

    // A coding other than chunked comes last: only the end of the connection ends such a body. Node leaves it open.
    // The same holds for a length that says nothing. A request has no such end at all.
    const bool request = input.statusCode == 0;
    const bool hasCoding = seen.transferEncoding && !seen.chunked;
    const bool endsWithConnection = input.hasBody && (hasCoding || (seen.contentLengthInvalid && !seen.chunked));
    if (endsWithConnection && request)
        result.undelimited = true;
    else if (endsWithConnection)
        keepAlive = false;

    if (input.removedConnection && !seen.connection) { // S1.24
        result.last = !keepAlive;
    } else if (!seen.connection) { // S1.25
        const bool persists = keepAlive && (seen.contentLength || input.chunkedByDefault || input.hasAgent);
        if (persists && input.requestLimitReached)
            result.connection = Connection::Close; // S3.41: announced, not carried out
        else if (persists)
            result.connection = Connection::KeepAlive;
        else {
            result.connection = Connection::Close;
            result.last = true;
        }
    } else if (!keepAlive) {
        result.last = true;
    }

    if (seen.transferEncoding && seen.contentLength && result.chunked) // RFC 9112 section 6.2
        result.dropsContentLength = true;

    if (!seen.contentLength && !seen.transferEncoding) { // S1.28
        const bool dataComes = input.bodyFollows || input.knownLength.value_or(0) > 0;
        if (!input.hasBody) {
            result.chunked = false;
        } else if (!input.chunkedByDefault && !request) {
            result.last = true;
        } else if (!input.chunkedByDefault && !dataComes) {
            result.undelimited = true; // GET and its like: nothing is said about a body that is not there
        } else if (!seen.trailer && !input.removedContentLength && input.knownLength) {
            result.body = Body::Length;
        } else if (!input.removedTransferEncoding) {
            result.body = Body::Chunked;
            result.chunked = true;
        } else if (request) {
            result.undelimited = true;
        } else {
            result.last = true;
        }
    }
    result.keepAlive = keepAlive && !seen.connectionClose;
    result.trailerInvalid = seen.trailer && !result.chunked; // S1.29
    return result;
}

} // namespace NodeHttp
