// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_EXCHANGEMODEL_H
#define NODEHTTP_INSPECTOR_EXCHANGEMODEL_H

#include "exchangecolumns.h"
#include "inspectorexport.h"
#include "numberranges.h"

#include "inspector/filter.h"
#include "inspector/recorder.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qset.h>
#include <QtCore/qtimer.h>
#include <QtQmlIntegration/qqmlintegration.h>

#include <memory>
#include <vector>

namespace NodeHttp::Inspector {

class ModelRebuild;

/*
    The exchanges of a session that pass its filter, in the order of one column. Rows are found by the numbers of their
    records. Whatever takes long, a new filter or another order, is done in slices of a few milliseconds between which the
    window lives on; until it is done the rows stay as they were. New records appear some thirty times a second, all at once.
    New rows in the place of old ones are told as changes of the same rows, not as a reset: views keep what they made for them.
*/
class NODEHTTP_INSPECTOR_EXPORT ExchangeModel : public QAbstractTableModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("InspectorSession.model is one")
    Q_PROPERTY(int shown READ shown NOTIFY shownChanged)
    Q_PROPERTY(int sortColumn READ sortColumn NOTIFY sortChanged)
    Q_PROPERTY(bool descending READ isDescending NOTIFY sortChanged)
    Q_PROPERTY(bool paused READ isPaused WRITE setPaused NOTIFY pausedChanged)
    Q_PROPERTY(int waiting READ waiting NOTIFY waitingChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY progressChanged)
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged)
    Q_PROPERTY(QStringList titles READ titles CONSTANT)
public:
    enum Role : int { NumberRole = Qt::UserRole, TextsRole, KindRole, SummaryRole };

    // What a row is coloured by.
    enum Kind : int { Pending, Informed, Good, Moved, Refused, Broken, Failed };
    Q_ENUM(Kind)

    explicit ExchangeModel(TrafficRecorder *recorder, QObject *parent = nullptr);
    ~ExchangeModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    int shown() const { return int(m_rows.size()); }
    int sortColumn() const { return int(m_column); }
    bool isDescending() const { return m_descending; }
    bool isPaused() const { return m_paused; }     // new records wait; those that are shown go on changing
    void setPaused(bool paused);
    int waiting() const { return m_paused ? int(m_added.size()) : 0; }
    bool isBusy() const { return m_rebuild || !m_coming.empty(); }
    double progress() const;                       // of a filter or an order that is being worked out, up to 1
    QStringList titles() const;                    // of the columns

    void setFilter(const Filter &filter);
    Q_INVOKABLE void sortBy(int column, bool descending);
    Q_INVOKABLE double numberAt(int row) const;    // 0: there is no such row
    Q_INVOKABLE int rowOf(double number) const;    // -1: it is not shown
    // The time in which the exchanges of these rows happened, as two milliseconds since 1970 with a fraction.
    Q_INVOKABLE QList<double> span(int first, int last) const;

    const ExchangeRecord *record(qint64 number) const; // null: it is not there any more
    const TrafficRecorder *recorder() const { return m_recorder; }

Q_SIGNALS:
    void shownChanged();
    void sortChanged();
    void pausedChanged();
    void waitingChanged();
    void progressChanged();
    void rowsAboutToBeReplaced();                  // by a new filter, another order: what is in sight is another row afterwards
    void rowsReplaced();

private:
    static constexpr int kSlice = 6;               // milliseconds of work before the event loop has its turn
    static constexpr int kScreen = 100;            // rows that may be in sight, for which views make something
    static constexpr int kRowsAtOnce = 8;          // so many of those before the event loop has its turn

    void onAdded(qsizetype first, qsizetype last);
    void onChanged(const QList<quint64> &numbers);
    void onRemoved(qsizetype first, qsizetype last);
    void schedule(int delay);
    void work();
    void rebuild();
    void commit();
    void takeComing();
    void freeSome();
    void takeGone();
    void takeTouched();
    void takeAdded(const QDeadlineTimer &deadline);
    void insert(quint64 number);
    void removeRows(int first, int last);
    using Keys = QHash<quint64, SortKey>;
    void replace(std::vector<quint64> rows, Keys keys, std::pair<Column, bool> order);
    void replaceByGone(const NumberRanges &gone);
    void move(int row, quint64 number);
    bool isByNumber() const { return m_column == Column::Number; }
    bool matches(quint64 number) const;
    SortKey keyOf(quint64 number) const;
    bool isBefore(const SortKey &a, quint64 numberA, const SortKey &b, quint64 numberB) const;
    size_t placeOf(const SortKey &key, quint64 number) const;

    TrafficRecorder *const m_recorder;
    Filter m_filter;
    Column m_column = Column::Number;
    bool m_descending = false;
    bool m_paused = false;
    std::vector<quint64> m_rows;
    std::vector<quint64> m_coming;                 // rows at the end that are not told of yet
    Keys m_keys;                                   // by which the rows are in order; none while that is the number
    std::vector<quint64> m_added;                  // what happened since work() ran
    size_t m_addedAt = 0;                          // up to here it was taken in
    QSet<quint64> m_touched;
    std::vector<Keys> m_rubbish;                   // a hundred thousand texts are not freed in one step
    NumberRanges m_gone;
    std::unique_ptr<ModelRebuild> m_rebuild;
    std::pair<Column, bool> m_wanted{Column::Number, false}; // the order that was asked for last
    QTimer m_timer;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_EXCHANGEMODEL_H
