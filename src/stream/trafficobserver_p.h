// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TRAFFICOBSERVER_P_H
#define NODEHTTP_TRAFFICOBSERVER_P_H

#include "stream/tap_p.h"

#include <memory>
#include <mutex>
#include <vector>

namespace NodeHttp {

class HoldLink;

// One observer while it observes. Outlives it as long as a thread goes through a list that has it.
class TrafficObserverPrivate : public std::enable_shared_from_this<TrafficObserverPrivate>
{
public:
    using List = std::vector<std::shared_ptr<TrafficObserverPrivate>>;

    explicit TrafficObserverPrivate(TrafficObserver *observer, int interests) : observer(observer), interests(interests) {}

    static void add(const std::shared_ptr<TrafficObserverPrivate> &entry);
    void remove();
    void remember(const std::shared_ptr<HoldLink> &link);
    template <typename Call>
    static void each(int interest, Call call); // call() answers whether that was enough

    TrafficObserver *const observer;
    const int interests;

private:
    static std::shared_ptr<const List> current();
    static void replace(List list);
    void leave();

    std::atomic<bool> m_over{false};
    std::atomic<int> m_running{0}; // callbacks, in all threads
    std::mutex m_mutex;
    std::vector<std::weak_ptr<HoldLink>> m_links;
};

} // namespace NodeHttp

#endif // NODEHTTP_TRAFFICOBSERVER_P_H
