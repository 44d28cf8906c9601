// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Files of a hundred megabytes and more, without a pause of the window.

#include "harjob.h"

#include <QtCore/qdeadlinetimer.h>

namespace NodeHttp::Inspector {

namespace {

constexpr int kSlice = 8; // milliseconds

} // namespace

HarJob::HarJob(TrafficRecorder *recorder, QObject *parent) : QObject(parent), m_recorder(recorder)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_reader ? readSome() : writeSome(); });
}

HarJob::~HarJob() = default;

void HarJob::finish(int entries, const QString &problem)
{
    m_timer.stop();
    deleteLater();
    Q_EMIT finished(entries, problem);
}

void HarJob::read(const QString &name)
{
    m_file.setFileName(name);
    if (!m_file.open(QIODevice::ReadOnly))
        return finish(0, tr("%1: %2").arg(name, m_file.errorString()));
    m_size = m_file.size();
    if (const uchar *mapped = m_file.map(0, m_size)) {
        m_reader.emplace(QByteArrayView(mapped, m_size), m_recorder->bodyStore());
    } else {
        m_text = m_file.readAll();
        m_reader.emplace(QByteArrayView(m_text), m_recorder->bodyStore());
    }
    m_timer.start();
}

void HarJob::readSome()
{
    const QDeadlineTimer deadline(kSlice, Qt::PreciseTimer);
    do {
        std::optional<ExchangeRecord> record = m_reader->next();
        if (!record) {
            const HarImport &result = m_reader->result();
            return finish(result.entries, result.isGood() ? QString() : tr("%1, at byte %2: %3").arg(m_file.fileName())
                                                                            .arg(result.problemAt).arg(result.problem));
        }
        m_recorder->add(std::move(*record));
    } while (!deadline.hasExpired());
    m_progress = double(m_reader->at()) / double(qMax<qint64>(1, m_size));
    Q_EMIT progressed();
}

void HarJob::write(const QString &name, const std::vector<quint64> &numbers, const HarWriter::Options &options)
{
    m_numbers = numbers;
    m_saved.setFileName(name);
    if (!m_saved.open(QIODevice::WriteOnly))
        return finish(0, tr("%1: %2").arg(name, m_saved.errorString()));
    m_writer.emplace(&m_saved, &m_recorder->bodies(), options);
    m_timer.start();
}

void HarJob::writeSome()
{
    const QDeadlineTimer deadline(kSlice, Qt::PreciseTimer);
    for (; m_at < m_numbers.size() && !deadline.hasExpired(); ++m_at) {
        if (const qsizetype row = m_recorder->rowOf(m_numbers[m_at]); row >= 0)
            m_writer->write(m_recorder->at(row));
    }
    if (m_at < m_numbers.size()) {
        m_progress = double(m_at) / double(m_numbers.size());
        Q_EMIT progressed();
        return;
    }
    const int written = m_writer->written();
    const bool good = m_writer->finish() && m_saved.commit();
    finish(written, good ? QString() : tr("%1: %2").arg(m_saved.fileName(), m_saved.errorString()));
}

} // namespace NodeHttp::Inspector
