// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The client's side of a connection while it serves a request: what arrives becomes the request's response. When both
// directions are done, settle() decides whether the connection serves another one. How it ends is in clientclosing.cpp.

#include "client/clientconnection_p.h"

#include "core/error_p.h"
#include "message/incomingmessage_p.h"
#include "message/outgoingmessage_p.h"

#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qtcpsocket.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslsocket.h>
#endif

namespace NodeHttp {

namespace {

constexpr int kMaxInterim = 100; // 1xx responses to one request; a server that sends more never answers

} // namespace

ClientConnection::ClientConnection(QIODevice *socket, Owner *owner, std::shared_ptr<const RequestOptions> options)
    : Connection(socket, MessageParser::Type::Response), m_owner(owner), m_options(std::move(options))
{
    m_repliesFirst = false;
    if (Tap::isOpen())
        introduce();
    if (Connector *connector = Connector::of(socket)) {
        connector->setListener(this);
        m_connectFault = connector->failure();
        if (connector->isReady())
            becomeReady();
    } else {
        watchForeignSocket();
    }
#if QT_CONFIG(ssl)
    // The server's close_notify is an error to Qt, which leaves the socket open until the server's FIN; some wait for ours.
    if (auto *ssl = qobject_cast<QSslSocket *>(socket)) {
        connect(ssl, &QAbstractSocket::errorOccurred, this, [this](QAbstractSocket::SocketError why) {
            if (why == QAbstractSocket::RemoteHostClosedError && m_ready)
                endOfInput();
        });
    }
#endif
}

ClientConnection::~ClientConnection()
{
    if (Connector *connector = socket() ? Connector::of(socket()) : nullptr)
        connector->setListener(nullptr);
}

// A socket that the user made: it may still be connecting.
void ClientConnection::watchForeignSocket()
{
    const auto ready = [this] { becomeReady(); };
    if (QAbstractSocket *network = device().network()) {
#if QT_CONFIG(ssl)
        auto *ssl = qobject_cast<QSslSocket *>(network);
        const bool plain = !ssl || (ssl->state() == QAbstractSocket::ConnectedState && ssl->mode() == QSslSocket::UnencryptedMode);
        if (ssl && !plain && !ssl->isEncrypted())
            connect(ssl, &QSslSocket::encrypted, this, ready);
        else
#endif
        if (network->state() == QAbstractSocket::ConnectedState)
            return becomeReady();
        else
            connect(network, &QAbstractSocket::connected, this, ready);
        connect(network, &QAbstractSocket::errorOccurred, this, [this] {
            if (!m_ready)
                connectorFailed(device().failure());
        });
    } else if (auto *local = qobject_cast<QLocalSocket *>(socket()); local && local->state() != QLocalSocket::ConnectedState) {
        connect(local, &QLocalSocket::connected, this, ready);
        connect(local, &QLocalSocket::errorOccurred, this, [this] {
            if (!m_ready)
                connectorFailed(device().failure());
        });
    } else {
        return becomeReady();
    }
    whenGivenUp(socket(), this, [this] {
        if (!m_ready && !isClosing())
            connectorFailed(Errors::socketHangUp());
    });
}

void ClientConnection::connectorReady()
{
    becomeReady();
}

void ClientConnection::connectorFailed(const Error &error)
{
    if (m_request && !m_attached) { // 'socket' comes first
        m_connectFault = error;
        return;
    }
    if (tapId() != 0 && Tap::isOpen())
        tapRefused();
    m_why = "could not connect";
    fail(error);
    destroy();
}

void ClientConnection::becomeReady()
{
    if (m_ready || isClosing())
        return;
    m_ready = true;
    const QAbstractSocket *const network = device().network();
    // Behind a proxy the descriptor carries what the proxy's protocol makes of our bytes.
    if (network && network->proxy().type() == QNetworkProxy::NoProxy && Connector::of(socket()))
        bypassBuffer();
    if (const Connector *connector = Connector::of(socket()))
        m_times = connector->times();
    start();
    if (tapId() != 0 && Tap::isOpen())
        tapReady();
    if (m_attached && m_request)
        m_request->connectionReady();
}

void ClientConnection::assign(Host *request, Exchange *exchange, const Limits &limits, bool headMethod,
                              bool connectMethod, bool asksUpgrade)
{
    m_request = request;
    m_exchange = exchange;
    exchange->host = this;
    m_highWaterMark = limits.highWaterMark > 0 ? limits.highWaterMark : 16384;
    parser().setMaxHeaderSize(limits.maxHeaderSize > 0 ? limits.maxHeaderSize : NodeHttp::maxHeaderSize);
    if (limits.lenient)
        parser().setLenient(true);
    m_headMethod = headMethod;
    m_connectMethod = connectMethod;
    m_asksUpgrade = asksUpgrade;
    m_keepAliveHint = -1;
    m_interim = 0;
    m_attached = m_responded = m_received = m_responseEnded = m_responseKeepsAlive = m_firstByteSeen = false;
    ++m_served;
    postTick(Attach);
}

void ClientConnection::tick(int what)
{
    switch (what) {
    case Attach:
        if (!m_request)
            return;
        m_attached = true;
        m_request->socketAttached(this);
        if (m_connectFault)
            connectorFailed(std::exchange(m_connectFault, {}));
        return;
    case TellFault:
        fail(m_fault);
        return;
    case Release:
        return release();
    default:
        return Connection::tick(what);
    }
}

// --- what arrives ---

bool ClientConnection::acceptsInput()
{
    if (m_received && m_request) { // behind a complete response: nothing a next one could be trusted with
        m_responseKeepsAlive = false;
        stopParsing();
        return false;
    }
    if (!m_request) { // S6.40
        m_why = "unexpected data";
        destroy();
        return false;
    }
    if (!std::exchange(m_firstByteSeen, true))
        m_request->firstByteReceived();
    return true;
}

void ClientConnection::messageBegin()
{
}

ParserSink::Verdict ClientConnection::head(ParsedHead &&head)
{
    if (!m_request || m_responded) { // S5.77
        m_why = "unexpected response";
        m_quiet = true;
        destroy();
        return Verdict::Stop;
    }
    const int status = head.statusCode;
    const bool upgrade = head.upgrade || (m_connectMethod && status / 100 != 1); // S5.69
    if (!upgrade && status / 100 == 1 && status != 101) {
        if (++m_interim > kMaxInterim) {
            fail(Errors::tooManyInterim());
            destroy();
            return Verdict::Stop;
        }
        if (m_exchange && m_exchange->tapId != 0 && Tap::isOpen())
            Tap::head(m_exchange->tapId, Tap::headOf(head, parser().rawHead()));
        m_request->informed(std::move(head));
        return m_request ? Verdict::SkipBody : Verdict::Stop;
    }
    if (upgrade && !m_request->takesOver(head)) { // S5.65, S5.70
        if (!m_asksUpgrade && !m_connectMethod)
            fail(Errors::unexpectedUpgrade());
        m_quiet = true;
        destroy();
        return Verdict::Stop;
    }

    m_responded = true;
    m_responseKeepsAlive = head.keepAlive && !upgrade;
    m_keepAliveHint = keepAliveHintOf(head.headers);
    IncomingMessage *response = m_request->makeResponse();
    m_exchange->setIncoming(response);
    auto *incoming = IncomingMessagePrivate::get(response);
    incoming->upgrade = upgrade;
    incoming->receive(std::move(head), this);
    if (m_exchange->tapId != 0 && Tap::isOpen())
        tapResponse();
    if (upgrade)
        return Verdict::Upgrade;
    if (!holdsResponse())
        showResponse();
    // RFC 9112 section 6.3: these end with their head, whatever it says
    return m_headMethod || status == 101 || status == 204 || status == 304 ? Verdict::SkipBody : Verdict::Continue;
}

// S6.27: only a value that begins with "timeout=" counts.
int ClientConnection::keepAliveHintOf(const IncomingHeaders &headers) const
{
    const QByteArrayView value = headers.first("keep-alive");
    if (!value.startsWith("timeout="))
        return -1;
    qint64 seconds = -1;
    for (qsizetype i = 8; i < value.size() && value[i] >= '0' && value[i] <= '9' && seconds < 1000000; ++i)
        seconds = qMax<qint64>(seconds, 0) * 10 + (value[i] - '0');
    return int(seconds);
}

bool ClientConnection::body(const char *data, qsizetype size)
{
    IncomingMessage *const response = this->response();
    if (m_exchange && m_exchange->tapId != 0 && Tap::wants(TrafficObserver::Bodies)) {
        const QByteArray piece = ReadBuffer::keep(data, size);
        Tap::body(m_exchange->tapId, false, piece);
        if (response)
            IncomingMessagePrivate::get(response)->push(piece);
    } else if (response) {
        IncomingMessagePrivate::get(response)->push(data, size);
    }
    return true;
}

bool ClientConnection::messageEnd(IncomingHeaders &&trailers)
{
    if (!m_responded)
        return true; // a 1xx
    m_received = true;
    if (m_exchange && m_exchange->tapId != 0 && Tap::isOpen())
        Tap::messageEnded(m_exchange->tapId, false, Tap::linesOf(trailers));
    if (IncomingMessage *response = this->response())
        IncomingMessagePrivate::get(response)->complete(std::move(trailers));
    return true;
}

bool ClientConnection::isReadingPaused() const
{
    const IncomingMessage *response = this->response();
    if (m_hold)
        return true;
    return response && !m_received && IncomingMessagePrivate::get(response)->wantsPause(); // S4.10
}

void ClientConnection::upgraded(const QByteArray &rest)
{
    Host *const request = std::exchange(m_request, nullptr);
    Exchange *const exchange = std::exchange(m_exchange, nullptr);
    if (!request || !exchange || !exchange->incoming || isDestroyed())
        return;
    flush();
    QIODevice *const socket = this->socket();
    IncomingMessage *const response = exchange->incoming;
    const QByteArray head = rest + socket->readAll();
    exchange->host = nullptr;
    if (exchange->tapId != 0 && Tap::isOpen())
        Tap::exchangeUpgraded(exchange->tapId);
    IncomingMessagePrivate::get(response)->detach();
    if (Owner *owner = std::exchange(m_owner, nullptr)) // S5.67: out of the agent before anybody hears of it
        owner->connectionGone(this, "upgraded");
    giveUpSocket();
    socket->setParent(nullptr);
    // The response has no body that would end it, so it lives as long as its socket.
    connect(socket, &QObject::destroyed, response, [response] {
        if (auto *incoming = IncomingMessagePrivate::get(response); !incoming->destroyed)
            incoming->dump();
    });
    request->tookOver(response, socket, head);
}

// --- the way out, and the decision ---

void ClientConnection::outputDrained()
{
    if (m_exchange && m_exchange->outgoing && m_attached)
        OutgoingMessagePrivate::get(m_exchange->outgoing)->outputDrained();
}

void ClientConnection::messageSent(Exchange *exchange)
{
    exchange->sent = true;
    if (m_request)
        m_request->requestSent();
    settle();
}

void ClientConnection::incomingEnded(Exchange *exchange)
{
    if (exchange != m_exchange || !m_request)
        return;
    m_responseEnded = true;
    m_request->responseEnded();
    settle();
}

// Both directions end in any order; this alone decides what becomes of the connection (S6.24).
void ClientConnection::settle()
{
    if (!m_request || !m_responseEnded)
        return;
    if (!m_responseKeepsAlive || !m_request->keepsAlive()) { // S5.31
        m_gentle = m_quiet = true;
        return closeWhenSent(false);
    }
    if (!m_request->isSent())
        return; // S5.36: messageSent() comes back here
    if (IncomingMessage *response = this->response()) { // S4.21
        auto *incoming = IncomingMessagePrivate::get(response);
        incoming->detach();
        incoming->socket = nullptr;
    }
    m_request->releasing();
    postTick(Release); // S5.32
}

void ClientConnection::release()
{
    Host *const request = std::exchange(m_request, nullptr);
    if (!request)
        return;
    if (Exchange *exchange = std::exchange(m_exchange, nullptr))
        exchange->host = nullptr;
    m_attached = false;
    setIdleTimeout(0);
    request->over();
    if (isClosing())
        return;
    if (m_owner)
        return m_owner->connectionFree(this, true);
    m_gentle = true;
    destroy();
}

} // namespace NodeHttp
