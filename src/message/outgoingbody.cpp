// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What a message to send does with bytes: head before body, chunk frames, the queue while it is not its turn, the
// callbacks and signals that tell how far the bytes got. The public class only asks.

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
    if (!connection || m_hold)
        return put(QByteArray(data, size));
    connection->write(data, size);
    m_put += size;
}

void OutgoingMessagePrivate::put(const QByteArray &bytes)
{
    m_put += bytes.size();
    if (connection && !m_hold)
        return connection->write(bytes);
    if (queue.size() > m_heldAt + 1 && bytes.size() < 1024 && queue.constLast().size() < 8192)
        queue.last() += bytes; // frames and small pieces share an array
    else
        queue.append(bytes);
    queued += bytes.size();
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
    if (destroyed || lost || (connection && connection->isDestroyed())) { // S1.130
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
    if (!writeBody(chunk, false))
        return false;
    addCallback(context, callback);
    const qint64 waiting = connection && !m_hold ? connection->pendingOutput() : queued;
    if (waiting < highWaterMark)
        return true;
    const bool isFirst = !std::exchange(needDrain, true);
    tapPressure();
    if (isFirst && connection && ownsSocket)
        postTick(Uncorked);
    return false;
}

bool OutgoingMessagePrivate::end(const QByteArray *data, const QObject *context, OutgoingMessage::Callback *callback)
{
    if (ended) {
        if (data && !data->isEmpty()) // S1.127
            failLater(Errors::writeAfterEnd(), context, callback, !destroyed);
        else if (callback && q->isWritableFinished()) // S1.129
            (*callback)(Errors::alreadyFinished());
        else if (callback) // S1.128
            m_endCallbacks.push_back({std::move(*callback), context, 0, {}, false});
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
    if (connection && !m_hold)
        connection->promise();
    if (connection && !m_hold && exchange && exchange->host)
        exchange->host->messageEnded(exchange);
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

// --- the connection's side ---

void OutgoingMessagePrivate::takeOutput(Connection *to)
{
    if (corked > 0)
        return; // S1.118: it stays here until the socket comes, which then is corked
    connection = to;
    m_base = to->written() + m_growth;
    if (m_hold)
        return;
    writeQueue();
    if (ownsSocket && !m_writeCallbacks.empty())
        postTick(WriteDone); // S1.123: they waited for a connection
}

QIODevice *OutgoingMessagePrivate::currentSocket() const
{
    return ownsSocket && connection ? connection->socket() : nullptr;
}

void OutgoingMessagePrivate::setIdleTimeout(qint64 milliseconds)
{
    if (ownsSocket && connection)
        connection->setIdleTimeout(milliseconds);
    else
        pendingTimeout = milliseconds;
}

void OutgoingMessagePrivate::assignSocket(Connection *to)
{
    ownsSocket = hadSocket = true;
    highWaterMark = to->highWaterMark();
    for (; corked > 0; --corked)
        to->cork(); // S1.118
    const bool kept = !connection;
    if (kept)
        takeOutput(to);
    else if (!m_writeCallbacks.empty())
        postTick(WriteDone); // the same for their turn
    if (pendingTimeout >= 0)
        to->setIdleTimeout(std::exchange(pendingTimeout, -1));
    if (kept && ended && !m_hold && exchange && exchange->host)
        exchange->host->messageEnded(exchange);
    Q_EMIT emits("socket")->socketAssigned(to->socket());
    if (!q)
        return;
    if (destroyed)
        return to->destroy();
    if (needDrain && !ended && to->pendingOutput() < highWaterMark) { // S1.122
        needDrain = false;
        Q_EMIT emits("drain")->drained();
        if (!q)
            return;
    }
    if (ended && !finishing)
        handedOver();
}

void OutgoingMessagePrivate::connectionGone()
{
    if (connection) {
        connection->stopWaiting(this);
        sentBeforeLoss = hadSocket && ended && connection->isSent(m_base + m_put);
    }
    connection = nullptr;
    m_hold.reset();
    m_heldAt = -1;
    lost = true;
    queue.clear();
    queued = 0;
}

void OutgoingMessagePrivate::connectionLost()
{
    connectionGone();
    if (!m_writeCallbacks.empty())
        postTick(FailedCallbacks);
}

void OutgoingMessagePrivate::emitClosed()
{
    if (closed)
        return;
    closed = true;
    destroyed = true;
    ownsSocket = false;
    Q_EMIT emits("close")->closed();
    if (exchange)
        exchange->outgoingClosed();
}

void OutgoingMessagePrivate::closeSoon()
{
    postTick(Close);
}

void OutgoingMessagePrivate::outputDrained()
{
    if (needDrain && !ended && ownsSocket) { // else assignSocket() tells
        needDrain = false;
        drainDue = true;
        tapPressure();
        postTick(Flushed);
    }
}

void OutgoingMessagePrivate::emitDrained()
{
    if (std::exchange(drainDue, false) && !ended && !destroyed && !lost)
        Q_EMIT emits("drain")->drained();
}

bool OutgoingMessagePrivate::isSentToSystem() const
{
    if (!connection)
        return queue.isEmpty() && finished;
    return connection->pendingInSocket() == 0;
}

// --- callbacks and the signals that come later ---

void OutgoingMessagePrivate::addCallback(const QObject *context, OutgoingMessage::Callback *callback)
{
    if (!callback)
        return;
    m_writeCallbacks.push_back({std::move(*callback), context, m_put, {}, false});
    if (!headOptions.framing.hasBody)
        postTick(WriteDone);
    else if (connection && ownsSocket)
        postTick(Uncorked);
}

void OutgoingMessagePrivate::callBack(WriteCallback &done, const Error &error)
{
    if (done.context)
        done.call(error);
}

void OutgoingMessagePrivate::failLater(const Error &error, const QObject *context,
                                       OutgoingMessage::Callback *callback, bool emitError)
{
    lastError = error;
    m_failed.push_back({{}, context, 0, error, emitError});
    if (callback)
        m_failed.back().call = std::move(*callback);
    postTick(LateError);
}

void OutgoingMessagePrivate::runWriteDone()
{
    while (!m_hold && m_calledBack < m_writeCallbacks.size()) {
        const qint64 mark = m_base + m_writeCallbacks[m_calledBack].mark;
        if (connection && headOptions.framing.hasBody) {
            connection->flush();
            if (!connection) // the write found the peer gone
                return;
            if (!connection->isSent(mark))
                return connection->waitFor(mark, this, WriteDone);
        }
        WriteCallback done = std::move(m_writeCallbacks[m_calledBack++]);
        if (m_calledBack == m_writeCallbacks.size()) { // not one by one, which would shift the rest each time
            m_writeCallbacks.clear();
            m_calledBack = 0;
        }
        callBack(done, {});
        if (!q)
            return;
    }
}

void OutgoingMessagePrivate::runFinish()
{
    if (finished || closed || m_hold)
        return;
    if (connection && !destroyed) {
        connection->flush();
        if (!connection)
            return;
        if (const qint64 mark = m_base + m_put; !connection->isSent(mark))
            return connection->waitFor(mark, this, Finish);
    } else if (!(connection ? connection->isSent(m_base + m_put) : sentBeforeLoss)) {
        return; // else destroy() came too late to keep a byte back
    }
    runWriteDone();
    if (!q)
        return;
    finished = true;
    if (connection && exchange && exchange->host)
        exchange->host->messageSent(exchange);
    if (!q)
        return;
    Q_EMIT emits("finish")->finished();
    std::vector<WriteCallback> callbacks = std::exchange(m_endCallbacks, {});
    for (WriteCallback &done : callbacks)
        callBack(done, {});
}

void OutgoingMessagePrivate::tick(int what)
{
    if (!q)
        return;
    switch (what) {
    case Uncorked: // S1.115: Node writes on the first tick and hears of it on the next
        return postTick(WriteDone);
    case Flushed: // the same for 'drain'
        return postTick(Drain);
    case WriteDone:
        if (needDrain && connection)
            connection->flush();
        emitDrained(); // before the callbacks of the writes that caused it
        if (q)
            runWriteDone();
        return;
    case Finish:
        return runFinish();
    case Drain:
        return emitDrained();
    case LateError:
        if (!m_failed.empty()) {
            WriteCallback failed = std::move(m_failed.front());
            m_failed.erase(m_failed.begin());
            if (failed.call)
                callBack(failed, failed.error);
            if (q && failed.emitsError && !closed)
                Q_EMIT emits("error")->errorOccurred(failed.error);
        }
        return;
    case Close:
        return emitClosed();
    case FailedCallbacks: {
        std::vector<WriteCallback> lostOnes = std::exchange(m_writeCallbacks, {});
        for (size_t i = std::exchange(m_calledBack, 0); i < lostOnes.size(); ++i)
            callBack(lostOnes[i], Errors::streamDestroyed("write"));
        return;
    }
    case FirstOwnTick:
        return;
    }
}

} // namespace NodeHttp
