// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_EXCHANGECOLUMNS_H
#define NODEHTTP_INSPECTOR_EXCHANGECOLUMNS_H

#include "inspector/exchangerecord.h"

#include <QtCore/qstringlist.h>

namespace NodeHttp::Inspector {

// The columns of the table, in their first order.
enum class Column : int { Number, Origin, Method, Status, Host, Path, Type, Size, Time, Waterfall, Connection, Reused };
constexpr int kColumnCount = 12;

QString columnTitle(Column column);
QString columnText(const ExchangeRecord &record, Column column);
QStringList columnTexts(const ExchangeRecord &record);

// What a column is sorted by.
struct SortKey
{
    qint64 number = 0;
    QString text;

    friend bool operator==(const SortKey &a, const SortKey &b) = default;
};
SortKey sortKey(const ExchangeRecord &record, Column column);
int compare(const SortKey &a, const SortKey &b);

QString bytesText(qint64 bytes);          // "1.2 kB"
QString durationText(qint64 nanoseconds); // "3.4 ms"; empty below 0

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_EXCHANGECOLUMNS_H
