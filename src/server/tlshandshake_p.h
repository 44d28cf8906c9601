// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TLSHANDSHAKE_P_H
#define NODEHTTP_TLSHANDSHAKE_P_H

#include "stream/deadlines_p.h"
#include "stream/tick_p.h"

#include <QtCore/qobject.h>
#include <QtNetwork/qtnetworkglobal.h>

#if QT_CONFIG(ssl)

#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslsocket.h>

namespace NodeHttp {

class Error;
class ServerPrivate;
struct TrafficConnection;

// One TLS handshake on its way: reads the client's greeting, picks the certificate, waits, gives up in time.
class TlsHandshake : public QObject, public Mortal, private Deadline
{
public:
    TlsHandshake(QSslSocket *socket, ServerPrivate *server);
    ~TlsHandshake() override;

    void start();
    void cancel(); // the server stops; no signal
    void introduce();  // tells observers of the connection

private:
    void onReadyRead();
    void begin(const QSslConfiguration &configuration);
    void succeed();
    void fail(const Error &error);
    void refuseWithAlert(char alert, const Error &error);
    void deadlineReached() override;
    TrafficConnection facts() const;
    void tapOver(const QString &reason);

    QSslSocket *m_socket;
    ServerPrivate *m_server;
    const QSslConfiguration m_configuration; // the server's at accept
    quint64 m_tapId = 0;
    bool m_started = false;
    bool m_over = false;
};

} // namespace NodeHttp

#endif // QT_CONFIG(ssl)

#endif // NODEHTTP_TLSHANDSHAKE_P_H
