// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What a connection does when its client cannot be understood or takes too long: tell whoever listens, or answer with
// the canned replies and close.

#include "server/serverconnection_p.h"

#include "core/logging_p.h"
#include "message/outgoingmessage_p.h"

namespace NodeHttp {

namespace {

QByteArray cannedReply(const Error &error)
{
    const QString code = error.code();
    if (code == QLatin1String("HPE_HEADER_OVERFLOW")) // S3.51
        return QByteArrayLiteral("HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n");
    if (code == QLatin1String("ERR_HTTP_REQUEST_TIMEOUT")) // S3.52
        return QByteArrayLiteral("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
    if (code == QLatin1String("HPE_CHUNK_EXTENSIONS_OVERFLOW")) // S3.53
        return QByteArrayLiteral("HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n");
    return QByteArrayLiteral("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"); // S3.50
}

} // namespace

void ServerConnection::parseFailed(const Error &error)
{
    qCDebug(lcParser) << error;
    const bool afterClose = error.code() == QLatin1String("HPE_CLOSED_CONNECTION");
    if (afterClose && firstUnsent() && !(m_host && m_host->watchesClientErrors()))
        return; // what came behind a closing request is ignored; the answer that is owed still goes out (S3.31)
    clientError(error);
}

void ServerConnection::socketFailed(const Error &error)
{
    if (tapId() != 0 && Tap::isOpen())
        Tap::connectionFailed(tapId(), error);
    if (!m_errorTold && m_host) { // S3.48
        m_errorTold = true;
        m_host->reportClientError(error, socket());
    }
}

void ServerConnection::clientError(const Error &error)
{
    stopParsing();
    if (tapId() != 0 && Tap::isOpen())
        Tap::connectionFailed(tapId(), error);
    if (m_errorTold || !m_host)
        return destroy();
    m_errorTold = true;
    if (m_host->reportClientError(error, socket())) // S3.44: the listener closes the socket
        return;
    if (isDestroyed())
        return;
    const OutgoingMessagePrivate *current = writer();
    const bool answered = m_outputStopped || (current && current->headFlushed); // S3.45, S3.46
    if (answered || !canWrite())
        return destroy();
    const QByteArray reply = cannedReply(error);
    m_outputStopped = true;
    write(reply);
    // A client that timed out sends nothing; one that sent nonsense may send more, and must still read the reply.
    const bool lingers = !peerEnded() && !error.code().startsWith(QLatin1String("ERR_HTTP"));
    if (lingers) {
        abortRequests();
        closeExchanges();
    }
    closeWhenSent(lingers);
}

} // namespace NodeHttp
