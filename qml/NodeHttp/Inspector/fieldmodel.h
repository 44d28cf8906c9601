// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_FIELDMODEL_H
#define NODEHTTP_INSPECTOR_FIELDMODEL_H

#include "inspectorexport.h"

#include "inspector/curl.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtQmlIntegration/qqmlintegration.h>

namespace NodeHttp::Inspector {

// Names and values that a person writes: header fields, trailers, parts of a form. Behind the last row there is always an
// empty one to be written in, which is none of them.
class NODEHTTP_INSPECTOR_EXPORT FieldModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A ComposerModel has them.")
    Q_PROPERTY(int count READ count NOTIFY changed)
public:
    enum Role { Name = Qt::UserRole, Value, File, Type, Used, Last };

    explicit FieldModel(QObject *parent = nullptr);

    int count() const { return int(m_fields.size()); } // without the empty row
    HeaderList headers() const;
    QList<FormPart> parts() const;
    void setHeaders(const HeaderList &headers);
    void setParts(const QList<FormPart> &parts);

    // Role by its name; writing into the empty row makes it a real one.
    Q_INVOKABLE void put(int row, const QString &role, const QVariant &value);
    Q_INVOKABLE void removeRow(int row);
    Q_INVOKABLE void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    struct Field
    {
        FormPart part;
        bool used = true;
    };
    void reset(const QList<Field> &fields);

    QList<Field> m_fields;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_FIELDMODEL_H
