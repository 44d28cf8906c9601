// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_SLICEDSORT_H
#define NODEHTTP_INSPECTOR_SLICEDSORT_H

#include <QtCore/qdeadlinetimer.h>

#include <algorithm>
#include <vector>

namespace NodeHttp::Inspector {

// Sorts a vector a little at a time: short runs first, then merges of neighbours, until all is one run.
template<typename T>
class SlicedSort
{
public:
    explicit SlicedSort(std::vector<T> values) : m_from(std::move(values)) { m_to.reserve(m_from.size()); }

    // True: it is sorted. A step takes at most some fraction of a millisecond more than the deadline allows.
    template<typename Less>
    bool step(const QDeadlineTimer &deadline, Less less)
    {
        while (m_sorted < m_from.size()) {
            const size_t end = std::min(m_from.size(), m_sorted + kRun);
            std::sort(m_from.begin() + ptrdiff_t(m_sorted), m_from.begin() + ptrdiff_t(end), less);
            m_sorted = end;
            if (deadline.hasExpired())
                return false;
        }
        while (m_width < m_from.size()) {
            if (m_to.empty())
                beginPair(0);
            if (!mergeSome(less)) {
                m_from.swap(m_to);
                m_to.clear();
                m_width *= 2;
            }
            if (deadline.hasExpired())
                return m_width >= m_from.size();
        }
        return true;
    }

    double progress() const
    {
        size_t passes = 1, done = m_sorted;
        for (size_t width = kRun; width < m_from.size(); width *= 2) {
            ++passes;
            done += width < m_width ? m_from.size() : 0;
        }
        return m_from.empty() ? 1 : double(done + m_to.size()) / double(passes * m_from.size());
    }
    std::vector<T> take() { return std::move(m_from); }

private:
    static constexpr size_t kRun = 512;

    void beginPair(size_t start)
    {
        m_left = start;
        m_middle = m_right = std::min(m_from.size(), start + m_width);
        m_end = std::min(m_from.size(), start + 2 * m_width);
    }

    // Moves up to so many values of one pass; false: the pass is over.
    template<typename Less>
    bool mergeSome(Less less)
    {
        for (size_t moved = 0; moved < kRun && m_to.size() < m_from.size(); ++moved) {
            const bool fromRight = m_left >= m_middle || (m_right < m_end && less(m_from[m_right], m_from[m_left]));
            m_to.push_back(std::move(m_from[fromRight ? m_right++ : m_left++]));
            if (m_left >= m_middle && m_right >= m_end)
                beginPair(m_end);
        }
        return m_to.size() < m_from.size();
    }

    std::vector<T> m_from, m_to;
    size_t m_sorted = 0;        // runs up to here are sorted
    size_t m_width = kRun;      // of the runs of this pass
    size_t m_left = 0, m_middle = 0, m_right = 0, m_end = 0; // what is left of the two runs that are merged
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_SLICEDSORT_H
