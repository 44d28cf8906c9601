// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_HELDEXCHANGE_H
#define NODEHTTP_HELDEXCHANGE_H

#include <NodeHttp/trafficevents.h>

#include <chrono>
#include <memory>

namespace NodeHttp {

class HeldExchangePrivate;

/*!
    An exchange that waits at a head until somebody says how it goes on: a breakpoint, or a fault made for a test.

    Handed to TrafficObserver::hold(). Copies mean the same exchange. The verbs may be called from any thread, also in
    hold() itself; the first one counts, and the exchange goes on in its own thread, with its next event. When the last
    copy is gone, or its observer stops, it goes on as it was. Timeouts do not wait: they end a held exchange too.
*/
class NODEHTTP_EXPORT HeldExchange
{
public:
    //! Where it waits.
    enum class Point : quint8 {
        RequestHead,  //!< Server: before requestReceived(). Client: before the request leaves.
        ResponseHead, //!< Server: before the response leaves. Client: before responseReceived().
    };

    HeldExchange();
    HeldExchange(const HeldExchange &other);
    HeldExchange(HeldExchange &&other) noexcept;
    ~HeldExchange();
    HeldExchange &operator=(const HeldExchange &other);
    HeldExchange &operator=(HeldExchange &&other) noexcept;

    bool isNull() const { return !d; }
    quint64 exchange() const;        //!< 0 when null.
    TrafficSide side() const;
    Point point() const;
    TrafficHead head() const;        //!< As it is.
    bool isWaiting() const;          //!< Nobody decided yet, and the exchange still exists.

    //! Goes on. False: it was decided already, or the exchange is gone; the same for all verbs.
    bool resume();
    /*!
        Goes on with another head. A head to be sent is sent as it is, so one that lies about its body breaks the
        connection, as intended. A received head changes what the receiver sees; how its body is read stays as it was.
    */
    bool resume(const TrafficHead &edited);
    bool resumeAfter(std::chrono::milliseconds delay); //!< Goes on later. Nothing can be decided any more meanwhile.
    bool abort();                    //!< The connection ends as if this side had closed it: the peer sees an end.
    bool reset();                    //!< The connection is reset: the peer sees ECONNRESET. Over TCP; else as abort().

private:
    friend class HeldExchangePrivate; // the only friend: its own private half
    std::shared_ptr<HeldExchangePrivate> d;
};

} // namespace NodeHttp

#endif // NODEHTTP_HELDEXCHANGE_H
