// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorModelsTesting

// When the program opens its window, and what goes with it.

#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

class tst_WindowProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void misuse_data();
    void misuse();
    void scriptsGetNoWindow();
    void opensUntilTold();

private:
    void start(QProcess *process, const QStringList &arguments, bool display = false);

    QTemporaryDir m_settings;
};

void tst_WindowProgram::start(QProcess *process, const QStringList &arguments, bool display)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, m_settings.path());
    environment.remove(u"WAYLAND_DISPLAY"_s);
    if (display)
        environment.insert(u"DISPLAY"_s, u":0"_s); // not asked for anything: the platform is another
    else
        environment.remove(u"DISPLAY"_s);
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral(NODEHTTP_BIN_DIR "/nodehttp-inspector"), arguments);
}

void tst_WindowProgram::misuse_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("of scripts") << QStringList{u"--window"_s, u"--record"_s, u"x.har"_s} << u"--record does not go with the window"_s;
    QTest::newRow("filter") << QStringList{u"--window"_s, u"--filter"_s, u"("_s} << u"--filter: "_s;
    QTest::newRow("port") << QStringList{u"--window"_s, u"--bin"_s, u"no"_s} << u"want a port"_s;
    QTest::newRow("address") << QStringList{u"--window"_s, u"--listen"_s, u"no"_s} << u"wants an address"_s;
}

void tst_WindowProgram::misuse()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    QProcess process;
    start(&process, arguments);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 2);
    QVERIFY2(QString::fromLocal8Bit(process.readAllStandardError()).contains(said), qPrintable(said));
}

void tst_WindowProgram::scriptsGetNoWindow()
{
    for (const QStringList &arguments : {QStringList{}, QStringList{u"--headless"_s}, QStringList{u"--bin"_s, u"0"_s}}) {
        QProcess process;
        start(&process, arguments, !arguments.isEmpty()); // without options the display decides
        QTRY_VERIFY_WITH_TIMEOUT(process.bytesAvailable() > 0, 20000);
        QVERIFY(process.readAllStandardOutput().startsWith("bin on 127.0.0.1:"));
        process.terminate();
        QVERIFY(process.waitForFinished());
    }
}

void tst_WindowProgram::opensUntilTold()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"one.har"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"log\": {\"entries\": []}}");
    file.close();
    QTcpServer finder; // its port is free in a moment
    QVERIFY(finder.listen(QHostAddress::LocalHost));
    const quint16 port = finder.serverPort();
    finder.close();
    QProcess process;
    start(&process, {u"--window"_s, u"--bin"_s, QString::number(port), file.fileName()});
    QByteArray answer; // comes once the window is open and the event loop turns
    QTcpSocket socket;
    connect(&socket, &QTcpSocket::connected, &socket, [&] { socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); });
    connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    connect(&socket, &QTcpSocket::errorOccurred, &socket, [&] {
        if (answer.isEmpty())
            QTimer::singleShot(50, &socket, [&] { socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port); });
    });
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    QTRY_VERIFY_WITH_TIMEOUT(answer.startsWith("HTTP/1.1 200"), 30000);
    QCOMPARE(process.state(), QProcess::Running);
    process.terminate();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
}

QTEST_GUILESS_MAIN(tst_WindowProgram)
#include "tst_windowprogram.moc"
