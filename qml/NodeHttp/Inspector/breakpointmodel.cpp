// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Breakpoints for QML: objects in, lists out.

#include "breakpointmodel.h"

#include <NodeHttp/TrafficObserver>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Action = Breakpoint::Action;

namespace {

QString nameOf(Action action)
{
    switch (action) {
    case Action::Hold: return u"hold"_s;
    case Action::Delay: return u"delay"_s;
    case Action::Abort: return u"abort"_s;
    case Action::Reset: return u"reset"_s;
    }
    return {};
}

} // namespace

BreakpointModel::BreakpointModel(QObject *parent)
    : QObject(parent), m_rules({"id", "on", "filter", "where", "action", "hits", "problem"}, this),
      m_held({"id", "method", "url", "where", "since", "exchange"}, this)
{
    connect(&m_breakpoints, &Breakpoints::changed, this, &BreakpointModel::updateRules);
    connect(&m_breakpoints, &Breakpoints::heldChanged, this, &BreakpointModel::updateHeld);
    connect(&m_breakpoints, &Breakpoints::heldAdded, this, [this](quint64 id) { Q_EMIT holds(double(id)); });
    m_clock.setInterval(500ms);
    connect(&m_clock, &QTimer::timeout, this, &BreakpointModel::updateHeld);
}

Breakpoint BreakpointModel::from(const QVariantMap &map, Breakpoint breakpoint)
{
    const auto flag = [&map](const QString &key, bool otherwise) { return map.value(key, otherwise).toBool(); };
    breakpoint.enabled = flag(u"on"_s, breakpoint.enabled);
    breakpoint.filter = map.value(u"filter"_s, breakpoint.filter).toString();
    breakpoint.atRequest = flag(u"request"_s, breakpoint.atRequest);
    breakpoint.atResponse = flag(u"response"_s, breakpoint.atResponse);
    breakpoint.atServer = flag(u"server"_s, breakpoint.atServer);
    breakpoint.atClient = flag(u"client"_s, breakpoint.atClient);
    breakpoint.delay = std::chrono::milliseconds(map.value(u"delay"_s, int(breakpoint.delay.count())).toInt());
    breakpoint.every = qMax(1, map.value(u"every"_s, breakpoint.every).toInt());
    breakpoint.times = qMax(0, map.value(u"times"_s, breakpoint.times).toInt());
    const QString action = map.value(u"action"_s, nameOf(breakpoint.action)).toString();
    for (const Action each : {Action::Hold, Action::Delay, Action::Abort, Action::Reset}) {
        if (nameOf(each) == action)
            breakpoint.action = each;
    }
    return breakpoint;
}

void BreakpointModel::add(const QVariantMap &breakpoint)
{
    m_ids.append(++m_lastId);
    m_breakpoints.add(from(breakpoint, Breakpoint()));
}

void BreakpointModel::set(int row, const QVariantMap &breakpoint)
{
    if (row >= 0 && row < m_breakpoints.count())
        m_breakpoints.set(row, from(breakpoint, m_breakpoints.at(row)));
}

void BreakpointModel::remove(int row)
{
    if (row < 0 || row >= m_breakpoints.count())
        return;
    m_ids.removeAt(row);
    m_breakpoints.remove(row);
}

QVariantMap BreakpointModel::get(int row) const
{
    if (row < 0 || row >= m_breakpoints.count())
        return {};
    const Breakpoint &each = m_breakpoints.at(row);
    return {{u"on"_s, each.enabled}, {u"filter"_s, each.filter}, {u"request"_s, each.atRequest}, {u"response"_s, each.atResponse},
            {u"server"_s, each.atServer}, {u"client"_s, each.atClient}, {u"delay"_s, int(each.delay.count())},
            {u"every"_s, each.every}, {u"times"_s, each.times}, {u"action"_s, nameOf(each.action)}};
}

QString BreakpointModel::problemOf(const QString &filter) const
{
    const FilterError error = Filter::parse(filter).error();
    return error ? tr("%1, at character %2").arg(error.message, QString::number(error.at + 1)) : QString();
}

QString BreakpointModel::whereOf(const Breakpoint &breakpoint)
{
    QStringList where;
    for (const bool server : {true, false}) {
        if (!(server ? breakpoint.atServer : breakpoint.atClient))
            continue;
        const QString side = server ? tr("server") : tr("client");
        if (breakpoint.atRequest)
            where.append(tr("%1's request").arg(side));
        if (breakpoint.atResponse)
            where.append(tr("%1's response").arg(side));
    }
    return where.join(", "_L1);
}

void BreakpointModel::updateRules()
{
    QList<QVariantList> rows;
    for (qsizetype row = 0; row < m_breakpoints.count(); ++row) {
        const Breakpoint &each = m_breakpoints.at(row);
        QStringList action = {each.action == Action::Hold    ? tr("hold")
                              : each.action == Action::Delay ? tr("delay %1 ms").arg(each.delay.count())
                              : each.action == Action::Abort ? tr("abort")
                                                             : tr("reset")};
        if (each.every > 1)
            action.append(tr("each %1th").arg(each.every));
        if (each.times > 0)
            action.append(tr("%1 times").arg(each.times));
        rows.append({m_ids.at(row), each.enabled, each.filter, whereOf(each), action.join(", "_L1), m_breakpoints.hits(row),
                     m_breakpoints.problem(row)});
    }
    m_rules.setRows(rows);
    Q_EMIT changed();
}

void BreakpointModel::updateHeld()
{
    QList<QVariantList> rows;
    const qint64 now = TrafficObserver::now();
    for (const HeldRecord &each : m_breakpoints.held()) {
        const QString side = each.side == TrafficSide::Server ? tr("server") : tr("client");
        const bool request = each.point == HeldExchange::Point::RequestHead;
        rows.append({each.id, QString::fromLatin1(each.method), each.url, (request ? tr("%1's request") : tr("%1's response")).arg(side),
                     (now - each.since) / 1000000, each.exchange});
    }
    m_held.setRows(rows);
    if (rows.isEmpty())
        m_clock.stop();
    else if (!m_clock.isActive())
        m_clock.start();
    Q_EMIT heldChanged();
}

QString BreakpointModel::headOf(double id) const
{
    const HeldRecord *const record = m_breakpoints.find(quint64(id));
    return record ? QString::fromLatin1(record->head).remove(u'\r').trimmed() : QString();
}

bool BreakpointModel::proceed(double id)
{
    return m_breakpoints.resume(quint64(id));
}

bool BreakpointModel::proceedWith(double id, const QString &head)
{
    return m_breakpoints.resume(quint64(id), head.toLatin1());
}

bool BreakpointModel::proceedLater(double id, int milliseconds)
{
    return m_breakpoints.resumeAfter(quint64(id), std::chrono::milliseconds(milliseconds));
}

bool BreakpointModel::abort(double id)
{
    return m_breakpoints.abort(quint64(id));
}

bool BreakpointModel::reset(double id)
{
    return m_breakpoints.reset(quint64(id));
}

void BreakpointModel::proceedAll()
{
    m_breakpoints.resumeAll();
}

} // namespace NodeHttp::Inspector
