// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The local socket on which a process offers its traffic, and the queue in front of it.

#include "facade/trafficoffer_p.h"

#include "core/logging_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qstandardpaths.h>
#include <QtCore/qthread.h>

namespace NodeHttp {

namespace {

constexpr int kVersion = 1;

// Somebody else of this user listens there.
bool isTaken(const QString &path)
{
    QLocalSocket socket;
    socket.connectToServer(path); // a local socket connects or fails at once
    return socket.state() == QLocalSocket::ConnectedState;
}

} // namespace

TrafficOffer::TrafficOffer(QObject *parent) : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(1);
    connect(&m_server, &QLocalServer::newConnection, this, &TrafficOffer::accept);
}

TrafficOffer::~TrafficOffer()
{
    TrafficObserver::stop();
    if (m_socket)
        m_socket->disconnect(this);
}

// In the folder that only this user can enter, where there is one: nobody else can put a socket of that name there.
QString TrafficOffer::path(const QString &name)
{
    static const QRegularExpression legal(QStringLiteral("\\A[A-Za-z0-9._-]{1,64}\\z"));
    if (!legal.match(name).hasMatch())
        return {};
    const QString file = QStringLiteral("nodehttp-") + name;
#ifdef Q_OS_WIN
    return file;
#else
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return folder.isEmpty() ? QString() : folder + u'/' + file;
#endif
}

bool TrafficOffer::listen(const QString &name)
{
    QString mine = name;
    if (!path(mine).isEmpty() && isTaken(path(mine)))
        mine = name.left(50) + u'-' + QString::number(QCoreApplication::applicationPid());
    const QString where = path(mine);
    if (where.isEmpty()) {
        qCWarning(lcUsage) << "Traffic cannot be offered under the name" << name;
        return false;
    }
    QLocalServer::removeServer(where); // of a process that is gone
    if (!m_server.listen(where)) {
        qCWarning(lcUsage) << "Traffic cannot be offered:" << m_server.errorString();
        return false;
    }
    m_name = mine;
    return true;
}

void TrafficOffer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        if (m_socket) { // one at a time
            socket->write(TrafficEncoder("busy").message());
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            socket->disconnectFromServer();
            continue;
        }
        m_socket = socket;
        connect(socket, &QLocalSocket::bytesWritten, this, &TrafficOffer::flush);
        connect(socket, &QLocalSocket::disconnected, this, &TrafficOffer::end);
        socket->write(TrafficEncoder("hello")
                          .add(kVersion, QCoreApplication::applicationName(), qint64(QCoreApplication::applicationPid()),
                               now(), QDateTime::currentMSecsSinceEpoch())
                          .message());
        observe(Bodies | Events | Pressure | Pools | RawHeads);
        if (socket->state() != QLocalSocket::ConnectedState)
            end();
    }
}

void TrafficOffer::end()
{
    TrafficObserver::stop();
    if (m_socket)
        m_socket->deleteLater();
    m_socket = nullptr;
    const std::lock_guard lock(m_mutex);
    m_queue.clear();
    m_queued = m_lost = m_lostBytes = 0;
}

void TrafficOffer::put(const QByteArray &message, qint64 limit)
{
    const std::lock_guard lock(m_mutex);
    if (m_queued + message.size() > limit) {
        ++m_lost;
        m_lostBytes += message.size();
        return;
    }
    if (m_lost > 0) { // told where they are missing
        m_queue.push_back(TrafficEncoder("lost").add(std::exchange(m_lost, 0), std::exchange(m_lostBytes, 0)).message());
        m_queued += m_queue.back().size();
    }
    m_queue.push_back(message);
    m_queued += message.size();
    if (!std::exchange(m_posted, true))
        QMetaObject::invokeMethod(this, &TrafficOffer::flush, Qt::QueuedConnection);
}

void TrafficOffer::putBody(const char *what, qint64 time, quint64 exchange, const QByteArray &piece)
{
    for (qsizetype at = 0; at < piece.size(); at += kPiece)
        put(TrafficEncoder(what).add(time, exchange, piece.mid(at, kPiece)).message(), kBodies);
}

void TrafficOffer::flush()
{
    std::unique_lock lock(m_mutex);
    m_posted = false;
    while (m_socket && !m_queue.empty() && m_socket->bytesToWrite() < kSocket) {
        const QByteArray message = std::move(m_queue.front());
        m_queue.pop_front();
        m_queued -= message.size();
        lock.unlock();
        m_socket->write(message);
        lock.lock();
    }
    if (m_lost > 0 && m_queue.empty() && m_socket) {
        const QByteArray told = TrafficEncoder("lost").add(std::exchange(m_lost, 0), std::exchange(m_lostBytes, 0)).message();
        lock.unlock();
        m_socket->write(told);
    }
}

