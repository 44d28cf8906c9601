// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Every member of node-http-api.json exists here: events as signals, properties as properties, methods as calls that
// compile, options as fields. An entry that is in none of the tables fails.

#include <NodeHttp/Http>

#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmetaobject.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Call = std::function<bool()>;
using Table = QHash<QString, Call>;

const QMetaObject *metaObjectOf(const QString &owner)
{
    static const QHash<QString, const QMetaObject *> classes = {
        {u"Server"_s, &Server::staticMetaObject},
        {u"ServerResponse"_s, &ServerResponse::staticMetaObject},
        {u"IncomingMessage"_s, &IncomingMessage::staticMetaObject},
        {u"OutgoingMessage"_s, &OutgoingMessage::staticMetaObject},
        {u"ClientRequest"_s, &ClientRequest::staticMetaObject},
        {u"Agent"_s, &Agent::staticMetaObject},
    };
    return classes.value(owner);
}

// Node's event names and the signals they became.
const QHash<QString, QByteArray> kSignals = {
    {u"request"_s, "requestReceived"}, {u"checkContinue"_s, "continueExpected"},
    {u"checkExpectation"_s, "expectationReceived"}, {u"connection"_s, "connectionOpened"},
    {u"upgrade"_s, "upgradeReceived"}, {u"connect"_s, "connectReceived"}, {u"clientError"_s, "clientErrorOccurred"},
    {u"listening"_s, "listeningStarted"}, {u"timeout"_s, "timeoutOccurred"}, {u"error"_s, "errorOccurred"},
    {u"close"_s, "closed"}, {u"finish"_s, "finished"}, {u"prefinish"_s, "prefinished"}, {u"drain"_s, "drained"},
    {u"pipe"_s, "piped"}, {u"unpipe"_s, "unpiped"}, {u"aborted"_s, "aborted"}, {u"data"_s, "dataReceived"},
    {u"end"_s, "ended"}, {u"readable"_s, "readyRead"}, {u"pause"_s, "paused"}, {u"resume"_s, "resumed"},
    {u"response"_s, "responseReceived"}, {u"information"_s, "informationReceived"}, {u"continue"_s, "continueReceived"},
    {u"socket"_s, "socketAssigned"}, {u"abort"_s, "aborted"},
};

// Properties that Node's users assign to, with a value other than the default.
const QHash<QString, QVariant> kAssigned = {
    {u"Server.headersTimeout"_s, 7}, {u"Server.maxHeadersCount"_s, 7}, {u"Server.requestTimeout"_s, 7},
    {u"Server.maxRequestsPerSocket"_s, 7}, {u"Server.timeout"_s, 7}, {u"Server.keepAliveTimeout"_s, 7},
    {u"Server.maxConnections"_s, 7}, {u"ServerResponse.sendDate"_s, false}, {u"ServerResponse.statusCode"_s, 418},
    {u"ServerResponse.statusMessage"_s, u"Short and Stout"_s},
};

// The two booleans that share an event's name.
const QHash<QString, QByteArray> kProperties = {{u"aborted"_s, "isAborted"}, {u"finished"_s, "isFinished"}};

bool hasSignal(const QMetaObject *object, const QByteArray &name)
{
    for (int i = 0; i < object->methodCount(); ++i) {
        if (object->method(i).methodType() == QMetaMethod::Signal && object->method(i).name() == name)
            return true;
    }
    return false;
}

} // namespace

class tst_Api : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void member_data();
    void member();

private:
    void addOutgoing(const QString &owner, OutgoingMessage *message);
    QObject *objectOf(const QString &owner);
    void addClient();
    void addClientOptions();

    Table m_calls;
    Agent m_agent;
    Server m_server;
    std::unique_ptr<IncomingMessage> m_request;
    std::unique_ptr<ClientRequest> m_clientRequest;
    OutgoingMessage m_outgoing;
    ServerResponse m_response{nullptr};
};

