// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Sends composed requests: bodies piece by piece as the connection takes them, files without keeping them in memory.

#include "inspector/composer.h"

#include <QtCore/qthread.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kFilePiece = 64 * 1024;

RequestOptions optionsFor(const ComposedRequest &composed, const QByteArray &boundary, qint64 size)
{
    RequestOptions options{QUrl(composed.url)};
    options.method = QString::fromLatin1(composed.method);
    options.headers = composed.fields(boundary, size);
    options.headersAsArray = true; // in this order, repeats kept
    options.setDefaultHeaders = !composed.exactHeaders;
    if (composed.timeout.count() > 0)
        options.timeouts.total = composed.timeout;
#if QT_CONFIG(ssl)
    if (composed.insecure)
        options.rejectUnauthorized = false;
#endif
    return options;
}

} // namespace

Sending::Sending(const ComposedRequest &request, QObject *parent) : QObject(parent), m_composed(request)
{
}

Sending::~Sending()
{
    if (m_request)
        m_request->destroy();
}

void Sending::start(Agent *agent, quint64 *begun)
{
    if (const QString problem = m_composed.problem(); !problem.isEmpty()) {
        QMetaObject::invokeMethod(this, [this, problem] {
            fail(Error(u"ERR_INVALID_ARG_VALUE"_s, problem, u"TypeError"_s));
            finish();
        }, Qt::QueuedConnection);
        return;
    }
    const QByteArray boundary = "----NodeHttp" + QUuid::createUuid().toRfc4122().toHex();
    m_pieces = m_composed.pieces(boundary);
    qint64 size = 0;
    for (const BodyPiece &piece : std::as_const(m_pieces))
        size += piece.size;
    RequestOptions options = optionsFor(m_composed, boundary, size);
    options.agent = agent;
    m_request = request(options);
    m_exchange = std::exchange(*begun, 0);
    connect(m_request, &ClientRequest::responseReceived, this, [this](IncomingMessage *response) {
        m_response = response;
        m_status = response->statusCode();
        connect(response, &IncomingMessage::dataReceived, this, [this](const QByteArray &piece) {
            m_received += piece.size();
            Q_EMIT changed();
        });
        connect(response, &IncomingMessage::errorOccurred, this, &Sending::fail);
        connect(response, &IncomingMessage::closed, this, &Sending::finish);
        // A final answer instead of 100: the body is not wanted.
        if (!m_mayWrite && m_composed.expectContinue)
            connect(response, &IncomingMessage::ended, m_request, [request = m_request] { request->destroy(); });
        Q_EMIT changed();
    });
    connect(m_request, &ClientRequest::upgradeReceived, this, [this](IncomingMessage *message, QIODevice *socket) {
        m_status = message->statusCode();
        socket->deleteLater(); // a composer speaks HTTP only
    });
    connect(m_request, &ClientRequest::connectReceived, this, [this](IncomingMessage *message, QIODevice *socket) {
        m_status = message->statusCode();
        socket->deleteLater();
    });
    connect(m_request, &ClientRequest::errorOccurred, this, &Sending::fail);
    connect(m_request, &ClientRequest::drained, this, &Sending::sendMore);
    connect(m_request, &ClientRequest::closed, this, &Sending::finish);
    if (!m_composed.expectContinue || !m_composed.hasBody()) {
        m_mayWrite = true;
        return sendMore();
    }
    const auto goOn = [this] {
        if (!m_mayWrite && m_status == 0) {
            m_mayWrite = true;
            sendMore();
        }
    };
    connect(m_request, &ClientRequest::continueReceived, this, goOn);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, goOn);
    connect(m_request, &ClientRequest::socketAssigned, this, [this] { m_patience.start(1s); });
    m_request->flushHeaders();
}

// As much as the connection takes; drained() comes back here.
void Sending::sendMore()
{
    while (m_mayWrite && m_request && !m_request->isWritableEnded()) {
        if (m_pieces.isEmpty()) {
            if (!m_composed.trailers.isEmpty())
                m_request->addTrailers(m_composed.trailers);
            m_request->end();
            return;
        }
        BodyPiece &piece = m_pieces.first();
        QByteArray bytes = piece.bytes;
        if (!piece.file.isEmpty()) {
            if (!m_file) {
                m_file = std::make_unique<QFile>(piece.file);
                if (!m_file->open(QIODevice::ReadOnly))
                    return m_request->destroy(Error(u"ENOENT"_s, piece.file + u": "_s + m_file->errorString()));
            }
            bytes = m_file->read(qMin(kFilePiece, piece.size));
            piece.size -= bytes.size();
            if (bytes.isEmpty() && piece.size > 0)
                return m_request->destroy(Error(u"EIO"_s, piece.file + u" is shorter than it was."_s));
        }
        if (piece.file.isEmpty() || piece.size == 0) {
            m_file.reset();
            m_pieces.removeFirst();
        }
        if (!bytes.isEmpty() && !m_request->write(bytes))
            return;
    }
}

