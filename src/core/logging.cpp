// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The logging categories of the library, one for each thing a user may want to watch.

#include "core/logging_p.h"

namespace NodeHttp {

Q_LOGGING_CATEGORY(lcAgent, "nodehttp.agent", QtInfoMsg)
Q_LOGGING_CATEGORY(lcClient, "nodehttp.client", QtInfoMsg)
Q_LOGGING_CATEGORY(lcServer, "nodehttp.server", QtInfoMsg)
Q_LOGGING_CATEGORY(lcParser, "nodehttp.parser", QtInfoMsg)
Q_LOGGING_CATEGORY(lcTls, "nodehttp.tls", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUsage, "nodehttp.usage")

} // namespace NodeHttp
