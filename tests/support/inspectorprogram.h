// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef INSPECTORPROGRAM_H
#define INSPECTORPROGRAM_H

#include <QtCore/qprocess.h>
#include <QtTest/qtest.h>

#include <csignal>

// The program nodehttp-inspector, running.
class Program
{
public:
    explicit Program(const QStringList &arguments, const QString &inspect = {}) // the latter: NODEHTTP_INSPECT
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (!inspect.isEmpty())
            environment.insert(QStringLiteral("NODEHTTP_INSPECT"), inspect);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(NODEHTTP_BIN_DIR "/nodehttp-inspector"), arguments);
    }
    ~Program()
    {
        process.kill();
        process.waitForFinished();
    }
    int port(const QString &what) // as soon as it is known
    {
        int port = 0;
        (void)QTest::qWaitFor([&] {
            output += QString::fromUtf8(process.readAllStandardOutput());
            QStringList lines = output.split(u'\n');
            lines.removeLast(); // it is not whole
            for (const QString &line : std::as_const(lines)) {
                if (line.startsWith(what + QStringLiteral(" on 127.0.0.1:")))
                    port = line.section(u':', -1).toInt();
            }
            return port > 0;
        }, 20000);
        return port;
    }
    bool hasPrinted(const QString &text)
    {
        return QTest::qWaitFor([&] {
            output += QString::fromUtf8(process.readAllStandardOutput());
            return output.contains(text);
        }, 20000);
    }
    int end(int signal = SIGINT)
    {
        if (process.state() == QProcess::Running && signal != 0)
            ::kill(pid_t(process.processId()), signal);
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20000))
            return -1;
        output += QString::fromUtf8(process.readAllStandardOutput());
        errors += QString::fromUtf8(process.readAllStandardError());
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    }

    QProcess process;
    QString output, errors;
};

#endif // INSPECTORPROGRAM_H
