// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_ACCEPTOR_P_H
#define NODEHTTP_ACCEPTOR_P_H

#include <NodeHttp/error.h>

#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qtcpserver.h>

#include <functional>
#include <memory>

namespace NodeHttp {

struct AddressInfo;
struct ListenOptions;

// Listens, on TCP or on a path, and hands out descriptors of accepted connections. It opens no socket itself: what a
// connection becomes (plain, TLS) is the server's affair.
class Acceptor
{
public:
    using OnTcp = std::function<void(qintptr descriptor)>;
    using OnLocal = std::function<void(quintptr descriptor)>;

    Acceptor(OnTcp onTcp, OnLocal onLocal);
    ~Acceptor();

    Error listen(const QHostAddress &address, int port, int backlog, const QString &shownHost);
    Error listen(const ListenOptions &options); // descriptor or path
    void close();
    bool isListening() const { return m_tcp || m_local; }
    AddressInfo address() const;
    void moveToThread(QThread *thread); // what is accepted from now on is handed out there; close() belongs there too

    static Error listenError(QAbstractSocket::SocketError why, const QString &text, const QString &address, int port);
    static QString shown(const QHostAddress &address);

private:
    std::unique_ptr<QTcpServer> m_tcp;
    std::unique_ptr<QLocalServer> m_local;
    OnTcp m_onTcp;
    OnLocal m_onLocal;
};

} // namespace NodeHttp

#endif // NODEHTTP_ACCEPTOR_P_H
