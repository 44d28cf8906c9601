// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TURN_P_H
#define NODEHTTP_TURN_P_H

#include "stream/tick_p.h"

namespace NodeHttp {

// Marks a call from the event loop into the library. When it ends, everything written during it has left, every tick
// has run, and, at the outermost one, what died is deleted. A nested event loop inside a user's slot makes real turns
// of its own; a signal that reaches us synchronously during one of our calls does not.
class Turn
{
public:
    Turn();
    ~Turn();
    void settle(); // what the end does, but for the deleting; for those who want to look afterwards
    Q_DISABLE_COPY_MOVE(Turn)

private:
    Loop *m_loop;
    int m_outerLevel;
    bool m_real;
};

} // namespace NodeHttp

#endif // NODEHTTP_TURN_P_H
