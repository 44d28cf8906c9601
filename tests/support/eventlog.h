// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef EVENTLOG_H
#define EVENTLOG_H

#include <NodeHttp/Http>

#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>

// Writes signals down as the Node events they stand for, in the order they came: "request > res.finish > req.end".
// Watching must not change what happens, so signals whose receivers select a behaviour are opt-in.
class EventLog : public QObject
{
    Q_OBJECT
public:
    // Sockets: those of a ClientRequest. Responses: receives them, as "res", with the other extras.
    enum Extra { Neutral = 0, Data = 1, Errors = 2, Timeouts = 4, State = 8, Sockets = 16, Responses = 32 };

    explicit EventLog(NodeHttp::Server *server = nullptr);

    void watch(NodeHttp::IncomingMessage *message, const QString &name, int extras = Neutral);
    void watch(NodeHttp::OutgoingMessage *message, const QString &name, int extras = Neutral);
    void watch(NodeHttp::ClientRequest *request, const QString &name = QStringLiteral("req"), int extras = Neutral);
    void watchSocket(QIODevice *socket, const QString &name = QStringLiteral("sock"));
    // The same for a socket that is still connecting: also "connect", and "close" if it never does.
    void watchClientSocket(QIODevice *socket, const QString &name = QStringLiteral("sock"));
    void note(const QString &event) { m_events.append(event); }
    void clear() { m_events.clear(); }

    QString text() const { return m_events.join(QStringLiteral(" > ")); }
    bool contains(const QString &event) const { return m_events.contains(event); }

private:
    QStringList m_events;
};

#endif // EVENTLOG_H
