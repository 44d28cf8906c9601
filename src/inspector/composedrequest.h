// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_COMPOSEDREQUEST_H
#define NODEHTTP_INSPECTOR_COMPOSEDREQUEST_H

#include "inspector/curl.h"

#include <chrono>

namespace NodeHttp::Inspector {

// What a body is made from.
enum class BodyKind : quint8 {
    None,
    Text,      // body, as UTF-8
    Json,      // the same, checked before it is sent
    Form,      // form, as application/x-www-form-urlencoded
    Multipart, // form, as multipart/form-data
    File,      // the contents of file
    Bytes,     // body, as it was recorded: not a text
};
QByteArray bodyKindName(BodyKind kind); // "none", "text"…
BodyKind bodyKindFrom(QByteArrayView name);

// A piece of a body: bytes, or a file that is read while it is sent.
struct BodyPiece
{
    QByteArray bytes;
    QString file;
    qint64 size = 0;
};

// A request that a person wrote or changed. A value.
struct ComposedRequest
{
    QByteArray method = "GET";
    QString url;
    HeaderList headers;             // what the library adds by itself (Host, framing) may be left out
    bool exactHeaders = false;      // nothing is added: the fields are the recorded ones
    BodyKind kind = BodyKind::None;
    QByteArray body;
    QList<FormPart> form;
    QString file;
    bool chunked = false;           // otherwise with its length
    HeaderList trailers;            // behind chunks
    bool expectContinue = false;    // the body waits for 100 Continue
    std::chrono::milliseconds timeout{0}; // of the whole request; 0: none
    bool keepAlive = true;          // settings of the agent
    int maxSockets = 0;             // 0: no limit
    QString proxy;                  // URL; empty: none
    bool insecure = false;          // any certificate will do

    bool hasBody() const { return kind != BodyKind::None; }
    QByteArray contentType() const; // of its kind; empty: none follows from it
    // All fields that are sent, Host included; \a size is that of the body, -1: whoever sends it knows.
    HeaderList fields(const QByteArray &boundary, qint64 size = -1) const;
    // The body as it is sent. \a boundary is of a multipart body.
    QList<BodyPiece> pieces(const QByteArray &boundary) const;
    QString problem() const;        // why it cannot be sent; empty: it can

    static ComposedRequest fromCurl(const CurlCommand &command);
    // To be edited: without what the library adds by itself, the body in the kind of its type.
    static ComposedRequest fromRecord(const ExchangeRecord &record, const BodyStore &bodies);
    // To be sent as it was: the same fields in the same order, the same bytes.
    static ComposedRequest asRecorded(const ExchangeRecord &record, const BodyStore &bodies);
};

// The command that sends it.
QString toCurl(const ComposedRequest &request, const CurlOptions &options = {});

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_COMPOSEDREQUEST_H
