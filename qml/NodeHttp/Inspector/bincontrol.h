// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_BINCONTROL_H
#define NODEHTTP_INSPECTOR_BINCONTROL_H

#include "inspectorsession.h"
#include "rowsmodel.h"

namespace NodeHttp::Inspector {

// The bin of a session as its page shows it: where it listens, what it answers, and to whom.
class NODEHTTP_INSPECTOR_EXPORT BinControl : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(NodeHttp::Inspector::InspectorSession *session READ session WRITE setSession NOTIFY sessionChanged)
    Q_PROPERTY(bool listening READ isListening NOTIFY listeningChanged)
    Q_PROPERTY(int port READ port NOTIFY listeningChanged)
    Q_PROPERTY(QString url READ url NOTIFY listeningChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)
    Q_PROPERTY(int status READ status WRITE setStatus NOTIFY replyChanged)
    Q_PROPERTY(int delay READ delay WRITE setDelay NOTIFY replyChanged)
    Q_PROPERTY(bool echo READ echoes WRITE setEcho NOTIFY replyChanged)
    Q_PROPERTY(QString contentType READ contentType WRITE setContentType NOTIFY replyChanged)
    Q_PROPERTY(QString body READ body WRITE setBody NOTIFY replyChanged)
    Q_PROPERTY(NodeHttp::Inspector::RowsModel *rules READ rules CONSTANT)
public:
    explicit BinControl(QObject *parent = nullptr);

    InspectorSession *session() const { return m_session; }
    void setSession(InspectorSession *session);
    bool isListening() const;
    int port() const;                    // 0 while it does not
    QString url() const;                 // without a slash at its end; empty while it does not listen
    QString problem() const { return m_problem; }
    int status() const { return m_reply.status; }
    void setStatus(int status);
    int delay() const { return int(m_reply.delay.count()); }
    void setDelay(int milliseconds);
    bool echoes() const { return m_reply.echo; }
    void setEcho(bool on);
    QString contentType() const { return m_type; } // empty: none is said
    void setContentType(const QString &type);
    QString body() const { return QString::fromUtf8(m_reply.body); }
    void setBody(const QString &body);
    RowsModel *rules() { return &m_rows; } // id, method, path, answer, body

    Q_INVOKABLE bool start(int port);    // 0: any free one
    Q_INVOKABLE void stop();
    Q_INVOKABLE bool addRule(const QString &line);  // METHOD PATH STATUS [BODY]; false: problem says why
    Q_INVOKABLE void removeRule(int row);
    Q_INVOKABLE void moveRule(int row, int to);     // the first that fits counts
    Q_INVOKABLE bool loadRules(const QUrl &file);   // replaces all
    Q_INVOKABLE bool saveRules(const QUrl &file);

Q_SIGNALS:
    void sessionChanged();
    void listeningChanged();
    void problemChanged();
    void replyChanged();

private:
    void apply();
    void say(const QString &problem);

    QPointer<InspectorSession> m_session;
    Bin::Reply m_reply;
    QString m_type;
    QList<Bin::Rule> m_rules;
    QList<int> m_ids;                    // of the rules
    int m_lastId = 0;
    RowsModel m_rows;
    QString m_problem;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_BINCONTROL_H
