// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A small curl: prints the head of a response to the standard error and streams its body to the standard output.

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

void printHead(const IncomingMessage *response)
{
    say(u"HTTP/%1 %2 %3"_s.arg(response->httpVersion()).arg(response->statusCode()).arg(response->statusMessage()));
    const QStringList raw = response->rawHeaders();
    for (qsizetype i = 0; i + 1 < raw.size(); i += 2)
        say(raw.at(i) + u": "_s + raw.at(i + 1));
    say({});
}

void printTimings(const RequestTimings &t)
{
    say(u"socket %1, name %2, connected %3, secured %4, sent %5, first byte %6, done %7 (µs since the start)"_s
            .arg(t.socketAssigned).arg(t.lookedUp).arg(t.connected).arg(t.secured).arg(t.sent).arg(t.firstByte).arg(t.done));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Prints what a URL answers."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"url"_s, u"http: or https:"_s);
    parser.addOptions({
        {{u"X"_s, u"method"_s}, u"Method of the request."_s, u"method"_s},
        {{u"H"_s, u"header"_s}, u"Header line, \"Name: value\"; may be repeated."_s, u"line"_s},
        {{u"d"_s, u"data"_s}, u"Body of the request; the method becomes POST."_s, u"text"_s},
        {{u"k"_s, u"insecure"_s}, u"Accepts certificates that do not verify."_s},
        {{u"t"_s, u"timing"_s}, u"Prints when the request passed its phases."_s},
        {u"timeout"_s, u"Milliseconds the whole exchange may take."_s, u"ms"_s, u"0"_s},
    });
    parser.process(app);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);

    RequestOptions options;
    options.method = parser.isSet(u"X"_s) ? parser.value(u"X"_s) : parser.isSet(u"d"_s) ? u"POST"_s : QString();
    for (const QString &line : parser.values(u"H"_s)) {
        const qsizetype colon = line.indexOf(u':');
        options.headers.append({line.left(colon).toUtf8(), line.mid(colon + 1).trimmed()});
    }
    options.timeouts.total = std::chrono::milliseconds(parser.value(u"timeout"_s).toInt());
    if (parser.isSet(u"k"_s))
        options.rejectUnauthorized = false;

    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 1;
    int code = 0;
    ClientRequest *get = request(QUrl(parser.positionalArguments().constFirst()), options, [&](IncomingMessage *response) {
        printHead(response);
        QObject::connect(response, &IncomingMessage::dataReceived, response, [&](const QByteArray &chunk) { out.write(chunk); });
        QObject::connect(response, &IncomingMessage::errorOccurred, response, [&](const Error &error) {
            say(error.message());
            code = 1;
        });
    });
    QObject::connect(get, &ClientRequest::errorOccurred, get, [&](const Error &error) {
        say(error.code() + u": "_s + error.message());
        code = 1;
    });
    QObject::connect(get, &ClientRequest::closed, get, [&, get] {
        if (parser.isSet(u"t"_s))
            printTimings(get->timings());
    });
    QObject::connect(get, &QObject::destroyed, &app, [&] { app.exit(code); }); // both messages have closed
    if (parser.isSet(u"d"_s))
        get->end(parser.value(u"d"_s));
    else
        get->end();
    return app.exec();
}
