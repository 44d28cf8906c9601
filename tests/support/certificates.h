// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef CERTIFICATES_H
#define CERTIFICATES_H

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslkey.h>
#include <QtNetwork/qsslsocket.h>

// A certificate with its key, and where their files are.
struct Credentials
{
    QSslCertificate certificate;
    QSslKey key;
    QString path; // the key is beside it, as .key

    // For a server that asks for no client certificate; with \a chain, what it sends behind its own certificate.
    QSslConfiguration serverSide(const QList<QSslCertificate> &chain = {}) const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(QList<QSslCertificate>{certificate} + chain);
        configuration.setPrivateKey(key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        return configuration;
    }
};

// An authority of the test's own, made with the openssl program.
class Authority
{
public:
    bool make()
    {
        return run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                    file("ca") + ".key", "-out", file("ca"), "-days", "2", "-subj", "/CN=ca"})
            && load("ca", &m_own);
    }
    const QSslCertificate &certificate() const { return m_own.certificate; }

    // Signed by this authority, unless \a selfSigned; good for \a names ("DNS:x,IP:y") and \a days from now.
    Credentials issue(const QByteArray &name, const QByteArray &names, int days = 2, bool selfSigned = false) const
    {
        Credentials made;
        QByteArrayList sign = {"x509", "-req", "-in", file(name) + ".csr", "-out", file(name), "-copy_extensions", "copy",
                               "-days", QByteArray::number(days)};
        if (selfSigned)
            sign += {"-signkey", file(name) + ".key"};
        else
            sign += {"-CA", file("ca"), "-CAkey", file("ca") + ".key", "-CAcreateserial"};
        const bool done = run({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                               file(name) + ".key", "-out", file(name) + ".csr", "-subj", "/CN=" + name, "-addext",
                               "subjectAltName=" + names})
            && run(sign);
        if (!done || !load(name, &made))
            qWarning("openssl could not make the certificate \"%s\"", name.constData());
        return made;
    }

private:
    QByteArray file(const QByteArray &name) const { return m_folder.filePath(QString::fromLatin1(name)).toLocal8Bit(); }

    static bool run(const QByteArrayList &arguments)
    {
        QStringList list;
        for (const QByteArray &argument : arguments)
            list.append(QString::fromLocal8Bit(argument));
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"), list);
        return openssl.waitForFinished() && openssl.exitCode() == 0;
    }
    bool load(const QByteArray &name, Credentials *into) const
    {
        into->path = QString::fromLocal8Bit(file(name));
        QFile key(into->path + QStringLiteral(".key"));
        if (!key.open(QIODevice::ReadOnly))
            return false;
        into->key = QSslKey(&key, QSsl::Ec);
        into->certificate = QSslCertificate::fromPath(into->path).value(0);
        return !into->key.isNull() && !into->certificate.isNull();
    }

    QTemporaryDir m_folder;
    Credentials m_own;
};

#endif // CERTIFICATES_H
