// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_REQUESTCHECKS_P_H
#define NODEHTTP_REQUESTCHECKS_P_H

#include "wire/incomingheaders_p.h"

namespace NodeHttp {

// Null when every Transfer-Encoding line of a request is one a server may trust; else what is wrong with it.
const char *transferEncodingProblem(const IncomingHeaders &headers, int minorVersion);

// True when there is exactly one Host line and its value is a host (RFC 9112 section 3.2).
bool hasOneValidHost(const IncomingHeaders &headers);

} // namespace NodeHttp

#endif // NODEHTTP_REQUESTCHECKS_P_H
