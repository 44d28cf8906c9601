// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_READGATE_P_H
#define NODEHTTP_READGATE_P_H

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

#include <functional>

class QIODevice;
class QSocketNotifier;

namespace NodeHttp {

// Looks at each read event of a socket before the socket does. It may take the input itself, past the buffer of a
// QTcpSocket. And while armed it swallows the event that means "end": QTcpSocket, and QLocalSocket which is made of one,
// closes the descriptor as soon as it reads the end of the stream, and with it whatever answer is still owed.
class ReadGate : public QObject
{
public:
    enum class Seen {
        Nothing, // not looked at
        Input,   // taken, or there was none
        End,
        Failure,
    };

    ReadGate(std::function<Seen()> take, std::function<void()> onEnd);

    bool watch(QIODevice *socket); // false where it cannot work (no descriptor of its own, another platform)
    bool arm(QIODevice *socket);   // the same, and the end is swallowed from now on
    void disarm() { m_armed = false; }
    bool sawReset() const { return m_reset; } // the last thing seen was a reset, not an orderly end

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Seen look();

    std::function<Seen()> m_take;
    std::function<void()> m_onEnd;
    QPointer<QSocketNotifier> m_notifier;
    bool m_armed = false;
    bool m_ended = false;
    bool m_reset = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_READGATE_P_H