void Sending::abort()
{
    if (m_isOver)
        return;
    if (!m_error)
        m_error = Error(u"ABORT_ERR"_s, u"The request was aborted"_s, u"AbortError"_s);
    if (m_request)
        m_request->destroy();
}

void Sending::fail(const Error &error)
{
    if (!m_error)
        m_error = error;
}

// Both messages have to be closed; each calls.
void Sending::finish()
{
    if (m_isOver || (m_request && !m_request->isClosed()) || (m_response && !m_response->isDestroyed()))
        return;
    m_isOver = true;
    m_patience.stop();
    Q_EMIT changed();
    Q_EMIT over();
}

Repetition::Repetition(Sender sender, int times, int atOnce, QObject *parent)
    : QObject(parent), m_sender(std::move(sender)), m_wanted(qMax(1, times)), m_atOnce(qMax(1, atOnce))
{
    QMetaObject::invokeMethod(this, &Repetition::fill, Qt::QueuedConnection);
}

void Repetition::fill()
{
    while (m_begun < m_wanted && m_running.size() < m_atOnce) {
        ++m_begun;
        Sending *const sending = m_sender();
        m_running.append(sending);
        connect(sending, &Sending::over, this, [this, sending] {
            m_running.removeOne(sending);
            sending->deleteLater();
            ++(sending->isGood() ? m_done : m_failed);
            ++m_statuses[sending->status()];
            fill();
            Q_EMIT changed();
            if (!isOver())
                return;
            Q_EMIT over();
        });
    }
}

void Repetition::abort()
{
    m_wanted = m_begun;
    const QList<Sending *> running = m_running;
    for (Sending *sending : running)
        sending->abort();
    if (running.isEmpty() && m_begun == 0)
        Q_EMIT over();
}

Composer::Composer(TrafficRecorder *recorder, QObject *parent)
    : QObject(parent), m_recorder(recorder), m_thread(QThread::currentThreadId())
{
}

Composer::~Composer()
{
    TrafficObserver::stop();
    if (m_recorder) {
        for (Agent *agent : std::as_const(m_agents))
            m_recorder->disown(agent);
    }
}

// The number of an exchange is told while its request is being made.
void Composer::exchangeBegun(qint64, const TrafficExchange &exchange)
{
    if (QThread::currentThreadId() == m_thread && m_begun && *m_begun == 0 && exchange.side == TrafficSide::Client)
        *m_begun = exchange.id;
}

Agent *Composer::agentFor(const ComposedRequest &request)
{
    const bool secure = request.url.startsWith("https:"_L1, Qt::CaseInsensitive);
    const QString key = u"%1 %2 %3 %4"_s.arg(secure).arg(request.keepAlive).arg(request.maxSockets).arg(request.proxy);
    Agent *&agent = m_agents[key];
    if (agent)
        return agent;
    AgentOptions options;
    options.protocol = secure ? u"https:"_s : u"http:"_s;
    options.keepAlive = request.keepAlive;
    options.maxSockets = request.maxSockets;
    options.connection.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    if (const QUrl proxy(request.proxy); !request.proxy.isEmpty()) {
        const bool socks = proxy.scheme().startsWith("socks"_L1);
        options.connection.proxy = QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, proxy.host(),
                                                 quint16(proxy.port()), proxy.userName(), proxy.password());
    }
    agent = new Agent(options, this);
    if (m_recorder)
        m_recorder->own(agent, Origin::Composer);
    return agent;
}

Sending *Composer::send(const ComposedRequest &request)
{
    auto *const sending = new Sending(request, this);
    quint64 begun = 0;
    m_begun = &begun;
    observe(0); // for as long as it takes to make the request
    sending->start(agentFor(request), &begun);
    TrafficObserver::stop();
    m_begun = nullptr;
    return sending;
}

Repetition *Composer::repeat(const ComposedRequest &request, int times, int atOnce)
{
    return new Repetition([this, request] { return send(request); }, times, atOnce, this);
}

void Composer::forgetConnections()
{
    for (Agent *agent : std::as_const(m_agents))
        agent->destroyIdle();
}

} // namespace NodeHttp::Inspector
