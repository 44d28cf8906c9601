// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The readable stream inside an IncomingMessage: Node's flowing and paused modes, its order of events, and the mark
// above which the sender is stopped. Every state change happens here; the public class only asks.

#include "message/incomingmessage_p.h"

#include "core/error_p.h"
#include "core/logging_p.h"
#include "message/exchange_p.h"
#include "stream/connection_p.h"
#include "wire/encoding_p.h"

namespace NodeHttp {

void IncomingMessagePrivate::receive(ParsedHead &&parsed, Connection *on)
{
    head = std::move(parsed);
    connection = on;
    socket = on->socket();
    highWaterMark = on->highWaterMark();
}

bool IncomingMessagePrivate::wantsPause() const
{
    return !finished && !dumped && !destroyed && buffer.size() >= highWaterMark;
}

void IncomingMessagePrivate::push(const QByteArray &received)
{
    if (dumped || destroyed)
        return;
    if (!encoding)
        return deliver(received);
    partial.append(received);
    const qsizetype whole = completePrefix(partial, *encoding);
    if (whole == 0)
        return;
    const QByteArray piece = partial.left(whole);
    partial.remove(0, whole);
    deliver(piece);
}

void IncomingMessagePrivate::deliver(const QByteArray &piece)
{
    if (active && flow == Flow::Flowing && buffer.isEmpty()) {
        Q_EMIT emits("data")->dataReceived(piece);
        return;
    }
    buffer.append(piece);
    if (flow == Flow::Pull)
        postReadable();
}

void IncomingMessagePrivate::complete(IncomingHeaders &&received)
{
    trailers = std::move(received);
    finished = true;
    if (!partial.isEmpty() && !dumped && !destroyed)
        deliver(std::exchange(partial, QByteArray()));
    if (q)
        Q_EMIT q->completeChanged();
    if (destroyed)
        return;
    if (flow == Flow::Pull && !polled)
        postReadable();
    else if (flow == Flow::Pull) // S4.4: a last one, perhaps with nothing to read; one that is on its way comes too
        emitReadable();
    else if (flow == Flow::Flowing && active && buffer.isEmpty())
        endSoon();
}

void IncomingMessagePrivate::resume()
{
    if (flow == Flow::Flowing)
        return;
    if (flow != Flow::Pull)
        flow = Flow::Flowing;
    consumed = true;
    if (!resumePosted && !destroyed) {
        resumePosted = true;
        postTick(Resume);
    }
}

void IncomingMessagePrivate::pause()
{
    if (flow == Flow::Paused)
        return;
    const bool told = flow != Flow::Pull;
    if (flow != Flow::Pull)
        flow = Flow::Paused;
    active = false;
    tapPressure();
    if (told)
        Q_EMIT emits("pause")->paused();
}

void IncomingMessagePrivate::selectPull()
{
    flow = Flow::Pull;
    active = false;
    postTick(Poll);
    if (!buffer.isEmpty())
        postReadable();
}

void IncomingMessagePrivate::postReadable()
{
    if (readablePosted || ended || destroyed)
        return;
    readablePosted = true;
    postTick(Readable);
}

void IncomingMessagePrivate::emitReadable()
{
    Q_EMIT emits("readable")->readyRead();
    if (q && !destroyed && finished && buffer.isEmpty())
        endSoon();
}

void IncomingMessagePrivate::dump()
{
    dumped = true;
    consumed = true;
    buffer.clear();
    partial.clear();
    flow = Flow::Paused; // so that resume() acts, whatever was chosen before
    resume();
    if (connection)
        connection->readingWanted();
}

// What waits goes out piece by piece; a receiver may pause, destroy or read in between.
void IncomingMessagePrivate::run()
{
    if (flow != Flow::Flowing)
        return;
    while (flow == Flow::Flowing && active && !destroyed && !buffer.isEmpty()) {
        const QByteArray piece = buffer.takePiece();
        if (finished && buffer.isEmpty())
            endSoon(); // taking the last piece decides it, whatever its receiver does
        if (!dumped)
            Q_EMIT emits("data")->dataReceived(piece);
    }
    noteRead();
}

void IncomingMessagePrivate::unshift(const QByteArray &piece)
{
    buffer.prepend(piece);
    if (piece.isEmpty() || destroyed)
        return;
    if (flow == Flow::Pull)
        Q_EMIT emits("readable")->readyRead();
    else if (flow == Flow::Flowing && active)
        postTick(Run); // what arrives meanwhile queues up behind it
}

void IncomingMessagePrivate::noteRead()
{
    if (finished && buffer.isEmpty())
        endSoon(); // even when paused meanwhile: taking the last piece decided it
    else if (connection && buffer.size() < highWaterMark)
        connection->readingWanted();
}

void IncomingMessagePrivate::endSoon()
{
    if (endPosted || ended || destroyed)
        return;
    endPosted = true;
    postTick(End);
}

void IncomingMessagePrivate::emitEnd()
{
    endPosted = false;
    if (ended || destroyed || !buffer.isEmpty())
        return;
    ended = true;
    if (exchange && exchange->host)
        exchange->host->incomingEnded(exchange);
    Q_EMIT emits("end")->ended();
    if (q)
        Q_EMIT q->readChannelFinished();
    if (destroyed)
        return;
    destroyed = true; // S4.6: closes by itself
    postTick(Tail); // behind the 'finish' of an answer that was given in ended() (S3.18)
}

void IncomingMessagePrivate::abort()
{
    if (destroyed)
        return;
    destroyed = true;
    if (ended && finished)
        return postTick(Tail);
    fault = error = Errors::aborted();
    aborted = true;
    tapFailed(fault);
    Q_EMIT emits("aborted")->aborted();
}

void IncomingMessagePrivate::abortTail()
{
    connection = nullptr;
    if (!closed && destroyed && aborted)
        postTick(Tail);
}

void IncomingMessagePrivate::destroy(const Error &with)
{
    if (destroyed)
        return;
    destroyed = true;
    fault = error = with;
    if (with)
        tapFailed(with);
    const bool over = ended && finished; // S4.15: the connection has nothing to do with it any more
    if (over || !connection) {
        postTick(Tail);
    } else {
        postLater(Tail); // S3.71: before the socket's own close; S5.52: after the request's error
        connection->destroy(with);
    }
    if (over)
        return;
    aborted = true;
    Q_EMIT emits("aborted")->aborted();
}

void IncomingMessagePrivate::emitTail()
{
    if (closed)
        return;
    closed = true;
    if (fault)
        Q_EMIT emits("error")->errorOccurred(fault); // S3.77: swallowed when nobody listens
    if (q)
        Q_EMIT emits("close")->closed();
    if (exchange)
        exchange->incomingClosed();
}

bool IncomingMessagePrivate::refuse(const Error &why)
{
    error = why;
    qCWarning(lcUsage).noquote() << "IncomingMessage:" << why.message();
    return false;
}

void IncomingMessagePrivate::reencode(Encoding to)
{
    encoding = to;
    QByteArray waiting;
    while (!buffer.isEmpty())
        waiting += buffer.takePiece();
    if (finished)
        return buffer.append(waiting);
    partial = waiting;
    const qsizetype whole = completePrefix(partial, to);
    buffer.append(partial.left(whole));
    partial.remove(0, whole);
}

void IncomingMessagePrivate::tick(int what)
{
    if (!q)
        return;
    switch (what) {
    case Resume:
        resumePosted = false;
        polled = true;
        if (destroyed)
            return;
        if (flow == Flow::Flowing)
            active = true;
        tapPressure();
        Q_EMIT emits("resume")->resumed();
        if (!destroyed && flow == Flow::Paused && finished && buffer.isEmpty())
            endSoon(); // a pause keeps data back, and there is none
        return run();
    case Poll: // Node's read(0) after a listener came: a body that ended empty ends here
        consumed = polled = true;
        if (!destroyed && finished && buffer.isEmpty())
            endSoon();
        return;
    case Run:
        return run();
    case Readable:
        readablePosted = false;
        if (ended || destroyed || (flow != Flow::Pull && !dumped))
            return;
        return emitReadable();
    case End:
        return emitEnd();
    case Tail:
        return emitTail();
    }
}

} // namespace NodeHttp
