// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A head as observers see it: bytes that are taken apart when somebody asks, and put together when somebody edits.

#include <NodeHttp/traffichead.h>

#include "wire/characters_p.h"

namespace NodeHttp {

namespace {

// Calls visit(name, value) for each header line, of which the start line is none.
template <typename Visitor>
void forEachLine(const QByteArray &bytes, Visitor visit)
{
    qsizetype at = bytes.indexOf('\n') + 1;
    while (at > 0 && at < bytes.size()) {
        qsizetype end = bytes.indexOf('\n', at);
        if (end < 0)
            end = bytes.size();
        const QByteArrayView line = QByteArrayView(bytes).sliced(at, end - at);
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            visit(line.first(colon).trimmed(), line.sliced(colon + 1).trimmed());
        at = end + 1;
    }
}

} // namespace

QByteArray TrafficHead::startLine() const
{
    const QByteArray version = minorVersion == 0 ? QByteArrayLiteral("HTTP/1.0") : QByteArrayLiteral("HTTP/1.1");
    if (isRequest())
        return method + ' ' + target + ' ' + version;
    return version + ' ' + QByteArray::number(statusCode) + ' ' + reason;
}

QByteArrayList TrafficHead::rawHeaders() const
{
    QByteArrayList list;
    forEachLine(bytes, [&list](QByteArrayView name, QByteArrayView value) {
        list.append(name.toByteArray());
        list.append(value.toByteArray());
    });
    return list;
}

QByteArray TrafficHead::header(QByteArrayView name) const
{
    QByteArray found;
    forEachLine(bytes, [&](QByteArrayView other, QByteArrayView value) {
        if (found.isNull() && Characters::equalIgnoringCase(name, other))
            found = value.isEmpty() ? QByteArray("") : value.toByteArray();
    });
    return found;
}

void TrafficHead::setHeader(const QByteArray &name, const QByteArray &value)
{
    const QByteArrayList old = rawHeaders();
    QByteArrayList lines;
    bool done = false;
    for (qsizetype i = 0; i + 1 < old.size(); i += 2) {
        if (!Characters::equalIgnoringCase(old.at(i), name))
            lines << old.at(i) << old.at(i + 1);
        else if (!std::exchange(done, true))
            lines << name << value;
    }
    if (!done)
        lines << name << value;
    setRawHeaders(lines);
}

void TrafficHead::removeHeader(QByteArrayView name)
{
    QByteArrayList lines = rawHeaders();
    for (qsizetype i = lines.size() - 2; i >= 0; i -= 2) {
        if (Characters::equalIgnoringCase(lines.at(i), name))
            lines.remove(i, 2);
    }
    setRawHeaders(lines);
}

void TrafficHead::setRawHeaders(const QByteArrayList &headers)
{
    bytes = startLine() + "\r\n";
    for (qsizetype i = 0; i + 1 < headers.size(); i += 2)
        bytes += headers.at(i) + ": " + headers.at(i + 1) + "\r\n";
    bytes += "\r\n";
}

QByteArray TrafficHead::toByteArray() const
{
    const qsizetype end = bytes.indexOf('\n');
    return startLine() + "\r\n" + (end < 0 ? QByteArray("\r\n") : bytes.mid(end + 1));
}

TrafficHead TrafficHead::fromBytes(const QByteArray &bytes)
{
    TrafficHead head;
    head.bytes = bytes;
    qsizetype end = bytes.indexOf('\n');
    const QByteArrayView line = QByteArrayView(bytes).first(end < 0 ? bytes.size() : end).trimmed();
    const qsizetype first = line.indexOf(' ');
    if (first <= 0)
        return head;
    if (line.startsWith("HTTP/")) {
        const QByteArrayView rest = line.sliced(first + 1).trimmed();
        head.minorVersion = line.first(first).endsWith(".0") ? 0 : 1;
        head.statusCode = rest.first(qMin<qsizetype>(3, rest.size())).toInt();
        head.reason = rest.sliced(qMin<qsizetype>(3, rest.size())).trimmed().toByteArray();
        return head;
    }
    const qsizetype last = line.lastIndexOf(' ');
    const bool versioned = last > first && line.sliced(last + 1).startsWith("HTTP/");
    head.method = line.first(first).toByteArray();
    head.target = line.sliced(first + 1, (versioned ? last : line.size()) - first - 1).toByteArray();
    head.minorVersion = versioned && line.endsWith(".0") ? 0 : 1;
    return head;
}

} // namespace NodeHttp
