// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Notifiers on epoll. The difficult part is that descriptors are numbers that users close and the system hands out
// again, while epoll watches what is behind them.

#include "loop/notifiertable_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace NodeHttp {

namespace {

constexpr quint64 kRing = ~quint64(0);
constexpr int kMaxEvents = 512; // of one wait; the kernel starts the next with those that were left out

constexpr quint32 wantedBy(QSocketNotifier::Type type)
{
    switch (type) {
    case QSocketNotifier::Read:
        return EPOLLIN;
    case QSocketNotifier::Write:
        return EPOLLOUT;
    case QSocketNotifier::Exception:
        return EPOLLPRI;
    }
    return 0;
}

// As Qt's loop does: whoever watches a broken descriptor, for whatever, must hear of it.
constexpr quint32 activating(QSocketNotifier::Type type)
{
    return wantedBy(type) | EPOLLHUP | EPOLLERR;
}

quint64 tag(int descriptor, quint32 generation)
{
    return (quint64(generation) << 32) | quint32(descriptor);
}

const char *nameOf(int type)
{
    static constexpr const char *names[] = {"Read", "Write", "Exception"};
    return names[type];
}

} // namespace

NotifierTable::NotifierTable() : m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    openEpoll();
}

NotifierTable::~NotifierTable()
{
    ::close(m_epoll);
    ::close(m_wakeUp);
}

bool NotifierTable::openEpoll()
{
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = kRing;
    if (::epoll_ctl(epoll, EPOLL_CTL_ADD, m_wakeUp, &event) != 0) {
        ::close(epoll);
        return false;
    }
    ::close(std::exchange(m_epoll, epoll));
    return true;
}

NotifierTable::Slot *NotifierTable::find(int descriptor) const
{
    const size_t page = size_t(descriptor) >> kPageBits;
    return descriptor >= 0 && page < m_pages.size() && m_pages[page] ? &m_pages[page][descriptor & (kPageSize - 1)] : nullptr;
}

NotifierTable::Slot &NotifierTable::slot(int descriptor)
{
    const size_t page = size_t(descriptor) >> kPageBits;
    if (page >= m_pages.size())
        m_pages.resize(page + 1);
    if (!m_pages[page])
        m_pages[page] = std::make_unique<Slot[]>(kPageSize);
    return m_pages[page][descriptor & (kPageSize - 1)];
}

void NotifierTable::touch(int descriptor, Slot &slot)
{
    if (slot.isDirty)
        return;
    slot.isDirty = true;
    m_dirty.push_back(descriptor);
}

void NotifierTable::add(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    if (descriptor < 0)
        return;
    const int type = notifier->type();
    Slot &slot = this->slot(descriptor);
    if (slot.notifiers[type] && slot.notifiers[type] != notifier) {
        qWarning("EpollEventDispatcher: Multiple socket notifiers for same socket %d and type %s", descriptor, nameOf(type));
        slot.applied = 0; // the number may stand for something new, of which the kernel has not been told
        ++slot.generation;
    }
    slot.notifiers[type] = notifier;
    slot.wanted |= wantedBy(notifier->type());
    if (slot.wanted != slot.applied)
        touch(descriptor, slot);
}

void NotifierTable::remove(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    const int type = notifier->type();
    Slot *slot = find(descriptor);
    if (!slot || !slot->notifiers[type])
        return;
    if (slot->notifiers[type] != notifier) {
        qWarning("EpollEventDispatcher: Multiple socket notifiers for same socket %d and type %s", descriptor, nameOf(type));
        return;
    }
    slot->notifiers[type] = nullptr;
    slot->pending &= ~(1u << type);
    slot->wanted &= ~wantedBy(notifier->type());
    if (slot->wanted != 0)
        return touch(descriptor, *slot);
    // Not later: the descriptor may be closed next, and then its number can no longer name what epoll watches.
    if (slot->isFile)
        removeFile(descriptor, *slot);
    else if (slot->applied != 0)
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
    slot->applied = 0;
    ++slot->generation;
}

void NotifierTable::removeFile(int descriptor, Slot &slot)
{
    slot.isFile = false;
    m_files.erase(std::remove(m_files.begin(), m_files.end(), descriptor), m_files.end());
}

void NotifierTable::apply()
{
    if (m_strayEvents)
        startAnew();
    // Disabling a notifier of a bad descriptor calls back into remove(), which may add to the list.
    for (size_t i = 0; i < m_dirty.size(); ++i) {
        const int descriptor = m_dirty[i];
        Slot &slot = *find(descriptor);
        slot.isDirty = false;
        if (slot.wanted != slot.applied && !slot.isFile)
            applyOne(descriptor, slot);
    }
    m_dirty.clear();
}

