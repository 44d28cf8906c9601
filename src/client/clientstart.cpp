// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// From options to a request that waits for its connection: section 5.1 of the behaviour reference, in its order. What
// Node throws here ends the request on the tick.

#include "client/clientrequest_p.h"

#include "client/agent_p.h"
#include "client/proxyenvironment_p.h"
#include "client/requestlimits_p.h"
#include "core/error_p.h"
#include "core/logging_p.h"
#include "wire/characters_p.h"

#include <QtCore/qmetaobject.h>

namespace NodeHttp {

namespace {

bool isBodyless(const QByteArray &method) // S1.100
{
    return method == "GET" || method == "HEAD" || method == "DELETE" || method == "OPTIONS" || method == "TRACE"
        || method == "CONNECT";
}

QString hostOf(const RequestOptions &options) // S5.6
{
    if (!options.hostname.isEmpty())
        return options.hostname;
    return options.host.isEmpty() ? QStringLiteral("localhost") : options.host;
}

// A user name or password may hold anything; the value is bytes of UTF-8 in Base64 (S5.13).
QByteArray basic(const QString &auth)
{
    return "Basic " + auth.toUtf8().toBase64();
}

} // namespace

void ClientRequestPrivate::start(RequestOptions given, ResponseListener then)
{
    started = true;
    listener = std::move(then);
    madeAt = std::chrono::steady_clock::now();
    exchange = new Exchange(nullptr, nullptr, q);
    if (const Error error = given.validate()) {
        tapBegun(given);
        return failSoon(error);
    }
    const bool hasTarget = setUpTarget(given);
    tapBegun(given);
    if (!hasTarget || !setUpHeaders(given))
        return;
    if (given.timeout)
        timeoutOption = given.timeout->count();
    responseFactory = std::move(given.incomingMessage);
    responseLimits = {given.maxHeaderSize, given.highWaterMark, given.insecureHTTPParser};
    if (given.highWaterMark > 0)
        highWaterMark = given.highWaterMark;
    maxHeadersCount = given.maxHeadersCount;
    joinDuplicateHeaders = given.joinDuplicateHeaders;
    if (RequestLimits::areNeeded(given.timeouts))
        limits = std::make_unique<RequestLimits>(this, given.timeouts);
    AbortSignal *const signal = given.signal;
    given.path.clear(); // S5.27: what makes the connection has no use for it
    if (agent)
        AgentPrivate::get(agent)->addRequest(this, std::move(given));
    else
        connectTo(std::make_shared<const RequestOptions>(std::move(given)));
    if (signal && q)
        watchSignal(signal);
}

// Agent, protocol, host, port, path and method.
bool ClientRequestPrivate::setUpTarget(RequestOptions &given)
{
    if (given.agent) {
        agent = given.agent;
    } else if (given.oneTimeAgent) {
        AgentOptions own;
        own.protocol = given.protocol;
        ownAgent = std::make_unique<Agent>(own);
        agent = ownAgent.get();
    } else if (!given.createConnection) {
        agent = AgentPrivate::global(given.protocol);
    }
    const QString expected = agent ? agent->protocol() : QString();
    protocol = !given.protocol.isEmpty() ? given.protocol : agent ? expected : QStringLiteral("http:");
    if (agent && protocol != expected) { // S5.9
        failSoon(Errors::invalidProtocol(protocol, expected));
        return false;
    }
    given.agent = agent;
    given.protocol = protocol;
    host = hostOf(given);
    given.hostname = given.host = host;
    if (given.defaultPort < 0 && agent)
        given.defaultPort = agent->defaultPort();
    if (given.port < 0)
        given.port = given.defaultPort >= 0 ? given.defaultPort : 80; // S5.7

    if (!given.method.isEmpty())
        method = given.method.toLatin1().toUpper(); // S5.11
    if (!given.path.isEmpty())
        path = given.path.toLatin1();
    FramingInput &framing = headOptions.framing;
    framing.chunkedByDefault = !isBodyless(method);
    framing.hasAgent = agent;
    framing.shouldKeepAlive = agent && (agent->keepAlive() || agent->maxSockets() > 0); // S1.77
    return true;
}

// What the Host header says (section 5.2).
QByteArray ClientRequestPrivate::authority(const RequestOptions &given) const
{
    QByteArray value = host.toLatin1();
    if (value.count(':') > 1 && !value.startsWith('[')) // S5.20
        value = '[' + value + ']';
    if (given.port > 0 && given.port != given.defaultPort)
        value += ':' + QByteArray::number(given.port);
    return value;
}

// S6.8: the host of the Host header, which is not always the host that is connected to; empty for an address.
QString ClientRequestPrivate::serverName() const
{
    QString name = host;
    if (const Header *field = std::as_const(headers).find("host")) {
        name = field->value.toString();
        const qsizetype colon = name.startsWith(u'[') ? name.indexOf(u':', name.indexOf(u']')) : name.lastIndexOf(u':');
        if (colon >= 0)
            name.truncate(colon);
        if (name.startsWith(u'['))
            name = name.mid(1, name.size() - 2);
    }
    return QHostAddress(name).isNull() ? name : QString();
}

bool ClientRequestPrivate::setUpHeaders(RequestOptions &given)
{
    const std::optional<QProcessEnvironment> &environment = agent ? agent->options().proxyEnv : std::nullopt;
    uniqueHeaders = given.uniqueHeaders;
    if (!given.setDefaultHeaders) { // S10.23; the framing of a body stays
        headOptions.framing.removedConnection = true;
        headOptions.framing.chunkedByDefault = false;
    }
    if (given.headersAsArray) { // S1.95
        for (const Header &field : std::as_const(given.headers))
            asksUpgrade = asksUpgrade || Characters::equalIgnoringCase(field.name, "upgrade");
        if (environment && !goThroughProxy(given, *environment))
            return false;
        return buildHead(&given.headers);
    }
    for (const Header &field : std::as_const(given.headers)) {
        const Error error = validateHeaderName(field.name);
        const Error invalid = error ? error : validateHeaderValue(field.name, field.value);
        if (invalid) {
            failSoon(invalid);
            return false;
        }
        headers.set(field.name, field.value);
    }
    asksUpgrade = std::as_const(headers).find("upgrade");
    if (given.setHost && given.setDefaultHeaders && !std::as_const(headers).find("host"))
        headers.set("Host", authority(given));
#if QT_CONFIG(ssl)
    if (!given.servername && protocol == QLatin1String("https:"))
        given.servername = serverName();
#endif
    if (!given.auth.isEmpty() && !std::as_const(headers).find("authorization"))
        headers.set("Authorization", basic(given.auth));
    if (environment && !goThroughProxy(given, *environment))
        return false;
    if (std::as_const(headers).find("expect")) // S1.89
        return buildHead(nullptr);
    return true;
}

bool ClientRequestPrivate::buildHead(const HeaderList *array)
{
    HeadWriter writer(method, path);
    if (!uniqueHeaders.isEmpty())
        writer.setUniqueHeaders(&uniqueHeaders);
    Error refused;
    if (array) {
        for (const Header &field : *array) {
            refused = validateHeaderName(field.name);
            if (!refused)
                refused = validateHeaderValue(field.name, field.value);
            if (refused)
                break;
            writer.field(field.name, field.value);
        }
    } else {
        for (const Header &field : std::as_const(headers))
            writer.field(field.name, field.value);
    }
    if (!refused && storeHead(writer))
        return true;
    failSoon(refused ? refused : lastError);
    return false;
}

bool ClientRequestPrivate::implicitHead()
{
    HeadWriter writer(method, path);
    if (!uniqueHeaders.isEmpty())
        writer.setUniqueHeaders(&uniqueHeaders);
    for (const Header &field : std::as_const(headers))
        writer.field(field.name, field.value);
    return storeHead(writer);
}

// A proxy from the environment gets the whole URL of a plain request; an https one goes through a tunnel (S10.24).
bool ClientRequestPrivate::goThroughProxy(RequestOptions &given, const QProcessEnvironment &environment)
{
    if (!given.socketPath.isEmpty() || given.proxy)
        return true;
    const QUrl proxy = proxyFor(environment, given.protocol, given.hostname, given.port);
    if (proxy.isEmpty())
        return true;
    if (const Error error = validateProxy(proxy)) {
        failSoon(error);
        return false;
    }
    if (given.protocol == QLatin1String("https:") || proxy.scheme() != QLatin1String("http")) {
        given.proxy = toNetworkProxy(proxy);
        return true;
    }
    path = "http://" + authority(given) + path;
    headers.set("proxy-connection", headOptions.framing.shouldKeepAlive ? "keep-alive" : "close");
    if (!proxy.userName().isEmpty()) {
        headers.set("proxy-authorization", basic(proxy.userName(QUrl::FullyDecoded) + u':'
                                                 + proxy.password(QUrl::FullyDecoded)));
    }
    given.hostname = given.host = proxy.host();
    given.port = proxy.port(80);
    return true;
}

// Without an agent: the request has a connection of its own.
void ClientRequestPrivate::connectTo(std::shared_ptr<const RequestOptions> given)
{
    struct Answer { bool given = false; const QIODevice *socket = nullptr; };
    const auto first = std::make_shared<Answer>();
    const QPointer<ClientRequest> alive = request();
    const auto made = [this, alive, first, given](const Error &error, QIODevice *socket) {
        if (std::exchange(first->given, true) || !alive || closed) {
            if (socket != first->socket) // else the same answer, given in both ways
                delete socket;
            return;
        }
        first->socket = socket;
        if (!socket || error)
            return connectionFailed(error ? error : Errors::socketHangUp());
        assignTo(new ClientConnection(socket, nullptr, given));
    };
    QIODevice *socket = given->createConnection(*given, made);
    if (socket)
        made({}, socket);
}

void ClientRequestPrivate::assignTo(ClientConnection *connection)
{
    waits = false;
    poolName = nullptr;
    options.reset();
    carrier = connection;
    if (timeoutOption) // S5.95, S5.98
        connection->setIdleTimeout(*timeoutOption);
    connection->assign(this, exchange, responseLimits, method == "HEAD", method == "CONNECT", asksUpgrade);
    if (exchange->tapId != 0 && Tap::isOpen()) {
        TrafficExchange told = tapFacts();
        connection->tapAssigned(&told);
        Tap::exchangeAssigned(told);
    }
}

void ClientRequestPrivate::tapBegun(const RequestOptions &given)
{
    if (!Tap::isOpen())
        return;
    m_authority = QString::fromLatin1(authority(given));
    exchange->tapId = Tap::nextId();
    Tap::exchangeBegun(tapFacts());
}

TrafficExchange ClientRequestPrivate::tapFacts() const
{
    TrafficExchange told;
    told.id = exchange->tapId;
    told.side = TrafficSide::Client;
    told.method = method;
    told.target = path;
    told.scheme = protocol.chopped(protocol.endsWith(u':') ? 1 : 0);
    told.authority = m_authority;
    told.owner = agent;
    told.request = q;
    return told;
}

void ClientRequestPrivate::connectionFailed(const Error &error)
{
    waits = false;
    poolName = nullptr;
    options.reset();
    if (closed || m_startError)
        return;
    m_startError = error;
    postTick(FailAndClose);
}

void ClientRequestPrivate::failSoon(const Error &error)
{
    lastError = error;
    destroyed = true;
    m_startError = error;
    qCWarning(lcUsage).noquote() << "ClientRequest:" << error.code() << error.message();
    postTick(FailAndClose);
}

void ClientRequestPrivate::watchSignal(AbortSignal *signal)
{
    if (signal->isAborted()) // S5.58
        return destroy(Errors::operationAborted()); // S2.104: whatever the signal's own reason
    QObject::connect(signal, &AbortSignal::aborted, q, [this] { destroy(Errors::operationAborted()); });
}

} // namespace NodeHttp
