// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_REMOTETRAFFIC_H
#define NODEHTTP_INSPECTOR_REMOTETRAFFIC_H

#include "inspector/poolrecorder.h"
#include "inspector/recorder.h"

#include <QtCore/qcborarray.h>
#include <QtNetwork/qlocalsocket.h>

namespace NodeHttp::Inspector {

/*
    The traffic that another process offers (NodeHttp::Inspector::offer()), told to recorders here as if it were this
    process's. Numbers of connections and exchanges are moved out of the way of the local ones, times to the local clock.
    What comes is not trusted: a message that cannot be read ends the connection.
*/
class RemoteTraffic : public QObject
{
    Q_OBJECT
public:
    explicit RemoteTraffic(TrafficRecorder *recorder, PoolRecorder *pools = nullptr, QObject *parent = nullptr);
    ~RemoteTraffic() override;

    void attach(const QString &name);
    void detach();
    bool isAttached() const { return m_greeted; }
    QString name() const { return m_name; }
    QString program() const { return m_program; }  // of the process, and its number
    qint64 pid() const { return m_pid; }
    qint64 lost() const { return m_lost; }         // messages that found no room in the other process
    QString errorString() const { return m_error; }

    static QStringList offered();                  // names of processes of this user, those that are gone included

    static constexpr quint32 kLargest = 64 * 1024 * 1024; // bytes of a message

Q_SIGNALS:
    void attached();
    void detached();                               // errorString() says why, unless detach() was called
    void lostChanged();

private:
    void read();
    bool take(const QByteArray &message);
    bool greet(const QCborArray &values);
    void tell(const QString &what, const QCborArray &values);
    void tellMore(const QString &what, const QCborArray &values);
    void tellPool(const QCborArray &values);
    void fail(const QString &why);
    qint64 time(const QCborValue &value) const;    // 0 stays 0
    quint64 id(const QCborValue &value) const;     // 0 stays 0
    TrafficConnection connection(const QCborValue &value) const;
    TrafficExchange exchange(const QCborValue &value) const;

    TrafficRecorder *const m_recorder;
    PoolRecorder *const m_pools;
    QLocalSocket m_socket;
    QByteArray m_input;
    QHash<quint64, QObject *> m_agents;            // stand for the other process's
    QSet<quint64> m_open;                          // exchanges under way
    QString m_name, m_program, m_error;
    qint64 m_pid = 0;
    qint64 m_lost = 0;
    qint64 m_shift = 0;                            // of clocks
    quint64 m_base = 0;                            // of numbers
    bool m_greeted = false;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_REMOTETRAFFIC_H
