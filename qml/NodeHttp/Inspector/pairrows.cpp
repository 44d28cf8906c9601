// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A list of maps as a model that tells what changed.

#include "pairrows.h"

namespace NodeHttp::Inspector {

PairRows::PairRows(QObject *parent) : RowsModel({"name", "modelData"}, parent)
{
}

void PairRows::setPairs(const QVariantList &pairs)
{
    if (pairs == m_pairs)
        return;
    m_pairs = pairs;
    QList<QVariantList> rows;
    for (const QVariant &pair : pairs)
        rows.append({pair.toMap().value(QStringLiteral("name")), pair});
    setRows(rows);
    Q_EMIT pairsChanged();
}

} // namespace NodeHttp::Inspector
