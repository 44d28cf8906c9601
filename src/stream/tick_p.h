// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TICK_P_H
#define NODEHTTP_TICK_P_H

#include <QtCore/qbasictimer.h>
#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>

#include <deque>
#include <vector>

namespace NodeHttp {

class Deadline;
class ReadBuffer;
class Turn;

// Something that asks to be called on a tick: after the running call from the event loop, before the next one.
class Ticker
{
public:
    Ticker() = default;
    Q_DISABLE_COPY_MOVE(Ticker)

    void postTick(int what);  // FIFO among all ticks of the thread (section 0.2)
    void postLater(int what); // when no tick is left: where Node runs its close callbacks
    void cancelTicks();       // forgets every call that was asked for

    virtual void tick(int what) = 0;

protected:
    virtual ~Ticker() { cancelTicks(); }

private:
    friend class Loop;
    int m_posted = 0;
};

// Something with output that shall leave before the event loop goes on.
class Flushable
{
public:
    Flushable() = default;
    Q_DISABLE_COPY_MOVE(Flushable)

    virtual void flush() = 0;

protected:
    virtual ~Flushable();
    void flushSoon(); // flush() is called when the turn ends; once, however often it was asked for

private:
    friend class Loop;
    bool m_waits = false;
};

// Something the library deletes when no call into it can be on the stack any more.
class Mortal
{
public:
    virtual ~Mortal() = default;
};

// What one thread needs to imitate Node's loop: the queue of ticks, what waits to be flushed, what waits to be
// deleted, the deadlines, and the buffer everybody reads into (readbuffer_p.h).
class Loop : public QObject
{
public:
    static Loop *current();
    ~Loop() override;

    bool isInsideTurn() const;
    void runTicks();        // now, in the middle of a turn
    void bury(Mortal *dead) { m_graves.push_back(dead); wakeUp(); } // deleted when the outermost turn ended

    ReadBuffer *readBuffer = nullptr; // the innermost one of this thread
    QByteArray spareBuffer;           // for the next

    // Deadlines (deadlines.cpp)
    void add(Deadline *deadline);
    void remove(Deadline *deadline);
    void forgetDeadlines();
    void arm(qint64 at);

protected:
    bool event(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    friend class Turn;
    friend class Ticker;
    friend class Flushable;

    struct Call
    {
        Ticker *target;
        int what;
    };

    Loop();
    void settle();
    void emptyGraves();
    void wakeUp();
    void cancel(Ticker *ticker);
    void sweep();

    std::deque<Call> m_ticks;
    std::deque<Call> m_later;
    std::vector<Flushable *> m_flushables;
    std::vector<Mortal *> m_graves;
    std::vector<Deadline *> m_deadlines;
    QBasicTimer m_continueTimer;
    QBasicTimer m_sweepTimer;
    qint64 m_armedAt = 0;
    int m_depth = 0;
    int m_level = 0;
    bool m_woken = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_TICK_P_H
