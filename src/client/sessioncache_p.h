// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SESSIONCACHE_P_H
#define NODEHTTP_SESSIONCACHE_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qhash.h>
#include <QtCore/qstring.h>

namespace NodeHttp {

// TLS sessions for resumption, the last one of each name (S8.23). An agent's; its connections hold it weakly.
class SessionCache
{
public:
    explicit SessionCache(int capacity) : m_capacity(capacity) {} // 0: keeps nothing

    QByteArray ticket(const QString &name);            // null when there is none
    void store(const QString &name, const QByteArray &ticket); // beyond the capacity the one used longest ago goes
    void evict(const QString &name) { m_entries.remove(name); }
    qsizetype size() const { return m_entries.size(); }

private:
    struct Entry
    {
        QByteArray ticket;
        quint64 used;
    };

    QHash<QString, Entry> m_entries;
    quint64 m_uses = 0;
    int m_capacity;
};

} // namespace NodeHttp

#endif // NODEHTTP_SESSIONCACHE_P_H
