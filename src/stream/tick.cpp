// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Node's tick on Qt's event loop. Inside a Turn ticks wait for its end; outside one posted event opens a Turn for all.

#include "stream/turn_p.h"

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qthread.h>
#include <QtCore/qthreadstorage.h>

#include <algorithm>

namespace NodeHttp {

namespace {

// So many rounds of "flush, run all ticks" one turn may take before other sockets get their chance.
constexpr int kMaxRounds = 64;

Q_GLOBAL_STATIC(QThreadStorage<Loop *>, loops)

} // namespace

void Ticker::postTick(int what)
{
    Loop *loop = Loop::current();
    ++m_posted;
    loop->m_ticks.push_back({this, what});
    loop->wakeUp();
}

void Ticker::postLater(int what)
{
    Loop *loop = Loop::current();
    ++m_posted;
    loop->m_later.push_back({this, what});
    loop->wakeUp();
}

void Ticker::cancelTicks()
{
    if (m_posted)
        Loop::current()->cancel(this);
}

Flushable::~Flushable()
{
    if (!m_waits)
        return;
    auto &waiting = Loop::current()->m_flushables;
    waiting.erase(std::remove(waiting.begin(), waiting.end(), this), waiting.end());
}

void Flushable::flushSoon()
{
    if (m_waits)
        return;
    m_waits = true;
    Loop *loop = Loop::current();
    loop->m_flushables.push_back(this);
    loop->wakeUp();
}

// What was asked for inside a turn waits for its end. A receiver that starts an event loop of its own waits for that,
// perhaps for ever, so such a loop is told before it blocks.
Loop::Loop()
{
    if (QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance()) {
        connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
            if (m_depth > 0 && !(m_ticks.empty() && m_later.empty() && m_flushables.empty()))
                wakeUp();
        }, Qt::DirectConnection);
    }
}

Loop::~Loop()
{
    emptyGraves();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // sockets of a thread that ends
    forgetDeadlines(); // of a server that outlives its thread
}

Loop *Loop::current()
{
    static thread_local Loop *cached = nullptr; // QThreadStorage owns it; this only spares the look-up
    if (!cached) {
        cached = new Loop;
        loops->setLocalData(cached);
        connect(cached, &QObject::destroyed, cached, [] { cached = nullptr; }, Qt::DirectConnection);
    }
    return cached;
}

// True while a turn is on the stack and no event loop was started inside it since.
bool Loop::isInsideTurn() const
{
    return m_depth > 0 && thread()->loopLevel() <= m_level;
}

void Loop::wakeUp()
{
    if (m_woken || isInsideTurn())
        return;
    m_woken = true;
    QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::HighEventPriority);
}

bool Loop::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    m_woken = false;
    Turn turn;
    return true;
}

void Loop::timerEvent(QTimerEvent *event)
{
    Turn turn;
    if (event->timerId() == m_continueTimer.timerId())
        m_continueTimer.stop();
    else
        sweep();
}

void Loop::cancel(Ticker *ticker)
{
    const auto isHis = [ticker](const Call &call) { return call.target == ticker; };
    m_ticks.erase(std::remove_if(m_ticks.begin(), m_ticks.end(), isHis), m_ticks.end());
    m_later.erase(std::remove_if(m_later.begin(), m_later.end(), isHis), m_later.end());
    ticker->m_posted = 0;
}

void Loop::settle()
{
    for (int round = 0; round < kMaxRounds; ++round) {
        while (!m_flushables.empty()) {
            Flushable *next = m_flushables.back();
            m_flushables.pop_back();
            next->m_waits = false;
            next->flush();
        }
        if (m_ticks.empty() && !m_later.empty()) {
            m_ticks.push_back(m_later.front());
            m_later.pop_front();
        }
        if (m_ticks.empty())
            return;
        runTicks();
    }
    // A peer as fast as we are could keep this up for ever; a zero timer lets the event loop look at the others.
    m_continueTimer.start(0, this);
}

void Loop::runTicks()
{
    while (!m_ticks.empty()) {
        const Call call = m_ticks.front();
        m_ticks.pop_front();
        --call.target->m_posted;
        call.target->tick(call.what);
    }
}

void Loop::emptyGraves()
{
    while (!m_graves.empty()) {
        Mortal *dead = m_graves.back();
        m_graves.pop_back();
        delete dead;
    }
}

Turn::Turn() : m_loop(Loop::current()), m_outerLevel(m_loop->m_level)
{
    const int level = m_loop->thread()->loopLevel();
    m_real = m_loop->m_depth == 0 || level > m_outerLevel;
    ++m_loop->m_depth;
    m_loop->m_level = level;
}

void Turn::settle()
{
    if (m_real)
        m_loop->settle();
}

Turn::~Turn()
{
    settle();
    m_loop->m_level = m_outerLevel;
    if (--m_loop->m_depth == 0)
        m_loop->emptyGraves();
}

} // namespace NodeHttp
