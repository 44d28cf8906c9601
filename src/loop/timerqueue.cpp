// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A binary heap in which every timer knows its place. A timer whose slot runs is not in it: an event loop nested in the
// slot neither fires it again nor wakes up for it, as with Qt's own loops.

#include "loop/timerqueue_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>

#include <ctime>
#include <limits>

namespace NodeHttp {

namespace {

constexpr qint64 kMillisecond = 1000000;
constexpr qint64 kSecond = 1000 * kMillisecond;
constexpr qint64 kVeryCoarse = 2000;          // ms; very coarse timers below are merely coarse: they would be off by a lot
constexpr qint64 kLongest = 36LL * 8766 * 3600 * 1000; // ms; more would overflow the clock
constexpr size_t kNowhere = std::numeric_limits<size_t>::max();

int inMilliseconds(qint64 nanoseconds)
{
    if (nanoseconds <= 0)
        return 0;
    return int(qMin<qint64>((nanoseconds + kMillisecond - 1) / kMillisecond, std::numeric_limits<int>::max()));
}

// The largest step of a fixed ladder that is at most 5 % of the interval. Fixed, because only then do timers of
// different intervals meet.
qint64 coarseStep(qint64 interval)
{
    qint64 step = 1;
    for (const qint64 candidate : {2, 5, 10, 25, 50, 100, 250, 500, 1000}) {
        if (candidate * 20 <= interval)
            step = candidate;
    }
    return step * kMillisecond;
}

} // namespace

struct TimerQueue::Timer
{
    int id;
    qint64 interval;                 // ms, as registered
    Qt::TimerType type;
    QObject *object;
    Nanoseconds ideal = 0;           // when it should fire
    Nanoseconds due = 0;             // when it shall: rounded by its type
    quint64 sequence = 0;            // among equals the older one is first
    size_t index = kNowhere;
    Timer *previous = nullptr;       // timers of the same object
    Timer *next = nullptr;
    bool *alive = nullptr;           // cleared when it is removed while its slot runs
};

TimerQueue::TimerQueue() = default;

TimerQueue::~TimerQueue()
{
    for (Timer *timer : std::as_const(m_byId))
        delete timer;
}

TimerQueue::Nanoseconds TimerQueue::now()
{
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * kSecond + time.tv_nsec;
}

TimerQueue::Nanoseconds TimerQueue::rounded(const Timer &timer)
{
    if (timer.type == Qt::PreciseTimer || timer.interval == 0)
        return timer.ideal;
    if (timer.type == Qt::VeryCoarseTimer && timer.interval >= kVeryCoarse)
        return (timer.ideal + kSecond / 2) / kSecond * kSecond;
    const qint64 step = coarseStep(timer.interval);
    return step == kMillisecond ? timer.ideal : (timer.ideal + step - 1) / step * step;
}

void TimerQueue::add(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    auto *timer = new Timer{id, qBound<qint64>(0, interval, kLongest), type, object};
    // Not before the round of firing that may be going on has passed: a slot that starts a zero timer does not keep it up.
    timer->ideal = qMax(now() + timer->interval * kMillisecond, m_firedAt + 1);
    timer->due = rounded(*timer);
    Timer *&first = m_byObject[object];
    timer->next = first;
    if (first)
        first->previous = timer;
    first = timer;
    m_byId.insert(id, timer);
    push(timer);
}

bool TimerQueue::remove(int id)
{
    Timer *timer = m_byId.value(id);
    if (!timer)
        return false;
    if (timer->previous)
        timer->previous->next = timer->next;
    else if (timer->next)
        m_byObject[timer->object] = timer->next;
    else
        m_byObject.remove(timer->object);
    if (timer->next)
        timer->next->previous = timer->previous;
    forget(timer);
    return true;
}

bool TimerQueue::removeAll(QObject *object)
{
    Timer *timer = m_byObject.take(object);
    if (!timer)
        return false;
    while (timer) {
        Timer *next = timer->next;
        forget(timer);
        timer = next;
    }
    return true;
}

void TimerQueue::forget(Timer *timer)
{
    m_byId.remove(timer->id);
    if (timer->index != kNowhere)
        takeOut(timer);
    if (timer->alive)
        *timer->alive = false;
    delete timer;
}

QList<QAbstractEventDispatcher::TimerInfo> TimerQueue::timersOf(QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> list;
    for (const Timer *timer = m_byObject.value(object); timer; timer = timer->next)
        list.append({timer->id, int(qMin<qint64>(timer->interval, std::numeric_limits<int>::max())), timer->type});
    return list;
}

int TimerQueue::remaining(int id) const
{
    const Timer *timer = m_byId.value(id);
    return timer ? inMilliseconds(timer->due - now()) : -1;
}

int TimerQueue::untilNext() const
{
    return m_heap.empty() ? -1 : inMilliseconds(m_heap.front()->due - now());
}

int TimerQueue::fire()
{
    if (m_heap.empty())
        return 0;
    const Nanoseconds time = now();
    m_firedAt = time;
    int fired = 0;
    while (!m_heap.empty() && m_heap.front()->due <= time) {
        Timer *timer = m_heap.front();
        takeOut(timer);
        timer->ideal += timer->interval * kMillisecond;
        if (timer->ideal <= time) // late by more than its interval: what was missed is not made up for
            timer->ideal = time + qMax<qint64>(1, timer->interval * kMillisecond);
        timer->due = rounded(*timer);
        if (timer->due <= time) // rounded down
            timer->due = timer->ideal;
        bool alive = true;
        timer->alive = &alive;
        QTimerEvent event(timer->id);
        QCoreApplication::sendEvent(timer->object, &event);
        ++fired;
        if (!alive)
            continue;
        timer->alive = nullptr;
        push(timer);
    }
    return fired;
}

// --- the heap ---

bool TimerQueue::isBefore(const Timer *a, const Timer *b) const
{
    return a->due != b->due ? a->due < b->due : a->sequence < b->sequence;
}

void TimerQueue::place(size_t index, Timer *timer)
{
    m_heap[index] = timer;
    timer->index = index;
}

void TimerQueue::push(Timer *timer)
{
    timer->sequence = ++m_sequence;
    m_heap.push_back(timer);
    timer->index = m_heap.size() - 1;
    rise(timer->index);
}

void TimerQueue::takeOut(Timer *timer)
{
    const size_t index = timer->index;
    timer->index = kNowhere;
    Timer *last = m_heap.back();
    m_heap.pop_back();
    if (last == timer)
        return;
    place(index, last);
    sink(index);
    rise(last->index);
}

void TimerQueue::rise(size_t index)
{
    Timer *timer = m_heap[index];
    while (index > 0) {
        const size_t parent = (index - 1) / 2;
        if (!isBefore(timer, m_heap[parent]))
            break;
        place(index, m_heap[parent]);
        index = parent;
    }
    place(index, timer);
}

void TimerQueue::sink(size_t index)
{
    Timer *timer = m_heap[index];
    while (true) {
        size_t child = 2 * index + 1;
        if (child >= m_heap.size())
            break;
        if (child + 1 < m_heap.size() && isBefore(m_heap[child + 1], m_heap[child]))
            ++child;
        if (!isBefore(m_heap[child], timer))
            break;
        place(index, m_heap[child]);
        index = child;
    }
    place(index, timer);
}

} // namespace NodeHttp
