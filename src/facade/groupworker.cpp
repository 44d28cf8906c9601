// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// One thread of a group, from the set-up function to the end of its server.

#include "facade/groupworker_p.h"

#include "core/error_p.h"
#include "server/server_p.h"

#include <QtCore/qmetaobject.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qtcpsocket.h>

#ifdef Q_OS_LINUX
#include <NodeHttp/epolleventdispatcher.h>
#endif

namespace NodeHttp {

namespace {

// A connection between two threads; closed when it does not arrive.
class Parcel
{
public:
    Parcel(qintptr descriptor, bool local) : m_descriptor(descriptor), m_local(local) {}
    ~Parcel()
    {
        if (m_descriptor >= 0)
            GroupWorker::discard(m_descriptor, m_local);
    }
    Q_DISABLE_COPY_MOVE(Parcel)

    void deliver(ServerPrivate *server)
    {
        const qintptr descriptor = std::exchange(m_descriptor, -1);
        if (m_local)
            server->acceptLocal(quintptr(descriptor));
        else
            server->acceptTcp(descriptor);
    }

private:
    qintptr m_descriptor;
    const bool m_local;
};

} // namespace

GroupWorker::GroupWorker(std::shared_ptr<GroupPlan> plan, ListenSocket socket, QObject *context, Report report,
                         Leave leave)
    : m_plan(std::move(plan))
    , m_socket(std::move(socket))
    , m_context(context)
    , m_report(std::move(report))
    , m_leave(std::move(leave))
{
#ifdef Q_OS_LINUX
    if (m_plan->options.epoll)
        setEventDispatcher(new EpollEventDispatcher);
#endif
    m_gate.moveToThread(this);
}

GroupWorker::~GroupWorker()
{
    quit();
    wait();
}

void GroupWorker::run()
{
    serve();
    m_counters->connections = 0; // Qt's own hand-over of what the thread wrote is invisible to ThreadSanitizer
}

void GroupWorker::serve()
{
    m_server = new Server(m_plan->options.server);
    ServerPrivate::get(m_server)->counters = m_counters;
    {
        const std::lock_guard lock(m_plan->oneAtATime);
        m_plan->setUp(m_server);
    }
    Error error;
    ListenOptions listening;
    if (m_server->isListening()) // the set-up function did what it must not
        error = Errors::alreadyListening();
    else if (listening.descriptor = m_socket.release(); listening.descriptor >= 0 && !m_server->listen(listening))
        error = m_server->error();
    connect(m_server, &Server::closed, &m_gate, [this] { askToLeave(); });
    connect(m_server, &Server::drainForced, &m_gate, [this](int connections) {
        m_forced = connections;
        askToLeave(); // upgraded sockets are their owners'; nobody waits for them
    });
    QMetaObject::invokeMethod(m_context, [this, error] { m_report(this, error); }, Qt::QueuedConnection);
    exec();
    delete m_server;
}

void GroupWorker::askToLeave()
{
    QMetaObject::invokeMethod(m_context, [this] { m_leave(this); }, Qt::QueuedConnection);
}

void GroupWorker::close()
{
    QMetaObject::invokeMethod(&m_gate, [this] {
        if (m_server) // users should not delete it, but might
            m_server->close();
        else
            askToLeave();
    }, Qt::QueuedConnection);
}

void GroupWorker::drain(std::chrono::milliseconds deadline)
{
    QMetaObject::invokeMethod(&m_gate, [this, deadline] {
        if (m_server)
            m_server->drain(deadline);
        else
            askToLeave();
    }, Qt::QueuedConnection);
}

void GroupWorker::handOut(qintptr descriptor, bool local)
{
    ++m_onTheirWay;
    auto parcel = std::make_shared<Parcel>(descriptor, local);
    QMetaObject::invokeMethod(&m_gate, [this, parcel] {
        --m_onTheirWay; // before it counts as a connection: nothing may count twice
        if (m_server)
            parcel->deliver(ServerPrivate::get(m_server));
    }, Qt::QueuedConnection);
}

void GroupWorker::discard(qintptr descriptor, bool local)
{
    if (local)
        QLocalSocket().setSocketDescriptor(descriptor);
    else
        QTcpSocket().setSocketDescriptor(descriptor);
}

int GroupWorker::load() const
{
    return m_onTheirWay + m_counters->connections;
}

} // namespace NodeHttp
