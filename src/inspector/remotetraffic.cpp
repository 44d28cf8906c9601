// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Messages of another process, taken apart and told on.

#include "inspector/remotetraffic.h"

#include <NodeHttp/Inspector>

#include <QtCore/qcborvalue.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qdir.h>
#include <QtCore/qendian.h>
#include <QtCore/qfileinfo.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kVersion = 1;
constexpr qint64 kSameClock = 50 * 1000000; // nanoseconds that wall clocks may differ by while the steady one is the same

TrafficHead headFrom(const QCborValue &value)
{
    const QCborArray parts = value.toArray();
    TrafficHead head;
    head.method = parts.at(0).toByteArray();
    head.target = parts.at(1).toByteArray();
    head.statusCode = int(parts.at(2).toInteger());
    head.reason = parts.at(3).toByteArray();
    head.minorVersion = int(parts.at(4).toInteger());
    head.bytes = parts.at(5).toByteArray();
    return head;
}

Error errorFrom(const QCborValue &value)
{
    const QCborArray parts = value.toArray();
    Error error(parts.at(0).toString(), parts.at(1).toString(), parts.at(2).toString());
    if (!parts.at(3).toString().isEmpty())
        error = error.withSyscall(parts.at(3).toString(), parts.at(4).toString(), int(parts.at(5).toInteger(-1)));
    if (!parts.at(6).toString().isEmpty() || !parts.at(8).toByteArray().isEmpty())
        error = error.withPacket(parts.at(6).toString(), parts.at(7).toInteger(), parts.at(8).toByteArray());
    return error;
}

TrafficTls tlsFrom(const QCborValue &value)
{
    const QCborArray parts = value.toArray();
    TrafficTls tls;
    tls.protocol = parts.at(0).toString();
    tls.cipher = parts.at(1).toString();
    tls.nextProtocol = parts.at(2).toByteArray();
    tls.peerName = parts.at(3).toString();
    const QCborArray problems = parts.at(4).toArray();
    for (const QCborValue &problem : problems)
        tls.problems.append(problem.toString());
#if QT_CONFIG(ssl)
    const QCborArray chain = parts.at(5).toArray();
    for (const QCborValue &certificate : chain)
        tls.peerCertificates.append(QSslCertificate(certificate.toByteArray(), QSsl::Der));
#endif
    return tls;
}

// Records keep names of events for ever, so there is one of each, and not more than Node has.
const char *eventName(const QByteArray &name)
{
    static const QByteArrayList known = {
        "abort", "aborted", "agentRemove", "checkContinue", "checkExpectation", "clientError", "close", "connect",
        "connection", "continue", "data", "drain", "drop", "dropRequest", "end", "error", "finish", "free", "information",
        "listening", "lookup", "pause", "pipe", "prefinish", "readable", "ready", "request", "response", "resume",
        "secureConnect", "secureConnection", "socket", "timeout", "tlsClientError", "unpipe", "upgrade"};
    const qsizetype at = known.indexOf(name);
    return at < 0 ? "" : known.at(at).constData();
}

} // namespace

RemoteTraffic::RemoteTraffic(TrafficRecorder *recorder, PoolRecorder *pools, QObject *parent)
    : QObject(parent), m_recorder(recorder), m_pools(pools)
{
    connect(&m_socket, &QLocalSocket::readyRead, this, &RemoteTraffic::read);
    connect(&m_socket, &QLocalSocket::disconnected, this, [this] { fail(u"\"%1\" ended."_s.arg(m_name)); });
    connect(&m_socket, &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError error) {
        if (error == QLocalSocket::ServerNotFoundError || error == QLocalSocket::ConnectionRefusedError)
            fail(u"Nobody offers traffic under the name \"%1\"."_s.arg(m_name));
        else if (error != QLocalSocket::PeerClosedError)
            fail(m_socket.errorString());
    });
}

RemoteTraffic::~RemoteTraffic()
{
    m_socket.disconnect(this);
}

void RemoteTraffic::attach(const QString &name)
{
    detach();
    static quint64 last = 0;
    m_base = ++last << TrafficRecorder::kForeignShift;
    m_name = name;
    m_error.clear();
    m_lost = 0;
    const QString path = socketPath(name);
    if (path.isEmpty()) {
        QMetaObject::invokeMethod(this, [this] { fail(u"\"%1\" cannot be a name."_s.arg(m_name)); }, Qt::QueuedConnection);
        return;
    }
    m_socket.connectToServer(path);
}

void RemoteTraffic::detach()
{
    m_name.clear(); // nothing failed
    m_socket.abort();
    fail({});
}

