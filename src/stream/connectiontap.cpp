// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What observers are told of a connection, and what they may do with it.

#include "stream/connection_p.h"

#include "stream/turn_p.h"

namespace NodeHttp {

quint64 Connection::introduce(quint64 known)
{
    if (m_tapId != 0 || m_closedTold)
        return m_tapId;
    m_tapId = known != 0 ? known : Tap::nextId();
    if (known == 0) {
        TrafficConnection facts = tapFacts();
        facts.id = m_tapId;
        Tap::connectionOpened(facts);
    }
    return m_tapId;
}

void Connection::tapReady()
{
    introduce();
    TrafficConnection facts = tapFacts();
    facts.id = m_tapId;
    Tap::connectionReady(facts);
}

void Connection::tapRead(const char *data, qint64 size)
{
    m_bytesRead += size;
    m_parser.keepHeads(Tap::wants(TrafficObserver::RawHeads));
    if (m_tapId != 0 && Tap::wants(TrafficObserver::RawBytes))
        Tap::bytesRead(m_tapId, QByteArrayView(data, size));
}

void Connection::tapWritten(QByteArrayView bytes)
{
    const qint64 known = qMin<qint64>(m_known, bytes.size());
    m_known -= known;
    if (bytes.size() > known && m_tapId != 0 && Tap::wants(TrafficObserver::RawBytes))
        Tap::bytesWritten(m_tapId, bytes.sliced(known));
}

void Connection::tapClosed()
{
    if (m_tapId != 0 && Tap::isOpen())
        Tap::connectionClosed(m_tapId, endReason(), m_bytesRead, m_outbox.total());
    m_pastTapId = std::exchange(m_tapId, 0);
}

QString Connection::endReason() const
{
    if (m_givenUp)
        return QStringLiteral("upgraded");
    if (m_lost)
        return QStringLiteral("closed by the peer");
    return m_closing ? QStringLiteral("closed") : QStringLiteral("destroyed");
}

void Connection::reset()
{
    m_socket.resetWhenClosed();
    destroy();
}

void Connection::heldOver()
{
    if (std::exchange(m_lostWhileHeld, false))
        onDisconnected();
    else
        readingWanted();
}

} // namespace NodeHttp