namespace {

class Request : public IncomingMessage {};

// An option has Node's default, and a server keeps another value; for functions "another" is one that is set.
template <typename T, typename V, typename D>
bool keeps(T ServerOptions::*option, const V &value, const D &byDefault)
{
    ServerOptions options;
    const bool isDefault = options.*option == T(byDefault);
    options.*option = T(value);
    const Server server(options);
    return isDefault && !server.error() && server.options().*option == T(value);
}

template <typename F, typename Made>
bool keeps(std::function<F> ServerOptions::*option, Made value)
{
    ServerOptions options;
    const bool isDefault = !(options.*option);
    options.*option = value;
    return isDefault && Server(options).options().*option;
}

// A request whose connection is never made.
RequestOptions unconnected(const QString &method = {})
{
    RequestOptions options;
    options.method = method;
    options.createConnection = [](const RequestOptions &, const ConnectionCallback &) -> QIODevice * { return nullptr; };
    return options;
}

// Calls \a test with such a request, which does not outlive it.
bool onRequest(const std::function<bool(ClientRequest *)> &test)
{
    const std::unique_ptr<ClientRequest> made(request(unconnected(u"POST"_s)));
    return test(made.get());
}

} // namespace

// Each call is made with the arguments Node documents and must answer what that state of the object makes of it.
void tst_Api::initTestCase()
{
    m_request = std::make_unique<Request>();
    m_clientRequest.reset(request(unconnected()));
    IncomingMessage *in = m_request.get();
    m_calls = {
        {u"Server.close"_s, [this] {
            Server s;
            QSignalSpy closed(&s, &Server::closed);
            bool called = false;
            s.listen();
            s.close();
            s.close(this, [&called](const Error &error) { called = error.code() == u"ERR_SERVER_NOT_RUNNING"_s; });
            return QTest::qWaitFor([&] { return called; }) && closed.count() == 1 && !s.isListening();
        }},
        {u"Server.listen"_s, [] { Server s; return s.listen() && s.isListening(); }},
        {u"Server.setTimeout"_s, [this] { return m_server.setTimeout(5)->timeout() == 5
                                                 && m_server.setTimeout(0, this, [](QIODevice *) {})->timeout() == 0; }},
        {u"Server.address"_s, [this] { return m_server.address().isNull(); }},
        {u"Server.getConnections"_s, [this] {
            int count = -1;
            m_server.getConnections(this, [&count](const Error &error, int n) { count = error ? -1 : n; });
            return QTest::qWaitFor([&] { return count == 0; });
        }},
        {u"Server.ref"_s, [this] { return m_server.ref() == &m_server; }},
        {u"Server.unref"_s, [this] { return m_server.unref() == &m_server; }},
        {u"ServerResponse.writeContinue"_s, [this] { return m_response.writeContinue(); }},
        {u"ServerResponse.writeProcessing"_s, [this] { return m_response.writeProcessing(); }},
        {u"ServerResponse.writeHead"_s, [] { ServerResponse r(nullptr); return r.writeHead(201, "Made", {{"A", 1}}); }},
        {u"IncomingMessage.read"_s, [in] { return in->read(1).isEmpty(); }},
        {u"IncomingMessage.setEncoding"_s, [in] { in->setEncoding(Encoding::Utf8); return in->readableEncoding() == u"utf8"_s; }},
        {u"IncomingMessage.pause"_s, [in] { in->pause(); return in->isPaused(); }},
        {u"IncomingMessage.resume"_s, [in] { in->resume(); return in->readableFlowing() == true; }},
        {u"IncomingMessage.isPaused"_s, [] { Request r; r.pause(); const bool paused = r.isPaused(); r.resume();
                                             return paused && !r.isPaused(); }},
        {u"IncomingMessage.pipe"_s, [in, this] { return in->pipe(&m_outgoing, false) == &m_outgoing; }},
        {u"IncomingMessage.unpipe"_s, [in] { in->unpipe(); return in->isPaused(); }},
        {u"IncomingMessage.unshift"_s, [in] { return in->unshift("x") && in->bytesAvailable() >= 1; }},
        {u"IncomingMessage.setTimeout"_s, [in] { return in->setTimeout(std::chrono::seconds(1)) == in; }},
        {u"IncomingMessage.destroy"_s, [] { Request r; r.destroy(); return r.isDestroyed(); }},
        {u"http.METHODS"_s, [] { return methods().size() == 34; }},
        {u"http.STATUS_CODES"_s, [] { return statusCodes().value(418) == u"I'm a Teapot"_s && statusCodes().size() == 63; }},
        {u"http.createServer"_s, [this] { const Server *s = createServer([](auto *, auto *) {}, this);
                                          return s->parent() == this && !s->isListening(); }},
        {u"http.maxHeaderSize"_s, [] { return NodeHttp::maxHeaderSize == 16384; }},
        {u"http.validateHeaderName"_s, [] { return validateHeaderName("a b").code() == u"ERR_INVALID_HTTP_TOKEN"_s; }},
        {u"http.validateHeaderValue"_s, [] { return validateHeaderValue("a", "\n").code() == u"ERR_INVALID_CHAR"_s; }},
        {u"http.createServer.IncomingMessage"_s, [] {
            return keeps(&ServerOptions::incomingMessage, [] { return new Request; });
        }},
        {u"http.createServer.ServerResponse"_s, [] {
            return keeps(&ServerOptions::serverResponse, [](IncomingMessage *r) { return new ServerResponse(r); });
        }},
        {u"http.createServer.insecureHTTPParser"_s, [] { return keeps(&ServerOptions::insecureHTTPParser, true, false); }},
        {u"http.createServer.maxHeaderSize"_s, [] { return keeps(&ServerOptions::maxHeaderSize, 100, 16384); }},
        {u"http.createServer.noDelay"_s, [] { return keeps(&ServerOptions::noDelay, false, true); }},
        {u"http.createServer.keepAlive"_s, [] { return keeps(&ServerOptions::keepAlive, true, false); }},
        {u"http.createServer.keepAliveInitialDelay"_s, [] { return keeps(&ServerOptions::keepAliveInitialDelay, 9s, 0s); }},
    };
    addOutgoing(u"ServerResponse"_s, &m_response);
    addOutgoing(u"OutgoingMessage"_s, &m_outgoing);
    addClient();
    addClientOptions();
}

