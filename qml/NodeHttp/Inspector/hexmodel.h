// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_HEXMODEL_H
#define NODEHTTP_INSPECTOR_HEXMODEL_H

#include "inspectorexport.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtQmlIntegration/qqmlintegration.h>

namespace NodeHttp::Inspector {

// Bytes, sixteen a row: offset, hexadecimal, characters. A row is written when it is looked at.
class NODEHTTP_INSPECTOR_EXPORT HexModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QByteArray bytes READ bytes WRITE setBytes NOTIFY bytesChanged)
    Q_PROPERTY(int mark READ mark WRITE setMark NOTIFY markChanged)
    Q_PROPERTY(int count READ count NOTIFY bytesChanged)
public:
    enum Role : int { OffsetRole = Qt::UserRole, HexRole, CharactersRole, MarkRole };
    static constexpr int kWidth = 16;

    using QAbstractListModel::QAbstractListModel;

    QByteArray bytes() const { return m_bytes; }
    void setBytes(const QByteArray &bytes);
    int mark() const { return m_mark; }            // the byte that is pointed at; -1: none
    void setMark(int at);
    int count() const { return rowCount(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void bytesChanged();
    void markChanged();

private:
    QByteArray m_bytes;
    int m_mark = -1;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_HEXMODEL_H
