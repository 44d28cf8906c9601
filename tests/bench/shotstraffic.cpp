// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "shotstraffic.h"

#include "identity.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qtimer.h>
#include <QtGui/qimage.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qtcpsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const QHostAddress kHere(QHostAddress::LocalHost);

AgentOptions pooled()
{
    AgentOptions options;
    options.keepAlive = true;
    options.maxSockets = 4;
    return options;
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

const QByteArray kOrders = R"({"orders": [{"id": 4711, "customer": {"name": "Ada Lovelace", "city": "London"}, "total": 129.5, "paid": true},
 {"id": 4712, "customer": {"name": "Grace Hopper", "city": "Arlington"}, "total": 18, "paid": false}], "next": null})"_ba;

const QByteArray kParts = "--split\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nHolidays\r\n"
                          "--split\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"beach.png\"\r\n"
                          "Content-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n....\r\n--split--\r\n"_ba;

QByteArray everyByte()
{
    QByteArray bytes;
    for (int i = 0; i < 512; ++i)
        bytes.append(char(i * 7));
    return bytes;
}

} // namespace

ShotsTraffic::ShotsTraffic() : m_agent(pooled())
{
    m_agent.setObjectName(u"shop"_s);
    for (Server *server : {&m_server, &m_secure})
        connect(server, &Server::requestReceived, this, &ShotsTraffic::answer);
    m_server.listen(0, kHere);

    Identity root, own;
    root.makeIssuer(m_folder, u"Test authority"_s);
    own.makeSigned(m_folder, u"shop.example"_s, root, {u"DNS:shop.example,DNS:localhost"_s});
    m_secure.setSslConfiguration(own.serverSide({root.certificate}));
    m_secure.listen(0, kHere);

    m_rude.listen(kHere);
    connect(&m_rude, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *const socket = m_rude.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent Length: 12\r\n\r\nnot a header");
        });
    });
}

void ShotsTraffic::answer(IncomingMessage *request, ServerResponse *response)
{
    const QString path = request->url().section(u'?', 0, 0);
    const auto end = [=](int status, const QByteArray &type, const QByteArray &body, int delay = 0) {
        QTimer::singleShot(delay, response, [=] {
            response->setStatusCode(status);
            response->setHeader("Content-Type", type);
            response->end(body);
        });
    };
    if (path == "/never"_L1)
        return;
    if (path == "/upload"_L1) { // reads slowly
        QTimer::singleShot(250, request, [request] { request->resume(); });
        connect(request, &IncomingMessage::ended, response, [end] { end(201, "text/plain", "taken"); });
        return;
    }
    request->resume();
    if (path == "/api/orders"_L1) {
        response->setHeader("Set-Cookie", QStringList{u"session=7d1f0a; Path=/; HttpOnly"_s, u"theme=dark; Max-Age=3600"_s});
        response->setHeader("Cache-Control", "no-store"_ba);
        return request->method() == "POST"_L1 ? end(201, "application/json", R"({"id": 4713})", 20)
                                              : end(200, "application/json; charset=utf-8", kOrders, 35);
    }
    if (path == "/stream"_L1) {
        response->setHeader("Content-Type", "text/plain; charset=utf-8"_ba);
        auto *const timer = new QTimer(response);
        connect(timer, &QTimer::timeout, response, [response, timer] {
            response->write("event: tick\ndata: " + QByteArray::number(timer->property("n").toInt()) + "\n\n");
            timer->setProperty("n", timer->property("n").toInt() + 1);
        });
        return timer->start(60);
    }
    if (path.startsWith("/img/"_L1))
        return end(200, "image/png", picture(), 12);
    if (path == "/feed.xml"_L1)
        return end(200, "application/xml", "<feed><entry id=\"1\"><title>One</title></entry><entry id=\"2\"/></feed>", 60);
    if (path == "/bytes"_L1)
        return end(200, "application/octet-stream", everyByte(), 4);
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
    end(200, "text/html; charset=utf-8", "<!doctype html>\n<title>Shop</title>\n<h1>Welcome</h1>\n", 8);
}

