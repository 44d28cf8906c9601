// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Upgrade and CONNECT: the connection stops being HTTP and its socket gets a new owner.

#include "server/serverconnection_p.h"

#include "message/incomingmessage_p.h"

namespace NodeHttp {

ParserSink::Verdict ServerConnection::beginUpgrade(Exchange *exchange)
{
    IncomingMessagePrivate::get(exchange->incoming)->upgrade = true; // S3.98
    m_exchanges.push_back(exchange);
    if (Tap::isOpen())
        tapRequest(exchange);
    m_receiving = exchange; // its message still has to be completed
    m_upgrade = exchange;
    return Verdict::Upgrade;
}

void ServerConnection::upgraded(const QByteArray &rest)
{
    m_upgradeHead = rest;
    if (!firstUnsent())
        handOver();
    // Else answers to earlier requests are owed. Node hands the socket over at once, and both write (S3.100).
    // Here the new owner gets it when it is free.
}

void ServerConnection::handOver()
{
    Exchange *const exchange = std::exchange(m_upgrade, nullptr);
    QIODevice *const socket = this->socket();
    if (!exchange || !exchange->incoming || !socket || isDestroyed())
        return;
    IncomingMessage *const request = exchange->incoming;
    const QByteArray head = m_upgradeHead + socket->readAll(); // S3.96
    for (Exchange *every : std::exchange(m_exchanges, {})) {
        every->host = nullptr;
        if (every != exchange && every->incoming) // answered, and not read to its end
            letOutlive(every->incoming);
    }
    if (exchange->tapId != 0 && Tap::isOpen())
        Tap::exchangeUpgraded(exchange->tapId);
    IncomingMessagePrivate::get(request)->detach();
    giveUpSocket();
    socket->setParent(nullptr);
    // The request has no answer that would end it, so it lives as long as its socket.
    connect(socket, &QObject::destroyed, request, [request] {
        if (auto *incoming = IncomingMessagePrivate::get(request); !incoming->destroyed)
            incoming->dump();
    });
    if (m_host)
        m_host->handOver(request, socket, head);
}

} // namespace NodeHttp
