// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What a request can be told: taken from a URL, laid over each other, checked, printed.

#include "client/requestoptions_p.h"

#include "core/error_p.h"

#include <QtCore/qdebug.h>

namespace NodeHttp {

namespace {

const RequestOptions &unset()
{
    static const RequestOptions options;
    return options;
}

template <typename T>
bool isSet(const T &value, const T &none) { return value != none; }
template <typename T>
bool isSet(const std::function<T> &value, const std::function<T> &) { return bool(value); }
template <typename T>
bool isSet(const std::optional<T> &value, const std::optional<T> &) { return value.has_value(); }
bool isSet(const HeaderList &value, const HeaderList &) { return !value.isEmpty(); }

// Calls with each field that says where and how to connect, but for the host, whose two names need care.
template <typename F>
void eachConnectionField(F &&call)
{
    using O = RequestOptions;
    call(&O::port, &O::defaultPort, &O::socketPath, &O::family, &O::hints, &O::lookup, &O::localAddress, &O::localPort,
         &O::createConnection, &O::noDelay, &O::keepAlive, &O::keepAliveInitialDelay, &O::proxy, &O::highWaterMark);
#if QT_CONFIG(ssl)
    call(&O::sslConfiguration, &O::rejectUnauthorized, &O::servername);
#endif
}

template <typename Struct, typename... Field>
void lay(Struct *onto, const Struct &over, const Struct &none, Field Struct::*...fields)
{
    ((isSet(over.*fields, none.*fields) ? void(onto->*fields = over.*fields) : void()), ...);
}

template <typename... Field>
void layTimeouts(RequestOptions *onto, const RequestOptions &over, Field PhaseTimeouts::*...fields)
{
    lay(&onto->timeouts, over.timeouts, unset().timeouts, fields...);
}

void layConnection(RequestOptions *onto, const RequestOptions &over)
{
    using P = PhaseTimeouts;
    eachConnectionField([&](auto... fields) { lay(onto, over, unset(), fields...); });
    layTimeouts(onto, over, &P::queue, &P::connect, &P::tls, &P::firstByte, &P::idle, &P::total);
}

// S2.28: Node lets 7F, '#' and Latin-1 letters pass.
bool isPath(QStringView path)
{
    for (const QChar c : path) {
        if (c.unicode() <= 0x20 || c.unicode() > 0xff)
            return false;
    }
    return true;
}

// What may neither be looked up nor stand in a Host header is refused before it is tried.
bool isHost(QStringView host)
{
    for (const QChar c : host) {
        const char16_t u = c.unicode();
        if (u <= 0x20 || u >= 0x7f || u == '/' || u == '?' || u == '#' || u == '@' || u == '\\')
            return false;
    }
    return true;
}

Error checkProtocol(const QString &protocol)
{
    if (protocol.isEmpty() || protocol == QLatin1String("http:") || protocol == QLatin1String("https:"))
        return {};
    return Errors::invalidProtocol(protocol, QStringLiteral("http:"));
}

Error checkTimes(const RequestOptions &options)
{
    struct Time
    {
        const char *name;
        qint64 milliseconds;
    };
    const Time times[] = {
        {"timeout", options.timeout ? qint64(options.timeout->count()) : 0},
        {"timeouts.queue", options.timeouts.queue.count()},
        {"timeouts.connect", options.timeouts.connect.count()},
        {"timeouts.tls", options.timeouts.tls.count()},
        {"timeouts.firstByte", options.timeouts.firstByte.count()},
        {"timeouts.idle", options.timeouts.idle.count()},
        {"timeouts.total", options.timeouts.total.count()},
        {"keepAliveInitialDelay", options.keepAliveInitialDelay.count()},
    };
    for (const Time &time : times) {
        if (time.milliseconds < 0)
            return Errors::outOfRange(time.name, "a non-negative finite number", time.milliseconds); // S5.12
    }
    return {};
}

Error checkLeast(const char *name, qint64 value, qint64 least)
{
    if (value >= least)
        return {};
    return Errors::outOfRange(name, ">= " + QByteArray::number(least) + " && <= 9007199254740991", value); // S2.63
}

Error checkPort(const char *name, int port)
{
    return port >= -1 && port <= 65535 ? Error() : Errors::outOfRange(name, ">= 0 && <= 65535", port);
}

Error checkHeaders(const HeaderList &headers)
{
    for (const Header &header : headers) {
        if (const Error error = validateHeaderName(header.name))
            return error;
        if (const Error error = validateHeaderValue(header.name, header.value))
            return error;
    }
    return {};
}

// What Node refuses only when it connects.
Error checkConnection(const RequestOptions &options)
{
    if (!options.localAddress.isEmpty() && QHostAddress(options.localAddress).isNull())
        return Errors::invalidIpAddress(options.localAddress);
    if (const Error error = checkPort("localPort", options.localPort))
        return error;
    if (options.port < -1 || options.port > 65535)
        return Errors::badPort(options.port);
    if (const Error error = checkPort("defaultPort", options.defaultPort))
        return error;
    if (options.family != 0 && options.family != 4 && options.family != 6)
        return Errors::invalidProperty("family", "must be one of: 0, 4, 6. Received " + QByteArray::number(options.family));
    if (options.hints & ~(V4Mapped | AllAddresses | AddrConfig))
        return Errors::invalidArgument("hints", "is invalid. Received " + QByteArray::number(options.hints));
    if (options.socketPath.contains(QChar::Null))
        return Errors::invalidProperty("socketPath", "must be a string without null bytes");
    return checkLeast("highWaterMark", options.highWaterMark, 0);
}

#ifndef QT_NO_DEBUG_STREAM
// Without user info, which a target in absolute form may have, and without the query.
QString shownPath(QString path)
{
    if (const qsizetype query = path.indexOf(QLatin1Char('?')); query >= 0)
        path = path.left(query) + QStringLiteral("?…");
    const qsizetype scheme = path.indexOf(QLatin1String("://"));
    if (scheme >= 0 && !path.startsWith(QLatin1Char('/'))) {
        const qsizetype authority = scheme + 3;
        qsizetype end = path.indexOf(QLatin1Char('/'), authority);
        if (end < 0)
            end = path.size();
        const qsizetype at = QStringView(path).left(end).lastIndexOf(QLatin1Char('@'));
        if (at >= authority)
            path.remove(authority, at + 1 - authority);
    }
    return path.isEmpty() ? QStringLiteral("/") : path;
}
#endif

} // namespace

RequestOptions::RequestOptions(const QUrl &url)
{
    const QString scheme = url.scheme();
    if (!url.isValid() || scheme.isEmpty()) {
        invalidUrl = true;
        return;
    }
    protocol = scheme + QLatin1Char(':'); // one that is not HTTP is refused by validate(), as Node does
    hostname = url.host(QUrl::FullyEncoded);
    if (hostname.contains(QLatin1Char(':')))
        hostname = url.host(); // a zone is not percent-encoded here
    if (hostname.startsWith(QLatin1Char('[')) && hostname.endsWith(QLatin1Char(']')))
        hostname = hostname.mid(1, hostname.size() - 2);
    if (hostname.isEmpty() && !checkProtocol(protocol)) {
        invalidUrl = true;
        return;
    }
    port = url.port();
    // S5.4; what is resolved here is what the server would see from Node: /a/../b asks for /b.
    const QUrl plain = url.path().contains(QLatin1String("/.")) ? url.adjusted(QUrl::NormalizePathSegments) : url;
    path = plain.path(QUrl::FullyEncoded);
    if (!path.startsWith(QLatin1Char('/')))
        path.prepend(QLatin1Char('/'));
    if (const QString query = url.query(QUrl::FullyEncoded); !query.isEmpty())
        path += QLatin1Char('?') + query;
    const QString user = url.userName(QUrl::FullyDecoded);
    const QString password = url.password(QUrl::FullyDecoded);
    if (!user.isEmpty() || !password.isEmpty())
        auth = user + QLatin1Char(':') + password;
}

RequestOptions merged(const RequestOptions &url, const RequestOptions &options)
{
    using O = RequestOptions;
    RequestOptions result = url;
    layConnection(&result, options);
    lay(&result, options, unset(), &O::protocol, &O::hostname, &O::host, &O::method, &O::path, &O::auth, &O::headers,
        &O::headersAsArray, &O::setHost, &O::setDefaultHeaders, &O::uniqueHeaders, &O::agent, &O::oneTimeAgent,
        &O::timeout, &O::signal, &O::maxHeaderSize, &O::maxHeadersCount, &O::insecureHTTPParser,
        &O::joinDuplicateHeaders, &O::incomingMessage, &O::invalidUrl);
    return result;
}

RequestOptions overlaid(const RequestOptions &request, const RequestOptions &agent)
{
    RequestOptions result = request;
    layConnection(&result, agent);
    const QString &host = agent.hostname.isEmpty() ? agent.host : agent.hostname;
    if (!host.isEmpty())
        result.hostname = result.host = host;
    if (!result.timeout)
        result.timeout = agent.timeout;
    return result;
}

bool saysAnything(const RequestOptions &options)
{
    bool any = !options.hostname.isEmpty() || !options.host.isEmpty() || options.timeout;
    eachConnectionField([&](auto... fields) { any = any || (isSet(options.*fields, unset().*fields) || ...); });
    const PhaseTimeouts &t = options.timeouts;
    return any || (t.queue + t.connect + t.tls + t.firstByte + t.idle + t.total).count() != 0;
}

QString targetHost(const RequestOptions &options)
{
    if (!options.hostname.isEmpty())
        return options.hostname;
    return options.host.isEmpty() ? QStringLiteral("localhost") : options.host;
}

int targetPort(const RequestOptions &options, bool secure)
{
    if (options.port >= 0)
        return options.port;
    if (options.defaultPort >= 0)
        return options.defaultPort;
    return secure ? 443 : 80;
}

Error RequestOptions::validate() const
{
    if (invalidUrl)
        return Errors::invalidUrl();
    if (!isPath(path))
        return Errors::unescapedPath(); // S5.10
    if (const Error error = checkProtocol(protocol))
        return error;
    if (!isHost(hostname) || !isHost(host))
        return Errors::invalidCharacter("options.host");
    if (const Error error = checkTimes(*this))
        return error;
    if (!method.isEmpty()) {
        if (const Error error = validateHeaderName(method.toLatin1(), "Method")) // S5.11
            return error;
    }
    if (const Error error = checkLeast("maxHeaderSize", maxHeaderSize, 0))
        return error;
    if (const Error error = checkLeast("maxHeadersCount", maxHeadersCount, -1))
        return error;
    if (const Error error = checkHeaders(headers))
        return error;
    return checkConnection(*this);
}

Error AgentOptions::validate() const
{
    struct Setting
    {
        const char *name;
        qint64 value;
    };
    const Setting settings[] = { // S6.4 for the first; of the others 0 is the default (S6.2) or "none"
        {"maxTotalSockets", maxTotalSockets},
        {"maxSockets", maxSockets},
        {"maxFreeSockets", maxFreeSockets},
        {"keepAliveMsecs", keepAliveMsecs.count()},
        {"timeout", timeout ? qint64(timeout->count()) : 0},
        {"agentKeepAliveTimeoutBuffer", agentKeepAliveTimeoutBuffer.count()},
        {"maxCachedSessions", maxCachedSessions},
    };
    for (const Setting &setting : settings) {
        if (const Error error = checkLeast(setting.name, setting.value, 0))
            return error;
    }
    if (const Error error = checkProtocol(protocol))
        return error;
    if (const Error error = checkPort("defaultPort", defaultPort))
        return error;
    return connection.validate();
}

#ifndef QT_NO_DEBUG_STREAM
QDebug operator<<(QDebug debug, const RequestOptions &options)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "NodeHttp::RequestOptions(" << (options.method.isEmpty() ? QStringLiteral("GET") : options.method)
                              << ' ' << (options.protocol.isEmpty() ? QStringLiteral("http:") : options.protocol) << "//";
    const QString host = targetHost(options);
    if (host.contains(QLatin1Char(':')) && !host.startsWith(QLatin1Char('[')))
        debug << '[' << host << ']';
    else
        debug << host;
    if (options.port >= 0)
        debug << ':' << options.port;
    debug << ' ' << shownPath(options.path);
    if (!options.socketPath.isEmpty())
        debug << " over " << options.socketPath;
    return debug << ')';
}
#endif

} // namespace NodeHttp
