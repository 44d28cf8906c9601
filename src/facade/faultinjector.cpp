// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Faults by rule: an observer that holds what fits and says at once how it goes on.

#include <NodeHttp/faultinjector.h>

#include <NodeHttp/trafficobserver.h>

#include <QtCore/qhash.h>
#include <QtCore/qregularexpression.h>

#include <atomic>
#include <mutex>
#include <vector>

namespace NodeHttp {

namespace {

struct Rule
{
    explicit Rule(const FaultRule &given, int number)
        : what(given), number(number),
          path(QStringLiteral("\\A(?:%1)\\z")
                   .arg(QRegularExpression::escape(given.path).replace(QLatin1String("\\*"), QLatin1String(".*"))),
               QRegularExpression::DotMatchesEverythingOption)
    {
        path.optimize();
    }

    bool matches(const TrafficExchange &exchange, const TrafficHead &request, const HeldExchange &held) const
    {
        if (held.side() != what.side || held.point() != what.point)
            return false;
        if (!what.method.isEmpty() && what.method.compare(QLatin1String(request.method), Qt::CaseInsensitive) != 0)
            return false;
        const QString target = QString::fromLatin1(request.target).section(u'?', 0, 0);
        if (!what.path.isEmpty() && !path.match(target).hasMatch())
            return false;
        return !what.accepts || what.accepts(exchange, request, held);
    }

    // Whether it is this exchange's turn; counts it.
    bool isDue()
    {
        if (++fits % qMax(1, what.every) != 0)
            return false;
        for (int done = hits.load(); what.times == 0 || done < what.times;) {
            if (hits.compare_exchange_weak(done, done + 1))
                return true;
        }
        return false;
    }

    bool act(HeldExchange held) const
    {
        switch (what.action) {
        case FaultRule::Action::Reset: return held.reset();
        case FaultRule::Action::Abort: return held.abort();
        case FaultRule::Action::Delay: return held.resumeAfter(what.delay);
        case FaultRule::Action::Decide: return what.decide && what.decide(held);
        }
        return false;
    }

    const FaultRule what;
    const int number;
    QRegularExpression path;
    std::atomic_int fits = 0;
    std::atomic_int hits = 0;
};

} // namespace

class FaultInjectorPrivate : public TrafficObserver
{
public:
    ~FaultInjectorPrivate() override { stop(); }

    std::shared_ptr<Rule> find(int number) const
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &rule : m_rules) {
            if (rule->number == number)
                return rule;
        }
        return nullptr;
    }

    int add(const FaultRule &rule)
    {
        const std::unique_lock lock(m_mutex);
        m_rules.push_back(std::make_shared<Rule>(rule, ++m_last));
        return m_last;
    }

    // False: there was no such rule. Without any, nothing is looked at any more.
    bool remove(int number)
    {
        std::unique_lock lock(m_mutex);
        const bool found = std::erase_if(m_rules, [number](const auto &rule) { return number == 0 || rule->number == number; }) > 0;
        if (m_rules.empty()) {
            m_known.clear();
            lock.unlock(); // stop() waits for callbacks, which want the lock
            stop();
        }
        return found;
    }

private:
    struct Known
    {
        TrafficExchange exchange;
        TrafficHead request;
    };

    void exchangeBegun(qint64, const TrafficExchange &exchange) override
    {
        Known known;
        known.exchange = exchange;
        known.exchange.owner = known.exchange.request = known.exchange.response = nullptr; // not to be kept
        known.request.method = exchange.method;
        known.request.target = exchange.target;
        const std::lock_guard lock(m_mutex);
        m_known.insert(exchange.id, known);
    }
    void requestHead(qint64, quint64 exchange, const TrafficHead &head) override
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_known.find(exchange); known != m_known.end())
            known->request = head;
    }
    void exchangeEnded(qint64, quint64 exchange) override
    {
        const std::lock_guard lock(m_mutex);
        m_known.remove(exchange);
    }
    bool hold(const HeldExchange &held) override
    {
        std::vector<std::shared_ptr<Rule>> rules; // user code runs without the lock
        Known known;
        {
            const std::lock_guard lock(m_mutex);
            const auto found = m_known.constFind(held.exchange());
            if (found == m_known.cend())
                return false; // it began before there was a rule
            known = *found;
            rules = m_rules;
        }
        if (held.point() == HeldExchange::Point::RequestHead)
            known.request = held.head();
        for (const auto &rule : rules) {
            if (rule->matches(known.exchange, known.request, held))
                return rule->isDue() && rule->act(held);
        }
        return false;
    }

    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<Rule>> m_rules;
    QHash<quint64, Known> m_known;
    int m_last = 0;
};

FaultInjector::FaultInjector() : d(std::make_unique<FaultInjectorPrivate>())
{
}

FaultInjector::~FaultInjector() = default;

int FaultInjector::add(const FaultRule &rule)
{
    const int number = d->add(rule);
    d->observe(TrafficObserver::Holding);
    return number;
}

bool FaultInjector::remove(int rule)
{
    return rule > 0 && d->remove(rule);
}

void FaultInjector::clear()
{
    d->remove(0);
}

int FaultInjector::fits(int rule) const
{
    const auto found = d->find(rule);
    return found ? found->fits.load() : 0;
}

int FaultInjector::hits(int rule) const
{
    const auto found = d->find(rule);
    return found ? found->hits.load() : 0;
}

} // namespace NodeHttp
