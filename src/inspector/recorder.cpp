// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// What observers are told becomes records: the writing down, in whatever thread it happens. What is done with it stands
// in records.cpp.

#include "inspector/recorder.h"

#include "inspector/recorderwire.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qthread.h>

namespace NodeHttp::Inspector {

TrafficRecorder::TrafficRecorder(QObject *parent) : TrafficRecorder(Limits(), parent)
{
}

TrafficRecorder::TrafficRecorder(const Limits &limits, QObject *parent)
    : QObject(parent), m_limits(limits), m_bodies(limits.bodies),
      m_clockOffset(QDateTime::currentMSecsSinceEpoch() * 1000000 - now())
{
}

TrafficRecorder::~TrafficRecorder()
{
    TrafficObserver::stop();
}

void TrafficRecorder::start(int interests)
{
    observe(interests);
}

void TrafficRecorder::stop()
{
    TrafficObserver::stop();
    settle();
}

void TrafficRecorder::setChooser(std::function<Choice(const TrafficExchange &)> chooser)
{
    const std::lock_guard lock(m_mutex);
    m_chooser = std::move(chooser);
}

void TrafficRecorder::own(const QObject *owner, Origin origin)
{
    const std::lock_guard lock(m_mutex);
    m_owned.insert(owner, origin);
}

void TrafficRecorder::disown(const QObject *owner)
{
    const std::lock_guard lock(m_mutex);
    m_owned.remove(owner);
}

TrafficRecorder::Choice TrafficRecorder::choose(const TrafficExchange &told) const
{
    if (isForeign(told.id))
        return {true, Origin::Attached};
    const std::lock_guard lock(m_mutex);
    if (const auto owned = m_owned.constFind(told.owner); owned != m_owned.cend())
        return {true, *owned};
    return m_chooser ? m_chooser(told) : Choice();
}

std::shared_ptr<TrafficRecorder::Wire> TrafficRecorder::wireFor(const TrafficConnection &connection) const
{
    auto wire = std::make_shared<Wire>(connection);
    TrafficExchange none;
    none.side = connection.side;
    none.connection = connection.id;
    none.owner = connection.owner;
    wire->choice = choose(none);
    return wire;
}

void TrafficRecorder::later(Change change)
{
    const std::lock_guard lock(m_mutex);
    m_written.push_back(std::move(change));
    if (!std::exchange(m_posted, true))
        QMetaObject::invokeMethod(this, &TrafficRecorder::settle, Qt::QueuedConnection);
}

void TrafficRecorder::change(quint64 exchange, std::function<void(ExchangeRecord &)> how)
{
    later([exchange, how = std::move(how)](TrafficRecorder *self) {
        if (ExchangeRecord *record = self->find(exchange))
            how(*record);
    });
}

void TrafficRecorder::connectionOpened(qint64, const TrafficConnection &connection)
{
    later([id = connection.id, wire = wireFor(connection)](TrafficRecorder *self) { self->m_wires.insert(id, wire); });
}

void TrafficRecorder::connectionReady(qint64, const TrafficConnection &connection)
{
    later([id = connection.id, wire = wireFor(connection)](TrafficRecorder *self) { self->keep(id, wire); });
}

void TrafficRecorder::certificateRefused(qint64, const TrafficConnection &connection)
{
    later([id = connection.id, wire = wireFor(connection)](TrafficRecorder *self) { self->keep(id, wire); });
}

// Of an exchange that is under way it is the exchange's error as well.
void TrafficRecorder::connectionFailed(qint64 time, quint64 connection, const Error &error)
{
    later([time, connection, error](TrafficRecorder *self) { self->fail(connection, time, error); });
}

void TrafficRecorder::connectionClosed(qint64, quint64 connection, const QString &, qint64, qint64)
{
    later([connection](TrafficRecorder *self) { self->m_wires.remove(connection); });
}

void TrafficRecorder::exchangeBegun(qint64 time, const TrafficExchange &exchange)
{
    const Choice choice = choose(exchange);
    if (!choice.recorded)
        return;
    TrafficExchange told = exchange;
    told.owner = told.request = told.response = nullptr; // they may be gone when this is looked at
    later([time, told, origin = choice.origin](TrafficRecorder *self) { self->begin(time, told, origin); });
}

void TrafficRecorder::exchangeAssigned(qint64 time, const TrafficExchange &exchange)
{
    later([time, exchange](TrafficRecorder *self) {
        if (ExchangeRecord *record = self->find(exchange.id))
            self->assign(record, time, exchange);
    });
}

void TrafficRecorder::requestHead(qint64, quint64 exchange, const TrafficHead &head)
{
    change(exchange, [head](ExchangeRecord &record) {
        record.requestHead = head.bytes;
        record.method = head.method;
        record.target = head.target;
    });
}

void TrafficRecorder::informationHead(qint64, quint64 exchange, const TrafficHead &head)
{
    change(exchange, [bytes = head.bytes](ExchangeRecord &record) { record.information += bytes; });
}

void TrafficRecorder::responseHead(qint64 time, quint64 exchange, const TrafficHead &head)
{
    change(exchange, [time, head](ExchangeRecord &record) {
        record.responseHead = head.bytes;
        record.status = head.statusCode;
        record.responseBegun = time;
    });
}

void TrafficRecorder::requestBody(qint64, quint64 exchange, const QByteArray &piece)
{
    later([exchange, piece](TrafficRecorder *self) {
        if (ExchangeRecord *record = self->find(exchange))
            self->m_bodies.append(&record->request, piece);
    });
}

void TrafficRecorder::responseBody(qint64, quint64 exchange, const QByteArray &piece)
{
    later([exchange, piece](TrafficRecorder *self) {
        if (ExchangeRecord *record = self->find(exchange))
            self->m_bodies.append(&record->response, piece);
    });
}

void TrafficRecorder::requestEnded(qint64 time, quint64 exchange, const QByteArray &trailers)
{
    change(exchange, [time, trailers](ExchangeRecord &record) {
        record.requestEnded = time;
        record.requestTrailers = trailers;
    });
}

void TrafficRecorder::responseEnded(qint64 time, quint64 exchange, const QByteArray &trailers)
{
    change(exchange, [time, trailers](ExchangeRecord &record) {
        record.ended = time;
        record.responseTrailers = trailers;
    });
}

void TrafficRecorder::exchangeUpgraded(qint64 time, quint64 exchange)
{
    change(exchange, [time](ExchangeRecord &record) {
        record.state = State::Upgraded;
        record.ended = time;
    });
}

void TrafficRecorder::exchangeFailed(qint64, quint64 exchange, const Error &error)
{
    change(exchange, [error](ExchangeRecord &record) {
        if (record.errorCode.isEmpty()) // the first one is the cause
            putError(&record, error);
    });
}

void TrafficRecorder::exchangeEnded(qint64 time, quint64 exchange)
{
    later([time, exchange](TrafficRecorder *self) { self->end(exchange, time); });
}

void TrafficRecorder::eventEmitted(const TrafficEvent &event)
{
    if (event.exchange == 0)
        return;
    const auto thread = quint64(quintptr(QThread::currentThreadId()));
    noteEvent(event.exchange, {event.time, event.name, event.object->metaObject()->className(), thread});
}

void TrafficRecorder::noteEvent(quint64 exchange, const EventRecord &event)
{
    change(exchange, [event, most = m_limits.events](ExchangeRecord &record) {
        if (record.events.size() < most)
            record.events.append(event);
    });
}

void TrafficRecorder::pressureChanged(const TrafficPressure &pressure)
{
    later([pressure](TrafficRecorder *self) {
        ExchangeRecord *const record = self->find(pressure.exchange);
        if (!record)
            return;
        record->highWaterMark = pressure.highWaterMark;
        if (pressure.writableLength > record->mostWaiting) {
            record->mostWaiting = pressure.writableLength;
            record->mostInSocket = pressure.inSocket;
        }
        if (pressure.isPaused)
            self->m_readerPausedSince.insert(pressure.exchange, self->m_readerPausedSince.value(pressure.exchange, pressure.time));
        else if (const qint64 since = self->m_readerPausedSince.take(pressure.exchange))
            record->readerPausedTime += pressure.time - since;
        if (pressure.needsDrain)
            self->m_pausedSince.insert(pressure.exchange, pressure.time);
        else if (const qint64 since = self->m_pausedSince.take(pressure.exchange))
            record->pausedTime += pressure.time - since;
    });
}

} // namespace NodeHttp::Inspector
