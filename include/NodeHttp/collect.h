// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_COLLECT_H
#define NODEHTTP_COLLECT_H

#include <NodeHttp/clientrequest.h>

#include <QtCore/qfuture.h>

namespace NodeHttp {

//! A whole response with its body, or why there is none.
struct CollectedResponse
{
    Error error;              //!< What ended the request early; no error when the response is complete.
    int statusCode = 0;       //!< 0 when no response came.
    QString statusMessage;    //!< Reason phrase, as sent.
    QVariantMap headers;      //!< As IncomingMessage::headers().
    QStringList rawHeaders;   //!< As IncomingMessage::rawHeaders().
    QByteArray body;          //!< What came of the body, even after an error.
    QVariantMap trailers;     //!< As IncomingMessage::trailers().
    RequestTimings timings;   //!< When the request passed its phases.
    bool isComplete() const { return statusCode != 0 && !error; } //!< Everything came.
};

/*!
    The response of \a request as a future, with its whole body in memory. For small answers; stream large ones.

    A body above \a maxBodySize bytes ends the request with ERR_OUT_OF_RANGE. The future always gets exactly one result;
    errors are in it. Cancelling the future destroys the request. end() is still yours to call. The future finishes in
    the thread of the request, which needs its event loop: never wait for it there.
*/
NODEHTTP_EXPORT QFuture<CollectedResponse> collect(ClientRequest *request, qint64 maxBodySize = 64 * 1024 * 1024);

} // namespace NodeHttp

#endif // NODEHTTP_COLLECT_H
