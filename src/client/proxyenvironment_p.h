// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_PROXYENVIRONMENT_P_H
#define NODEHTTP_PROXYENVIRONMENT_P_H

#include <QtCore/qprocess.h>
#include <QtCore/qurl.h>

namespace NodeHttp {

// The proxy that http_proxy, https_proxy and no_proxy (or their upper-case forms) name for a target; empty: none.
QUrl proxyFor(const QProcessEnvironment &environment, const QString &protocol, const QString &host, int port);

} // namespace NodeHttp

#endif // NODEHTTP_PROXYENVIRONMENT_P_H
