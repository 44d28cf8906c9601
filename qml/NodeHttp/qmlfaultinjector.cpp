// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Rules of a scene for the library's injector. Scripts are never called by a fault: it may happen in any thread.

#include "qmlfaultinjector.h"

#include <QtCore/qpointer.h>

namespace NodeHttp {

namespace {

TrafficHead edited(TrafficHead head, int status, const QVariantMap &headers)
{
    if (status > 0 && !head.isRequest()) {
        head.statusCode = status;
        head.reason.clear();
    }
    for (auto it = headers.cbegin(); it != headers.cend(); ++it) {
        if (!it.value().isValid() || it.value().typeId() == QMetaType::Nullptr)
            head.removeHeader(it.key().toLatin1());
        else
            head.setHeader(it.key().toLatin1(), it.value().toString().toLatin1());
    }
    return head;
}

} // namespace

FaultRule QmlFaultRule::rule()
{
    FaultRule rule;
    rule.method = m_method;
    rule.path = m_path;
    rule.side = m_side == Client ? TrafficSide::Client : TrafficSide::Server;
    rule.point = m_point == ResponseHead ? HeldExchange::Point::ResponseHead : HeldExchange::Point::RequestHead;
    rule.every = m_every;
    rule.times = m_times;
    rule.action = FaultRule::Action::Decide;
    const std::chrono::milliseconds delay(m_delay);
    rule.decide = [this, action = m_action, delay, status = m_status, headers = m_headers](HeldExchange held) {
        QMetaObject::invokeMethod(this, &QmlFaultRule::hit, Qt::QueuedConnection);
        switch (action) {
        case Reset: return held.reset();
        case Abort: return held.abort();
        case Delay: return held.resumeAfter(delay);
        case Edit: return held.resume(edited(held.head(), status, headers));
        }
        return false;
    };
    if (std::exchange(m_hits, 0) != 0)
        Q_EMIT hitsChanged();
    return rule;
}

void QmlFaultRule::hit()
{
    ++m_hits;
    Q_EMIT hitsChanged();
}

void QmlFaultInjector::setActive(bool on)
{
    if (std::exchange(m_active, on) == on)
        return;
    apply();
    Q_EMIT activeChanged();
}

QQmlListProperty<QmlFaultRule> QmlFaultInjector::rules()
{
    using List = QQmlListProperty<QmlFaultRule>;
    return List(
        this, nullptr, [](List *list, QmlFaultRule *rule) { static_cast<QmlFaultInjector *>(list->object)->append(rule); },
        [](List *list) { return static_cast<QmlFaultInjector *>(list->object)->m_rules.size(); },
        [](List *list, qsizetype i) { return static_cast<QmlFaultInjector *>(list->object)->m_rules.value(i); },
        [](List *list) { static_cast<QmlFaultInjector *>(list->object)->clear(); });
}

void QmlFaultInjector::append(QmlFaultRule *rule)
{
    if (!rule)
        return;
    m_rules.append(rule);
    connect(rule, &QmlFaultRule::changed, this, &QmlFaultInjector::apply);
    connect(rule, &QObject::destroyed, this, [this, rule] {
        m_rules.removeAll(rule);
        apply();
    });
    apply();
    Q_EMIT rulesChanged();
}

void QmlFaultInjector::clear()
{
    for (QmlFaultRule *rule : std::as_const(m_rules))
        rule->disconnect(this);
    m_rules.clear();
    apply();
    Q_EMIT rulesChanged();
}

void QmlFaultInjector::componentComplete()
{
    m_complete = true;
    apply();
}

void QmlFaultInjector::apply()
{
    m_faults.clear();
    if (!m_active || !m_complete)
        return;
    for (QmlFaultRule *rule : std::as_const(m_rules)) {
        if (rule->isEnabled())
            m_faults.add(rule->rule());
    }
}

} // namespace NodeHttp
