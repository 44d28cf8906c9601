// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What observers are told of a server's connection, and requests that wait for their decision. Requests keep their
// order: those that come behind one that is held are dispatched after it.

#include "server/serverconnection_p.h"

#include "message/incomingmessage_p.h"

#include <NodeHttp/outgoingmessage.h>

namespace NodeHttp {

TrafficConnection ServerConnection::tapFacts() const
{
    TrafficConnection facts = Tap::describe(socket());
    facts.side = TrafficSide::Server;
    facts.owner = m_host ? m_host->tapOwner() : nullptr;
    return facts;
}

void ServerConnection::tapRequest(Exchange *exchange)
{
    if (tapId() == 0)
        tapReady();
    const auto *incoming = IncomingMessagePrivate::get(exchange->incoming);
    TrafficExchange told;
    told.id = exchange->tapId = Tap::nextId();
    told.side = TrafficSide::Server;
    told.connection = tapId();
    told.position = m_heads;
    told.method = incoming->head.method;
    told.target = incoming->head.url;
    told.scheme = device().isEncrypted() ? QStringLiteral("https") : QStringLiteral("http");
    told.authority = QString::fromLatin1(incoming->head.headers.first("host"));
    told.owner = m_host ? m_host->tapOwner() : nullptr;
    told.request = exchange->incoming;
    told.response = exchange->outgoing;
    Tap::exchangeBegun(told);
    Tap::head(exchange->tapId, Tap::headOf(incoming->head, parser().rawHead()));
}

bool ServerConnection::waitsToDispatch(Exchange *exchange)
{
    if (m_undispatched.empty() && !(Tap::wants(TrafficObserver::Holding) && holdsRequest(exchange)))
        return false;
    m_undispatched.push_back(exchange);
    return true;
}

bool ServerConnection::holdsRequest(Exchange *exchange)
{
    if (exchange->tapId == 0)
        return false;
    const TrafficHead head = Tap::headOf(IncomingMessagePrivate::get(exchange->incoming)->head, {});
    m_hold = Hold::ask(exchange->tapId, TrafficSide::Server, HeldExchange::Point::RequestHead, head,
                       [this](Hold::Verb verb, const TrafficHead *edited) { requestDecided(verb, edited); });
    return bool(m_hold);
}

void ServerConnection::requestDecided(Hold::Verb verb, const TrafficHead *edited)
{
    m_hold.reset();
    if (verb == Hold::Verb::Abort)
        return destroy();
    if (verb == Hold::Verb::Reset)
        return reset();
    if (edited && !m_undispatched.empty())
        Tap::apply(*edited, &IncomingMessagePrivate::get(m_undispatched.front()->incoming)->head);
    bool decided = true;
    while (m_host && !m_refused && !isClosing() && !m_undispatched.empty()) {
        Exchange *const next = m_undispatched.front();
        if (!std::exchange(decided, false) && Tap::wants(TrafficObserver::Holding) && holdsRequest(next))
            return;
        m_undispatched.pop_front();
        m_host->dispatch(this, next);
    }
    m_undispatched.clear();
    heldOver();
}

} // namespace NodeHttp
