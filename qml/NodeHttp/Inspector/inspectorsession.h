// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_INSPECTORSESSION_H
#define NODEHTTP_INSPECTOR_INSPECTORSESSION_H

#include "exchangemodel.h"
#include "harjob.h"
#include "inspectorexport.h"

#include "inspector/bin.h"
#include "inspector/proxy.h"

#include <NodeHttp/Inspector>

#include <QtCore/qpointer.h>
#include <QtCore/qurl.h>
#include <QtCore/qvariant.h>

#include <mutex>

class QQmlEngine;

namespace NodeHttp::Inspector {

/*
    What one inspector sees: the recorder, a bin and a proxy of its own, and the table of what passes the filter. Every page
    of the window is about one session. Nothing is recorded until recording is true.
*/
class NODEHTTP_INSPECTOR_EXPORT InspectorSession : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool recording READ isRecording WRITE setRecording NOTIFY recordingChanged)
    Q_PROPERTY(bool attached READ isAttached WRITE setAttached NOTIFY attachedChanged)
    Q_PROPERTY(QString filterText READ filterText WRITE setFilterText NOTIFY filterChanged)
    Q_PROPERTY(QString filterError READ filterError NOTIFY filterChanged)
    Q_PROPERTY(int filterErrorPosition READ filterErrorPosition NOTIFY filterChanged)
    Q_PROPERTY(int filterErrorSize READ filterErrorSize NOTIFY filterChanged)
    Q_PROPERTY(bool secretsShown READ areSecretsShown WRITE setSecretsShown NOTIFY secretsShownChanged)
    Q_PROPERTY(int rowCap READ rowCap WRITE setRowCap NOTIFY rowCapChanged)
    Q_PROPERTY(int previewKiB READ previewKiB WRITE setPreviewKiB NOTIFY limitsChanged)
    Q_PROPERTY(int bodyMiB READ bodyMiB WRITE setBodyMiB NOTIFY limitsChanged)
    Q_PROPERTY(int totalMiB READ totalMiB WRITE setTotalMiB NOTIFY limitsChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(double dropped READ dropped NOTIFY countChanged)
    Q_PROPERTY(double selected READ selected WRITE setSelected NOTIFY selectedChanged)
    Q_PROPERTY(NodeHttp::Inspector::ExchangeModel *model READ model CONSTANT)
    Q_PROPERTY(QString problem READ problem WRITE setProblem NOTIFY problemChanged)
    Q_PROPERTY(QString binUrl READ binUrl NOTIFY listeningChanged)
    Q_PROPERTY(QString proxyUrl READ proxyUrl NOTIFY listeningChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY progressChanged)
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged)
public:
    explicit InspectorSession(QObject *parent = nullptr);
    ~InspectorSession() override;

    // Makes `import NodeHttp.Inspector` work in an engine of a program that links this library, without the plugin.
    static void prepare(QQmlEngine *engine);

    bool isRecording() const { return m_recorder.isRecording(); }
    void setRecording(bool recording);
    bool isAttached() const;             // the exchanges of this process are recorded, not the session's own alone
    void setAttached(bool attached);
    QString filterText() const { return m_filterText; }
    void setFilterText(const QString &text);    // with an error the filter before it goes on
    QString filterError() const { return m_filterError.message; }
    int filterErrorPosition() const { return int(m_filterError.at); } // -1: there is no error
    int filterErrorSize() const { return int(m_filterError.size); }
    bool areSecretsShown() const { return m_secretsShown; }
    void setSecretsShown(bool shown);
    int rowCap() const { return int(m_recorder.rowCap()); }
    void setRowCap(int cap);
    // What is kept of bodies that come from now on, see BodyStore::Limits. The total is that of memory and file.
    int previewKiB() const { return int(m_recorder.bodies().limits().preview >> 10); }
    void setPreviewKiB(int kibibytes);
    int bodyMiB() const { return int(m_recorder.bodies().limits().body >> 20); }
    void setBodyMiB(int mebibytes);
    int totalMiB() const;
    void setTotalMiB(int mebibytes);
    int count() const { return int(m_recorder.count()); }
    qint64 dropped() const { return m_recorder.dropped(); }
    qint64 selected() const { return m_selected; } // the number of a record; 0: none
    void setSelected(qint64 number);
    QString problem() const { return m_problem; }  // what went wrong last: an import, an export, a port
    void setProblem(const QString &problem);
    bool isBusy() const { return m_job; }          // a HAR file is read or written
    double progress() const;                       // ...and so much of it is done, up to 1

    Q_INVOKABLE void clear();
    // What listens already goes on where it is; false: problem says why.
    bool startBin(int port, const QHostAddress &address);
    bool startProxy(int port, const QHostAddress &address);
    Q_INVOKABLE bool startBin(int port) { return startBin(port, QHostAddress(QHostAddress::LocalHost)); }
    Q_INVOKABLE bool startProxy(int port) { return startProxy(port, QHostAddress(QHostAddress::LocalHost)); }
    QString binUrl() { return urlOf(m_bin.server()); }      // empty: it does not listen
    QString proxyUrl() { return urlOf(m_proxy.server()); }
    // One file at a time; false: another is under way. harDone() tells the end. All: what the filter lets through.
    Q_INVOKABLE bool importHar(const QUrl &file);
    Q_INVOKABLE bool exportHar(const QUrl &file, bool onlySelected, bool withSecrets);
    // What bodies take: { memory, file, notKept }, in bytes.
    Q_INVOKABLE QVariantMap bodyUse() const;
    // What could stand at the cursor of a filter: { candidates, at, size }, see Filter::Completion.
    Q_INVOKABLE QVariantMap completions(const QString &filter, int cursor) const;

    TrafficRecorder *recorder() { return &m_recorder; }
    Bin *bin() { return &m_bin; }
    Proxy *proxy() { return &m_proxy; }
    ExchangeModel *model() { return &m_model; }
    // Exchanges of this Server or Agent get this origin; nothing else is told of them. Any thread.
    void setOrigin(const QObject *owner, Origin origin);
    void forgetOrigin(const QObject *owner);

Q_SIGNALS:
    void recordingChanged();
    void attachedChanged();
    void filterChanged();
    void secretsShownChanged();
    void rowCapChanged();
    void limitsChanged();
    void countChanged();
    void selectedChanged();
    void problemChanged();
    void progressChanged();
    void listeningChanged();
    void harDone(int entries);                     // problem says whether all went well

private:
    TrafficRecorder::Choice choose(const TrafficExchange &told);
    void onOver(quint64 number);
    void noteCount();
    bool noteListening(Server *server, bool listens);
    static QString urlOf(const Server *server);
    HarJob *startJob();
    void setLimits(const BodyStore::Limits &limits);

    TrafficRecorder m_recorder;
    Bin m_bin;
    Proxy m_proxy;
    ExchangeModel m_model{&m_recorder};
    QString m_filterText;
    FilterError m_filterError;
    QString m_problem;
    QPointer<HarJob> m_job;
    qint64 m_selected = 0;
    bool m_secretsShown = false;
    bool m_countNoted = false;

    mutable std::mutex m_mutex;                     // of what choose() needs, in the thread of the traffic
    QHash<const QObject *, Origin> m_origins;
    QHash<const QObject *, quint64> m_tunnels;      // exchanges of requests of the proxy that asked for CONNECT
    bool m_attached = isEnabled();                  // in release builds somebody has to ask for it
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_INSPECTORSESSION_H
