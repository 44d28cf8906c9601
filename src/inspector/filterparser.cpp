// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Words to a condition, by recursive descent: or < and < not < term.

#include "inspector/filternode.h"

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepest = 200; // parentheses and negations inside each other

class Combination : public FilterNode
{
public:
    Combination(bool isAnd, std::vector<FilterNodePtr> parts) : m_parts(std::move(parts)), m_isAnd(isAnd) {}
    bool matches(const ExchangeRecord &record, const BodyStore &bodies) const override
    {
        for (const FilterNodePtr &part : m_parts) {
            if (part->matches(record, bodies) != m_isAnd)
                return !m_isAnd;
        }
        return m_isAnd;
    }

private:
    std::vector<FilterNodePtr> m_parts;
    bool m_isAnd;
};

class Negation : public FilterNode
{
public:
    explicit Negation(FilterNodePtr inner) : m_inner(std::move(inner)) {}
    bool matches(const ExchangeRecord &record, const BodyStore &bodies) const override
    {
        return !m_inner->matches(record, bodies);
    }

private:
    FilterNodePtr m_inner;
};

class Parser
{
public:
    using Kind = FilterToken::Kind;

    Parser(QList<FilterToken> tokens, FilterError *error) : m_tokens(std::move(tokens)), m_error(error) {}

    FilterNodePtr parse()
    {
        FilterNodePtr root = alternatives();
        if (!*m_error && peek().kind == Kind::Close)
            *m_error = {u"nothing was opened here"_s, peek().at, 1};
        return *m_error ? nullptr : root;
    }

private:
    const FilterToken &peek() const { return m_tokens.at(m_next); }
    bool takes(Kind kind)
    {
        if (peek().kind != kind)
            return false;
        ++m_next;
        return true;
    }

    FilterNodePtr alternatives()
    {
        std::vector<FilterNodePtr> parts = {conditions()};
        while (!*m_error && takes(Kind::Or))
            parts.push_back(conditions());
        return parts.size() == 1 ? parts.front() : std::make_shared<Combination>(false, std::move(parts));
    }

    FilterNodePtr conditions()
    {
        std::vector<FilterNodePtr> parts = {negatable()};
        while (!*m_error) {
            if (!takes(Kind::And) && (peek().kind == Kind::Or || peek().kind == Kind::Close || peek().kind == Kind::End))
                break;
            parts.push_back(negatable());
        }
        return parts.size() == 1 ? parts.front() : std::make_shared<Combination>(true, std::move(parts));
    }

    FilterNodePtr negatable()
    {
        if (++m_depth > kDeepest) {
            *m_error = {u"too many conditions inside each other"_s, peek().at, peek().size};
            return nullptr;
        }
        FilterNodePtr node;
        const FilterToken token = peek();
        if (takes(Kind::Not)) {
            const FilterNodePtr inner = negatable();
            node = inner ? std::make_shared<Negation>(inner) : nullptr;
        } else if (takes(Kind::Open)) {
            node = alternatives();
            if (!*m_error && !takes(Kind::Close))
                *m_error = {u"the parenthesis is not closed"_s, token.at, 1};
        } else if (takes(Kind::Term)) {
            node = filterTerm(token, m_error);
        } else {
            *m_error = {u"a condition is missing here"_s, token.at, token.size};
        }
        --m_depth;
        return node;
    }

    QList<FilterToken> m_tokens;
    FilterError *m_error;
    qsizetype m_next = 0;
    int m_depth = 0;
};

} // namespace

Filter Filter::parse(const QString &text)
{
    Filter filter;
    filter.m_text = text;
    QList<FilterToken> tokens = filterTokens(text, &filter.m_error);
    if (!filter.m_error && tokens.size() > 1)
        filter.m_root = Parser(std::move(tokens), &filter.m_error).parse();
    return filter;
}

bool Filter::matches(const ExchangeRecord &record, const BodyStore &bodies) const
{
    if (m_error)
        return false;
    return !m_root || m_root->matches(record, bodies);
}

Filter::Completion Filter::complete(const QString &text, qsizetype cursor)
{
    Completion completion;
    qsizetype start = qBound(qsizetype(0), cursor, text.size());
    while (start > 0 && !text.at(start - 1).isSpace() && !u"()-!"_s.contains(text.at(start - 1)))
        --start;
    const QString typed = text.mid(start, cursor - start);
    completion.at = start;
    completion.size = typed.size();
    const qsizetype colon = typed.indexOf(u':');
    if (colon < 0) {
        for (const QString &key : filterKeys()) {
            if (key.startsWith(typed, Qt::CaseInsensitive))
                completion.candidates.append(key + u':');
        }
        return completion;
    }
    static const QHash<QString, QStringList> values = {
        {u"is"_s, filterStates()},
        {u"method"_s, {u"GET"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"HEAD"_s, u"OPTIONS"_s, u"CONNECT"_s}},
        {u"status"_s, {u"2xx"_s, u"3xx"_s, u"4xx"_s, u"5xx"_s, u">=400"_s}},
        {u"type"_s, {u"json"_s, u"html"_s, u"xml"_s, u"css"_s, u"javascript"_s, u"image"_s, u"form"_s}},
        {u"scheme"_s, {u"http"_s, u"https"_s}},
        {u"side"_s, {u"client"_s, u"server"_s}},
        {u"origin"_s, {u"attached"_s, u"bin"_s, u"proxy"_s, u"composer"_s, u"imported"_s}},
    };
    const QString key = typed.left(colon).toLower();
    const qsizetype comma = typed.lastIndexOf(u',');
    const QString before = typed.left(qMax(colon, comma) + 1);
    const QString begun = typed.mid(before.size());
    for (const QString &value : values.value(key)) {
        if (value.startsWith(begun, Qt::CaseInsensitive))
            completion.candidates.append(before + value);
    }
    return completion;
}

} // namespace NodeHttp::Inspector
