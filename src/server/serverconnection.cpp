// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The server's side of a connection. Requests are read and dispatched as they come; their answers are written in
// order. messageEnded() hands the way out to the next answer, messageSent() decides what the connection does next.

#include "server/serverconnection_p.h"

#include "core/error_p.h"
#include "message/incomingmessage_p.h"
#include "message/outgoingmessage_p.h"
#include "server/serverresponse_p.h"

#include <algorithm>

namespace NodeHttp {

ServerConnection::ServerConnection(QIODevice *socket, Host *host)
    : Connection(socket, MessageParser::Type::Request), m_host(host), m_options(host->serverOptions())
{
    m_highWaterMark = m_options.highWaterMark;
    parser().setMaxHeaderSize(m_options.maxHeaderSize > 0 ? m_options.maxHeaderSize : NodeHttp::maxHeaderSize);
    if (m_options.insecureHTTPParser)
        parser().setLenient(true);
    const auto only = [](bool on) { return on ? std::optional<bool>(true) : std::nullopt; }; // off is what a socket is
    device().setOptions(only(m_options.noDelay), only(m_options.keepAlive),
                        int(m_options.keepAliveInitialDelay.count() / 1000));
    if (m_options.timeout.count() > 0)
        setIdleTimeout(m_options.timeout.count());
    m_messageStart = monotonicNow(); // S3.86: the first message begins at accept
}

ServerConnection::~ServerConnection() = default;

// --- requests coming in ---

void ServerConnection::messageBegin()
{
    if (m_messageStart == 0)
        m_messageStart = monotonicNow();
    m_headComplete = false;
}

ParserSink::Verdict ServerConnection::head(ParsedHead &&head)
{
    if (isClosing() || !m_host)
        return Verdict::Stop;
    m_headComplete = true;
    if (m_keepAliveTimer) { // S3.8
        m_keepAliveTimer = false;
        setIdleTimeout(m_options.timeout.count());
    }
    const bool keepAlive = head.keepAlive;
    const bool upgrade = head.upgrade;
    IncomingMessage *request = m_host->makeRequest();
    auto *incoming = IncomingMessagePrivate::get(request);
    incoming->maxHeadersCount = m_options.maxHeadersCount;
    incoming->joinDuplicateHeaders = m_options.joinDuplicateHeaders;
    incoming->receive(std::move(head), this);

    ++m_heads;
    if (upgrade && (incoming->head.method == "CONNECT" || m_host->acceptsUpgrade(request)))
        return beginUpgrade(new Exchange(this, request, nullptr));

    auto *exchange = new Exchange(this, request, m_host->makeResponse(request));
    m_exchanges.push_back(exchange);
    m_receiving = exchange;
    if (Tap::isOpen())
        tapRequest(exchange);
    prepareAnswer(exchange, keepAlive);
    if (waitsToDispatch(exchange))
        return Verdict::Continue;
    m_host->dispatch(this, exchange);
    return m_host && !m_refused ? Verdict::Continue : Verdict::Stop; // a destroyed connection completes this message
}

void ServerConnection::prepareAnswer(Exchange *exchange, bool keepAlive)
{
    auto *answer = ServerResponsePrivate::get(static_cast<ServerResponse *>(exchange->outgoing));
    HeadWriter::Options &options = answer->headOptions;
    options.framing.shouldKeepAlive = keepAlive;
    if (m_host->isDraining())
        closeAfterLast();
    const ServerOptions &live = m_host->serverOptions();
    if (live.keepAliveTimeout.count() > 0)
        options.keepAliveSeconds = int(live.keepAliveTimeout.count() / 1000);
    options.maxRequestsPerSocket = live.maxRequestsPerSocket;
    answer->highWaterMark = m_highWaterMark;
    answer->uniqueHeaders = m_options.uniqueHeaders;
    answer->rejectNonStandardBodyWrites = m_options.rejectNonStandardBodyWrites;
    if (!m_pausedForOutput && outputIsFull()) // S3.35: this one is still delivered
        m_pausedForOutput = true;
    if (!m_writing && !m_outputStopped) {
        m_writing = exchange;
        answer->takeOutput(this);
    }
    if (!m_owner && firstUnsent() == exchange && !m_outputStopped) { // S3.11
        m_owner = exchange;
        answer->assignSocket(this);
    }
}

bool ServerConnection::body(const char *data, qsizetype size)
{
    if (m_receiving && m_receiving->incoming) {
        auto *const incoming = IncomingMessagePrivate::get(m_receiving->incoming);
        if (m_receiving->tapId != 0 && Tap::wants(TrafficObserver::Bodies)) {
            const QByteArray piece = ReadBuffer::keep(data, size);
            Tap::body(m_receiving->tapId, true, piece);
            incoming->push(piece);
        } else {
            incoming->push(data, size);
        }
    }
    Loop::current()->runTicks(); // as Node does behind each piece, before the parser goes on
    return m_host;
}

bool ServerConnection::messageEnd(IncomingHeaders &&trailers)
{
    if (trailers.count() > 0) {
        m_hadTrailers = true;
        Loop::current()->runTicks(); // as behind a piece of the body
    }
    m_messageStart = 0;
    m_messageCompleted = true;
    Exchange *const exchange = std::exchange(m_receiving, nullptr);
    if (exchange && exchange->tapId != 0 && Tap::isOpen())
        Tap::messageEnded(exchange->tapId, true, Tap::linesOf(trailers));
    if (exchange && exchange->incoming)
        IncomingMessagePrivate::get(exchange->incoming)->complete(std::move(trailers));
    if (m_hadTrailers)
        Loop::current()->runTicks(); // before the next head: from now on Node's parser hands heads over in two calls
    return m_host;
}

bool ServerConnection::isReadingPaused() const
{
    if (m_upgrade || m_pausedForOutput || !m_undispatched.empty())
        return true;
    return m_receiving && m_receiving->incoming
        && IncomingMessagePrivate::get(m_receiving->incoming)->wantsPause(); // S4.10
}

// In the middle of a request, or owing an answer that was not handed over yet.
bool ServerConnection::isEngaged() const
{
    if (!parser().isBetweenMessages() || (m_host && m_host->watchesClientErrors()))
        return true;
    if (!m_options.allowHalfOpen)
        return false;
    return std::any_of(m_exchanges.begin(), m_exchanges.end(), [](const Exchange *exchange) {
        return exchange->outgoing && !exchange->outgoing->isWritableEnded();
    });
}

// --- answers going out ---

Exchange *ServerConnection::firstUnsent() const
{
    for (Exchange *exchange : m_exchanges) {
        if (exchange->outgoing && !exchange->sent)
            return exchange;
    }
    return nullptr;
}

OutgoingMessagePrivate *ServerConnection::writer() const
{
    return m_writing && m_writing->outgoing ? OutgoingMessagePrivate::get(m_writing->outgoing) : nullptr;
}

// The answer's last byte is in the outbox: the next answer may write behind it, long before it owns the socket.
void ServerConnection::messageEnded(Exchange *exchange)
{
    if (exchange == m_writing)
        advanceWriter();
}

void ServerConnection::advanceWriter()
{
    while (m_writing) {
        OutgoingMessagePrivate *current = writer();
        if (current && (!current->ended || current->isHeld()))
            return;
        if (!current || current->last) { // S3.30
            m_outputStopped = true;
            m_writing = nullptr;
            return;
        }
        auto next = std::find(m_exchanges.begin(), m_exchanges.end(), m_writing);
        do {
            ++next;
        } while (next != m_exchanges.end() && !(*next)->outgoing);
        m_writing = next == m_exchanges.end() ? nullptr : *next;
        if (OutgoingMessagePrivate *following = writer())
            following->takeOutput(this);
    }
}

// The steps and their order are Node's, because users see the events they cause (S3.16, S3.17, S3.34).
void ServerConnection::messageSent(Exchange *exchange)
{
    exchange->sent = true;
    m_owner = nullptr;
    auto *answer = OutgoingMessagePrivate::get(exchange->outgoing);
    const bool last = answer->last;
    if (exchange->incoming) {
        auto *incoming = IncomingMessagePrivate::get(exchange->incoming);
        if (!incoming->consumed)
            incoming->dump(); // S3.23
    }
    answer->detachSocket();
    answer->closeSoon();

    Exchange *const next = firstUnsent();
    if (last) {
        // Input that may still come would turn the end of the connection into a reset.
        closeWhenSent(m_receiving != nullptr);
    } else if (next && (next == m_writing || OutgoingMessagePrivate::get(next->outgoing)->connection)) {
        // what has neither is thrown away (S3.30)
        m_owner = next;
        OutgoingMessagePrivate::get(next->outgoing)->assignSocket(this);
    } else if (!next) {
        becomeIdle();
    }
    resumeReading();
}

void ServerConnection::becomeIdle()
{
    if (m_upgrade)
        return handOver();
    if (m_host && m_host->isDraining())
        return closeWhenSent(m_receiving != nullptr);
    if (peerEnded() && !m_receiving)
        return closeWhenSent(false); // S3.64
    const qint64 keepAlive = m_host ? m_host->serverOptions().keepAliveTimeout.count() : 0;
    if (keepAlive > 0) {
        m_keepAliveTimer = true;
        setIdleTimeout(keepAlive);
    } else if (m_keepAliveTimer) {
        m_keepAliveTimer = false;
        setIdleTimeout(m_options.timeout.count());
    }
}

qint64 ServerConnection::queuedOutput() const
{
    qint64 sum = 0;
    for (const Exchange *exchange : m_exchanges) {
        if (exchange->outgoing && !exchange->sent)
            sum += OutgoingMessagePrivate::get(exchange->outgoing)->queued;
    }
    return sum;
}

bool ServerConnection::outputIsFull() const
{
    if (m_exchanges.size() <= 1 && pendingInSocket() == 0)
        return false;
    return queuedOutput() >= m_highWaterMark || pendingInSocket() >= m_highWaterMark
        || qint64(m_exchanges.size()) > m_options.maxPipelinedRequests;
}

void ServerConnection::resumeReading() // S3.37
{
    if (m_pausedForOutput && !outputIsFull()) {
        m_pausedForOutput = false;
        readingWanted();
    }
}

void ServerConnection::outputDrained()
{
    if (OutgoingMessagePrivate *current = writer())
        current->outputDrained();
    resumeReading();
}

// --- ends ---

void ServerConnection::streamEnded(bool betweenMessages)
{
    if (!betweenMessages)
        return clientError(parser().error()); // S3.66, S3.67
    Exchange *lastUnsent = nullptr;
    for (Exchange *exchange : m_exchanges) {
        if (exchange->outgoing && !exchange->sent)
            lastUnsent = exchange;
    }
    if (!lastUnsent)
        return closeWhenSent(false);
    if (m_options.allowHalfOpen && canWrite()) { // S3.64
        OutgoingMessagePrivate::get(lastUnsent->outgoing)->last = true;
        if (lastUnsent->outgoing->isWritableEnded())
            m_outputStopped = true;
        return;
    }
    abortRequests(); // S3.63
    destroy();
}

void ServerConnection::idleTimedOut() // S3.80
{
    bool heard = false;
    if (m_receiving && m_receiving->incoming) {
        auto *incoming = IncomingMessagePrivate::get(m_receiving->incoming);
        if (!incoming->finished && incoming->hasTimeoutReceiver()) {
            heard = true;
            incoming->timeOut();
        }
    }
    if (m_owner && m_owner->outgoing) {
        auto *answer = OutgoingMessagePrivate::get(m_owner->outgoing);
        if (answer->hasTimeoutReceiver()) {
            heard = true;
            answer->timeOut();
        }
    }
    if (m_host && !isDestroyed() && m_host->reportTimeout(socket()))
        heard = true;
    if (!heard)
        destroy();
}

void ServerConnection::abortRequests()
{
    const std::vector<Exchange *> exchanges = m_exchanges; // receivers may delete messages
    for (Exchange *exchange : exchanges) {
        if (!exchange->incoming)
            continue;
        auto *const incoming = IncomingMessagePrivate::get(exchange->incoming);
        if (exchange->sent && incoming->keepsRest())
            letOutlive(exchange->incoming);
        else
            incoming->abort();
    }
}

// A request that came whole needs no connection, only somebody to end it if it is never resumed.
void ServerConnection::letOutlive(IncomingMessage *request)
{
    IncomingMessagePrivate::get(request)->detach();
    if (m_host && !request->parent())
        request->setParent(m_host->tapOwner());
}

void ServerConnection::closeEvent()
{
    abortRequests();
    closeSocketNow();
    closeExchanges();
    if (Host *host = std::exchange(m_host, nullptr))
        host->forget(this);
    Loop::current()->bury(this);
}

// S3.69, S3.75: the answer that owned the socket closes now; the others, which in Node never do, a tick later, because
// closed() is how a user learns that a pointer ends.
void ServerConnection::closeExchanges()
{
    m_undispatched.clear();
    m_hold.reset();
    const std::vector<Exchange *> exchanges = std::exchange(m_exchanges, {});
    Exchange *const owner = std::exchange(m_owner, nullptr);
    m_receiving = m_writing = nullptr;
    for (Exchange *exchange : exchanges) {
        exchange->host = nullptr;
        if (!exchange->outgoing || exchange->sent)
            continue;
        auto *answer = OutgoingMessagePrivate::get(exchange->outgoing);
        answer->connectionLost();
        if (exchange == owner)
            answer->emitClosed();
    }
    for (Exchange *exchange : exchanges) {
        if (exchange->incoming)
            IncomingMessagePrivate::get(exchange->incoming)->abortTail();
    }
    for (Exchange *exchange : exchanges) {
        if (exchange->outgoing && !exchange->outgoing->isClosed())
            OutgoingMessagePrivate::get(exchange->outgoing)->closeSoon();
    }
}

void ServerConnection::exchangeOver(Exchange *exchange)
{
    m_exchanges.erase(std::remove(m_exchanges.begin(), m_exchanges.end(), exchange), m_exchanges.end());
    m_undispatched.erase(std::remove(m_undispatched.begin(), m_undispatched.end(), exchange), m_undispatched.end());
    if (m_receiving == exchange)
        m_receiving = nullptr;
    if (m_writing == exchange)
        m_writing = nullptr;
    if (m_owner == exchange)
        m_owner = nullptr;
    resumeReading();
}

// A message was deleted before its time: nothing sensible can follow it on this connection.
void ServerConnection::exchangeBroken(Exchange *exchange)
{
    if (!exchange->sent || !exchange->isIncomingClosed())
        destroy();
}

bool ServerConnection::isIdle() const
{
    return m_messageCompleted && m_messageStart == 0 && !firstUnsent() && !m_upgrade && !isClosing();
}

void ServerConnection::checkTimeouts(qint64 now, qint64 headersTimeout, qint64 requestTimeout)
{
    if (m_messageStart == 0 || isClosing() || m_upgrade)
        return;
    const qint64 age = now - m_messageStart;
    if ((requestTimeout > 0 && age >= requestTimeout) || (headersTimeout > 0 && !m_headComplete && age >= headersTimeout)) {
        m_messageStart = 0; // told once
        clientError(Errors::requestTimeout());
    }
}

// Its user drains the server. Nobody is owed anything on a connection where nothing is under way: it was left open after
// an answer, or opened in advance, as browsers do. A request that arrived meanwhile is still read and answered.
void ServerConnection::leaveIfQuiet()
{
    const bool neverUsed = !m_messageCompleted && parser().isBetweenMessages() && !m_upgrade && !isClosing();
    if ((isIdle() || neverUsed) && !device().hasUnread() && !device().hasArrived())
        destroy();
}

// Requests that were read are answered, so only the last of their answers may announce the end.
void ServerConnection::closeAfterLast()
{
    bool isLast = true;
    for (auto it = m_exchanges.rbegin(); it != m_exchanges.rend(); ++it) {
        OutgoingMessage *const answer = (*it)->outgoing;
        if (!answer)
            continue;
        // A request that wants to be the last is: none is read behind it.
        OutgoingMessagePrivate::get(answer)->headOptions.framing.shouldKeepAlive = !isLast;
        isLast = false;
    }
}

void ServerConnection::abandon()
{
    m_host = nullptr;
    m_undispatched.clear();
    m_hold.reset();
    for (Exchange *exchange : std::exchange(m_exchanges, {}))
        exchange->abandonMessages();
    m_receiving = m_writing = m_owner = m_upgrade = nullptr;
    endNow();
}

} // namespace NodeHttp
