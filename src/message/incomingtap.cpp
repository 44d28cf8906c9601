// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What observers are told of a received message.

#include "message/exchange_p.h"
#include "message/incomingmessage_p.h"
#include "stream/connection_p.h"

namespace NodeHttp {

void IncomingMessagePrivate::tapEvent(const char *event)
{
    Tap::event(q, event, connection ? connection->tapId() : 0, exchange ? exchange->tapId : 0);
}

void IncomingMessagePrivate::tapFailed(const Error &why)
{
    if (exchange && exchange->tapId != 0 && Tap::isOpen())
        Tap::exchangeFailed(exchange->tapId, why);
}

void IncomingMessagePrivate::tapPressure()
{
    if (!exchange || exchange->tapId == 0 || !Tap::wants(TrafficObserver::Pressure))
        return;
    TrafficPressure pressure;
    pressure.connection = connection ? connection->tapId() : 0;
    pressure.exchange = exchange->tapId;
    pressure.highWaterMark = highWaterMark;
    pressure.readableLength = buffer.size();
    pressure.isPaused = flow == Flow::Paused;
    Tap::pressure(std::move(pressure));
}

} // namespace NodeHttp
