// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What each key looks at, and the forms its value may have.

#include "inspector/contentdecoder.h"
#include "inspector/filternode.h"

#include <QtCore/qregularexpression.h>

#include <functional>
#include <limits>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

using Condition = std::function<bool(const ExchangeRecord &, const BodyStore &)>;

class Term : public FilterNode
{
public:
    explicit Term(Condition condition) : m_condition(std::move(condition)) {}
    bool matches(const ExchangeRecord &record, const BodyStore &bodies) const override { return m_condition(record, bodies); }

private:
    Condition m_condition;
};

// --- text ---

// One or several patterns; * stands for anything. Without one the text has to contain the pattern, or, for keys whose
// values are short words, to be it.
class TextMatch
{
public:
    TextMatch(const FilterToken &token, bool whole)
    {
        const QStringList patterns = token.quoted ? QStringList{token.value} : token.value.split(u',', Qt::SkipEmptyParts);
        for (const QString &pattern : patterns) {
            if (token.quoted || !pattern.contains(u'*')) {
                m_patterns.append({pattern, {}, whole && !token.quoted});
                continue;
            }
            QString regex = QRegularExpression::escape(pattern).replace("\\*"_L1, ".*"_L1);
            m_patterns.append({{}, QRegularExpression(u"\\A(?:%1)\\z"_s.arg(regex), QRegularExpression::CaseInsensitiveOption
                                                          | QRegularExpression::DotMatchesEverythingOption), true});
            m_patterns.last().regex.optimize();
        }
    }

    bool operator()(const QString &text) const
    {
        for (const Pattern &pattern : m_patterns) {
            if (pattern.plain.isNull() ? pattern.regex.match(text).hasMatch()
                : pattern.whole        ? text.compare(pattern.plain, Qt::CaseInsensitive) == 0
                                       : text.contains(pattern.plain, Qt::CaseInsensitive))
                return true;
        }
        return false;
    }

private:
    struct Pattern
    {
        QString plain;
        QRegularExpression regex;
        bool whole;
    };
    QList<Pattern> m_patterns;
};

Condition onText(const FilterToken &token, bool whole, QString (*text)(const ExchangeRecord &))
{
    return [match = TextMatch(token, whole), text](const ExchangeRecord &record, const BodyStore &) {
        return match(text(record));
    };
}

// --- numbers ---

struct Range
{
    double from = -std::numeric_limits<double>::infinity();
    double to = std::numeric_limits<double>::infinity();
};

using Units = QList<QPair<QString, double>>;

bool readNumber(QString text, const Units &units, double *number)
{
    double factor = 1;
    for (const auto &unit : units) {
        if (text.endsWith(unit.first, Qt::CaseInsensitive)) {
            text.chop(unit.first.size());
            factor = unit.second;
            break;
        }
    }
    bool good = false;
    *number = text.toDouble(&good) * factor;
    return good && *number == *number;
}

bool readRange(const QString &text, const Units &units, Range *range)
{
    constexpr double kLeast = 1e-9; // "more than" and "at least" differ by less than any of our numbers
    if (const qsizetype dots = text.indexOf(".."_L1); dots >= 0) {
        return (dots == 0 || readNumber(text.left(dots), units, &range->from))
            && (dots + 2 == text.size() || readNumber(text.mid(dots + 2), units, &range->to)) && text.size() > 2;
    }
    double number = 0;
    const auto rest = [&](qsizetype from) { return readNumber(text.mid(from), units, &number); };
    if (text.startsWith(">="_L1)) {
        const bool good = rest(2);
        range->from = number;
        return good;
    }
    if (text.startsWith("<="_L1)) {
        const bool good = rest(2);
        range->to = number;
        return good;
    }
    if (text.startsWith(u'>')) {
        const bool good = rest(1);
        range->from = number + kLeast;
        return good;
    }
    if (text.startsWith(u'<')) {
        const bool good = rest(1);
        range->to = number - kLeast;
        return good;
    }
    const bool good = rest(text.startsWith(u'=') ? 1 : 0);
    *range = {number, number};
    return good;
}

