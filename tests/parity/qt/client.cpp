// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Requests, agents and abort controllers, made as a scenario says. node/client.js does the same.

#include "client.h"

#include "arguments.h"
#include "run.h"
#include "text.h"

#include <NodeHttp/Http>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpsocket.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

// How a connection is made: "return", "callback", "both", or "error".
ConnectionFactory connectorOf(Run *run, const QString &way)
{
    return [run, way](const RequestOptions &options, const ConnectionCallback &callback) -> QIODevice * {
        const QString path = options.socketPath.isEmpty() ? QString() : u" path="_s + quoted(options.socketPath);
        run->record(u"createConnection"_s + path, u"createConnection"_s);
        if (way == u"error") {
            callback(Error(u"BOOM"_s, u"no way"_s), nullptr);
            return nullptr;
        }
        auto *socket = new QTcpSocket;
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(run->port()));
        if (way == u"return")
            return socket;
        QMetaObject::invokeMethod(socket, [callback, socket] { callback({}, socket); }, Qt::QueuedConnection);
        return way == u"both" ? socket : nullptr;
    };
}

LookupFunction lookupOf(const QString &code)
{
    return [code](const QString &name, int, int, const LookupCallback &callback) {
        QTimer::singleShot(0, qApp, [=] { callback(Error(code, u"getaddrinfo %1 %2"_s.arg(code, name)), {}); });
    };
}

Agent *agentOf(const Run *run, const QJsonValue &value)
{
    return qobject_cast<Agent *>(run->object(value.toObject().value("object"_L1).toString()));
}

void readTexts(const QJsonObject &given, RequestOptions *options)
{
    const std::pair<QLatin1String, QString *> texts[] = {
        {"protocol"_L1, &options->protocol}, {"hostname"_L1, &options->hostname}, {"host"_L1, &options->host},
        {"localAddress"_L1, &options->localAddress}, {"socketPath"_L1, &options->socketPath},
        {"method"_L1, &options->method}, {"path"_L1, &options->path}, {"auth"_L1, &options->auth}};
    for (const auto &[name, member] : texts) {
        if (given.contains(name))
            *member = given.value(name).toString();
    }
}

void readOptions(Run *run, const QJsonObject &given, RequestOptions *options)
{
    readTexts(given, options);
    options->port = given.value("port"_L1).toInt(options->port);
    options->defaultPort = given.value("defaultPort"_L1) == QJsonValue(u"<P>"_s) ? run->port() : options->defaultPort;
    options->family = given.value("family"_L1).toInt(options->family);
    options->maxHeaderSize = given.value("maxHeaderSize"_L1).toInt(int(options->maxHeaderSize));
    options->setHost = given.value("setHost"_L1).toBool(options->setHost);
    options->insecureHTTPParser = given.value("insecureHTTPParser"_L1).toBool(options->insecureHTTPParser);
    options->joinDuplicateHeaders = given.value("joinDuplicateHeaders"_L1).toBool(options->joinDuplicateHeaders);
    options->headers = headersOf(given.value("headers"_L1));
    options->headersAsArray = given.value("headers"_L1).isArray();
    for (const auto &name : given.value("uniqueHeaders"_L1).toArray())
        options->uniqueHeaders.append(name.toString().toLatin1());
    options->agent = agentOf(run, given.value("agent"_L1));
    options->oneTimeAgent = given.value("agent"_L1) == QJsonValue(false);
    if (given.contains("timeout"_L1))
        options->timeout = std::chrono::milliseconds(given.value("timeout"_L1).toInt());
    if (given.contains("createConnection"_L1))
        options->createConnection = connectorOf(run, given.value("createConnection"_L1).toString());
    if (given.contains("lookup"_L1))
        options->lookup = lookupOf(given.value("lookup"_L1).toString());
    const QString signal = given.value("signal"_L1).toObject().value("object"_L1).toString();
    if (auto *controller = qobject_cast<AbortController *>(run->object(signal)))
        options->signal = controller->signal();
}

