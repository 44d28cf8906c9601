// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The way in: what is read, when, until when, and what the end of the stream means.

#include "stream/connection_p.h"

#include "stream/readbuffer_p.h"
#include "stream/turn_p.h"

namespace NodeHttp {

namespace {

constexpr qint64 kLingerBytes = 4 * 1024 * 1024; // what may come after we stopped
constexpr int kMostReads = 4;                    // of the system, until other sockets get their chance

} // namespace

void Connection::readAll(Turn &turn)
{
    readMore();
    turn.settle();
    if (m_socket.hasUnread()) // came while a receiver ran an event loop: the socket does not say so again
        readMore();
}

// The socket has something to read. While nobody wants it, the socket's own buffer has it, up to its limit.
ReadGate::Seen Connection::takeInput()
{
    const bool isWanted = m_lingering || m_parsingStopped ? !m_upgradeSeen : !isReadingPaused();
    if (m_reading || m_destroyed || m_givenUp || !m_started || !isWanted || !m_socket.readsPastBuffer())
        return ReadGate::Seen::Nothing;
    Turn turn;
    readAll(turn);
    if (m_destroyed || m_givenUp)
        return ReadGate::Seen::Input;
    if (m_socket.sawFailure())
        return ReadGate::Seen::Failure;
    return m_socket.sawEnd() ? ReadGate::Seen::End : ReadGate::Seen::Input;
}

void Connection::readMore()
{
    if (m_reading || m_destroyed || m_givenUp || !m_started)
        return;
    if (m_lingering || m_parsingStopped)
        return discard();
    m_reading = true;
    ReadBuffer bytes;
    int reads = 0;
    while (!m_destroyed && !m_parsingStopped && !isReadingPaused()) {
        if (m_socket.readsPastBuffer() && ++reads > kMostReads)
            break; // a peer may send as fast as we read; the notifier comes again
        const qint64 n = bytes.readFrom(m_socket);
        if (n <= 0)
            break;
        touch();
        tapRead(bytes.data(), n);
        if (!acceptsInput())
            break;
        const MessageParser::Result result = m_parser.feed(bytes.data(), n);
        if (result.status == MessageParser::Status::Failed) {
            m_parsingStopped = true;
            parseFailed(m_parser.error());
        } else if (result.status == MessageParser::Status::Upgraded) {
            m_parsingStopped = true;
            m_upgradeSeen = true;
            upgraded(QByteArray(bytes.data() + result.consumed, n - result.consumed));
        } else if (result.status == MessageParser::Status::Stopped) {
            m_parsingStopped = true;
        }
        // What came while a receiver ran an event loop of its own was announced by nobody.
        if (n < ReadBuffer::kSize && !m_socket.hasUnread())
            break;
    }
    m_reading = false;
    if (m_givenUp || m_destroyed)
        return;
    if (m_peerEnded && !m_streamEnded && (m_parsingStopped || !isReadingPaused()) && !m_socket.hasUnread())
        return endOfStream();
    if (isEngaged())
        armGate();
    else if (m_gate)
        m_gate->disarm();
}

ReadGate *Connection::gate()
{
    if (!m_gate) {
        m_gate = std::make_unique<ReadGate>([this] { return takeInput(); }, [this] {
            Turn turn;
            onEndSeen(false);
        });
    }
    return m_gate.get();
}

// A sender that finished while an answer is owed must not take the descriptor with it.
void Connection::armGate()
{
    if (m_socket.mayBeHalfOpen() && !m_destroyed)
        gate()->arm(m_socket.device());
}

// What arrives when nobody wants it any more is read away, so that the peer can read our last words: closing a socket
// with unread input resets the connection.
void Connection::discard()
{
    if (m_upgradeSeen)
        return; // it belongs to the other protocol
    ReadBuffer bytes;
    for (int reads = 0; reads < kMostReads || !m_socket.readsPastBuffer(); ++reads) {
        const qint64 n = bytes.readFrom(m_socket);
        if (n <= 0)
            break;
        m_lingered += n;
    }
    if (m_lingered > kLingerBytes && m_lingering)
        return die();
    if (m_peerEnded && !m_streamEnded)
        endOfStream();
}

void Connection::readingWanted()
{
    if (!m_destroyed && !isReadingPaused() && (m_socket.hasUnread() || (m_peerEnded && !m_streamEnded)))
        postTick(ReadMore);
}

// The gate saw the peer's FIN: the socket itself stays open for writing.
void Connection::onEndSeen(bool isTold)
{
    if (m_peerEnded || m_destroyed)
        return;
    m_peerEnded = true;
    const QPointer<QIODevice> socket = m_socket.device();
    if (!m_repliesFirst)
        readMore(); // S5.39
    if (socket && !isTold)
        Q_EMIT socket->readChannelFinished(); // Node's socket 'end', which the socket itself did not notice
    if (m_lingering)
        return die();
    if (m_repliesFirst)
        readMore();
}

void Connection::endOfInput()
{
    Turn turn;
    onEndSeen(false);
}

void Connection::endOfStream()
{
    m_streamEnded = true;
    if (m_lingering)
        return die();
    if (m_parsingStopped)
        return streamEnded(true);
    const bool between = m_parser.finish();
    m_parsingStopped = true;
    streamEnded(between);
}

void Connection::onDisconnected()
{
    if (m_destroyed || m_givenUp || m_lost)
        return;
    if (isHeld()) {
        m_lostWhileHeld = true;
        return;
    }
    m_lost = true;
    if (m_closing) {
        socketClosing();
        return die();
    }
    const bool reset = (m_gate && m_gate->sawReset()) || m_socket.hasFailed();
    // Bytes that came before the end still count, however full the message is: no more will follow.
    ReadBuffer bytes;
    while (!reset && !m_destroyed && !m_parsingStopped && !m_reading) {
        const qint64 n = bytes.readFrom(m_socket);
        if (n <= 0)
            break;
        tapRead(bytes.data(), n);
        const MessageParser::Result result = m_parser.feed(bytes.data(), n);
        m_parsingStopped = result.status != MessageParser::Status::Ok;
    }
    if (m_destroyed)
        return;
    m_peerEnded = true;
    if (reset)
        socketFailed(m_socket.failure());
    else if (!m_streamEnded)
        endOfStream();
    socketClosing();
    die();
}

} // namespace NodeHttp
