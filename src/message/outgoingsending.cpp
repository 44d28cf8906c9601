// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// How the bytes of a message to send leave: its turn on the connection, what the connection's end means for it, and the
// callbacks and signals that tell how far the bytes got.

#include "message/outgoingmessage_p.h"

#include "core/error_p.h"
#include "message/exchange_p.h"
#include "stream/connection_p.h"

namespace NodeHttp {

// --- the connection's side ---

void OutgoingMessagePrivate::takeOutput(Connection *to)
{
    if (corked > 0)
        return; // S1.118: it stays here until the socket comes, which then is corked
    connection = to;
    m_base = to->written() + m_growth;
    if (m_hold)
        return;
    releaseQueue();
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
    if (kept) {
        takeOutput(to);
    } else {
        releaseQueue();
        if (!m_writeCallbacks.empty())
            postTick(WriteDone); // the same for their turn
    }
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
    if (!std::exchange(drainDue, false) || ended || destroyed || lost)
        return;
    if (connection && connection->pendingOutput() > 0) // written in the meantime: not before that has left, too
        needDrain = true;
    else
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
        uncorkLater();
}

void OutgoingMessagePrivate::uncorkLater()
{
    ++m_pendingUncorks;
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
    while (!m_hold && m_calledBack < qMin(m_callableCount, m_writeCallbacks.size())) {
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
            m_callableCount = kAll;
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
    m_callableCount = kAll;
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
        --m_pendingUncorks;
        if (m_staleUncorks > 0)
            --m_staleUncorks;
        else
            m_callableCount = kAll;
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
