// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_PROXYCONTROL_H
#define NODEHTTP_INSPECTOR_PROXYCONTROL_H

#include "inspectorsession.h"
#include "rowsmodel.h"

#include <QtCore/qtimer.h>

namespace NodeHttp::Inspector {

// The proxy of a session as its page shows it: where it listens, and the tunnels through it.
class NODEHTTP_INSPECTOR_EXPORT ProxyControl : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(NodeHttp::Inspector::InspectorSession *session READ session WRITE setSession NOTIFY sessionChanged)
    Q_PROPERTY(bool listening READ isListening NOTIFY listeningChanged)
    Q_PROPERTY(int port READ port NOTIFY listeningChanged)
    Q_PROPERTY(QString url READ url NOTIFY listeningChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)
    Q_PROPERTY(int forwarded READ forwarded NOTIFY countsChanged)
    Q_PROPERTY(NodeHttp::Inspector::RowsModel *tunnels READ tunnels CONSTANT)
public:
    explicit ProxyControl(QObject *parent = nullptr);

    InspectorSession *session() const { return m_session; }
    void setSession(InspectorSession *session);
    bool isListening() const;
    int port() const;
    QString url() const;
    QString problem() const { return m_problem; }
    int forwarded() const { return m_forwarded; } // plain requests that are recorded
    RowsModel *tunnels() { return &m_rows; }      // number, host, open, status, up, down, time; the newest first

    Q_INVOKABLE bool start(int port);
    Q_INVOKABLE void stop();

    static constexpr int kShown = 200;   // tunnels

Q_SIGNALS:
    void sessionChanged();
    void listeningChanged();
    void problemChanged();
    void countsChanged();

private:
    void update();

    QPointer<InspectorSession> m_session;
    RowsModel m_rows;
    QTimer m_soon;                       // many records change at once
    QString m_problem;
    int m_forwarded = 0;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_PROXYCONTROL_H
