// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The table of records: how it grows, shrinks, and finds the two ends of one exchange.

#include "inspector/freeing.h"
#include "inspector/recorderwire.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qtimer.h>

#include <algorithm>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kAtOnce = 64; // records that are taken apart at once
constexpr int kSlice = 4;         // milliseconds of that before the event loop has its turn

// A dual-stack server says ::ffff:127.0.0.1 where its client says 127.0.0.1.
QString plainAddress(const QString &address)
{
    return address.startsWith("::ffff:"_L1) ? address.mid(7) : address;
}

#if QT_CONFIG(ssl)
QString inWords(const QSslCertificate &certificate)
{
    return u"%1, issued by %2, valid from %3 to %4"_s.arg(certificate.subjectDisplayName(), certificate.issuerDisplayName(),
                                                         certificate.effectiveDate().toString(Qt::ISODate),
                                                         certificate.expiryDate().toString(Qt::ISODate));
}
#endif

} // namespace

TrafficRecorder::Wire::Wire(const TrafficConnection &connection)
    : localAddress(plainAddress(connection.localAddress)), peerAddress(plainAddress(connection.peerAddress)),
      localPort(connection.localPort), peerPort(connection.peerPort), lookedUp(connection.lookedUp),
      connected(connection.connected), secured(connection.secured), side(connection.side)
{
    if (!connection.tls.isNull())
        tls = connection.tls.protocol + u' ' + connection.tls.cipher;
    alpn = QString::fromLatin1(connection.tls.nextProtocol);
    tlsProblems = connection.tls.problems;
#if QT_CONFIG(ssl)
    for (const QSslCertificate &certificate : connection.tls.peerCertificates)
        certificates.append(inWords(certificate));
#endif
}

void TrafficRecorder::settle()
{
    if (std::exchange(m_settling, true))
        return; // called by a receiver: what came later has to wait for its turn
    std::vector<Change> changes;
    {
        const std::lock_guard lock(m_mutex);
        changes.swap(m_written);
        m_posted = false;
    }
    for (const Change &change : changes)
        change(this);
    m_settling = false;
    trim();
    if (!m_changed.isEmpty()) {
        std::sort(m_changed.begin(), m_changed.end());
        m_changed.erase(std::unique(m_changed.begin(), m_changed.end()), m_changed.end());
        Q_EMIT recordsChanged(std::exchange(m_changed, {}));
    }
}

// Numbers grow along the rows, and few are missing between them.
qsizetype TrafficRecorder::rowOf(quint64 number) const
{
    if (m_records.empty() || number < m_records.front().number)
        return -1;
    const quint64 guess = number - m_records.front().number; // right as long as none is missing
    if (guess < m_records.size() && m_records[size_t(guess)].number == number)
        return qsizetype(guess);
    const auto at = std::lower_bound(m_records.begin(), m_records.end(), number,
                                     [](const ExchangeRecord &record, quint64 wanted) { return record.number < wanted; });
    return at != m_records.end() && at->number == number ? at - m_records.begin() : -1;
}

// startedAt has milliseconds only; what was recorded here is known better. Imported times count from 1970 already.
qint64 TrafficRecorder::wallTime(const ExchangeRecord &record) const
{
    const qint64 rough = record.startedAt * 1000000;
    for (qint64 offset : {qint64(0), m_clockOffset}) {
        if (qAbs(record.begun + offset - rough) < 2000000)
            return record.begun + offset;
    }
    return rough;
}

ExchangeRecord *TrafficRecorder::find(quint64 exchange)
{
    const quint64 number = m_numbers.value(exchange);
    const qsizetype row = number == 0 ? -1 : rowOf(number);
    if (row < 0)
        return nullptr;
    if (m_changed.isEmpty() || m_changed.constLast() != number)
        m_changed.append(number);
    return &m_records[size_t(row)];
}

quint64 TrafficRecorder::append(ExchangeRecord &&record)
{
    record.number = ++m_last;
    m_records.push_back(std::move(record));
    Q_EMIT recordsAdded(count() - 1, count() - 1);
    return m_last;
}

quint64 TrafficRecorder::add(ExchangeRecord record)
{
    const quint64 number = append(std::move(record));
    trim();
    return number;
}

void TrafficRecorder::begin(qint64 time, const TrafficExchange &told, Origin origin)
{
    ExchangeRecord record;
    record.exchange = told.id;
    record.origin = origin;
    record.side = told.side;
    record.method = told.method;
    record.target = told.target;
    record.scheme = told.scheme;
    record.authority = told.authority;
    record.begun = time;
    record.startedAt = (time + m_clockOffset) / 1000000;
    if (told.side == TrafficSide::Server)
        assign(&record, 0, told);
    m_numbers.insert(told.id, append(std::move(record)));
    if (told.side == TrafficSide::Server)
        pair(find(told.id));
}

