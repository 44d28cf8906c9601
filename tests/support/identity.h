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

    // Signs itself, for the DNS name \a name, or with an extension as OpenSSL writes it.
    bool make(const QTemporaryDir &folder, const QString &name);
    bool makeSelfSigned(const QTemporaryDir &folder, const QString &name, const QString &extension);
    struct Kind
    {
        QString names{};                           // as OpenSSL writes them: "DNS:a.test,IP:127.0.0.1"; empty: none
        bool isIssuer = false;                     // may sign others
        QString from = QStringLiteral("20200101000000Z");
        QString until = QStringLiteral("20490101000000Z");
    };
    // Signed by an issuer, which makeSigned() or makeIssuer() made.
    bool makeSigned(const QTemporaryDir &folder, const QString &name, const Identity &issuer, const Kind &kind);
    // The root of a tree of certificates.
    bool makeIssuer(const QTemporaryDir &folder, const QString &name);
    void putInto(QSslConfiguration *configuration) const;
    // Asks clients for nothing; with \a chain, what it sends behind its own certificate.
    QSslConfiguration serverSide(const QList<QSslCertificate> &chain = {}) const;

private:
    bool load();
};

#endif // IDENTITY_H
