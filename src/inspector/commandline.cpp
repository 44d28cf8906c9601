// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Options, what they start, and what is printed. Records leave memory as soon as they are written down.

#include "inspector/commandline.h"

#include "inspector/binrules.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qdatetime.h>

#include <cstdio>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

bool readPort(const QString &text, int *port)
{
    bool good = false;
    *port = text.toInt(&good);
    return good && *port >= 0 && *port <= 65535;
}

QString bytesText(qint64 bytes)
{
    if (bytes < 1024)
        return u"%1 B"_s.arg(bytes);
    if (bytes < 1024 * 1024)
        return u"%1 kB"_s.arg(double(bytes) / 1024, 0, 'f', 1);
    return u"%1 MB"_s.arg(double(bytes) / 1048576, 0, 'f', 1);
}

// What a terminal would take for a command of its own must not come from a peer.
QString printable(QString text)
{
    for (QChar &c : text) {
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0))
            c = u'?';
    }
    return text;
}

TrafficRecorder::Limits headlessLimits()
{
    TrafficRecorder::Limits limits;
    limits.events = 0;
    return limits;
}

} // namespace

CommandLine::CommandLine(QObject *parent)
    : QObject(parent), m_recorder(headlessLimits()), m_out(stdout), m_err(stderr)
{
    connect(&m_recorder, &TrafficRecorder::recordOver, this, &CommandLine::onOver);
}

CommandLine::~CommandLine() = default;

void CommandLine::addOptions(QCommandLineParser *parser)
{
    parser->addOptions({
        {u"bin"_s, u"Answers whatever comes to PORT (0: any free one)."_s, u"PORT"_s},
        {u"proxy"_s, u"Is a forward proxy on PORT (0: any free one)."_s, u"PORT"_s},
        {u"attach"_s, u"Shows the traffic of a process that runs with NODEHTTP_INSPECT=NAME."_s, u"NAME"_s},
        {u"listen"_s, u"Listens on ADDRESS instead of 127.0.0.1. Anybody who reaches it can use the bin and the proxy."_s,
         u"ADDRESS"_s},
        {u"record"_s, u"Writes every exchange to FILE, in HAR 1.2."_s, u"FILE"_s},
        {u"secrets"_s, u"Does not mask Authorization, Cookie, Set-Cookie and Proxy-Authorization in FILE."_s},
        {u"filter"_s, u"Prints and records only exchanges that match EXPR."_s, u"EXPR"_s},
        {u"fail-if"_s, u"Ends with the exit code 1 when an exchange matched EXPR."_s, u"EXPR"_s},
        {u"reply"_s, u"Status of the bin's answers. Default: 200."_s, u"STATUS"_s},
        {u"reply-header"_s, u"A header of the bin's answers; may be given several times."_s, u"NAME: VALUE"_s},
        {u"reply-body"_s, u"Body of the bin's answers; @FILE reads it from a file."_s, u"TEXT"_s},
        {u"reply-delay"_s, u"Milliseconds before the bin answers."_s, u"MS"_s},
        {u"echo"_s, u"The bin answers with the body of the request."_s},
        {u"rule"_s, u"How the bin answers some requests: METHOD PATH STATUS [BODY], as in 'POST /orders 201 {\"id\": 7}'. * stands for "
                    "anything, \"echo\" for a status, @FILE for a body. May be given several times; the first that fits counts."_s,
         u"RULE"_s},
        {u"rules"_s, u"Reads rules from FILE: one on each line, or JSON."_s, u"FILE"_s},
        {u"count"_s, u"Ends after N exchanges."_s, u"N"_s},
        {u"headless"_s, u"Opens no window, although there is a display. The other options mean the same."_s},
        {u"quiet"_s, u"Prints no line for each exchange."_s},
    });
}

bool CommandLine::misuse(const QString &message)
{
    m_err << "nodehttp-inspector: " << message << Qt::endl;
    return false;
}

bool CommandLine::readFilter(const QString &option, const QString &text, Filter *filter)
{
    *filter = Filter::parse(text);
    const FilterError error = filter->error();
    if (!error)
        return true;
    m_err << "nodehttp-inspector: --" << option << ": " << error.message << '\n'
          << "  " << printable(text) << '\n'
          << "  " << QString(error.at, u' ') << QString(qMax<qsizetype>(1, error.size), u'^') << Qt::endl;
    return false;
}

