// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "linesmodel.h"

#include <algorithm>

namespace NodeHttp::Inspector {

void LinesModel::setText(const QString &text)
{
    if (text == m_text && !m_text.isNull())
        return;
    beginResetModel();
    m_text = text;
    m_rows.clear();
    m_lines = 0;
    for (qsizetype at = 0; at < m_text.size();) {
        const qsizetype end = m_text.indexOf(u'\n', at);
        qsizetype size = (end < 0 ? m_text.size() : end) - at;
        const qsizetype next = at + size + 1;
        if (size > 0 && m_text.at(at + size - 1) == u'\r')
            --size;
        ++m_lines;
        int line = m_lines;
        do {
            const qsizetype piece = qMin<qsizetype>(size, kLongest);
            m_rows.append({at, piece, std::exchange(line, 0)});
            at += piece;
            size -= piece;
        } while (size > 0);
        at = next;
    }
    endResetModel();
    Q_EMIT textChanged();
}

int LinesModel::find(const QString &text, int occurrence) const
{
    qsizetype at = text.isEmpty() ? -1 : m_text.indexOf(text, 0, Qt::CaseInsensitive);
    for (; at >= 0 && occurrence > 0; --occurrence)
        at = m_text.indexOf(text, at + 1, Qt::CaseInsensitive);
    if (at < 0)
        return -1;
    const auto row = std::upper_bound(m_rows.begin(), m_rows.end(), at, [](qsizetype place, const Row &r) { return place < r.at; });
    return int(row - m_rows.begin()) - 1;
}

int LinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QHash<int, QByteArray> LinesModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"}, {LineRole, "line"}, {TextRole, "content"}};
}

QVariant LinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == LineRole)
        return row.line;
    if (role == TextRole || role == Qt::DisplayRole)
        return m_text.mid(row.at, row.size);
    return {};
}

} // namespace NodeHttp::Inspector
