// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Many requests over few connections: an agent keeps eight of them busy, the rest waits its turn.

#include <NodeHttp/Http>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>

#include <cstdio>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Asks for a URL many times over a bounded number of connections."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"url"_s, u"http: or https:"_s);
    parser.addOptions({
        {{u"n"_s, u"requests"_s}, u"How many requests."_s, u"n"_s, u"500"_s},
        {{u"s"_s, u"sockets"_s}, u"How many connections at most."_s, u"n"_s, u"8"_s},
    });
    parser.process(app);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);

    const QUrl url(parser.positionalArguments().constFirst());
    AgentOptions options;
    options.keepAlive = true;
    options.maxSockets = parser.value(u"s"_s).toInt();
    options.protocol = url.scheme() + u':';
    Agent agent(options);

    const int all = parser.value(u"n"_s).toInt();
    int over = 0, failed = 0, reused = 0, most = 0;
    qint64 bytes = 0;
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < all; ++i) {
        RequestOptions asking;
        asking.agent = &agent;
        ClientRequest *one = get(url, asking, [&](IncomingMessage *response) {
            QObject::connect(response, &IncomingMessage::dataReceived, response, [&](const QByteArray &chunk) { bytes += chunk.size(); });
        });
        QObject::connect(one, &ClientRequest::errorOccurred, one, [&] { ++failed; });
        QObject::connect(one, &ClientRequest::closed, one, [&, one] {
            reused += one->reusedSocket();
            most = qMax(most, agent.totalSocketCount());
            if (++over < all)
                return;
            std::printf("%d requests, %d failed, %lld bytes in %lld ms; %d on a pooled connection, %d connections at most\n", all,
                        failed, static_cast<long long>(bytes), static_cast<long long>(clock.elapsed()), reused, most);
            app.exit(failed ? 1 : 0);
        });
    }
    return app.exec();
}
