// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// What an observer adds to a request on the server's thread, in microseconds of CPU. Clients run in another thread and
// are not counted. Printed, never asserted: machines differ.
//
//   bench_observer                   all of it
//   bench_observer MODE REQUESTS     one mode, for `valgrind --tool=callgrind --separate-threads=yes`: what twice as many
//                                    requests take more is what they cost, in instructions. MODE: none, heads, usual,
//                                    everything, recorded

#include "blockingpeer.h"
#include "serving.h"

#include "inspector/recorder.h"

#include <NodeHttp/TrafficObserver>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qthread.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace NodeHttp;

namespace {

constexpr int kRequests = 20000;

using T = TrafficObserver;
constexpr int kUsual = T::Bodies | T::Events | T::Pressure | T::Pools; // as by default
constexpr int kEverything = kUsual | T::RawHeads | T::RawBytes | T::Holding;

double threadMicroseconds()
{
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}

double oneRun(int atOnce, int requests = kRequests)
{
    Serving server([](auto *, auto *res) {
        res->setHeader("Content-Type", "text/plain");
        res->end("Hello, World!");
    });
    const int port = server.port();
    QEventLoop loop;
    std::unique_ptr<QThread> thread(QThread::create([port, atOnce, requests] {
        BlockingPeer peer(port);
        for (int i = 0; i < requests / atOnce; ++i) {
            peer.send(get().repeated(atOnce));
            for (int n = 0; n < atOnce; ++n)
                peer.receiveUntil("Hello, World!");
        }
    }));
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    const double before = threadMicroseconds();
    thread->start();
    loop.exec();
    thread->wait();
    return (threadMicroseconds() - before) / requests;
}

double best(int atOnce)
{
    double least = oneRun(atOnce);
    for (int i = 0; i < 6; ++i)
        least = std::min(least, oneRun(atOnce));
    return least;
}

void compare(int atOnce)
{
    std::printf("%d at once\n", atOnce);
    const double alone = best(atOnce);
    const auto print = [alone](const char *name, double cost) {
        std::printf("  %-34s %8.2f us a request, %.2f times\n", name, cost, cost / alone);
    };
    print("nobody observes", alone);
    {
        TrafficObserver observer; // whose callbacks do nothing
        observer.observe(0);
        print("observed: heads", best(atOnce));
        observer.observe(kUsual);
        print("observed: as by default", best(atOnce));
        observer.observe(kEverything);
        print("observed: everything", best(atOnce));
    }
    Inspector::TrafficRecorder::Limits limits;
    limits.records = 1000;
    Inspector::TrafficRecorder recorder(limits); // in the server's thread, so its own work counts
    recorder.start();
    print("recorded", best(atOnce));
}

void runOne(const QByteArray &mode, int requests)
{
    TrafficObserver observer;
    Inspector::TrafficRecorder::Limits limits;
    limits.records = 1000;
    Inspector::TrafficRecorder recorder(limits);
    if (mode == "recorded")
        recorder.start();
    else if (mode != "none")
        observer.observe(mode == "heads" ? 0 : mode == "usual" ? kUsual : kEverything);
    oneRun(1, requests);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3) {
        runOne(argv[1], QByteArray(argv[2]).toInt());
        return 0;
    }
    compare(1);
    compare(16);
    return 0;
}
