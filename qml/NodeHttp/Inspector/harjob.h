// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_HARJOB_H
#define NODEHTTP_INSPECTOR_HARJOB_H

#include "inspector/har.h"
#include "inspector/recorder.h"

#include <QtCore/qfile.h>
#include <QtCore/qsavefile.h>
#include <QtCore/qtimer.h>

#include <optional>

namespace NodeHttp::Inspector {

// Reads a HAR file into a recorder, or writes one, a few milliseconds at a time. Deletes itself after finished().
class HarJob : public QObject
{
    Q_OBJECT
public:
    explicit HarJob(TrafficRecorder *recorder, QObject *parent);
    ~HarJob() override;

    void read(const QString &file);
    // The records of these numbers, as far as they are still there.
    void write(const QString &file, const std::vector<quint64> &numbers, const HarWriter::Options &options);
    double progress() const { return m_progress; } // up to 1

Q_SIGNALS:
    void progressed();
    void finished(int entries, const QString &problem); // an empty problem: all went well

private:
    void readSome();
    void writeSome();
    void finish(int entries, const QString &problem);

    TrafficRecorder *const m_recorder;
    QTimer m_timer;
    QFile m_file;
    QByteArray m_text;                       // where the file cannot be mapped
    std::optional<HarReader> m_reader;
    qint64 m_size = 0;
    QSaveFile m_saved;
    std::vector<quint64> m_numbers;
    size_t m_at = 0;
    std::optional<HarWriter> m_writer;
    double m_progress = 0;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_HARJOB_H
