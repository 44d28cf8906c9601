// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What 100,000 exchanges cost the inspector: written to a HAR file, read from it, filtered, and the memory they take.
// And what recording adds to a request. Printed, never asserted: machines differ.

#include "blockingpeer.h"

#include "inspector/filter.h"
#include "inspector/har.h"
#include "inspector/recorder.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtemporarydir.h>

#include <cstdio>
#include <ctime>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;

namespace {

constexpr int kExchanges = 100000;

// About what a browser's exchange with an API looks like.
ExchangeRecord sample(int i, BodyStore *bodies)
{
    ExchangeRecord r;
    r.side = TrafficSide::Client;
    r.state = State::Complete;
    r.method = i % 5 == 0 ? "POST" : "GET";
    r.target = "/api/v1/items/" + QByteArray::number(i) + "?page=2&sort=name";
    r.scheme = QStringLiteral("https");
    r.authority = QStringLiteral("api%1.example.org").arg(i % 20);
    r.requestHead = r.method + ' ' + r.target + " HTTP/1.1\r\nHost: " + r.authority.toLatin1()
        + "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)\r\nAccept: */*\r\n"
          "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: en-US,en;q=0.9\r\nCookie: session=0123456789abcdef\r\n\r\n";
    r.status = i % 50 == 0 ? 500 : 200;
    r.responseHead = "HTTP/1.1 " + QByteArray::number(r.status) + " OK\r\nContent-Type: application/json\r\n"
        "Date: Wed, 25 Nov 2026 12:00:00 GMT\r\nServer: x\r\nCache-Control: no-cache\r\nX-Id: " + QByteArray::number(i) + "\r\n\r\n";
    if (i % 5 == 0)
        bodies->append(&r.request, "{\"name\":\"item\"}");
    bodies->append(&r.response, "{\"item\":" + QByteArray::number(i) + ",\"text\":\"" + QByteArray(i % 1000, 'x') + "\"}");
    r.startedAt = 1764000000000 + i;
    r.begun = 1 + qint64(i) * 1000000;
    r.assigned = r.begun + 10000;
    r.requestEnded = r.assigned + 50000;
    r.responseBegun = r.requestEnded + (i % 300) * 1000000;
    r.ended = r.responseBegun + 200000;
    return r;
}

double megabytes(qint64 bytes) { return double(bytes) / 1048576; }

// CPU time of this process: other programs do not count.
double seconds() { return double(std::clock()) / CLOCKS_PER_SEC; }

void filterAll(const TrafficRecorder &recorder, const char *text)
{
    const Filter filter = Filter::parse(QString::fromLatin1(text));
    const double start = seconds();
    int found = 0;
    for (qsizetype row = 0; row < recorder.count(); ++row)
        found += filter.matches(recorder.at(row), recorder.bodies());
    std::printf("filter %-31s %8.1f ms, %d match\n", text, (seconds() - start) * 1000, found);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("bench.har")));
    double start = 0;
    {
        if (!file.open(QIODevice::WriteOnly))
            return 1;
        BodyStore bodies;
        HarWriter writer(&file, &bodies);
        start = seconds();
        for (int i = 0; i < kExchanges; ++i) {
            const ExchangeRecord record = sample(i, &bodies);
            writer.write(record);
            bodies.release(record.request);
            bodies.release(record.response);
        }
        writer.finish();
        std::printf("%-38s %8.2f s, %.0f MB\n", "100,000 exchanges to HAR", seconds() - start, megabytes(file.size()));
        file.close();
    }
    if (!file.open(QIODevice::ReadOnly))
        return 1;
    TrafficRecorder recorder;
    const qint64 before = residentMemory();
    double longest = 0, last = seconds();
    start = last;
    const HarImport result = importHar(&file, recorder.bodyStore(), [&](ExchangeRecord &&record) {
        recorder.add(std::move(record));
        longest = qMax(longest, seconds() - last);
        last = seconds();
        return true;
    });
    std::printf("%-38s %8.2f s, %d entries, longest step %.1f ms\n", "the same from HAR", seconds() - start,
                result.entries, longest * 1000);
    std::printf("%-38s %8.0f MB\n", "memory they take", megabytes(residentMemory() - before));
    filterAll(recorder, "status:>=500");
    filterAll(recorder, "method:POST host:api1*");
    filterAll(recorder, "header:x-id=777");
    filterAll(recorder, "body:\"item\"");
    filterAll(recorder, "free");
    return result.isGood() ? 0 : 1;
}
