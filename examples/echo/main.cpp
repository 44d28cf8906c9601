// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Answers every request, after its whole body was read, with a JSON description of what arrived. The body is hashed as
// it streams and never kept.

#include "example.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcryptographichash.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qtextstream.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

// What is known of a body while it streams by.
struct BodySum
{
    QCryptographicHash hash{QCryptographicHash::Sha256};
    qint64 length = 0;
    QElapsedTimer timer;
};

QByteArray describe(const IncomingMessage *request, const BodySum &body)
{
    const QJsonObject answer{
        {u"method"_s, request->method()},
        {u"url"_s, request->url()},
        {u"httpVersion"_s, request->httpVersion()},
        {u"headers"_s, QJsonObject::fromVariantMap(request->headers())},
        {u"rawHeaders"_s, QJsonArray::fromStringList(request->rawHeaders())},
        {u"bodyLength"_s, body.length},
        {u"bodySha256"_s, QString::fromLatin1(body.hash.result().toHex())},
        {u"trailers"_s, QJsonObject::fromVariantMap(request->trailers())},
    };
    return QJsonDocument(answer).toJson(QJsonDocument::Indented);
}

void log(const IncomingMessage *request, const ServerResponse *response, const BodySum &body)
{
    QTextStream(stdout) << request->method() << ' ' << request->url() << " -> " << response->statusCode() << ", "
                        << body.length << " bytes in " << body.timer.elapsed() << " ms" << Qt::endl;
}

void echo(IncomingMessage *request, ServerResponse *response)
{
    auto body = std::make_shared<BodySum>();
    body->timer.start();
    QObject::connect(request, &IncomingMessage::dataReceived, request, [body](const QByteArray &chunk) {
        body->hash.addData(chunk);
        body->length += chunk.size();
    });
    QObject::connect(request, &IncomingMessage::ended, response, [request, response, body] {
        response->setHeader("Content-Type", "application/json");
        response->end(describe(request, *body));
        log(request, response, *body);
    });
    QObject::connect(request, &IncomingMessage::aborted, request, [request] {
        QTextStream(stdout) << request->method() << ' ' << request->url() << " -> the client left" << Qt::endl;
    });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Example example(u"Answers every request with a JSON description of it."_s);
    example.parser.addOption({u"tls"_s, u"Serves HTTPS: --tls CERTIFICATE KEY, two PEM files."_s, u"certificate"_s});
    example.parser.addPositionalArgument(u"key"_s, u"The private key that belongs to --tls."_s, u"[key]"_s);
    example.process();

    Server *server = createServer(echo, &app);
    if (example.parser.isSet(u"tls"_s)) {
        const QStringList rest = example.parser.positionalArguments();
        if (rest.size() != 1)
            example.parser.showHelp(1);
        server->setSslConfiguration(tlsFromFiles(example.parser.value(u"tls"_s), rest.constFirst()));
    }
    const QString curl = example.parser.isSet(u"tls"_s) ? u"-ik -d hello"_s : u"-i -d hello"_s;
    return example.run(server, curl, u"/any/path?a=b"_s);
}
