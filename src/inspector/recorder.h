// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_RECORDER_H
#define NODEHTTP_INSPECTOR_RECORDER_H

#include "inspector/exchangerecord.h"

#include <NodeHttp/TrafficObserver>

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>

#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace NodeHttp::Inspector {

/*
    Turns what the library tells into records. Callbacks come from any thread and are only written down; the records change
    in the thread of the recorder, once for everything that was written down until then. Row 0 is the oldest record.
*/
class TrafficRecorder : public QObject, private TrafficObserver
{
    Q_OBJECT
public:
    struct Limits
    {
        qsizetype records = 100000;   // above it the oldest that are over are dropped
        qsizetype events = 200;       // of each exchange
        BodyStore::Limits bodies;
    };

    explicit TrafficRecorder(QObject *parent = nullptr);
    explicit TrafficRecorder(const Limits &limits, QObject *parent = nullptr);
    ~TrafficRecorder() override;

    void start(int interests = Bodies | Events | Pressure | RawHeads);
    void stop();
    bool isRecording() const { return isObserving(); }

    // Chooses what is recorded and under which origin; called in the thread of the traffic. Default: all, Attached.
    struct Choice
    {
        bool recorded = true;
        Origin origin = Origin::Attached;
    };
    void setChooser(std::function<Choice(const TrafficExchange &)> chooser);
    // What goes through this Server or Agent is recorded under this origin, whatever the chooser says.
    void own(const QObject *owner, Origin origin);
    void disown(const QObject *owner);

    qsizetype count() const { return qsizetype(m_records.size()); }
    const ExchangeRecord &at(qsizetype row) const { return m_records[size_t(row)]; }
    qint64 wallTime(const ExchangeRecord &record) const; // when it began: nanoseconds since 1970
    qsizetype rowOf(quint64 number) const;         // -1: it is not there any more
    quint64 numberOf(quint64 exchange) const { return m_numbers.value(exchange); } // of the library's exchange; 0: none
    const BodyStore &bodies() const { return m_bodies; }
    BodyStore *bodyStore() { return &m_bodies; }
    qint64 dropped() const { return m_dropped; }   // records that the limit cost
    qsizetype rowCap() const { return m_limits.records; }
    void setRowCap(qsizetype records);             // Limits::records; takes effect at once

    // For the traffic of another process: what it told is told here, with numbers of its own. It is always recorded.
    TrafficObserver *observer() { return this; }
    static bool isForeign(quint64 exchange) { return exchange >> kForeignShift != 0; }
    static constexpr int kForeignShift = 40;
    void noteEvent(quint64 exchange, const EventRecord &event);

    quint64 add(ExchangeRecord record);            // an imported one; its bodies are in bodyStore(); its number
    void setTunnel(quint64 exchange, const QByteArray &answer, qint64 up, qint64 down); // by whoever carries it
    void clear();                                  // what is under way goes on; memory is given back a little at a time
    void drop(quint64 number);
    void settle();                                 // takes in what was written down, now

Q_SIGNALS:
    void recordsAdded(qsizetype first, qsizetype last);
    void recordsChanged(const QList<quint64> &numbers);
    void recordsRemoved(qsizetype first, qsizetype last); // before the rows go; of several runs the last one first
    void recordOver(quint64 number);               // nothing of it will change any more

private:
    using Change = std::function<void(TrafficRecorder *)>;
    struct Wire;                                   // what is known of a connection
    struct End                                     // one end of an exchange, as its connection sees it
    {
        QString from, to;
        int fromPort = 0, toPort = 0, position = 0;

        friend bool operator==(const End &a, const End &b) = default;
        friend size_t qHash(const End &end, size_t seed = 0)
        {
            return qHashMulti(seed, end.from, end.to, end.fromPort, end.toPort, end.position);
        }
    };

    void connectionOpened(qint64 time, const TrafficConnection &connection) override;
    void connectionReady(qint64 time, const TrafficConnection &connection) override;
    void certificateRefused(qint64 time, const TrafficConnection &connection) override;
    void connectionFailed(qint64 time, quint64 connection, const Error &error) override;
    void connectionClosed(qint64 time, quint64 connection, const QString &reason, qint64 read, qint64 written) override;
    void exchangeBegun(qint64 time, const TrafficExchange &exchange) override;
    void exchangeAssigned(qint64 time, const TrafficExchange &exchange) override;
    void requestHead(qint64 time, quint64 exchange, const TrafficHead &head) override;
    void informationHead(qint64 time, quint64 exchange, const TrafficHead &head) override;
    void responseHead(qint64 time, quint64 exchange, const TrafficHead &head) override;
    void requestBody(qint64 time, quint64 exchange, const QByteArray &piece) override;
    void responseBody(qint64 time, quint64 exchange, const QByteArray &piece) override;
    void requestEnded(qint64 time, quint64 exchange, const QByteArray &trailers) override;
    void responseEnded(qint64 time, quint64 exchange, const QByteArray &trailers) override;
    void exchangeUpgraded(qint64 time, quint64 exchange) override;
    void exchangeFailed(qint64 time, quint64 exchange, const Error &error) override;
    void exchangeEnded(qint64 time, quint64 exchange) override;
    void eventEmitted(const TrafficEvent &event) override;
    void pressureChanged(const TrafficPressure &pressure) override;

    void later(Change change);
    void change(quint64 exchange, std::function<void(ExchangeRecord &)> how);
    ExchangeRecord *find(quint64 exchange);
    quint64 append(ExchangeRecord &&record);
    void begin(qint64 time, const TrafficExchange &told, Origin origin);
    void assign(ExchangeRecord *record, qint64 time, const TrafficExchange &told);
    void putFacts(ExchangeRecord *record, const Wire &wire);
    void keep(quint64 connection, const std::shared_ptr<Wire> &wire);
    void end(quint64 exchange, qint64 time);
    void pair(ExchangeRecord *record);
    void fail(quint64 connection, qint64 time, const Error &error);
    static void putError(ExchangeRecord *record, const Error &error);
    Choice choose(const TrafficExchange &told) const;
    std::shared_ptr<Wire> wireFor(const TrafficConnection &connection) const;
    void leave(const ExchangeRecord &record);
    void removeRows(qsizetype first, qsizetype last);
    void freeSome();
    void trim();

    Limits m_limits;
    std::deque<ExchangeRecord> m_records;
    std::vector<std::deque<ExchangeRecord>> m_rubbish; // of rows that are gone: to take many apart takes long
    BodyStore m_bodies;
    QHash<quint64, quint64> m_numbers;             // of exchanges under way
    QHash<quint64, QList<quint64>> m_onConnection; // exchanges under way, in their order on it
    QHash<quint64, std::shared_ptr<Wire>> m_wires;
    QHash<End, quint64> m_ends;                    // exchanges that wait for their other end
    QList<quint64> m_changed;
    QHash<quint64, qint64> m_pausedSince, m_readerPausedSince;
    quint64 m_last = 0;
    qint64 m_dropped = 0;
    bool m_settling = false;
    bool m_freeing = false;
    qint64 m_clockOffset = 0;                      // nanoseconds since 1970 minus the steady clock's

    mutable std::mutex m_mutex;
    std::function<Choice(const TrafficExchange &)> m_chooser;
    QHash<const QObject *, Origin> m_owned;
    std::vector<Change> m_written;
    bool m_posted = false;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_RECORDER_H