Condition onNumber(const FilterToken &token, const Units &units, double (*number)(const ExchangeRecord &), FilterError *error)
{
    QList<Range> ranges;
    qsizetype at = token.valueAt;
    for (const QString &part : token.value.split(u',')) {
        Range range;
        static const QRegularExpression classes(u"\\A[1-9]xx\\z"_s, QRegularExpression::CaseInsensitiveOption);
        if (token.key == "status"_L1 && classes.match(part).hasMatch()) {
            range.from = part.at(0).digitValue() * 100;
            range.to = range.from + 99;
        } else if (!readRange(part, units, &range)) {
            *error = {part.isEmpty() ? u"a number is missing here"_s : u"\"%1\" is no number, comparison or range"_s.arg(part),
                      at, qMax<qsizetype>(1, part.size())};
            return {};
        }
        ranges.append(range);
        at += part.size() + 1;
    }
    return [ranges, number](const ExchangeRecord &record, const BodyStore &) {
        const double value = number(record);
        for (const Range &range : ranges) {
            if (value >= range.from && value <= range.to)
                return true;
        }
        return false;
    };
}

// --- headers, bodies ---

// Straight over the bytes: this runs for every line of every exchange.
bool anyHeader(const QByteArray &bytes, const TextMatch &names, const TextMatch &values)
{
    qsizetype at = bytes.indexOf('\n') + 1;
    while (at > 0 && at < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', at);
        const QByteArrayView line = QByteArrayView(bytes).sliced(at, (end < 0 ? bytes.size() : end) - at);
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && names(QString::fromLatin1(line.first(colon))) && values(QString::fromLatin1(line.sliced(colon + 1).trimmed())))
            return true;
        at = end + 1;
    }
    return false;
}

// header:name is there; header:name=value also says so.
Condition onHeader(const FilterToken &token)
{
    const qsizetype equals = token.value.indexOf(u'=');
    FilterToken name = token, value = token;
    name.value = token.value.left(equals < 0 ? token.value.size() : equals);
    value.value = equals < 0 ? u"*"_s : token.value.mid(equals + 1);
    value.quoted = token.quoted && equals >= 0;
    name.quoted = false;
    if (equals >= 0 && value.value.isEmpty())
        value.quoted = true; // "x-id=": any value that contains nothing in particular
    return [names = TextMatch(name, true), values = TextMatch(value, false)](const ExchangeRecord &record, const BodyStore &) {
        return anyHeader(record.requestHead, names, values) || anyHeader(record.responseHead, names, values);
    };
}

bool bodyContains(const Body &body, const QByteArray &encoding, const BodyStore &bodies, const TextMatch &match)
{
    if (body.size == 0)
        return false;
    const QByteArray bytes = bodies.read(body);
    const QByteArray plain = encoding.isEmpty() || body.decoded ? bytes : decodeContent(bytes, encoding).bytes;
    return match(QString::fromUtf8(plain));
}

Condition onBody(const FilterToken &token)
{
    return [match = TextMatch(token, false)](const ExchangeRecord &record, const BodyStore &bodies) {
        return bodyContains(record.request, record.requestHeader("content-encoding"), bodies, match)
            || bodyContains(record.response, record.responseHeader("content-encoding"), bodies, match);
    };
}

Condition onAnything(const FilterToken &token)
{
    return [match = TextMatch(token, false)](const ExchangeRecord &record, const BodyStore &) {
        return match(QString::fromLatin1(record.method)) || match(record.url())
            || match(QString::number(record.status) + u' ' + QString::fromLatin1(record.reason()))
            || match(record.errorCode) || match(QString::fromLatin1(record.requestHead))
            || match(QString::fromLatin1(record.responseHead));
    };
}

// --- states ---

using Test = bool (*)(const ExchangeRecord &);

const QList<QPair<QString, Test>> &states()
{
    static const QList<QPair<QString, Test>> all = {
        {u"error"_s, [](const ExchangeRecord &r) { return r.state == State::Failed || r.status >= 400; }},
        {u"failed"_s, [](const ExchangeRecord &r) { return r.state == State::Failed; }},
        {u"pending"_s, [](const ExchangeRecord &r) { return r.state == State::Pending; }},
        {u"complete"_s, [](const ExchangeRecord &r) { return r.state == State::Complete; }},
        {u"upgraded"_s, [](const ExchangeRecord &r) { return r.state == State::Upgraded; }},
        {u"reused"_s, [](const ExchangeRecord &r) { return r.reused || r.position > 1; }},
        {u"secure"_s, [](const ExchangeRecord &r) { return r.scheme == "https"_L1; }},
        {u"truncated"_s, [](const ExchangeRecord &r) { return r.request.isTruncated() || r.response.isTruncated(); }},
        {u"redirect"_s, [](const ExchangeRecord &r) { return r.status >= 300 && r.status < 400 && r.status != 304; }},
        {u"paired"_s, [](const ExchangeRecord &r) { return r.peer != 0; }},
        {u"paused"_s, [](const ExchangeRecord &r) { return r.pausedTime > 0; }},
    };
    return all;
}

