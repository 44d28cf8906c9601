// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef INVARIANTS_H
#define INVARIANTS_H

#include <NodeHttp/Server>

#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>

#include <memory>
#include <vector>

// Watches messages for what holds in every scenario (S12.1, S12.3, S12.4, S12.5, S12.8) and lists what did not.
class Invariants : public QObject
{
    Q_OBJECT
public:
    Invariants() = default;
    explicit Invariants(NodeHttp::Server *server);

    void watch(NodeHttp::IncomingMessage *message);
    void watch(NodeHttp::OutgoingMessage *message);

    int watched() const { return int(m_seen.size()); }
    int open() const;                  // messages that have not closed yet
    QString violations() const;        // empty: everything held so far
    QString violationsAtEnd() const;   // the same, and what must have come by now did come

private:
    struct Seen
    {
        QString name;
        bool ended = false, aborted = false, prefinished = false, finished = false, closed = false, headSent = false;
    };

    Seen *add(const QString &name);
    void once(Seen *seen, bool *flag, const char *event);

    std::vector<std::unique_ptr<Seen>> m_seen;
    QStringList m_violations;
};

#endif // INVARIANTS_H
