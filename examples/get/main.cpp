// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A small curl: prints the heads of the responses to the standard error and streams their bodies to the standard output.

#include "example.h"

#include <NodeHttp/Agent>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslconfiguration.h>

#include <cstdio>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

void say(const QString &line)
{
    std::fputs(qPrintable(line + u'\n'), stderr);
}

void printHead(const QString &version, int statusCode, const QString &statusMessage, const QStringList &rawHeaders)
{
    say(u"HTTP/%1 %2 %3"_s.arg(version).arg(statusCode).arg(statusMessage));
    for (qsizetype i = 0; i + 1 < rawHeaders.size(); i += 2)
        say(rawHeaders.at(i) + u": "_s + rawHeaders.at(i + 1));
    say({});
}

void printHead(const IncomingMessage *response)
{
    printHead(response->httpVersion(), response->statusCode(), response->statusMessage(), response->rawHeaders());
}

void printTimings(const ClientRequest *request)
{
    const RequestTimings t = request->timings();
    say(u"socket %1, name %2, connected %3, secured %4, sent %5, first byte %6, done %7 (µs since the start)%8"_s
            .arg(t.socketAssigned).arg(t.lookedUp).arg(t.connected).arg(t.secured).arg(t.sent).arg(t.firstByte).arg(t.done)
            .arg(request->reusedSocket() ? u", on a reused connection"_s : QString()));
}

void addOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addPositionalArgument(u"url"_s, u"http: or https:"_s);
    parser.addOptions({
        {{u"X"_s, u"method"_s}, u"Method of the request."_s, u"method"_s},
        {{u"H"_s, u"header"_s}, u"Header line, \"Name: value\"; may be repeated."_s, u"line"_s},
        {{u"d"_s, u"data"_s}, u"Body of the request; the method becomes POST."_s, u"text"_s},
        {{u"e"_s, u"expect"_s}, u"Sends the body when the server said 100 Continue."_s},
        {{u"u"_s, u"upgrade"_s}, u"Asks for another protocol, and prints what comes after the switch."_s, u"protocol"_s},
        {{u"n"_s, u"repeat"_s}, u"Sends the request so many times, one after the other."_s, u"count"_s, u"1"_s},
        {{u"k"_s, u"insecure"_s}, u"Accepts certificates that do not verify."_s},
        {{u"t"_s, u"timing"_s}, u"Prints when the request passed its phases."_s},
        {u"cacert"_s, u"Authorities to trust instead of the system's (PEM)."_s, u"file"_s},
        {u"cert"_s, u"Certificate of the client (PEM)."_s, u"file"_s},
        {u"key"_s, u"Its private key (PEM)."_s, u"file"_s},
        {u"unix-socket"_s, u"Connects to this Unix domain socket."_s, u"path"_s},
        {u"timeout"_s, u"Milliseconds the whole exchange may take."_s, u"ms"_s, u"0"_s},
    });
}

RequestOptions optionsFrom(const QCommandLineParser &parser)
{
    RequestOptions options;
    options.method = parser.isSet(u"X"_s) ? parser.value(u"X"_s) : parser.isSet(u"d"_s) ? u"POST"_s : QString();
    for (const QString &line : parser.values(u"H"_s)) {
        const qsizetype colon = line.indexOf(u':');
        options.headers.append({line.left(colon).toUtf8(), line.mid(colon + 1).trimmed()});
    }
    if (parser.isSet(u"e"_s))
        options.headers.append({"Expect", u"100-continue"_s});
    if (parser.isSet(u"u"_s)) {
        options.headers.append({"Connection", u"Upgrade"_s});
        options.headers.append({"Upgrade", parser.value(u"u"_s)});
    }
    options.socketPath = parser.value(u"unix-socket"_s);
    options.timeouts.total = std::chrono::milliseconds(parser.value(u"timeout"_s).toInt());
    if (parser.isSet(u"k"_s))
        options.rejectUnauthorized = false;
    if (parser.isSet(u"cert"_s) || parser.isSet(u"cacert"_s)) {
        QSslConfiguration tls = parser.isSet(u"cert"_s) ? tlsFromFiles(parser.value(u"cert"_s), parser.value(u"key"_s))
                                                        : QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        if (parser.isSet(u"cacert"_s))
            tls.setCaCertificates(QSslCertificate::fromPath(parser.value(u"cacert"_s)));
        options.sslConfiguration = tls;
    }
    return options;
}

// Sends the request so often as wanted, and ends the application.
class Get : public QObject
{
public:
    Get(const QCommandLineParser &parser, QFile *out)
        : m_parser(parser), m_out(out), m_url(parser.positionalArguments().constFirst()), m_options(optionsFrom(parser)),
          m_left(parser.value(u"n"_s).toInt()), m_agent(pooled())
    {
        if (m_left > 1)
            m_options.agent = &m_agent;
    }

    void send()
    {
        ClientRequest *sent = request(m_url, m_options, [this](IncomingMessage *response) { received(response); });
        connect(sent, &ClientRequest::informationReceived, this, [](const InformationalResponse &information) {
            printHead(information.httpVersion, information.statusCode, information.statusMessage, information.rawHeaders);
        });
        connect(sent, &ClientRequest::upgradeReceived, this, &Get::switched);
        connect(sent, &ClientRequest::errorOccurred, this, [this](const Error &error) { failed(error); });
        connect(sent, &ClientRequest::closed, this, [this, sent] {
            if (m_parser.isSet(u"t"_s))
                printTimings(sent);
        });
        connect(sent, &QObject::destroyed, this, [this] { // both messages have closed
            if (--m_left > 0 && m_code == 0)
                send();
            else if (!m_switched)
                QCoreApplication::exit(m_code);
        });
        const QString data = m_parser.value(u"d"_s);
        if (m_parser.isSet(u"e"_s)) {
            connect(sent, &ClientRequest::continueReceived, this, [sent, data] { sent->end(data); });
            sent->flushHeaders();
        } else if (m_parser.isSet(u"d"_s)) {
            sent->end(data);
        } else {
            sent->end();
        }
    }

private:
    static AgentOptions pooled()
    {
        AgentOptions options;
        options.keepAlive = true;
        return options;
    }

    void received(IncomingMessage *response)
    {
        printHead(response);
        connect(response, &IncomingMessage::dataReceived, this, [this](const QByteArray &chunk) { m_out->write(chunk); });
        connect(response, &IncomingMessage::errorOccurred, this, [this](const Error &error) { failed(error); });
    }

    void switched(IncomingMessage *response, QIODevice *socket, const QByteArray &head)
    {
        m_switched = true;
        printHead(response);
        m_out->write(head);
        const auto print = [this, socket] { m_out->write(socket->readAll()); };
        connect(socket, &QIODevice::readyRead, this, print);
        connect(socket, &QIODevice::readChannelFinished, this, [print] {
            print();
            QCoreApplication::quit();
        });
        print();
    }

    void failed(const Error &error)
    {
        say(error.code() + u": "_s + error.message());
        m_code = 1;
    }

    const QCommandLineParser &m_parser;
    QFile *m_out;
    QUrl m_url;
    RequestOptions m_options;
    int m_left;
    int m_code = 0;
    bool m_switched = false;
    Agent m_agent;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Prints what a URL answers."_s);
    addOptions(parser);
    parser.process(app);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 1;
    Get get(parser, &out);
    get.send();
    return app.exec();
}
