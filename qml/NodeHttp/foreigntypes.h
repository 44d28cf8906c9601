// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_FOREIGNTYPES_H
#define NODEHTTP_FOREIGNTYPES_H

#include <NodeHttp/error.h>
#include <NodeHttp/incomingmessage.h>
#include <NodeHttp/outgoingmessage.h>
#include <NodeHttp/server.h>
#include <NodeHttp/serverresponse.h>

#include <QtQml/qqml.h>

// What the core's classes are called in QML's type files, so that tools know the members that are inherited.

struct ErrorForeign
{
    Q_GADGET
    QML_FOREIGN(NodeHttp::Error)
    QML_VALUE_TYPE(httpError)
};

class QIODeviceForeign : public QObject
{
    Q_OBJECT
    QML_FOREIGN(QIODevice)
    QML_ANONYMOUS
};

class ServerForeign : public QObject
{
    Q_OBJECT
    QML_FOREIGN(NodeHttp::Server)
    QML_ANONYMOUS
};

class IncomingMessageForeign : public QObject
{
    Q_OBJECT
    QML_FOREIGN(NodeHttp::IncomingMessage)
    QML_ANONYMOUS
};

class ServerResponseForeign : public QObject
{
    Q_OBJECT
    QML_FOREIGN(NodeHttp::ServerResponse)
    QML_ANONYMOUS
};

class OutgoingMessageForeign : public QObject
{
    Q_OBJECT
    QML_FOREIGN(NodeHttp::OutgoingMessage)
    QML_NAMED_ELEMENT(OutgoingMessage)
    QML_UNCREATABLE("A message to send is a ServerResponse or a ClientRequest.")
};

#endif // NODEHTTP_FOREIGNTYPES_H
