// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The way out and the one way to die; the way in is in connectioninput.cpp. Signals of the socket end here; from here on it
// is direct calls.

#include "stream/connection_p.h"

#include "stream/turn_p.h"

#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qtcpsocket.h>

#include <algorithm>
#include <utility>

namespace NodeHttp {

namespace {

constexpr qint64 kReadLimit = 256 * 1024;      // what a socket may buffer before its TCP window closes
constexpr qint64 kLingerTime = 2000;           // how long a peer may take to notice that we stopped

} // namespace

Connection::Connection(QIODevice *socket, MessageParser::Type type) : m_socket(socket), m_parser(type, this)
{
    touch();
    connectSocket(); // before users connect: what we do about an end comes first, as in Node
}

Connection::~Connection()
{
    if (QIODevice *device = m_socket.device(); device && !m_givenUp) {
        device->disconnect(this);
        m_socket.abort();
        disposeOf(device); // it may be emitting a signal right now
    }
}

void Connection::start()
{
    m_started = true;
    m_socket.setReadLimit(kReadLimit);
    if (m_socket.readsPastBuffer())
        gate()->watch(m_socket.device()); // what has arrived comes as an event: in a tick, answers would be flushed later
    else
        postTick(ReadMore); // what arrived before we listened
}

void Connection::connectSocket()
{
    QIODevice *device = m_socket.device();
    connect(device, &QIODevice::readyRead, this, [this] {
        Turn turn;
        readAll(turn);
    });
    m_socket.whenBytesLeave(this, [this] { onBytesWritten(); });
    // No turn here: users who listen to the socket hear of its end before the messages close.
    const auto lost = [this] { onDisconnected(); };
    if (QAbstractSocket *socket = m_socket.network())
        connect(socket, &QAbstractSocket::disconnected, this, lost);
    else if (auto *local = qobject_cast<QLocalSocket *>(device))
        connect(local, &QLocalSocket::disconnected, this, lost);
    else
        connect(device, &QIODevice::aboutToClose, this, lost);
    if (!m_socket.network()) {
        connect(device, &QIODevice::readChannelFinished, this, [this] {
            Turn turn;
            onEndSeen(true);
        });
    }
    connect(device, &QObject::destroyed, this, lost);
}

// --- the way out ---

void Connection::write(const char *data, qsizetype size)
{
    if (m_destroyed)
        return;
    if (m_tapId != 0 || m_known != 0)
        tapWritten(QByteArrayView(data, size));
    m_outbox.append(m_socket, data, size);
    flushSoon();
}

void Connection::write(const QByteArray &bytes)
{
    if (m_corked > 0) // a large piece would go to the socket at once, and the socket does not wait
        return write(bytes.constData(), bytes.size());
    if (m_destroyed)
        return;
    if (m_tapId != 0 || m_known != 0)
        tapWritten(bytes);
    m_outbox.append(m_socket, bytes);
    flushSoon();
}

QByteArray Connection::takeBack(qsizetype size)
{
    const QByteArray bytes = m_outbox.takeBack(size);
    m_known += bytes.size();
    return bytes;
}

void Connection::flush()
{
    if (m_destroyed || m_flushing || m_corked > 0)
        return;
    m_flushing = true;
    m_outbox.flush(m_socket);
    m_flushing = false;
    if (m_idleTimeout != 0)
        touch();
    if (m_socket.pending() > 0)
        armGate();
    reachMarks();
}

void Connection::uncork()
{
    if (m_corked > 0 && --m_corked == 0)
        flushSoon();
}

qint64 Connection::pendingOutput() const
{
    return m_outbox.collected() + m_socket.pending();
}

bool Connection::isSent(qint64 mark) const
{
    return m_outbox.total() - pendingOutput() >= mark;
}

void Connection::waitFor(qint64 mark, Ticker *who, int what)
{
    m_marks.push_back({mark, who, what});
}

void Connection::stopWaiting(Ticker *who)
{
    m_marks.erase(std::remove_if(m_marks.begin(), m_marks.end(), [who](const Mark &mark) { return mark.who == who; }),
                  m_marks.end());
}

void Connection::onBytesWritten()
{
    if (m_flushing || m_destroyed)
        return; // flush() looks afterwards
    Turn turn;
    touch();
    reachMarks();
}

void Connection::reachMarks()
{
    if (m_givenUp)
        return;
    while (!m_marks.empty() && isSent(m_marks.front().at)) {
        const Mark mark = m_marks.front();
        m_marks.erase(m_marks.begin());
        mark.who->postTick(mark.what);
    }
    if (pendingOutput() > 0 || m_destroyed)
        return;
    outputDrained();
    if (m_closing && !m_lingering && !m_destroyed && pendingOutput() == 0)
        finishClosing();
}

// --- the end ---

void Connection::closeWhenSent(bool linger)
{
    if (m_closing || m_destroyed)
        return;
    m_closing = true;
    m_corked = 0;
    // Unread input in the kernel would turn our FIN into a reset, which may overtake the answer.
    m_lingers = linger && !m_peerEnded;
    flushSoon();
}

void Connection::finishClosing()
{
    // What has arrived and was not read, requests behind the last one for instance, would do the same as what may come.
    if ((m_lingers || (m_repliesFirst && m_socket.hasArrived())) && m_socket.endWriting()) {
        m_lingering = true;
        m_parsingStopped = true;
        setDeadline(monotonicNow() + kLingerTime);
        if (m_gate)
            m_gate->disarm();
        return postTick(ReadMore);
    }
    if (!m_repliesFirst)
        return die();
    socketClosing();
    m_socket.close();
    if (!m_destroyed && !m_socket.isOpen())
        die();
}

void Connection::destroy(const Error &why)
{
    if (m_outbox.total() - m_outbox.collected() < m_promised)
        flush();
    if (m_destroyed)
        return;
    m_destroyed = true;
    setDeadline(0);
    m_outbox.clear();
    if (why)
        destroyedWith(why);
    postLater(AbortSocket);
}

void Connection::closeSocketNow(bool gently)
{
    if (QIODevice *device = m_socket.device(); device && !m_givenUp) {
        device->disconnect(this);
        if (gently)
            m_socket.close(); // TLS says goodbye
        else
            m_socket.abort();
    }
}

// Without a tick: the thread's event loop may have ended for good.
void Connection::endNow()
{
    if (std::exchange(m_closedTold, true))
        return; // it is on the stack
    m_destroyed = true;
    setDeadline(0);
    m_outbox.clear();
    tapClosed();
    closeEvent();
    if (QIODevice *device = m_socket.device(); device && !m_givenUp)
        disposeOf(device);
}

// The socket has closed or is to be closed at once.
void Connection::die()
{
    if (!m_destroyed) {
        m_destroyed = true;
        setDeadline(0);
        m_outbox.clear();
    }
    postTick(CloseEvent);
}

void Connection::giveUpSocket()
{
    m_givenUp = true;
    m_destroyed = true;
    setDeadline(0);
    m_gate.reset();
    if (QIODevice *device = m_socket.device())
        device->disconnect(this);
    postTick(CloseEvent);
}

void Connection::tick(int what)
{
    switch (what) {
    case ReadMore:
        return readMore();
    case AbortSocket: // what was written before destroy() has left already; the rest is lost, as in Node
    case CloseEvent:
        if (m_closedTold)
            return;
        m_closedTold = true;
        tapClosed();
        closeEvent();
        return;
    case FirstOwnTick:
        break;
    }
}

void Connection::setIdleTimeout(qint64 milliseconds)
{
    m_idleTimeout = qMin(milliseconds, kLongestTimeout);
    if (m_lingering || m_destroyed)
        return;
    if (milliseconds == 0)
        return setDeadline(0);
    touch();
    setDeadline(m_lastActivity + m_idleTimeout);
}

void Connection::touch()
{
    m_lastActivity = monotonicNow();
    if (m_idleTimeout != 0 && deadline() == 0 && !m_destroyed) // it fired and was survived (S3.83)
        setDeadline(m_lastActivity + m_idleTimeout);
}

void Connection::deadlineReached()
{
    if (m_destroyed)
        return;
    if (m_lingering)
        return die();
    if (m_idleTimeout == 0)
        return;
    const qint64 due = m_lastActivity + m_idleTimeout;
    if (due > monotonicNow())
        return setDeadline(due); // something happened in between
    idleTimedOut();
}

} // namespace NodeHttp
