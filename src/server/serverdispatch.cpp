// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// From a complete head to a signal: the checks and their order are S3.8–S3.15.

#include "message/incomingmessage_p.h"
#include "server/server_p.h"
#include "server/serverresponse_p.h"
#include "stream/turn_p.h"
#include "wire/characters_p.h"
#include "wire/requestchecks_p.h"

#include <QtCore/qmetaobject.h>

namespace NodeHttp {

IncomingMessage *ServerPrivate::makeRequest()
{
    if (options.incomingMessage) {
        if (IncomingMessage *made = options.incomingMessage())
            return made;
    }
    return IncomingMessagePrivate::make();
}

ServerResponse *ServerPrivate::makeResponse(IncomingMessage *request)
{
    if (options.serverResponse) {
        if (ServerResponse *made = options.serverResponse(request))
            return made;
    }
    return new ServerResponse(request);
}

bool ServerPrivate::acceptsUpgrade(IncomingMessage *request)
{
    if (shouldUpgrade)
        return shouldUpgrade(request); // S10.21
    static const QMetaMethod upgrade = QMetaMethod::fromSignal(&Server::upgradeReceived);
    return q->isSignalConnected(upgrade);
}

void ServerPrivate::dispatch(ServerConnection *connection, Exchange *exchange)
{
    IncomingMessage *const request = exchange->incoming;
    auto *const response = static_cast<ServerResponse *>(exchange->outgoing);
    auto *const answer = ServerResponsePrivate::get(response);
    const ParsedHead &head = IncomingMessagePrivate::get(request)->head;
    const bool v11 = head.minor >= 1;
    ServerCounters::count(counters->requests);

    if (options.requireHostHeader) { // S3.54; a 1.0 request may leave Host out but not send two
        const bool bad = v11 || head.headers.occurrences("host") > 0 ? !hasOneValidHost(head.headers) : false;
        if (bad) {
            connection->refuseRest();
            return answer->answerAtOnce(400, {{"Connection", "close"}});
        }
    }
    if (v11 && options.maxRequestsPerSocket > 0) { // S3.39, S3.40
        const int count = connection->countRequest();
        answer->headOptions.framing.requestLimitReached = count >= options.maxRequestsPerSocket;
        if (count > options.maxRequestsPerSocket) {
            Q_EMIT emits("dropRequest", connection, exchange)->requestDropped(request, connection->socket());
            return exchange->outgoing ? answer->answerAtOnce(503) : void();
        }
    }
    const QByteArrayView expect = v11 ? head.headers.first("expect") : QByteArrayView();
    if (expect.isNull()) {
        Q_EMIT emits("request", connection, exchange)->requestReceived(request, response);
        return;
    }
    if (Characters::containsWord(expect, "100-continue")) { // S3.55–S3.57
        static const QMetaMethod continueExpected = QMetaMethod::fromSignal(&Server::continueExpected);
        answer->expectsContinue = true;
        if (q->isSignalConnected(continueExpected)) {
            Q_EMIT emits("checkContinue", connection, exchange)->continueExpected(request, response);
        } else {
            response->writeContinue();
            Q_EMIT emits("request", connection, exchange)->requestReceived(request, response);
        }
        return;
    }
    static const QMetaMethod expectation = QMetaMethod::fromSignal(&Server::expectationReceived);
    if (q->isSignalConnected(expectation)) { // S3.58, S3.59
        Q_EMIT emits("checkExpectation", connection, exchange)->expectationReceived(request, response);
        return;
    }
    answer->answerAtOnce(417);
}

void ServerPrivate::handOver(IncomingMessage *request, QIODevice *socket, const QByteArray &head)
{
    ServerCounters::count(counters->requests);
    const bool connectMethod = IncomingMessagePrivate::get(request)->head.method == "CONNECT";
    const auto heard = connectMethod ? QMetaMethod::fromSignal(&Server::connectReceived)
                                     : QMetaMethod::fromSignal(&Server::upgradeReceived);
    if (!q->isSignalConnected(heard)) { // S3.99
        socket->close();
        socket->deleteLater();
        return;
    }
    watch(socket);
    if (connectMethod)
        Q_EMIT emits("connect")->connectReceived(request, socket, head);
    else
        Q_EMIT emits("upgrade")->upgradeReceived(request, socket, head);
}

bool ServerPrivate::watchesClientErrors() const
{
    static const QMetaMethod clientError = QMetaMethod::fromSignal(&Server::clientErrorOccurred);
    return mayWatchClientErrors && q->isSignalConnected(clientError);
}

void Server::connectNotify(const QMetaMethod &signal)
{
    static const QMetaMethod clientError = QMetaMethod::fromSignal(&Server::clientErrorOccurred);
    if (signal == clientError)
        d->mayWatchClientErrors = true;
    QObject::connectNotify(signal);
}

bool ServerPrivate::reportClientError(const Error &error, QIODevice *socket)
{
    if (!watchesClientErrors())
        return false;
    Q_EMIT emits("clientError")->clientErrorOccurred(error, socket);
    return true;
}

bool ServerPrivate::reportTimeout(QIODevice *socket)
{
    static const QMetaMethod timeout = QMetaMethod::fromSignal(&Server::timeoutOccurred);
    if (!q->isSignalConnected(timeout))
        return false;
    Q_EMIT emits("timeout")->timeoutOccurred(socket);
    return true;
}

bool ServerPrivate::reportTlsError(const Error &error, QIODevice *socket)
{
    const QPointer<ServerPrivate> alive = this;
    Q_EMIT emits("tlsClientError")->tlsClientErrorOccurred(error, socket);
    return alive && reportClientError(error, socket); // S8.6
}

} // namespace NodeHttp
