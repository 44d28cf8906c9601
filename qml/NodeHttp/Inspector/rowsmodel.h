// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_ROWSMODEL_H
#define NODEHTTP_INSPECTOR_ROWSMODEL_H

#include "inspectorexport.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtQmlIntegration/qqmlintegration.h>

namespace NodeHttp::Inspector {

// A list of rows whose values are found by name. The first value of a row says which one it is: when the rows are set
// anew, views are told only of what came, went or changed.
class NODEHTTP_INSPECTOR_EXPORT RowsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    explicit RowsModel(const QByteArrayList &roles, QObject *parent = nullptr);

    void setRows(const QList<QVariantList> &rows);
    int count() const { return int(m_rows.size()); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    Q_INVOKABLE QVariant value(int row, const QString &role) const; // invalid: there is none

Q_SIGNALS:
    void countChanged();

private:
    QByteArrayList m_roles;
    QList<QVariantList> m_rows;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_ROWSMODEL_H
