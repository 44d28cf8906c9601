// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Only public Qt API is used: the read notifier is found among the socket's children and filtered like any object.
// Should a future Qt build its sockets differently, arm() says false and a half-closing client loses its answer, as
// with Node; tst_servereventorder tells.

#include "stream/halfopenguard_p.h"

#include <QtCore/qcoreevent.h>
#include <QtCore/qsocketnotifier.h>
#include <QtNetwork/qtcpsocket.h>

#ifdef Q_OS_UNIX
#include <sys/socket.h>

#include <cerrno>
#endif

namespace NodeHttp {

HalfOpenGuard::HalfOpenGuard(std::function<void()> onEnd) : m_onEnd(std::move(onEnd))
{
}

bool HalfOpenGuard::arm(QIODevice *socket)
{
#ifdef Q_OS_UNIX
    if (!m_notifier) {
        const auto notifiers = socket->findChildren<QSocketNotifier *>();
        for (QSocketNotifier *notifier : notifiers) {
            if (notifier->type() == QSocketNotifier::Read) {
                m_notifier = notifier;
                break;
            }
        }
    }
    if (m_notifier && !m_armed)
        m_notifier->installEventFilter(this);
#else
    Q_UNUSED(socket);
#endif
    m_armed = m_notifier;
    return m_armed;
}

void HalfOpenGuard::disarm()
{
    if (m_notifier && m_armed && !m_ended)
        m_notifier->removeEventFilter(this);
    m_armed = false;
}

bool HalfOpenGuard::eventFilter(QObject *watched, QEvent *event)
{
#ifdef Q_OS_UNIX
    if (watched == m_notifier && event->type() == QEvent::SockAct && (m_armed || m_ended)) {
        char byte;
        const ssize_t n = ::recv(int(m_notifier->socket()), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        m_reset = n < 0 && errno == ECONNRESET;
        if (n == 0) {
            m_notifier->setEnabled(false); // the end stays readable for ever; nothing more can come
            if (!m_ended) {
                m_ended = true;
                m_onEnd();
            }
            return true;
        }
    }
#endif
    return QObject::eventFilter(watched, event);
}

} // namespace NodeHttp
