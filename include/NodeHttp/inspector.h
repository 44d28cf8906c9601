// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_H
#define NODEHTTP_INSPECTOR_H

#include <NodeHttp/global.h>

#include <QtCore/qstring.h>

/*!
    Letting the request inspector look into this process.

    Nothing is offered or shown unless that is enabled: in debug builds of the library it is, in release builds somebody
    has to say so, in the program by setEnabled(true), or for all programs by building the library with the CMake option
    NODEHTTP_INSPECTION. Everything here belongs to the thread of the application object.
*/
namespace NodeHttp::Inspector {

//! Whether inspectors may look into this process.
NODEHTTP_EXPORT bool isEnabled();
/*!
    Allows it, or ends it: what is offered is withdrawn. Enabling looks at NODEHTTP_INSPECT again, so that a release build
    can be inspected when somebody asks for it: \c setEnabled(true) at the start of main() is enough.
*/
NODEHTTP_EXPORT void setEnabled(bool on);

/*!
    Offers the traffic of this process under \a name: <tt>nodehttp-inspector \--attach name</tt> shows it. The environment
    variable NODEHTTP_INSPECT does the same without a line of code.

    Only this user of this machine can attach, one inspector at a time, through a local socket. While none does, nothing
    is observed. An inspector that reads too slowly loses messages, which are counted, and never slows this process down.

    \a name has letters, digits, dots, dashes and underscores, 64 at most; where another process has it already, the
    number of this process is appended. False: not enabled, no such name, or no socket can be made.
*/
NODEHTTP_EXPORT bool offer(const QString &name);
NODEHTTP_EXPORT void withdraw();         //!< Ends offer(); an inspector that is attached sees the end.
NODEHTTP_EXPORT QString offeredName();   //!< The name it is offered under; empty when it is not.
//! Where a process of this user that offers \a name has its socket; empty for what cannot be a name.
NODEHTTP_EXPORT QString socketPath(const QString &name);

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_H
