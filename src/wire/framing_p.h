// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_FRAMING_P_H
#define NODEHTTP_FRAMING_P_H

#include <QtCore/qbytearrayview.h>

#include <optional>

namespace NodeHttp {

// What the caller's own header fields say about framing and persistence (S1.13–S1.22).
struct SeenFields
{
    bool connection = false;
    bool connectionClose = false;
    bool transferEncoding = false;
    bool chunked = false;
    bool contentLength = false;
    bool contentLengthInvalid = false; // it is no number
    bool date = false;
    bool expect = false;
    bool trailer = false;
    bool keepAlive = false;

    void observe(QByteArrayView name, QByteArrayView value);
};

// The state of the message when its head is built (section 0.4 of the behaviour reference).
struct FramingInput
{
    int statusCode = 0;           // 0 on a request
    bool hasBody = true;
    bool chunkedByDefault = true;
    bool shouldKeepAlive = true;
    bool removedConnection = false;
    bool removedContentLength = false;
    bool removedTransferEncoding = false;
    bool hasAgent = false;
    bool requestLimitReached = false;
    bool bodyFollows = false;     // write() builds the head, so data will come
    std::optional<qint64> knownLength;
};

// How the message is delimited and whether the connection survives it.
struct Framing
{
    enum class Connection : quint8 { None, KeepAlive, Close };
    enum class Body : quint8 { None, Length, Chunked };

    Connection connection = Connection::None; // the line to add
    Body body = Body::None;                   // the line to add
    bool dropsContentLength = false;          // the caller's Content-Length would contradict the chunks
    bool chunked = false;                     // body pieces become chunks
    bool last = false;                        // the connection ends with this message
    bool keepAlive = false;                   // a client may use the connection again
    bool undelimited = false;                 // a request without framing: no body may follow
    bool trailerInvalid = false;              // S1.29

    static Framing decide(const SeenFields &seen, const FramingInput &input);
};

} // namespace NodeHttp

#endif // NODEHTTP_FRAMING_P_H
