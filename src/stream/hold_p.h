// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_HOLD_P_H
#define NODEHTTP_HOLD_P_H

#include <NodeHttp/heldexchange.h>

#include <QtCore/qobject.h>

#include <functional>
#include <mutex>

namespace NodeHttp {

class TrafficObserverPrivate;

// The library's end of a held exchange: whoever keeps it waits. It lives in the thread of the exchange; its deletion
// means that the exchange is gone or goes on.
class Hold : public QObject
{
public:
    enum class Verb { Resume, Abort, Reset };
    // Called once, in an event of its own inside a Turn. \a edited is null when the head stays.
    using Decided = std::function<void(Verb verb, const TrafficHead *edited)>;

    // Asks the observers; null: nobody wants to hold it.
    static std::unique_ptr<Hold> ask(quint64 exchange, TrafficSide side, HeldExchange::Point point,
                                     const TrafficHead &head, Decided decided);
    ~Hold() override;

private:
    friend class HoldLink;
    Hold() = default;
    void decide(Verb verb, const TrafficHead *edited);

    std::shared_ptr<class HoldLink> m_link;
    Decided m_decided;
};

// What both ends know of each other.
class HoldLink
{
public:
    bool decide(Hold::Verb verb, const TrafficHead *edited, std::chrono::milliseconds delay);

    std::mutex mutex;
    Hold *hold = nullptr; // null: the exchange is gone, or goes on
    bool decided = false;
};

class HeldExchangePrivate
{
public:
    static HeldExchange make(std::shared_ptr<HeldExchangePrivate> d)
    {
        HeldExchange held;
        held.d = std::move(d);
        return held;
    }
    ~HeldExchangePrivate();

    std::shared_ptr<HoldLink> link;
    quint64 exchange = 0;
    TrafficSide side = TrafficSide::Server;
    HeldExchange::Point point = HeldExchange::Point::RequestHead;
    TrafficHead head;
};

} // namespace NodeHttp

#endif // NODEHTTP_HOLD_P_H
