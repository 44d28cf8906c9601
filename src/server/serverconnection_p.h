// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SERVERCONNECTION_P_H
#define NODEHTTP_SERVERCONNECTION_P_H

#include "message/exchange_p.h"
#include "stream/connection_p.h"
#include "stream/hold_p.h"

#include <NodeHttp/serveroptions.h>

#include <deque>
#include <vector>

namespace NodeHttp {

class OutgoingMessagePrivate;

// One accepted connection: reads requests, gives each an answer to fill, sends the answers in order.
class ServerConnection : public Connection, public ExchangeHost
{
public:
    // What the server decides for its connections.
    class Host
    {
    public:
        virtual const ServerOptions &serverOptions() const = 0;
        virtual bool isDraining() const = 0;
        virtual IncomingMessage *makeRequest() = 0;
        virtual ServerResponse *makeResponse(IncomingMessage *request) = 0;
        virtual bool acceptsUpgrade(IncomingMessage *request) = 0;                      // S3.9
        virtual void dispatch(ServerConnection *connection, Exchange *exchange) = 0;    // S3.12–S3.14
        virtual void handOver(IncomingMessage *request, QIODevice *socket, const QByteArray &head) = 0;
        virtual bool reportClientError(const Error &error, QIODevice *socket) = 0;      // false: nobody listens
        virtual bool reportTimeout(QIODevice *socket) = 0;                              // false: nobody listens
        virtual bool watchesClientErrors() const = 0;
        virtual void forget(ServerConnection *connection) = 0;
        virtual QObject *tapOwner() const = 0;                                          // the Server, for observers

    protected:
        ~Host() = default;
    };

    ServerConnection(QIODevice *socket, Host *host);
    ~ServerConnection() override;

    using Connection::start;
    int countRequest() { return ++m_requests; }
    void clientError(const Error &error);                          // S3.43–S3.49
    void checkTimeouts(qint64 now, qint64 headersTimeout, qint64 requestTimeout); // S3.85–S3.91
    bool isIdle() const;                                           // S3.106
    void closeAfterLast();                                         // the last answer owed closes the connection
    void leaveIfQuiet();
    void abandon();                                                // the server is being deleted: no signal any more
    void refuseRest() { m_refused = true; }                        // no request after the one being dispatched
    int index = -1;                                                // where the server keeps it

private:
    enum class Scope { Answered, Refused };

    // ParserSink
    void messageBegin() override;
    Verdict head(ParsedHead &&head) override;
    bool body(const char *data, qsizetype size) override;
    bool messageEnd(IncomingHeaders &&trailers) override;

    // Connection
    bool isReadingPaused() const override;
    bool isEngaged() const override;
    void streamEnded(bool betweenMessages) override;
    void parseFailed(const Error &error) override;
    void socketFailed(const Error &error) override;
    void upgraded(const QByteArray &rest) override;
    void outputDrained() override;
    void idleTimedOut() override;
    void socketClosing() override { abortRequests(); }
    void closeEvent() override;
    TrafficConnection tapFacts() const override;

    // ExchangeHost
    void messageEnded(Exchange *exchange) override;
    void messageSent(Exchange *exchange) override;
    void exchangeOver(Exchange *exchange) override;
    void exchangeBroken(Exchange *exchange) override;

    Verdict beginUpgrade(Exchange *exchange);
    void prepareAnswer(Exchange *exchange, bool keepAlive);
    void advanceWriter();
    Exchange *firstUnsent() const;
    OutgoingMessagePrivate *writer() const;
    qint64 queuedOutput() const;
    bool outputIsFull() const;
    void resumeReading();
    void becomeIdle();
    void handOver();
    void abortRequests();
    void letOutlive(IncomingMessage *request);
    void closeExchanges();

    // Observers (servertap.cpp)
    void tapRequest(Exchange *exchange);
    bool waitsToDispatch(Exchange *exchange);              // held, or behind one that is
    bool holdsRequest(Exchange *exchange);
    void requestDecided(Hold::Verb verb, const TrafficHead *edited);

    Host *m_host;
    ServerOptions m_options;               // frozen at accept (S3.3); shared, small
    std::vector<Exchange *> m_exchanges;   // in order of arrival, until both halves closed
    Exchange *m_receiving = nullptr;       // its request is not complete
    Exchange *m_writing = nullptr;         // its answer's bytes go to the socket
    Exchange *m_owner = nullptr;           // its answer owns the socket, as users see it
    Exchange *m_upgrade = nullptr;         // waits to be handed over
    std::deque<Exchange *> m_undispatched; // the first one is held at its head, the others wait behind it
    std::unique_ptr<Hold> m_hold;
    QByteArray m_upgradeHead;
    qint64 m_messageStart = 0;             // when the message being received began; 0 between messages
    int m_requests = 0;
    int m_heads = 0;
    bool m_headComplete = false;
    bool m_messageCompleted = false;       // at least one
    bool m_hadTrailers = false;            // a request on this connection had some
    bool m_outputStopped = false;          // an answer that closes was handed over: what follows is thrown away
    bool m_pausedForOutput = false;        // S3.35
    bool m_keepAliveTimer = false;
    bool m_errorTold = false;
    bool m_refused = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_SERVERCONNECTION_P_H
