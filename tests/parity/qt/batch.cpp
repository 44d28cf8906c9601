// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "batch.h"

#include "run.h"

#include <QtCore/qeventloop.h>

namespace {

constexpr qsizetype kAtOnce = 16;

class Batch
{
public:
    explicit Batch(const QList<Scenario> &scenarios) : m_scenarios(scenarios), m_transcripts(scenarios.size()) {}

    QList<QStringList> perform()
    {
        for (qsizetype i = 0; i < kAtOnce; ++i)
            startNext();
        if (m_running > 0)
            m_loop.exec();
        return m_transcripts;
    }

private:
    void startNext()
    {
        if (m_next == m_scenarios.size())
            return;
        const qsizetype i = m_next++;
        ++m_running;
        auto *run = new Run(m_scenarios[i]);
        QObject::connect(run, &Run::finished, run, [this, i, run] {
            m_transcripts[i] = run->lines();
            run->deleteLater();
            --m_running;
            startNext();
            if (m_running == 0)
                m_loop.quit();
        });
        run->start();
    }

    QList<Scenario> m_scenarios;
    QList<QStringList> m_transcripts;
    qsizetype m_next = 0;
    int m_running = 0;
    QEventLoop m_loop;
};

} // namespace

QList<QStringList> performAll(const QList<Scenario> &scenarios)
{
    return Batch(scenarios).perform();
}
