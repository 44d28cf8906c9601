// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CONNECTORPLAN_P_H
#define NODEHTTP_CONNECTORPLAN_P_H

#include "client/connector_p.h"

#include <QtCore/qsocketnotifier.h>

namespace NodeHttp {

struct Connector::Plan
{
    RequestOptions options;
    QString host;                     // without brackets
    int port = 0;
    bool secure = false;
    bool unverified = false;          // any certificate will do
    QNetworkProxy proxy{QNetworkProxy::NoProxy};
    QList<QHostAddress> addresses;    // in the order they are tried; empty: the proxy looks the name up
    qsizetype tried = 0;
    Error failure;                    // of the first of them
    int lookupId = -1;                // of QHostInfo
    QPointer<QSocketNotifier> writable; // the socket's own, watched while it connects
    bool answered = false;            // it has fired for this address
};

} // namespace NodeHttp

#endif // NODEHTTP_CONNECTORPLAN_P_H
