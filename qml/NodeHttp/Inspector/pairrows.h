// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_PAIRROWS_H
#define NODEHTTP_INSPECTOR_PAIRROWS_H

#include "rowsmodel.h"

namespace NodeHttp::Inspector {

// Names and values as ExchangeDetails has them, for a view: of the next exchange most names are the same, and what the
// view made for them stays.
class NODEHTTP_INSPECTOR_EXPORT PairRows : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariantList pairs READ pairs WRITE setPairs NOTIFY pairsChanged)
public:
    explicit PairRows(QObject *parent = nullptr);

    QVariantList pairs() const { return m_pairs; }
    void setPairs(const QVariantList &pairs);      // each a map with "name"

Q_SIGNALS:
    void pairsChanged();

private:
    QVariantList m_pairs;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_PAIRROWS_H
