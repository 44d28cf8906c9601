// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Hello from several threads, as a service is run: a health check, a graceful end on SIGTERM, new threads on SIGHUP, and
// sockets from systemd when there are any.

#include "example.h"

#include <NodeHttp/ForwardedInfo>
#include <NodeHttp/ListenDescriptors>
#include <NodeHttp/ServerGroup>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtextstream.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qabstractsocket.h>

#include <atomic>

#ifdef Q_OS_UNIX
#include <QtCore/qsocketnotifier.h>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kDeadline = 10s; // for requests that are under way when threads end

std::atomic_bool leaving{false}; // what the health check tells; all threads read it

void answer(IncomingMessage *request, ServerResponse *response, const TrustedProxies &trusted)
{
    response->setHeader("Content-Type", "text/plain");
    if (request->url() == "/health"_L1) {
        response->setStatusCode(leaving ? 503 : 200);
        return void(response->end(leaving ? "leaving\n" : "well\n"));
    }
    if (request->url() == "/thread"_L1)
        return void(response->end(QThread::currentThread()->objectName().toUtf8() + '\n'));
    if (request->url() == "/client"_L1) {
        const auto *socket = qobject_cast<QAbstractSocket *>(request->socket());
        const QHostAddress peer = socket ? socket->peerAddress() : QHostAddress();
        const QString list = request->headers().value(u"x-forwarded-for"_s).toString(); // all lines of it
        const auto info = ForwardedInfo::fromXForwarded(peer, trusted, list);
        return void(response->end(info.client.toString().toUtf8() + '\n'));
    }
    response->end("Hello, World!");
}

#ifdef Q_OS_UNIX
int signalPipe[2];

// Calls in the event loop what a signal asks for: a handler may do next to nothing.
void onSignals(QObject *context, std::function<void(int)> call)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalPipe) != 0)
        return;
    auto *notifier = new QSocketNotifier(signalPipe[1], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [call] {
        char number = 0;
        if (::read(signalPipe[1], &number, 1) == 1)
            call(number);
    });
    struct sigaction action{};
    action.sa_flags = SA_RESTART;
    action.sa_handler = [](int number) {
        const char byte = char(number);
        [[maybe_unused]] const ssize_t n = ::write(signalPipe[0], &byte, 1);
    };
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        ::sigaction(number, &action, nullptr);
}
#endif

} // namespace

int main(int argc, char **argv)
{
    const QList<ListenDescriptor> given = listenDescriptors(); // before there are threads
    QCoreApplication app(argc, argv);
    Example example(u"Says hello from several threads. SIGTERM ends it gracefully, SIGHUP replaces its threads."_s);
    example.parser.addOptions({
        {u"threads"_s, u"Threads; 0: one for each processor."_s, u"number"_s, u"0"_s},
        {u"distribution"_s, u"reuse-port, hand-out or automatic."_s, u"way"_s, u"automatic"_s},
        {u"loop"_s, u"Event loop of the threads: qt, or epoll (Linux)."_s, u"loop"_s, u"qt"_s},
        {u"trust"_s, u"Addresses and subnets of proxies, with commas between."_s, u"list"_s},
        {u"proxy-protocol"_s, u"Trusted proxies begin with a PROXY header."_s},
        {u"grace"_s, u"How long the health check fails before SIGTERM closes the port."_s, u"milliseconds"_s, u"0"_s},
        {u"keep-alive"_s, u"Seconds that a connection may be idle."_s, u"seconds"_s, u"5"_s},
    });
    example.process();

    using Distribution = ServerGroupOptions::Distribution;
    const QString way = example.parser.value(u"distribution"_s);
    ServerGroupOptions options;
    options.threads = example.parser.value(u"threads"_s).toInt();
    options.epoll = example.parser.value(u"loop"_s) == "epoll"_L1;
    options.distribution = way == "reuse-port"_L1 ? Distribution::ReusePort
        : way == "hand-out"_L1                    ? Distribution::HandOut
                                                  : Distribution::Automatic;
    options.server.keepAliveTimeout = std::chrono::seconds(example.parser.value(u"keep-alive"_s).toInt());
    options.server.proxyProtocol = example.parser.isSet(u"proxy-protocol"_s);
    options.server.trustedProxies = example.parser.value(u"trust"_s).split(u',', Qt::SkipEmptyParts);
    const TrustedProxies trusted(options.server.trustedProxies);
    ServerGroup group(options, [trusted](Server *server) {
        QObject::connect(server, &Server::requestReceived, server, [trusted](IncomingMessage *request, ServerResponse *response) {
            answer(request, response, trusted);
        });
    });

    QTextStream out(stdout);
    QObject::connect(&group, &ServerGroup::listeningStarted, &group, [&] {
        const QString url = u"http://%1:%2"_s.arg(example.parser.value(u"host"_s)).arg(group.port());
        out << "Listening on " << url << "\nTry: curl -i '" << url << "/'" << Qt::endl;
    });
    QObject::connect(&group, &ServerGroup::errorOccurred, &app, [&](const Error &error) {
        out << error.message() << Qt::endl;
        QCoreApplication::exit(1);
    });
    QObject::connect(&group, &ServerGroup::restarted, &group, [&] { out << "The threads are new" << Qt::endl; });
    QObject::connect(&group, &ServerGroup::closed, &app, [&] {
        const ServerStatistics sum = group.statistics();
        out << sum.requests << " requests over " << sum.accepted << " connections" << Qt::endl;
        QCoreApplication::quit();
    });
#ifdef Q_OS_UNIX
    onSignals(&group, [&](int number) {
        if (number == SIGHUP) {
            group.restart(kDeadline);
        } else if (!leaving.exchange(true)) {
            const auto grace = std::chrono::milliseconds(example.parser.value(u"grace"_s).toInt());
            QTimer::singleShot(grace, &group, [&] { group.drain(kDeadline); });
        }
    });
#endif

    ListenOptions listening;
    listening.host = example.parser.value(u"host"_s);
    listening.port = example.parser.value(u"port"_s).toInt();
    if (!given.isEmpty())
        listening.descriptor = given.constFirst().descriptor;
    group.listen(listening);
    return app.exec();
}
