// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "identity.h"

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslsocket.h>

using namespace Qt::StringLiterals;

namespace {

bool openssl(const QStringList &arguments)
{
    QProcess process;
    process.start(u"openssl"_s, arguments);
    const bool done = process.waitForFinished() && process.exitCode() == 0;
    if (!done)
        qWarning("openssl: %s", process.readAllStandardError().constData());
    return done;
}

const QStringList kNewKey = {u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s};

} // namespace

bool Identity::makeSelfSigned(const QTemporaryDir &folder, const QString &name, const QString &extension)
{
    certificateFile = folder.filePath(name);
    keyFile = certificateFile + u".key"_s;
    return openssl(QStringList{u"req"_s, u"-x509"_s} + kNewKey
                   + QStringList{u"-keyout"_s, keyFile, u"-out"_s, certificateFile, u"-days"_s, u"2"_s, u"-subj"_s,
                                 u"/CN="_s + name, u"-addext"_s, extension})
        && load();
}

bool Identity::make(const QTemporaryDir &folder, const QString &name)
{
    return makeSelfSigned(folder, name, u"subjectAltName=DNS:"_s + name);
}

bool Identity::makeIssuer(const QTemporaryDir &folder, const QString &name)
{
    return makeSelfSigned(folder, name, u"keyUsage=keyCertSign,cRLSign"_s);
}

// "openssl ca" is the one command that takes both ends of the validity, in old versions too.
bool Identity::makeSigned(const QTemporaryDir &folder, const QString &name, const Identity &issuer, const Kind &kind)
{
    certificateFile = folder.filePath(name);
    keyFile = certificateFile + u".key"_s;
    const QString request = certificateFile + u".csr"_s;
    const QString database = certificateFile + u".db"_s;
    const QString extensions = kind.names.isEmpty() ? QString() : u"subjectAltName="_s + kind.names + u'\n';
    QFile settings(certificateFile + u".cnf"_s);
    QFile empty(database);
    if (!settings.open(QIODevice::WriteOnly) || !empty.open(QIODevice::WriteOnly))
        return false;
    settings.write(u"[ca]\ndefault_ca=it\n[it]\ndatabase=%1\nnew_certs_dir=%2\nrand_serial=yes\ndefault_md=sha256\n"
                   "policy=any\nx509_extensions=more\n[any]\ncommonName=supplied\n"
                   "[more]\nbasicConstraints=critical,CA:%3\n%4"_s
                       .arg(database, folder.path(), kind.isIssuer ? u"TRUE"_s : u"FALSE"_s, extensions).toUtf8());
    settings.close();
    return openssl(QStringList{u"req"_s, u"-new"_s} + kNewKey
                   + QStringList{u"-keyout"_s, keyFile, u"-out"_s, request, u"-subj"_s, u"/CN="_s + name})
        && openssl({u"ca"_s, u"-batch"_s, u"-notext"_s, u"-config"_s, settings.fileName(), u"-in"_s, request, u"-cert"_s,
                    issuer.certificateFile, u"-keyfile"_s, issuer.keyFile, u"-out"_s, certificateFile, u"-startdate"_s,
                    kind.from, u"-enddate"_s, kind.until})
        && load();
}

bool Identity::load()
{
    QFile file(keyFile);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    key = QSslKey(&file, QSsl::Ec);
    certificate = QSslCertificate::fromPath(certificateFile).value(0);
    return !key.isNull() && !certificate.isNull();
}

void Identity::putInto(QSslConfiguration *configuration) const
{
    configuration->setLocalCertificate(certificate);
    configuration->setPrivateKey(key);
}

QSslConfiguration Identity::serverSide(const QList<QSslCertificate> &chain) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    putInto(&configuration);
    if (!chain.isEmpty())
        configuration.setLocalCertificateChain(QList<QSslCertificate>{certificate} + chain);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}
