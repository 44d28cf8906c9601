// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_RECORDERWIRE_H
#define NODEHTTP_INSPECTOR_RECORDERWIRE_H

#include "inspector/recorder.h"

namespace NodeHttp::Inspector {

struct TrafficRecorder::Wire
{
    explicit Wire(const TrafficConnection &connection);

    QString localAddress, peerAddress;
    int localPort = -1, peerPort = -1;
    qint64 lookedUp = 0, connected = 0, secured = 0;
    QString tls, alpn;
    QStringList certificates, tlsProblems;
    TrafficSide side = TrafficSide::Server;
    Choice choice;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_RECORDERWIRE_H
