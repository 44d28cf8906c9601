// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "hexmodel.h"

namespace NodeHttp::Inspector {

void HexModel::setBytes(const QByteArray &bytes)
{
    if (bytes == m_bytes)
        return;
    beginResetModel();
    m_bytes = bytes;
    endResetModel();
    Q_EMIT bytesChanged();
}

void HexModel::setMark(int at)
{
    if (std::exchange(m_mark, at) == at)
        return;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {MarkRole});
    Q_EMIT markChanged();
}

int HexModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int((m_bytes.size() + kWidth - 1) / kWidth);
}

QHash<int, QByteArray> HexModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"}, {OffsetRole, "offset"}, {HexRole, "hex"}, {CharactersRole, "characters"}, {MarkRole, "mark"}};
}

QVariant HexModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const qsizetype at = qsizetype(index.row()) * kWidth;
    const QByteArrayView row = QByteArrayView(m_bytes).sliced(at, qMin<qsizetype>(kWidth, m_bytes.size() - at));
    switch (role) {
    case OffsetRole:
        return QStringLiteral("%1").arg(at, 8, 16, QLatin1Char('0'));
    case HexRole: {
        QString hex = QString::fromLatin1(row.toByteArray().toHex(' ')).leftJustified(3 * kWidth - 1, QLatin1Char(' '));
        return hex.insert(3 * kWidth / 2 - 1, QLatin1Char(' ')); // a gap in the middle
    }
    case CharactersRole: {
        QString text;
        for (char c : row)
            text += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
        return text;
    }
    case MarkRole:
        return m_mark >= at && m_mark < at + kWidth ? int(m_mark - at) : -1; // in the row
    case Qt::DisplayRole:
        return QStringLiteral("%1  %2  %3").arg(data(index, OffsetRole).toString(), data(index, HexRole).toString(),
                                                data(index, CharactersRole).toString());
    }
    return {};
}

} // namespace NodeHttp::Inspector