void TrafficOffer::connectionOpened(qint64 time, const TrafficConnection &connection)
{
    put(TrafficEncoder("connectionOpened").add(time, connection).message());
}

void TrafficOffer::connectionReady(qint64 time, const TrafficConnection &connection)
{
    put(TrafficEncoder("connectionReady").add(time, connection).message());
}

void TrafficOffer::certificateRefused(qint64 time, const TrafficConnection &connection)
{
    put(TrafficEncoder("certificateRefused").add(time, connection).message());
}

void TrafficOffer::connectionFailed(qint64 time, quint64 connection, const Error &error)
{
    put(TrafficEncoder("connectionFailed").add(time, connection, error).message());
}

void TrafficOffer::connectionClosed(qint64 time, quint64 connection, const QString &reason, qint64 read, qint64 written)
{
    put(TrafficEncoder("connectionClosed").add(time, connection, reason, read, written).message());
}

void TrafficOffer::exchangeBegun(qint64 time, const TrafficExchange &exchange)
{
    put(TrafficEncoder("exchangeBegun").add(time, exchange).message());
}

void TrafficOffer::exchangeAssigned(qint64 time, const TrafficExchange &exchange)
{
    put(TrafficEncoder("exchangeAssigned").add(time, exchange).message());
}

void TrafficOffer::requestHead(qint64 time, quint64 exchange, const TrafficHead &head)
{
    put(TrafficEncoder("requestHead").add(time, exchange, head).message());
}

void TrafficOffer::informationHead(qint64 time, quint64 exchange, const TrafficHead &head)
{
    put(TrafficEncoder("informationHead").add(time, exchange, head).message());
}

void TrafficOffer::responseHead(qint64 time, quint64 exchange, const TrafficHead &head)
{
    put(TrafficEncoder("responseHead").add(time, exchange, head).message());
}

void TrafficOffer::requestBody(qint64 time, quint64 exchange, const QByteArray &piece)
{
    putBody("requestBody", time, exchange, piece);
}

void TrafficOffer::responseBody(qint64 time, quint64 exchange, const QByteArray &piece)
{
    putBody("responseBody", time, exchange, piece);
}

void TrafficOffer::requestEnded(qint64 time, quint64 exchange, const QByteArray &trailers)
{
    put(TrafficEncoder("requestEnded").add(time, exchange, trailers).message());
}

void TrafficOffer::responseEnded(qint64 time, quint64 exchange, const QByteArray &trailers)
{
    put(TrafficEncoder("responseEnded").add(time, exchange, trailers).message());
}

void TrafficOffer::exchangeUpgraded(qint64 time, quint64 exchange)
{
    put(TrafficEncoder("exchangeUpgraded").add(time, exchange).message());
}

void TrafficOffer::exchangeFailed(qint64 time, quint64 exchange, const Error &error)
{
    put(TrafficEncoder("exchangeFailed").add(time, exchange, error).message());
}

void TrafficOffer::exchangeEnded(qint64 time, quint64 exchange)
{
    put(TrafficEncoder("exchangeEnded").add(time, exchange).message());
}

void TrafficOffer::eventEmitted(const TrafficEvent &event)
{
    if (event.exchange == 0)
        return;
    const auto thread = quint64(quintptr(QThread::currentThreadId()));
    put(TrafficEncoder("eventEmitted")
            .add(event.time, event.connection, event.exchange, event.name, event.object->metaObject()->className(), thread)
            .message(), kBodies);
}

void TrafficOffer::pressureChanged(const TrafficPressure &pressure)
{
    put(TrafficEncoder("pressureChanged")
            .add(pressure.time, pressure.connection, pressure.exchange, pressure.highWaterMark, pressure.writableLength,
                 pressure.inSocket, pressure.readableLength, pressure.needsDrain, pressure.isPaused)
            .message(), kBodies);
}

void TrafficOffer::poolChanged(const TrafficPool &pool)
{
    put(TrafficEncoder("poolChanged")
            .add(pool.time, int(pool.what), quint64(quintptr(pool.agent)), pool.agent ? pool.agent->objectName() : QString(),
                 pool.name, pool.connection, pool.exchange, pool.busy, pool.idle, pool.waiting, pool.idleTimeout, pool.reason,
                 pool.serverTimeout)
            .message());
}

} // namespace NodeHttp
