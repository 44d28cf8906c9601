// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What observers are told of a message to send, and the head that waits for their decision. While it waits, everything
// behind it queues up in the message, whether or not it is its turn to write.

#include "message/exchange_p.h"
#include "message/outgoingmessage_p.h"
#include "stream/connection_p.h"

namespace NodeHttp {

quint64 OutgoingMessagePrivate::tapId() const
{
    return exchange ? exchange->tapId : 0;
}

void OutgoingMessagePrivate::tapEvent(const char *event)
{
    Tap::event(q, event, connection ? connection->tapId() : 0, tapId());
}

void OutgoingMessagePrivate::tapFailed(const Error &why) const
{
    if (Tap::isOpen() && tapId() != 0)
        Tap::exchangeFailed(tapId(), why);
}

void OutgoingMessagePrivate::tapBody(const QByteArray &chunk)
{
    if (tapId() != 0 && Tap::wants(TrafficObserver::Bodies))
        Tap::body(tapId(), side() == TrafficSide::Client, chunk);
}

void OutgoingMessagePrivate::tapPressure()
{
    if (tapId() == 0 || !Tap::wants(TrafficObserver::Pressure))
        return;
    TrafficPressure pressure;
    pressure.connection = connection ? connection->tapId() : 0;
    pressure.exchange = tapId();
    pressure.highWaterMark = highWaterMark;
    pressure.inSocket = connection ? connection->pendingInSocket() : 0;
    pressure.writableLength = queued + (connection ? connection->pendingOutput() : 0);
    pressure.needsDrain = needDrain;
    Tap::pressure(std::move(pressure));
}

void OutgoingMessagePrivate::tapHead()
{
    if (tapId() == 0)
        return;
    const TrafficHead told = TrafficHead::fromBytes(head);
    Tap::head(tapId(), told);
    if (!Tap::wants(TrafficObserver::Holding) || told.statusCode == 101)
        return;
    const auto point = side() == TrafficSide::Client ? HeldExchange::Point::RequestHead : HeldExchange::Point::ResponseHead;
    m_hold = Hold::ask(tapId(), side(), point, told, [this](Hold::Verb verb, const TrafficHead *edited) {
        headDecided(verb, edited);
    });
    if (!m_hold)
        return;
    m_heldAt = queue.size();
    queue.append(head);
    queued += head.size();
    m_put += head.size();
}

void OutgoingMessagePrivate::headDecided(Hold::Verb verb, const TrafficHead *edited)
{
    m_hold.reset();
    if (verb == Hold::Verb::Reset && connection)
        return connection->reset();
    if (verb != Hold::Verb::Resume)
        return destroy({});
    if (edited) {
        QByteArray &waiting = queue[m_heldAt];
        const QByteArray bytes = edited->toByteArray();
        const qint64 growth = bytes.size() - waiting.size();
        waiting = bytes;
        queued += growth;
        m_growth += growth;
        m_base += growth;
    }
    m_heldAt = -1;
    if (!connection || corked > 0)
        return; // its turn to write has not come
    releaseQueue();
    if (!m_writeCallbacks.empty())
        postTick(WriteDone);
    if (ended)
        connection->promise();
    if (ended && exchange && exchange->host)
        exchange->host->messageEnded(exchange);
    if (finishing)
        postTick(Finish);
}

} // namespace NodeHttp