void NotifierTable::applyOne(int descriptor, Slot &slot)
{
    const auto tell = [&](int operation) {
        epoll_event event{};
        event.events = slot.wanted;
        event.data.u64 = tag(descriptor, slot.generation);
        return ::epoll_ctl(m_epoll, operation, descriptor, &event) == 0;
    };
    bool told = tell(slot.applied != 0 ? EPOLL_CTL_MOD : EPOLL_CTL_ADD);
    if (!told && errno == ENOENT) { // closed and opened again behind our back
        ++slot.generation;
        told = tell(EPOLL_CTL_ADD);
    } else if (!told && errno == EEXIST) { // not so, though it had looked like it
        told = tell(EPOLL_CTL_MOD);
    }
    if (told) {
        slot.applied = slot.wanted;
    } else if (errno == EPERM) {
        slot.isFile = true;
        m_files.push_back(descriptor);
    } else {
        disableAll(descriptor, slot);
    }
}

void NotifierTable::disableAll(int descriptor, Slot &slot)
{
    const QByteArray reason = errno == EBADF ? QByteArrayLiteral("Invalid socket")
                                             : QByteArray("The system does not watch (") + std::strerror(errno) + ") socket";
    for (int type = 0; type < Types; ++type) {
        if (QSocketNotifier *notifier = slot.notifiers[type]) {
            qWarning("EpollEventDispatcher: %s %d with type %s, disabling...", reason.constData(), descriptor, nameOf(type));
            notifier->setEnabled(false);
        }
    }
}

// A descriptor was closed while it was watched and something else still holds what is behind it, a child process for
// instance. Its events would come for ever and cannot be cancelled: only a new epoll instance ends them.
void NotifierTable::startAnew()
{
    if (!openEpoll())
        return; // no descriptor left: at the next turn
    m_strayEvents = false;
    for (size_t page = 0; page < m_pages.size(); ++page) {
        for (int i = 0; m_pages[page] && i < kPageSize; ++i) {
            Slot &slot = m_pages[page][i];
            slot.applied = 0;
            if (slot.wanted != 0)
                touch(int(page) * kPageSize + i, slot);
        }
    }
}

void NotifierTable::ring()
{
    const quint64 one = 1;
    ssize_t written;
    do {
        written = ::write(m_wakeUp, &one, sizeof one);
    } while (written < 0 && errno == EINTR);
}

void NotifierTable::answerRing()
{
    quint64 count;
    [[maybe_unused]] const ssize_t n = ::read(m_wakeUp, &count, sizeof count);
}

bool NotifierTable::wait(int timeout)
{
    apply();
    epoll_event events[kMaxEvents];
    const int count = ::epoll_wait(m_epoll, events, kMaxEvents, m_files.empty() && !hasPending() ? timeout : 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[i];
        if (event.data.u64 == kRing) {
            answerRing();
            continue;
        }
        const int descriptor = int(quint32(event.data.u64));
        Slot &slot = *find(descriptor);
        if (slot.applied == 0 || event.data.u64 != tag(descriptor, slot.generation))
            m_strayEvents = true;
        else
            announce(descriptor, slot, event.events);
    }
    for (const int descriptor : m_files)
        announce(descriptor, *find(descriptor), EPOLLIN | EPOLLOUT);
    return count >= 0 || errno != EINTR;
}

bool NotifierTable::waitForRing(int timeout)
{
    pollfd ring{m_wakeUp, POLLIN, 0};
    const int count = ::poll(&ring, 1, timeout);
    if (count > 0)
        answerRing();
    return count >= 0 || errno != EINTR;
}

void NotifierTable::announce(int descriptor, Slot &slot, quint32 events)
{
    for (const auto type : {QSocketNotifier::Read, QSocketNotifier::Write, QSocketNotifier::Exception}) {
        const quint8 bit = quint8(1u << type);
        if (!slot.notifiers[type] || (slot.pending & bit) || !(events & activating(type)))
            continue;
        slot.pending |= bit;
        m_pending.push_back((quint32(descriptor) << 2) | quint32(type));
    }
}

int NotifierTable::deliver()
{
    int delivered = 0;
    while (hasPending()) {
        const quint32 next = m_pending[m_next++];
        const int type = int(next & 3);
        Slot &slot = *find(int(next >> 2));
        const quint8 bit = quint8(1u << type);
        if (!(slot.pending & bit))
            continue; // disabled in the meantime, or delivered by a nested event loop
        slot.pending &= ~bit;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(slot.notifiers[type], &event);
        ++delivered;
    }
    m_pending.clear();
    m_next = 0;
    return delivered;
}

} // namespace NodeHttp
