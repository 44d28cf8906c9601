// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Which options make sense, and the set for a server that strangers can reach.

#include <NodeHttp/serveroptions.h>

#include "core/error_p.h"
#include "server/proxygreeting_p.h"

#include <NodeHttp/forwardedinfo.h>

namespace NodeHttp {

ServerOptions ServerOptions::hardened()
{
    using namespace std::chrono_literals;
    ServerOptions options;
    options.timeout = 120s;
    options.headersTimeout = 20s;
    options.requestTimeout = 300s;
    options.handshakeTimeout = 10s;
    options.connectionsCheckingInterval = 5s;
    options.maxHeadersCount = 100;
    options.maxRequestsPerSocket = 1000;
    options.maxConnections = 1000;
    options.maxPipelinedRequests = 16;
    return options;
}

Error ServerOptions::validate() const
{
    struct Setting
    {
        const char *name;
        qint64 value;
        qint64 least;
    };
    const Setting settings[] = {
        {"maxHeaderSize", maxHeaderSize, 0},
        {"keepAliveInitialDelay", keepAliveInitialDelay.count(), 0},
        {"timeout", timeout.count(), 0},
        {"keepAliveTimeout", keepAliveTimeout.count(), 0},
        {"headersTimeout", headersTimeout.count(), 0},
        {"requestTimeout", requestTimeout.count(), 0},
        {"handshakeTimeout", handshakeTimeout.count(), 0},
        {"connectionsCheckingInterval", connectionsCheckingInterval.count(), 0},
        {"maxHeadersCount", maxHeadersCount, -1},
        {"maxRequestsPerSocket", maxRequestsPerSocket, 0},
        {"maxConnections", maxConnections, 0},
        {"highWaterMark", highWaterMark, 1},
        {"maxPipelinedRequests", maxPipelinedRequests, 1},
    };
    for (const Setting &setting : settings) {
        if (setting.value < setting.least) {
            return Errors::outOfRange(setting.name, ">= " + QByteArray::number(setting.least)
                                      + " && <= 9007199254740991", setting.value); // S2.63
        }
    }
    // S3.94, for limits that were set on purpose: the default of headersTimeout gives way instead.
    if (requestTimeout.count() > 0 && headersTimeout > requestTimeout && headersTimeout != ServerOptions().headersTimeout)
        return Errors::outOfRange("headersTimeout", "<= requestTimeout", headersTimeout.count());
    if (!TrustedProxies(trustedProxies).isValid())
        return Errors::invalidArgument("trustedProxies", "must hold addresses and subnets");
    if (proxyProtocol && !ProxyGreeting::isSupported())
        return Errors::notImplemented("proxyProtocol");
    return {};
}

} // namespace NodeHttp
