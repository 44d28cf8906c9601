// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_HALFOPENGUARD_P_H
#define NODEHTTP_HALFOPENGUARD_P_H

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

#include <functional>

class QIODevice;
class QSocketNotifier;

namespace NodeHttp {

// Keeps a socket open for writing after the peer ended its side. QTcpSocket, and QLocalSocket which is made of one,
// closes the descriptor as soon as it reads the end of the stream, and with it whatever answer is still owed. While
// armed, the guard looks at each read event of the socket first and swallows the one that means "end".
class HalfOpenGuard : public QObject
{
public:
    explicit HalfOpenGuard(std::function<void()> onEnd);

    bool arm(QIODevice *socket); // false where it cannot work (no descriptor of its own, another platform)
    void disarm();
    bool sawReset() const { return m_reset; } // the last thing seen was a reset, not an orderly end

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::function<void()> m_onEnd;
    QPointer<QSocketNotifier> m_notifier;
    bool m_armed = false;
    bool m_ended = false;
    bool m_reset = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_HALFOPENGUARD_P_H
