// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What RFC 9110 asks of a proxy: fields of one hop stay on it, bodies pass piece by piece, failures are 502 and 504.

#include "inspector/proxy.h"

#include "inspector/tunnel.h"

#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkinterface.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

AgentOptions forwarding()
{
    AgentOptions options;
    options.keepAlive = true;
    options.timeout = std::chrono::seconds(60);
    options.connection.proxy = QNetworkProxy(QNetworkProxy::NoProxy); // it is the proxy
    return options;
}

// Section 7.6.1: the known fields of one hop, and those that Connection names.
HeaderList endToEnd(const QStringList &raw)
{
    QByteArrayList hop = {"connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade",
                          "proxy-authorization", "proxy-authenticate"};
    for (qsizetype i = 0; i + 1 < raw.size(); i += 2) {
        if (raw.at(i).compare("connection"_L1, Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &name : raw.at(i + 1).toLatin1().split(','))
            hop.append(name.trimmed().toLower());
    }
    HeaderList kept;
    for (qsizetype i = 0; i + 1 < raw.size(); i += 2) {
        const QByteArray name = raw.at(i).toLatin1();
        if (!hop.contains(name.toLower()))
            kept.append({name, raw.at(i + 1).toLatin1()});
    }
    return kept;
}

bool hasBody(const IncomingMessage *request)
{
    return !request->header("transfer-encoding").isNull()
        || (!request->header("content-length").isNull() && request->header("content-length") != "0");
}

HeaderList trailersOf(const IncomingMessage *message)
{
    HeaderList trailers;
    const QStringList raw = message->rawTrailers();
    for (qsizetype i = 0; i + 1 < raw.size(); i += 2)
        trailers.append({raw.at(i).toLatin1(), raw.at(i + 1).toLatin1()});
    return trailers;
}

// Starts the pipe; trailers are there when the message ends, and have to be set before the other one does.
void pass(IncomingMessage *from, OutgoingMessage *to)
{
    QObject::connect(from, &IncomingMessage::ended, to, [from, to] {
        if (const HeaderList trailers = trailersOf(from); !trailers.isEmpty())
            to->addTrailers(trailers);
    });
    from->pipe(to);
}

} // namespace

Proxy::Proxy(QObject *parent) : QObject(parent), m_agent(forwarding())
{
    connect(&m_server, &Server::requestReceived, this, &Proxy::forward);
    connect(&m_server, &Server::connectReceived, this, &Proxy::openTunnel);
}

Proxy::~Proxy() = default;

bool Proxy::listen(int port, const QHostAddress &address)
{
    return m_server.listen(port, address);
}

void Proxy::refuse(ServerResponse *response, int status, const QByteArray &why)
{
    if (response->headersSent())
        return response->destroy(); // half an answer is on its way: the client must see that it is cut short
    response->writeHead(status, {{"Content-Type", "text/plain"}, {"Connection", "close"}});
    response->end(why + '\n');
}

bool Proxy::isSelf(const QString &host, int port) const
{
    if (port != m_server.port())
        return false;
    const QHostAddress address(host);
    return host == "localhost"_L1 || address.isLoopback() || QNetworkInterface::allAddresses().contains(address);
}

void Proxy::forward(IncomingMessage *request, ServerResponse *response)
{
    const QUrl url = QUrl::fromEncoded(request->url().toLatin1());
    if (!request->url().startsWith("http://"_L1, Qt::CaseInsensitive) || url.host().isEmpty()) {
        request->resume();
        return refuse(response, 400, "This is a proxy: it wants whole URLs that begin with http://, or CONNECT.");
    }
    if (isSelf(url.host(), url.port(80))) {
        request->resume();
        return refuse(response, 508, "The request would come back to this proxy.");
    }
    RequestOptions options;
    options.agent = &m_agent;
    options.host = url.host();
    options.port = url.port(80);
    options.method = request->method();
    const qsizetype slash = request->url().indexOf(u'/', 7);
    options.path = slash < 0 ? u"/"_s : request->url().mid(slash);
    options.headers = endToEnd(request->rawHeaders());
    options.headersAsArray = true; // as they came: order, case, repeats
    if (!request->header("transfer-encoding").isNull())
        options.headers.append(Header{"Transfer-Encoding", "chunked"});

    ClientRequest *const onward = NodeHttp::request(options);
    const QPointer<ServerResponse> answer = response;
    connect(onward, &ClientRequest::responseReceived, response, [response](IncomingMessage *message) {
        // Without Date and framing of our own: the answer is the other server's.
        HeaderList headers = endToEnd(message->rawHeaders());
        response->setSendDate(false);
        response->writeHead(message->statusCode(), message->statusMessage().toLatin1(), headers);
        pass(message, response);
        connect(message, &IncomingMessage::aborted, response, [response] { response->destroy(); });
    });
    connect(onward, &ClientRequest::informationReceived, response, [response](const InformationalResponse &told) {
        if (told.statusCode != 100) // the answer to Expect is this proxy's own
            response->writeInformation(told.statusCode, endToEnd(told.rawHeaders));
    });
    connect(onward, &ClientRequest::errorOccurred, this, [this, answer](const Error &error) {
        if (answer)
            refuse(answer, error.code() == "ETIMEDOUT"_L1 ? 504 : 502, error.message().toUtf8());
    });
    connect(response, &ServerResponse::closed, onward, [onward, response] {
        if (!response->isWritableFinished())
            onward->destroy(); // nobody waits for the answer any more
    });
    if (hasBody(request)) {
        pass(request, onward);
    } else {
        request->resume();
        onward->end();
    }
}

void Proxy::openTunnel(IncomingMessage *request, QIODevice *socket, const QByteArray &head)
{
    const QUrl target(u"//"_s + request->url());
    const QPointer<IncomingMessage> alive = request;
    auto *const tunnel = new Tunnel(socket, head, [this, alive](const QByteArray &answer, qint64 up, qint64 down) {
        if (m_listener && alive)
            m_listener(alive, answer, up, down);
    }, this);
    if (target.host().isEmpty() || target.port() <= 0)
        return tunnel->refuse(400, "Bad Request");
    if (isSelf(target.host(), target.port()))
        return tunnel->refuse(508, "Loop Detected");
    tunnel->open(target.host(), target.port());
}

} // namespace NodeHttp::Inspector
