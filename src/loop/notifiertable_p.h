// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_NOTIFIERTABLE_P_H
#define NODEHTTP_NOTIFIERTABLE_P_H

#include <QtCore/qsocketnotifier.h>

#include <memory>
#include <vector>

namespace NodeHttp {

// The socket notifiers of one thread and what the kernel knows of them. Changes are collected and told to the kernel
// before the next wait; what was taken back by then costs nothing.
class NotifierTable
{
public:
    NotifierTable();
    ~NotifierTable();
    Q_DISABLE_COPY_MOVE(NotifierTable)

    bool isValid() const { return m_epoll >= 0 && m_wakeUp >= 0; }

    void add(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    void ring();                             // ends a wait; from any thread
    bool wait(int timeout);                  // ms, -1: for ever. What is ready then is pending. False: a signal came
    bool waitForRing(int timeout);           // the same, blind to sockets
    bool hasPending() const { return m_next < m_pending.size(); }
    int deliver();                           // sends the events of what is pending; how many

private:
    enum { Types = 3 };

    struct Slot                              // one descriptor
    {
        QSocketNotifier *notifiers[Types] = {};
        quint32 wanted = 0;                  // what notifiers ask for, as epoll's mask
        quint32 applied = 0;                 // what the kernel has
        quint32 generation = 0;              // tells a registration from an older one of the same number
        quint8 pending = 0;                  // a bit a type: its event was announced but not sent
        bool isDirty = false;
        bool isFile = false;                 // epoll refuses it; it is always ready
    };

    static constexpr int kPageBits = 8;
    static constexpr int kPageSize = 1 << kPageBits;

    Slot *find(int descriptor) const;
    Slot &slot(int descriptor);
    void touch(int descriptor, Slot &slot);
    void apply();
    void applyOne(int descriptor, Slot &slot);
    void disableAll(int descriptor, Slot &slot);
    void removeFile(int descriptor, Slot &slot);
    void startAnew();
    bool openEpoll();
    void announce(int descriptor, Slot &slot, quint32 events);
    void answerRing();

    std::vector<std::unique_ptr<Slot[]>> m_pages; // slots never move: slots of users run while one is looked at
    std::vector<int> m_dirty;
    std::vector<int> m_files;
    std::vector<quint32> m_pending;               // descriptor and type; what the slots' bits do not confirm is void
    size_t m_next = 0;                            // shared by nested event loops, as what is pending is
    int m_epoll = -1;
    int m_wakeUp = -1;
    bool m_strayEvents = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_NOTIFIERTABLE_P_H
