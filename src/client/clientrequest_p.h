// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CLIENTREQUEST_P_H
#define NODEHTTP_CLIENTREQUEST_P_H

#include "client/clientconnection_p.h"
#include "message/outgoingmessage_p.h"

#include <NodeHttp/agent.h>
#include <NodeHttp/clientrequest.h>

#include <chrono>
#include <memory>

namespace NodeHttp {

class RequestLimits;

// What a request knows beyond any message to send: where it goes, which connection carries it, and how it ended.
class ClientRequestPrivate : public OutgoingMessagePrivate, public ClientConnection::Host
{
public:
    static ClientRequestPrivate *get(ClientRequest *request)
    { return static_cast<ClientRequestPrivate *>(request->d.get()); }
    static const ClientRequestPrivate *get(const ClientRequest *request)
    { return static_cast<const ClientRequestPrivate *>(request->d.get()); }

    ClientRequestPrivate();
    ~ClientRequestPrivate() override;

    ClientRequest *request() const { return static_cast<ClientRequest *>(q); }

    // --- start (clientstart.cpp) ---
    void start(RequestOptions options, ResponseListener listener);
    void connectTo(std::shared_ptr<const RequestOptions> options); // without an agent
    void assignTo(ClientConnection *connection);  // it carries this request from now on; told on the tick
    void connectionFailed(const Error &error);    // there will be none
    void leave();                                 // the request is being deleted
    void abandon();                               // its agent is being deleted: no signal any more

    // --- what users do ---
    bool implicitHead() override;
    void destroy(const Error &error) override;
    QIODevice *currentSocket() const override { return socketSeen; }
    void setIdleTimeout(qint64 milliseconds) override;
    void abort();
    void applySocketOptions();

    // --- ClientConnection::Host ---
    void socketAttached(ClientConnection *to) override;
    void connectionReady() override;
    void firstByteReceived() override;
    IncomingMessage *makeResponse() override;
    void informed(ParsedHead &&head) override;
    bool responded(IncomingMessage *response) override;
    bool takesOver(const ParsedHead &head) override;
    void tookOver(IncomingMessage *response, QIODevice *socket, const QByteArray &head) override;
    void requestSent() override;
    void responseEnded() override;
    void releasing() override;
    void failed(const Error &error) override;
    void timedOut() override;
    void over() override;
    void abandoned() override { carrier = nullptr; }
    bool isSent() const override { return finished; }
    bool tellsLatePrefinish() const override { return attached; }
    bool keepsAlive() const override { return headOptions.framing.shouldKeepAlive && !last; }

    TrafficSide side() const override { return TrafficSide::Client; }
    ClientRequest *emits(const char *event) // the request, which is about to emit this Node event
    { return static_cast<ClientRequest *>(OutgoingMessagePrivate::emits(event)); }

    qint64 now() const;                           // microseconds since the request was made
    void mark(qint64 *phase) { if (*phase < 0) *phase = now(); }

    QByteArray method = QByteArrayLiteral("GET");
    QByteArray path = QByteArrayLiteral("/");
    QString host;
    QString protocol;
    ResponseListener listener;
    QPointer<Agent> agent;
    std::unique_ptr<Agent> ownAgent;              // RequestOptions::oneTimeAgent
    QPointer<IncomingMessage> response;
    QPointer<QIODevice> socketSeen;
    ClientConnection *carrier = nullptr;          // from assignTo() until over()
    std::function<IncomingMessage *()> responseFactory;
    std::unique_ptr<RequestLimits> limits;        // only when there are any
    std::shared_ptr<const RequestOptions> options; // while it waits for a connection
    void *poolName = nullptr;                     // the agent's bookkeeping while the request waits
    ClientConnection::Limits responseLimits;
    RequestTimings timings;
    std::chrono::steady_clock::time_point madeAt;
    std::optional<qint64> timeoutOption;          // RequestOptions::timeout (S5.98)
    std::optional<bool> noDelay;
    std::optional<bool> socketKeepAlive;
    int keepAliveDelay = 0;
    int maxHeadersCount = -1;
    bool joinDuplicateHeaders = false;
    bool asksUpgrade = false;
    bool reusedSocket = false;
    bool abortCalled = false;
    bool attached = false;                        // socketAssigned() was emitted
    bool errorTold = false;
    bool waits = false;                           // in the agent's queue
    bool started = false;

private:
    enum Tick { EmitAbort = FirstOwnTick, FailAndClose };

    void tick(int what) override;
    bool setUpTarget(RequestOptions &options);
    bool setUpHeaders(RequestOptions &options);
    QString serverName() const;
    QByteArray authority(const RequestOptions &options) const;
    bool goThroughProxy(RequestOptions &options, const QProcessEnvironment &environment);
    bool buildHead(const HeaderList *array);
    void failSoon(const Error &error);            // errorOccurred() and closed() on the tick; no socket is involved
    void closeWithoutSocket();
    void watchSignal(AbortSignal *signal);
    bool hasErrorReceiver() const;
    void tapBegun(const RequestOptions &options);
    TrafficExchange tapFacts() const;

    Error m_startError;
    QString m_authority; // for observers
};

} // namespace NodeHttp

#endif // NODEHTTP_CLIENTREQUEST_P_H
