// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "invariants.h"

#include <algorithm>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

Invariants::Invariants(Server *server)
{
    connect(server, &Server::requestReceived, this, [this](IncomingMessage *request, ServerResponse *response) {
        watch(request);
        watch(response);
    });
}

Invariants::Seen *Invariants::add(const QString &name)
{
    m_seen.push_back(std::make_unique<Seen>());
    m_seen.back()->name = name + QString::number((m_seen.size() + 1) / 2);
    return m_seen.back().get();
}

void Invariants::once(Seen *seen, bool *flag, const char *event)
{
    if (*flag)
        m_violations.append(seen->name + u" twice: "_s + QLatin1String(event)); // S12.1
    if (seen->closed)
        m_violations.append(seen->name + u" after close: "_s + QLatin1String(event)); // S12.1
    *flag = true;
}

void Invariants::watch(IncomingMessage *message)
{
    Seen *seen = add(u"request"_s);
    connect(message, &IncomingMessage::ended, this, [this, seen, message] {
        once(seen, &seen->ended, "end");
        if (!message->isComplete()) // S12.3
            m_violations.append(seen->name + u" ended without being complete"_s);
        if (seen->aborted) // S12.3
            m_violations.append(seen->name + u" ended after aborted"_s);
    });
    connect(message, &IncomingMessage::aborted, this, [this, seen] {
        once(seen, &seen->aborted, "aborted");
        if (seen->ended) // S12.3
            m_violations.append(seen->name + u" aborted after end"_s);
    });
    connect(message, &IncomingMessage::closed, this, [this, seen] { once(seen, &seen->closed, "close"); });
}

void Invariants::watch(OutgoingMessage *message)
{
    Seen *seen = add(u"response"_s);
    seen->prefinished = message->isWritableEnded(); // a receiver before us was quick
    const auto head = [this, seen, message] { // S12.8
        if (seen->headSent && !message->headersSent())
            m_violations.append(seen->name + u" took its head back"_s);
        seen->headSent = message->headersSent();
    };
    connect(message, &OutgoingMessage::prefinished, this, [seen, head] {
        head();
        seen->prefinished = true; // may come after close (S1.131)
    });
    connect(message, &OutgoingMessage::finished, this, [this, seen, head, message] {
        head();
        once(seen, &seen->finished, "finish");
        if (!seen->prefinished || !message->isWritableFinished()) // S12.5
            m_violations.append(seen->name + u" finished without prefinish or writableFinished"_s);
    });
    connect(message, &OutgoingMessage::closed, this, [this, seen, head] {
        head();
        once(seen, &seen->closed, "close");
    });
}

int Invariants::open() const
{
    return int(std::count_if(m_seen.begin(), m_seen.end(), [](const auto &seen) { return !seen->closed; }));
}

QString Invariants::violations() const
{
    return m_violations.join(u"; "_s);
}

QString Invariants::violationsAtEnd() const
{
    QStringList all = m_violations;
    for (const auto &seen : m_seen) {
        if (!seen->closed) // S12.4, and closed() is how a user learns that a pointer ends
            all.append(seen->name + u" never closed"_s);
    }
    return all.join(u"; "_s);
}
