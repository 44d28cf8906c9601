// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Two sockets back to back.

#include "inspector/tunnel.h"

namespace NodeHttp::Inspector {

namespace {

constexpr qint64 kMost = 256 * 1024; // bytes a side may have unwritten before the other one is no longer read

} // namespace

Tunnel::Tunnel(QIODevice *client, const QByteArray &head, Listener listener, QObject *parent)
    : QObject(parent), m_client(client), m_server(new QTcpSocket(this)), m_head(head), m_listener(std::move(listener))
{
    client->setParent(this);
    m_soon.setSingleShot(true);
    m_soon.setInterval(250);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (!m_finished)
            m_listener(m_answer, m_up, m_down);
    });
    connect(client, &QIODevice::aboutToClose, this, &Tunnel::finish);
    if (auto *socket = qobject_cast<QAbstractSocket *>(client))
        connect(socket, &QAbstractSocket::disconnected, this, [this] { endOf(m_client, m_server, &m_up); });
    connect(m_server, &QTcpSocket::connected, this, &Tunnel::stand);
    connect(m_server, &QTcpSocket::disconnected, this, [this] { endOf(m_server, m_client, &m_down); });
    connect(m_server, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError why) {
        if (!m_stands && why != QAbstractSocket::RemoteHostClosedError)
            refuse(502, "Bad Gateway");
    });
}

void Tunnel::open(const QString &host, int port)
{
    m_server->connectToHost(host, quint16(port));
}

void Tunnel::refuse(int status, const QByteArray &reason)
{
    answer("HTTP/1.1 " + QByteArray::number(status) + ' ' + reason
           + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    if (auto *socket = qobject_cast<QAbstractSocket *>(m_client))
        socket->disconnectFromHost();
    else
        m_client->close();
}

void Tunnel::answer(const QByteArray &bytes)
{
    m_answer = bytes;
    m_client->write(bytes);
    m_listener(m_answer, m_up, m_down);
}

void Tunnel::stand()
{
    m_stands = true;
    answer("HTTP/1.1 200 Connection Established\r\n\r\n");
    m_up += m_head.size();
    m_server->write(m_head);
    m_server->setReadBufferSize(kMost);
    connect(m_client, &QIODevice::readyRead, this, [this] { carry(m_client, m_server, &m_up); });
    connect(m_server, &QIODevice::bytesWritten, this, [this] { carry(m_client, m_server, &m_up); });
    connect(m_server, &QIODevice::readyRead, this, [this] { carry(m_server, m_client, &m_down); });
    connect(m_client, &QIODevice::bytesWritten, this, [this] { carry(m_server, m_client, &m_down); });
    carry(m_client, m_server, &m_up);
}

void Tunnel::carry(QIODevice *from, QIODevice *to, qint64 *count)
{
    while (m_stands && from->bytesAvailable() > 0 && to->bytesToWrite() < kMost) {
        const QByteArray piece = from->read(kMost);
        *count += piece.size();
        to->write(piece);
        if (!m_soon.isActive())
            m_soon.start();
    }
}

void Tunnel::endOf(QIODevice *from, QIODevice *to, qint64 *count)
{
    if (m_stands && from->bytesAvailable() > 0) { // the last bytes, however full the other side is
        const QByteArray rest = from->readAll();
        *count += rest.size();
        to->write(rest);
    }
    auto *const other = qobject_cast<QAbstractSocket *>(to);
    if (m_stands && other && other->state() != QAbstractSocket::UnconnectedState)
        return other->disconnectFromHost(); // what is still to be written leaves first
    if (other)
        other->abort();
    finish();
}

void Tunnel::finish()
{
    if (std::exchange(m_finished, true))
        return;
    m_listener(m_answer, m_up, m_down);
    deleteLater();
}

} // namespace NodeHttp::Inspector