void TrafficRecorder::assign(ExchangeRecord *record, qint64 time, const TrafficExchange &told)
{
    leave(*record); // a request that is sent once more
    record->connection = told.connection;
    if (told.connection != 0)
        m_onConnection[told.connection].append(told.id);
    record->position = told.position;
    record->reused = told.reused;
    record->assigned = time;
    if (const auto wire = m_wires.value(told.connection))
        putFacts(record, *wire);
}

void TrafficRecorder::putFacts(ExchangeRecord *record, const Wire &wire)
{
    record->localAddress = wire.localAddress;
    record->localPort = wire.localPort;
    record->peerAddress = wire.peerAddress;
    record->peerPort = wire.peerPort;
    record->tls = wire.tls;
    record->alpn = wire.alpn;
    record->certificates = wire.certificates;
    record->tlsProblems = wire.tlsProblems;
    if (record->side == TrafficSide::Client && !record->reused) {
        record->lookedUp = wire.lookedUp;
        record->connected = wire.connected;
        record->secured = wire.secured;
    }
    pair(record);
}

// What is known of a connection now, exchanges on it included.
void TrafficRecorder::keep(quint64 connection, const std::shared_ptr<Wire> &wire)
{
    if (const auto before = m_wires.value(connection); before && wire->peerAddress.isEmpty()) { // it is closed already
        wire->localAddress = before->localAddress;
        wire->localPort = before->localPort;
        wire->peerAddress = before->peerAddress;
        wire->peerPort = before->peerPort;
    }
    m_wires.insert(connection, wire);
    const QList<quint64> exchanges = m_onConnection.value(connection);
    for (const quint64 exchange : exchanges) {
        if (ExchangeRecord *record = find(exchange))
            putFacts(record, *wire);
    }
}

// The two ends of a connection see its addresses crosswise, and the exchanges on it in the same order.
void TrafficRecorder::pair(ExchangeRecord *record)
{
    if (record->peer != 0 || record->localPort <= 0 || record->number == 0)
        return;
    const End mine{record->localAddress, record->peerAddress, record->localPort, record->peerPort, record->position};
    const End theirs{mine.to, mine.from, mine.toPort, mine.fromPort, mine.position};
    if (const quint64 other = m_ends.take(theirs)) {
        if (const qsizetype row = rowOf(other); row >= 0) {
            record->peer = other;
            m_records[size_t(row)].peer = record->number;
            m_changed.append(other);
            return;
        }
    }
    m_ends.insert(mine, record->number);
}

// The answer to CONNECT is written by whoever carries the tunnel, not by the library.
void TrafficRecorder::setTunnel(quint64 exchange, const QByteArray &answer, qint64 up, qint64 down)
{
    settle();
    if (ExchangeRecord *record = find(exchange)) {
        record->responseHead = answer;
        record->status = TrafficHead::fromBytes(answer).statusCode;
        record->responseBegun = record->responseBegun != 0 ? record->responseBegun : now();
        record->tunnelUp = up;
        record->tunnelDown = down;
    }
    settle();
}

void TrafficRecorder::fail(quint64 connection, qint64 time, const Error &error)
{
    const auto wire = m_wires.value(connection);
    const QList<quint64> exchanges = m_onConnection.value(connection);
    for (quint64 exchange : exchanges) {
        if (ExchangeRecord *record = find(exchange)) {
            if (record->errorCode.isEmpty())
                putError(record, error);
            return;
        }
    }
    if (!wire || !wire->choice.recorded || error.code() == "ECONNRESET"_L1)
        return; // nobody asked for anything
    ExchangeRecord record;
    record.connection = connection;
    record.origin = wire->choice.origin;
    record.side = wire->side;
    record.state = State::Failed;
    record.begun = record.ended = time;
    record.startedAt = (time + m_clockOffset) / 1000000;
    putError(&record, error);
    putFacts(&record, *wire);
    Q_EMIT recordOver(append(std::move(record)));
}

void TrafficRecorder::putError(ExchangeRecord *record, const Error &error)
{
    record->errorCode = error.code();
    record->errorMessage = error.message();
    record->errorBytes = error.rawPacket();
    record->errorAt = error.bytesParsed();
}

