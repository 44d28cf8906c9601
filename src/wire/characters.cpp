// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The only place that knows which bytes are legal where.

#include "wire/characters_p.h"

#include <array>

namespace NodeHttp::Characters {

namespace {

constexpr bool inToken(unsigned char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
        return true;
    for (const char *p = "!#$%&'*+-.^_`|~"; *p; ++p) {
        if (c == static_cast<unsigned char>(*p))
            return true;
    }
    return false;
}

// Anything RFC 3986 allows in a registered name or an IPv4 address; percent signs are not decoded.
constexpr bool inHostName(unsigned char c)
{
    return inToken(c) ? c != '#' && c != '^' && c != '|' && c != '`'
                      : c == '(' || c == ')' || c == ',' || c == ';' || c == '=';
}

template <typename Predicate>
constexpr std::array<bool, 256> makeTable(Predicate contains)
{
    std::array<bool, 256> table{};
    for (unsigned c = 0; c < 256; ++c)
        table[c] = contains(static_cast<unsigned char>(c));
    return table;
}

constexpr auto kToken = makeTable(inToken);
constexpr auto kHostName = makeTable(inHostName);

constexpr bool isIn(const std::array<bool, 256> &table, char c)
{
    return table[static_cast<unsigned char>(c)];
}

constexpr bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

} // namespace

bool isToken(QByteArrayView text)
{
    for (const char c : text) {
        if (!isIn(kToken, c))
            return false;
    }
    return !text.isEmpty();
}

bool isFieldValue(QByteArrayView text)
{
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if ((u < 0x20 && u != '\t') || u == 0x7f)
            return false;
    }
    return true;
}

char toLower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

bool equalIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (toLower(a[i]) != toLower(b[i]))
            return false;
    }
    return true;
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    while (!text.isEmpty() && (text.back() == ' ' || text.back() == '\t'))
        text.chop(1);
    return text;
}

bool containsWord(QByteArrayView text, QByteArrayView word)
{
    for (qsizetype at = 0; at + word.size() <= text.size(); ++at) {
        if (!equalIgnoringCase(text.sliced(at, word.size()), word))
            continue;
        const bool opens = at == 0 || !isWordCharacter(text[at - 1]);
        const bool closes = at + word.size() == text.size() || !isWordCharacter(text[at + word.size()]);
        if (opens && closes)
            return true;
    }
    return false;
}

bool isHostValue(QByteArrayView text)
{
    qsizetype i = 0;
    if (!text.isEmpty() && text.front() == '[') { // IP literal: only its outer form is checked
        const qsizetype end = text.indexOf(']');
        if (end < 2)
            return false;
        for (i = 1; i < end; ++i) {
            if (!isIn(kHostName, text[i]) && text[i] != ':')
                return false;
        }
        i = end + 1;
    } else {
        while (i < text.size() && isIn(kHostName, text[i]))
            ++i;
    }
    if (i == text.size())
        return true;
    if (text[i] != ':')
        return false;
    for (++i; i < text.size(); ++i) {
        if (!isDigit(text[i]))
            return false;
    }
    return true;
}

} // namespace NodeHttp::Characters
