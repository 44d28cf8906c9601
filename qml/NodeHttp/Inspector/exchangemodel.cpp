// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The rows of the table and how they keep up with the recorder. Its signals are only noted; work() takes them in, all of
// one moment together, and no longer than a slice.

#include "exchangemodel.h"

#include "modelrebuild.h"

#include "inspector/freeing.h"

#include <algorithm>
#include <limits>

namespace NodeHttp::Inspector {

namespace {

constexpr int kRefresh = 30;      // milliseconds in which what happens is collected

ExchangeModel::Kind kindOf(const ExchangeRecord &record)
{
    if (record.state == State::Failed)
        return ExchangeModel::Failed;
    if (record.status == 0)
        return ExchangeModel::Pending;
    return ExchangeModel::Kind(std::clamp(record.status / 100, 1, 5));
}

} // namespace

ExchangeModel::ExchangeModel(TrafficRecorder *recorder, QObject *parent) : QAbstractTableModel(parent), m_recorder(recorder)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ExchangeModel::work);
    connect(recorder, &TrafficRecorder::recordsAdded, this, &ExchangeModel::onAdded);
    connect(recorder, &TrafficRecorder::recordsChanged, this, &ExchangeModel::onChanged);
    connect(recorder, &TrafficRecorder::recordsRemoved, this, &ExchangeModel::onRemoved);
}

ExchangeModel::~ExchangeModel() = default;

int ExchangeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ExchangeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QHash<int, QByteArray> ExchangeModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"}, {NumberRole, "number"}, {TextsRole, "texts"}, {KindRole, "kind"}, {SummaryRole, "summary"}};
}

QVariant ExchangeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ExchangeRecord *const found = record(qint64(m_rows[size_t(index.row())]));
    if (!found)
        return {}; // it went a moment ago
    switch (role) {
    case Qt::DisplayRole: return columnText(*found, Column(index.column()));
    case NumberRole: return found->number;
    case TextsRole: return columnTexts(*found);
    case KindRole: return kindOf(*found);
    case SummaryRole:
        return QStringLiteral("%1 %2 %3, %4").arg(columnText(*found, Column::Method), columnText(*found, Column::Host),
                                                   columnText(*found, Column::Path), columnText(*found, Column::Status));
    }
    return {};
}

QVariant ExchangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= kColumnCount)
        return {};
    return columnTitle(Column(section));
}

QStringList ExchangeModel::titles() const
{
    QStringList all;
    for (int column = 0; column < kColumnCount; ++column)
        all.append(columnTitle(Column(column)));
    return all;
}

const ExchangeRecord *ExchangeModel::record(qint64 number) const
{
    const qsizetype row = m_recorder->rowOf(quint64(number));
    return row < 0 ? nullptr : &m_recorder->at(row);
}

double ExchangeModel::numberAt(int row) const
{
    return row >= 0 && size_t(row) < m_rows.size() ? double(m_rows[size_t(row)]) : 0;
}

int ExchangeModel::rowOf(double number) const
{
    if (!isByNumber() && !m_keys.contains(quint64(number)))
        return -1;
    const size_t place = placeOf(keyOf(quint64(number)), quint64(number));
    return place < m_rows.size() && m_rows[place] == quint64(number) ? int(place) : -1;
}

QList<double> ExchangeModel::span(int first, int last) const
{
    qint64 begin = 0, end = 0;
    for (int row = qMax(0, first); row <= last && row < shown(); ++row) {
        const ExchangeRecord *const found = record(qint64(m_rows[size_t(row)]));
        if (!found)
            continue;
        const qint64 from = m_recorder->wallTime(*found);
        begin = begin == 0 ? from : qMin(begin, from);
        end = qMax(end, from + qMax<qint64>(0, found->duration()));
    }
    return {double(begin / 1000) / 1e3, double(end / 1000) / 1e3};
}

double ExchangeModel::progress() const
{
    return m_rebuild ? m_rebuild->progress() : 1;
}

void ExchangeModel::setPaused(bool paused)
{
    if (std::exchange(m_paused, paused) == paused)
        return;
    schedule(0);
    Q_EMIT pausedChanged();
    Q_EMIT waitingChanged();
}

void ExchangeModel::setFilter(const Filter &filter)
{
    m_filter = filter;
    rebuild();
}

void ExchangeModel::sortBy(int column, bool descending)
{
    if (column < 0 || column >= kColumnCount || (Column(column) == m_column && descending == m_descending && !m_rebuild))
        return;
    m_wanted = {Column(column), descending};
    rebuild();
}

void ExchangeModel::rebuild()
{
    const bool someWait = m_paused && m_addedAt < m_added.size();
    const quint64 last = someWait ? m_added[m_addedAt] - 1 : std::numeric_limits<quint64>::max();
    m_rebuild = std::make_unique<ModelRebuild>(m_recorder, m_filter, m_wanted.first, m_wanted.second, last);
    Q_EMIT progressChanged();
    schedule(0);
}

