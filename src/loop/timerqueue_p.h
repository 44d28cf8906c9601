// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TIMERQUEUE_P_H
#define NODEHTTP_TIMERQUEUE_P_H

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qhash.h>

#include <memory>
#include <vector>

namespace NodeHttp {

// The timers of one thread, in a heap by the moment they are due. Starting, stopping and firing one costs O(log n).
class TimerQueue
{
public:
    using Nanoseconds = qint64; // of a clock that never goes back

    TimerQueue();
    ~TimerQueue();
    Q_DISABLE_COPY_MOVE(TimerQueue)

    void add(int id, qint64 interval, Qt::TimerType type, QObject *object); // milliseconds
    bool remove(int id);
    bool removeAll(QObject *object);
    QList<QAbstractEventDispatcher::TimerInfo> timersOf(QObject *object) const;
    int remaining(int id) const;             // milliseconds, rounded up; -1: unknown

    bool isEmpty() const { return m_heap.empty(); }
    int untilNext() const;                   // milliseconds, rounded up; -1: no timer waits
    int fire();                              // sends the events that are due; each timer once. How many.

private:
    struct Timer;

    static Nanoseconds now();
    static Nanoseconds rounded(const Timer &timer);
    void push(Timer *timer);
    void takeOut(Timer *timer);
    void rise(size_t index);
    void sink(size_t index);
    void place(size_t index, Timer *timer);
    bool isBefore(const Timer *a, const Timer *b) const;
    void forget(Timer *timer);

    QHash<int, Timer *> m_byId;
    QHash<const QObject *, Timer *> m_byObject; // the first of a chain
    std::vector<Timer *> m_heap;                // without those whose slot is running
    quint64 m_sequence = 0;
    Nanoseconds m_firedAt = 0;                  // when due timers were last looked for
};

} // namespace NodeHttp

#endif // NODEHTTP_TIMERQUEUE_P_H