void TrafficRecorder::end(quint64 exchange, qint64 time)
{
    ExchangeRecord *const record = find(exchange);
    if (!record)
        return;
    const quint64 number = record->number;
    if (const qint64 since = m_pausedSince.take(exchange))
        record->pausedTime += time - since;
    if (const qint64 since = m_readerPausedSince.take(exchange))
        record->readerPausedTime += time - since;
    if (record->ended == 0 || record->state == State::Upgraded)
        record->ended = time;
    if (record->state == State::Pending)
        record->state = record->errorCode.isEmpty() && record->status != 0 ? State::Complete : State::Failed;
    leave(*record);
    m_numbers.remove(exchange);
    Q_EMIT recordOver(number);
}

// Its connection has nothing more to tell it.
void TrafficRecorder::leave(const ExchangeRecord &record)
{
    const auto at = m_onConnection.find(record.connection);
    if (at == m_onConnection.end())
        return;
    at->removeOne(record.exchange);
    if (at->isEmpty())
        m_onConnection.erase(at);
}

void TrafficRecorder::drop(quint64 number)
{
    if (const qsizetype row = rowOf(number); row >= 0)
        removeRows(row, row);
}

void TrafficRecorder::removeRows(qsizetype first, qsizetype last)
{
    Q_EMIT recordsRemoved(first, last);
    const bool many = last - first >= kAtOnce;
    if (many)
        m_rubbish.emplace_back();
    for (qsizetype row = first; row <= last; ++row) {
        ExchangeRecord &record = m_records[size_t(row)];
        if (m_numbers.remove(record.exchange))
            leave(record);
        if (many) {
            m_rubbish.back().push_back(std::move(record));
        } else {
            m_bodies.release(record.request);
            m_bodies.release(record.response);
        }
    }
    m_records.erase(m_records.begin() + first, m_records.begin() + last + 1);
    if (many)
        freeSome();
}

void TrafficRecorder::clear()
{
    settle();
    m_ends.clear();
    std::vector<qsizetype> stay;
    for (quint64 number : std::as_const(m_numbers)) {
        if (const qsizetype row = rowOf(number); row >= 0 && !at(row).isOver())
            stay.push_back(row);
    }
    std::sort(stay.begin(), stay.end());
    qsizetype end = count();
    for (auto next = stay.crbegin(); end > 0;) {
        const qsizetype first = next == stay.crend() ? 0 : *next++ + 1;
        if (first < end)
            Q_EMIT recordsRemoved(first, end - 1);
        end = first - 1;
    }
    std::deque<ExchangeRecord> records;
    for (qsizetype row : stay)
        records.push_back(std::move(m_records[size_t(row)]));
    m_records.swap(records);
    m_numbers.removeIf([this](const auto &known) { return rowOf(known.value()) < 0; });
    m_onConnection.removeIf([this](const auto &known) {
        const QList<quint64> &exchanges = known.value();
        return std::none_of(exchanges.cbegin(), exchanges.cend(), [this](quint64 exchange) { return m_numbers.contains(exchange); });
    });
    m_rubbish.push_back(std::move(records));
    freeSome();
}

// A hundred thousand records are a million pieces of memory, a third of a second's work.
void TrafficRecorder::freeSome()
{
    const QDeadlineTimer deadline(kSlice, Qt::PreciseTimer);
    while (!m_rubbish.empty() && !deadline.hasExpired()) {
        std::deque<ExchangeRecord> &records = m_rubbish.back();
        for (qsizetype i = 0; i < kAtOnce && !records.empty(); ++i) {
            m_bodies.release(records.back().request);
            m_bodies.release(records.back().response);
            records.pop_back();
        }
        if (records.empty())
            m_rubbish.pop_back();
    }
    joinFreed();
    if (m_rubbish.empty() || std::exchange(m_freeing, true))
        return;
    QTimer::singleShot(0, this, [this] {
        m_freeing = false;
        freeSome();
    });
}

void TrafficRecorder::setRowCap(qsizetype records)
{
    m_limits.records = records;
    trim();
}

void TrafficRecorder::trim()
{
    for (qsizetype row = 0; count() > m_limits.records && row < count(); ++row) {
        const qsizetype most = qMin(count(), row + count() - m_limits.records);
        qsizetype end = row;
        while (end < most && at(end).isOver())
            ++end;
        if (end > row) {
            removeRows(row, end - 1);
            m_dropped += end - row;
        }
    }
    if (m_ends.size() <= 2 * m_limits.records)
        return;
    for (auto it = m_ends.begin(); it != m_ends.end();) // of exchanges whose other ends are elsewhere
        it = rowOf(it.value()) < 0 ? m_ends.erase(it) : std::next(it);
}

} // namespace NodeHttp::Inspector
