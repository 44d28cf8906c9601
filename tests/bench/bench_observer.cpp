// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What an observer adds to a request on the server's thread, in microseconds of CPU. Clients run in another thread and
// are not counted. Printed, never asserted: machines differ.

#include "blockingpeer.h"
#include "serving.h"

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

double threadMicroseconds()
{
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}

double oneRun()
{
    Serving server([](auto *, auto *res) {
        res->setHeader("Content-Type", "text/plain");
        res->end("Hello, World!");
    });
    const int port = server.port();
    QEventLoop loop;
    std::unique_ptr<QThread> thread(QThread::create([port] {
        BlockingPeer peer(port);
        for (int i = 0; i < kRequests; ++i) {
            peer.send(get());
            peer.receiveUntil("Hello, World!");
        }
    }));
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    const double before = threadMicroseconds();
    thread->start();
    loop.exec();
    thread->wait();
    return (threadMicroseconds() - before) / kRequests;
}

double best()
{
    double least = oneRun();
    for (int i = 0; i < 4; ++i)
        least = std::min(least, oneRun());
    return least;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const double alone = best();
    std::printf("%-36s %8.2f us a request\n", "nobody observes", alone);
    TrafficObserver observer; // whose callbacks do nothing
    const auto with = [&](const char *name, int interests) {
        observer.observe(interests);
        const double cost = best();
        std::printf("%-36s %8.2f us a request, %.2f times\n", name, cost, cost / alone);
    };
    using T = TrafficObserver;
    with("observed: heads", 0);
    with("observed: heads, bodies, events...", T::Bodies | T::Events | T::Pressure | T::Pools);
    with("observed: everything", T::Bodies | T::Events | T::Pressure | T::Pools | T::RawHeads | T::RawBytes | T::Holding);
    return 0;
}
