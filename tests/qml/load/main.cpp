// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A handler in QML under load. Without arguments it serves 50,000 requests to a thread of its own and fails when memory
// still grows after the first 10,000. With --port it serves whoever comes, for wrk and its like.

#include "blockingpeer.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qthread.h>
#include <QtQml/qqmlcomponent.h>
#include <QtQml/qqmlengine.h>

#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

constexpr int kWarmUp = 10000;
constexpr int kMeasured = 40000;
constexpr int kAtOnce = 10;
// Memory checkers keep what was freed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 kMayGrow = 256 << 20;
#else
constexpr qint64 kMayGrow = 4 << 20;
#endif

// Serves `requests` requests to a client in another thread; false when one was not answered.
bool serve(int port, int requests)
{
    bool good = true;
    QEventLoop loop;
    const std::unique_ptr<QThread> client(QThread::create([&] {
        BlockingPeer peer(port);
        const QByteArray plain = "GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: load\r\n\r\n";
        const QByteArray full = "POST /full HTTP/1.1\r\nHost: x\r\nUser-Agent: load\r\nContent-Length: 5\r\n\r\nhello";
        QByteArray batch;
        for (int i = 0; i < kAtOnce; ++i)
            batch += i % 2 ? full : plain;
        for (int sent = 0; sent < requests && good; sent += kAtOnce) {
            good = peer.send(batch);
            for (int i = 0; i < kAtOnce && good; ++i)
                good = peer.receiveUntil("Hello, World!").endsWith("Hello, World!");
        }
    }));
    QObject::connect(client.get(), &QThread::finished, &loop, &QEventLoop::quit);
    client->start();
    loop.exec();
    client->wait();
    return good;
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_NO_GLIB"))
        qputenv("QT_NO_GLIB", "1"); // as the example hello, with which it is compared
    QCoreApplication app(argc, argv);
    QQmlEngine engine;
    engine.addImportPath(QStringLiteral(NODEHTTP_QML_DIR));
    QQmlComponent component(&engine, QUrl::fromLocalFile(QStringLiteral(NODEHTTP_SOURCE_DIR "/tests/qml/load/Load.qml")));
    const std::unique_ptr<QObject> server(component.beginCreate(engine.rootContext()));
    if (!server) {
        std::fprintf(stderr, "%s\n", qPrintable(component.errorString()));
        return 1;
    }
    const qsizetype option = app.arguments().indexOf(u"--port"_s);
    if (option >= 0)
        server->setProperty("port", app.arguments().value(option + 1).toInt());
    QEventLoop loop;
    QObject::connect(server.get(), SIGNAL(listeningStarted()), &loop, SLOT(quit()));
    component.completeCreate();
    loop.exec();
    if (option >= 0)
        return QCoreApplication::exec();

    const int port = server->property("port").toInt();
    if (!serve(port, kWarmUp))
        return 1;
    const qint64 before = residentMemory();
    if (!serve(port, kMeasured))
        return 1;
    const qint64 grown = residentMemory() - before;
    std::printf("%d requests after %d: %.1f MB, %+.2f MB\n", kMeasured, kWarmUp, double(before) / 1e6, double(grown) / 1e6);
    return grown < kMayGrow ? 0 : 1;
}
