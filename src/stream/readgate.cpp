// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Only public Qt API is used: the read notifier is found among the socket's children and filtered like any object.
// Should a future Qt build its sockets differently, watch() says false: input then comes through the socket's buffer, and
// a half-closing client loses its answer, as with Node; tst_servereventorder tells.

#include "stream/readgate_p.h"

#include <QtCore/qcoreevent.h>
#include <QtCore/qsocketnotifier.h>
#include <QtNetwork/qtcpsocket.h>

#ifdef Q_OS_UNIX
#include <sys/socket.h>

#include <cerrno>
#endif

namespace NodeHttp {

ReadGate::ReadGate(std::function<Seen()> take, std::function<void()> onEnd) : m_take(std::move(take)), m_onEnd(std::move(onEnd))
{
}

bool ReadGate::watch(QIODevice *socket)
{
#ifdef Q_OS_UNIX
    if (m_notifier)
        return true;
    const auto notifiers = socket->findChildren<QSocketNotifier *>();
    for (QSocketNotifier *notifier : notifiers) {
        if (notifier->type() == QSocketNotifier::Read) {
            m_notifier = notifier;
            notifier->installEventFilter(this);
            return true;
        }
    }
#else
    Q_UNUSED(socket);
#endif
    return false;
}

bool ReadGate::arm(QIODevice *socket)
{
    m_armed = watch(socket);
    return m_armed;
}

ReadGate::Seen ReadGate::look()
{
#ifdef Q_OS_UNIX
    char byte;
    const ssize_t n = ::recv(int(m_notifier->socket()), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (n == 0)
        return Seen::End;
    if (n < 0 && errno == ECONNRESET)
        return Seen::Failure;
#endif
    return Seen::Nothing;
}

bool ReadGate::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_notifier || event->type() != QEvent::SockAct)
        return false;
    const QPointer<ReadGate> self = this;
    Seen seen = m_take();
    if (seen == Seen::Input || !self || !m_notifier)
        return true; // the notifier may be gone, too
    if (!m_armed && !m_ended)
        return false;
    if (seen == Seen::Nothing)
        seen = look();
    m_reset = seen == Seen::Failure;
    if (seen != Seen::End)
        return false;
    m_notifier->setEnabled(false); // the end stays readable for ever; nothing more can come
    if (!m_ended) {
        m_ended = true;
        m_onEnd();
    }
    return true;
}

} // namespace NodeHttp
