// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// One exchange for the pages: reads its record anew whenever a page asks, so that nothing has to be kept in step.

#include "exchangedetails.h"

#include "detaillists.h"

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRefresh = 100; // milliseconds

QString firstLine(const QByteArray &head)
{
    return QString::fromLatin1(head.left(qMax<qsizetype>(0, head.indexOf('\n'))).trimmed());
}

} // namespace

ExchangeDetails::ExchangeDetails(QObject *parent) : QObject(parent)
{
    m_later.setSingleShot(true);
    m_later.setInterval(kRefresh);
    connect(&m_later, &QTimer::timeout, this, &ExchangeDetails::changed);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &ExchangeDetails::changed);
}

void ExchangeDetails::setSession(InspectorSession *session)
{
    if (session == m_session)
        return;
    if (m_session) {
        m_session->disconnect(this);
        m_session->recorder()->disconnect(this);
    }
    m_session = session;
    if (session) {
        connect(session->recorder(), &TrafficRecorder::recordsChanged, this, [this](const QList<quint64> &numbers) {
            if (!m_later.isActive() && std::binary_search(numbers.begin(), numbers.end(), quint64(m_number)))
                m_later.start();
        });
        connect(session->recorder(), &TrafficRecorder::recordsRemoved, this, [this] {
            if (!m_later.isActive())
                m_later.start();
        });
        connect(session, &InspectorSession::secretsShownChanged, this, &ExchangeDetails::changed);
    }
    Q_EMIT sessionChanged();
    Q_EMIT changed();
}

void ExchangeDetails::setNumber(qint64 number)
{
    if (number == m_number)
        return;
    const bool wasThere = exists();
    m_number = number;
    Q_EMIT numberChanged();
    // From one exchange to another the table moves first: both in one step are too long a wait for the next key.
    if (wasThere && exists())
        m_soon.start();
    else
        Q_EMIT changed();
}

const ExchangeRecord *ExchangeDetails::record() const
{
    return m_session ? m_session->model()->record(m_number) : nullptr;
}

template<typename Value, typename Read>
Value ExchangeDetails::read(Read how) const
{
    const ExchangeRecord *const found = record();
    return found ? Value(how(*found)) : Value();
}

QString ExchangeDetails::title() const
{
    return read<QString>([](const ExchangeRecord &r) { return u"%1 %2"_s.arg(QString::fromLatin1(r.method), r.path()); });
}

QString ExchangeDetails::url() const
{
    return read<QString>([](const ExchangeRecord &r) { return r.url(); });
}

qint64 ExchangeDetails::peer() const
{
    return read<qint64>([this](const ExchangeRecord &r) { return m_session->model()->record(qint64(r.peer)) ? r.peer : 0; });
}

bool ExchangeDetails::isClient() const
{
    return read<bool>([](const ExchangeRecord &r) { return r.side == TrafficSide::Client; });
}

bool ExchangeDetails::hasFailed() const
{
    return read<bool>([](const ExchangeRecord &r) { return r.state == State::Failed; });
}

QVariantList ExchangeDetails::overview() const
{
    return read<QVariantList>(overviewRows);
}

QString ExchangeDetails::requestLine() const
{
    return read<QString>([](const ExchangeRecord &r) { return firstLine(r.requestHead); });
}

QString ExchangeDetails::statusLine() const
{
    return read<QString>([](const ExchangeRecord &r) { return firstLine(r.responseHead); });
}

QVariantList ExchangeDetails::requestHeaders() const
{
    return read<QVariantList>([this](const ExchangeRecord &r) { return headerRows(r.requestHead, withSecrets()); });
}

QVariantList ExchangeDetails::responseHeaders() const
{
    return read<QVariantList>([this](const ExchangeRecord &r) { return headerRows(r.responseHead, withSecrets()); });
}

QVariantList ExchangeDetails::requestTrailers() const
{
    return read<QVariantList>([this](const ExchangeRecord &r) { return trailerRows(r.requestTrailers, withSecrets()); });
}

QVariantList ExchangeDetails::responseTrailers() const
{
    return read<QVariantList>([this](const ExchangeRecord &r) { return trailerRows(r.responseTrailers, withSecrets()); });
}

QByteArray ExchangeDetails::requestBytes() const
{
    return read<QByteArray>([this](const ExchangeRecord &r) { return shownHead(r.requestHead, withSecrets()); });
}

QByteArray ExchangeDetails::responseBytes() const
{
    return read<QByteArray>([this](const ExchangeRecord &r) { return shownHead(r.responseHead, withSecrets()); });
}

QByteArray ExchangeDetails::informationBytes() const
{
    return read<QByteArray>([this](const ExchangeRecord &r) { return shownHead(r.information, withSecrets()); });
}

QVariantList ExchangeDetails::query() const
{
    return read<QVariantList>(queryRows);
}

QVariantList ExchangeDetails::requestCookies() const
{
    return read<QVariantList>([this](const ExchangeRecord &r) { return cookieRows(r.requestHead, true, withSecrets()); });
}

QVariantList ExchangeDetails::responseCookies() const
{
    return read<QVariantList>([this](const ExchangeRecord &r) { return cookieRows(r.responseHead, false, withSecrets()); });
}

QVariantList ExchangeDetails::phases() const
{
    return read<QVariantList>(phaseRows);
}

double ExchangeDetails::total() const
{
    return read<double>([](const ExchangeRecord &r) { return double(r.phases().total()); });
}

bool ExchangeDetails::isReused() const
{
    return read<bool>([](const ExchangeRecord &r) { return r.reused; });
}

QVariantList ExchangeDetails::connectionFacts() const
{
    return read<QVariantList>(connectionRows);
}

QVariantList ExchangeDetails::events() const
{
    return read<QVariantList>(eventRows);
}

QVariantList ExchangeDetails::pressure() const
{
    return read<QVariantList>(pressureRows);
}

double ExchangeDetails::fullness() const
{
    return read<double>([](const ExchangeRecord &r) { return double(r.mostWaiting) / double(qMax<qint64>(1, r.highWaterMark)); });
}

QVariantList ExchangeDetails::errors() const
{
    return read<QVariantList>(errorRows);
}

// Input that could not be parsed may be a head with secrets; as such it is shown.
QByteArray ExchangeDetails::errorBytes() const
{
    return read<QByteArray>([this](const ExchangeRecord &r) { return shownHead(r.errorBytes, withSecrets()); });
}

qint64 ExchangeDetails::errorAt() const
{
    return read<qint64>([](const ExchangeRecord &r) { return r.errorAt; });
}

QString ExchangeDetails::headersAsText(bool ofRequest) const
{
    const QByteArray bytes = ofRequest ? requestBytes() : responseBytes();
    return QString::fromLatin1(bytes).replace("\r\n"_L1, "\n"_L1);
}

} // namespace NodeHttp::Inspector
