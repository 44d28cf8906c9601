// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Error, the value, and the catalogue of errors the library itself makes.

#include "core/error_p.h"

#include <QtCore/qdebug.h>

namespace NodeHttp {

class ErrorData : public QSharedData
{
public:
    QString code;
    QString name;
    QString message;
    QString syscall;
    QString address;
    int port = -1;
    QString reason;
    qint64 bytesParsed = 0;
    QByteArray rawPacket;
};

Error::Error() = default;
Error::Error(const Error &other) = default;
Error::Error(Error &&other) noexcept = default;
Error::~Error() = default;
Error &Error::operator=(const Error &other) = default;
Error &Error::operator=(Error &&other) noexcept = default;

Error::Error(const QString &code, const QString &message, const QString &name) : d(new ErrorData)
{
    d->code = code;
    d->message = message;
    d->name = name;
}

QString Error::code() const { return d ? d->code : QString(); }
QString Error::name() const { return d ? d->name : QString(); }
QString Error::message() const { return d ? d->message : QString(); }
QString Error::syscall() const { return d ? d->syscall : QString(); }
QString Error::address() const { return d ? d->address : QString(); }
int Error::port() const { return d ? d->port : -1; }
QString Error::reason() const { return d ? d->reason : QString(); }
qint64 Error::bytesParsed() const { return d ? d->bytesParsed : 0; }
QByteArray Error::rawPacket() const { return d ? d->rawPacket : QByteArray(); }

Error Error::withSyscall(const QString &syscall, const QString &address, int port) const
{
    Error copy;
    copy.d = d ? new ErrorData(*d) : new ErrorData;
    copy.d->syscall = syscall;
    copy.d->address = address;
    copy.d->port = port;
    return copy;
}

Error Error::withPacket(const QString &reason, qint64 bytesParsed, const QByteArray &rawPacket) const
{
    Error copy;
    copy.d = d ? new ErrorData(*d) : new ErrorData;
    copy.d->reason = reason;
    copy.d->bytesParsed = bytesParsed;
    copy.d->rawPacket = rawPacket;
    return copy;
}

#ifndef QT_NO_DEBUG_STREAM
QDebug operator<<(QDebug debug, const Error &error)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote();
    if (!error)
        return debug << "NodeHttp::Error()";
    return debug << "NodeHttp::Error(" << error.code() << ": " << error.message() << ')';
}
#endif

