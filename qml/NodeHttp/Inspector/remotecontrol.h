// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_REMOTECONTROL_H
#define NODEHTTP_INSPECTOR_REMOTECONTROL_H

#include "inspectorsession.h"
#include "poolmodel.h"

#include "inspector/remotetraffic.h"

namespace NodeHttp::Inspector {

// Attaches a session to another process that offers its traffic, and says how that goes.
class NODEHTTP_INSPECTOR_EXPORT RemoteControl : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(NodeHttp::Inspector::InspectorSession *session READ session WRITE setSession NOTIFY sessionChanged)
    Q_PROPERTY(NodeHttp::Inspector::PoolModel *pools READ pools WRITE setPools NOTIFY poolsChanged)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(bool attached READ isAttached NOTIFY changed)
    Q_PROPERTY(QString program READ program NOTIFY changed)
    Q_PROPERTY(double lost READ lost NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
public:
    explicit RemoteControl(QObject *parent = nullptr) : QObject(parent) {}

    InspectorSession *session() const { return m_session; }
    void setSession(InspectorSession *session);
    PoolModel *pools() const { return m_pools; }   // shows the other process's pools, too; before the session is set
    void setPools(PoolModel *pools);
    QString name() const { return m_name; }        // that was asked for; empty: none
    bool isAttached() const { return m_remote && m_remote->isAttached(); }
    QString program() const;                       // "name, number" of the process
    qint64 lost() const { return m_remote ? m_remote->lost() : 0; }
    QString problem() const { return m_remote ? m_remote->errorString() : QString(); }

    Q_INVOKABLE void attach(const QString &name);
    Q_INVOKABLE void detach();
    Q_INVOKABLE QStringList offered() const { return RemoteTraffic::offered(); } // names, some of processes that are gone

Q_SIGNALS:
    void sessionChanged();
    void poolsChanged();
    void changed();

private:
    QPointer<InspectorSession> m_session;
    QPointer<PoolModel> m_pools;
    std::unique_ptr<RemoteTraffic> m_remote;       // needs both
    QString m_name;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_REMOTECONTROL_H
