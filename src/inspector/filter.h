// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_FILTER_H
#define NODEHTTP_INSPECTOR_FILTER_H

#include "inspector/exchangerecord.h"

#include <QtCore/qstringlist.h>

#include <memory>

namespace NodeHttp::Inspector {

class FilterNode;

// What is wrong with a filter, and where.
struct FilterError
{
    QString message;
    qsizetype at = -1;
    qsizetype size = 0;

    explicit operator bool() const { return at >= 0; }
};

/*
    A condition on exchanges, written as text:

        method:POST status:>=400 host:api* type:json size:>10k time:>200ms header:x-id=7 body:"text" is:error
        -path:/health free text

    Terms side by side must all hold; `and`, `or`, `not` (or `-`) and parentheses combine them. Values may be quoted, list
    alternatives (method:GET,HEAD), hold * for anything, be compared (> >= < <= =) or a range (status:200..299); status
    takes 4xx as well. A term without a key is looked for in method, URL, status and the names and values of headers.
    A default-made filter matches everything. Copies are cheap; several threads may share one.
*/
class Filter
{
public:
    Filter() = default;
    static Filter parse(const QString &text);

    bool matches(const ExchangeRecord &record, const BodyStore &bodies) const; // with an error: nothing
    FilterError error() const { return m_error; }
    bool isEmpty() const { return !m_root; }
    QString text() const { return m_text; }

    // What could stand at the cursor: complete terms or their beginnings ("status:"), and what they would replace.
    struct Completion
    {
        QStringList candidates;
        qsizetype at = 0;
        qsizetype size = 0;
    };
    static Completion complete(const QString &text, qsizetype cursor);

private:
    QString m_text;
    FilterError m_error;
    std::shared_ptr<const FilterNode> m_root;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_FILTER_H
