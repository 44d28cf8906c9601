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

void ExchangeModel::removeRows(int first, int last)
{
    beginRemoveRows({}, first, last);
    if (!isByNumber()) {
        for (int row = first; row <= last; ++row)
            m_keys.remove(m_rows[size_t(row)]);
    }
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    endRemoveRows();
}

// Rows that stand side by side go together: the oldest, when there is a cap, or all of them.
void ExchangeModel::takeGone()
{
    if (m_gone.isEmpty())
        return;
    const NumberRanges gone = std::exchange(m_gone, {});
    if (isByNumber() && gone.ranges().size() <= kFewRows) {
        for (const NumberRanges::Range &range : gone.ranges()) {
            // Up to here, and from here on, rows stay.
            size_t first = placeOf(SortKey{qint64(range.first), {}}, range.first);
            size_t end = placeOf(SortKey{qint64(range.last), {}}, range.last);
            if (m_descending)
                std::swap(first, end);
            if (end < m_rows.size() && gone.contains(m_rows[end]))
                ++end;
            if (first < end)
                removeRows(int(first), int(end) - 1);
        }
        return;
    }
    if (gone.size() > kFewRows)
        return replaceByGone(gone);
    for (const NumberRanges::Range &range : gone.ranges()) {
        for (quint64 number = range.first; number <= range.last; ++number) {
            if (const int row = rowOf(double(number)); row >= 0)
                removeRows(row, row);
        }
    }
}

void ExchangeModel::replaceByGone(const NumberRanges &gone)
{
    std::vector<quint64> rows;
    for (quint64 number : m_rows) {
        if (!gone.contains(number))
            rows.push_back(number);
    }
    if (rows.size() == m_rows.size())
        return;
    Keys keys;
    if (!isByNumber()) {
        for (quint64 number : rows)
            keys.insert(number, m_keys.value(number));
    }
    replace(std::move(rows), std::move(keys), {m_column, m_descending});
}

void ExchangeModel::takeTouched()
{
    const QDeadlineTimer deadline(kSlice, Qt::PreciseTimer);
    const QSet<quint64> touched = std::exchange(m_touched, {});
    for (quint64 number : touched) {
        if (deadline.hasExpired()) {
            m_touched.insert(number); // its turn comes
            schedule(0);
            continue;
        }
        if (std::binary_search(m_added.begin() + ptrdiff_t(m_addedAt), m_added.end(), number))
            continue; // looked at when its turn comes
        const int row = rowOf(double(number));
        const bool wanted = matches(number);
        if (row < 0 && wanted) {
            insert(number);
        } else if (row >= 0 && !wanted) {
            removeRows(row, row);
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
    const size_t most = shown() < kScreen ? kRowsAtOnce : m_added.size();
    while (m_addedAt < m_added.size() && found.size() < most && !deadline.hasExpired()) {
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
