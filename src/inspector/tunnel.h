// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_TUNNEL_H
#define NODEHTTP_INSPECTOR_TUNNEL_H

#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpsocket.h>

#include <functional>

namespace NodeHttp::Inspector {

// Connects a client that asked for CONNECT to its target and carries bytes both ways, each as fast as the far side
// takes them. Owns both sockets, and deletes itself when the last of them has ended.
class Tunnel : public QObject
{
    Q_OBJECT
public:
    // Told when the answer was written, now and then while bytes go through, and at the end.
    using Listener = std::function<void(const QByteArray &answer, qint64 up, qint64 down)>;

    Tunnel(QIODevice *client, const QByteArray &head, Listener listener, QObject *parent);
    void open(const QString &host, int port);
    void refuse(int status, const QByteArray &reason);

private:
    void stand();
    void carry(QIODevice *from, QIODevice *to, qint64 *count);
    void endOf(QIODevice *from, QIODevice *to, qint64 *count);
    void answer(const QByteArray &bytes);
    void finish();

    QTimer m_soon;        // until it is told how much went through
    QIODevice *m_client;  // a child
    QTcpSocket *m_server; // a child
    QByteArray m_head;
    QByteArray m_answer;
    Listener m_listener;
    qint64 m_up = 0;
    qint64 m_down = 0;
    bool m_stands = false;
    bool m_finished = false;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_TUNNEL_H
