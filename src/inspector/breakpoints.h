// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_BREAKPOINTS_H
#define NODEHTTP_INSPECTOR_BREAKPOINTS_H

#include "inspector/filter.h"

#include <NodeHttp/FaultInjector>

#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>

#include <memory>

namespace NodeHttp::Inspector {

// Where exchanges are stopped, and what is done with them then.
struct Breakpoint
{
    enum class Action : quint8 { Hold, Delay, Abort, Reset };

    bool enabled = true;
    QString filter;              // in the filter language; what has not come yet (bodies, times, sizes) is empty
    bool atRequest = true, atResponse = false;
    bool atServer = true, atClient = false;
    Action action = Action::Hold;
    std::chrono::milliseconds delay{1000};
    int every = 1;               // each n-th exchange that fits
    int times = 0;               // so often, then never again; 0: always

    friend bool operator==(const Breakpoint &, const Breakpoint &) = default;
};

// An exchange that waits for a person.
struct HeldRecord
{
    quint64 id = 0;              // 1, 2, 3…
    HeldExchange held;
    quint64 exchange = 0;        // the library's number of it
    QByteArray method;           // of the request, at a response too
    QString url;
    TrafficSide side = TrafficSide::Server;
    HeldExchange::Point point = HeldExchange::Point::RequestHead;
    QByteArray head;             // as it is, start line included
    qint64 since = 0;            // nanoseconds of TrafficObserver::now()
};

// Holds exchanges of the process where a person wants to look at them, or does to them what a rule says.
class Breakpoints : public QObject
{
    Q_OBJECT
public:
    explicit Breakpoints(QObject *parent = nullptr);
    ~Breakpoints() override;                       // what is held goes on

    bool isActive() const { return m_active; }     // the switch for all of them; on by default
    void setActive(bool on);                       // off: what is held goes on

    qsizetype count() const { return m_rules.size(); }
    const Breakpoint &at(qsizetype row) const { return m_rules.at(row).what; }
    void add(const Breakpoint &breakpoint);
    void set(qsizetype row, const Breakpoint &breakpoint); // counts anew
    void remove(qsizetype row);
    QString problem(qsizetype row) const { return m_rules.at(row).problem; } // of its filter; it does nothing then
    int hits(qsizetype row) const;                 // how often it acted

    const QList<HeldRecord> &held() const { return m_held; } // the longest first
    const HeldRecord *find(quint64 id) const;
    // Verbs; false: nothing of that number waits any more, or what was edited is no head.
    bool resume(quint64 id);
    bool resume(quint64 id, const QByteArray &editedHead); // any line ends
    bool resumeAfter(quint64 id, std::chrono::milliseconds delay);
    bool abort(quint64 id);
    bool reset(quint64 id);
    void resumeAll();

Q_SIGNALS:
    void changed();                                // breakpoints or their hits
    void heldChanged();
    void heldAdded(quint64 id);

private:
    struct Rule
    {
        Breakpoint what;
        QString problem;
        QList<int> numbers;                        // of the injector's rules
    };
    void apply();
    QList<int> install(const Breakpoint &breakpoint, const Filter &filter);
    bool keep(HeldExchange held, const TrafficExchange &exchange, const TrafficHead &request);
    template <typename Verb> bool decide(quint64 id, Verb verb);
    void forgetOver();

    std::unique_ptr<FaultInjector> m_faults;
    QList<Rule> m_rules;
    QList<HeldRecord> m_held;
    QTimer m_watch;                                // for those that end while they are held
    quint64 m_last = 0;
    bool m_active = true;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_BREAKPOINTS_H
