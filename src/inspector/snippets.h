// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_SNIPPETS_H
#define NODEHTTP_INSPECTOR_SNIPPETS_H

#include "inspector/composedrequest.h"

namespace NodeHttp::Inspector {

// A program that sends the request and prints the answer; whole, to be compiled as it is. Secrets are masked unless asked.
QString toCpp(const ComposedRequest &request, bool withSecrets = false);

// The same as a QML file, for the module NodeHttp.
QString toQml(const ComposedRequest &request, bool withSecrets = false);

QString cppLiteral(const QByteArray &bytes); // "…", in several pieces where an escape would swallow what follows
QString jsLiteral(const QString &text);      // "…"

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_SNIPPETS_H
