// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A decision travels from any thread to the thread of the exchange as an event of the Hold there. The link between the
// two ends outlives both; its mutex makes "gone" and "decided" one question.

#include <NodeHttp/heldexchange.h>

#include "stream/hold_p.h"
#include "stream/trafficobserver_p.h"
#include "stream/turn_p.h"

#include <QtCore/qtimer.h>

#include <optional>

namespace NodeHttp {

HeldExchange::HeldExchange() = default;
HeldExchange::HeldExchange(const HeldExchange &other) = default;
HeldExchange::HeldExchange(HeldExchange &&other) noexcept = default;
HeldExchange::~HeldExchange() = default;
HeldExchange &HeldExchange::operator=(const HeldExchange &other) = default;
HeldExchange &HeldExchange::operator=(HeldExchange &&other) noexcept = default;

quint64 HeldExchange::exchange() const { return d ? d->exchange : 0; }
TrafficSide HeldExchange::side() const { return d ? d->side : TrafficSide::Server; }
HeldExchange::Point HeldExchange::point() const { return d ? d->point : Point::RequestHead; }
TrafficHead HeldExchange::head() const { return d ? d->head : TrafficHead(); }

bool HeldExchange::isWaiting() const
{
    if (!d)
        return false;
    const std::lock_guard lock(d->link->mutex);
    return d->link->hold && !d->link->decided;
}

bool HeldExchange::resume() { return d && d->link->decide(Hold::Verb::Resume, nullptr, {}); }
bool HeldExchange::resume(const TrafficHead &edited) { return d && d->link->decide(Hold::Verb::Resume, &edited, {}); }
bool HeldExchange::abort() { return d && d->link->decide(Hold::Verb::Abort, nullptr, {}); }
bool HeldExchange::reset() { return d && d->link->decide(Hold::Verb::Reset, nullptr, {}); }

bool HeldExchange::resumeAfter(std::chrono::milliseconds delay)
{
    return d && d->link->decide(Hold::Verb::Resume, nullptr, delay);
}

HeldExchangePrivate::~HeldExchangePrivate()
{
    link->decide(Hold::Verb::Resume, nullptr, {}); // nobody else ever could
}

bool HoldLink::decide(Hold::Verb verb, const TrafficHead *edited, std::chrono::milliseconds delay)
{
    const std::lock_guard lock(mutex); // keeps the Hold alive while the event is posted
    if (!hold || std::exchange(decided, true))
        return false;
    const std::optional<TrafficHead> head = edited ? std::optional<TrafficHead>(*edited) : std::nullopt;
    Hold *const receiver = hold;
    const auto act = [receiver, verb, head] { receiver->decide(verb, head ? &*head : nullptr); };
    QMetaObject::invokeMethod(receiver, [receiver, act, delay] {
        if (delay.count() > 0)
            QTimer::singleShot(delay, receiver, act);
        else
            act();
    }, Qt::QueuedConnection);
    return true;
}

std::unique_ptr<Hold> Hold::ask(quint64 exchange, TrafficSide side, HeldExchange::Point point, const TrafficHead &head,
                                Decided decided)
{
    const auto link = std::make_shared<HoldLink>();
    std::unique_ptr<Hold> hold(new Hold);
    hold->m_link = link;
    hold->m_decided = std::move(decided);
    link->hold = hold.get();

    auto held = std::make_shared<HeldExchangePrivate>();
    held->link = link;
    held->exchange = exchange;
    held->side = side;
    held->point = point;
    held->head = head;
    std::weak_ptr<TrafficObserverPrivate> by;
    if (!Tap::hold(HeldExchangePrivate::make(held), &by))
        return nullptr;
    if (const auto observer = by.lock())
        observer->remember(link);
    return hold;
}

Hold::~Hold()
{
    const std::lock_guard lock(m_link->mutex);
    m_link->hold = nullptr;
}

void Hold::decide(Verb verb, const TrafficHead *edited)
{
    Turn turn;
    const Decided decided = std::move(m_decided); // the call deletes this
    decided(verb, edited);
}

} // namespace NodeHttp
