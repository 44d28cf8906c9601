// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_FILTERLEXER_H
#define NODEHTTP_INSPECTOR_FILTERLEXER_H

#include "inspector/filter.h"

namespace NodeHttp::Inspector {

// One word of a filter.
struct FilterToken
{
    enum class Kind : quint8 { Term, And, Or, Not, Open, Close, End };

    Kind kind = Kind::End;
    QString key;            // Term: before the colon, lower case; empty: free text
    QString value;          // Term: behind it, quotes undone
    bool quoted = false;    // the value stood in quotes: nothing in it means anything
    qsizetype at = 0;
    qsizetype size = 0;
    qsizetype valueAt = 0;
};

QList<FilterToken> filterTokens(const QString &text, FilterError *error); // ends with End
const QStringList &filterKeys();

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_FILTERLEXER_H
