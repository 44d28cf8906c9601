// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_WINDOW_H
#define NODEHTTP_INSPECTOR_WINDOW_H

#include <QtCore/qstringlist.h>

class QCommandLineParser;

namespace NodeHttp::Inspector {

void addWindowOptions(QCommandLineParser *parser);

// Whether these options ask for the window: they name none of the command line's, or --window, and there is a display.
bool wantsWindow(const QCommandLineParser &parser);

// Shows it until it is closed; the exit code.
int runWindow(int &argc, char **argv, const QCommandLineParser &parser);

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_WINDOW_H
