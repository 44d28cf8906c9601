// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_PROXYHEADER_P_H
#define NODEHTTP_PROXYHEADER_P_H

#include <QtCore/qbytearrayview.h>
#include <QtNetwork/qhostaddress.h>

namespace NodeHttp {

// What a proxy says before the first byte of its client: the PROXY protocol, versions 1 and 2.
struct ProxyHeader
{
    enum class State { Incomplete, Complete, Invalid };

    State state = State::Incomplete;
    qsizetype size = 0;         // of a complete header
    bool isLocal = false;       // it speaks of no client: a health check, or a kind of address that is not ours
    QHostAddress client;
    quint16 clientPort = 0;
    const char *reason = "";    // of an invalid one

    static constexpr qsizetype kLongest = 4096; // with everything a proxy may append; more is refused

    // Incomplete: every byte given belongs to the header.
    static ProxyHeader parse(QByteArrayView bytes);
};

} // namespace NodeHttp

#endif // NODEHTTP_PROXYHEADER_P_H
