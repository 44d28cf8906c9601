// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The list of observers and the way to them. The list is replaced, never changed, so that threads go through it without
// a lock; an observer that stops is marked, and whoever stops it waits for the callbacks that run.

#include <NodeHttp/trafficobserver.h>

#include "stream/trafficobserver_p.h"

#include "stream/hold_p.h"

#include <chrono>

namespace NodeHttp {

namespace {

constexpr int kAlways = 0x40000000; // in what is wanted as long as anybody observes

struct Registry
{
    std::mutex mutex;
    std::shared_ptr<const TrafficObserverPrivate::List> list = std::make_shared<TrafficObserverPrivate::List>();
    std::atomic<quint64> version{0};
};

// Never destroyed: servers may outlive static objects.
Registry &registry()
{
    static Registry *const theOne = new Registry;
    return *theOne;
}

thread_local int t_depth = 0; // callbacks on the stack of this thread

} // namespace

std::atomic<int> Tap::s_wanted{0};
std::atomic<quint64> Tap::s_ids{1};

// --- the list ---

std::shared_ptr<const TrafficObserverPrivate::List> TrafficObserverPrivate::current()
{
    thread_local std::shared_ptr<const List> cached;
    thread_local quint64 cachedVersion = ~quint64(0);
    Registry &all = registry();
    if (cachedVersion != all.version.load(std::memory_order_acquire)) {
        const std::lock_guard lock(all.mutex);
        cached = all.list;
        cachedVersion = all.version.load(std::memory_order_relaxed);
    }
    return cached;
}

void TrafficObserverPrivate::replace(List list) // the mutex is held
{
    int wanted = 0;
    for (const auto &entry : list)
        wanted |= entry->interests | kAlways;
    Registry &all = registry();
    all.list = std::make_shared<const List>(std::move(list));
    all.version.fetch_add(1, std::memory_order_release);
    Tap::s_wanted.store(wanted, std::memory_order_relaxed);
}

void TrafficObserverPrivate::add(const std::shared_ptr<TrafficObserverPrivate> &entry)
{
    Registry &all = registry();
    const std::lock_guard lock(all.mutex);
    List list = *all.list;
    list.push_back(entry);
    replace(std::move(list));
}

void TrafficObserverPrivate::remove()
{
    {
        Registry &all = registry();
        const std::lock_guard lock(all.mutex);
        List list;
        for (const auto &entry : *all.list) {
            if (entry.get() != this)
                list.push_back(entry);
        }
        replace(std::move(list));
    }
    m_over.store(true);
    while (t_depth == 0) { // inside a callback two threads could wait for each other
        const int running = m_running.load();
        if (running == 0)
            break;
        m_running.wait(running);
    }
    const std::lock_guard lock(m_mutex);
    for (const auto &link : m_links) {
        if (const auto held = link.lock())
            held->decide(Hold::Verb::Resume, nullptr, {});
    }
    m_links.clear();
}

void TrafficObserverPrivate::remember(const std::shared_ptr<HoldLink> &link)
{
    const std::lock_guard lock(m_mutex);
    if (m_over.load()) {
        link->decide(Hold::Verb::Resume, nullptr, {});
        return;
    }
    if (m_links.size() >= 64) { // those that are over would pile up
        m_links.erase(std::remove_if(m_links.begin(), m_links.end(), [](const auto &old) { return old.expired(); }),
                      m_links.end());
    }
    m_links.push_back(link);
}

void TrafficObserverPrivate::leave()
{
    if (m_running.fetch_sub(1) == 1 && m_over.load())
        m_running.notify_all();
}

template <typename Call>
void TrafficObserverPrivate::each(int interest, Call call)
{
    const std::shared_ptr<const List> list = current();
    ++t_depth;
    for (const auto &entry : *list) {
        if (interest != 0 && !(entry->interests & interest))
            continue;
        entry->m_running.fetch_add(1);
        const bool enough = !entry->m_over.load() && call(*entry);
        entry->leave();
        if (enough)
            break;
    }
    --t_depth;
}

// --- the public face ---

TrafficObserver::TrafficObserver() = default;

TrafficObserver::~TrafficObserver()
{
    stop();
}

void TrafficObserver::observe(int interests)
{
    stop();
    d = std::make_shared<TrafficObserverPrivate>(this, interests);
    TrafficObserverPrivate::add(d);
}

void TrafficObserver::stop()
{
    if (const auto entry = std::exchange(d, nullptr))
        entry->remove();
}

bool TrafficObserver::isObserving() const { return bool(d); }
bool TrafficObserver::isAnybodyObserving() { return Tap::isOpen(); }

qint64 TrafficObserver::now()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

void TrafficObserver::connectionOpened(qint64, const TrafficConnection &) {}
void TrafficObserver::connectionReady(qint64, const TrafficConnection &) {}
void TrafficObserver::certificateRefused(qint64, const TrafficConnection &) {}
void TrafficObserver::connectionFailed(qint64, quint64, const Error &) {}
void TrafficObserver::connectionClosed(qint64, quint64, const QString &, qint64, qint64) {}
void TrafficObserver::bytesRead(qint64, quint64, QByteArrayView) {}
void TrafficObserver::bytesWritten(qint64, quint64, QByteArrayView) {}
void TrafficObserver::exchangeBegun(qint64, const TrafficExchange &) {}
void TrafficObserver::exchangeAssigned(qint64, const TrafficExchange &) {}
void TrafficObserver::requestHead(qint64, quint64, const TrafficHead &) {}
void TrafficObserver::informationHead(qint64, quint64, const TrafficHead &) {}
void TrafficObserver::responseHead(qint64, quint64, const TrafficHead &) {}
void TrafficObserver::requestBody(qint64, quint64, const QByteArray &) {}
void TrafficObserver::responseBody(qint64, quint64, const QByteArray &) {}
void TrafficObserver::requestEnded(qint64, quint64, const QByteArray &) {}
void TrafficObserver::responseEnded(qint64, quint64, const QByteArray &) {}
void TrafficObserver::exchangeUpgraded(qint64, quint64) {}
void TrafficObserver::exchangeFailed(qint64, quint64, const Error &) {}
void TrafficObserver::exchangeEnded(qint64, quint64) {}
void TrafficObserver::eventEmitted(const TrafficEvent &) {}
void TrafficObserver::pressureChanged(const TrafficPressure &) {}
void TrafficObserver::poolChanged(const TrafficPool &) {}
bool TrafficObserver::hold(const HeldExchange &) { return false; }

// --- telling them ---

namespace {

// Calls one of the callbacks that begin with a time.
template <typename... Parameters, typename... Arguments>
void tell(int interest, void (TrafficObserver::*callback)(qint64, Parameters...), const Arguments &...arguments)
{
    const qint64 time = TrafficObserver::now();
    TrafficObserverPrivate::each(interest, [&](TrafficObserverPrivate &entry) {
        (entry.observer->*callback)(time, arguments...);
        return false;
    });
}

} // namespace

void Tap::connectionOpened(const TrafficConnection &connection) { tell(0, &TrafficObserver::connectionOpened, connection); }
void Tap::connectionReady(const TrafficConnection &connection) { tell(0, &TrafficObserver::connectionReady, connection); }

void Tap::certificateRefused(const TrafficConnection &connection)
{
    if (!connection.tls.problems.isEmpty()) // else the handshake failed for another reason
        tell(0, &TrafficObserver::certificateRefused, connection);
}

void Tap::connectionFailed(quint64 connection, const Error &error)
{
    tell(0, &TrafficObserver::connectionFailed, connection, error);
}

void Tap::connectionClosed(quint64 connection, const QString &reason, qint64 read, qint64 written)
{
    tell(0, &TrafficObserver::connectionClosed, connection, reason, read, written);
}

void Tap::bytesRead(quint64 connection, QByteArrayView bytes)
{
    tell(TrafficObserver::RawBytes, &TrafficObserver::bytesRead, connection, bytes);
}

void Tap::bytesWritten(quint64 connection, QByteArrayView bytes)
{
    tell(TrafficObserver::RawBytes, &TrafficObserver::bytesWritten, connection, bytes);
}

void Tap::exchangeBegun(const TrafficExchange &exchange) { tell(0, &TrafficObserver::exchangeBegun, exchange); }
void Tap::exchangeAssigned(const TrafficExchange &exchange) { tell(0, &TrafficObserver::exchangeAssigned, exchange); }

void Tap::head(quint64 exchange, const TrafficHead &head)
{
    if (head.isRequest())
        tell(0, &TrafficObserver::requestHead, exchange, head);
    else if (head.statusCode < 200 && head.statusCode != 101)
        tell(0, &TrafficObserver::informationHead, exchange, head);
    else
        tell(0, &TrafficObserver::responseHead, exchange, head);
}

void Tap::body(quint64 exchange, bool ofRequest, const QByteArray &piece)
{
    tell(TrafficObserver::Bodies, ofRequest ? &TrafficObserver::requestBody : &TrafficObserver::responseBody, exchange, piece);
}

void Tap::messageEnded(quint64 exchange, bool isRequest, const QByteArray &trailers)
{
    tell(0, isRequest ? &TrafficObserver::requestEnded : &TrafficObserver::responseEnded, exchange, trailers);
}

void Tap::exchangeUpgraded(quint64 exchange) { tell(0, &TrafficObserver::exchangeUpgraded, exchange); }

void Tap::exchangeFailed(quint64 exchange, const Error &error)
{
    tell(0, &TrafficObserver::exchangeFailed, exchange, error);
}

void Tap::exchangeEnded(quint64 exchange) { tell(0, &TrafficObserver::exchangeEnded, exchange); }

void Tap::event(QObject *object, const char *name, quint64 connection, quint64 exchange)
{
    const TrafficEvent event{TrafficObserver::now(), connection, exchange, name, object};
    TrafficObserverPrivate::each(TrafficObserver::Events, [&event](TrafficObserverPrivate &entry) {
        entry.observer->eventEmitted(event);
        return false;
    });
}

void Tap::pressure(TrafficPressure &&pressure)
{
    pressure.time = TrafficObserver::now();
    TrafficObserverPrivate::each(TrafficObserver::Pressure, [&pressure](TrafficObserverPrivate &entry) {
        entry.observer->pressureChanged(pressure);
        return false;
    });
}

void Tap::pool(TrafficPool &&pool)
{
    pool.time = TrafficObserver::now();
    TrafficObserverPrivate::each(TrafficObserver::Pools, [&pool](TrafficObserverPrivate &entry) {
        entry.observer->poolChanged(pool);
        return false;
    });
}

bool Tap::hold(const HeldExchange &held, std::weak_ptr<TrafficObserverPrivate> *by)
{
    bool holds = false;
    TrafficObserverPrivate::each(TrafficObserver::Holding, [&](TrafficObserverPrivate &entry) {
        holds = entry.observer->hold(held);
        if (holds)
            *by = entry.weak_from_this();
        return holds;
    });
    return holds;
}

} // namespace NodeHttp
