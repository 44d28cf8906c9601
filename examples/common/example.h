// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <NodeHttp/Http>

#include <QtCore/qcommandlineparser.h>

// What every example does: the options --port and --host (and --tls CERT KEY where wanted), listening, and telling
// where. Returns the exit code of the application.
class Example
{
public:
    Example(const QString &description, const QString &defaultPort = QStringLiteral("8080"));

    QCommandLineParser parser;

    void process();                                  // reads the command line; may exit with a message
    int run(NodeHttp::Server *server, const QString &curlArguments = {}, const QString &path = QStringLiteral("/"));
};

// A configuration from PEM files; exits with a message when they cannot be read.
QSslConfiguration tlsFromFiles(const QString &certificate, const QString &key);

#endif // EXAMPLE_H
