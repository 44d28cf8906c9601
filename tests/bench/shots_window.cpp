// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Pictures of the inspector's window with traffic of its own, for the documentation and for whoever changes how it looks.
//
//   shots_window [--dark] [--size 1280x800] [--select N] [--page N] [--filter TEXT] [--har FILE] [--empty] FILE.png

#include "inspectorsession.h"

#include <NodeHttp/Http>

#include <QtCore/qbuffer.h>
#include <QtCore/qcommandlineparser.h>
#include <QtCore/qtimer.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qimage.h>
#include <QtGui/qpalette.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtQml/qqmlapplicationengine.h>
#include <QtQuick/qquickitem.h>
#include <QtQuick/qquickwindow.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

QPalette darkPalette()
{
    QPalette palette(QColor(0x2b, 0x2f, 0x36), QColor(0x22, 0x26, 0x2c));
    palette.setColor(QPalette::Base, QColor(0x1b, 0x1e, 0x23));
    palette.setColor(QPalette::AlternateBase, QColor(0x21, 0x25, 0x2b));
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x5d, 0x8c));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, QColor(0xe6, 0xe9, 0xed));
    return palette;
}

QByteArray picture()
{
    QImage image(160, 100, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x, 2 * y, 160));
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

void answer(IncomingMessage *request, ServerResponse *response)
{
    const QString path = request->url().section(u'?', 0, 0);
    const auto end = [=](int status, const char *type, const QByteArray &body, int delay = 0) {
        QTimer::singleShot(delay, response, [=] {
            response->setStatusCode(status);
            response->setHeader("Content-Type", QByteArray(type));
            response->end(body);
        });
    };
    if (path == "/api/orders"_L1) {
        response->setHeader("Set-Cookie", "session=7d1f0a; Path=/; HttpOnly"_ba);
        return end(200, "application/json; charset=utf-8",
                   R"({"orders": [{"id": 4711, "customer": {"name": "Ada Lovelace", "city": "London"}, "total": 129.5, "paid": true},
                    {"id": 4712, "customer": {"name": "Grace Hopper", "city": "Arlington"}, "total": 18, "paid": false}], "next": null})", 35);
    }
    if (path.startsWith("/img/"_L1))
        return end(200, "image/png", picture(), 12);
    if (path == "/feed.xml"_L1)
        return end(200, "application/xml", "<feed><entry id=\"1\"><title>One</title></entry><entry id=\"2\"/></feed>", 60);
    if (path == "/old"_L1) {
        response->setHeader("Location", "/api/orders"_ba);
        return end(302, "text/plain", "moved", 3);
    }
    if (path == "/slow"_L1)
        return end(200, "text/plain", QByteArray("a line of text\n").repeated(20000), 180);
    if (path == "/fails"_L1)
        return end(500, "application/json", R"({"error": "the database did not answer"})", 90);
    if (path == "/gone"_L1)
        return end(404, "text/html", "<h1>Not here</h1>", 5);
    end(200, "text/html; charset=utf-8", "<!doctype html><title>Shop</title><h1>Welcome</h1>", 8);
}

// Objects of the scene by their place in it: who made them does not matter.
QQuickItem *itemCalled(QQuickItem *item, const QString &name)
{
    if (item->objectName() == name)
        return item;
    for (QQuickItem *child : item->childItems()) {
        if (QQuickItem *found = itemCalled(child, name))
            return found;
    }
    return nullptr;
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"dark"_s, u"Dark."_s}, {u"empty"_s, u"No traffic."_s}, {u"size"_s, u"Of the window."_s, u"WxH"_s, u"1280x800"_s},
                       {u"select"_s, u"The chosen exchange."_s, u"N"_s, u"0"_s}, {u"page"_s, u"Of the details."_s, u"N"_s, u"0"_s},
                       {u"filter"_s, u"Text of the filter."_s, u"TEXT"_s}, {u"har"_s, u"A file to be read."_s, u"FILE"_s},
                       {u"wait"_s, u"Milliseconds before the picture."_s, u"MS"_s, u"1500"_s}});
    parser.process(app);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(2);
    if (parser.isSet(u"dark"_s))
        QGuiApplication::setPalette(darkPalette());

    InspectorSession session;
    session.setAttached(true);
    session.setRecording(true);
    QQmlApplicationEngine engine;
    InspectorSession::prepare(&engine);
    engine.setInitialProperties({{u"session"_s, QVariant::fromValue(&session)}});
    engine.load(QUrl(u"qrc:/qt/qml/NodeHttp/Inspector/InspectorWindow.qml"_s));
    auto *window = engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow *>(engine.rootObjects().constFirst());
    if (!window)
        return 1;
    const QStringList size = parser.value(u"size"_s).split(u'x');
    window->resize(size.value(0).toInt(), size.value(1).toInt());

    Server server;
    QObject::connect(&server, &Server::requestReceived, &server, answer);
    server.listen(0, QHostAddress(QHostAddress::LocalHost));
    AgentOptions pooled;
    pooled.keepAlive = true;
    pooled.maxSockets = 4;
    Agent agent(pooled);
    QTcpSocket broken;
    if (!parser.isSet(u"empty"_s) && !parser.isSet(u"har"_s)) {
        int i = 0;
        for (const char *path : {"/", "/api/orders?page=1&sort=date", "/img/logo.png", "/feed.xml", "/old", "/api/orders?page=2", "/slow",
                                 "/gone", "/fails", "/img/photo.png", "/api/orders?page=3", "/"}) {
            QTimer::singleShot(25 * i++, &server, [&agent, &server, path] {
                RequestOptions options;
                options.host = u"127.0.0.1"_s;
                options.port = server.port();
                options.path = QLatin1String(path);
                options.agent = &agent;
                options.headers = {{"Authorization", u"Bearer 0123456789"_s}, {"Accept", u"*/*"_s}};
                ClientRequest *request = get(options);
                QObject::connect(request, &ClientRequest::responseReceived, request, [](IncomingMessage *response) { response->resume(); });
            });
        }
        QTimer::singleShot(400, &broken, [&] {
            broken.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(server.port()));
            broken.write("POST /orders HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 12x\r\n\r\n{\"id\": 4711}");
        });
    }
    if (parser.isSet(u"har"_s))
        session.importHar(QUrl::fromLocalFile(parser.value(u"har"_s)));
    QTimer::singleShot(parser.value(u"wait"_s).toInt() - 600, &app, [&] {
        session.setFilterText(parser.value(u"filter"_s));
        session.setSelected(parser.value(u"select"_s).toLongLong());
        if (QQuickItem *bar = itemCalled(window->contentItem(), u"detailPages"_s))
            bar->setProperty("currentIndex", parser.value(u"page"_s).toInt());
    });
    QTimer::singleShot(parser.value(u"wait"_s).toInt(), &app, [&] {
        const bool saved = window->grabWindow().save(parser.positionalArguments().constFirst());
        QCoreApplication::exit(saved ? 0 : 1);
    });
    return QGuiApplication::exec();
}
