// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Every way a client's connection can end, and who is told what in which order (section 5.4 of the behaviour
// reference): first the request's error, then what becomes of its response, then the request's end, then the socket's.

#include "client/clientconnection_p.h"

#include "core/error_p.h"
#include "core/logging_p.h"
#include "message/incomingmessage_p.h"
#include "message/outgoingmessage_p.h"

namespace NodeHttp {

void ClientConnection::fail(const Error &error)
{
    if (!m_request || std::exchange(m_quiet, true))
        return;
    m_request->failed(error);
}

void ClientConnection::streamEnded(bool betweenMessages)
{
    Q_UNUSED(betweenMessages);
    m_why = "closed by the server";
    if (m_request && !m_responded)
        fail(Errors::socketHangUp()); // S5.39
    if (!isDestroyed())
        destroy(); // a response cut short is told when the socket closes (S5.41)
}

void ClientConnection::parseFailed(const Error &error)
{
    qCDebug(lcParser) << error;
    m_why = "malformed response";
    fail(error);
    destroy();
}

void ClientConnection::socketFailed(const Error &error)
{
    m_why = "reset by the server";
    if (m_received && m_request && m_request->isSent())
        return; // everything had come before
    fail(error);
}

void ClientConnection::destroyedWith(const Error &why)
{
    m_fault = why;
    postTick(TellFault);
}

void ClientConnection::idleTimedOut()
{
    if (!m_request) { // S6.33
        m_why = "idle timeout";
        m_gentle = true;
        return destroy();
    }
    m_request->timedOut();
    if (IncomingMessage *response = this->response()) { // S5.62
        if (auto *incoming = IncomingMessagePrivate::get(response); !incoming->finished)
            incoming->timeOut();
    }
}

// Nobody was told of this request's socket yet, so it is as good as unused.
void ClientConnection::letGo(bool reusable)
{
    m_request = nullptr;
    if (Exchange *exchange = std::exchange(m_exchange, nullptr))
        exchange->host = nullptr;
    --m_served;
    if (isClosing())
        return;
    if (m_owner)
        return m_owner->connectionFree(this, reusable);
    destroy();
}

void ClientConnection::applyOptions(std::optional<bool> noDelay, std::optional<bool> keepAlive, int delaySeconds)
{
    device().setOptions(noDelay, keepAlive, delaySeconds);
}

void ClientConnection::drop(const char *why)
{
    if (isDestroyed())
        return;
    m_why = why;
    m_gentle = !m_request;
    destroy();
    if (!m_request) { // nobody needs to be told first
        if (Owner *owner = std::exchange(m_owner, nullptr))
            owner->connectionGone(this, why);
    }
}

bool ClientConnection::isUsable() const
{
    return !isClosing() && !peerEnded() && (!m_ready || (canWrite() && !device().hasUnread()));
}

void ClientConnection::socketClosing()
{
    IncomingMessage *const response = this->response(); // it may outlive a request that was deleted
    if (response && !IncomingMessagePrivate::get(response)->finished)
        IncomingMessagePrivate::get(response)->abort();
    else if (m_request && !m_responded)
        fail(Errors::socketHangUp());
    if (Host *request = std::exchange(m_request, nullptr))
        request->over();
}

void ClientConnection::closeEvent()
{
    forgetHeld();
    if (m_fault)
        fail(m_fault);
    if (Owner *owner = std::exchange(m_owner, nullptr)) // S6.41: a replacement is on its way when the request hears of it
        owner->connectionGone(this, m_why);
    socketClosing();
    closeSocketNow(m_gentle);
    if (Exchange *exchange = std::exchange(m_exchange, nullptr)) {
        exchange->host = nullptr;
        if (exchange->incoming)
            IncomingMessagePrivate::get(exchange->incoming)->abortTail();
    }
    Loop::current()->bury(this);
}

void ClientConnection::exchangeOver(Exchange *exchange)
{
    if (m_exchange != exchange)
        return;
    m_exchange = nullptr;
    m_hold.reset();
}

// A message was deleted before its time. What it still had to receive or send is lost, so the connection is too.
void ClientConnection::exchangeBroken(Exchange *exchange)
{
    if (m_exchange != exchange)
        return;
    m_quiet = true;
    m_why = "message deleted";
    if (IncomingMessage *response = this->response()) { // complete, and nobody reads it: it would wait for ever
        if (auto *incoming = IncomingMessagePrivate::get(response); incoming->finished && !incoming->consumed)
            incoming->dump();
    }
    destroy();
}

void ClientConnection::abandon()
{
    m_owner = nullptr;
    m_hold.reset();
    if (Host *request = std::exchange(m_request, nullptr))
        request->abandoned();
    if (Exchange *exchange = std::exchange(m_exchange, nullptr))
        exchange->abandonMessages();
    endNow();
}

} // namespace NodeHttp
