// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The public face of a request, and what its connection tells it. The order of the signals is section 5.4 of the
// behaviour reference; the connection keeps it (clientclosing.cpp), this file only passes it on.

#include "client/clientrequest_p.h"

#include "client/agent_p.h"
#include "client/requestlimits_p.h"
#include "core/error_p.h"
#include "core/logging_p.h"
#include "message/incomingmessage_p.h"

#include <QtCore/qdebug.h>
#include <QtCore/qmetaobject.h>

namespace NodeHttp {

ClientRequestPrivate::ClientRequestPrivate() = default;
ClientRequestPrivate::~ClientRequestPrivate() = default;

ClientRequest::ClientRequest() : OutgoingMessage(*new ClientRequestPrivate)
{
}

ClientRequest::ClientRequest(const RequestOptions &options, ResponseListener listener) : ClientRequest()
{
    start(options, std::move(listener));
}

ClientRequest::~ClientRequest()
{
    ClientRequestPrivate::get(this)->leave();
}

void ClientRequest::start(const RequestOptions &options, ResponseListener listener)
{
    auto *p = ClientRequestPrivate::get(this);
    if (!p->started)
        p->start(options, std::move(listener));
}

QString ClientRequest::method() const { return QString::fromLatin1(ClientRequestPrivate::get(this)->method); }
QString ClientRequest::path() const { return QString::fromLatin1(ClientRequestPrivate::get(this)->path); }
QString ClientRequest::host() const { return ClientRequestPrivate::get(this)->host; }
QString ClientRequest::protocol() const { return ClientRequestPrivate::get(this)->protocol; }
bool ClientRequest::reusedSocket() const { return ClientRequestPrivate::get(this)->reusedSocket; }
bool ClientRequest::isAborted() const { return ClientRequestPrivate::get(this)->abortCalled; }
int ClientRequest::maxHeadersCount() const { return ClientRequestPrivate::get(this)->maxHeadersCount; }
void ClientRequest::setMaxHeadersCount(int lines) { ClientRequestPrivate::get(this)->maxHeadersCount = lines; }
IncomingMessage *ClientRequest::res() const { return ClientRequestPrivate::get(this)->response; }
Agent *ClientRequest::agent() const { return ClientRequestPrivate::get(this)->agent; }
RequestTimings ClientRequest::timings() const { return ClientRequestPrivate::get(this)->timings; }

void ClientRequest::abort()
{
    ClientRequestPrivate::get(this)->abort();
}

void ClientRequest::setNoDelay(bool noDelay)
{
    auto *p = ClientRequestPrivate::get(this);
    p->noDelay = noDelay;
    p->applySocketOptions();
}

void ClientRequest::setSocketKeepAlive(bool enable, std::chrono::milliseconds initialDelay)
{
    auto *p = ClientRequestPrivate::get(this);
    p->socketKeepAlive = enable;
    p->keepAliveDelay = int(initialDelay.count() / 1000);
    p->applySocketOptions();
}

ClientRequest *ClientRequest::clearTimeout()
{
    setTimeout(std::chrono::milliseconds(0));
    return this;
}

// --- what users do ---

void ClientRequestPrivate::setIdleTimeout(qint64 milliseconds)
{
    if (timings.done >= 0)
        return; // S5.100
    if (carrier && attached && carrier->isReady())
        carrier->setIdleTimeout(milliseconds);
    else
        pendingTimeout = milliseconds; // S5.96
}

void ClientRequestPrivate::applySocketOptions()
{
    if (carrier && attached && carrier->isReady() && (noDelay || socketKeepAlive)) // S5.16
        carrier->applyOptions(noDelay, socketKeepAlive, keepAliveDelay);
}

void ClientRequestPrivate::abort() // S5.90
{
    if (std::exchange(abortCalled, true))
        return;
    postTick(EmitAbort);
    destroy({});
}

void ClientRequestPrivate::destroy(const Error &error)
{
    if (destroyed || !q)
        return;
    destroyed = true;
    destroyError = error;
    if (error)
        lastError = error;
    if (response) {
        if (auto *incoming = IncomingMessagePrivate::get(response); !incoming->ended && !incoming->destroyed)
            incoming->dump();
    }
    if (carrier && attached)
        return carrier->destroy(error);
    if (carrier)
        return; // S5.44: told when the socket would have been
    if (waits && agent)
        AgentPrivate::get(agent)->forgetRequest(this);
    waits = false;
    postTick(FailAndClose);
}

void ClientRequestPrivate::leave()
{
    if (waits && agent)
        AgentPrivate::get(agent)->forgetRequest(this);
    waits = false;
    limits.reset();
    if (ClientConnection *connection = std::exchange(carrier, nullptr))
        connection->forgetRequest();
}

void ClientRequestPrivate::abandon()
{
    waits = false;
    q->blockSignals(true);
    if (exchange)
        exchange->abandon();
}

// No socket was ever shown: errors of the options, of making a connection, or destroy() came first.
void ClientRequestPrivate::closeWithoutSocket()
{
    if (closed)
        return;
    const QPointer<ClientRequest> alive = request();
    const Error error = m_startError ? m_startError : destroyError;
    if (error)
        failed(error);
    else if (!abortCalled)
        failed(Errors::socketHangUp());
    if (alive)
        over();
}

void ClientRequestPrivate::tick(int what)
{
    if (!q)
        return;
    switch (what) {
    case EmitAbort:
        Q_EMIT emits("abort")->aborted();
        return;
    case FailAndClose:
        return closeWithoutSocket();
    default:
        return OutgoingMessagePrivate::tick(what);
    }
}

qint64 ClientRequestPrivate::now() const
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now() - madeAt).count();
}

