// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_LISTENSOCKET_P_H
#define NODEHTTP_LISTENSOCKET_P_H

#include <NodeHttp/error.h>

#include <QtNetwork/qhostaddress.h>

#include <utility>

namespace NodeHttp {

// A listening TCP socket made by us, because Qt's server cannot share its port. Owns the descriptor.
class ListenSocket
{
public:
    ListenSocket() = default;
    explicit ListenSocket(qintptr descriptor) : m_descriptor(descriptor) {}
    ListenSocket(ListenSocket &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    ListenSocket &operator=(ListenSocket &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~ListenSocket();

    static bool canSharePorts();                        // SO_REUSEPORT exists
    static bool balancesPorts();                        // ...and spreads connections over the sockets of a port
    // Port 0: any. Anybody's port is shared with all who ask for that, First only with those that come later: a port
    // that is in use stays an error.
    enum class Share { Anybody, First };
    Error open(const QHostAddress &address, int port, int backlog, const QString &shownHost, Share share);

    bool isOpen() const { return m_descriptor >= 0; }
    int port() const;                                   // -1 while it is not open
    ListenSocket duplicate() const;                     // the same socket; not open when there is no descriptor left
    qintptr release() { return std::exchange(m_descriptor, -1); }

private:
    qintptr m_descriptor = -1;
};

} // namespace NodeHttp

#endif // NODEHTTP_LISTENSOCKET_P_H