void ExchangeModel::schedule(int delay)
{
    if (!m_timer.isActive() || m_timer.remainingTime() > delay)
        m_timer.start(delay);
}

void ExchangeModel::onAdded(qsizetype first, qsizetype last)
{
    for (qsizetype row = first; row <= last; ++row)
        m_added.push_back(m_recorder->at(row).number);
    schedule(kRefresh);
}

void ExchangeModel::onChanged(const QList<quint64> &numbers)
{
    for (quint64 number : numbers)
        m_touched.insert(number);
    schedule(kRefresh);
}

void ExchangeModel::onRemoved(qsizetype first, qsizetype last)
{
    m_gone.add(m_recorder->at(first).number, m_recorder->at(last).number); // between them there is none but those
    if (m_rebuild)
        m_rebuild->onRemoved(first, last);
    schedule(0);
}

// While new rows are worked out the old ones stand still; what happens meanwhile is taken in afterwards.
void ExchangeModel::work()
{
    const QDeadlineTimer deadline(kSlice, Qt::PreciseTimer);
    const int before = shown();
    const int waitedFor = waiting();
    if (m_rebuild) {
        if (m_rebuild->step(deadline))
            commit();
        else
            schedule(0);
        Q_EMIT progressChanged();
        if (m_rebuild)
            return;
    } else if (!m_coming.empty()) {
        takeComing();
        Q_EMIT progressChanged();
    }
    if (!m_coming.empty()) {
        Q_EMIT shownChanged();
        return;
    }
    takeGone();
    takeTouched();
    if (!m_paused)
        takeAdded(deadline);
    if (before != shown())
        Q_EMIT shownChanged();
    if (waitedFor != waiting())
        Q_EMIT waitingChanged();
}

void ExchangeModel::commit()
{
    const quint64 lastSeen = m_rebuild->lastSeen();
    std::vector<quint64> rows = m_rebuild->takeRows();
    Keys keys = m_rebuild->takeKeys();
    const NumberRanges gone = std::exchange(m_gone, {});
    if (!gone.isEmpty()) {
        std::erase_if(rows, [&gone](quint64 number) { return gone.contains(number); });
        keys.removeIf([&gone](const auto &key) { return gone.contains(key.key()); });
    }
    m_rebuild.reset();
    const bool sorted = m_wanted != std::pair(m_column, m_descending);
    replace(std::move(rows), std::move(keys), m_wanted);
    // What was added before the last record it saw is in it.
    m_added.erase(m_added.begin(), std::upper_bound(m_added.begin(), m_added.end(), lastSeen));
    m_addedAt = 0;
    if (sorted)
        Q_EMIT sortChanged();
    Q_EMIT shownChanged();
}

// Views are told of fewer or more rows at the end, and of changes in all others.
void ExchangeModel::replace(std::vector<quint64> rows, Keys keys, std::pair<Column, bool> order)
{
    Q_EMIT rowsAboutToBeReplaced();
    const int now = int(rows.size());
    if (now < shown()) {
        beginRemoveRows({}, now, shown() - 1);
        m_rows.resize(size_t(now));
        endRemoveRows();
    }
    const int common = shown();
    m_coming.assign(rows.begin() + common, rows.end());
    rows.resize(size_t(common));
    m_rows = std::move(rows);
    m_keys.swap(keys);
    std::tie(m_column, m_descending) = order;
    if (common > 0)
        Q_EMIT dataChanged(index(0, 0), index(common - 1, kColumnCount - 1));
    takeComing();
    m_rubbish.push_back(std::move(keys));
    freeSome();
    Q_EMIT rowsReplaced();
}

void ExchangeModel::freeSome()
{
    const QDeadlineTimer deadline(kSlice, Qt::PreciseTimer);
    while (!m_rubbish.empty() && !deadline.hasExpired()) {
        Keys &keys = m_rubbish.back();
        auto key = keys.begin();
        while (key != keys.end() && !deadline.hasExpired())
            key = keys.erase(key);
        if (keys.isEmpty())
            m_rubbish.pop_back();
    }
    joinFreed();
    if (!m_rubbish.empty())
        QTimer::singleShot(0, this, &ExchangeModel::freeSome);
}

// Views make a page of rows in one go, which takes long when they had none.
void ExchangeModel::takeComing()
{
    if (m_coming.empty())
        return;
    const size_t some = shown() < kScreen ? qMin<size_t>(kRowsAtOnce, m_coming.size()) : m_coming.size();
    beginInsertRows({}, shown(), shown() + int(some) - 1);
    m_rows.insert(m_rows.end(), m_coming.begin(), m_coming.begin() + ptrdiff_t(some));
    m_coming.erase(m_coming.begin(), m_coming.begin() + ptrdiff_t(some));
    endInsertRows();
    if (!m_coming.empty())
        schedule(0);
}

bool ExchangeModel::matches(quint64 number) const
{
    const ExchangeRecord *const found = record(qint64(number));
    return found && m_filter.matches(*found, m_recorder->bodies());
}

} // namespace NodeHttp::Inspector
