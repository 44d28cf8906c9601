// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "example.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qtextstream.h>
#include <QtNetwork/qsslkey.h>
#include <QtNetwork/qsslsocket.h>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void fail(const QString &message)
{
    QTextStream(stderr) << message << Qt::endl;
    std::exit(1);
}

QSslKey readKey(const QString &path)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            fail(path + u": "_s + file.errorString());
        if (const QSslKey key(&file, algorithm); !key.isNull())
            return key;
    }
    fail(path + u": not a private key in PEM form"_s);
}

} // namespace

Example::Example(const QString &description, const QString &defaultPort)
{
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    parser.addOptions({
        {u"port"_s, u"Port to listen on; 0 takes a free one."_s, u"number"_s, defaultPort},
        {u"host"_s, u"Address to listen on."_s, u"address"_s, u"127.0.0.1"_s},
    });
}

void Example::process()
{
    parser.process(*QCoreApplication::instance());
    bool number = false;
    const int port = parser.value(u"port"_s).toInt(&number);
    if (!number || port < 0 || port > 65535)
        fail(u"--port must be a number from 0 to 65535, not '%1'"_s.arg(parser.value(u"port"_s)));
}

int Example::run(NodeHttp::Server *server, const QString &curlArguments, const QString &path)
{
    const QHostAddress address(parser.value(u"host"_s));
    if (address.isNull())
        fail(u"--host must be an address, not '%1'"_s.arg(parser.value(u"host"_s)));
    if (!server->listen(parser.value(u"port"_s).toInt(), address))
        fail(server->error().message());
    const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const QString host = v6 ? u'[' + address.toString() + u']' : address.toString();
    const QString url = u"%1://%2:%3"_s.arg(server->sslConfiguration().isNull() ? u"http"_s : u"https"_s, host)
                            .arg(server->port());
    QTextStream(stdout) << "Listening on " << url << "\nTry: curl "
                        << (curlArguments.isEmpty() ? QString() : curlArguments + u' ') << u'\'' << url << path << u'\'' << Qt::endl;
    return QCoreApplication::exec();
}

QSslConfiguration tlsFromFiles(const QString &certificate, const QString &key)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromPath(certificate);
    if (chain.isEmpty())
        fail(certificate + u": not a certificate in PEM form"_s);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(readKey(key));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}
