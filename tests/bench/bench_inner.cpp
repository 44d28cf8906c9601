// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The inner costs of a request, in nanoseconds: parsing a head, looking up a field, building a head, a signal.

#include "wire/headwriter_p.h"
#include "wire/messageparser_p.h"

#include <NodeHttp/server.h>

#include <QtCore/qcoreapplication.h>

#include <benchmark/benchmark.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kShort = "GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n";
const QByteArray kBrowser =
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 "
    "Firefox/128.0\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: "
    "de,en-US;q=0.7,en;q=0.3\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nConnection: keep-alive\r\nCookie: "
    "session=0a1b2c3d4e5f60718293; theme=dark; consent=yes\r\nUpgrade-Insecure-Requests: 1\r\nSec-Fetch-Dest: "
    "document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: same-origin\r\n\r\n";

struct Keeper final : ParserSink
{
    void messageBegin() override {}
    Verdict head(ParsedHead &&head) override
    {
        headers = std::move(head.headers);
        return Verdict::Continue;
    }
    bool body(const char *, qsizetype) override { return true; }
    bool messageEnd(IncomingHeaders &&) override { return true; }

    IncomingHeaders headers;
};

void parse(benchmark::State &state, const QByteArray &head)
{
    Keeper keeper;
    MessageParser parser(MessageParser::Type::Request, &keeper);
    for (auto _ : state)
        benchmark::DoNotOptimize(parser.feed(head.constData(), head.size()).consumed);
    state.SetBytesProcessed(int64_t(state.iterations()) * head.size());
}
BENCHMARK_CAPTURE(parse, short_head, kShort);
BENCHMARK_CAPTURE(parse, browser_head, kBrowser);

void lookup(benchmark::State &state)
{
    Keeper keeper;
    MessageParser parser(MessageParser::Type::Request, &keeper);
    parser.feed(kBrowser.constData(), kBrowser.size());
    for (auto _ : state)
        benchmark::DoNotOptimize(keeper.headers.first("cookie"));
}
BENCHMARK(lookup);

void headersAsMap(benchmark::State &state)
{
    Keeper keeper;
    MessageParser parser(MessageParser::Type::Request, &keeper);
    parser.feed(kBrowser.constData(), kBrowser.size());
    for (auto _ : state)
        benchmark::DoNotOptimize(keeper.headers.joined(-1, false));
}
BENCHMARK(headersAsMap);

void serialise(benchmark::State &state)
{
    const HeaderValue type("text/plain");
    HeadWriter::Options options;
    options.sendDate = true;
    options.keepAliveSeconds = 5;
    options.framing.statusCode = 200;
    options.framing.knownLength = 13;
    for (auto _ : state) {
        HeadWriter writer(200, "OK");
        writer.field("Content-Type", type);
        writer.finish(options);
        benchmark::DoNotOptimize(writer.take());
    }
}
BENCHMARK(serialise);

void signalToLambda(benchmark::State &state)
{
    Server server;
    qint64 calls = 0;
    QObject::connect(&server, &Server::listeningChanged, &server, [&calls] { ++calls; });
    for (auto _ : state)
        Q_EMIT server.listeningChanged();
    benchmark::DoNotOptimize(calls);
}
BENCHMARK(signalToLambda);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
