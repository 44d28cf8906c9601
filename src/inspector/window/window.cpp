// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The program with a display: one session, the window of the QML module around it, and the options that go with it.

#include "window/window.h"

#include "inspector/commandline.h"
#include "inspector/quitsignals.h"
#include "inspectorsession.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qdir.h>
#include <QtGui/qguiapplication.h>
#include <QtQml/qqmlapplicationengine.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

// What goes with the window; everything else is for scripts.
const QStringList kWindowOptions = {u"window"_s, u"bin"_s, u"proxy"_s, u"listen"_s, u"filter"_s, u"attach"_s};

bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

int misuse(const QString &message)
{
    std::fprintf(stderr, "nodehttp-inspector: %s\n", qPrintable(message));
    return CommandLine::Misused;
}

// -1: not given, -2: no port.
int portOf(const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return -1;
    bool good = false;
    const int port = parser.value(option).toInt(&good);
    return good && port >= 0 && port <= 65535 ? port : -2;
}

} // namespace

void addWindowOptions(QCommandLineParser *parser)
{
    parser->addOptions({
        {u"window"_s, u"Opens the window, although other options are given: --bin, --proxy, --listen, --filter and --attach go with it."_s},
    });
    parser->addPositionalArgument(u"FILE"_s, u"HAR files that the window shows."_s, u"[FILE...]"_s);
}

bool wantsWindow(const QCommandLineParser &parser)
{
    if (parser.isSet(u"headless"_s))
        return false;
    return parser.isSet(u"window"_s) || (hasDisplay() && parser.optionNames() == parser.optionNames().filter(u"attach"_s));
}

int runWindow(int &argc, char **argv, const QCommandLineParser &parser)
{
    for (const QString &option : parser.optionNames()) {
        if (!kWindowOptions.contains(option))
            return misuse(u"--%1 does not go with the window"_s.arg(option));
    }
    const int binPort = portOf(parser, u"bin"_s);
    const int proxyPort = portOf(parser, u"proxy"_s);
    QHostAddress address(QHostAddress::LocalHost);
    if (binPort == -2 || proxyPort == -2)
        return misuse(u"--bin and --proxy want a port"_s);
    if (parser.isSet(u"listen"_s) && !address.setAddress(parser.value(u"listen"_s)))
        return misuse(u"--listen wants an address"_s);

    QGuiApplication app(argc, argv);
    QGuiApplication::setOrganizationName(u"NodeHttp"_s);
    QGuiApplication::setDesktopFileName(u"nodehttp-inspector"_s);

    InspectorSession session;
    session.setFilterText(parser.value(u"filter"_s));
    if (!session.filterError().isEmpty())
        return misuse(u"--filter: %1"_s.arg(session.filterError()));
    session.setRecording(true);
    if ((binPort >= 0 && !session.startBin(binPort, address)) || (proxyPort >= 0 && !session.startProxy(proxyPort, address))) {
        misuse(session.problem());
        return CommandLine::Failed;
    }
    QQmlApplicationEngine engine;
    InspectorSession::prepare(&engine);
    engine.setInitialProperties({{u"session"_s, QVariant::fromValue(&session)}, {u"attachTo"_s, parser.value(u"attach"_s)}});
    engine.load(QUrl(u"qrc:/qt/qml/NodeHttp/Inspector/InspectorWindow.qml"_s));
    if (engine.rootObjects().isEmpty())
        return CommandLine::Failed;
    for (const QString &file : parser.positionalArguments())
        session.importHar(QUrl::fromLocalFile(QDir::current().absoluteFilePath(file)));
    onQuitSignal(&app, [] { QGuiApplication::quit(); });
    return QGuiApplication::exec();
}

} // namespace NodeHttp::Inspector
