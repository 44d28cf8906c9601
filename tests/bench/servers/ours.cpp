// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// ours_server --port N [--mode hello|bytes|chunked|echo|full|download|upload] [--size N] [--loop qt|epoll] [--cert F --key F]
//            [--threads N]

#include <NodeHttp/Http>
#include <NodeHttp/Server>
#include <NodeHttp/ServerGroup>
#ifdef Q_OS_LINUX
#include <NodeHttp/EpollEventDispatcher>
#endif

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslkey.h>

#include <cstring>
#include <memory>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

void hello(IncomingMessage *, ServerResponse *response)
{
    response->setHeader("Content-Type", "text/plain");
    response->end("Hello, World!");
}

void chunked(IncomingMessage *, ServerResponse *response)
{
    response->write("Hello, ");
    response->end("World!");
}

void echo(IncomingMessage *request, ServerResponse *response)
{
    request->pipe(response);
}

// What tests/qml/load/Load.qml does for /full.
void full(IncomingMessage *request, ServerResponse *response)
{
    auto chunks = std::make_shared<QByteArrayList>();
    QObject::connect(request, &IncomingMessage::dataReceived, response, [chunks](const QByteArray &chunk) { chunks->append(chunk); });
    QObject::connect(request, &IncomingMessage::ended, response, [request, response, chunks] {
        const QVariantMap headers = request->headers();
        response->writeHead(200, {{"Content-Type", "application/json"}, {"X-Agent", headers.value(u"user-agent"_s).toString()}});
        qsizetype size = 0;
        for (const QByteArray &chunk : *chunks)
            size += chunk.size();
        const QJsonObject told{{u"headers"_s, QJsonObject::fromVariantMap(headers)}, {u"size"_s, size}};
        response->write(QJsonDocument(told).toJson(QJsonDocument::Compact));
        response->end("Hello, World!", response, [chunks](const Error &) { chunks->clear(); });
    });
}

void upload(IncomingMessage *request, ServerResponse *response)
{
    request->resume();
    QObject::connect(request, &IncomingMessage::ended, response, [response] { response->end("received"); });
}

void download(ServerResponse *response, qint64 size)
{
    static const QByteArray piece(65536, 'x');
    response->setHeader("Content-Length", size);
    auto left = std::make_shared<qint64>(size);
    const auto fill = [response, left] {
        while (*left > 0) {
            const qsizetype n = qMin<qint64>(*left, piece.size());
            *left -= n;
            if (!response->write(n == piece.size() ? piece : piece.first(n)))
                break;
        }
        if (*left == 0)
            response->end();
    };
    QObject::connect(response, &ServerResponse::drained, response, fill);
    fill();
}

RequestListener listenerFor(const QString &mode, qint64 size)
{
    if (mode == "chunked"_L1)
        return chunked;
    if (mode == "echo"_L1)
        return echo;
    if (mode == "upload"_L1)
        return upload;
    if (mode == "full"_L1)
        return full;
    if (mode == "download"_L1)
        return [size](auto *, auto *response) { download(response, size); };
    if (mode == "bytes"_L1) {
        return [body = QByteArray(size, 'x')](auto *, auto *response) { response->end(body); };
    }
    return hello;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

int main(int argc, char **argv)
{
#ifdef Q_OS_LINUX
    for (int i = 1; i + 1 < argc; ++i) {
        if (!std::strcmp(argv[i], "--loop") && !std::strcmp(argv[i + 1], "epoll"))
            QCoreApplication::setEventDispatcher(new EpollEventDispatcher);
    }
#endif
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"port"_s, {}, u"n"_s}, {u"mode"_s, {}, u"mode"_s, u"hello"_s}, {u"size"_s, {}, u"bytes"_s, u"1024"_s},
                       {u"loop"_s, {}, u"loop"_s}, {u"cert"_s, {}, u"file"_s}, {u"key"_s, {}, u"file"_s},
                       {u"threads"_s, {}, u"n"_s, u"0"_s}});
    parser.process(app);

    ServerOptions options;
    options.keepAliveTimeout = std::chrono::minutes(10); // idle connections are to stay
    const RequestListener listener = listenerFor(parser.value(u"mode"_s), parser.value(u"size"_s).toLongLong());
    ListenOptions listen;
    listen.host = u"127.0.0.1"_s;
    listen.port = parser.value(u"port"_s).toInt();
    listen.backlog = 4096;
    if (const int threads = parser.value(u"threads"_s).toInt(); threads > 0) {
        ServerGroupOptions group;
        group.server = options;
        group.threads = threads;
        ServerGroup servers(group, [listener](Server *one) { QObject::connect(one, &Server::requestReceived, one, listener); });
        return servers.listen(listen) ? app.exec() : 1;
    }
    Server *server = createServer(options, listener, &app);
    if (parser.isSet(u"cert"_s)) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(QSslCertificate::fromData(contents(parser.value(u"cert"_s))));
        tls.setPrivateKey(QSslKey(contents(parser.value(u"key"_s)), QSsl::Rsa));
        server->setSslConfiguration(tls);
    }
    return server->listen(listen) ? app.exec() : 1;
}
