// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef HARSCHEMA_H
#define HARSCHEMA_H

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

// What is wrong with a file as HAR 1.2; empty: nothing. Always checks what the format asks of each object; where the
// JSON schema of HAR (Debian: node-har-schema) and a validator (python3-jsonschema) are installed, these as well.
QString harProblems(const QByteArray &har);

#endif // HARSCHEMA_H