void tst_Api::addOutgoing(const QString &owner, OutgoingMessage *m)
{
    const auto add = [&](const QString &name, Call call) { m_calls.insert(owner + u'.' + name, std::move(call)); };
    add(u"setHeader"_s, [m] { return m->setHeader("X-A", 1); });
    add(u"getHeader"_s, [m] { m->setHeader("X-A", 1); return m->getHeader("x-a") == HeaderValue(1); });
    add(u"getHeaders"_s, [m] { m->setHeader("X-A", 1); return !m->getHeaders().isEmpty(); });
    add(u"getHeaderNames"_s, [m] { m->setHeader("X-A", 1); return m->getHeaderNames().contains("x-a"); });
    add(u"getRawHeaderNames"_s, [m] { m->setHeader("X-A", 1); return m->getRawHeaderNames().contains("X-A"); });
    add(u"hasHeader"_s, [m] { m->setHeader("X-A", 1); return m->hasHeader("x-A"); });
    add(u"removeHeader"_s, [m] { m->setHeader("X-A", 1); return m->removeHeader("x-a") && !m->hasHeader("X-A"); });
    add(u"addTrailers"_s, [m] { return m->addTrailers({{"X-T", 1}}); });
    add(u"cork"_s, [m] { m->cork(); const bool corked = m->writableCorked() == 1; m->uncork(); return corked; });
    add(u"uncork"_s, [m] { m->cork(); m->uncork(); return m->writableCorked() == 0; });
    add(u"setTimeout"_s, [m] { return m->setTimeout(std::chrono::seconds(1)) == m; });
    add(u"destroy"_s, [] { OutgoingMessage o; o.destroy(); return o.isDestroyed(); });
    add(u"pipe"_s, [m] { return !m->pipe() && m->error().code() == u"ERR_STREAM_CANNOT_PIPE"_s; });
    // S1.134: the base class cannot build a head; an answer without a connection queues.
    const bool base = owner == "OutgoingMessage"_L1;
    const auto refusedOrQueued = [base](OutgoingMessage *made, bool done) {
        return base ? !done && made->error().code() == u"ERR_METHOD_NOT_IMPLEMENTED"_s : done;
    };
    const auto fresh = [base]() -> std::unique_ptr<OutgoingMessage> {
        if (base)
            return std::make_unique<OutgoingMessage>();
        return std::make_unique<ServerResponse>(nullptr);
    };
    add(u"write"_s, [=] { const auto o = fresh(); return refusedOrQueued(o.get(), o->write("x")); });
    add(u"end"_s, [=] { const auto o = fresh(); return refusedOrQueued(o.get(), o->end("x")); });
    add(u"flushHeaders"_s, [=] { const auto o = fresh(); return refusedOrQueued(o.get(), o->flushHeaders()); });
}

