// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_JSONTREEMODEL_H
#define NODEHTTP_INSPECTOR_JSONTREEMODEL_H

#include "inspectorexport.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qjsonvalue.h>
#include <QtQmlIntegration/qqmlintegration.h>

#include <memory>

namespace NodeHttp::Inspector {

/*
    A JSON text as a tree of names and values. Children are made when they are first asked for, and some hundreds at a
    time, so that a large document costs what is looked at. Below kDepth levels a value is shown as text.
*/
class NODEHTTP_INSPECTOR_EXPORT JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY textChanged)
    Q_PROPERTY(int problemAt READ problemAt NOTIFY textChanged)
public:
    enum Role : int { NameRole = Qt::UserRole, ValueRole, KindRole, PathRole };
    static constexpr int kDepth = 64;

    explicit JsonTreeModel(QObject *parent = nullptr);
    ~JsonTreeModel() override;

    QString text() const { return m_text; }
    void setText(const QString &text);
    QString problem() const { return m_problem; } // empty: the text is JSON
    int problemAt() const { return m_problemAt; } // byte of the text's UTF-8; -1: none

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void textChanged();

private:
    struct Node;

    Node *nodeOf(const QModelIndex &index) const;

    QString m_text;
    QString m_problem;
    int m_problemAt = -1;
    std::unique_ptr<Node> m_root;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_JSONTREEMODEL_H