void RemoteTraffic::fail(const QString &why)
{
    const bool said = m_name.isEmpty() || !m_error.isEmpty();
    if (!said)
        m_error = why;
    const bool was = std::exchange(m_greeted, false);
    m_input.clear();
    // What was under way will not be told of any more.
    const QSet<quint64> open = std::exchange(m_open, {});
    for (quint64 exchange : open) {
        m_recorder->observer()->exchangeFailed(TrafficObserver::now(), exchange, Error(u"EPIPE"_s, u"The process is not attached any more"_s));
        m_recorder->observer()->exchangeEnded(TrafficObserver::now(), exchange);
    }
    qDeleteAll(std::exchange(m_agents, {}));
    if (m_socket.state() != QLocalSocket::UnconnectedState)
        m_socket.abort();
    if (was || !said)
        Q_EMIT detached();
}

QStringList RemoteTraffic::offered()
{
    const QFileInfo pattern(socketPath(u"x"_s));
    QStringList names;
    const QStringList files = QDir(pattern.path()).entryList({u"nodehttp-*"_s}, QDir::System | QDir::Files);
    for (const QString &file : files)
        names.append(file.mid(9));
    return names;
}

void RemoteTraffic::read()
{
    m_input += m_socket.readAll();
    qsizetype at = 0;
    while (m_input.size() - at >= 4) {
        const quint32 size = qFromBigEndian<quint32>(m_input.constData() + at);
        if (size > kLargest)
            return fail(u"\"%1\" does not speak this language."_s.arg(m_name));
        if (m_input.size() - at - 4 < qsizetype(size))
            break;
        const QByteArray message = m_input.mid(at + 4, size);
        at += 4 + size;
        if (!take(message))
            return fail(u"\"%1\" does not speak this language."_s.arg(m_name));
        if (m_input.isEmpty())
            return; // somebody detached
    }
    m_input.remove(0, at);
}

bool RemoteTraffic::take(const QByteArray &message)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(message, &error);
    if (error.error != QCborError::NoError || !value.isArray())
        return false;
    const QCborArray values = value.toArray();
    const QString what = values.at(0).toString();
    if (what == "busy"_L1 && !m_greeted) {
        fail(u"Another inspector is attached to \"%1\"."_s.arg(m_name));
        return true;
    }
    if (!m_greeted)
        return what == "hello"_L1 && greet(values);
    tell(what, values);
    return true;
}

bool RemoteTraffic::greet(const QCborArray &values)
{
    if (values.at(1).toInteger() != kVersion)
        return false;
    m_program = values.at(2).toString();
    m_pid = values.at(3).toInteger();
    // Both clocks as they are at this moment; processes of one machine usually share the steady one.
    const qint64 theirs = values.at(5).toInteger() * 1000000 - values.at(4).toInteger();
    const qint64 ours = QDateTime::currentMSecsSinceEpoch() * 1000000 - TrafficObserver::now();
    m_shift = qAbs(theirs - ours) < kSameClock ? 0 : theirs - ours;
    m_greeted = true;
    Q_EMIT attached();
    return true;
}

qint64 RemoteTraffic::time(const QCborValue &value) const
{
    const qint64 told = value.toInteger();
    return told == 0 ? 0 : told + m_shift;
}

quint64 RemoteTraffic::id(const QCborValue &value) const
{
    const auto told = quint64(value.toInteger());
    return told == 0 ? 0 : m_base + told;
}

TrafficConnection RemoteTraffic::connection(const QCborValue &value) const
{
    const QCborArray parts = value.toArray();
    TrafficConnection connection;
    connection.id = id(parts.at(0));
    connection.side = parts.at(1).toInteger() == 1 ? TrafficSide::Client : TrafficSide::Server;
    connection.kind = TrafficConnection::Kind(qBound(0, int(parts.at(2).toInteger()), 3));
    connection.localAddress = parts.at(3).toString();
    connection.localPort = int(parts.at(4).toInteger(-1));
    connection.peerAddress = parts.at(5).toString();
    connection.peerPort = int(parts.at(6).toInteger(-1));
    connection.lookedUp = time(parts.at(7));
    connection.connected = time(parts.at(8));
    connection.secured = time(parts.at(9));
    connection.tls = tlsFrom(parts.at(10));
    return connection;
}

TrafficExchange RemoteTraffic::exchange(const QCborValue &value) const
{
    const QCborArray parts = value.toArray();
    TrafficExchange exchange;
    exchange.id = id(parts.at(0));
    exchange.side = parts.at(1).toInteger() == 1 ? TrafficSide::Client : TrafficSide::Server;
    exchange.connection = id(parts.at(2));
    exchange.position = int(parts.at(3).toInteger());
    exchange.reused = parts.at(4).toBool();
    exchange.method = parts.at(5).toByteArray();
    exchange.target = parts.at(6).toByteArray();
    exchange.scheme = parts.at(7).toString();
    exchange.authority = parts.at(8).toString();
    return exchange;
}

