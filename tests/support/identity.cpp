// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "identity.h"

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtNetwork/qsslconfiguration.h>

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

bool Identity::make(const QTemporaryDir &folder, const QString &name)
{
    certificateFile = folder.filePath(name);
    keyFile = certificateFile + u".key"_s;
    return openssl(QStringList{u"req"_s, u"-x509"_s} + kNewKey
                   + QStringList{u"-keyout"_s, keyFile, u"-out"_s, certificateFile, u"-days"_s, u"2"_s, u"-subj"_s,
                                 u"/CN="_s + name, u"-addext"_s, u"subjectAltName=DNS:"_s + name})
        && load();
}

bool Identity::makeSigned(const QTemporaryDir &folder, const QString &name, const Identity &issuer, const QString &names,
                          const QStringList &more, bool isIssuer)
{
    certificateFile = folder.filePath(name);
    keyFile = certificateFile + u".key"_s;
    const QString request = certificateFile + u".csr"_s;
    QFile extensions(certificateFile + u".ext"_s);
    if (!extensions.open(QIODevice::WriteOnly))
        return false;
    extensions.write(isIssuer ? "basicConstraints=critical,CA:TRUE\n" : "basicConstraints=CA:FALSE\n");
    if (!names.isEmpty())
        extensions.write("subjectAltName=" + names.toLatin1() + '\n');
    extensions.close();
    const QStringList validity = more.isEmpty() ? QStringList{u"-days"_s, u"2"_s} : more;
    return openssl(QStringList{u"req"_s, u"-new"_s} + kNewKey
                   + QStringList{u"-keyout"_s, keyFile, u"-out"_s, request, u"-subj"_s, u"/CN="_s + name})
        && openssl(QStringList{u"x509"_s, u"-req"_s, u"-in"_s, request, u"-CA"_s, issuer.certificateFile, u"-CAkey"_s,
                               issuer.keyFile, u"-CAcreateserial"_s, u"-extfile"_s, extensions.fileName(), u"-out"_s,
                               certificateFile} + validity)
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
