// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Saves a URL to a file, with a progress bar. What an earlier try left in the file is kept, and the rest asked for with
// a Range header; a server that answers 200 instead of 206 sends everything again.

#include <NodeHttp/Http>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>

#include <cstdio>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

void say(const QString &line)
{
    std::fputs(qPrintable(line + u'\n'), stderr);
}

void showProgress(qint64 done, qint64 all)
{
    if (all <= 0) {
        std::fprintf(stderr, "\r%lld bytes", static_cast<long long>(done));
        return;
    }
    const int percent = int(done * 100 / all);
    std::fprintf(stderr, "\r[%-50s] %3d %%", QByteArray(percent / 2, '#').constData(), percent);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Downloads a URL into a file and goes on where it stopped."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"url"_s, u"http: or https:"_s);
    parser.addPositionalArgument(u"file"_s, u"Where it goes."_s);
    parser.process(app);
    if (parser.positionalArguments().size() != 2)
        parser.showHelp(2);

    QFile file(parser.positionalArguments().at(1));
    if (!file.open(QIODevice::ReadWrite)) {
        say(file.errorString());
        return 1;
    }
    const qint64 had = file.size();
    RequestOptions options;
    if (had > 0)
        options.headers.append({"Range", "bytes=" + QByteArray::number(had) + '-'});

    bool complete = false;
    ClientRequest *get = NodeHttp::get(QUrl(parser.positionalArguments().at(0)), options, [&](IncomingMessage *response) {
        const int status = response->statusCode();
        if (status == 416) { // nothing is left to send
            complete = true;
            return response->close();
        }
        if (status != 200 && status != 206) {
            say(u"%1 %2"_s.arg(status).arg(response->statusMessage()));
            return response->close();
        }
        const qint64 start = status == 206 ? had : 0;
        if (!file.resize(start) || !file.seek(start))
            return response->destroy(Error(u"EIO"_s, file.errorString()));
        bool known = false;
        const qint64 length = response->header("content-length").toByteArray().toLongLong(&known);
        QObject::connect(response, &IncomingMessage::dataReceived, response, [&, length, known, start] {
            showProgress(file.pos(), known ? start + length : 0);
        });
        QObject::connect(response, &IncomingMessage::ended, response, [&] { complete = true; });
        response->pipe(&file, false);
    });
    QObject::connect(get, &ClientRequest::errorOccurred, get, [](const Error &error) { say(error.message()); });
    QObject::connect(get, &QObject::destroyed, &app, [&] {
        file.flush();
        say(complete ? u"\n%1 bytes"_s.arg(file.size()) : u"\nincomplete: try again to go on"_s);
        app.exit(complete ? 0 : 1);
    });
    return app.exec();
}
