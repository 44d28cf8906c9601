// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What observers are told of a client's connection, and responses that wait for their decision.

#include "client/clientconnection_p.h"

#include "core/error_p.h"
#include "message/incomingmessage_p.h"

namespace NodeHttp {

TrafficConnection ClientConnection::tapFacts() const
{
    TrafficConnection facts = Tap::describe(socket());
    facts.side = TrafficSide::Client;
    facts.owner = m_owner ? m_owner->tapOwner() : nullptr;
    facts.lookedUp = m_times.lookedUp;
    facts.connected = m_times.connected;
    facts.secured = m_times.secured;
    return facts;
}

// A connection that was there before anybody observed is told of with the first exchange.
void ClientConnection::tapAssigned(TrafficExchange *told)
{
    if (tapId() == 0) {
        introduce();
        if (m_ready)
            tapReady();
    }
    told->connection = tapId();
    told->position = m_served;
    told->reused = m_served > 1;
}

void ClientConnection::tapRefused()
{
    if (const Connector *connector = Connector::of(socket()))
        m_times = connector->times();
    TrafficConnection facts = tapFacts();
    facts.id = tapId();
    Tap::certificateRefused(facts);
}

void ClientConnection::tapResponse()
{
    const auto *incoming = IncomingMessagePrivate::get(response());
    Tap::head(m_exchange->tapId, Tap::headOf(incoming->head, parser().rawHead()));
}

bool ClientConnection::holdsResponse()
{
    if (m_exchange->tapId == 0 || !Tap::wants(TrafficObserver::Holding))
        return false;
    const TrafficHead head = Tap::headOf(IncomingMessagePrivate::get(response())->head, {});
    m_hold = Hold::ask(m_exchange->tapId, TrafficSide::Client, HeldExchange::Point::ResponseHead, head,
                       [this](Hold::Verb verb, const TrafficHead *edited) { responseDecided(verb, edited); });
    return bool(m_hold);
}

void ClientConnection::responseDecided(Hold::Verb verb, const TrafficHead *edited)
{
    if (verb != Hold::Verb::Resume) {
        forgetHeld();
        m_why = "ended by an observer";
        fail(Errors::socketHangUp());
        return verb == Hold::Verb::Reset ? reset() : destroy();
    }
    m_hold.reset();
    if (IncomingMessage *waiting = m_request ? response() : nullptr) {
        if (edited)
            Tap::apply(*edited, &IncomingMessagePrivate::get(waiting)->head);
        showResponse();
    }
    heldOver();
}

// Nobody ever saw the response, so nobody would read it to its end.
void ClientConnection::forgetHeld()
{
    if (!std::exchange(m_hold, nullptr))
        return;
    if (IncomingMessage *unseen = response())
        IncomingMessagePrivate::get(unseen)->dump();
}

void ClientConnection::showResponse()
{
    IncomingMessage *const shown = response();
    if (!m_request->responded(shown) && response())
        IncomingMessagePrivate::get(shown)->dump();
}

} // namespace NodeHttp
