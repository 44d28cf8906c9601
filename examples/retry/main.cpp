// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A server may close an idle connection in the very moment a request goes out on it. The library never sends anything
// twice by itself; this is how an application does it: an idempotent request that failed on a reused connection before
// a response came is made once more.

#include <NodeHttp/Http>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qtimer.h>

#include <cstdio>
#include <functional>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

using Done = std::function<void(bool answered, int tries)>;

void ask(const QUrl &url, Agent *agent, int tries, const Done &done)
{
    RequestOptions options;
    options.agent = agent;
    ClientRequest *get = NodeHttp::get(url, options, [](IncomingMessage *response) { response->resume(); });
    QObject::connect(get, &ClientRequest::closed, get, [=] {
        const bool lostInReuse = get->error().code() == u"ECONNRESET" && get->reusedSocket() && !get->res();
        if (lostInReuse && tries < 2)
            ask(url, agent, tries + 1, done);
        else
            done(get->res() && get->res()->isComplete(), tries);
    });
    QObject::connect(get, &ClientRequest::errorOccurred, get, [](const Error &error) {
        std::fprintf(stderr, "%s\n", qPrintable(error.message()));
    });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Asks every so often over one kept connection, and once more when it was just closed."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"url"_s, u"http: or https:"_s);
    parser.addOptions({
        {{u"n"_s, u"requests"_s}, u"How many requests."_s, u"n"_s, u"5"_s},
        {{u"p"_s, u"pause"_s}, u"Milliseconds between two of them."_s, u"ms"_s, u"1000"_s},
    });
    parser.process(app);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);

    const QUrl url(parser.positionalArguments().constFirst());
    AgentOptions options;
    options.keepAlive = true;
    options.protocol = url.scheme() + u':';
    Agent agent(options);
    int left = parser.value(u"n"_s).toInt(), failed = 0, retried = 0;
    QTimer timer;
    timer.setSingleShot(true);
    timer.setInterval(parser.value(u"p"_s).toInt());
    const Done done = [&](bool answered, int tries) {
        failed += !answered;
        retried += tries > 1;
        if (--left > 0)
            return timer.start();
        std::printf("%d failed, %d answered at the second try\n", failed, retried);
        app.exit(failed ? 1 : 0);
    };
    QObject::connect(&timer, &QTimer::timeout, &app, [&] { ask(url, &agent, 1, done); });
    timer.start();
    return app.exec();
}
