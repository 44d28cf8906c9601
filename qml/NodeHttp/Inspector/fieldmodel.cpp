// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A grid of names and values.

#include "fieldmodel.h"

#include <QtCore/qurl.h>

namespace NodeHttp::Inspector {

namespace {

// Fields of a head may be Latin-1; what is not edited stays as it was.
QString textOf(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return text.toUtf8() == bytes ? text : QString::fromLatin1(bytes);
}

} // namespace

FieldModel::FieldModel(QObject *parent) : QAbstractListModel(parent)
{
}

HeaderList FieldModel::headers() const
{
    HeaderList headers;
    for (const Field &field : m_fields) {
        if (field.used && !field.part.name.isEmpty())
            headers.append({field.part.name, field.part.value});
    }
    return headers;
}

QList<FormPart> FieldModel::parts() const
{
    QList<FormPart> parts;
    for (const Field &field : m_fields) {
        if (field.used && !field.part.name.isEmpty())
            parts.append(field.part);
    }
    return parts;
}

void FieldModel::setHeaders(const HeaderList &headers)
{
    QList<Field> fields;
    for (const Header &header : headers)
        fields.append({{header.name, header.value.toByteArray(), {}, {}, {}}, true});
    reset(fields);
}

void FieldModel::setParts(const QList<FormPart> &parts)
{
    QList<Field> fields;
    for (const FormPart &part : parts)
        fields.append({part, true});
    reset(fields);
}

void FieldModel::reset(const QList<Field> &fields)
{
    beginResetModel();
    m_fields = fields;
    endResetModel();
    Q_EMIT changed();
}

void FieldModel::put(int row, const QString &role, const QVariant &value)
{
    if (row < 0 || row > count())
        return;
    const QByteArray text = value.toString().toUtf8();
    if (row == count()) {
        if (text.isEmpty() || role == QLatin1String("used"))
            return;
        beginInsertRows({}, row + 1, row + 1); // the empty row moves on; this one stays where it is being written
        m_fields.append(Field());
        endInsertRows();
        Q_EMIT dataChanged(index(row), index(row), {Last});
    }
    FormPart &part = m_fields[row].part;
    if (role == QLatin1String("name"))
        part.name = text;
    else if (role == QLatin1String("value"))
        part.value = text;
    else if (role == QLatin1String("file"))
        part.file = value.toString().startsWith(QLatin1String("file:")) ? QUrl(value.toString()).toLocalFile() : value.toString();
    else if (role == QLatin1String("type"))
        part.type = text;
    else
        m_fields[row].used = value.toBool();
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT changed();
}

void FieldModel::removeRow(int row)
{
    if (row < 0 || row >= count())
        return;
    beginRemoveRows({}, row, row);
    m_fields.removeAt(row);
    endRemoveRows();
    Q_EMIT changed();
}

void FieldModel::clear()
{
    reset({});
}

int FieldModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count() + 1;
}

QVariant FieldModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool last = index.row() == count();
    const Field field = last ? Field() : m_fields.at(index.row());
    switch (role) {
    case Name: return textOf(field.part.name);
    case Value: return textOf(field.part.value);
    case File: return field.part.file;
    case Type: return QString::fromUtf8(field.part.type);
    case Used: return field.used;
    case Last: return last;
    }
    return {};
}

QHash<int, QByteArray> FieldModel::roleNames() const
{
    return {{Name, "name"}, {Value, "value"}, {File, "file"}, {Type, "type"}, {Used, "used"}, {Last, "last"}};
}

} // namespace NodeHttp::Inspector