Condition onState(const FilterToken &token, FilterError *error)
{
    QList<Test> tests;
    qsizetype at = token.valueAt;
    for (const QString &word : token.value.split(u',')) {
        Test test = nullptr;
        for (const auto &state : states()) {
            if (state.first.compare(word, Qt::CaseInsensitive) == 0)
                test = state.second;
        }
        if (!test) {
            *error = {u"there is no \"is:%1\"; there are %2"_s.arg(word, filterStates().join(u", "_s)), at,
                      qMax<qsizetype>(1, word.size())};
            return {};
        }
        tests.append(test);
        at += word.size() + 1;
    }
    return [tests](const ExchangeRecord &record, const BodyStore &) {
        return std::any_of(tests.begin(), tests.end(), [&record](Test test) { return test(record); });
    };
}

QString typeOf(const ExchangeRecord &record) { return QString::fromLatin1(record.mimeType()); }
QString methodOf(const ExchangeRecord &record) { return QString::fromLatin1(record.method); }
QString hostOf(const ExchangeRecord &record) { return record.host(); }
QString pathOf(const ExchangeRecord &record) { return record.path(); }
QString queryOf(const ExchangeRecord &record) { return record.query(); }
QString urlOf(const ExchangeRecord &record) { return record.url(); }
QString schemeOf(const ExchangeRecord &record) { return record.scheme; }
QString originOf(const ExchangeRecord &record) { return originName(record.origin); }
QString sideOf(const ExchangeRecord &record) { return record.side == TrafficSide::Server ? u"server"_s : u"client"_s; }
QString errorOf(const ExchangeRecord &record) { return record.errorCode + u' ' + record.errorMessage; }

Condition conditionFor(const FilterToken &token, FilterError *error)
{
    static const Units none;
    static const Units sizes = {{u"kb"_s, 1024}, {u"mb"_s, 1048576}, {u"gb"_s, 1073741824}, {u"k"_s, 1024},
                                {u"m"_s, 1048576}, {u"g"_s, 1073741824}, {u"b"_s, 1}};
    static const Units times = {{u"us"_s, 0.001}, {u"ms"_s, 1}, {u"min"_s, 60000}, {u"s"_s, 1000}};
    const QString &key = token.key;
    if (key.isEmpty())
        return onAnything(token);
    if (token.value.isEmpty()) {
        *error = {u"a value is missing behind \"%1:\""_s.arg(key), token.at, token.size};
        return {};
    }
    if (key == "status"_L1)
        return onNumber(token, none, [](const ExchangeRecord &r) { return double(r.status); }, error);
    if (key == "size"_L1)
        return onNumber(token, sizes, [](const ExchangeRecord &r) { return double(r.response.size); }, error);
    if (key == "time"_L1)
        return onNumber(token, times, [](const ExchangeRecord &r) { return double(r.duration()) / 1e6; }, error);
    if (key == "port"_L1)
        return onNumber(token, none, [](const ExchangeRecord &r) { return double(r.port()); }, error);
    if (key == "connection"_L1)
        return onNumber(token, none, [](const ExchangeRecord &r) { return double(r.connection); }, error);
    if (key == "number"_L1)
        return onNumber(token, none, [](const ExchangeRecord &r) { return double(r.number); }, error);
    if (key == "is"_L1)
        return onState(token, error);
    if (key == "header"_L1)
        return onHeader(token);
    if (key == "body"_L1)
        return onBody(token);
    if (key == "method"_L1)
        return onText(token, true, methodOf);
    if (key == "host"_L1)
        return onText(token, false, hostOf);
    if (key == "path"_L1)
        return onText(token, false, pathOf);
    if (key == "query"_L1)
        return onText(token, false, queryOf);
    if (key == "url"_L1)
        return onText(token, false, urlOf);
    if (key == "scheme"_L1)
        return onText(token, true, schemeOf);
    if (key == "origin"_L1)
        return onText(token, true, originOf);
    if (key == "side"_L1)
        return onText(token, true, sideOf);
    if (key == "type"_L1)
        return onText(token, false, typeOf);
    return onText(token, false, errorOf);
}

} // namespace

const QStringList &filterStates()
{
    static const QStringList names = [] {
        QStringList list;
        for (const auto &state : states())
            list.append(state.first);
        return list;
    }();
    return names;
}

FilterNodePtr filterTerm(const FilterToken &token, FilterError *error)
{
    Condition condition = conditionFor(token, error);
    return condition ? std::make_shared<Term>(std::move(condition)) : nullptr;
}

} // namespace NodeHttp::Inspector
