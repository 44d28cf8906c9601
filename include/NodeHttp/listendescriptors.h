// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_LISTENDESCRIPTORS_H
#define NODEHTTP_LISTENDESCRIPTORS_H

#include <NodeHttp/global.h>

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace NodeHttp {

//! A socket that was opened for this process before it started.
struct ListenDescriptor
{
    qintptr descriptor = -1; //!< For ListenOptions::descriptor, which takes it over; otherwise the caller's to close.
    QString name;            //!< FileDescriptorName= of the socket unit; "unknown" when none was given.
};

/*!
    The sockets of systemd's socket activation (sd_listen_fds(3)): what LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES say.
    Empty when the process was not activated so, or the variables speak of another process. Node: cluster and libuv
    leave this to packages.

    The variables are cleared and the descriptors closed on exec(), so that child processes do not take them for theirs;
    a second call answers an empty list. It changes the environment: call it at the start of main(), before threads
    exist. Always empty on systems other than Unix.
*/
NODEHTTP_EXPORT QList<ListenDescriptor> listenDescriptors();

} // namespace NodeHttp

#endif // NODEHTTP_LISTENDESCRIPTORS_H
