// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The program nodehttp-inspector.

#include "inspector/commandline.h"
#include "inspector/quitsignals.h"

#ifdef NODEHTTP_INSPECTOR_WINDOW
#    include "window/window.h"
#endif

#include <NodeHttp/Inspector>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>

int main(int argc, char **argv)
{
    using namespace NodeHttp::Inspector;
    setEnabled(true); // a tool for developers: who sets NODEHTTP_INSPECT means it
    QCoreApplication::setApplicationName(QStringLiteral("nodehttp-inspector"));
    QCoreApplication::setApplicationVersion(QStringLiteral(NODEHTTP_VERSION_STR));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Records HTTP exchanges, on a bin of its own and as a proxy. Without options: a window where there is a display, or "
        "else a bin on a free port.\n\n"
        "Exit codes: 0 all went well, 1 an exchange matched --fail-if, 2 wrong options, 3 a file or port cannot be used."));
    parser.addHelpOption();
    parser.addVersionOption();
    CommandLine::addOptions(&parser);
#ifdef NODEHTTP_INSPECTOR_WINDOW
    addWindowOptions(&parser);
#endif
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    if (!parser.parse(arguments)) {
        std::fprintf(stderr, "nodehttp-inspector: %s\n", qPrintable(parser.errorText()));
        return CommandLine::Misused;
    }
#ifdef NODEHTTP_INSPECTOR_WINDOW // which kind of application it is has to be known before it is made
    if (!parser.isSet(QStringLiteral("help")) && !parser.isSet(QStringLiteral("version")) && wantsWindow(parser))
        return runWindow(argc, argv, parser);
#endif
    QCoreApplication app(argc, argv);
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp();
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    CommandLine commandLine;
    if (const int code = commandLine.start(parser); code >= 0)
        return code;
    onQuitSignal(&commandLine, [&commandLine] { commandLine.stop(); });
    return QCoreApplication::exec();
}
