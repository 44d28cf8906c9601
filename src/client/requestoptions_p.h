// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_REQUESTOPTIONS_P_H
#define NODEHTTP_REQUESTOPTIONS_P_H

#include <NodeHttp/requestoptions.h>

namespace NodeHttp {

// What request(url, options) asks for (S5.3): the URL's options, and over them each field of the others that is set.
// A field counts as set when it differs from its default.
RequestOptions merged(const RequestOptions &url, const RequestOptions &options);

// What a connection of an agent is made from (S6.7): everything that says where and how to connect is the agent's where
// the agent sets it. What is asked (method, path, headers and so on) and the idle timeout (S5.98) stay the request's.
RequestOptions overlaid(const RequestOptions &request, const RequestOptions &agent);

bool saysAnything(const RequestOptions &options);              // overlaid() would change something
QString targetHost(const RequestOptions &options);             // S5.6
int targetPort(const RequestOptions &options, bool secure);    // S5.7

} // namespace NodeHttp

#endif // NODEHTTP_REQUESTOPTIONS_P_H
