// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A signal handler may do next to nothing, so it writes a byte that the event loop reads.

#include "inspector/quitsignals.h"

#ifdef Q_OS_UNIX
#include <QtCore/qsocketnotifier.h>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace NodeHttp::Inspector {

#ifdef Q_OS_UNIX

namespace {

int s_write = -1;

void handle(int signal)
{
    std::signal(signal, SIG_DFL);
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(s_write, &byte, 1);
}

} // namespace

void onQuitSignal(QObject *context, std::function<void()> quit)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return;
    s_write = ends[1];
    auto *const notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [notifier, quit = std::move(quit)] {
        notifier->setEnabled(false);
        quit();
    });
    for (int signal : {SIGINT, SIGTERM, SIGHUP})
        std::signal(signal, handle);
}

#else

void onQuitSignal(QObject *, std::function<void()>)
{
}

#endif

} // namespace NodeHttp::Inspector
