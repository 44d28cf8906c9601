// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef IDENTITY_H
#define IDENTITY_H

#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslkey.h>

class QSslConfiguration;

// A certificate and its key, made when a test starts, so that none is stored and none expires.
struct Identity
{
    QSslCertificate certificate;
    QSslKey key;
    QString certificateFile{}; // PEM, for programs that are given files
    QString keyFile{};

    // Signs itself, for the DNS name \a name.
    bool make(const QTemporaryDir &folder, const QString &name);
    // Signed by \a issuer; \a names as OpenSSL writes them ("DNS:a.test,IP:127.0.0.1"; empty: none), \a more are further
    // arguments of "openssl x509 -req", a validity for instance; \a isIssuer lets it sign others.
    bool makeSigned(const QTemporaryDir &folder, const QString &name, const Identity &issuer, const QString &names,
                    const QStringList &more = {}, bool isIssuer = false);
    void putInto(QSslConfiguration *configuration) const;

private:
    bool load();
};

#endif // IDENTITY_H
