// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Single rows of the table: where they belong, how they come, move and go.

#include "exchangemodel.h"

#include "modelrebuild.h"

#include <algorithm>

namespace NodeHttp::Inspector {

namespace {

constexpr size_t kFewRows = 200; // more than these come or go all at once

} // namespace

SortKey ExchangeModel::keyOf(quint64 number) const
{
    return isByNumber() ? SortKey{qint64(number), {}} : m_keys.value(number);
}

bool ExchangeModel::isBefore(const SortKey &a, quint64 numberA, const SortKey &b, quint64 numberB) const
{
    const int order = compare(a, b);
    return order == 0 ? numberA < numberB : (order < 0) != m_descending;
}

// Where a row stands, or would stand.
size_t ExchangeModel::placeOf(const SortKey &key, quint64 number) const
{
    const auto at = std::partition_point(m_rows.begin(), m_rows.end(), [&](quint64 other) {
        return isBefore(keyOf(other), other, key, number);
    });
    return size_t(at - m_rows.begin());
}

void ExchangeModel::insert(quint64 number)
{
    const ExchangeRecord *const found = record(qint64(number));
    const SortKey key = sortKey(*found, m_column);
    const size_t place = placeOf(key, number);
    beginInsertRows({}, int(place), int(place));
    if (!isByNumber())
        m_keys.insert(number, key);
    m_rows.insert(m_rows.begin() + ptrdiff_t(place), number);
    endInsertRows();
}

void ExchangeModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_keys.remove(m_rows[size_t(row)]);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

// To where its key, as it is now, belongs.
void ExchangeModel::move(int row, quint64 number)
{
    const SortKey key = sortKey(*record(qint64(number)), m_column);
    if (isByNumber() || key == m_keys.value(number))
        return;
    // Its own place is among those that are compared, with its old key: in order with itself whatever the new one is.
    int place = int(placeOf(key, number));
    if (place == row || place == row + 1) {
        m_keys.insert(number, key);
        return;
    }
    beginMoveRows({}, row, row, {}, place);
    m_keys.insert(number, key);
    if (place > row)
        std::rotate(m_rows.begin() + row, m_rows.begin() + row + 1, m_rows.begin() + place);
    else
        std::rotate(m_rows.begin() + place, m_rows.begin() + row, m_rows.begin() + row + 1);
    endMoveRows();
}

// Rows that stand side by side go together: the oldest, when there is a cap, or all of them.
void ExchangeModel::takeGone()
{
    if (m_gone.isEmpty())
        return;
    const QSet<quint64> gone = std::exchange(m_gone, {});
    for (quint64 number : gone)
        m_touched.remove(number);
    std::vector<int> rows;
    for (quint64 number : gone) {
        if (const int row = rowOf(double(number)); row >= 0)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    if (rows.size() == m_rows.size() || (rows.size() > kFewRows && rows.back() - rows.front() + 1 != int(rows.size()))) {
        beginResetModel();
        std::erase_if(m_rows, [&gone](quint64 number) { return gone.contains(number); });
        m_keys.removeIf([&gone](const auto &key) { return gone.contains(key.key()); });
        endResetModel();
        return;
    }
    while (!rows.empty()) {
        const int last = rows.back();
        int first = last;
        for (rows.pop_back(); !rows.empty() && rows.back() == first - 1; rows.pop_back())
            --first;
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            m_keys.remove(m_rows[size_t(row)]);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
    }
}

void ExchangeModel::takeTouched()
{
    const QSet<quint64> touched = std::exchange(m_touched, {});
    for (quint64 number : touched) {
        if (std::binary_search(m_added.begin() + ptrdiff_t(m_addedAt), m_added.end(), number))
            continue; // looked at when its turn comes
        const int row = rowOf(double(number));
        const bool wanted = matches(number);
        if (row < 0 && wanted) {
            insert(number);
        } else if (row >= 0 && !wanted) {
            remove(row);
        } else if (row >= 0) {
            move(row, number);
            const int now = rowOf(double(number));
            Q_EMIT dataChanged(index(now, 0), index(now, kColumnCount - 1));
        }
    }
}

void ExchangeModel::takeAdded(const QDeadlineTimer &deadline)
{
    if (!isByNumber() && m_added.size() - m_addedAt > kFewRows)
        return rebuild();
    std::vector<quint64> found;
    while (m_addedAt < m_added.size() && !deadline.hasExpired()) {
        const quint64 number = m_added[m_addedAt++];
        if (matches(number))
            found.push_back(number);
    }
    if (m_addedAt == m_added.size()) {
        m_added.clear();
        m_addedAt = 0;
    } else {
        schedule(0);
    }
    if (isByNumber() && !found.empty()) {
        const bool atEnd = !m_descending;
        const int first = atEnd ? shown() : 0;
        beginInsertRows({}, first, first + int(found.size()) - 1);
        if (atEnd)
            m_rows.insert(m_rows.end(), found.begin(), found.end());
        else
            m_rows.insert(m_rows.begin(), found.rbegin(), found.rend());
        endInsertRows();
        return;
    }
    for (quint64 number : found)
        insert(number);
}

} // namespace NodeHttp::Inspector
