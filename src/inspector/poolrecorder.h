// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_POOLRECORDER_H
#define NODEHTTP_INSPECTOR_POOLRECORDER_H

#include <NodeHttp/TrafficObserver>

#include <QtCore/qhash.h>
#include <QtCore/qmap.h>
#include <QtCore/qobject.h>

#include <mutex>
#include <vector>

namespace NodeHttp::Inspector {

// A connection of an Agent. Times are nanoseconds of TrafficObserver::now().
struct PoolSocket
{
    enum class State : quint8 { Busy, Idle, Removed };

    quint64 connection = 0;
    quint64 exchange = 0;    // the last one it carried
    State state = State::Busy;
    qint64 opened = 0;       // or first seen
    qint64 since = 0;        // it is in this state
    qint64 idleTimeout = 0;  // milliseconds an idle one is kept by its agent or the server; 0: nobody said
    int uses = 0;            // requests it was given
    QString reason;          // of its removal
    QString address;         // of the peer, once it is known

    qint64 age(qint64 now) const { return (state == State::Removed ? since : now) - opened; }
    qint64 left(qint64 now) const; // milliseconds until it is dropped; -1: nobody knows
};

// The connections of one Agent under one name.
struct PoolGroup
{
    int agent = 0;           // a number for the Agent
    QString agentName;       // its objectName(), or "Agent 1"
    QString name;            // Agent::getName()
    int busy = 0, idle = 0, waiting = 0; // now
    int mostWaiting = 0;
    int opened = 0, reused = 0, queued = 0, removed = 0; // so far; a connection passed on to a waiting request is reused
    QMap<QString, int> reasons;  // of removals, and how often
    QList<PoolSocket> sockets;   // those that are open, then a few that are gone, the newest first
};

/*
    Writes down what happens in the pools of all Agents. As with TrafficRecorder, callbacks come from any thread, and what
    can be read changes in the thread of this object only. Connections that were there before it began are seen when
    something happens to them.
*/
class PoolRecorder : public QObject, private TrafficObserver
{
    Q_OBJECT
public:
    explicit PoolRecorder(QObject *parent = nullptr);
    ~PoolRecorder() override;

    void start();
    void stop();
    bool isRecording() const { return isObserving(); }
    void clear();                                  // forgets what is gone, and counts anew

    const QList<PoolGroup> &groups() const { return m_groups; } // in the order in which they appeared
    TrafficObserver *observer() { return this; }   // for events of another process
    static qint64 clock() { return now(); }

    static constexpr qsizetype kGone = 20;         // removed connections that a group remembers

Q_SIGNALS:
    void changed();                                // something did, once for all that happened until then

private:
    struct Told
    {
        TrafficPool pool;
        QString agentName;
        int agent = 0;
    };

    void poolChanged(const TrafficPool &pool) override;
    void connectionReady(qint64 time, const TrafficConnection &connection) override;
    void connectionClosed(qint64 time, quint64 connection, const QString &reason, qint64 read, qint64 written) override;
    void post();
    void settle();
    void take(const Told &told);
    PoolGroup *groupFor(const Told &told);
    void takeEnd(quint64 connection, qint64 time, const QString &reason);
    static PoolSocket *socketFor(PoolGroup *group, const TrafficPool &pool);
    static void remove(PoolGroup *group, PoolSocket *socket, const QString &reason);
    static void tidy(PoolGroup *group);

    QList<PoolGroup> m_groups;
    std::mutex m_mutex;
    QHash<const QObject *, int> m_agents;          // their numbers
    std::vector<Told> m_written;
    struct End
    {
        quint64 connection;
        qint64 time;
        QString reason;
    };
    std::vector<std::pair<quint64, QString>> m_ready;
    std::vector<End> m_ends;
    bool m_posted = false;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_POOLRECORDER_H
