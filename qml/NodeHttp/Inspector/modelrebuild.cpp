// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// First the filter over all records, then the order, then the lists the model takes over.

#include "modelrebuild.h"

namespace NodeHttp::Inspector {

ModelRebuild::ModelRebuild(const TrafficRecorder *recorder, const Filter &filter, Column column, bool descending,
                           quint64 last)
    : m_recorder(recorder), m_filter(filter), m_column(column), m_descending(descending), m_last(last),
      m_total(recorder->count())
{
}

bool ModelRebuild::step(const QDeadlineTimer &deadline)
{
    if (!m_sort && !m_listing && !filterSome(deadline))
        return false;
    if (m_sort && !sortSome(deadline))
        return false;
    return listSome(deadline);
}

bool ModelRebuild::filterSome(const QDeadlineTimer &deadline)
{
    for (; m_at < m_recorder->count(); ++m_at) {
        const ExchangeRecord &record = m_recorder->at(m_at);
        if (record.number > m_last)
            break;
        m_lastSeen = record.number;
        if (m_filter.matches(record, m_recorder->bodies()))
            m_rows.push_back({m_column == Column::Number ? SortKey() : sortKey(record, m_column), record.number});
        if (deadline.hasExpired()) {
            ++m_at;
            return false;
        }
    }
    if (m_column == Column::Number)
        m_listing = true; // they are in order
    else
        m_sort = std::make_unique<SlicedSort<Row>>(std::move(m_rows));
    return true;
}

bool ModelRebuild::sortSome(const QDeadlineTimer &deadline)
{
    const bool descending = m_descending;
    const bool sorted = m_sort->step(deadline, [descending](const Row &a, const Row &b) {
        const int order = compare(a.key, b.key);
        return order == 0 ? a.number < b.number : (order < 0) != descending;
    });
    if (!sorted)
        return false;
    m_rows = m_sort->take();
    m_sort.reset();
    m_listing = true;
    return true;
}

bool ModelRebuild::listSome(const QDeadlineTimer &deadline)
{
    const bool backwards = m_column == Column::Number && m_descending;
    m_numbers.reserve(m_rows.size());
    m_keys.reserve(m_column == Column::Number ? 0 : qsizetype(m_rows.size())); // or it would grow in steps that take long
    for (; m_listed < m_rows.size(); ++m_listed) {
        Row &row = m_rows[backwards ? m_rows.size() - 1 - m_listed : m_listed];
        m_numbers.push_back(row.number);
        if (m_column != Column::Number)
            m_keys.insert(row.number, std::move(row.key));
        if ((m_listed & 255) == 255 && deadline.hasExpired()) {
            ++m_listed;
            return false;
        }
    }
    return true;
}

double ModelRebuild::progress() const
{
    if (m_listing)
        return 0.95;
    if (m_sort)
        return 0.5 + 0.45 * m_sort->progress();
    return 0.5 * double(m_at) / double(qMax<qsizetype>(1, m_total));
}

void ModelRebuild::onRemoved(qsizetype first, qsizetype last)
{
    if (last < m_at)
        m_at -= last - first + 1;
    else if (first < m_at)
        m_at = first;
}

} // namespace NodeHttp::Inspector
