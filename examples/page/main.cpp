// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A page with twenty pictures, for a browser: several connections, keep-alive, caching. The page reports what it loaded.

#include "example.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdebug.h>
#include <QtCore/qset.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPictures = 20;

QByteArray page()
{
    QByteArray html = "<!doctype html>\n<title>Twenty pictures</title>\n<link rel=stylesheet href=/style.css>\n<h1>Twenty"
                      " pictures</h1>\n";
    for (int i = 0; i < kPictures; ++i)
        html += "<img alt='' src=/picture/" + QByteArray::number(i) + ".svg>\n";
    return html + "<p id=report></p>\n<script src=/report.js></script>\n";
}

QByteArray picture(int number)
{
    const QByteArray hue = QByteArray::number(number * 360 / kPictures);
    return "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='80'><circle cx='40' cy='40' r='36' fill='hsl("
        + hue + ",70%,55%)'/></svg>";
}

constexpr char kStyle[] = "body { font-family: sans-serif; margin: 2em } img { margin: 4px }\n";

constexpr char kScript[] =
    "addEventListener('load', async () => {\n"
    "  const loaded = [...document.images].filter(image => image.naturalWidth > 0).length;\n"
    "  const answer = await fetch('/report', {method: 'POST', body: `${loaded} pictures`});\n"
    "  document.getElementById('report').textContent = await answer.text();\n"
    "});\n";

// The body of a small request, handed to `done` when it is complete.
void collect(IncomingMessage *request, ServerResponse *response, const std::function<void(const QByteArray &)> &done)
{
    auto body = std::make_shared<QByteArray>();
    QObject::connect(request, &IncomingMessage::dataReceived, response, [body](const QByteArray &chunk) {
        if (body->size() < 1000)
            *body += chunk;
    });
    QObject::connect(request, &IncomingMessage::ended, response, [body, done] { done(*body); });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Example example(u"Serves a page with twenty pictures, a style sheet and a script."_s);
    example.process();

    auto sockets = std::make_shared<QSet<QIODevice *>>();
    Server *server = createServer(ServerOptions::hardened(), [sockets](IncomingMessage *request, ServerResponse *response) {
        sockets->insert(request->socket());
        const QString url = request->url();
        const auto send = [response](const char *type, const QByteArray &body) {
            response->setHeader("Content-Type", type);
            response->setHeader("Cache-Control", "max-age=60");
            response->end(body);
        };
        if (url == "/"_L1)
            return send("text/html; charset=utf-8", page());
        if (url == "/style.css"_L1)
            return send("text/css", kStyle);
        if (url == "/report.js"_L1)
            return send("text/javascript", kScript);
        if (url.startsWith("/picture/"_L1))
            return send("image/svg+xml", picture(url.section(u'/', 2).section(u'.', 0, 0).toInt()));
        if (url == "/report"_L1 && request->method() == "POST"_L1) {
            return collect(request, response, [=](const QByteArray &body) {
                qInfo().noquote() << "the page loaded" << body << "over" << sockets->size() << "connections";
                response->end("The server heard: " + body + '\n');
            });
        }
        response->setStatusCode(404);
        response->end("There is no such page.\n");
    }, &app);
    return example.run(server);
}