RequestOptions ShotsTraffic::options(const QString &method, const QString &path)
{
    RequestOptions options;
    options.host = u"127.0.0.1"_s;
    options.port = m_server.port();
    options.method = method;
    options.path = path;
    options.agent = &m_agent;
    options.headers = {{"Authorization", u"Bearer 0123456789"_s}, {"Accept", u"*/*"_s}, {"Cookie", u"session=7d1f0a; seen=4711"_s}};
    return options;
}

void ShotsTraffic::send(const RequestOptions &options, const QByteArray &body)
{
    ClientRequest *const request = NodeHttp::request(options);
    connect(request, &ClientRequest::responseReceived, request, [](IncomingMessage *response) { response->resume(); });
    connect(request, &ClientRequest::errorOccurred, request, [](const Error &) {}); // what fails is to be seen, not to be told
    request->end(body);
}

void ShotsTraffic::ask(const QString &method, const QString &path, const QByteArray &type, const QByteArray &body)
{
    RequestOptions options = this->options(method, path);
    if (!type.isEmpty())
        options.headers.append({"Content-Type", QString::fromLatin1(type)});
    send(options, body);
}

void ShotsTraffic::askForAll()
{
    int i = 0;
    for (const char *path : {"/", "/api/orders?page=1&sort=date&filter=name%3DAda%20Lovelace", "/img/logo.png", "/feed.xml", "/old",
                             "/api/orders?page=2", "/slow", "/gone", "/fails", "/img/photo.png", "/bytes", "/"})
        QTimer::singleShot(25 * i++, this, [this, path] { ask(u"GET"_s, QLatin1String(path)); });
    QTimer::singleShot(25 * i++, this, [this] { ask(u"POST"_s, u"/api/orders"_s, "application/json", R"({"item": "tea", "count": 3})"); });
    QTimer::singleShot(25 * i++, this, [this] { ask(u"POST"_s, u"/form"_s, "application/x-www-form-urlencoded", "name=Ada+Lovelace&city=London&note=%C3%A9t%C3%A9"); });
    QTimer::singleShot(25 * i++, this, [this] { ask(u"POST"_s, u"/parts"_s, "multipart/form-data; boundary=split", kParts); });
    QTimer::singleShot(25 * i++, this, [this] { upload(); });
    QTimer::singleShot(500, this, &ShotsTraffic::askForFailures);
}

// Writes when it may, to somebody who reads slowly.
void ShotsTraffic::upload()
{
    ClientRequest *const request = NodeHttp::request(options(u"PUT"_s, u"/upload"_s));
    connect(request, &ClientRequest::responseReceived, request, [](IncomingMessage *response) { response->resume(); });
    const auto write = [request, left = std::make_shared<int>(64)] {
        while (*left > 0 && --*left >= 0) {
            if (!request->write(QByteArray(64 << 10, 'u')))
                break;
        }
        if (*left == 0 && !request->isWritableEnded())
            request->end();
    };
    connect(request, &ClientRequest::drained, request, write);
    write();
}

void ShotsTraffic::askForFailures()
{
    auto *const broken = new QTcpSocket(this);
    broken->connectToHost(kHere, quint16(m_server.port()));
    broken->write("POST /orders HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 12x\r\n\r\n{\"id\": 4711}");

    RequestOptions rude = options(u"GET"_s, u"/rude"_s);
    rude.port = m_rude.serverPort();
    send(rude);
    RequestOptions secure = options(u"GET"_s, u"/secret"_s);
    secure.agent = nullptr;
    secure.protocol = u"https:"_s;
    secure.host = u"localhost"_s;
    secure.port = m_secure.port();
    send(secure);
    RequestOptions never = options(u"GET"_s, u"/never"_s);
    never.timeouts.firstByte = std::chrono::milliseconds(200);
    send(never);
}

// One that has been used and stays open.
void ShotsTraffic::tunnel(const QUrl &proxy)
{
    auto *const socket = new QTcpSocket(this);
    socket->connectToHost(kHere, quint16(proxy.port()));
    const QByteArray host = "127.0.0.1:" + QByteArray::number(port());
    socket->write("CONNECT " + host + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    connect(socket, &QTcpSocket::readyRead, socket, [socket, host] {
        if (socket->readAll().startsWith("HTTP/1.1 200 Conn"))
            socket->write("GET /inside HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    });
}
