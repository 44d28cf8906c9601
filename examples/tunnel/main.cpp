// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// HTTPS through a proxy, made by hand: CONNECT, then TLS over the socket that connectReceived() hands over, then a
// request on that socket. RequestOptions::proxy and AgentOptions::proxyEnv do the same by themselves.

#include <NodeHttp/Http>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtNetwork/qsslsocket.h>

#include <cstdio>

#include <unistd.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

int fail(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(error.message()));
    QCoreApplication::exit(1);
    return 1;
}

// The tunnel's socket belongs to us. Its descriptor goes on as a TLS socket; a copy, because the first one closes its own.
QSslSocket *encrypted(QIODevice *tunnel, const QString &host, bool insecure)
{
    auto *plain = qobject_cast<QAbstractSocket *>(tunnel);
    auto *tls = new QSslSocket;
    tls->setSocketDescriptor(::dup(int(plain->socketDescriptor())));
    plain->abort();
    plain->deleteLater();
    tls->setPeerVerifyName(host);
    if (insecure)
        tls->setPeerVerifyMode(QSslSocket::VerifyNone);
    tls->startClientEncryption();
    return tls;
}

void askThrough(QSslSocket *tls, const QUrl &url)
{
    RequestOptions options(url);
    options.createConnection = [tls](const RequestOptions &, const ConnectionCallback &) -> QIODevice * { return tls; };
    ClientRequest *get = NodeHttp::get(options, [](IncomingMessage *response) {
        std::fprintf(stderr, "%d %s\n", response->statusCode(), qPrintable(response->statusMessage()));
        QObject::connect(response, &IncomingMessage::dataReceived, response,
                         [](const QByteArray &chunk) { std::fwrite(chunk.constData(), 1, size_t(chunk.size()), stdout); });
        QObject::connect(response, &IncomingMessage::ended, response, [] { QCoreApplication::exit(0); });
    });
    QObject::connect(get, &ClientRequest::errorOccurred, get, fail);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Fetches an https: URL through a proxy."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"proxy"_s, u"http://host:port"_s);
    parser.addPositionalArgument(u"url"_s, u"https:"_s);
    parser.addOption({{u"k"_s, u"insecure"_s}, u"Accepts certificates that do not verify."_s});
    parser.process(app);
    if (parser.positionalArguments().size() != 2)
        parser.showHelp(2);

    const QUrl url(parser.positionalArguments().at(1));
    RequestOptions options(QUrl(parser.positionalArguments().at(0)));
    options.method = u"CONNECT"_s;
    options.path = u"%1:%2"_s.arg(url.host()).arg(url.port(443));
    ClientRequest *connecting = request(options);
    QObject::connect(connecting, &ClientRequest::connectReceived, connecting,
                     [&](IncomingMessage *answer, QIODevice *socket, const QByteArray &) {
        if (answer->statusCode() != 200) {
            socket->deleteLater();
            return void(fail(Error(u"ERR_PROXY_TUNNEL"_s, u"The proxy answered %1"_s.arg(answer->statusCode()))));
        }
        askThrough(encrypted(socket, url.host(), parser.isSet(u"k"_s)), url);
    });
    QObject::connect(connecting, &ClientRequest::errorOccurred, connecting, fail);
    connecting->end();
    return app.exec();
}
