// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEEXAMPLES_H
#define NODEEXAMPLES_H

#include <NodeHttp/Http>

#include <QtCore/qmap.h>

#include <variant>

// The examples of docs/node-examples.md by their first number. What one is given is what its lines talk about: nothing, a
// request that was not sent, an exchange on a server, or a server to make.
using Example = std::variant<void (*)(QObject *context, int port), void (*)(NodeHttp::ClientRequest *request),
                             void (*)(NodeHttp::IncomingMessage *request, NodeHttp::ServerResponse *response),
                             void (*)(QObject *context, NodeHttp::Server *&server)>;

const QMap<int, Example> &examples();

#endif // NODEEXAMPLES_H
