// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What a message to send does with bytes: head before body, chunk frames, the queue while it is not its turn. How they
// leave, and who is told of it, is in outgoingsending.cpp. The public class only asks.

#include "message/outgoingmessage_p.h"

#include "core/error_p.h"
#include "core/logging_p.h"
#include "message/exchange_p.h"
#include "stream/connection_p.h"
#include "wire/chunkwriter_p.h"

namespace NodeHttp {

OutgoingMessagePrivate::~OutgoingMessagePrivate() = default;

bool OutgoingMessagePrivate::refuse(const Error &error) const
{
    lastError = error;
    qCWarning(lcUsage).noquote() << q->metaObject()->className() << ':' << error.code() << error.message();
    return false;
}

bool OutgoingMessagePrivate::implicitHead()
{
    return refuse(Errors::notImplemented("_implicitHeader()"));
}

bool OutgoingMessagePrivate::storeHead(HeadWriter &writer)
{
    const Framing framing = writer.finish(headOptions);
    if (framing.trailerInvalid)
        return refuse(Errors::trailerInvalid());
    head = writer.take();
    headBuilt = true;
    headOptions.framing.shouldKeepAlive = framing.keepAlive;
    chunked = framing.chunked;
    undelimited = framing.undelimited;
    last = last || framing.last;
    declaredLength = framing.chunked ? -1 : writer.contentLength();
    flushHeadAtOnce = writer.seen().expect;
    if (flushHeadAtOnce)
        sendHead();
    return true;
}

bool OutgoingMessagePrivate::sendHead()
{
    if (headFlushed)
        return true;
    headFlushed = true;
    if (Tap::isOpen())
        tapHead();
    if (!m_hold)
        put(head);
    return true;
}

void OutgoingMessagePrivate::put(const char *data, qsizetype size)
{
    if (holdsBack())
        return put(QByteArray(data, size));
    connection->write(data, size);
    m_put += size;
}

void OutgoingMessagePrivate::put(const QByteArray &bytes)
{
    m_put += bytes.size();
    if (!holdsBack())
        return connection->write(bytes);
    if (queue.size() > m_heldAt + 1 && bytes.size() < 1024 && queue.constLast().size() < 8192)
        queue.last() += bytes; // frames and small pieces share an array
    else
        queue.append(bytes);
    queued += bytes.size();
}

// S1.118: a message that has the socket only lent, behind another's last bytes, has sent nothing yet in Node's eyes.
// What left the outbox since is out of reach.
void OutgoingMessagePrivate::corkEarly()
{
    if (++corked > 1 || !connection || m_hold)
        return;
    const QByteArray bytes = connection->takeBack(m_put + m_growth - queued);
    if (bytes.isEmpty())
        return;
    queue.prepend(bytes);
    queued += bytes.size();
}

void OutgoingMessagePrivate::uncorkSocket()
{
    connection->uncork();
    if (connection->isCorked() || m_writeCallbacks.empty())
        return;
    if (headOptions.framing.hasBody) {
        m_callableCount = m_writeCallbacks.size(); // what is written from now on has a tick of its own
        m_staleUncorks = m_pendingUncorks;
    }
    postTick(WriteDone); // now, not when the running code has ended
}

// Bytes wait here: there is no connection yet, the head is held, or a cork() came before the message's turn.
bool OutgoingMessagePrivate::holdsBack() const
{
    return m_hold || !connection || (!ownsSocket && (corked > 0 || queued > 0));
}

void OutgoingMessagePrivate::releaseQueue()
{
    if (m_hold)
        return;
    for (const QByteArray &bytes : std::as_const(queue))
        connection->write(bytes);
    queue.clear();
    queued = 0;
}

// --- write() and end() ---

bool OutgoingMessagePrivate::isBodyLengthWrong(qint64 addition, bool atEnd) const
{
    if (!strictContentLength || declaredLength < 0 || chunked || !headOptions.framing.hasBody)
        return false;
    const qint64 total = bodyBytes + addition;
    return total > declaredLength || (atEnd && total != declaredLength);
}

bool OutgoingMessagePrivate::writeBody(const QByteArray &chunk, bool fromEnd)
{
    if (undelimited && !chunk.isEmpty())
        return refuse(Errors::bodyNotAllowed()); // the server would read it as another request (S1.102)
    if (isBodyLengthWrong(chunk.size(), fromEnd)) {
        bodyBytes += chunk.size(); // S10.15: counted all the same
        return refuse(Errors::contentLengthMismatch(bodyBytes, declaredLength));
    }
    bodyBytes += chunk.size();
    sendHead();
    if (chunk.isEmpty())
        return true;
    if (Tap::isOpen())
        tapBody(chunk);
    if (!chunked) {
        put(chunk);
        return true;
    }
    QByteArray frame;
    ChunkWriter::appendSize(&frame, chunk.size());
    put(frame);
    put(chunk);
    put("\r\n", 2);
    return true;
}

bool OutgoingMessagePrivate::write(const QByteArray &chunk, const QObject *context,
                                   OutgoingMessage::Callback *callback)
{
    if (ended) { // S1.126
        failLater(Errors::writeAfterEnd(), context, callback, !destroyed);
        return false;
    }
    if (destroyed || lost) { // S1.130
        failLater(Errors::streamDestroyed("write"), context, callback, false);
        return false;
    }
    if (!headBuilt) {
        headOptions.framing.bodyFollows = !chunk.isEmpty();
        const bool built = implicitHead();
        headOptions.framing.bodyFollows = false;
        if (!built)
            return false;
    }
    if (!headOptions.framing.hasBody) {
        if (rejectsBody())
            return refuse(Errors::bodyNotAllowed());
        addCallback(context, callback); // S1.132
        return true;
    }
    if (connection && connection->isDestroyed()) {
        failLater(Errors::streamDestroyed("write"), context, callback, false);
        return false;
    }
    if (!writeBody(chunk, false))
        return false;
    addCallback(context, callback);
    const qint64 waiting = queued + (connection && !m_hold ? connection->pendingOutput() : 0);
    if (waiting < highWaterMark)
        return true;
    const bool isFirst = !std::exchange(needDrain, true);
    tapPressure();
    if (isFirst && connection && ownsSocket)
        uncorkLater();
    return false;
}

void OutgoingMessagePrivate::endAgain(const QObject *context, OutgoingMessage::Callback *callback)
{
    if (connection && ownsSocket)
        connection->flush(); // as Node's end() did
    if (q->isWritableFinished()) // S1.129
        return (*callback)(Errors::alreadyFinished());
    m_endCallbacks.push_back({std::move(*callback), context, 0, {}, false}); // S1.128
}

bool OutgoingMessagePrivate::end(const QByteArray *data, const QObject *context, OutgoingMessage::Callback *callback)
{
    if (ended) {
        if (data && !data->isEmpty()) // S1.127
            failLater(Errors::writeAfterEnd(), context, callback, !destroyed);
        else if (callback)
            endAgain(context, callback);
        return (!data || data->isEmpty()) && !finished;
    }
    if (destroyed || lost) { // S1.131
        ended = true;
        if (tellsLatePrefinish())
            Q_EMIT emits("prefinish")->prefinished();
        return false;
    }
    if (!headBuilt) {
        headOptions.framing.knownLength = data ? data->size() : 0; // S1.30
        const bool built = implicitHead();
        headOptions.framing.knownLength.reset();
        if (!built)
            return false;
    }
    if (headOptions.framing.hasBody) {
        if (!writeBody(data ? *data : QByteArray(), true))
            return false;
    } else if (data && rejectsBody()) {
        return refuse(Errors::bodyNotAllowed());
    }
    if (callback)
        m_endCallbacks.push_back({std::move(*callback), context, 0, {}, false});
    sendHead();
    if (headOptions.framing.hasBody && chunked)
        put(ChunkWriter::lastChunk(trailers));
    if (Tap::isOpen() && tapId() != 0)
        Tap::messageEnded(tapId(), side() == TrafficSide::Client, chunked ? trailers : QByteArray());
    // A body that is not what Content-Length says leaves the peer out of step: the connection must not go on.
    if (headOptions.framing.hasBody && declaredLength >= 0 && bodyBytes != declaredLength)
        last = true;
    ended = true;
    needDrain = false;
    if (ownsSocket) {
        while (connection && connection->isCorked()) // S1.116
            connection->uncork();
    }
    corked = 0;
    if (connection && !m_hold) {
        releaseQueue();
        connection->promise();
        if (exchange && exchange->host)
            exchange->host->messageEnded(exchange);
    }
    if (ownsSocket)
        handedOver();
    return true;
}

// S1.137. The mark was reached long ago when the message had to wait for its turn.
void OutgoingMessagePrivate::handedOver()
{
    finishing = true;
    postTick(Finish);
    if (connection && !Loop::current()->isInsideTurn())
        connection->flush();
    Q_EMIT emits("prefinish")->prefinished();
}

void OutgoingMessagePrivate::destroy(const Error &error)
{
    if (destroyed)
        return;
    destroyed = true;
    destroyError = error;
    if (error)
        lastError = error;
    if (connection)
        connection->destroy();
}

} // namespace NodeHttp
