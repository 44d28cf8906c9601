// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_NUMBERRANGES_H
#define NODEHTTP_INSPECTOR_NUMBERRANGES_H

#include <QtCore/qglobal.h>

#include <algorithm>
#include <vector>

namespace NodeHttp::Inspector {

// Numbers of records, as ranges: a hundred thousand that go at once are one of them.
class NumberRanges
{
public:
    struct Range
    {
        quint64 first = 0;
        quint64 last = 0;
    };

    void add(quint64 first, quint64 last)
    {
        const auto begin = std::partition_point(m_ranges.begin(), m_ranges.end(), [first](const Range &range) {
            return range.last + 1 < first;
        });
        auto end = begin;
        for (; end != m_ranges.end() && end->first <= last + 1; ++end) { // they touch
            first = std::min(first, end->first);
            last = std::max(last, end->last);
            m_size -= end->last - end->first + 1;
        }
        m_size += last - first + 1;
        m_ranges.insert(m_ranges.erase(begin, end), {first, last});
    }
    bool contains(quint64 number) const
    {
        const auto at = std::partition_point(m_ranges.begin(), m_ranges.end(), [number](const Range &range) {
            return range.last < number;
        });
        return at != m_ranges.end() && at->first <= number;
    }
    bool isEmpty() const { return m_ranges.empty(); }
    quint64 size() const { return m_size; }           // numbers in all of them
    const std::vector<Range> &ranges() const { return m_ranges; } // upwards

private:
    std::vector<Range> m_ranges;
    quint64 m_size = 0;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_NUMBERRANGES_H
