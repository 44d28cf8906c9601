// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Sockets that were opened before the process started. The program starts itself with --activated to be that process.

#include "groups.h"
#include "rawpeer.h"

#include <NodeHttp/ListenDescriptors>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qprocess.h>
#include <QtNetwork/qtcpserver.h>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

// Serves what it was given: the first socket with a Server, the second with a ServerGroup.
int beActivated()
{
    const QList<ListenDescriptor> sockets = listenDescriptors();
    for (const ListenDescriptor &socket : sockets) {
        std::printf("%d %s %s\n", int(socket.descriptor), qPrintable(socket.name),
                    ::fcntl(int(socket.descriptor), F_GETFD) & FD_CLOEXEC ? "closes" : "stays");
    }
    std::printf("%d again, %d variables\n", int(listenDescriptors().size()),
                qEnvironmentVariableIsSet("LISTEN_FDS") + qEnvironmentVariableIsSet("LISTEN_PID")
                    + qEnvironmentVariableIsSet("LISTEN_FDNAMES"));
    std::fflush(stdout);
    Server server;
    ServerGroupOptions options;
    options.threads = 2;
    ServerGroup group(options, tellThread);
    QObject::connect(&server, &Server::requestReceived, &server, [](auto *, auto *res) { res->end("server"); });
    ListenOptions listening;
    if (sockets.size() > 0) {
        listening.descriptor = sockets[0].descriptor;
        server.listen(listening);
    }
    if (sockets.size() > 1) {
        listening.descriptor = sockets[1].descriptor;
        group.listen(listening);
    }
    return sockets.isEmpty() ? 0 : QCoreApplication::exec();
}

class Activated : public QProcess
{
public:
    // `variables` as a shell writes them, in which $$ is the process itself.
    Activated(const QList<qintptr> &sockets, const QString &variables)
    {
        setChildProcessModifier([sockets] {
            for (int i = 0; i < sockets.size(); ++i)
                ::fcntl(int(sockets[i]), F_DUPFD, 100 + i); // out of the way first, then to where systemd puts them
            for (int i = 0; i < sockets.size(); ++i)
                ::dup2(100 + i, 3 + i);
        });
        setProcessChannelMode(ForwardedErrorChannel);
        start(u"/bin/sh"_s, {u"-c"_s, variables + u" exec \"$0\" --activated"_s, QCoreApplication::applicationFilePath()});
    }
    ~Activated() override
    {
        kill();
        waitForFinished();
    }
    QByteArray said()
    {
        m_said += readAllStandardOutput();
        return m_said;
    }

private:
    QByteArray m_said;
};

} // namespace

class tst_Activation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void served();
    void refused_data();
    void refused();
};

void tst_Activation::served()
{
    QTcpServer first, second;
    QVERIFY(first.listen(QHostAddress::LocalHost) && second.listen(QHostAddress::LocalHost));
    first.pauseAccepting();
    second.pauseAccepting();
    Activated process({first.socketDescriptor(), second.socketDescriptor()},
                      u"LISTEN_PID=$$ LISTEN_FDS=2 LISTEN_FDNAMES=web:"_s);
    QTRY_COMPARE(process.said(), "3 web closes\n4 unknown closes\n0 again, 0 variables\n");
    QCOMPARE(ask(first.serverPort()), "server");
    QVERIFY(ask(second.serverPort()).startsWith('t'));
}

void tst_Activation::refused_data()
{
    QTest::addColumn<QString>("variables");
    QTest::newRow("nothing set") << QString();
    QTest::newRow("no process") << u"LISTEN_FDS=1"_s;
    QTest::newRow("another process") << u"LISTEN_PID=1 LISTEN_FDS=1"_s;
    QTest::newRow("no number") << u"LISTEN_PID=$$ LISTEN_FDS=one"_s;
    QTest::newRow("negative") << u"LISTEN_PID=$$ LISTEN_FDS=-1"_s;
    QTest::newRow("none") << u"LISTEN_PID=$$ LISTEN_FDS=0"_s;
}

void tst_Activation::refused()
{
    QFETCH(const QString, variables);
    QTcpServer socket;
    QVERIFY(socket.listen(QHostAddress::LocalHost));
    Activated process({socket.socketDescriptor()}, variables);
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    QCOMPARE(process.said(), "0 again, 0 variables\n");
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc > 1 && qstrcmp(argv[1], "--activated") == 0)
        return beActivated();
    tst_Activation test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_activation.moc"
