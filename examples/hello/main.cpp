// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The smallest useful server. With --mode it also streams, so that its cost can be measured.

#include "example.h"

#include <QtCore/qcoreapplication.h>

#include <algorithm>
#include <vector>

#ifdef Q_OS_LINUX
#include <NodeHttp/EpollEventDispatcher>
#endif

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPiece = 65536;

// Writes `size` bytes as fast as the client takes them.
void download(ServerResponse *response, qint64 size)
{
    static const QByteArray piece(kPiece, 'x');
    auto left = std::make_shared<qint64>(size);
    const auto fill = [response, left] {
        while (*left > 0) {
            const qsizetype n = qMin<qint64>(*left, kPiece);
            *left -= n;
            if (!response->write(n == kPiece ? piece : piece.first(n)))
                break;
        }
        if (*left == 0)
            response->end();
    };
    response->setHeader("Content-Length", size);
    QObject::connect(response, &ServerResponse::drained, response, fill);
    fill();
}

// The loop must be known before the application exists, so --loop is looked for by hand.
void chooseLoop(int argc, char **argv)
{
#ifdef Q_OS_LINUX
    const std::vector<QByteArray> arguments(argv, argv + argc);
    const auto option = std::find(arguments.begin(), arguments.end(), "--loop");
    const bool apart = option != arguments.end() && option + 1 != arguments.end() && option[1] == "epoll";
    if (apart || std::find(arguments.begin(), arguments.end(), "--loop=epoll") != arguments.end()) {
        QCoreApplication::setEventDispatcher(new EpollEventDispatcher);
        return;
    }
#else
    Q_UNUSED(argc);
    Q_UNUSED(argv);
#endif
    // Qt's own event loop costs a microsecond less for each request than glib's, which only mixed programs need.
    if (!qEnvironmentVariableIsSet("QT_NO_GLIB"))
        qputenv("QT_NO_GLIB", "1");
}

} // namespace

int main(int argc, char **argv)
{
    chooseLoop(argc, argv);
    QCoreApplication app(argc, argv);
    Example example(u"Says hello."_s);
    example.parser.addOptions({
        {u"mode"_s, u"hello, download or upload."_s, u"mode"_s, u"hello"_s},
        {u"size"_s, u"Bytes of a download."_s, u"bytes"_s, u"1073741824"_s},
        {u"loop"_s, u"Event loop: qt, or epoll for many connections (Linux)."_s, u"loop"_s, u"qt"_s},
        {u"cert"_s, u"Certificate chain (PEM): serves HTTPS."_s, u"file"_s},
        {u"key"_s, u"Private key (PEM)."_s, u"file"_s},
    });
    example.process();
    const QString mode = example.parser.value(u"mode"_s);
    const qint64 size = example.parser.value(u"size"_s).toLongLong();

    Server *server = createServer([=](IncomingMessage *request, ServerResponse *response) {
        if (mode == "download"_L1)
            return download(response, size);
        if (mode == "upload"_L1) {
            request->resume();
            QObject::connect(request, &IncomingMessage::ended, response, [response] { response->end("received\n"); });
            return;
        }
        response->setHeader("Content-Type", "text/plain");
        response->end("Hello, World!");
    }, &app);

    if (example.parser.isSet(u"cert"_s))
        server->setSslConfiguration(tlsFromFiles(example.parser.value(u"cert"_s), example.parser.value(u"key"_s)));
    return example.run(server, u"-i"_s);
}
