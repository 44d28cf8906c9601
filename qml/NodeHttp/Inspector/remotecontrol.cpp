// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The connection of a session to another process.

#include "remotecontrol.h"

namespace NodeHttp::Inspector {

void RemoteControl::setSession(InspectorSession *session)
{
    if (m_session == session)
        return;
    m_remote.reset();
    m_session = session;
    if (session) // what it told goes to the session's recorder
        connect(session, &QObject::destroyed, this, [this] { m_remote.reset(); });
    Q_EMIT sessionChanged();
    Q_EMIT changed();
}

void RemoteControl::setPools(PoolModel *pools)
{
    if (m_pools == pools)
        return;
    m_remote.reset();
    m_pools = pools;
    Q_EMIT poolsChanged();
    Q_EMIT changed();
}

QString RemoteControl::program() const
{
    return isAttached() ? QStringLiteral("%1, %2").arg(m_remote->program(), QString::number(m_remote->pid())) : QString();
}

void RemoteControl::attach(const QString &name)
{
    if (!m_session)
        return;
    m_remote = std::make_unique<RemoteTraffic>(m_session->recorder(), m_pools ? m_pools->recorder() : nullptr);
    connect(m_remote.get(), &RemoteTraffic::attached, this, &RemoteControl::changed);
    connect(m_remote.get(), &RemoteTraffic::detached, this, &RemoteControl::changed);
    connect(m_remote.get(), &RemoteTraffic::lostChanged, this, &RemoteControl::changed);
    m_name = name.trimmed();
    m_remote->attach(m_name);
    Q_EMIT changed();
}

void RemoteControl::detach()
{
    if (m_remote)
        m_remote->detach();
    m_name.clear();
    Q_EMIT changed();
}

} // namespace NodeHttp::Inspector
