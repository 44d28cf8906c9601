// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_POOLMODEL_H
#define NODEHTTP_INSPECTOR_POOLMODEL_H

#include "rowsmodel.h"

#include "inspector/poolrecorder.h"

#include <QtCore/qtimer.h>
#include <QtQmlIntegration/qqmlintegration.h>

namespace NodeHttp::Inspector {

// The pools of all agents of the process: a row for each group, and below it one for each of its connections.
class NODEHTTP_INSPECTOR_EXPORT PoolModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool recording READ isRecording WRITE setRecording NOTIFY recordingChanged)
    Q_PROPERTY(bool goneShown READ isGoneShown WRITE setGoneShown NOTIFY goneShownChanged)
    Q_PROPERTY(NodeHttp::Inspector::RowsModel *rows READ rows CONSTANT)
    Q_PROPERTY(int groups READ groups NOTIFY changed)
public:
    explicit PoolModel(QObject *parent = nullptr);

    bool isRecording() const { return m_recorder.isRecording(); }
    void setRecording(bool on);
    bool isGoneShown() const { return m_goneShown; } // connections that were dropped
    void setGoneShown(bool on);
    // id, group (true: a row of a group), title, detail, state ("busy", "idle", "gone"), uses, age, left, note
    RowsModel *rows() { return &m_rows; }
    int groups() const { return int(m_recorder.groups().size()); }
    PoolRecorder *recorder() { return &m_recorder; }

    Q_INVOKABLE void clear();

Q_SIGNALS:
    void recordingChanged();
    void goneShownChanged();
    void changed();

private:
    void update();
    QVariantList groupRow(const PoolGroup &group) const;
    QVariantList socketRow(const PoolSocket &socket) const;

    PoolRecorder m_recorder;
    RowsModel m_rows;
    QTimer m_soon;                       // much may happen at once
    QTimer m_clock;                      // ages and countdowns
    bool m_goneShown = true;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_POOLMODEL_H
