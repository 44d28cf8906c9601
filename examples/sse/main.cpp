// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Server-sent events: / is a page that shows what /events tells, once a second, until the client leaves.

#include "example.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qtextstream.h>
#include <QtCore/qtimer.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const char kPage[] = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Events</title>
<h1>Server time</h1>
<p id="now">connecting…</p>
<script>
const source = new EventSource('/events');
source.addEventListener('tick', event => document.getElementById('now').textContent = event.data);
source.onerror = () => document.getElementById('now').textContent = 'the server is gone';
</script>
</html>
)";

void stream(int interval, IncomingMessage *request, ServerResponse *response)
{
    response->writeHead(200, {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}});
    response->flushHeaders(); // the client knows at once that it is connected

    auto *timer = new QTimer(response); // ends with the response
    auto number = std::make_shared<int>(0);
    const auto send = [response, number] {
        if (response->writableNeedDrain())
            return; // a slow reader misses events instead of filling our memory
        response->write("id: " + QByteArray::number(++*number) + "\nevent: tick\ndata: "
                        + QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toLatin1() + "\n\n");
    };
    QObject::connect(timer, &QTimer::timeout, response, send);
    timer->start(interval);
    send();
    QObject::connect(response, &ServerResponse::closed, timer, [timer, number] {
        timer->stop();
        QTextStream(stdout) << "a client left after " << *number << " events" << Qt::endl;
    });
    // A browser that closes the page ends its side; nothing more is wanted then.
    QObject::connect(request->socket(), &QIODevice::readChannelFinished, response, [response] { response->destroy(); });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Example example(u"Sends an event a second to whoever listens."_s);
    example.parser.addOption({u"interval"_s, u"Milliseconds between two events."_s, u"ms"_s, u"1000"_s});
    example.process();
    const int interval = example.parser.value(u"interval"_s).toInt();
    Server *server = createServer([interval](IncomingMessage *request, ServerResponse *response) {
        if (request->url() == "/events"_L1)
            return stream(interval, request, response);
        if (request->url() != "/"_L1)
            response->setStatusCode(404);
        response->setHeader("Content-Type", "text/html; charset=utf-8");
        response->end(request->url() == "/"_L1 ? kPage : "nothing here\n");
    }, &app);
    return example.run(server, u"-N"_s, u"/events"_s);
}
