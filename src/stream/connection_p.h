// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CONNECTION_P_H
#define NODEHTTP_CONNECTION_P_H

#include "stream/deadlines_p.h"
#include "stream/outbox_p.h"
#include "stream/readgate_p.h"
#include "stream/sockets_p.h"
#include "stream/tap_p.h"
#include "stream/tick_p.h"
#include "wire/messageparser_p.h"

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

#include <memory>
#include <vector>

namespace NodeHttp {

// A socket with a parser on its way in and an outbox on its way out. It knows nothing of requests and answers; the
// server's and the client's connection do. Only this class touches the socket.
class Connection : public QObject, public Mortal, public Ticker, protected ParserSink, protected Flushable,
                   protected Deadline
{
public:
    ~Connection() override;

    void bypassBuffer() { m_socket.bypassBuffer(); }      // nobody else uses the socket

    // What messages may do with it.
    void write(const char *data, qsizetype size);
    void write(const QByteArray &bytes);
    QByteArray takeBack(qsizetype size);                  // the last bytes written, or none when some of them have left
    void flush() override;                                // hands out what was written, now
    void promise() { m_promised = m_outbox.total(); }     // what was written until now leaves even if destroy() follows
    void cork() { ++m_corked; }
    void uncork();
    bool isCorked() const { return m_corked > 0; }
    int corkCount() const { return m_corked; }
    qint64 written() const { return m_outbox.total(); }   // bytes ever written; a mark for waitFor()
    bool isSent(qint64 mark) const;                       // the system took everything up to the mark
    void waitFor(qint64 mark, Ticker *who, int what);     // a tick as soon as isSent(mark); asked for in order of marks
    void stopWaiting(Ticker *who);
    qint64 pendingOutput() const;                         // collected and in the socket
    qint64 pendingInSocket() const { return m_socket.pending(); }
    void readingWanted();                                 // a reason to pause may be gone
    void setIdleTimeout(qint64 milliseconds);             // S9.22; 0: off
    void destroy(const Error &why = {});                  // the socket dies; closeEvent() follows when ticks ran
    void reset();                                         // the same, and the peer is told by a reset

    QIODevice *socket() const { return m_socket.device(); }
    bool isDestroyed() const { return m_destroyed; }
    qint64 highWaterMark() const { return m_highWaterMark; }

    // What observers see of it (connectiontap.cpp).
    quint64 tapId() const { return m_tapId; }             // 0: nobody was told of it
    quint64 lastTapId() const { return m_tapId != 0 ? m_tapId : m_pastTapId; } // after its end was told, too
    quint64 introduce(quint64 known = 0);                 // tells of it, unless that was done, under this number
    void tapReady();

protected:
    Connection(QIODevice *socket, MessageParser::Type type);

    // What the server's and the client's connection decide.
    virtual bool isReadingPaused() const = 0;
    virtual bool isEngaged() const = 0;                   // mid-message or owing an answer: the end must be noticed
    virtual void streamEnded(bool betweenMessages) = 0;   // FIN; on a TCP socket writing may still be possible
    virtual void parseFailed(const Error &error) = 0;
    virtual void socketFailed(const Error &error) = 0;    // reset and the like
    virtual void upgraded(const QByteArray &rest) = 0;    // after Verdict::Upgrade: what followed the head
    virtual void outputDrained() = 0;                     // the system took every byte
    virtual void idleTimedOut() = 0;
    virtual void socketClosing() = 0;                     // just before users hear of it from the socket itself
    virtual void closeEvent() = 0;                        // the socket is gone; called once
    virtual bool acceptsInput() { return true; }          // false: bytes came that nobody asked for
    virtual void destroyedWith(const Error &why) { Q_UNUSED(why); } // destroy() had a reason
    virtual TrafficConnection tapFacts() const = 0;
    virtual QString endReason() const;                    // for observers
    virtual bool isHeld() const { return false; }         // the end of the stream has to wait, too

    void start();                                         // begins to read
    void closeWhenSent(bool linger);                      // S3.29: FIN once everything left, then the end
    void closeSocketNow(bool gently = false);             // for closeEvent(): the user's own listeners are told
    void endNow();                                        // the owner goes: closeEvent() and the socket's end at once
    void giveUpSocket();                                  // upgrade: the socket belongs to somebody else now
    void endOfInput();                                    // TLS said goodbye; the socket itself stays open
    void stopParsing() { m_parsingStopped = true; }       // what still arrives is thrown away
    void heldOver();                                      // isHeld() is not true any more
    bool isClosing() const { return m_closing || m_destroyed; }
    bool canWrite() const { return !m_destroyed && !m_closing && m_socket.isOpen(); }
    bool peerEnded() const { return m_peerEnded; }
    MessageParser &parser() { return m_parser; }
    const MessageParser &parser() const { return m_parser; }
    Socket &device() { return m_socket; }
    const Socket &device() const { return m_socket; }
    void touch();                                         // something moved: the idle timeout starts anew
    qint64 lastActivity() const { return m_lastActivity; }

    enum Tick { ReadMore, CloseEvent, AbortSocket, FirstOwnTick }; // derived classes count on from the last
    void tick(int what) override;

    qint64 m_highWaterMark = 16384;
    bool m_repliesFirst = true; // a server: users of the socket hear of an end before those of the messages

private:
    struct Mark
    {
        qint64 at;
        Ticker *who;
        int what;
    };

    void deadlineReached() override;
    void connectSocket();
    void readAll(Turn &turn);
    void readMore();
    void discard();
    ReadGate *gate();
    void armGate();
    ReadGate::Seen takeInput();
    void onEndSeen(bool isTold);
    void onDisconnected();
    void onBytesWritten();
    void reachMarks();
    void endOfStream();
    void finishClosing();
    void die();
    void tapRead(const char *data, qint64 size);
    void tapWritten(QByteArrayView bytes);
    void tapClosed();

    Socket m_socket;
    MessageParser m_parser;
    Outbox m_outbox;
    std::vector<Mark> m_marks;
    std::unique_ptr<ReadGate> m_gate;
    qint64 m_lastActivity = 0;
    qint64 m_idleTimeout = 0;
    qint64 m_lingered = 0;          // bytes thrown away since writing ended
    qint64 m_bytesRead = 0;
    qint64 m_known = 0;             // bytes taken back come again: observers were told of so many of the next ones
    quint64 m_tapId = 0;
    quint64 m_pastTapId = 0;
    qint64 m_promised = 0;          // up to this mark
    int m_corked = 0;
    bool m_started = false;
    bool m_reading = false;
    bool m_parsingStopped = false;
    bool m_closing = false;         // closeWhenSent() was called
    bool m_lingers = false;         // ...and input shall be read away before the socket is closed
    bool m_lingering = false;       // FIN was sent, the peer's FIN is awaited
    bool m_peerEnded = false;       // the peer's FIN was seen
    bool m_streamEnded = false;     // ...and told
    bool m_lost = false;            // the socket disconnected by itself
    bool m_lostWhileHeld = false;
    bool m_destroyed = false;
    bool m_flushing = false;
    bool m_upgradeSeen = false;
    bool m_closedTold = false;
    bool m_givenUp = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_CONNECTION_P_H
