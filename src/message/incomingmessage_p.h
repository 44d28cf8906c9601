// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INCOMINGMESSAGE_P_H
#define NODEHTTP_INCOMINGMESSAGE_P_H

#include "stream/bodybuffer_p.h"
#include "stream/readbuffer_p.h"
#include "stream/tap_p.h"
#include "stream/tick_p.h"
#include "wire/messageparser_p.h"

#include <NodeHttp/incomingmessage.h>

#include <QtCore/qpointer.h>

#include <optional>

namespace NodeHttp {

class Connection;
class Exchange;

// The readable half of an exchange: what arrived and waits, and who wants it how.
// It outlives its message until the turn ends, because a receiver of any signal may delete the message: q is null then.
class IncomingMessagePrivate : public Ticker, public Mortal
{
public:
    static IncomingMessagePrivate *get(IncomingMessage *message) { return message->d.get(); }
    static const IncomingMessagePrivate *get(const IncomingMessage *message) { return message->d.get(); }

    static IncomingMessage *make() { return new IncomingMessage; }

    explicit IncomingMessagePrivate(IncomingMessage *q) : q(q) {}

    // S4.1. Pull is what a receiver of readyRead() selects.
    enum class Flow : quint8 { Undecided, Flowing, Paused, Pull };

    void receive(ParsedHead &&parsed, Connection *on);
    void push(const char *data, qsizetype size)
    {
        if (!dumped && !destroyed)
            push(ReadBuffer::keep(data, size));
    }
    void push(const QByteArray &piece);
    void complete(IncomingHeaders &&trailers);
    void abort();                      // the connection ended: S4.13, first half
    void abortTail();                  // ...and the second, once the socket has closed
    void dump();                       // S4.17
    void timeOut() { Q_EMIT emits("timeout")->timeoutOccurred(); }
    // The message, which is about to emit this Node event: observers are told first.
    IncomingMessage *emits(const char *event)
    {
        if (Tap::wants(TrafficObserver::Events))
            tapEvent(event);
        return q;
    }
    void tapPressure();
    void leaveExchange() { exchange = nullptr; connection = nullptr; }
    void detach() { connection = nullptr; }
    bool wantsPause() const;           // S4.10
    bool keepsRest() const             // all of it came, and pause() keeps it for later: no connection is needed
    {
        return finished && !ended && !destroyed && flow == Flow::Paused;
    }
    bool hasTimeoutReceiver() const;

    void resume();
    void pause();
    void selectPull();
    void unshift(const QByteArray &piece);
    void noteRead();                   // something was taken out of the buffer
    void destroy(const Error &error);
    bool refuse(const Error &error);
    void reencode(Encoding to);

    IncomingMessage *q;
    Exchange *exchange = nullptr;
    Connection *connection = nullptr;
    QPointer<QIODevice> socket;
    ParsedHead head;
    IncomingHeaders trailers;
    BodyBuffer buffer;
    QByteArray partial;                // bytes of a character whose rest has not come (S4.8)
    std::optional<Encoding> encoding;
    Error error;                       // the last refused call, or what ended the stream
    Error fault;                       // what ended the stream
    qint64 highWaterMark = 16384;
    int maxHeadersCount = -1;
    bool joinDuplicateHeaders = false;
    Flow flow = Flow::Undecided;
    bool active = false;               // the flow has started: pieces go straight to dataReceived()
    bool consumed = false;             // somebody read, or let it flow (S3.23)
    bool polled = false;               // the stream has begun to look for data: Node's first _read()
    bool dumped = false;
    bool finished = false;             // the last byte was parsed: Node's `complete`
    bool endPosted = false;
    bool resumePosted = false;
    bool readablePosted = false;
    bool ended = false;
    bool aborted = false;
    bool destroyed = false;
    bool closed = false;
    bool upgrade = false;
    bool deleteOnClose = true;

private:
    enum Tick { Resume, Run, Poll, Readable, End, Tail };

    void tick(int what) override;
    void deliver(const QByteArray &piece);
    void run();
    void endSoon();
    void emitEnd();
    void emitTail();
    void postReadable();
    void emitReadable();
    void tapEvent(const char *event);
    void tapFailed(const Error &why);
};

} // namespace NodeHttp

#endif // NODEHTTP_INCOMINGMESSAGE_P_H
