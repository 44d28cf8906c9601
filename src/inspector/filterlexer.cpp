// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Text to words. A word ends at a space or parenthesis outside quotes.

#include "inspector/filterlexer.h"

#include <algorithm>
#include <numeric>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

bool endsWord(QChar c) { return c.isSpace() || c == u'(' || c == u')'; }

// From an opening quote; returns where the text goes on, -1 when it is not closed.
qsizetype readQuoted(const QString &text, qsizetype at, QString *value)
{
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'"')
            return i + 1;
        if (c == u'\\' && i + 1 < text.size() && (text.at(i + 1) == u'"' || text.at(i + 1) == u'\\'))
            ++i;
        *value += text.at(i);
    }
    return -1;
}

FilterToken::Kind wordKind(const QString &word)
{
    using Kind = FilterToken::Kind;
    if (word.compare("and"_L1, Qt::CaseInsensitive) == 0 || word == "&&"_L1)
        return Kind::And;
    if (word.compare("or"_L1, Qt::CaseInsensitive) == 0 || word == "||"_L1)
        return Kind::Or;
    if (word.compare("not"_L1, Qt::CaseInsensitive) == 0)
        return Kind::Not;
    return Kind::Term;
}

// How many letters differ, at least.
qsizetype distance(const QString &a, const QString &b)
{
    QList<qsizetype> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype corner = std::exchange(row[0], i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const qsizetype changed = corner + (a.at(i - 1) != b.at(j - 1));
            corner = row.at(j);
            row[j] = std::min({changed, row.at(j) + 1, row.at(j - 1) + 1});
        }
    }
    return row.constLast();
}

// A word before a colon that is no key is a mistake, unless it is an address: "localhost:8080", "http://x".
void checkForeignKey(const FilterToken &token, FilterError *error)
{
    const qsizetype colon = token.value.indexOf(u':');
    if (colon <= 0 || colon > 20)
        return;
    const QString word = token.value.left(colon).toLower();
    QString meant;
    for (const QString &key : filterKeys()) {
        if (distance(word, key) <= 2 && (meant.isEmpty() || distance(word, key) < distance(word, meant)))
            meant = key;
    }
    const QChar next = colon + 1 < token.value.size() ? token.value.at(colon + 1) : QChar(u'/');
    if ((next.isDigit() && meant.isEmpty()) || next == u'/')
        return;
    const QString hint = meant.isEmpty() ? u"there are "_s + filterKeys().join(u", "_s) : u"is it \"%1:\"?"_s.arg(meant);
    *error = {u"there is no \"%1:\"; %2"_s.arg(word, hint), token.at, colon};
}

} // namespace

const QStringList &filterKeys()
{
    static const QStringList keys = {u"method"_s, u"status"_s, u"host"_s, u"port"_s, u"path"_s, u"query"_s, u"url"_s,
                                     u"scheme"_s, u"type"_s, u"size"_s, u"time"_s, u"header"_s, u"body"_s, u"is"_s,
                                     u"origin"_s, u"side"_s, u"connection"_s, u"number"_s, u"error"_s};
    return keys;
}

QList<FilterToken> filterTokens(const QString &text, FilterError *error)
{
    using Kind = FilterToken::Kind;
    QList<FilterToken> tokens;
    qsizetype i = 0;
    const auto add = [&](Kind kind, qsizetype size) {
        FilterToken token;
        token.kind = kind;
        token.at = i;
        token.size = size;
        tokens.append(token);
        i += size;
    };
    while (i < text.size() && !*error) {
        const QChar c = text.at(i);
        const QChar next = i + 1 < text.size() ? text.at(i + 1) : QChar(u' ');
        if (c.isSpace()) {
            ++i;
        } else if (c == u'(') {
            add(Kind::Open, 1);
        } else if (c == u')') {
            add(Kind::Close, 1);
        } else if ((c == u'-' || c == u'!') && (next == u'(' || !endsWord(next))) {
            add(Kind::Not, 1);
        } else {
            FilterToken token;
            token.at = token.valueAt = i;
            while (i < text.size() && !endsWord(text.at(i))) {
                if (text.at(i) == u'"') {
                    const qsizetype end = readQuoted(text, i, &token.value);
                    if (end < 0) {
                        *error = {u"the quote is not closed"_s, i, text.size() - i};
                        break;
                    }
                    token.quoted = true;
                    i = end;
                } else if (text.at(i) == u':' && token.key.isEmpty() && !token.quoted && !token.value.isEmpty()
                           && filterKeys().contains(token.value.toLower())) {
                    token.key = std::exchange(token.value, {}).toLower();
                    token.valueAt = ++i;
                } else {
                    token.value += text.at(i++);
                }
            }
            token.size = i - token.at;
            token.kind = token.quoted || !token.key.isEmpty() ? Kind::Term : wordKind(token.value);
            if (token.key.isEmpty() && !token.quoted)
                checkForeignKey(token, error);
            tokens.append(token);
        }
    }
    add(Kind::End, 0);
    return tokens;
}

} // namespace NodeHttp::Inspector
