// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Hello over TLS. Without a certificate it makes a self-signed one for localhost with the openssl program.

#include "example.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qtextstream.h>
#include <QtNetwork/qsslcipher.h>
#include <QtNetwork/qsslsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

bool makeSelfSigned(const QString &certificate, const QString &key)
{
    QProcess openssl;
    openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                                 u"-nodes"_s, u"-keyout"_s, key, u"-out"_s, certificate, u"-days"_s, u"7"_s, u"-subj"_s,
                                 u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=DNS:localhost,IP:127.0.0.1"_s});
    return openssl.waitForFinished() && openssl.exitCode() == 0; // before the server starts; nothing else waits
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Example example(u"Says hello over TLS."_s, u"8443"_s);
    example.parser.addOptions({
        {u"cert"_s, u"Certificate chain (PEM)."_s, u"file"_s},
        {u"key"_s, u"Private key (PEM)."_s, u"file"_s},
    });
    example.process();

    QTemporaryDir folder;
    QString certificate = example.parser.value(u"cert"_s);
    QString key = example.parser.value(u"key"_s);
    if (certificate.isEmpty()) {
        certificate = folder.filePath(u"cert.pem"_s);
        key = folder.filePath(u"key.pem"_s);
        if (!makeSelfSigned(certificate, key)) {
            QTextStream(stderr) << "cannot make a certificate: is openssl installed?" << Qt::endl;
            return 1;
        }
    }
    Server *server = createServer(tlsFromFiles(certificate, key), ServerOptions(),
                                  [](IncomingMessage *request, ServerResponse *response) {
        const auto *socket = qobject_cast<QSslSocket *>(request->socket());
        response->setHeader("Content-Type", "text/plain");
        response->end(u"Hello over %1\n"_s.arg(socket->sessionCipher().protocolString()));
    }, &app);
    QObject::connect(server, &Server::tlsClientErrorOccurred, server, [](const Error &error) {
        QTextStream(stderr) << "handshake failed: " << error.message() << Qt::endl;
    });
    return example.run(server, u"-k"_s);
}
