// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What a record says in each column of the table, and how two of them compare.

#include "exchangecolumns.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qlocale.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NodeHttp::Inspector::Columns)
};

QString originTitle(Origin origin)
{
    switch (origin) {
    case Origin::Attached: return Words::tr("attached");
    case Origin::Bin: return Words::tr("bin");
    case Origin::Proxy: return Words::tr("proxy");
    case Origin::Composer: return Words::tr("composer");
    case Origin::Imported: return Words::tr("imported");
    }
    return {};
}

QString statusText(const ExchangeRecord &record)
{
    if (record.status != 0)
        return QString::number(record.status);
    return record.state == State::Failed ? Words::tr("failed") : record.isOver() ? QString() : u"\u2026"_s;
}

QString sizeText(const ExchangeRecord &record)
{
    const qint64 size = record.response.size + record.tunnelDown;
    return record.responseHead.isEmpty() && size == 0 ? QString() : bytesText(size);
}

QString pathText(const ExchangeRecord &record)
{
    const QString query = record.query();
    return query.isEmpty() ? record.path() : record.path() + u'?' + query;
}

QString decimal(double value, const QString &unit)
{
    return QLocale().toString(value, 'f', value < 99.95 ? 1 : 0) + u' ' + unit;
}

} // namespace

QString bytesText(qint64 bytes)
{
    if (bytes < 1024)
        return QLocale().toString(bytes) + u' ' + Words::tr("B");
    if (bytes < 1024 * 1024)
        return decimal(double(bytes) / 1024, Words::tr("kB"));
    if (bytes < qint64(1) << 30)
        return decimal(double(bytes) / 1048576, Words::tr("MB"));
    return decimal(double(bytes) / 1073741824, Words::tr("GB"));
}

QString durationText(qint64 nanoseconds)
{
    if (nanoseconds < 0)
        return {};
    if (nanoseconds < 1000000)
        return decimal(double(nanoseconds) / 1e3, Words::tr("\u00b5s"));
    if (nanoseconds < 1000000000)
        return decimal(double(nanoseconds) / 1e6, Words::tr("ms"));
    return decimal(double(nanoseconds) / 1e9, Words::tr("s"));
}

QString columnTitle(Column column)
{
    switch (column) {
    case Column::Number: return Words::tr("No.");
    case Column::Origin: return Words::tr("Origin");
    case Column::Method: return Words::tr("Method");
    case Column::Status: return Words::tr("Status");
    case Column::Host: return Words::tr("Host");
    case Column::Path: return Words::tr("Path");
    case Column::Type: return Words::tr("Type");
    case Column::Size: return Words::tr("Size");
    case Column::Time: return Words::tr("Time");
    case Column::Waterfall: return Words::tr("Waterfall");
    case Column::Connection: return Words::tr("Conn.");
    case Column::Reused: return Words::tr("Reused");
    }
    return {};
}

QString columnText(const ExchangeRecord &record, Column column)
{
    switch (column) {
    case Column::Number: return QString::number(record.number);
    case Column::Origin: return originTitle(record.origin);
    case Column::Method: return QString::fromLatin1(record.method);
    case Column::Status: return statusText(record);
    case Column::Host: return record.host();
    case Column::Path: return pathText(record);
    case Column::Type: return QString::fromLatin1(record.mimeType());
    case Column::Size: return sizeText(record);
    case Column::Time: return record.method.isEmpty() ? QString() : durationText(record.duration());
    case Column::Connection: return record.connection == 0 ? QString() : QString::number(record.connection);
    case Column::Reused: return record.reused ? Words::tr("yes") : QString();
    case Column::Waterfall: break; // drawn
    }
    return {};
}

QStringList columnTexts(const ExchangeRecord &record)
{
    QStringList texts;
    texts.reserve(kColumnCount);
    for (int column = 0; column < kColumnCount; ++column)
        texts.append(columnText(record, Column(column)));
    return texts;
}

SortKey sortKey(const ExchangeRecord &record, Column column)
{
    switch (column) {
    case Column::Number: return {qint64(record.number), {}};
    case Column::Origin: return {qint64(record.origin), {}};
    case Column::Method: return {0, QString::fromLatin1(record.method)};
    case Column::Status: return {record.status, {}};
    case Column::Host: return {0, record.host()};
    case Column::Path: return {0, pathText(record)};
    case Column::Type: return {0, QString::fromLatin1(record.mimeType())};
    case Column::Size: return {record.response.size + record.tunnelDown, {}};
    case Column::Time: return {record.duration(), {}};
    case Column::Waterfall: return {record.startedAt, {}};
    case Column::Connection: return {qint64(record.connection), {}};
    case Column::Reused: return {record.reused ? 1 : 0, {}};
    }
    return {};
}

int compare(const SortKey &a, const SortKey &b)
{
    if (a.number != b.number)
        return a.number < b.number ? -1 : 1;
    return QString::compare(a.text, b.text);
}

} // namespace NodeHttp::Inspector
