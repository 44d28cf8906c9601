// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_MODELREBUILD_H
#define NODEHTTP_INSPECTOR_MODELREBUILD_H

#include "exchangecolumns.h"
#include "slicedsort.h"

#include "inspector/filter.h"
#include "inspector/recorder.h"

#include <QtCore/qhash.h>

#include <memory>

namespace NodeHttp::Inspector {

// Works out which records pass a filter, and their order, in slices.
class ModelRebuild
{
public:
    struct Row
    {
        SortKey key;
        quint64 number = 0;
    };

    // Looks at no record above \a last.
    ModelRebuild(const TrafficRecorder *recorder, const Filter &filter, Column column, bool descending, quint64 last);

    bool step(const QDeadlineTimer &deadline); // true: it is done
    double progress() const;
    void onRemoved(qsizetype first, qsizetype last); // of the recorder, before they go
    quint64 lastSeen() const { return m_lastSeen; }  // records above this number were not looked at

    std::vector<quint64> takeRows() { return std::move(m_numbers); }
    QHash<quint64, SortKey> takeKeys() { return std::move(m_keys); }

private:
    bool filterSome(const QDeadlineTimer &deadline);
    bool sortSome(const QDeadlineTimer &deadline);
    bool listSome(const QDeadlineTimer &deadline);

    const TrafficRecorder *m_recorder;
    const Filter m_filter;
    const Column m_column;
    const bool m_descending;
    const quint64 m_last;
    qsizetype m_at = 0;                         // the next record to be looked at
    qsizetype m_total = 0;
    quint64 m_lastSeen = 0;
    std::vector<Row> m_rows;
    std::unique_ptr<SlicedSort<Row>> m_sort;
    bool m_listing = false;
    size_t m_listed = 0;
    std::vector<quint64> m_numbers;
    QHash<quint64, SortKey> m_keys;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_MODELREBUILD_H
