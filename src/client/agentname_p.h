// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_AGENTNAME_P_H
#define NODEHTTP_AGENTNAME_P_H

#include <NodeHttp/requestoptions.h>

namespace NodeHttp {

// The name under which connections of these options are pooled: two requests share a connection only if theirs are
// equal. Node's text (S6.5, S8.20), with fingerprints where Node prints certificates and keys. Called once a request.
QString agentName(const RequestOptions &options, bool secure);

} // namespace NodeHttp

#endif // NODEHTTP_AGENTNAME_P_H
