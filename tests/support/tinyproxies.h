// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef TINYPROXIES_H
#define TINYPROXIES_H

#include <QtCore/qpointer.h>
#include <QtCore/qstringlist.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qtcpserver.h>

class QTcpSocket;

// Proxies just large enough for tests: they write down what they are asked for, and connect every target name to
// 127.0.0.1, so that a name only the proxy knows shows who looked it up.
class TinyProxy : public QTcpServer
{
public:
    enum class Mood {
        Willing,   // tunnels
        Refusing,  // says no, with the status or reply code below
        Silent,    // never answers
        Closing,   // closes instead of answering
        Babbling,  // answers nonsense
    };

    TinyProxy();
    QNetworkProxy proxy(const QString &user = {}, const QString &password = {}) const;

    Mood mood = Mood::Willing;
    QByteArray refusal;    // HTTP: status and reason; SOCKS: the reply code as one byte
    QByteArray credentials; // "user:password" that are asked for
    QStringList targets;   // "host:port" of each request
    QByteArrayList seen;   // credentials that were given

protected:
    virtual QNetworkProxy::ProxyType type() const = 0;
    virtual void read(QTcpSocket *client) = 0; // bytes of a client that has no tunnel yet
    bool answerMood(QTcpSocket *client);       // true: the mood dealt with it
    void tunnel(QTcpSocket *client, quint16 port, const QByteArray &success, const QByteArray &failure);
};

class TinyHttpProxy : public TinyProxy // CONNECT
{
protected:
    QNetworkProxy::ProxyType type() const override { return QNetworkProxy::HttpProxy; }
    void read(QTcpSocket *client) override;
};

class TinySocksProxy : public TinyProxy // RFC 1928 and 1929
{
protected:
    QNetworkProxy::ProxyType type() const override { return QNetworkProxy::Socks5Proxy; }
    void read(QTcpSocket *client) override;
};

#endif // TINYPROXIES_H
