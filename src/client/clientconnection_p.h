// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CLIENTCONNECTION_P_H
#define NODEHTTP_CLIENTCONNECTION_P_H

#include "client/connector_p.h"
#include "message/exchange_p.h"
#include "stream/connection_p.h"
#include "stream/hold_p.h"

#include <memory>

namespace NodeHttp {

// One connection to a server: serves one request at a time, and waits in an agent's pool in between.
class ClientConnection : public Connection, public ExchangeHost, private ConnectorListener
{
public:
    // The request that is served.
    class Host
    {
    public:
        virtual void socketAttached(ClientConnection *connection) = 0; // on the tick after assign()
        virtual void connectionReady() = 0;                   // bytes may flow
        virtual void firstByteReceived() = 0;
        virtual IncomingMessage *makeResponse() = 0;
        virtual void informed(ParsedHead &&head) = 0;         // 1xx
        virtual bool responded(IncomingMessage *response) = 0; // false: nobody listens
        virtual bool takesOver(const ParsedHead &head) = 0;   // somebody listens to 'upgrade' or 'connect'
        virtual void tookOver(IncomingMessage *response, QIODevice *socket, const QByteArray &head) = 0;
        virtual void requestSent() = 0;                       // the system took its last byte
        virtual void responseEnded() = 0;                     // it was read to its end
        virtual void releasing() = 0;                         // the connection is free again; over() follows
        virtual void failed(const Error &error) = 0;          // 'error', if none came before
        virtual void timedOut() = 0;
        virtual void over() = 0;                              // 'close'; the connection is not its any more
        virtual void abandoned() = 0;                         // the connection goes without a word
        virtual bool isSent() const = 0;                      // the system took the whole request
        virtual bool keepsAlive() const = 0;                  // ...which allows another one behind it

    protected:
        ~Host() = default;
    };

    // Where a connection goes when its request is over.
    class Owner
    {
    public:
        virtual void connectionFree(ClientConnection *connection, bool reusable) = 0;
        virtual void connectionGone(ClientConnection *connection, const char *why) = 0;
        virtual QObject *tapOwner() const = 0;                // the Agent, for observers

    protected:
        ~Owner() = default;
    };

    struct Limits
    {
        qint64 maxHeaderSize = 0;  // 0: the default
        qint64 highWaterMark = 0;  // 0: the default
        bool lenient = false;
    };

    ClientConnection(QIODevice *socket, Owner *owner, std::shared_ptr<const RequestOptions> options);
    ~ClientConnection() override;

    void assign(Host *request, Exchange *exchange, const Limits &limits, bool headMethod, bool connectMethod,
                bool asksUpgrade);
    void letGo(bool reusable);          // the request does not want it any more, before it was attached
    void forgetRequest() { m_request = nullptr; } // it is being deleted
    void applyOptions(std::optional<bool> noDelay, std::optional<bool> keepAlive, int delaySeconds);
    void drop(const char *why);         // not needed any more; ends in good order
    void disown() { m_owner = nullptr; } // the agent forgets it
    void abandon();                     // its owner is being deleted: no signal any more
    bool isReady() const { return m_ready; }
    bool endsWell() const { return m_gentle; }
    bool isIdle() const { return !m_request && !isClosing(); }
    bool isUsable() const;              // may serve another request
    int servedRequests() const { return m_served; }
    int keepAliveHint() const { return m_keepAliveHint; } // seconds the server promises; -1: it does not say
    Connector::Times times() const { return m_times; }
    const std::shared_ptr<const RequestOptions> &options() const { return m_options; }

    void tapAssigned(TrafficExchange *told); // fills in what it knows
    void tapRefused();                       // it could not connect

    using Connection::lastActivity;
    bool probes = false;                // TCP keep-alive is on
    void *poolName = nullptr;           // the agent's own bookkeeping

private:
    enum Tick { Attach = FirstOwnTick, TellFault, Release };

    // ConnectorListener
    void connectorReady() override;
    void connectorFailed(const Error &error) override;

    // ParserSink
    void messageBegin() override;
    Verdict head(ParsedHead &&head) override;
    bool body(const char *data, qsizetype size) override;
    bool messageEnd(IncomingHeaders &&trailers) override;

    // Connection
    bool isReadingPaused() const override;
    bool isEngaged() const override { return true; }
    void streamEnded(bool betweenMessages) override;
    void parseFailed(const Error &error) override;
    void socketFailed(const Error &error) override;
    void upgraded(const QByteArray &rest) override;
    void outputDrained() override;
    void idleTimedOut() override;
    void socketClosing() override;
    void closeEvent() override;
    bool acceptsInput() override;
    void destroyedWith(const Error &why) override;
    void tick(int what) override;
    TrafficConnection tapFacts() const override;
    QString endReason() const override { return QString::fromLatin1(m_why); }
    bool isHeld() const override { return bool(m_hold); }

    // ExchangeHost
    void messageEnded(Exchange *) override {}
    void messageSent(Exchange *exchange) override;
    void incomingEnded(Exchange *exchange) override;
    void exchangeOver(Exchange *exchange) override;
    void exchangeBroken(Exchange *exchange) override;

    void watchForeignSocket();
    void becomeReady();
    void fail(const Error &error);
    void tapResponse();
    bool holdsResponse();
    void responseDecided(Hold::Verb verb, const TrafficHead *edited);
    void showResponse();
    void forgetHeld();
    void settle();
    void release();
    int keepAliveHintOf(const IncomingHeaders &headers) const;
    IncomingMessage *response() const { return m_exchange ? m_exchange->incoming : nullptr; }

    Owner *m_owner;
    std::shared_ptr<const RequestOptions> m_options;
    Host *m_request = nullptr;
    Exchange *m_exchange = nullptr;
    Error m_fault;                     // what destroy() was called with
    Error m_connectFault;              // why it did not connect, as long as nobody can be told
    Connector::Times m_times;
    int m_keepAliveHint = -1;
    std::unique_ptr<Hold> m_hold;      // the response waits at its head
    const char *m_why = "closed";      // for the agent's listeners
    int m_served = 0;
    int m_interim = 0;                 // 1xx responses to this request
    bool m_ready = false;
    bool m_attached = false;
    bool m_headMethod = false;
    bool m_connectMethod = false;
    bool m_asksUpgrade = false;
    bool m_responded = false;          // the final head came
    bool m_received = false;           // ...and the last byte of its message
    bool m_responseEnded = false;      // ...and it was read
    bool m_responseKeepsAlive = false;
    bool m_firstByteSeen = false;
    bool m_quiet = false;              // an error was told, or whatever ends it now is none
    bool m_gentle = false;             // it ends in good order
};

} // namespace NodeHttp

#endif // NODEHTTP_CLIENTCONNECTION_P_H