namespace Errors {

namespace {

Error make(const char *code, const QByteArray &message, const char *name = "Error")
{
    return Error(QString::fromLatin1(code), QString::fromLatin1(message), QString::fromLatin1(name));
}

} // namespace

Error headersSent(QLatin1String verb)
{
    return make("ERR_HTTP_HEADERS_SENT",
                QByteArray("Cannot ").append(verb.data(), verb.size()) + " headers after they are sent to the client");
}

Error invalidToken(QByteArrayView label, QByteArrayView name)
{
    return make("ERR_INVALID_HTTP_TOKEN",
                label.toByteArray() + " must be a valid HTTP token [\"" + name.toByteArray() + "\"]", "TypeError");
}

Error invalidHeaderValue(QByteArrayView name)
{
    return make("ERR_HTTP_INVALID_HEADER_VALUE",
                "Invalid value \"undefined\" for header \"" + name.toByteArray() + '"', "TypeError");
}

Error invalidCharacter(QByteArrayView what)
{
    return make("ERR_INVALID_CHAR", "Invalid character in " + what.toByteArray(), "TypeError");
}

Error invalidStatusCode(int statusCode)
{
    return make("ERR_HTTP_INVALID_STATUS_CODE", "Invalid status code: " + QByteArray::number(statusCode), "RangeError");
}

Error trailerInvalid()
{
    return make("ERR_HTTP_TRAILER_INVALID", "Trailers are invalid with this transfer encoding");
}

Error unescapedPath()
{
    return make("ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters", "TypeError");
}

Error invalidProtocol(const QString &received, const QString &expected)
{
    return Error(QStringLiteral("ERR_INVALID_PROTOCOL"),
                 QStringLiteral("Protocol \"%1\" not supported. Expected \"%2\"").arg(received, expected),
                 QStringLiteral("TypeError"));
}

Error invalidUrl() { return make("ERR_INVALID_URL", "Invalid URL", "TypeError"); }

Error outOfRange(QByteArrayView what, QByteArrayView range, qint64 received)
{
    return make("ERR_OUT_OF_RANGE", "The value of \"" + what.toByteArray() + "\" is out of range. It must be "
                + range.toByteArray() + ". Received " + QByteArray::number(received), "RangeError");
}

Error notImplemented(QByteArrayView method)
{
    return make("ERR_METHOD_NOT_IMPLEMENTED", "The " + method.toByteArray() + " method is not implemented");
}

Error nullValues() { return make("ERR_STREAM_NULL_VALUES", "May not write null values to stream", "TypeError"); }
Error writeAfterEnd() { return make("ERR_STREAM_WRITE_AFTER_END", "write after end"); }

Error streamDestroyed(QByteArrayView verb)
{
    return make("ERR_STREAM_DESTROYED", "Cannot call " + verb.toByteArray() + " after a stream was destroyed");
}

Error alreadyFinished()
{
    return make("ERR_STREAM_ALREADY_FINISHED", "Cannot call end after a stream was finished");
}

Error cannotPipe() { return make("ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"); }
Error unshiftAfterEnd() { return make("ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event"); }

Error contentLengthMismatch(qint64 written, qint64 announced)
{
    return make("ERR_HTTP_CONTENT_LENGTH_MISMATCH", "Response body's content-length of " + QByteArray::number(written)
                + " byte(s) does not match the content-length of " + QByteArray::number(announced)
                + " byte(s) set in header");
}

Error bodyNotAllowed()
{
    return make("ERR_HTTP_BODY_NOT_ALLOWED",
                "Adding content for this request method or response status is not allowed.");
}

Error invalidArgument(QByteArrayView name, QByteArrayView problem)
{
    return make("ERR_INVALID_ARG_VALUE", "The argument '" + name.toByteArray() + "' " + problem.toByteArray(),
                "TypeError");
}

Error invalidHints(QByteArrayView received)
{
    return invalidArgument("hints", "must be an array or string of format "
                           "\"</styles.css>; rel=preload; as=style\". Received '" + received.toByteArray() + '\'');
}

Error invalidProperty(QByteArrayView name, QByteArrayView problem)
{
    return make("ERR_INVALID_ARG_VALUE", "The property 'options." + name.toByteArray() + "' " + problem.toByteArray(),
                "TypeError");
}

Error invalidIpAddress(const QString &address)
{
    return Error(QStringLiteral("ERR_INVALID_IP_ADDRESS"), QStringLiteral("Invalid IP address: ") + address,
                 QStringLiteral("TypeError"));
}

Error aborted() { return make("ECONNRESET", "aborted"); }

Error systemCall(QLatin1String syscall, QLatin1String code, const QString &address, int port)
{
    QString message = syscall + QLatin1Char(' ') + code + QLatin1Char(' ') + address;
    if (port >= 0)
        message += QLatin1Char(':') + QString::number(port);
    return Error(code, message).withSyscall(syscall, address, port);
}

Error operationAborted() { return make("ABORT_ERR", "The operation was aborted", "AbortError"); }

Error signalTimeout()
{
    return make("TIMEOUT_ERR", "The operation was aborted due to timeout", "TimeoutError");
}

Error requestTimeout() { return make("ERR_HTTP_REQUEST_TIMEOUT", "Request timeout"); }

Error phaseTimeout(QLatin1String phase, qint64 milliseconds)
{
    struct Words
    {
        QLatin1String phase;
        QLatin1String missed;
    };
    static constexpr Words kWords[] = {
        {QLatin1String("queue"), QLatin1String("no connection became free in")},
        {QLatin1String("connect"), QLatin1String("no connection after")},
        {QLatin1String("tls"), QLatin1String("no secure connection after")},
        {QLatin1String("firstByte"), QLatin1String("no response after")},
        {QLatin1String("idle"), QLatin1String("nothing was sent or received for")},
        {QLatin1String("total"), QLatin1String("not done after")},
    };
    QLatin1String missed("not done after");
    for (const Words &words : kWords) {
        if (words.phase == phase)
            missed = words.missed;
    }
    const QString message = QStringLiteral("%1 timeout: %2 %3 ms").arg(phase, missed, QString::number(milliseconds));
    return Error(QStringLiteral("ETIMEDOUT"), message).withPacket(phase, 0, {});
}

Error lostBeforeSecure()
{
    return make("ECONNRESET", "Client network socket disconnected before secure TLS connection was established");
}

Error proxyTunnel(const QString &problem)
{
    return Error(QStringLiteral("ERR_PROXY_TUNNEL"), problem);
}

Error proxyConfiguration(const QString &problem)
{
    return Error(QStringLiteral("ERR_PROXY_INVALID_CONFIG"), problem);
}

Error badPort(int port)
{
    return make("ERR_SOCKET_BAD_PORT", "options.port should be >= 0 and < 65536. Received "
                + QByteArray::number(port) + '.', "RangeError");
}

Error alreadyListening()
{
    return make("ERR_SERVER_ALREADY_LISTEN", "Listen method has been called more than once without closing.");
}

Error serverNotRunning() { return make("ERR_SERVER_NOT_RUNNING", "Server is not running."); }
Error handshakeTimeout() { return make("ERR_TLS_HANDSHAKE_TIMEOUT", "TLS handshake timeout"); }

Error socketHangUp() { return make("ECONNRESET", "socket hang up"); }

Error tooManyInterim()
{
    return make("HPE_INVALID_STATUS", "Parse Error: Too many informational responses");
}

Error unexpectedUpgrade()
{
    return make("HPE_INVALID_STATUS", "Parse Error: The server switched to a protocol that was not asked for");
}

} // namespace Errors
} // namespace NodeHttp
