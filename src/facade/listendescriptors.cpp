// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Socket activation without libsystemd: three variables and descriptors that begin at 3.

#include <NodeHttp/listendescriptors.h>

#include <QtCore/qbytearraylist.h>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace NodeHttp {

namespace {

#ifdef Q_OS_UNIX
constexpr int kFirst = 3; // SD_LISTEN_FDS_START
#endif

QByteArray taken(const char *variable)
{
    const QByteArray value = qgetenv(variable);
    qunsetenv(variable);
    return value;
}

} // namespace

QList<ListenDescriptor> listenDescriptors()
{
    QList<ListenDescriptor> list;
    const QByteArray process = taken("LISTEN_PID");
    const QByteArray number = taken("LISTEN_FDS");
    const QByteArrayList names = taken("LISTEN_FDNAMES").split(':');
#ifdef Q_OS_UNIX
    bool isNumber = false;
    const int count = number.toInt(&isNumber);
    if (process != QByteArray::number(qint64(::getpid())) || !isNumber)
        return list;
    for (int i = 0; i < count; ++i) {
        const int flags = ::fcntl(kFirst + i, F_GETFD);
        if (flags < 0)
            break; // fewer than was said
        ::fcntl(kFirst + i, F_SETFD, flags | FD_CLOEXEC);
        const bool named = i < names.size() && !names[i].isEmpty();
        list.append({kFirst + i, named ? QString::fromUtf8(names[i]) : QStringLiteral("unknown")});
    }
#endif
    return list;
}

} // namespace NodeHttp
