// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_FOREIGNTYPES_H
#define NODEHTTP_FOREIGNTYPES_H

#include <NodeHttp/abortcontroller.h>
#include <NodeHttp/agent.h>
#include <NodeHttp/clientrequest.h>
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

class ClientRequestForeign : public QObject
{
    Q_OBJECT
    QML_FOREIGN(NodeHttp::ClientRequest)
    QML_ANONYMOUS
};

class AgentForeign : public QObject
{
    Q_OBJECT
    QML_FOREIGN(NodeHttp::Agent)
    QML_ANONYMOUS
};

class AbortControllerForeign : public QObject
{
    Q_OBJECT
    QML_FOREIGN(NodeHttp::AbortController)
    QML_ANONYMOUS
};

class AbortSignalForeign : public QObject
{
    Q_OBJECT
    QML_FOREIGN(NodeHttp::AbortSignal)
    QML_NAMED_ELEMENT(AbortSignal)
    QML_UNCREATABLE("An AbortController has a signal.")
};

struct InformationalResponseForeign
{
    Q_GADGET
    QML_FOREIGN(NodeHttp::InformationalResponse)
    QML_VALUE_TYPE(informationalResponse)
};

struct RequestTimingsForeign
{
    Q_GADGET
    QML_FOREIGN(NodeHttp::RequestTimings)
    QML_VALUE_TYPE(requestTimings)
};

class OutgoingMessageForeign : public QObject
{
    Q_OBJECT
    QML_FOREIGN(NodeHttp::OutgoingMessage)
    QML_NAMED_ELEMENT(OutgoingMessage)
    QML_UNCREATABLE("A message to send is a ServerResponse or a ClientRequest.")
};

#endif // NODEHTTP_FOREIGNTYPES_H
