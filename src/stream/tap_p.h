// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TAP_P_H
#define NODEHTTP_TAP_P_H

#include "wire/messageparser_p.h"

#include <NodeHttp/trafficobserver.h>

#include <atomic>

namespace NodeHttp {

// Where the library tells its observers. Every call is preceded by isOpen() or wants(): one look at a number when nobody
// observes. Numbers of exchanges and connections are handed out here; 0 means that nobody was told of it.
class Tap
{
public:
    static bool isOpen() { return s_wanted.load(std::memory_order_relaxed) != 0; }
    static bool wants(int interest) { return s_wanted.load(std::memory_order_relaxed) & interest; }
    static quint64 nextId() { return s_ids.fetch_add(1, std::memory_order_relaxed); }

    static void connectionOpened(const TrafficConnection &connection);
    static void connectionReady(const TrafficConnection &connection);
    static void certificateRefused(const TrafficConnection &connection); // if that is what happened
    static void connectionFailed(quint64 connection, const Error &error);
    static void connectionClosed(quint64 connection, const QString &reason, qint64 read, qint64 written);
    static void bytesRead(quint64 connection, QByteArrayView bytes);
    static void bytesWritten(quint64 connection, QByteArrayView bytes);

    static void exchangeBegun(const TrafficExchange &exchange);
    static void exchangeAssigned(const TrafficExchange &exchange);
    static void head(quint64 exchange, const TrafficHead &head); // which one it is, it says itself
    static void body(quint64 exchange, bool ofRequest, const QByteArray &piece);
    static void messageEnded(quint64 exchange, bool isRequest, const QByteArray &trailers);
    static void exchangeUpgraded(quint64 exchange);
    static void exchangeFailed(quint64 exchange, const Error &error);
    static void exchangeEnded(quint64 exchange);

    static void event(QObject *object, const char *name, quint64 connection, quint64 exchange);
    static void pressure(TrafficPressure &&pressure);
    static void pool(TrafficPool &&pool);
    static bool hold(const HeldExchange &held, std::weak_ptr<TrafficObserverPrivate> *by);

    // Who speaks of a socket: addresses and TLS as they are now.
    static TrafficConnection describe(QIODevice *socket);
    static TrafficHead headOf(const ParsedHead &parsed, const QByteArray &raw);
    static QByteArray linesOf(const IncomingHeaders &fields);
    static void apply(const TrafficHead &edited, ParsedHead *head);

private:
    friend class TrafficObserverPrivate;
    static std::atomic<int> s_wanted; // everything somebody wants; not 0 as long as somebody observes
    static std::atomic<quint64> s_ids;
};

} // namespace NodeHttp

#endif // NODEHTTP_TAP_P_H
