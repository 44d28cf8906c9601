// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_OUTGOINGMESSAGE_P_H
#define NODEHTTP_OUTGOINGMESSAGE_P_H

#include "stream/hold_p.h"
#include "stream/tap_p.h"
#include "stream/tick_p.h"
#include "wire/headwriter_p.h"
#include "wire/outgoingheaders_p.h"

#include <NodeHttp/outgoingmessage.h>

#include <QtCore/qpointer.h>

#include <vector>

namespace NodeHttp {

class Connection;
class Exchange;
class OutgoingDevice;

// The writable half of an exchange. Its bytes go to the connection when it is its turn, and wait here before that.
// It outlives its message until the turn ends, because a receiver of any signal may delete the message: q is null then.
class OutgoingMessagePrivate : public Ticker, public Mortal
{
public:
    static OutgoingMessagePrivate *get(OutgoingMessage *message) { return message->d.get(); }
    static const OutgoingMessagePrivate *get(const OutgoingMessage *message) { return message->d.get(); }

    OutgoingMessagePrivate() = default;
    ~OutgoingMessagePrivate() override;

    // --- what the connection does with it ---
    void takeOutput(Connection *connection);  // from now on bytes go there; what waited goes first
    void assignSocket(Connection *connection); // S3.11: from now on the message owns the socket
    void detachSocket() { ownsSocket = false; connection = nullptr; } // every byte left
    virtual QIODevice *currentSocket() const; // what socket() answers
    virtual void setIdleTimeout(qint64 milliseconds);
    void connectionGone();                    // the message forgets it
    void connectionLost();                    // no byte can leave any more
    void emitClosed();
    void closeSoon();                         // emitClosed() on the tick
    void outputDrained();                     // the system took everything
    void leaveExchange() { exchange = nullptr; }
    bool hasTimeoutReceiver() const;
    void timeOut() { Q_EMIT emits("timeout")->timeoutOccurred(); }
    bool isHeld() const { return bool(m_hold); } // it waits at its head: no byte leaves

    // --- header API ---
    bool setHeader(QByteArrayView name, const HeaderValue &value);
    bool refuse(const Error &error) const;    // misuse: remembered, logged, answered with false

    // --- head and body ---
    virtual bool implicitHead();              // S2.23; S1.134 on the base class
    virtual bool rejectsBody() const { return false; } // S10.16
    virtual bool tellsLatePrefinish() const { return hadSocket; } // S1.131
    bool storeHead(HeadWriter &writer);       // takes the finished head, or refuses
    bool sendHead();                          // S1.143
    bool writeBody(const QByteArray &chunk, bool fromEnd);
    bool write(const QByteArray &chunk, const QObject *context, OutgoingMessage::Callback *callback);
    bool end(const QByteArray *data, const QObject *context, OutgoingMessage::Callback *callback);
    virtual void destroy(const Error &error);
    void put(const char *data, qsizetype size);
    void put(const QByteArray &bytes);
    void corkEarly();                         // before the socket is its own
    void uncorkSocket();
    void uncorkLater();
    bool holdsBack() const;
    void releaseQueue();                      // what was held back goes to the connection
    bool isSentToSystem() const;              // the own queue and the socket's are empty

    // --- observers (outgoingtap.cpp) ---
    virtual TrafficSide side() const { return TrafficSide::Server; } // on a client it is a request
    quint64 tapId() const;
    OutgoingMessage *emits(const char *event) // the message, which is about to emit this Node event
    {
        if (Tap::wants(TrafficObserver::Events))
            tapEvent(event);
        return q;
    }
    void tapFailed(const Error &why) const;

    OutgoingMessage *q = nullptr;
    OutgoingDevice *device = nullptr;
    Exchange *exchange = nullptr;
    Connection *connection = nullptr;         // null while the message waits for its turn, and after its end
    OutgoingHeaders headers;
    HeadWriter::Options headOptions;          // everything that S1.23–S1.31 look at
    QByteArrayList uniqueHeaders;
    QByteArray head;
    QByteArray trailers;
    QByteArrayList queue;
    qint64 queued = 0;
    mutable Error lastError;
    Error destroyError;
    qint64 declaredLength = -1;               // the caller's Content-Length
    qint64 bodyBytes = 0;
    qint64 highWaterMark = 16384;
    qint64 pendingTimeout = -1;               // setTimeout() before there was a socket
    int corked = 0;
    bool headBuilt = false;
    bool headFlushed = false;
    bool chunked = false;
    bool undelimited = false;                 // a request whose head announced no body
    bool last = false;
    bool flushHeadAtOnce = false;             // S1.20
    bool needDrain = false;
    bool drainDue = false;                    // drained() comes with a tick
    bool ended = false;
    bool finishing = false;                   // handed over, waiting for the system
    bool finished = false;
    bool ownsSocket = false;
    bool hadSocket = false;                   // it owned the connection once
    bool sentBeforeLoss = false;              // every byte had left when the connection ended
    bool destroyed = false;
    bool closed = false;
    bool lost = false;                        // the connection ended first
    bool strictContentLength = false;
    bool deleteOnClose = true;

protected:
    // Derived classes count on from the last.
    enum Tick { Uncorked, Flushed, WriteDone, Finish, Drain, LateError, FailedCallbacks, Close, FirstOwnTick };
    void tick(int what) override;
    void handedOver();                        // after end(): everything is with the connection

private:
    struct WriteCallback
    {
        OutgoingMessage::Callback call;
        QPointer<const QObject> context;
        qint64 mark; // in bytes of this message
        Error error;
        bool emitsError = false;
    };

    void addCallback(const QObject *context, OutgoingMessage::Callback *callback);
    void failLater(const Error &error, const QObject *context, OutgoingMessage::Callback *callback, bool emitError);
    void callBack(WriteCallback &done, const Error &error);
    void endAgain(const QObject *context, OutgoingMessage::Callback *callback);
    void runWriteDone();
    void emitDrained();
    void runFinish();
    void tapEvent(const char *event);
    void tapHead();                           // may hold it
    void tapBody(const QByteArray &chunk);
    void tapPressure();
    void headDecided(Hold::Verb verb, const TrafficHead *edited);
    bool isBodyLengthWrong(qint64 addition, bool atEnd) const;

    // Vectors, because nearly every message has none of these and an empty one costs nothing.
    std::vector<WriteCallback> m_writeCallbacks;
    size_t m_calledBack = 0; // so many of them ran already
    static constexpr size_t kAll = ~size_t(0);
    size_t m_callableCount = kAll; // so many may run: behind an uncork() of the user's, the later ones not yet
    int m_pendingUncorks = 0;
    int m_staleUncorks = 0;        // of these, so many were asked for before that uncork()
    std::vector<WriteCallback> m_endCallbacks;
    std::vector<WriteCallback> m_failed;
    qint64 m_put = 0;   // bytes this message produced so far
    qint64 m_base = 0;  // where they begin in the connection's output
    std::unique_ptr<Hold> m_hold;
    qsizetype m_heldAt = -1; // which part of the queue is the head that is held
    qint64 m_growth = 0;     // by so much an edited head is longer
};

} // namespace NodeHttp

#endif // NODEHTTP_OUTGOINGMESSAGE_P_H