// --- what the connection tells ---

void ClientRequestPrivate::socketAttached(ClientConnection *to)
{
    if (destroyed) { // S5.44, S5.45
        const bool reusable = !destroyError && keepsAlive();
        const bool broken = bool(destroyError);
        carrier = nullptr;
        closeWithoutSocket();
        if (broken)
            to->destroy();
        to->letGo(reusable);
        return;
    }
    attached = true;
    ownsSocket = true;
    highWaterMark = to->highWaterMark();
    socketSeen = to->socket();
    mark(&timings.socketAssigned);
    if (limits)
        limits->socketAssigned();
    const QPointer<ClientRequest> alive = request();
    Q_EMIT emits("socket")->socketAssigned(socketSeen); // S5.28
    if (!alive || destroyed || carrier != to)
        return;
    if (to->isReady())
        connectionReady();
    if (ended && !finishing && !destroyed)
        handedOver();
}

void ClientRequestPrivate::connectionReady()
{
    if (connection)
        return; // it became ready inside a receiver's own event loop
    if (carrier->servedRequests() == 1) {
        using namespace std::chrono;
        const qint64 made = duration_cast<nanoseconds>(madeAt.time_since_epoch()).count();
        const Connector::Times times = carrier->times();
        const auto since = [made](qint64 at) { return at == 0 ? -1 : qMax<qint64>(0, (at - made) / 1000); };
        timings.lookedUp = since(times.lookedUp);
        timings.connected = since(times.connected);
        timings.secured = since(times.secured);
    }
    applySocketOptions();
    if (pendingTimeout >= 0)
        carrier->setIdleTimeout(std::exchange(pendingTimeout, -1));
    for (; corked > 0; --corked)
        carrier->cork(); // S1.118
    takeOutput(carrier);
    if (finishing)
        postTick(Finish);
}

void ClientRequestPrivate::requestSent()
{
    mark(&timings.sent);
    if (limits)
        limits->sent();
}

void ClientRequestPrivate::firstByteReceived()
{
    mark(&timings.firstByte);
    if (limits)
        limits->firstByteReceived();
}

IncomingMessage *ClientRequestPrivate::makeResponse()
{
    IncomingMessage *made = responseFactory ? responseFactory() : nullptr;
    if (!made)
        made = IncomingMessagePrivate::make();
    auto *incoming = IncomingMessagePrivate::get(made);
    incoming->maxHeadersCount = maxHeadersCount;
    incoming->joinDuplicateHeaders = joinDuplicateHeaders;
    response = made;
    return made;
}

