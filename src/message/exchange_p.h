// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_EXCHANGE_P_H
#define NODEHTTP_EXCHANGE_P_H

#include "stream/tap_p.h"
#include "stream/tick_p.h"

namespace NodeHttp {

class Exchange;
class IncomingMessage;
class OutgoingMessage;

// What an exchange tells the connection it runs on.
class ExchangeHost
{
public:
    virtual void messageEnded(Exchange *exchange) = 0;  // the outgoing half was handed over to its last byte
    virtual void messageSent(Exchange *exchange) = 0;   // the system took that byte; comes before finished()
    virtual void incomingEnded(Exchange *exchange) { Q_UNUSED(exchange); } // just before ended()
    virtual void exchangeOver(Exchange *exchange) = 0;  // both halves closed: the exchange is about to be deleted
    virtual void exchangeBroken(Exchange *exchange) = 0; // a half was deleted by its user before it was done

protected:
    ~ExchangeHost() = default;
};

// The pair that belongs together. It alone decides when both may be deleted: after each has closed, or can no longer.
class Exchange : public Mortal
{
public:
    Exchange(ExchangeHost *host, IncomingMessage *incoming, OutgoingMessage *outgoing);
    ~Exchange() override;

    ExchangeHost *host = nullptr;        // null once the connection is gone
    IncomingMessage *incoming = nullptr; // null once deleted, and on a client before the response comes
    OutgoingMessage *outgoing = nullptr; // null once deleted, and on an upgrade
    bool sent = false;                   // messageSent() was called
    quint64 tapId = 0;                   // its number for observers; 0: nobody was told of it

    void setIncoming(IncomingMessage *message); // on a client: the response came
    void incomingClosed();
    void outgoingClosed();
    void incomingDeleted();              // by its user
    void outgoingDeleted();
    void abandon();                      // the connection goes without a word; the messages go with it
    void abandonMessages();              // the same while the messages still know the connection
    bool isIncomingClosed() const { return m_incomingClosed; }
    bool isOutgoingClosed() const { return m_outgoingClosed; }

private:
    void settle();
    void tapEnded();

    bool m_incomingClosed = false;
    bool m_outgoingClosed = false;
    bool m_over = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_EXCHANGE_P_H
