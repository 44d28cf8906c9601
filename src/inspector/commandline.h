// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_COMMANDLINE_H
#define NODEHTTP_INSPECTOR_COMMANDLINE_H

#include "inspector/bin.h"
#include "inspector/filter.h"
#include "inspector/har.h"
#include "inspector/proxy.h"
#include "inspector/remotetraffic.h"

#include <QtCore/qfile.h>
#include <QtCore/qhash.h>
#include <QtCore/qtextstream.h>

class QCommandLineParser;

namespace NodeHttp::Inspector {

// The inspector without a display: a bin, a proxy or both, a line for each exchange, a HAR file.
class CommandLine : public QObject
{
    Q_OBJECT
public:
    enum ExitCode : int { Good = 0, Matched = 1, Misused = 2, Failed = 3 };

    explicit CommandLine(QObject *parent = nullptr);
    ~CommandLine() override;

    static void addOptions(QCommandLineParser *parser);
    // Starts what the options ask for; -1: it runs. Anything else is the exit code.
    int start(const QCommandLineParser &parser);
    void stop();                                   // writes what is under way and ends the application

private:
    bool read(const QCommandLineParser &parser);
    bool readReply(const QCommandLineParser &parser);
    bool readRules(const QCommandLineParser &parser);
    bool readFilter(const QString &option, const QString &text, Filter *filter);
    bool openRecord(const QString &file);
    bool listen(Server *server, const char *what, bool listens);
    bool misuse(const QString &message);
    void attach(const QString &name);
    void onOver(quint64 number);
    void take(const ExchangeRecord &record);
    QString line(const ExchangeRecord &record) const;

    TrafficRecorder m_recorder;
    std::unique_ptr<Bin> m_bin;
    std::unique_ptr<Proxy> m_proxy;
    std::unique_ptr<RemoteTraffic> m_remote;
    Bin::Reply m_reply;
    QList<Bin::Rule> m_rules;
    QHash<QObject *, quint64> m_exchanges;         // of requests of the proxy
    Filter m_filter;
    Filter m_failIf;
    QFile m_file;
    std::unique_ptr<HarWriter> m_har;
    QTextStream m_out;
    QTextStream m_err;
    int m_binPort = -1;
    int m_proxyPort = -1;
    QHostAddress m_address{QHostAddress::LocalHost};
    qint64 m_limit = 0;                            // exchanges after which it ends; 0: none
    qint64 m_count = 0;
    bool m_quiet = false;
    bool m_withSecrets = false;
    bool m_matched = false;
    bool m_attached = false;
    bool m_failed = false;
    bool m_stopped = false;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_COMMANDLINE_H
