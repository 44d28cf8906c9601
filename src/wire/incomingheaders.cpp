// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Received fields, and Node's table of what happens to a name that comes twice (section 2.4).

#include "wire/incomingheaders_p.h"

#include "wire/characters_p.h"

#include <algorithm>
#include <iterator>

namespace NodeHttp {

namespace {

constexpr int kDefaultLimit = 1000; // S2.50
constexpr qsizetype kUsualBlock = 480; // what most heads need; not made in steps
constexpr int kRawGroup = 31;       // S2.51: raw lines come in groups of so many

const char *const kFirstWins[] = { // S2.35
    "age", "authorization", "content-length", "content-type", "etag", "expires", "from", "host", "if-modified-since",
    "if-unmodified-since", "last-modified", "location", "max-forwards", "proxy-authorization", "referer",
    "retry-after", "server", "user-agent",
};

bool firstWins(const QByteArray &lowerName)
{
    return std::any_of(std::begin(kFirstWins), std::end(kFirstWins), [&](const char *n) { return lowerName == n; });
}

QByteArray lowerCase(QByteArrayView name)
{
    QByteArray lower = name.toByteArray();
    for (char &c : lower)
        c = Characters::toLower(c);
    return lower;
}

qsizetype limited(qsizetype count, int limit)
{
    return limit == 0 ? count : qMin<qsizetype>(count, limit < 0 ? kDefaultLimit : limit);
}

} // namespace

void IncomingHeaders::appendName(const char *data, qsizetype size)
{
    if (!m_inName) {
        m_inName = true;
        if (m_fields.empty()) {
            m_fields.reserve(16);
            m_block.reserve(kUsualBlock);
        }
        m_fields.push_back({m_block.size(), 0, 0, 0});
    }
    m_block.append(data, size);
    m_fields.back().nameSize += size;
}

void IncomingHeaders::appendValue(const char *data, qsizetype size)
{
    if (m_fields.empty())
        return;
    Field &field = m_fields.back();
    if (m_inName) {
        m_inName = false;
        field.valueAt = m_block.size();
    }
    m_block.append(data, size);
    field.valueSize += size;
}

void IncomingHeaders::finishValue()
{
    if (m_fields.empty())
        return;
    Field &field = m_fields.back();
    if (m_inName) { // a field without a value
        m_inName = false;
        field.valueAt = m_block.size();
    }
    const QByteArrayView all(m_block.constData() + field.valueAt, field.valueSize);
    const QByteArrayView value = Characters::trimmed(all);
    field.valueAt += value.data() - all.data();
    field.valueSize = value.size();
}

void IncomingHeaders::clear()
{
    m_block.clear();
    m_fields.clear();
    m_inName = false;
}

QByteArrayView IncomingHeaders::first(QByteArrayView name) const
{
    for (qsizetype i = 0; i < count(); ++i) {
        if (Characters::equalIgnoringCase(this->name(i), name))
            return value(i);
    }
    return {};
}

qsizetype IncomingHeaders::occurrences(QByteArrayView name) const
{
    qsizetype found = 0;
    for (qsizetype i = 0; i < count(); ++i)
        found += Characters::equalIgnoringCase(this->name(i), name);
    return found;
}

QVariantMap IncomingHeaders::joined(int limit, bool joinDuplicates) const
{
    QVariantMap map;
    const qsizetype lines = limited(count(), limit);
    for (qsizetype i = 0; i < lines; ++i) {
        const QByteArray lower = lowerCase(name(i));
        const QString key = QString::fromLatin1(lower);
        const QString text = QString::fromLatin1(value(i));
        auto known = map.find(key);
        if (lower == "set-cookie") {
            QStringList list = known == map.end() ? QStringList() : known->toStringList();
            list.append(text);
            map.insert(key, list);
        } else if (known == map.end()) {
            map.insert(key, text);
        } else if (lower == "cookie") {
            *known = QString(known->toString() + QLatin1String("; ") + text);
        } else if (joinDuplicates || !firstWins(lower)) {
            *known = QString(known->toString() + QLatin1String(", ") + text);
        }
    }
    return map;
}

QVariantMap IncomingHeaders::distinct(int limit) const
{
    QVariantMap map;
    const qsizetype lines = limited(count(), limit);
    for (qsizetype i = 0; i < lines; ++i) {
        QVariant &entry = map[QString::fromLatin1(lowerCase(name(i)))];
        QStringList list = entry.toStringList();
        list.append(QString::fromLatin1(value(i)));
        entry = list;
    }
    return map;
}

QStringList IncomingHeaders::raw(int limit) const
{
    const qsizetype wanted = limited(count(), limit);
    const qsizetype lines = limit == 0 ? count() : qMin(count(), (wanted + kRawGroup - 1) / kRawGroup * kRawGroup);
    QStringList list;
    list.reserve(2 * lines);
    for (qsizetype i = 0; i < lines; ++i)
        list << QString::fromLatin1(name(i)) << QString::fromLatin1(value(i));
    return list;
}

} // namespace NodeHttp
