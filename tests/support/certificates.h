// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef CERTIFICATES_H
#define CERTIFICATES_H

#include "identity.h"

#include <QtNetwork/qsslconfiguration.h>

// An authority of the test's own.
class Authority
{
public:
    bool make() { return m_own.makeIssuer(m_folder, QStringLiteral("ca")); }
    const QSslCertificate &certificate() const { return m_own.certificate; }

    // Signed by this authority, unless \a selfSigned; good for \a names ("DNS:x,IP:y") until \a until.
    Identity issue(const QByteArray &name, const QByteArray &names, bool selfSigned = false,
                   const QString &until = Identity::Kind().until) const
    {
        Identity made;
        const QString file = QString::fromLatin1(name);
        const QString others = QString::fromLatin1(names);
        const bool done = selfSigned ? made.makeSelfSigned(m_folder, file, QStringLiteral("subjectAltName=") + others)
                                     : made.makeSigned(m_folder, file, m_own, {others, false, Identity::Kind().from, until});
        if (!done)
            qWarning("openssl could not make the certificate \"%s\"", name.constData());
        return made;
    }

private:
    QTemporaryDir m_folder;
    Identity m_own;
};

#endif // CERTIFICATES_H
