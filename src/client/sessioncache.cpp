// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Tickets by name. Looking for the oldest walks over all of them, which costs nothing beside the handshake before it.

#include "client/sessioncache_p.h"

#include <algorithm>

namespace NodeHttp {

QByteArray SessionCache::ticket(const QString &name)
{
    const auto found = m_entries.find(name);
    if (found == m_entries.end())
        return {};
    found->used = ++m_uses;
    return found->ticket;
}

void SessionCache::store(const QString &name, const QByteArray &ticket)
{
    if (m_capacity <= 0 || ticket.isEmpty())
        return;
    m_entries.insert(name, {ticket, ++m_uses});
    if (m_entries.size() > m_capacity) {
        m_entries.erase(std::min_element(m_entries.cbegin(), m_entries.cend(),
                                         [](const Entry &a, const Entry &b) { return a.used < b.used; }));
    }
}

} // namespace NodeHttp
