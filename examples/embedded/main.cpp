// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// An application that serves orders, asks for them itself, and shows the inspector with one line: both ends of every
// exchange, the pool of its agent, and breakpoints to stop it at.

#include <NodeHttp/Http>
#include <NodeHttp/InspectorWindow>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qtimer.h>
#include <QtGui/qguiapplication.h>

#include <cstdio>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

void serve(IncomingMessage *request, ServerResponse *response)
{
    QObject::connect(request, &IncomingMessage::ended, response, [request, response] {
        if (request->url().endsWith("/missing"_L1)) {
            response->writeHead(404);
            return void(response->end("There is no such order.\n"));
        }
        response->setHeader("Content-Type", "application/json");
        const QJsonObject order{{u"path"_s, request->url()}, {u"method"_s, request->method()}, {u"total"_s, 42.5}};
        response->end(QJsonDocument(order).toJson());
    });
    request->resume();
}

// A request each time it is called: a list, a new order, one that is missing.
void ask(int port, Agent *agent, int number)
{
    RequestOptions options;
    options.host = u"127.0.0.1"_s;
    options.port = port;
    options.agent = agent;
    options.method = number % 3 == 1 ? u"POST"_s : u"GET"_s;
    options.path = number % 3 == 2 ? u"/orders/missing"_s : u"/orders?page=%1"_s.arg(number);
    if (number % 3 == 1)
        options.headers = {{"Content-Type", "application/json"}};
    ClientRequest *request = NodeHttp::request(options);
    QObject::connect(request, &ClientRequest::errorOccurred, agent, [](const Error &error) {
        std::fprintf(stderr, "%s\n", qPrintable(error.message())); // a breakpoint may reset it
    });
    if (number % 3 == 1)
        request->end("{\"item\": \"tea\", \"count\": 3}");
    else
        request->end();
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Serves orders, asks for them, and inspects itself."_s);
    parser.addHelpOption();
    parser.addOptions({{u"port"_s, u"Port to listen on; 0 takes a free one."_s, u"number"_s, u"0"_s},
                       {u"requests"_s, u"Ends after so many requests; 0: goes on."_s, u"number"_s, u"0"_s}});
    parser.process(app);

    Server *const server = createServer(serve, &app);
    if (!server->listen(parser.value(u"port"_s).toInt(), QHostAddress(QHostAddress::LocalHost))) {
        std::fprintf(stderr, "%s\n", qPrintable(server->error().message()));
        return 1;
    }
    AgentOptions options;
    options.keepAlive = true;
    Agent agent(options);
    agent.setObjectName(u"orders"_s);

    Inspector::setEnabled(true); // this example wants it in release builds, too
    if (!Inspector::show())
        return 1;

    int number = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &app, [&] {
        if (const int most = parser.value(u"requests"_s).toInt(); most > 0 && number >= most)
            return QCoreApplication::quit();
        ask(server->port(), &agent, number++);
    });
    timer.start(parser.isSet(u"requests"_s) ? 50 : 1500);
    std::printf("Orders on http://127.0.0.1:%d/orders\n", server->port());
    std::fflush(stdout);
    return QGuiApplication::exec();
}