void ClientRequestPrivate::informed(ParsedHead &&head)
{
    const QPointer<ClientRequest> alive = request();
    if (head.statusCode == 100)
        Q_EMIT emits("continue")->continueReceived(); // S5.63
    static const QMetaMethod information = QMetaMethod::fromSignal(&ClientRequest::informationReceived);
    if (!alive || !alive->isSignalConnected(information))
        return;
    InformationalResponse told;
    told.statusCode = head.statusCode;
    told.statusMessage = QString::fromLatin1(head.statusMessage);
    told.httpVersionMajor = head.major;
    told.httpVersionMinor = head.minor;
    told.httpVersion = QString::number(head.major) + u'.' + QString::number(head.minor);
    told.headers = head.headers.joined(maxHeadersCount, joinDuplicateHeaders);
    told.rawHeaders = head.headers.raw(maxHeadersCount);
    Q_EMIT emits("information")->informationReceived(told);
}

bool ClientRequestPrivate::responded(IncomingMessage *message)
{
    static const QMetaMethod received = QMetaMethod::fromSignal(&ClientRequest::responseReceived);
    if (abortCalled)
        return false;
    const bool heard = listener || request()->isSignalConnected(received);
    const QPointer<IncomingMessage> alive = message;
    if (const ResponseListener call = std::exchange(listener, nullptr)) // S5.15
        call(message);
    if (q && alive)
        Q_EMIT emits("response")->responseReceived(message);
    return heard;
}

bool ClientRequestPrivate::takesOver(const ParsedHead &)
{
    static const QMetaMethod connectMethod = QMetaMethod::fromSignal(&ClientRequest::connectReceived);
    static const QMetaMethod upgrade = QMetaMethod::fromSignal(&ClientRequest::upgradeReceived);
    return request()->isSignalConnected(method == "CONNECT" ? connectMethod : upgrade);
}

void ClientRequestPrivate::tookOver(IncomingMessage *message, QIODevice *socket, const QByteArray &head)
{
    carrier = nullptr;
    mark(&timings.done);
    const QPointer<ClientRequest> alive = request();
    if (method == "CONNECT")
        Q_EMIT emits("connect")->connectReceived(message, socket, head);
    else
        Q_EMIT emits("upgrade")->upgradeReceived(message, socket, head);
    if (alive)
        over(); // S5.67
}

void ClientRequestPrivate::responseEnded()
{
    mark(&timings.done);
    if (limits)
        limits->stop();
}

void ClientRequestPrivate::releasing()
{
    destroyed = true; // S5.54, S5.88
}

bool ClientRequestPrivate::hasErrorReceiver() const
{
    static const QMetaMethod error = QMetaMethod::fromSignal(&OutgoingMessage::errorOccurred);
    return request()->isSignalConnected(error);
}

void ClientRequestPrivate::failed(const Error &error)
{
    if (std::exchange(errorTold, true))
        return;
    lastError = error;
    tapFailed(error);
    if (hasErrorReceiver())
        Q_EMIT emits("error")->errorOccurred(error);
    else
        qCWarning(lcClient) << request() << "failed, and nobody listens:" << error; // S5.89
}

void ClientRequestPrivate::timedOut()
{
    Q_EMIT emits("timeout")->timeoutOccurred(); // S5.97: it only tells
}

void ClientRequestPrivate::over()
{
    carrier = nullptr;
    if (limits)
        limits->stop();
    connectionLost();
    emitClosed();
}

QDebug operator<<(QDebug debug, const ClientRequest *request)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote();
    if (!request)
        return debug << "NodeHttp::ClientRequest(null)";
    const QString path = request->path();
    const qsizetype query = path.indexOf(u'?');
    return debug << "NodeHttp::ClientRequest(" << request->method() << ' ' << request->protocol() << "//"
                 << request->host() << (query < 0 ? path : path.left(query) + QLatin1String("?…")) << ')';
}

} // namespace NodeHttp
