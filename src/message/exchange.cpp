// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Lifetime of a request and its answer: they are deleted together, because the slot that answers still wants the url.

#include "message/exchange_p.h"

#include "message/incomingmessage_p.h"
#include "message/outgoingmessage_p.h"

#include <utility>

namespace NodeHttp {

Exchange::Exchange(ExchangeHost *host, IncomingMessage *incoming, OutgoingMessage *outgoing)
    : host(host), outgoing(outgoing), m_incomingClosed(!incoming), m_outgoingClosed(!outgoing)
{
    if (incoming)
        setIncoming(incoming);
    if (outgoing)
        OutgoingMessagePrivate::get(outgoing)->exchange = this;
}

void Exchange::setIncoming(IncomingMessage *message)
{
    incoming = message;
    m_incomingClosed = false;
    IncomingMessagePrivate::get(message)->exchange = this;
}

Exchange::~Exchange()
{
    if (outgoing) {
        OutgoingMessagePrivate::get(outgoing)->leaveExchange();
        if (outgoing->deletesOnClose())
            delete outgoing;
    }
    if (incoming) {
        IncomingMessagePrivate::get(incoming)->leaveExchange();
        if (incoming->deletesOnClose())
            delete incoming;
    }
}

void Exchange::incomingClosed()
{
    m_incomingClosed = true;
    settle();
}

void Exchange::outgoingClosed()
{
    m_outgoingClosed = true;
    settle();
}

void Exchange::incomingDeleted()
{
    incoming = nullptr;
    const bool early = !m_incomingClosed;
    m_incomingClosed = true;
    if (early && host)
        host->exchangeBroken(this);
    settle();
}

void Exchange::outgoingDeleted()
{
    outgoing = nullptr;
    const bool early = !m_outgoingClosed;
    m_outgoingClosed = true;
    if (early && host)
        host->exchangeBroken(this);
    settle();
}

void Exchange::abandon()
{
    host = nullptr;
    if (std::exchange(m_over, true))
        return;
    tapEnded();
    Loop::current()->bury(this);
}

void Exchange::tapEnded()
{
    if (tapId != 0 && Tap::isOpen())
        Tap::exchangeEnded(tapId);
}

void Exchange::abandonMessages()
{
    if (incoming) {
        incoming->blockSignals(true);
        IncomingMessagePrivate::get(incoming)->detach();
    }
    if (outgoing) {
        outgoing->blockSignals(true);
        OutgoingMessagePrivate::get(outgoing)->connectionLost();
    }
    abandon();
}

void Exchange::settle()
{
    if (m_over || !m_incomingClosed || !m_outgoingClosed)
        return;
    m_over = true;
    if (host)
        host->exchangeOver(this);
    host = nullptr;
    tapEnded();
    Loop::current()->bury(this);
}

} // namespace NodeHttp
