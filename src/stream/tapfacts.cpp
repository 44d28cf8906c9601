// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What is said of sockets and received heads: looked up only when somebody observes.

#include "stream/tap_p.h"

#include <QtNetwork/qabstractsocket.h>
#include <QtNetwork/qlocalsocket.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslcipher.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslsocket.h>
#endif

namespace NodeHttp {

#if QT_CONFIG(ssl)
namespace {

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLSv1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLSv1.3");
    case QSsl::UnknownProtocol:
        return {};
    default:
        return QStringLiteral("TLS");
    }
}

TrafficTls tlsOf(const QSslSocket *socket)
{
    TrafficTls tls;
    tls.protocol = protocolName(socket->sessionProtocol());
    tls.cipher = socket->sessionCipher().name();
    tls.nextProtocol = socket->sslConfiguration().nextNegotiatedProtocol();
    tls.peerName = socket->peerVerifyName();
    tls.peerCertificates = socket->peerCertificateChain();
    for (const QSslError &error : socket->sslHandshakeErrors())
        tls.problems.append(error.errorString());
    return tls;
}

} // namespace
#endif

TrafficConnection Tap::describe(QIODevice *device)
{
    TrafficConnection connection;
    connection.socket = device;
    connection.kind = TrafficConnection::Kind::Device;
    if (auto *local = qobject_cast<QLocalSocket *>(device)) {
        connection.kind = TrafficConnection::Kind::Local;
        connection.peerAddress = local->fullServerName();
    } else if (auto *socket = qobject_cast<QAbstractSocket *>(device)) {
        connection.kind = TrafficConnection::Kind::Tcp;
        if (socket->state() == QAbstractSocket::ConnectedState) {
            connection.localAddress = socket->localAddress().toString();
            connection.localPort = socket->localPort();
            connection.peerAddress = socket->peerAddress().toString();
            connection.peerPort = socket->peerPort();
        }
#if QT_CONFIG(ssl)
        if (auto *ssl = qobject_cast<QSslSocket *>(device)) {
            connection.kind = TrafficConnection::Kind::Tls;
            if (ssl->isEncrypted() || !ssl->sslHandshakeErrors().isEmpty())
                connection.tls = tlsOf(ssl);
        }
#endif
    }
    return connection;
}

namespace {

// One allocation: this runs for every received head.
void appendLines(QByteArray *out, const IncomingHeaders &fields)
{
    qsizetype size = out->size() + 2;
    for (qsizetype i = 0; i < fields.count(); ++i)
        size += fields.name(i).size() + fields.value(i).size() + 4;
    out->reserve(size);
    for (qsizetype i = 0; i < fields.count(); ++i)
        out->append(fields.name(i)).append(": ", 2).append(fields.value(i)).append("\r\n", 2);
}

} // namespace

QByteArray Tap::linesOf(const IncomingHeaders &fields)
{
    QByteArray lines;
    if (fields.count() > 0)
        appendLines(&lines, fields);
    return lines;
}

TrafficHead Tap::headOf(const ParsedHead &parsed, const QByteArray &raw)
{
    TrafficHead head;
    head.method = parsed.method;
    head.target = parsed.url;
    head.statusCode = parsed.statusCode;
    head.reason = parsed.statusMessage;
    head.minorVersion = parsed.minor;
    head.bytes = raw;
    if (raw.isEmpty()) {
        head.bytes = head.startLine() + "\r\n";
        appendLines(&head.bytes, parsed.headers);
        head.bytes.append("\r\n", 2);
    }
    return head;
}

// How its body is read was decided by what the peer sent.
void Tap::apply(const TrafficHead &edited, ParsedHead *head)
{
    head->method = edited.method;
    head->url = edited.target;
    head->statusCode = edited.statusCode;
    head->statusMessage = edited.reason;
    head->minor = edited.minorVersion;
    head->headers.clear();
    const QByteArrayList fields = edited.rawHeaders();
    for (qsizetype i = 0; i + 1 < fields.size(); i += 2) {
        head->headers.appendName(fields.at(i).constData(), fields.at(i).size());
        head->headers.appendValue(fields.at(i + 1).constData(), fields.at(i + 1).size());
        head->headers.finishValue();
    }
}

} // namespace NodeHttp
