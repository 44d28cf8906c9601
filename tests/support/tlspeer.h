// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef TLSPEER_H
#define TLSPEER_H

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslkey.h>
#include <QtNetwork/qsslsocket.h>

// A certificate for a name, made on the spot, and its key.
struct Identity
{
    QSslCertificate certificate;
    QSslKey key;

    bool make(const QTemporaryDir &folder, const QString &name)
    {
        using namespace Qt::StringLiterals;
        const QString out = folder.filePath(name);
        QProcess openssl;
        openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                                     u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-keyout"_s, out + u".key"_s,
                                     u"-out"_s, out, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN="_s + name, u"-addext"_s,
                                     u"subjectAltName=DNS:"_s + name});
        QFile file(out + u".key"_s);
        if (!openssl.waitForFinished() || openssl.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
            return false;
        key = QSslKey(&file, QSsl::Ec);
        certificate = QSslCertificate::fromPath(out).value(0);
        return !key.isNull() && !certificate.isNull();
    }
    void putInto(QSslConfiguration *configuration) const
    {
        configuration->setLocalCertificate(certificate);
        configuration->setPrivateKey(key);
    }
    QSslConfiguration serverSide() const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        putInto(&configuration);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        return configuration;
    }
};

// A client that verifies the server and collects what it says.
class TlsPeer : public QSslSocket
{
public:
    TlsPeer(int port, const QSslConfiguration &configuration, const QString &name = QStringLiteral("localhost"))
    {
        connect(this, &QIODevice::readyRead, this, [this] { received += readAll(); });
        connect(this, &QSslSocket::encrypted, this, [this] { wasEncrypted = true; });
        setSslConfiguration(configuration);
        connectToHostEncrypted(QStringLiteral("127.0.0.1"), quint16(port), name);
    }
    bool isClosed() const { return state() == UnconnectedState; }

    QByteArray received;
    bool wasEncrypted = false;
};

#endif // TLSPEER_H
