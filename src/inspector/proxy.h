// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_PROXY_H
#define NODEHTTP_INSPECTOR_PROXY_H

#include <NodeHttp/Http>

#include <functional>

class QTcpSocket;

namespace NodeHttp::Inspector {

// A forward proxy: plain HTTP in full, CONNECT as a tunnel whose bytes are counted.
class Proxy : public QObject
{
    Q_OBJECT
public:
    explicit Proxy(QObject *parent = nullptr);
    ~Proxy() override;

    bool listen(int port, const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));
    Server *server() { return &m_server; }
    Agent *agent() { return &m_agent; }

    // Told of each tunnel: the answer to CONNECT, as soon as it is written, and how much went through, again at the end.
    using TunnelListener = std::function<void(IncomingMessage *request, const QByteArray &answer, qint64 up, qint64 down)>;
    void setTunnelListener(TunnelListener listener) { m_listener = std::move(listener); }

private:
    void forward(IncomingMessage *request, ServerResponse *response);
    void refuse(ServerResponse *response, int status, const QByteArray &why);
    bool isSelf(const QString &host, int port) const;
    void openTunnel(IncomingMessage *request, QIODevice *socket, const QByteArray &head);

    Server m_server;
    Agent m_agent;
    TunnelListener m_listener;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_PROXY_H
