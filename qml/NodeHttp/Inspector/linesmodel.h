// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_LINESMODEL_H
#define NODEHTTP_INSPECTOR_LINESMODEL_H

#include "inspectorexport.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtQmlIntegration/qqmlintegration.h>

namespace NodeHttp::Inspector {

// A text by its lines. A very long line is several rows, of which only the first has a number.
class NODEHTTP_INSPECTOR_EXPORT LinesModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(int lines READ lines NOTIFY textChanged)
    Q_PROPERTY(int count READ count NOTIFY textChanged)
public:
    enum Role : int { LineRole = Qt::UserRole, TextRole };
    static constexpr int kLongest = 2000;

    using QAbstractListModel::QAbstractListModel;

    QString text() const { return m_text; }
    void setText(const QString &text);
    int lines() const { return m_lines; }
    int count() const { return int(m_rows.size()); }
    // The row in which the n-th occurrence of a text begins, in whatever case; -1: there is none.
    Q_INVOKABLE int find(const QString &text, int occurrence) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void textChanged();

private:
    struct Row
    {
        qsizetype at;
        qsizetype size;
        int line; // 0: goes on with the one before
    };

    QString m_text;
    QList<Row> m_rows;
    int m_lines = 0;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_LINESMODEL_H
