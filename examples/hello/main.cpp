// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The smallest useful server. With --mode it also streams, so that its cost can be measured.

#include <NodeHttp/Http>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qtextstream.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslkey.h>
#endif

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPiece = 65536;

// Writes `size` bytes as fast as the client takes them.
void download(ServerResponse *response, qint64 size)
{
    static const QByteArray piece(kPiece, 'x');
    auto left = std::make_shared<qint64>(size);
    const auto fill = [response, left] {
        while (*left > 0) {
            const qsizetype n = qMin<qint64>(*left, kPiece);
            *left -= n;
            if (!response->write(n == kPiece ? piece : piece.first(n)))
                break;
        }
        if (*left == 0)
            response->end();
    };
    response->setHeader("Content-Length", size);
    QObject::connect(response, &ServerResponse::drained, response, fill);
    fill();
}

#if QT_CONFIG(ssl)
QSslConfiguration tlsFrom(const QString &certificate, const QString &key)
{
    QFile certificateFile(certificate);
    QFile keyFile(key);
    if (!certificateFile.open(QIODevice::ReadOnly) || !keyFile.open(QIODevice::ReadOnly))
        qFatal("cannot read the certificate or its key");
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(QSslCertificate::fromDevice(&certificateFile));
    tls.setPrivateKey(QSslKey(&keyFile, QSsl::Rsa));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}
#endif

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({
        {u"port"_s, u"Port to listen on; 0 takes a free one."_s, u"N"_s, u"8080"_s},
        {u"host"_s, u"Address to listen on."_s, u"address"_s, u"127.0.0.1"_s},
        {u"mode"_s, u"hello, close, download or upload."_s, u"mode"_s, u"hello"_s},
        {u"size"_s, u"Bytes of a download."_s, u"bytes"_s, u"1073741824"_s},
        {u"cert"_s, u"Certificate chain (PEM): serves HTTPS."_s, u"file"_s},
        {u"key"_s, u"Private key (PEM)."_s, u"file"_s},
    });
    parser.process(app);
    const QString mode = parser.value(u"mode"_s);
    const qint64 size = parser.value(u"size"_s).toLongLong();

    Server *server = createServer([=](IncomingMessage *request, ServerResponse *response) {
        if (mode == "download"_L1)
            return download(response, size);
        if (mode == "upload"_L1) {
            request->resume();
            QObject::connect(request, &IncomingMessage::ended, response, [response] { response->end("received\n"); });
            return;
        }
        response->setHeader("Content-Type", "text/plain");
        response->end("Hello, World!");
    }, &app);

#if QT_CONFIG(ssl)
    if (parser.isSet(u"cert"_s))
        server->setSslConfiguration(tlsFrom(parser.value(u"cert"_s), parser.value(u"key"_s)));
#endif
    if (!server->listen(parser.value(u"port"_s).toInt(), QHostAddress(parser.value(u"host"_s)))) {
        QTextStream(stderr) << server->error().message() << Qt::endl;
        return 1;
    }
    QTextStream(stdout) << "Listening on " << (parser.isSet(u"cert"_s) ? "https" : "http") << "://"
                        << parser.value(u"host"_s) << ':' << server->port() << Qt::endl;
    return app.exec();
}
