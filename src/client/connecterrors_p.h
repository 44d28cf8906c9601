// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CONNECTERRORS_P_H
#define NODEHTTP_CONNECTERRORS_P_H

#include <NodeHttp/error.h>

#include <QtNetwork/qabstractsocket.h>
#include <QtNetwork/qhostinfo.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qnetworkproxy.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslerror.h>
#endif

namespace NodeHttp::Errors {

// What Qt says about a connection that could not be made, in Node's words (section 2.8, S8.26). The system's number is
// not public in Qt: where one of its codes stands for several of the system's, its text decides, else the nearest one.
Error cannotConnect(QAbstractSocket::SocketError why, const QString &text, const QString &address, int port);
Error cannotConnect(QLocalSocket::LocalSocketError why, const QString &path);
Error cannotBind(QAbstractSocket::SocketError why, const QString &address, int port);
Error cannotLookUp(QHostInfo::HostInfoError why, const QString &name);
Error cannotTunnel(QAbstractSocket::SocketError why, const QNetworkProxy &proxy, const QString &host, int port); // S10.24

#if QT_CONFIG(ssl)
// A handshake that failed for another reason than a certificate.
Error cannotSecure(QAbstractSocket::SocketError why, const QString &text);
// Why a certificate was not accepted: the last fault of the chain, as in Node; a name that does not match only when the
// chain is good.
Error badCertificate(const QList<QSslError> &errors, const QSslCertificate &certificate, const QString &name);
#endif

} // namespace NodeHttp::Errors

#endif // NODEHTTP_CONNECTERRORS_P_H
