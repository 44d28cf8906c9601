// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef WATCH_H
#define WATCH_H

#include "loops.h"

#include <QtCore/qsocketnotifier.h>

#include <cerrno>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>

// Two connected sockets that do not block.
struct Pair
{
    int a = -1;
    int b = -1;

    Pair()
    {
        int fds[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds) == 0) {
            a = fds[0];
            b = fds[1];
        }
    }
    ~Pair()
    {
        closeA();
        closeB();
    }
    Q_DISABLE_COPY_MOVE(Pair)

    void closeA() { ::close(std::exchange(a, -1)); }
    void closeB() { ::close(std::exchange(b, -1)); }
    bool feed(int count = 1) const { return ::write(b, QByteArray(count, 'x').constData(), size_t(count)) == count; }
    bool fillUp() const // until a cannot be written any more
    {
        const QByteArray piece(65536, 'x');
        while (::write(a, piece.constData(), size_t(piece.size())) > 0) {
        }
        return errno == EAGAIN;
    }
};

inline void drain(int descriptor)
{
    char buffer[65536];
    while (::read(descriptor, buffer, sizeof buffer) > 0) {
    }
}

class Watch
{
public:
    Watch(int descriptor, QSocketNotifier::Type type, std::function<void()> onActivated = {})
        : notifier(std::make_unique<QSocketNotifier>(descriptor, type))
    {
        QObject::connect(notifier.get(), &QSocketNotifier::activated, notifier.get(), [this, onActivated] {
            ++activated;
            if (onActivated)
                onActivated();
        });
    }

    std::unique_ptr<QSocketNotifier> notifier;
    int activated = 0;
};

inline void turns(int count)
{
    while (count-- > 0)
        oneTurn();
}

#endif // WATCH_H
