// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_QUITSIGNALS_H
#define NODEHTTP_INSPECTOR_QUITSIGNALS_H

#include <QtCore/qobject.h>

#include <functional>

namespace NodeHttp::Inspector {

// Calls \a quit in the event loop when the process is asked to end: SIGINT, SIGTERM, SIGHUP. A second signal ends it at
// once. Once a process.
void onQuitSignal(QObject *context, std::function<void()> quit);

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_QUITSIGNALS_H
