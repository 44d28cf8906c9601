// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTORWINDOW_H
#define NODEHTTP_INSPECTORWINDOW_H

#include <NodeHttp/inspector.h>

#if defined(NODEHTTP_INSPECTOR_STATIC)
#  define NODEHTTP_WINDOW_EXPORT
#elif defined(NODEHTTP_INSPECTOR_LIBRARY)
#  define NODEHTTP_WINDOW_EXPORT Q_DECL_EXPORT
#else
#  define NODEHTTP_WINDOW_EXPORT Q_DECL_IMPORT
#endif

/*!
    The inspector's window inside an application of one's own, which needs a QGuiApplication and links
    NodeHttp::InspectorQml. In QML the element Inspector of the module NodeHttp.Inspector does the same.
*/
namespace NodeHttp::Inspector {

/*!
    Shows the window, or brings it to the front: everything this process sends and receives from now on, until the window
    is closed or the application quits. False: not enabled (isEnabled()), no QGuiApplication, or the module is missing.
*/
NODEHTTP_WINDOW_EXPORT bool showWindow();

/*!
    The one line: showWindow(), which a debug build of the program also enables. In a release build (QT_NO_DEBUG) it does
    nothing, unless the program called setEnabled(true) or is compiled with NODEHTTP_ENABLE_INSPECTOR.
*/
static inline bool show()
{
#if !defined(QT_NO_DEBUG) || defined(NODEHTTP_ENABLE_INSPECTOR)
    setEnabled(true);
#endif
    return isEnabled() && showWindow();
}

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTORWINDOW_H