bool CommandLine::readReply(const QCommandLineParser &parser)
{
    m_reply.echo = parser.isSet(u"echo"_s);
    if (parser.isSet(u"reply"_s)) {
        bool good = false;
        m_reply.status = parser.value(u"reply"_s).toInt(&good);
        if (!good || m_reply.status < 200 || m_reply.status > 999)
            return misuse(u"--reply wants a status from 200 to 999"_s);
    }
    for (const QString &header : parser.values(u"reply-header"_s)) {
        const qsizetype colon = header.indexOf(u':');
        const Header field{header.left(colon).toLatin1(), header.mid(colon + 1).trimmed()};
        if (colon <= 0 || validateHeaderName(field.name) || validateHeaderValue(field.name, field.value))
            return misuse(u"--reply-header wants NAME: VALUE, not \"%1\""_s.arg(printable(header)));
        m_reply.headers.append(field);
    }
    QString body = parser.value(u"reply-body"_s);
    m_reply.body = body.toUtf8();
    if (body.startsWith(u'@')) {
        QFile file(body.mid(1));
        if (!file.open(QIODevice::ReadOnly))
            return misuse(u"--reply-body: %1: %2"_s.arg(file.fileName(), file.errorString()));
        m_reply.body = file.readAll();
    }
    if (parser.isSet(u"reply-delay"_s)) {
        bool good = false;
        m_reply.delay = std::chrono::milliseconds(parser.value(u"reply-delay"_s).toUInt(&good));
        if (!good)
            return misuse(u"--reply-delay wants milliseconds"_s);
    }
    return readRules(parser);
}

bool CommandLine::readRules(const QCommandLineParser &parser)
{
    for (const QString &line : parser.values(u"rule"_s)) {
        const BinRules rule = BinRules::fromLine(line);
        if (!rule.isGood())
            return misuse(u"--rule: "_s + printable(rule.problem));
        m_rules += rule.rules;
    }
    for (const QString &file : parser.values(u"rules"_s)) {
        const BinRules rules = BinRules::fromFile(file);
        if (!rules.isGood())
            return misuse(u"--rules: "_s + printable(rules.problem));
        m_rules += rules.rules;
    }
    return true;
}

bool CommandLine::read(const QCommandLineParser &parser)
{
    if (!parser.positionalArguments().isEmpty())
        return misuse(u"\"%1\" means nothing here"_s.arg(printable(parser.positionalArguments().constFirst())));
    if (parser.isSet(u"bin"_s) && !readPort(parser.value(u"bin"_s), &m_binPort))
        return misuse(u"--bin wants a port"_s);
    if (parser.isSet(u"proxy"_s) && !readPort(parser.value(u"proxy"_s), &m_proxyPort))
        return misuse(u"--proxy wants a port"_s);
    if (parser.isSet(u"listen"_s) && !m_address.setAddress(parser.value(u"listen"_s)))
        return misuse(u"--listen wants an address"_s);
    if (parser.isSet(u"count"_s) && (m_limit = parser.value(u"count"_s).toLongLong()) <= 0)
        return misuse(u"--count wants a number above 0"_s);
    m_quiet = parser.isSet(u"quiet"_s);
    m_withSecrets = parser.isSet(u"secrets"_s);
    return readReply(parser) && readFilter(u"filter"_s, parser.value(u"filter"_s), &m_filter)
        && readFilter(u"fail-if"_s, parser.value(u"fail-if"_s), &m_failIf);
}

bool CommandLine::openRecord(const QString &name)
{
    m_file.setFileName(name);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return misuse(u"%1: %2"_s.arg(name, m_file.errorString()));
    HarWriter::Options options;
    options.withSecrets = m_withSecrets;
    m_har = std::make_unique<HarWriter>(&m_file, &m_recorder.bodies(), options);
    return true;
}

bool CommandLine::listen(Server *server, const char *what, bool listens)
{
    if (!listens)
        return misuse(u"%1: %2"_s.arg(QLatin1String(what), server->error().message()));
    const bool v6 = m_address.protocol() == QAbstractSocket::IPv6Protocol;
    const QString where = u"%1:%2"_s.arg(v6 ? u"[%1]"_s.arg(m_address.toString()) : m_address.toString(), QString::number(server->port()));
    m_out << what << " on " << where << Qt::endl;
    if (!m_quiet && server != (m_proxy ? m_proxy->server() : nullptr))
        m_out << "Try: curl -i -d hello 'http://" << where << "/any/path?a=b'" << Qt::endl;
    else if (!m_quiet)
        m_out << "Try: curl -i -x http://" << where << " http://example.com/" << Qt::endl;
    return true;
}

