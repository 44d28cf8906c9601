// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The values of observers in CBOR. Arrays may grow at their ends: readers pass over what they do not know.

#include "facade/trafficencoder_p.h"

#include <QtCore/qendian.h>

namespace NodeHttp {

QByteArray TrafficEncoder::message()
{
    m_writer.endArray();
    qToBigEndian(quint32(m_bytes.size() - 4), m_bytes.data());
    return m_bytes;
}

void TrafficEncoder::put(const TrafficConnection &connection)
{
    m_writer.startArray();
    add(connection.id, int(connection.side), int(connection.kind), connection.localAddress, connection.localPort,
        connection.peerAddress, connection.peerPort, connection.lookedUp, connection.connected, connection.secured,
        connection.tls);
    m_writer.endArray();
}

void TrafficEncoder::put(const TrafficTls &tls)
{
    m_writer.startArray();
    if (!tls.isNull() || !tls.problems.isEmpty()) {
        add(tls.protocol, tls.cipher, tls.nextProtocol, tls.peerName);
        m_writer.startArray();
        for (const QString &problem : tls.problems)
            put(problem);
        m_writer.endArray();
        m_writer.startArray();
#if QT_CONFIG(ssl)
        for (const QSslCertificate &certificate : tls.peerCertificates)
            put(certificate.toDer());
#endif
        m_writer.endArray();
    }
    m_writer.endArray();
}

void TrafficEncoder::put(const TrafficExchange &exchange)
{
    m_writer.startArray();
    add(exchange.id, int(exchange.side), exchange.connection, exchange.position, exchange.reused, exchange.method,
        exchange.target, exchange.scheme, exchange.authority);
    m_writer.endArray();
}

void TrafficEncoder::put(const TrafficHead &head)
{
    m_writer.startArray();
    add(head.method, head.target, head.statusCode, head.reason, head.minorVersion, head.bytes);
    m_writer.endArray();
}

void TrafficEncoder::put(const Error &error)
{
    m_writer.startArray();
    add(error.code(), error.message(), error.name(), error.syscall(), error.address(), error.port(), error.reason(),
        error.bytesParsed(), error.rawPacket());
    m_writer.endArray();
}

} // namespace NodeHttp
