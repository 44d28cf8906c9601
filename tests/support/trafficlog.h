// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef TRAFFICLOG_H
#define TRAFFICLOG_H

#include <NodeHttp/TrafficObserver>

#include <QtCore/qmap.h>
#include <QtCore/qmutex.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qthread.h>

#include <functional>

// An observer that keeps everything it is told, in a form that tests can compare, exchanges in the order in which they
// began. May be told from several threads.
class TrafficLog : public NodeHttp::TrafficObserver
{
public:
    static constexpr int kAll = Bodies | Events | Pressure | Pools | RawHeads | RawBytes | Holding;

    explicit TrafficLog(int interests = Bodies) { observe(interests); }
    ~TrafficLog() override { stop(); }

    using Side = NodeHttp::TrafficSide;

    struct Seen
    {
        NodeHttp::TrafficExchange facts;
        NodeHttp::TrafficHead request, response;
        QByteArray requestBody, responseBody, requestTrailers, responseTrailers;
        QList<NodeHttp::TrafficHead> information;
        QList<NodeHttp::Error> errors;
        QStringList events; // "IncomingMessage.data"
        QList<NodeHttp::TrafficPressure> pressures;
        QStringList story;
        QThread *thread = nullptr;
        bool over = false;
    };

    // --- what was seen; call from the test's thread ---
    QList<Seen> exchanges(Side side) const
    {
        const QMutexLocker lock(&m_mutex);
        QList<Seen> found;
        for (const Seen &seen : m_exchanges) {
            if (seen.facts.side == side)
                found.append(seen);
        }
        return found;
    }
    Seen exchange(Side side, int i = 0) const
    {
        const QList<Seen> found = exchanges(side);
        return i < found.size() ? found.at(i) : Seen();
    }
    QString story(Side side, int i = 0) const { return exchange(side, i).story.join(QStringLiteral(" > ")); }
    int count(Side side) const { return int(exchanges(side).size()); }
    int over(Side side) const
    {
        int n = 0;
        for (const Seen &seen : exchanges(side))
            n += seen.over;
        return n;
    }
    QList<NodeHttp::TrafficConnection> connections(Side side) const
    {
        const QMutexLocker lock(&m_mutex);
        QList<NodeHttp::TrafficConnection> found;
        for (const NodeHttp::TrafficConnection &connection : m_connections) {
            if (connection.side == side)
                found.append(connection);
        }
        return found;
    }
    NodeHttp::TrafficConnection connection(Side side, int i = 0) const { return connections(side).value(i); }
    QString connectionStory(quint64 id) const
    {
        const QMutexLocker lock(&m_mutex);
        return m_connectionStories.value(id).join(QStringLiteral(" > "));
    }
    QList<NodeHttp::Error> connectionErrors() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_connectionErrors;
    }
    QByteArray read(quint64 connection) const
    {
        const QMutexLocker lock(&m_mutex);
        return m_read.value(connection);
    }
    QByteArray written(quint64 connection) const
    {
        const QMutexLocker lock(&m_mutex);
        return m_written.value(connection);
    }
    QStringList pool() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_pool;
    }
    int calls() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_calls;
    }
    bool timesGrow() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_timesGrow;
    }

    // Asked before each head; true holds it, and the test finds it in held.
    std::function<bool(const NodeHttp::HeldExchange &)> onHold;
    std::function<void()> onCall; // inside each callback about an exchange
    QList<NodeHttp::HeldExchange> held;

    // --- TrafficObserver ---
    void connectionOpened(qint64, const NodeHttp::TrafficConnection &connection) override
    {
        const QMutexLocker lock(&m_mutex);
        m_connections.insert(connection.id, connection);
        m_connectionStories[connection.id].append(QStringLiteral("opened"));
    }
    void connectionReady(qint64, const NodeHttp::TrafficConnection &connection) override
    {
        const QMutexLocker lock(&m_mutex);
        m_connections.insert(connection.id, connection);
        m_connectionStories[connection.id].append(QStringLiteral("ready"));
    }
    void certificateRefused(qint64, const NodeHttp::TrafficConnection &connection) override
    {
        const QMutexLocker lock(&m_mutex);
        m_connections.insert(connection.id, connection);
        m_connectionStories[connection.id].append(QStringLiteral("refused"));
    }
    void connectionFailed(qint64, quint64 connection, const NodeHttp::Error &error) override
    {
        const QMutexLocker lock(&m_mutex);
        m_connectionErrors.append(error);
        m_connectionStories[connection].append(QStringLiteral("failed ") + error.code());
    }
    void connectionClosed(qint64, quint64 connection, const QString &reason, qint64 bytesRead, qint64 bytesWritten) override
    {
        const QMutexLocker lock(&m_mutex);
        m_connectionStories[connection].append(
            QStringLiteral("%1 %2/%3").arg(reason).arg(bytesRead).arg(bytesWritten));
    }
    void bytesRead(qint64, quint64 connection, QByteArrayView bytes) override
    {
        const QMutexLocker lock(&m_mutex);
        m_read[connection] += bytes;
    }
    void bytesWritten(qint64, quint64 connection, QByteArrayView bytes) override
    {
        const QMutexLocker lock(&m_mutex);
        m_written[connection] += bytes;
    }
    void exchangeBegun(qint64 time, const NodeHttp::TrafficExchange &exchange) override
    {
        note(time, exchange.id, QStringLiteral("begun"), [&](Seen &seen) {
            seen.facts = exchange;
            seen.thread = QThread::currentThread();
        });
    }
    void exchangeAssigned(qint64 time, const NodeHttp::TrafficExchange &exchange) override
    {
        note(time, exchange.id, QStringLiteral("assigned"), [&](Seen &seen) { seen.facts = exchange; });
    }
    void requestHead(qint64 time, quint64 exchange, const NodeHttp::TrafficHead &head) override
    {
        note(time, exchange, QString::fromLatin1(head.method + ' ' + head.target), [&](Seen &seen) { seen.request = head; });
    }
    void informationHead(qint64 time, quint64 exchange, const NodeHttp::TrafficHead &head) override
    {
        note(time, exchange, QString::number(head.statusCode), [&](Seen &seen) { seen.information.append(head); });
    }
    void responseHead(qint64 time, quint64 exchange, const NodeHttp::TrafficHead &head) override
    {
        note(time, exchange, QString::number(head.statusCode), [&](Seen &seen) { seen.response = head; });
    }
    void requestBody(qint64 time, quint64 exchange, const QByteArray &piece) override
    {
        note(time, exchange, {}, [&](Seen &seen) { seen.requestBody += piece; });
    }
    void responseBody(qint64 time, quint64 exchange, const QByteArray &piece) override
    {
        note(time, exchange, {}, [&](Seen &seen) { seen.responseBody += piece; });
    }
    void requestEnded(qint64 time, quint64 exchange, const QByteArray &trailers) override
    {
        note(time, exchange, QStringLiteral("sent"), [&](Seen &seen) { seen.requestTrailers = trailers; });
    }
    void responseEnded(qint64 time, quint64 exchange, const QByteArray &trailers) override
    {
        note(time, exchange, QStringLiteral("answered"), [&](Seen &seen) { seen.responseTrailers = trailers; });
    }
    void exchangeUpgraded(qint64 time, quint64 exchange) override { note(time, exchange, QStringLiteral("upgraded"), {}); }
    void exchangeFailed(qint64 time, quint64 exchange, const NodeHttp::Error &error) override
    {
        note(time, exchange, error.code(), [&](Seen &seen) { seen.errors.append(error); });
    }
    void exchangeEnded(qint64 time, quint64 exchange) override
    {
        note(time, exchange, QStringLiteral("over"), [](Seen &seen) { seen.over = true; });
    }
    void eventEmitted(const NodeHttp::TrafficEvent &event) override
    {
        const QString name = QString::fromLatin1(event.object->metaObject()->className()).section(QLatin1Char(':'), -1)
            + QLatin1Char('.') + QLatin1String(event.name);
        if (event.exchange == 0 || event.object->thread() != QThread::currentThread())
            return;
        note(event.time, event.exchange, {}, [&](Seen &seen) { seen.events.append(name); });
    }
    void pressureChanged(const NodeHttp::TrafficPressure &pressure) override
    {
        note(pressure.time, pressure.exchange, {}, [&](Seen &seen) { seen.pressures.append(pressure); });
    }
    void poolChanged(const NodeHttp::TrafficPool &pool) override
    {
        static const char *const words[] = {"queued", "opened", "reused", "passed", "idle", "removed"};
        const QMutexLocker lock(&m_mutex);
        m_pool.append(QStringLiteral("%1 %2/%3/%4%5").arg(QLatin1String(words[int(pool.what)])).arg(pool.busy).arg(pool.idle)
                          .arg(pool.waiting).arg(pool.reason.isEmpty() ? QString() : QLatin1Char(' ') + pool.reason));
    }
    bool hold(const NodeHttp::HeldExchange &exchange) override
    {
        if (!onHold || !onHold(exchange))
            return false;
        held.append(exchange);
        return true;
    }

private:
    void note(qint64 time, quint64 exchange, const QString &word, const std::function<void(Seen &)> &change)
    {
        {
            const QMutexLocker lock(&m_mutex);
            ++m_calls;
            Seen &seen = m_exchanges[exchange];
            m_timesGrow = m_timesGrow && time >= m_lastTimes[exchange];
            m_lastTimes[exchange] = time;
            if (!word.isEmpty())
                seen.story.append(word);
            if (change)
                change(seen);
        }
        if (onCall)
            onCall();
    }

    mutable QMutex m_mutex;
    QMap<quint64, Seen> m_exchanges; // numbers grow, so this is the order in which they began
    QMap<quint64, NodeHttp::TrafficConnection> m_connections;
    QMap<quint64, QStringList> m_connectionStories;
    QMap<quint64, QByteArray> m_read, m_written;
    QMap<quint64, qint64> m_lastTimes;
    QList<NodeHttp::Error> m_connectionErrors;
    QStringList m_pool;
    int m_calls = 0;
    bool m_timesGrow = true;
};

#endif // TRAFFICLOG_H
