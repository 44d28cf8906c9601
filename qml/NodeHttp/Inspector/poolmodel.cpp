// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Pools as rows. They are counted anew twice a second, because time passes for connections that do nothing.

#include "poolmodel.h"

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using SocketState = PoolSocket::State;

namespace {

QString timeText(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return PoolModel::tr("%1 ms").arg(milliseconds);
    if (milliseconds < 60000)
        return PoolModel::tr("%1 s").arg(double(milliseconds) / 1000, 0, 'f', 1);
    return PoolModel::tr("%1 min %2 s").arg(milliseconds / 60000).arg(milliseconds / 1000 % 60);
}

} // namespace

PoolModel::PoolModel(QObject *parent)
    : QObject(parent), m_rows({"id", "group", "title", "detail", "state", "uses", "age", "left", "note"}, this)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(50ms);
    m_clock.setInterval(500ms);
    connect(&m_soon, &QTimer::timeout, this, &PoolModel::update);
    connect(&m_clock, &QTimer::timeout, this, &PoolModel::update);
    connect(&m_recorder, &PoolRecorder::changed, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
}

void PoolModel::setRecording(bool on)
{
    if (on == isRecording())
        return;
    if (on) {
        m_recorder.start();
        m_clock.start();
    } else {
        m_recorder.stop();
        m_clock.stop();
    }
    Q_EMIT recordingChanged();
}

void PoolModel::setGoneShown(bool on)
{
    if (std::exchange(m_goneShown, on) == on)
        return;
    update();
    Q_EMIT goneShownChanged();
}

void PoolModel::clear()
{
    m_recorder.clear();
    update();
}

QVariantList PoolModel::groupRow(const PoolGroup &group) const
{
    QStringList reasons;
    for (auto it = group.reasons.cbegin(); it != group.reasons.cend(); ++it)
        reasons.append(u"%1 × %2"_s.arg(QString::number(it.value()), it.key()));
    const QString now = tr("%1 busy, %2 idle, %3 waiting").arg(group.busy).arg(group.idle).arg(group.waiting);
    const QString all = tr("%1 opened, %2 reused, %3 queued (%4 at most), %5 dropped")
                            .arg(group.opened).arg(group.reused).arg(group.queued).arg(group.mostWaiting).arg(group.removed);
    return {u"%1 %2"_s.arg(QString::number(group.agent), group.name), true, group.agentName + u"  "_s + group.name, now,
            group.waiting > 0 ? u"busy"_s : QString(), group.reused, QString(), QString(),
            reasons.isEmpty() ? all : all + u": "_s + reasons.join(", "_L1)};
}

QVariantList PoolModel::socketRow(const PoolSocket &socket) const
{
    const qint64 now = PoolRecorder::clock();
    const qint64 left = socket.left(now);
    const QString state = socket.state == SocketState::Busy ? u"busy"_s : socket.state == SocketState::Idle ? u"idle"_s : u"gone"_s;
    QString note = socket.reason;
    if (socket.state == SocketState::Busy)
        note = tr("with a request for %1").arg(timeText((now - socket.since) / 1000000));
    else if (socket.state == SocketState::Idle)
        note = tr("idle for %1").arg(timeText((now - socket.since) / 1000000));
    return {u"c%1"_s.arg(socket.connection), false, tr("Connection %1").arg(socket.connection & 0xffffffffff), socket.address, state,
            socket.uses, timeText(socket.age(now) / 1000000), left < 0 ? QString() : timeText(left), note};
}

void PoolModel::update()
{
    QList<QVariantList> rows;
    for (const PoolGroup &group : m_recorder.groups()) {
        rows.append(groupRow(group));
        for (const PoolSocket &socket : group.sockets) {
            if (m_goneShown || socket.state != SocketState::Removed)
                rows.append(socketRow(socket));
        }
    }
    m_rows.setRows(rows);
    Q_EMIT changed();
}

} // namespace NodeHttp::Inspector
