// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_LOGGING_P_H
#define NODEHTTP_LOGGING_P_H

#include <QtCore/qloggingcategory.h>

namespace NodeHttp {

Q_DECLARE_LOGGING_CATEGORY(lcAgent)  // nodehttp.agent: connections that join and leave a pool
Q_DECLARE_LOGGING_CATEGORY(lcClient) // nodehttp.client: requests that failed
Q_DECLARE_LOGGING_CATEGORY(lcServer) // nodehttp.server: connections and what ends them
Q_DECLARE_LOGGING_CATEGORY(lcParser) // nodehttp.parser: refused input
Q_DECLARE_LOGGING_CATEGORY(lcTls)    // nodehttp.tls: handshakes
Q_DECLARE_LOGGING_CATEGORY(lcUsage)  // nodehttp.usage: calls that Node would refuse by throwing

} // namespace NodeHttp

#endif // NODEHTTP_LOGGING_P_H
