// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TRAFFICENCODER_P_H
#define NODEHTTP_TRAFFICENCODER_P_H

#include <NodeHttp/trafficevents.h>

#include <QtCore/qcborstreamwriter.h>
#include <QtCore/qiodevice.h>

namespace NodeHttp {

// What an observer is told, as a message: its length in four bytes, the highest first, and a CBOR array whose first element
// is the name of the callback. docs/inspector.md has the list.
class TrafficEncoder
{
public:
    explicit TrafficEncoder(const char *what) : m_writer(&m_bytes)
    {
        m_bytes.fill('\0', 4);
        m_writer.device()->seek(4);
        m_writer.startArray();
        m_writer.append(QLatin1String(what));
    }

    template <typename... Values> TrafficEncoder &add(const Values &...values)
    {
        (put(values), ...);
        return *this;
    }
    QByteArray message();

private:
    void put(qint64 value) { m_writer.append(value); }
    void put(quint64 value) { m_writer.append(value); }
    void put(int value) { m_writer.append(qint64(value)); }
    void put(bool value) { m_writer.append(value); }
    void put(const QString &text) { m_writer.append(QStringView(text)); }
    void put(const QByteArray &bytes) { m_writer.append(bytes); }
    void put(const char *latin1) { m_writer.append(QLatin1String(latin1)); }
    void put(const TrafficConnection &connection);
    void put(const TrafficTls &tls);
    void put(const TrafficExchange &exchange);
    void put(const TrafficHead &head);
    void put(const Error &error);

    QByteArray m_bytes;
    QCborStreamWriter m_writer;
};

} // namespace NodeHttp

#endif // NODEHTTP_TRAFFICENCODER_P_H
