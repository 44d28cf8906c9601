// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CLIENTHELLO_P_H
#define NODEHTTP_CLIENTHELLO_P_H

#include <QtCore/qbytearraylist.h>
#include <QtCore/qstring.h>

namespace NodeHttp {

// What a TLS client says first (RFC 8446 section 4.1.2), as far as a server must know it before it answers.
struct ClientHello
{
    enum class State { Incomplete, Complete, NotTls };

    State state = State::Incomplete;
    QString serverName;         // SNI; empty when the client named none
    QByteArrayList protocols;   // ALPN; empty when the client offered none

    static ClientHello parse(QByteArrayView bytes);
};

} // namespace NodeHttp

#endif // NODEHTTP_CLIENTHELLO_P_H
