// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Lists that somebody else keeps: what changed is found by comparing.

#include "rowsmodel.h"

namespace NodeHttp::Inspector {

RowsModel::RowsModel(const QByteArrayList &roles, QObject *parent) : QAbstractListModel(parent), m_roles(roles)
{
}

void RowsModel::setRows(const QList<QVariantList> &rows)
{
    const auto same = [&](qsizetype mine, qsizetype theirs) { return m_rows.at(mine).constFirst() == rows.at(theirs).constFirst(); };
    const qsizetype before = m_rows.size();
    qsizetype head = 0, tail = 0;
    const qsizetype least = qMin(before, rows.size());
    while (head < least && same(head, head))
        ++head;
    while (tail < least - head && same(before - 1 - tail, rows.size() - 1 - tail))
        ++tail;
    if (const qsizetype gone = before - head - tail; gone > 0) {
        beginRemoveRows({}, int(head), int(head + gone - 1));
        m_rows.remove(head, gone);
        endRemoveRows();
    }
    if (const qsizetype come = rows.size() - head - tail; come > 0) {
        beginInsertRows({}, int(head), int(head + come - 1));
        for (qsizetype i = 0; i < come; ++i)
            m_rows.insert(head + i, rows.at(head + i));
        endInsertRows();
    }
    for (qsizetype row = 0; row < rows.size(); ++row) {
        if (m_rows.at(row) == rows.at(row))
            continue;
        m_rows[row] = rows.at(row);
        Q_EMIT dataChanged(index(int(row)), index(int(row)));
    }
    if (before != m_rows.size())
        Q_EMIT countChanged();
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    const qsizetype at = role - Qt::UserRole;
    if (!index.isValid() || at < 0 || at >= m_rows.at(index.row()).size())
        return {};
    return m_rows.at(index.row()).at(at);
}

QHash<int, QByteArray> RowsModel::roleNames() const
{
    QHash<int, QByteArray> names;
    for (qsizetype i = 0; i < m_roles.size(); ++i)
        names.insert(Qt::UserRole + int(i), m_roles.at(i));
    return names;
}

QVariant RowsModel::value(int row, const QString &role) const
{
    const qsizetype at = m_roles.indexOf(role.toLatin1());
    return row < 0 || row >= count() || at < 0 ? QVariant() : m_rows.at(row).at(at);
}

} // namespace NodeHttp::Inspector