QObject *tst_Api::objectOf(const QString &owner)
{
    const QHash<QString, QObject *> objects = {{u"Server"_s, &m_server}, {u"ServerResponse"_s, &m_response},
                                               {u"OutgoingMessage"_s, &m_outgoing}, {u"IncomingMessage"_s, m_request.get()},
                                               {u"Agent"_s, &m_agent}, {u"ClientRequest"_s, m_clientRequest.get()}};
    return objects.value(owner);
}

void tst_Api::addClient()
{
    const auto add = [&](const QString &owner, const QString &name, Call call) { m_calls.insert(owner + u'.' + name, std::move(call)); };
    const auto client = [&](const QString &name, const std::function<bool(ClientRequest *)> &test) {
        add(u"ClientRequest"_s, name, [test] { return onRequest(test); });
    };
    client(u"abort"_s, [](auto *r) { r->abort(); return r->isAborted() && r->isDestroyed(); });
    client(u"destroy"_s, [](auto *r) { r->destroy(Error(u"E"_s, u"e"_s)); return r->isDestroyed() && r->errored().code() == u"E"_s; });
    client(u"end"_s, [this](auto *r) { return r->end("x", this, [](const Error &) {}) && r->isWritableEnded(); });
    client(u"write"_s, [this](auto *r) { return r->write("x") && r->write(u"y"_s, Encoding::Latin1) && r->write("z", this, [](const Error &) {}); });
    client(u"flushHeaders"_s, [](auto *r) { return r->flushHeaders() && r->headersSent(); });
    client(u"setHeader"_s, [](auto *r) { return r->setHeader("X-A", 1); });
    client(u"getHeader"_s, [](auto *r) { r->setHeader("X-A", 1); return r->getHeader("x-a") == HeaderValue(1); });
    client(u"getRawHeaderNames"_s, [](auto *r) { r->setHeader("X-A", 1); return r->getRawHeaderNames() == QByteArrayList{"Host", "X-A"}; });
    client(u"removeHeader"_s, [](auto *r) { return r->removeHeader("host") && !r->hasHeader("Host"); });
    client(u"setNoDelay"_s, [](auto *r) { r->setNoDelay(); r->setNoDelay(false); return !r->error(); });
    client(u"setSocketKeepAlive"_s, [](auto *r) { r->setSocketKeepAlive(true, std::chrono::seconds(1)); return !r->error(); });
    client(u"setTimeout"_s, [this](auto *r) { return r->setTimeout(std::chrono::seconds(1)) == r
                                                  && r->setTimeout(std::chrono::seconds(1), this, [] {}) == r; });

    const QString agent = u"Agent"_s, http = u"http"_s;
    add(agent, u"createConnection"_s, [this] {
        RequestOptions options;
        options.host = u"127.0.0.1"_s;
        options.port = 1;
        const std::unique_ptr<QIODevice> socket(m_agent.createConnection(options, [](const Error &, QIODevice *) {}));
        return bool(socket);
    });
    add(agent, u"keepSocketAlive"_s, [this] { return m_agent.keepSocketAlive(std::make_unique<QTcpSocket>().get()); });
    add(agent, u"reuseSocket"_s, [this] {
        QTcpSocket socket;
        return onRequest([&](auto *r) { m_agent.reuseSocket(&socket, r); return r->reusedSocket(); });
    });
    add(agent, u"destroy"_s, [this] { m_agent.destroy(); return m_agent.totalSocketCount() == 0; });
    add(agent, u"getName"_s, [this] { return m_agent.getName() == u"localhost::"_s; });
    add(http, u"globalAgent"_s, [] { return globalAgent() && globalAgent(u"https:"_s)->protocol() == u"https:"_s; });
    const auto started = [](ClientRequest *made, bool ended) {
        const std::unique_ptr<ClientRequest> owner(made);
        return made && made->isWritableEnded() == ended;
    };
    add(http, u"request"_s, [=] {
        return started(NodeHttp::request(unconnected()), false) && started(NodeHttp::request(unconnected(), [](auto *) {}), false)
            && started(NodeHttp::request(QUrl(u"http://h/"_s), unconnected(), [](auto *) {}), false);
    });
    add(http, u"get"_s, [=] {
        return started(NodeHttp::get(unconnected()), true) && started(NodeHttp::get(unconnected(), [](auto *) {}), true)
            && started(NodeHttp::get(QUrl(u"http://h/"_s), unconnected(), [](auto *) {}), true);
    });
}

