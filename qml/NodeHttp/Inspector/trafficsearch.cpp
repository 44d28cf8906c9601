// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "trafficsearch.h"

#include "detaillists.h"

#include "inspector/contentdecoder.h"

#include <QtCore/qdeadlinetimer.h>

namespace NodeHttp::Inspector {

namespace {

constexpr int kSlice = 6;                       // milliseconds
constexpr qint64 kMost = 2 * 1024 * 1024;       // of a body, as it is shown

} // namespace

TrafficSearch::TrafficSearch(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &TrafficSearch::work);
}

void TrafficSearch::setSession(InspectorSession *session)
{
    if (session == m_session)
        return;
    stop();
    m_session = session;
    Q_EMIT sessionChanged();
}

void TrafficSearch::setText(const QString &text)
{
    if (std::exchange(m_text, text) == text)
        return;
    m_last = {};
    stop();
    Q_EMIT textChanged();
}

void TrafficSearch::next()
{
    start(1);
}

void TrafficSearch::previous()
{
    start(-1);
}

void TrafficSearch::stop()
{
    if (!m_timer.isActive())
        return;
    m_timer.stop();
    Q_EMIT searchingChanged();
}

void TrafficSearch::start(int direction)
{
    if (!m_session || m_text.isEmpty() || m_session->model()->shown() == 0)
        return;
    m_direction = direction;
    if (m_last.number != m_session->selected())
        m_last = {}; // somebody chose another row since
    const int from = m_session->model()->rowOf(double(m_session->selected()));
    m_row = qMax(0, from);
    m_first = m_last.number != 0 && from >= 0;
    m_left = m_session->model()->shown() + (m_first ? 1 : 0); // the row it begins in comes again at the end
    m_timer.start();
    Q_EMIT searchingChanged();
}

void TrafficSearch::work()
{
    const QDeadlineTimer deadline(kSlice, Qt::PreciseTimer);
    const int rows = m_session ? m_session->model()->shown() : 0;
    do {
        if (m_left <= 0 || rows == 0) {
            stop();
            Q_EMIT missed();
            return;
        }
        m_row = qMin(m_row, rows - 1);
        if (lookAt(m_row, !m_first))
            return;
        m_first = false;
        --m_left;
        m_row = (m_row + m_direction + rows) % rows;
    } while (!deadline.hasExpired());
}

// In one row: behind, or before, what was found last in it.
bool TrafficSearch::lookAt(int row, bool whole)
{
    const qint64 number = qint64(m_session->model()->numberAt(row));
    const ExchangeRecord *const record = m_session->model()->record(number);
    if (!record)
        return false;
    const int beginning = whole ? (m_direction > 0 ? 0 : PlaceCount - 1) : m_last.place;
    for (int place = beginning; place >= 0 && place < PlaceCount; place += m_direction) {
        const int count = countIn(*record, place);
        int occurrence = m_direction > 0 ? 0 : count - 1;
        if (!whole && place == m_last.place)
            occurrence = m_last.occurrence + m_direction;
        if (occurrence < 0 || occurrence >= count)
            continue;
        m_last = {number, place, occurrence};
        stop();
        m_session->setSelected(number);
        Q_EMIT found(number, Place(place), occurrence);
        return true;
    }
    return false;
}

int TrafficSearch::countIn(const ExchangeRecord &record, int place) const
{
    const bool ofRequest = place == RequestHead || place == RequestBody;
    const QByteArray &head = ofRequest ? record.requestHead : record.responseHead;
    if (place == RequestHead || place == ResponseHead)
        return int(QString::fromLatin1(shownHead(head, m_session->areSecretsShown())).count(m_text, Qt::CaseInsensitive));
    const Body &body = ofRequest ? record.request : record.response;
    if (body.kept() == 0)
        return 0;
    QByteArray bytes = m_session->recorder()->bodies().read(body, kMost);
    const QByteArray encoding = ofRequest ? record.requestHeader("content-encoding") : record.responseHeader("content-encoding");
    if (!body.decoded && !encoding.isEmpty())
        bytes = decodeContent(bytes, encoding, kMost).bytes;
    return int(QString::fromUtf8(bytes).count(m_text, Qt::CaseInsensitive));
}

} // namespace NodeHttp::Inspector
