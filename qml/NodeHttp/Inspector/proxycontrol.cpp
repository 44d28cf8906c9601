// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The proxy's page, without its looks.

#include "proxycontrol.h"

#include "exchangecolumns.h"

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ProxyControl::ProxyControl(QObject *parent)
    : QObject(parent), m_rows({"number", "host", "open", "status", "up", "down", "time"}, this)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(100ms);
    connect(&m_soon, &QTimer::timeout, this, &ProxyControl::update);
}

void ProxyControl::setSession(InspectorSession *session)
{
    if (m_session == session)
        return;
    if (m_session) {
        m_session->proxy()->server()->disconnect(this);
        m_session->recorder()->disconnect(this);
    }
    m_session = session;
    if (session) {
        const auto soon = [this] {
            if (!m_soon.isActive())
                m_soon.start();
        };
        connect(session->proxy()->server(), &Server::listeningChanged, this, &ProxyControl::listeningChanged);
        connect(session->recorder(), &TrafficRecorder::recordsAdded, this, soon);
        connect(session->recorder(), &TrafficRecorder::recordsChanged, this, soon);
        connect(session->recorder(), &TrafficRecorder::recordsRemoved, this, soon);
    }
    update();
    Q_EMIT sessionChanged();
    Q_EMIT listeningChanged();
}

bool ProxyControl::isListening() const
{
    return m_session && m_session->proxy()->server()->isListening();
}

int ProxyControl::port() const
{
    return isListening() ? m_session->proxy()->server()->port() : 0;
}

QString ProxyControl::url() const
{
    return isListening() ? u"http://127.0.0.1:%1"_s.arg(port()) : QString();
}

bool ProxyControl::start(int port)
{
    if (!m_session)
        return false;
    if (isListening())
        stop();
    const bool good = m_session->startProxy(port);
    m_problem = good ? QString() : m_session->proxy()->server()->error().message();
    if (good && !m_session->isRecording())
        m_session->setRecording(true);
    Q_EMIT problemChanged();
    return good;
}

void ProxyControl::stop()
{
    if (!m_session)
        return;
    m_session->proxy()->server()->close();
    m_session->proxy()->server()->closeIdleConnections();
}

// From the newest record backwards until the list is full; plain requests are counted as far as that goes.
void ProxyControl::update()
{
    QList<QVariantList> rows;
    int forwarded = 0;
    TrafficRecorder *const recorder = m_session ? m_session->recorder() : nullptr;
    const qsizetype count = recorder ? recorder->count() : 0;
    const qint64 now = TrafficObserver::now();
    for (qsizetype row = count - 1; row >= qMax<qsizetype>(0, count - 20000); --row) {
        const ExchangeRecord &record = recorder->at(row);
        if (record.origin != Origin::Proxy)
            continue;
        if (record.method != "CONNECT") {
            ++forwarded;
            continue;
        }
        if (rows.size() >= kShown)
            continue;
        const bool isOpen = recorder->numberOf(record.exchange) == record.number; // else its end was told
        const qint64 end = !isOpen && record.ended != 0 ? record.ended : now;
        rows.append({record.number, QString::fromLatin1(record.target), isOpen, record.status,
                     bytesText(record.tunnelUp), bytesText(record.tunnelDown),
                     tr("%L1 ms").arg((end - record.begun) / 1000000)});
    }
    m_rows.setRows(rows);
    if (std::exchange(m_forwarded, forwarded) != forwarded)
        Q_EMIT countsChanged();
}

} // namespace NodeHttp::Inspector