void RemoteTraffic::tell(const QString &what, const QCborArray &values)
{
    TrafficObserver *const to = m_recorder->observer();
    const qint64 at = time(values.at(1));
    const QCborValue second = values.at(2), third = values.at(3);
    if (what == "exchangeBegun"_L1) {
        const TrafficExchange begun = exchange(second);
        m_open.insert(begun.id);
        to->exchangeBegun(at, begun);
    } else if (what == "exchangeAssigned"_L1) {
        to->exchangeAssigned(at, exchange(second));
    } else if (what == "requestHead"_L1) {
        to->requestHead(at, id(second), headFrom(third));
    } else if (what == "informationHead"_L1) {
        to->informationHead(at, id(second), headFrom(third));
    } else if (what == "responseHead"_L1) {
        to->responseHead(at, id(second), headFrom(third));
    } else if (what == "requestBody"_L1) {
        to->requestBody(at, id(second), third.toByteArray());
    } else if (what == "responseBody"_L1) {
        to->responseBody(at, id(second), third.toByteArray());
    } else if (what == "requestEnded"_L1) {
        to->requestEnded(at, id(second), third.toByteArray());
    } else if (what == "responseEnded"_L1) {
        to->responseEnded(at, id(second), third.toByteArray());
    } else if (what == "exchangeUpgraded"_L1) {
        to->exchangeUpgraded(at, id(second));
    } else if (what == "exchangeFailed"_L1) {
        to->exchangeFailed(at, id(second), errorFrom(third));
    } else if (what == "exchangeEnded"_L1) {
        m_open.remove(id(second));
        to->exchangeEnded(at, id(second));
    } else {
        tellMore(what, values);
    }
}

void RemoteTraffic::tellMore(const QString &what, const QCborArray &values)
{
    TrafficObserver *const to = m_recorder->observer();
    const qint64 at = time(values.at(1));
    const QCborValue second = values.at(2), third = values.at(3);
    if (what == "connectionOpened"_L1) {
        to->connectionOpened(at, connection(second));
    } else if (what == "connectionReady"_L1) {
        to->connectionReady(at, connection(second));
        if (m_pools)
            m_pools->observer()->connectionReady(at, connection(second));
    } else if (what == "certificateRefused"_L1) {
        to->certificateRefused(at, connection(second));
    } else if (what == "connectionFailed"_L1) {
        to->connectionFailed(at, id(second), errorFrom(third));
    } else if (what == "connectionClosed"_L1) {
        to->connectionClosed(at, id(second), third.toString(), values.at(4).toInteger(), values.at(5).toInteger());
    } else if (what == "eventEmitted"_L1) {
        m_recorder->noteEvent(id(third), {at, eventName(values.at(4).toString().toLatin1()),
                                          values.at(5).toString().toLatin1(), quint64(values.at(6).toInteger())});
    } else if (what == "pressureChanged"_L1) {
        TrafficPressure pressure;
        pressure.time = at;
        pressure.connection = id(second);
        pressure.exchange = id(third);
        pressure.highWaterMark = values.at(4).toInteger();
        pressure.writableLength = values.at(5).toInteger();
        pressure.inSocket = values.at(6).toInteger();
        pressure.readableLength = values.at(7).toInteger();
        pressure.needsDrain = values.at(8).toBool();
        pressure.isPaused = values.at(9).toBool();
        to->pressureChanged(pressure);
    } else if (what == "poolChanged"_L1 && m_pools) {
        tellPool(values);
    } else if (what == "lost"_L1) {
        m_lost += values.at(1).toInteger();
        Q_EMIT lostChanged();
    } // newer processes may say more
}

void RemoteTraffic::tellPool(const QCborArray &values)
{
    TrafficPool pool;
    pool.time = time(values.at(1));
    pool.what = TrafficPool::What(qBound(0, int(values.at(2).toInteger()), int(TrafficPool::What::Removed)));
    QObject *&agent = m_agents[quint64(values.at(3).toInteger())];
    if (!agent) {
        agent = new QObject(this);
        agent->setObjectName(values.at(4).toString());
    }
    pool.agent = agent;
    pool.name = values.at(5).toString();
    pool.connection = id(values.at(6));
    pool.exchange = id(values.at(7));
    pool.busy = int(values.at(8).toInteger());
    pool.idle = int(values.at(9).toInteger());
    pool.waiting = int(values.at(10).toInteger());
    pool.idleTimeout = values.at(11).toInteger();
    pool.reason = values.at(12).toString();
    pool.serverTimeout = values.at(13).toInteger();
    m_pools->observer()->poolChanged(pool);
}

} // namespace NodeHttp::Inspector
