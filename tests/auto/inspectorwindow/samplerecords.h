// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SAMPLERECORDS_H
#define NODEHTTP_SAMPLERECORDS_H

#include "exchangemodel.h"

#include "inspector/recorder.h"

// Records as a recorder would have made them, without traffic.

namespace NodeHttp::Inspector {

inline ExchangeRecord sampleRecord(int i, BodyStore *bodies, const QByteArray &type = "application/json", const QByteArray &body = {})
{
    ExchangeRecord r;
    r.side = TrafficSide::Client;
    r.origin = Origin(i % 5);
    r.state = State::Complete;
    r.method = i % 3 == 0 ? "POST" : "GET";
    r.target = "/items/" + QByteArray::number((i * 7919) % 1000) + "?page=" + QByteArray::number(i);
    r.scheme = QStringLiteral("http");
    r.authority = QStringLiteral("host%1.example:8080").arg((i * 31) % 17);
    r.requestHead = r.method + ' ' + r.target + " HTTP/1.1\r\nHost: " + r.authority.toLatin1()
        + "\r\nAuthorization: Bearer hidden" + QByteArray::number(i) + "\r\nCookie: a=1; b=2\r\n\r\n";
    r.status = i % 10 == 0 ? 500 : 200 + i % 5;
    r.responseHead = "HTTP/1.1 " + QByteArray::number(r.status) + " Reason\r\nContent-Type: " + type
        + "\r\nX-Id: " + QByteArray::number(i) + "\r\nSet-Cookie: s=secret; Path=/; HttpOnly\r\n\r\n";
    bodies->append(&r.response, body.isEmpty() ? "{\"item\": " + QByteArray::number(i) + "}" : body);
    r.connection = quint64(1 + i % 6);
    r.reused = i % 6 != i;
    r.startedAt = 1764000000000 + i;
    r.begun = 1 + r.startedAt * 1000000;
    r.assigned = r.begun + 10000;
    r.requestEnded = r.assigned + 50000;
    r.responseBegun = r.requestEnded + ((i * 7) % 300) * 1000000;
    r.ended = r.responseBegun + 200000;
    return r;
}

inline void addSamples(TrafficRecorder *recorder, int count)
{
    for (int i = 0; i < count; ++i)
        recorder->add(sampleRecord(i, recorder->bodyStore()));
}

inline QList<quint64> numbersOf(const ExchangeModel &model)
{
    QList<quint64> numbers;
    for (int row = 0; row < model.rowCount(); ++row)
        numbers.append(quint64(model.numberAt(row)));
    return numbers;
}

// What the model should show, worked out the simple way.
inline QList<quint64> expected(const TrafficRecorder &recorder, const QString &filterText, Column column, bool descending)
{
    const Filter filter = Filter::parse(filterText);
    QList<quint64> numbers;
    for (qsizetype row = 0; row < recorder.count(); ++row) {
        if (filter.matches(recorder.at(row), recorder.bodies()))
            numbers.append(recorder.at(row).number);
    }
    std::stable_sort(numbers.begin(), numbers.end(), [&](quint64 a, quint64 b) {
        const int order = compare(sortKey(recorder.at(recorder.rowOf(a)), column), sortKey(recorder.at(recorder.rowOf(b)), column));
        return descending ? order > 0 : order < 0;
    });
    return numbers;
}

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_SAMPLERECORDS_H