QObject *makeRequest(Run *run, const QString &call, const QJsonArray &arguments, Error *error)
{
    const QJsonObject given = arguments.at(0).toObject();
    ResponseListener listener;
    if (const QJsonObject told = arguments.at(1).toObject(); !told.isEmpty()) {
        const QString what = u"callback "_s + told.value("callback"_L1).toString();
        listener = [run, what](IncomingMessage *) { run->record(what, what); };
    }
    RequestOptions options;
    if (!given.contains("url"_L1)) {
        options.host = u"127.0.0.1"_s;
        options.port = run->port();
    }
    readOptions(run, given, &options);
    ClientRequest *made = nullptr;
    if (given.contains("url"_L1)) {
        const QUrl url(given.value("url"_L1).toString().replace(u"<P>"_s, QString::number(run->port())));
        made = call == u"get" ? get(url, options, listener) : request(url, options, listener);
    } else {
        made = call == u"get" ? get(options, listener) : request(options, listener);
    }
    *error = made->error();
    if (*error && error->code() != u"ABORT_ERR") // which is an event in Node too
        return nullptr; // Node throws and there is no object; ours ends by itself
    made->setDeleteOnClose(false); // scenarios look at messages that have closed
    return made;
}

// An agent that writes down what it is asked; {"keepSocketAlive": false} refuses, {"reuseSocket": false} forgets to tell,
// {"createConnection": "callback"} makes connections that way.
class HookedAgent : public Agent
{
public:
    HookedAgent(Run *run, const AgentOptions &options, const QJsonObject &hooks)
        : Agent(options), m_run(run), m_hooks(hooks) {}

    QIODevice *createConnection(const RequestOptions &options, const ConnectionCallback &callback) override
    {
        const QString way = m_hooks.value("createConnection"_L1).toString();
        return way.isEmpty() ? Agent::createConnection(options, callback) : connectorOf(m_run, way)(options, callback);
    }

    bool keepSocketAlive(QIODevice *socket) override
    {
        note(u"keepSocketAlive "_s, socket);
        return m_hooks.value("keepSocketAlive"_L1).toBool(true) && Agent::keepSocketAlive(socket);
    }

    void reuseSocket(QIODevice *socket, ClientRequest *request) override
    {
        note(u"reuseSocket "_s, socket);
        if (m_hooks.value("reuseSocket"_L1).toBool(true))
            Agent::reuseSocket(socket, request);
    }

private:
    void note(const QString &what, QIODevice *socket)
    {
        const QString name = m_run->nameOf(socket);
        m_run->record(what + (name.isEmpty() ? u"?"_s : name), what);
    }

    Run *m_run;
    QJsonObject m_hooks;
};

QObject *makeAgent(Run *run, const QJsonObject &given, Error *error)
{
    AgentOptions options;
    const auto number = [&given](QLatin1String name, int *member) { *member = given.value(name).toInt(*member); };
    options.keepAlive = given.value("keepAlive"_L1).toBool();
    number("maxSockets"_L1, &options.maxSockets);
    number("maxTotalSockets"_L1, &options.maxTotalSockets);
    number("maxFreeSockets"_L1, &options.maxFreeSockets);
    if (given.value("scheduling"_L1).toString() == u"fifo")
        options.scheduling = Scheduling::Fifo;
    if (given.contains("timeout"_L1))
        options.timeout = std::chrono::milliseconds(given.value("timeout"_L1).toInt());
    QJsonObject connection = given;
    connection.remove("timeout"_L1);
    readOptions(run, connection, &options.connection);
    const QJsonObject hooks = given.value("hooks"_L1).toObject();
    Agent *agent = hooks.isEmpty() ? new Agent(options) : new HookedAgent(run, options, hooks);
    *error = agent->error();
    if (!*error)
        return agent;
    delete agent;
    return nullptr;
}

} // namespace

QString kindMadeBy(const QString &call)
{
    if (call == u"request" || call == u"get")
        return u"req"_s;
    return call == u"agent" || call == u"controller" ? call : QString();
}

QObject *makeObject(Run *run, const QString &call, const QJsonArray &arguments, Error *error)
{
    if (call == u"controller")
        return new AbortController;
    if (call == u"agent")
        return makeAgent(run, arguments.at(0).toObject(), error);
    return makeRequest(run, call, arguments, error);
}

RequestOptions nameOptionsOf(const QJsonObject &given)
{
    RequestOptions options;
    readTexts(given, &options);
    options.port = given.value("port"_L1).toInt(-1);
    options.family = given.value("family"_L1).toInt();
    return options;
}
