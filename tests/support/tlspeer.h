// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef TLSPEER_H
#define TLSPEER_H

#include "identity.h"

#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslsocket.h>

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
