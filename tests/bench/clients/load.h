// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Keeps so many requests in flight for so many seconds, and prints "requests seconds".

#pragma once

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qobject.h>

#include <cstdio>
#include <cstdlib>

class Load : public QObject
{
public:
    //! From the command line: PORT AT_ONCE SECONDS.
    explicit Load(char **argv) : port(std::atoi(argv[1])), m_open(std::atoi(argv[2])), m_limit(qint64(std::atof(argv[3]) * 1e9)) {}

    void start()
    {
        m_clock.start();
        for (int i = m_open; i > 0; --i)
            ask();
    }

    const int port;

protected:
    virtual void ask() = 0; // one request, and answered() at its end

    void answered()
    {
        ++m_done;
        if (m_clock.nsecsElapsed() < m_limit)
            return ask();
        if (--m_open > 0)
            return;
        std::printf("%lld %.6f\n", m_done, double(m_clock.nsecsElapsed()) / 1e9);
        QCoreApplication::quit();
    }

private:
    QElapsedTimer m_clock;
    int m_open;
    qint64 m_limit;
    long long m_done = 0;
};