int CommandLine::start(const QCommandLineParser &parser)
{
    if (!read(parser))
        return Misused;
    const QString attachTo = parser.value(u"attach"_s);
    if (m_binPort < 0 && m_proxyPort < 0 && attachTo.isEmpty())
        m_binPort = 0;
    if (parser.isSet(u"record"_s) && !openRecord(parser.value(u"record"_s)))
        return Failed;

    m_recorder.setChooser([this](const TrafficExchange &told) {
        TrafficRecorder::Choice choice;
        choice.recorded = told.side == TrafficSide::Server;
        choice.origin = m_proxy && told.owner == m_proxy->server() ? Origin::Proxy : Origin::Bin;
        if (choice.recorded && told.method == "CONNECT")
            m_exchanges.insert(told.request, told.id);
        return choice;
    });
    m_recorder.start(TrafficObserver::Bodies | TrafficObserver::RawHeads);
    if (m_binPort >= 0) {
        m_bin = std::make_unique<Bin>();
        m_bin->setReply(m_reply);
        m_bin->setRules(m_rules);
        if (!listen(m_bin->server(), "bin", m_bin->listen(m_binPort, m_address)))
            return Failed;
    }
    if (m_proxyPort >= 0) {
        m_proxy = std::make_unique<Proxy>();
        m_proxy->setTunnelListener([this](IncomingMessage *request, const QByteArray &answer, qint64 up, qint64 down) {
            m_recorder.setTunnel(m_exchanges.value(request), answer, up, down);
        });
        if (!listen(m_proxy->server(), "proxy", m_proxy->listen(m_proxyPort, m_address)))
            return Failed;
    }
    if (!attachTo.isEmpty())
        attach(attachTo);
    return -1;
}

void CommandLine::attach(const QString &name)
{
    m_remote = std::make_unique<RemoteTraffic>(&m_recorder);
    connect(m_remote.get(), &RemoteTraffic::attached, this, [this] {
        m_attached = true;
        m_out << "attached to " << m_remote->name() << " (" << printable(m_remote->program()) << ", " << m_remote->pid() << ')' << Qt::endl;
    });
    connect(m_remote.get(), &RemoteTraffic::lostChanged, this, [this] {
        misuse(u"%1 messages were lost so far: too much at once"_s.arg(m_remote->lost()));
    });
    connect(m_remote.get(), &RemoteTraffic::detached, this, [this] {
        misuse(m_remote->errorString());
        m_failed = !m_attached;
        if (!m_bin && !m_proxy) // nothing is left to do
            stop();
    }, Qt::QueuedConnection);
    m_remote->attach(name);
}

// A record goes when its signal has been handled: the recorder is in the middle of its own work now.
void CommandLine::onOver(quint64 number)
{
    if (const qsizetype row = m_recorder.rowOf(number); row >= 0) {
        if (QObject *request = m_exchanges.key(m_recorder.at(row).exchange))
            m_exchanges.remove(request);
        if (!m_stopped)
            take(m_recorder.at(row));
    }
    QMetaObject::invokeMethod(this, [this, number] { m_recorder.drop(number); }, Qt::QueuedConnection);
    if (m_limit > 0 && m_count >= m_limit)
        QMetaObject::invokeMethod(this, &CommandLine::stop, Qt::QueuedConnection);
}

void CommandLine::take(const ExchangeRecord &record)
{
    if (m_limit > 0 && m_count >= m_limit)
        return;
    if (!m_filter.matches(record, m_recorder.bodies()))
        return;
    ++m_count;
    if (!m_failIf.isEmpty() && m_failIf.matches(record, m_recorder.bodies()))
        m_matched = true;
    if (m_har)
        m_har->write(record);
    if (!m_quiet)
        m_out << line(record) << Qt::endl;
}

QString CommandLine::line(const ExchangeRecord &record) const
{
    const QString time = QDateTime::fromMSecsSinceEpoch(record.startedAt).toString(u"HH:mm:ss.zzz"_s);
    const QString what = record.origin == Origin::Proxy ? record.url() : QString::fromLatin1(record.target);
    QString text = u"%1 %2 %3 %4 %5"_s.arg(time, originName(record.origin),
                                           record.method.isEmpty() ? u"-"_s : QString::fromLatin1(record.method),
                                           record.status == 0 ? u"---"_s : QString::number(record.status),
                                           what.isEmpty() ? u"-"_s : printable(what));
    if (record.tunnelUp > 0 || record.tunnelDown > 0)
        text += u" %1 up, %2 down"_s.arg(bytesText(record.tunnelUp), bytesText(record.tunnelDown));
    else
        text += u' ' + bytesText(record.response.size);
    if (record.duration() >= 0)
        text += u" %1 ms"_s.arg(double(record.duration()) / 1e6, 0, 'f', 1);
    if (!record.errorCode.isEmpty())
        text += u" ! "_s + record.errorCode;
    return text;
}

void CommandLine::stop()
{
    if (m_stopped)
        return;
    m_recorder.stop();
    for (qsizetype row = 0; row < m_recorder.count(); ++row) {
        if (!m_recorder.at(row).isOver()) // those that are over were taken
            take(m_recorder.at(row));
    }
    m_stopped = true;
    bool written = true;
    if (m_har) {
        written = m_har->finish() && m_file.flush();
        m_file.close();
    }
    if (!written)
        misuse(u"%1: %2"_s.arg(m_file.fileName(), m_file.errorString()));
    QCoreApplication::exit(!written || m_failed ? Failed : m_matched ? Matched : Good);
}

} // namespace NodeHttp::Inspector
