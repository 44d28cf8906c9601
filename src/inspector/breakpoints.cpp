// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Breakpoints are faults by rule whose condition is a filter and whose decision is a person's.

#include "inspector/breakpoints.h"

#include <NodeHttp/TrafficObserver>

#include <algorithm>

namespace NodeHttp::Inspector {

using namespace std::chrono_literals;

using Point = HeldExchange::Point;

namespace {

// What is known of an exchange at a head, as filters see it.
ExchangeRecord recordOf(const TrafficExchange &exchange, const TrafficHead &request, const HeldExchange &held)
{
    ExchangeRecord record;
    record.exchange = exchange.id;
    record.connection = exchange.connection;
    record.side = exchange.side;
    record.method = request.method;
    record.target = request.target;
    record.scheme = exchange.scheme;
    record.authority = exchange.authority;
    record.requestHead = request.bytes;
    record.reused = exchange.reused;
    if (held.point() == Point::ResponseHead) {
        const TrafficHead response = held.head();
        record.responseHead = response.bytes;
        record.status = response.statusCode;
    }
    return record;
}

QByteArray withLineEnds(QByteArray head)
{
    head.replace("\r\n", "\n");
    head.replace('\n', "\r\n");
    while (head.endsWith("\r\n"))
        head.chop(2);
    return head + "\r\n\r\n";
}

} // namespace

Breakpoints::Breakpoints(QObject *parent) : QObject(parent), m_faults(std::make_unique<FaultInjector>())
{
    m_watch.setInterval(200ms);
    connect(&m_watch, &QTimer::timeout, this, &Breakpoints::forgetOver);
}

Breakpoints::~Breakpoints()
{
    m_faults.reset(); // no callback comes any more
}

void Breakpoints::setActive(bool on)
{
    if (std::exchange(m_active, on) == on)
        return;
    apply();
    if (!on)
        resumeAll();
    Q_EMIT changed();
}

void Breakpoints::add(const Breakpoint &breakpoint)
{
    m_rules.append({breakpoint, {}, {}});
    apply();
    Q_EMIT changed();
}

void Breakpoints::set(qsizetype row, const Breakpoint &breakpoint)
{
    if (m_rules.at(row).what == breakpoint)
        return;
    m_rules[row].what = breakpoint;
    apply();
    Q_EMIT changed();
}

void Breakpoints::remove(qsizetype row)
{
    m_rules.removeAt(row);
    apply();
    Q_EMIT changed();
}

int Breakpoints::hits(qsizetype row) const
{
    int sum = 0;
    for (int number : m_rules.at(row).numbers)
        sum += m_faults->hits(number);
    return sum;
}

// The order of rules matters, so all are made anew.
void Breakpoints::apply()
{
    m_faults->clear();
    for (Rule &rule : m_rules) {
        const Filter filter = Filter::parse(rule.what.filter);
        rule.problem = filter.error().message;
        rule.numbers = m_active && rule.what.enabled && !filter.error() ? install(rule.what, filter) : QList<int>();
    }
}

namespace {

// A decision is made right after the condition was met, in the same thread: what the one saw the other needs.
struct Seen
{
    TrafficExchange exchange;
    TrafficHead request;
};

Seen &seen()
{
    static thread_local Seen last; // of each thread, which only passing this line makes
    return last;
}

} // namespace

QList<int> Breakpoints::install(const Breakpoint &breakpoint, const Filter &filter)
{
    FaultRule rule;
    rule.every = breakpoint.every;
    rule.times = breakpoint.times;
    rule.delay = breakpoint.delay;
    const bool holds = breakpoint.action == Breakpoint::Action::Hold;
    switch (breakpoint.action) {
    case Breakpoint::Action::Hold: rule.action = FaultRule::Action::Decide; break;
    case Breakpoint::Action::Delay: rule.action = FaultRule::Action::Delay; break;
    case Breakpoint::Action::Abort: rule.action = FaultRule::Action::Abort; break;
    case Breakpoint::Action::Reset: rule.action = FaultRule::Action::Reset; break;
    }
    rule.accepts = [filter](const TrafficExchange &exchange, const TrafficHead &request, const HeldExchange &held) {
        static const BodyStore noBodies;
        if (!filter.matches(recordOf(exchange, request, held), noBodies))
            return false;
        seen() = {exchange, request};
        return true;
    };
    if (holds)
        rule.decide = [this](const HeldExchange &held) { return keep(held, seen().exchange, seen().request); };
    QList<int> numbers;
    for (const TrafficSide side : {TrafficSide::Server, TrafficSide::Client}) {
        for (const Point point : {Point::RequestHead, Point::ResponseHead}) {
            rule.side = side;
            rule.point = point;
            if ((side == TrafficSide::Server ? breakpoint.atServer : breakpoint.atClient)
                && (point == Point::RequestHead ? breakpoint.atRequest : breakpoint.atResponse))
                numbers.append(m_faults->add(rule));
        }
    }
    return numbers;
}

// In the thread of the exchange.
bool Breakpoints::keep(HeldExchange held, const TrafficExchange &exchange, const TrafficHead &request)
{
    ExchangeRecord record = recordOf(exchange, request, held);
    HeldRecord kept;
    kept.exchange = exchange.id;
    kept.method = request.method;
    kept.url = record.url();
    kept.side = held.side();
    kept.point = held.point();
    kept.head = held.head().toByteArray();
    kept.since = TrafficObserver::now();
    kept.held = std::move(held);
    QMetaObject::invokeMethod(this, [this, kept]() mutable {
        if (!m_active)
            return; // it goes on with the last copy
        kept.id = ++m_last;
        m_held.append(kept);
        m_watch.start();
        Q_EMIT heldAdded(kept.id);
        Q_EMIT heldChanged();
        Q_EMIT changed();
    }, Qt::QueuedConnection);
    return true;
}

const HeldRecord *Breakpoints::find(quint64 id) const
{
    const auto at = std::find_if(m_held.cbegin(), m_held.cend(), [id](const HeldRecord &record) { return record.id == id; });
    return at == m_held.cend() ? nullptr : &*at;
}

template <typename Verb> bool Breakpoints::decide(quint64 id, Verb verb)
{
    const HeldRecord *const record = find(id);
    if (!record)
        return false;
    HeldExchange held = record->held;
    const bool done = verb(held);
    m_held.removeIf([id](const HeldRecord &each) { return each.id == id; });
    Q_EMIT heldChanged();
    return done;
}

bool Breakpoints::resume(quint64 id)
{
    return decide(id, [](HeldExchange &held) { return held.resume(); });
}

bool Breakpoints::resume(quint64 id, const QByteArray &editedHead)
{
    const HeldRecord *const record = find(id);
    const TrafficHead head = TrafficHead::fromBytes(withLineEnds(editedHead));
    const bool wantsRequest = record && record->point == Point::RequestHead;
    if (!record || (wantsRequest ? head.method.isEmpty() || head.target.isEmpty() : head.statusCode == 0))
        return false;
    return decide(id, [&head](HeldExchange &held) { return held.resume(head); });
}

bool Breakpoints::resumeAfter(quint64 id, std::chrono::milliseconds delay)
{
    return decide(id, [delay](HeldExchange &held) { return held.resumeAfter(delay); });
}

bool Breakpoints::abort(quint64 id)
{
    return decide(id, [](HeldExchange &held) { return held.abort(); });
}

bool Breakpoints::reset(quint64 id)
{
    return decide(id, [](HeldExchange &held) { return held.reset(); });
}

void Breakpoints::resumeAll()
{
    QList<HeldRecord> all;
    all.swap(m_held);
    for (HeldRecord &record : all)
        record.held.resume();
    if (!all.isEmpty())
        Q_EMIT heldChanged();
}

void Breakpoints::forgetOver()
{
    if (m_held.removeIf([](const HeldRecord &record) { return !record.held.isWaiting(); }) > 0)
        Q_EMIT heldChanged();
    if (m_held.isEmpty())
        m_watch.stop();
}

} // namespace NodeHttp::Inspector
