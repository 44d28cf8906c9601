// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TRAFFICOFFER_P_H
#define NODEHTTP_TRAFFICOFFER_P_H

#include "facade/trafficencoder_p.h"

#include <NodeHttp/trafficobserver.h>

#include <QtCore/qpointer.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>

#include <deque>
#include <mutex>

namespace NodeHttp {

/*
    Tells an inspector in another process what observers are told, as messages through a local socket. Observers are called
    in any thread and only append to a queue of limited size; the thread of this object moves it to the socket.
*/
class TrafficOffer : public QObject, private TrafficObserver
{
public:
    explicit TrafficOffer(QObject *parent);
    ~TrafficOffer() override;

    bool listen(const QString &name);
    QString name() const { return m_name; }

    static QString path(const QString &name); // of the socket; empty: no name

    static constexpr qint64 kQueue = 16 * 1024 * 1024;   // bytes that may wait
    static constexpr qint64 kBodies = kQueue / 2;        // bodies are given up first
    static constexpr qint64 kSocket = 1024 * 1024;       // bytes that may wait in the socket
    static constexpr qsizetype kPiece = 256 * 1024;      // of a body in one message

private:
    void accept();
    void end();
    void put(const QByteArray &message, qint64 limit = kQueue);
    void putBody(const char *what, qint64 time, quint64 exchange, const QByteArray &piece);
    void flush();

    void connectionOpened(qint64 time, const TrafficConnection &connection) override;
    void certificateRefused(qint64 time, const TrafficConnection &connection) override;
    void connectionReady(qint64 time, const TrafficConnection &connection) override;
    void connectionFailed(qint64 time, quint64 connection, const Error &error) override;
    void connectionClosed(qint64 time, quint64 connection, const QString &reason, qint64 read, qint64 written) override;
    void exchangeBegun(qint64 time, const TrafficExchange &exchange) override;
    void exchangeAssigned(qint64 time, const TrafficExchange &exchange) override;
    void requestHead(qint64 time, quint64 exchange, const TrafficHead &head) override;
    void informationHead(qint64 time, quint64 exchange, const TrafficHead &head) override;
    void responseHead(qint64 time, quint64 exchange, const TrafficHead &head) override;
    void requestBody(qint64 time, quint64 exchange, const QByteArray &piece) override;
    void responseBody(qint64 time, quint64 exchange, const QByteArray &piece) override;
    void requestEnded(qint64 time, quint64 exchange, const QByteArray &trailers) override;
    void responseEnded(qint64 time, quint64 exchange, const QByteArray &trailers) override;
    void exchangeUpgraded(qint64 time, quint64 exchange) override;
    void exchangeFailed(qint64 time, quint64 exchange, const Error &error) override;
    void exchangeEnded(qint64 time, quint64 exchange) override;
    void eventEmitted(const TrafficEvent &event) override;
    void pressureChanged(const TrafficPressure &pressure) override;
    void poolChanged(const TrafficPool &pool) override;

    QLocalServer m_server;
    QPointer<QLocalSocket> m_socket;
    QString m_name;

    std::mutex m_mutex;
    std::deque<QByteArray> m_queue;
    qint64 m_queued = 0;                       // bytes in the queue
    qint64 m_lost = 0;                         // messages that found no room, since the last that told so
    qint64 m_lostBytes = 0;
    bool m_posted = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_TRAFFICOFFER_P_H