// Each option can be given, and says by default what Node's documentation says.
void tst_Api::addClientOptions()
{
    const RequestOptions o;
    const auto request = [&](const QString &name, bool isDefault) {
        m_calls.insert(u"http.request."_s + name, [isDefault] { return isDefault; });
    };
    request(u"agent"_s, !o.agent && !o.oneTimeAgent);
    request(u"auth"_s, o.auth.isEmpty());
    request(u"createConnection"_s, !o.createConnection);
    request(u"defaultPort"_s, o.defaultPort == -1);
    request(u"family"_s, o.family == 0);
    request(u"headers"_s, o.headers.isEmpty());
    request(u"hints"_s, o.hints == 0);
    request(u"host"_s, o.host.isEmpty());
    request(u"hostname"_s, o.hostname.isEmpty());
    request(u"insecureHTTPParser"_s, !o.insecureHTTPParser);
    request(u"localAddress"_s, o.localAddress.isEmpty());
    request(u"localPort"_s, o.localPort == 0);
    request(u"lookup"_s, !o.lookup);
    request(u"maxHeaderSize"_s, o.maxHeaderSize == 0);
    request(u"method"_s, o.method.isEmpty());
    request(u"path"_s, o.path.isEmpty());
    request(u"port"_s, o.port == -1);
    request(u"protocol"_s, o.protocol.isEmpty());
    request(u"setHost"_s, o.setHost);
    request(u"socketPath"_s, o.socketPath.isEmpty());
    request(u"timeout"_s, !o.timeout);
    request(u"signal"_s, o.signal.isNull());
    const AgentOptions a;
    const auto agent = [&](const QString &name, bool isDefault) {
        m_calls.insert(u"new Agent."_s + name, [isDefault] { return isDefault; });
    };
    agent(u"keepAlive"_s, !a.keepAlive);
    agent(u"keepAliveMsecs"_s, a.keepAliveMsecs.count() == 1000);
    agent(u"maxSockets"_s, a.maxSockets == 0);
    agent(u"maxTotalSockets"_s, a.maxTotalSockets == 0);
    agent(u"maxFreeSockets"_s, a.maxFreeSockets == 256);
    agent(u"scheduling"_s, a.scheduling == Scheduling::Lifo);
    agent(u"timeout"_s, !a.timeout);
}

void tst_Api::member_data()
{
    QTest::addColumn<QString>("owner");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("name");
    QFile file(QStringLiteral(NODEHTTP_SOURCE_DIR "/tests/auto/api/node-http-api.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray members = QJsonDocument::fromJson(file.readAll()).object().value(u"members"_s).toArray();
    QCOMPARE(members.size(), 224);
    for (const QJsonValue &value : members) {
        const QString owner = value[u"owner"_s].toString(), kind = value[u"kind"_s].toString(), name = value[u"name"_s].toString();
        QTest::addRow("%s %s %s", qPrintable(owner), qPrintable(kind), qPrintable(name)) << owner << kind << name;
    }
}

void tst_Api::member()
{
    QFETCH(const QString, owner);
    QFETCH(const QString, kind);
    QFETCH(const QString, name);
    const QMetaObject *object = metaObjectOf(owner);
    if (kind == "class"_L1 || kind == "constructor"_L1) {
        QVERIFY(object);
        QVERIFY(QByteArrayView(object->className()).endsWith(owner.toLatin1()));
    } else if (kind == "event"_L1) {
        QVERIFY(object && kSignals.contains(name));
        QVERIFY(hasSignal(object, kSignals.value(name)));
    } else if (kind == "property"_L1 && object) {
        const QByteArray property = kProperties.value(name, name.toLatin1());
        const int index = object->indexOfProperty(property.constData());
        QVERIFY2(index >= 0, property.constData());
        QObject *const owned = objectOf(owner);
        QVERIFY(object->property(index).read(owned).metaType().isValid());
        if (const QVariant value = kAssigned.value(owner + u'.' + name); value.isValid()) {
            QVERIFY(object->property(index).write(owned, value));
            QCOMPARE(object->property(index).read(owned), value);
        }
    } else {
        const Call call = m_calls.value(owner + u'.' + name);
        QVERIFY2(call, "no call for this member");
        QVERIFY(call());
    }
}

QTEST_GUILESS_MAIN(tst_Api)
#include "tst_api.moc"
