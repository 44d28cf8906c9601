// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// JSON as a tree. QJsonDocument keeps the values compactly; nodes exist for what was unfolded.

#include "jsontreemodel.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <vector>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAtOnce = 200;          // children that one fetchMore() makes
constexpr qsizetype kTextLength = 2000; // of a value in its row

int sizeOf(const QJsonValue &value)
{
    if (value.isObject())
        return int(value.toObject().size());
    return value.isArray() ? int(value.toArray().size()) : 0;
}

QString shortened(const QString &text)
{
    return text.size() <= kTextLength ? text : text.left(kTextLength) + u'\u2026';
}

} // namespace

struct JsonTreeModel::Node
{
    Node *parent = nullptr;
    int row = 0;
    int depth = 0;
    QString name;
    QJsonValue value;
    std::vector<std::unique_ptr<Node>> children;

    int possible() const { return depth < kDepth ? sizeOf(value) : 0; }

    void grow(int count)
    {
        const QJsonObject object = value.toObject();
        const QJsonArray array = value.toArray();
        auto member = object.constBegin() + int(children.size());
        for (int i = 0; i < count; ++i) {
            auto child = std::make_unique<Node>();
            child->parent = this;
            child->row = int(children.size());
            child->depth = depth + 1;
            if (value.isObject()) {
                child->name = member.key();
                child->value = member.value();
                ++member;
            } else {
                child->name = QString::number(child->row);
                child->value = array.at(child->row);
            }
            children.push_back(std::move(child));
        }
    }
};

JsonTreeModel::JsonTreeModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>())
{
}

JsonTreeModel::~JsonTreeModel() = default;

void JsonTreeModel::setText(const QString &text)
{
    if (text == m_text)
        return;
    beginResetModel();
    m_text = text;
    m_root = std::make_unique<Node>();
    QJsonParseError error;
    // A document is an object or an array; the brackets make one of any other value.
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &error);
    m_problem = error.error == QJsonParseError::NoError ? QString() : error.errorString();
    m_problemAt = m_problem.isEmpty() ? -1 : qMax(0, error.offset - 1);
    m_root->value = document.array();
    m_root->depth = -1;
    if (m_problem.isEmpty())
        m_root->grow(qMin(kAtOnce, sizeOf(m_root->value)));
    endResetModel();
    Q_EMIT textChanged();
}

JsonTreeModel::Node *JsonTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *const node = nodeOf(parent);
    if (column != 0 || row < 0 || size_t(row) >= node->children.size())
        return {};
    return createIndex(row, column, node->children[size_t(row)].get());
}

QModelIndex JsonTreeModel::parent(const QModelIndex &child) const
{
    Node *const node = child.isValid() ? nodeOf(child)->parent : nullptr;
    return !node || node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    return parent.column() <= 0 && nodeOf(parent)->possible() > 0;
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.column() <= 0 && rowCount(parent) < nodeOf(parent)->possible();
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    Node *const node = nodeOf(parent);
    const int there = int(node->children.size());
    const int more = qMin(kAtOnce, node->possible() - there);
    if (more <= 0)
        return;
    beginInsertRows(parent, there, there + more - 1);
    node->grow(more);
    endInsertRows();
}

QHash<int, QByteArray> JsonTreeModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"}, {NameRole, "name"}, {ValueRole, "value"}, {KindRole, "kind"}, {PathRole, "path"}};
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *const node = nodeOf(index);
    const QJsonValue &value = node->value;
    const bool nested = value.isObject() || value.isArray();
    switch (role) {
    case NameRole:
        return node->depth > 0 ? node->name : QString();
    case KindRole:
        return value.isString() ? u"string"_s : value.isDouble() ? u"number"_s : nested ? u"nested"_s : u"word"_s;
    case PathRole: {
        QString path;
        for (const Node *at = node; at->depth > 0; at = at->parent)
            path.prepend(at->parent->value.isArray() ? u"[%1]"_s.arg(at->name) : u'.' + at->name);
        return u'$' + path;
    }
    case ValueRole:
        break;
    case Qt::DisplayRole:
        if (node->depth > 0)
            return u"%1: %2"_s.arg(node->name, data(index, ValueRole).toString());
        break;
    default:
        return {};
    }
    if (nested && (node->depth < kDepth || sizeOf(value) == 0))
        return value.isObject() ? tr("{ %n member(s) }", nullptr, sizeOf(value)) : tr("[ %n item(s) ]", nullptr, sizeOf(value));
    if (value.isString())
        return shortened(u'"' + value.toString() + u'"');
    if (value.isNull())
        return u"null"_s;
    // Numbers, words, and what is too deep: as JSON writes them.
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return shortened(QString::fromUtf8(text.mid(1, text.size() - 2)));
}

} // namespace NodeHttp::Inspector
