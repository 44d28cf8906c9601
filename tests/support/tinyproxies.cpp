// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "tinyproxies.h"

#include <QtCore/qendian.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qtcpsocket.h>

#include <memory>

TinyProxy::TinyProxy()
{
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = nextPendingConnection()) {
            connect(client, &QTcpSocket::readyRead, this, [this, client] {
                if (!client->property("tunnelled").toBool())
                    read(client);
            });
        }
    });
}

QNetworkProxy TinyProxy::proxy(const QString &user, const QString &password) const
{
    return QNetworkProxy(type(), QStringLiteral("127.0.0.1"), serverPort(), user, password);
}

bool TinyProxy::answerMood(QTcpSocket *client)
{
    switch (mood) {
    case Mood::Willing:
    case Mood::Refusing:
        return false;
    case Mood::Silent:
        client->readAll();
        return true;
    case Mood::Closing:
        client->readAll();
        client->disconnectFromHost();
        return true;
    case Mood::Babbling:
        client->readAll();
        client->write("220 mail.test ESMTP ready\r\n\r\n");
        return true;
    }
    return true;
}

void TinyProxy::tunnel(QTcpSocket *client, quint16 port, const QByteArray &success, const QByteArray &failure)
{
    client->setProperty("tunnelled", true);
    auto *const target = new QTcpSocket(client);
    connect(target, &QTcpSocket::connected, client, [=] {
        client->write(success);
        target->write(client->readAll());
    });
    connect(target, &QTcpSocket::errorOccurred, client, [=] {
        if (target->state() != QAbstractSocket::ConnectedState)
            client->write(failure);
    });
    connect(target, &QTcpSocket::readyRead, client, [=] { client->write(target->readAll()); });
    connect(client, &QTcpSocket::readyRead, target, [=] {
        if (target->state() == QAbstractSocket::ConnectedState)
            target->write(client->readAll());
    });
    connect(target, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, target, &QTcpSocket::disconnectFromHost);
    target->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

void TinyHttpProxy::read(QTcpSocket *client)
{
    if (!client->peek(16384).contains("\r\n\r\n") || answerMood(client))
        return;
    QByteArray head;
    while (!head.endsWith("\r\n\r\n"))
        head += client->readLine();
    const QByteArray asked = head.split(' ').value(1);
    targets << QString::fromLatin1(asked);
    if (!credentials.isEmpty()) {
        const QByteArray field("proxy-authorization: basic ");
        const qsizetype at = head.toLower().indexOf(field);
        const QByteArray given = at < 0 ? QByteArray() : head.mid(at + field.size(), head.indexOf('\r', at) - at - field.size());
        seen << QByteArray::fromBase64(given);
        if (seen.constLast() != credentials) {
            client->write("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
            return;
        }
    }
    if (mood == Mood::Refusing) {
        client->write("HTTP/1.1 " + refusal + "\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    tunnel(client, quint16(asked.mid(asked.lastIndexOf(':') + 1).toInt()), "HTTP/1.1 200 Connection established\r\n\r\n",
           "HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n");
}

void TinySocksProxy::read(QTcpSocket *client)
{
    if (answerMood(client))
        return;
    const int step = client->property("step").toInt();
    const QByteArray bytes = client->readAll();
    const auto next = [client](int to, const QByteArray &answer) {
        client->setProperty("step", to);
        client->write(answer);
    };
    if (step == 0) // the methods it knows
        return next(credentials.isEmpty() ? 2 : 1, credentials.isEmpty() ? QByteArray("\x05\x00", 2) : QByteArray("\x05\x02", 2));
    if (step == 1) {
        const int userSize = bytes.at(1);
        seen << bytes.mid(2, userSize) + ':' + bytes.mid(3 + userSize);
        if (seen.constLast() != credentials)
            return next(0, QByteArray("\x01\x01", 2));
        return next(2, QByteArray("\x01\x00", 2));
    }
    const bool named = bytes.at(3) == 3;
    const QByteArray host = named ? bytes.mid(5, bytes.at(4))
                                  : QHostAddress(qFromBigEndian<quint32>(bytes.constData() + 4)).toString().toLatin1();
    const quint16 port = qFromBigEndian<quint16>(bytes.constData() + bytes.size() - 2);
    targets << QString::fromLatin1(host) + QLatin1Char(':') + QString::number(port);
    const QByteArray rest("\x00\x01\x00\x00\x00\x00\x00\x00", 8);
    if (mood == Mood::Refusing) {
        client->write("\x05" + refusal + rest);
        return;
    }
    tunnel(client, port, QByteArray("\x05\x00", 2) + rest, QByteArray("\x05\x05", 2) + rest);
}
