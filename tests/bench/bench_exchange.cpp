// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What a request costs the server's thread, in microseconds of CPU, and what a gigabyte costs in time and memory. The
// clients run in a thread of their own and are not counted. Printed, never asserted: machines differ.

#include "blockingpeer.h"
#include "serving.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qthread.h>

#include <cstdio>
#include <ctime>

using namespace NodeHttp;

namespace {

double threadMicroseconds()
{
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}

// CPU this thread spends in its event loop while `client` runs in another.
double cost(const std::function<void()> &client)
{
    QEventLoop loop;
    std::unique_ptr<QThread> thread(QThread::create(client));
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    const double before = threadMicroseconds();
    thread->start();
    loop.exec();
    thread->wait();
    return threadMicroseconds() - before;
}

void requests(const char *name, const Handler &handler, const QByteArray &request, int atOnce, int rounds)
{
    Serving server(handler);
    const int port = server.port();
    const double spent = cost([&] {
        BlockingPeer peer(port);
        QByteArray batch;
        for (int i = 0; i < atOnce; ++i)
            batch += request;
        for (int round = 0; round < rounds; ++round) {
            peer.send(batch);
            for (int i = 0; i < atOnce; ++i)
                peer.receiveUntil("Hello, World!");
        }
    });
    std::printf("%-28s %8.2f us a request\n", name, spent / (double(atOnce) * rounds));
}

constexpr qint64 kGigabyte = qint64(1) << 30;

void download()
{
    Serving server([](auto *, auto *res) {
        static const QByteArray piece(65536, 'x');
        auto left = std::make_shared<qint64>(kGigabyte);
        const auto fill = [res, left] {
            while (*left > 0) {
                *left -= piece.size();
                if (!res->write(piece))
                    break;
            }
            if (*left == 0)
                res->end();
        };
        res->setHeader("Content-Length", kGigabyte);
        QObject::connect(res, &ServerResponse::drained, res, fill);
        fill();
    });
    const int port = server.port();
    const qint64 memory = residentMemory();
    const double spent = cost([&] {
        BlockingPeer peer(port);
        peer.send(get("/", "Connection: close\r\n"));
        while (!peer.receive().isEmpty()) { }
    });
    std::printf("%-28s %8.2f s, memory %+lld KiB\n", "1 GiB download", spent / 1e6,
                (long long)(residentMemory() - memory) / 1024);
}

void upload()
{
    Serving server([](auto *req, auto *res) {
        req->resume();
        QObject::connect(req, &IncomingMessage::ended, res, [res] { res->end("Hello, World!"); });
    });
    const int port = server.port();
    const qint64 memory = residentMemory();
    const double spent = cost([&] {
        BlockingPeer peer(port);
        const QByteArray piece(65536, 'x');
        peer.send(postHead("Content-Length: " + QByteArray::number(kGigabyte) + "\r\n"));
        for (qint64 sent = 0; sent < kGigabyte; sent += piece.size())
            peer.send(piece);
        peer.receiveUntil("Hello, World!");
    });
    std::printf("%-28s %8.2f s, memory %+lld KiB\n", "1 GiB upload", spent / 1e6,
                (long long)(residentMemory() - memory) / 1024);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const Handler hello = [](auto *, auto *res) {
        res->setHeader("Content-Type", "text/plain");
        res->end("Hello, World!");
    };
    const Handler afterBody = [](auto *req, auto *res) {
        req->resume();
        QObject::connect(req, &IncomingMessage::ended, res, [res] { res->end("Hello, World!"); });
    };
    const Handler twoChunks = [](auto *, auto *res) {
        res->write("before ");
        res->end("Hello, World!");
    };
    QByteArray browser;
    for (int i = 0; i < 20; ++i)
        browser += "X-Header-" + QByteArray::number(i) + ": some value that a browser would send\r\n";
    requests("GET", hello, get(), 1, 20000);
    requests("GET, 16 at once", hello, get(), 16, 4000);
    requests("GET with 20 header lines", hello, get("/", browser), 1, 20000);
    requests("POST of 1 KiB, after its end", afterBody, post(QByteArray(1024, 'x')), 1, 20000);
    requests("GET, answer in two chunks", twoChunks, get(), 1, 20000);
    download();
    upload();
    return 0;
}
