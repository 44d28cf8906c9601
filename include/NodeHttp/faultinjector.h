// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_FAULTINJECTOR_H
#define NODEHTTP_FAULTINJECTOR_H

#include <NodeHttp/heldexchange.h>

#include <chrono>
#include <functional>
#include <memory>

namespace NodeHttp {

class FaultInjectorPrivate;

/*!
    Which exchanges get a fault, and what it is. By default: every request that a server of this process receives has its
    connection reset.
*/
struct FaultRule
{
    //! What happens to an exchange.
    enum class Action : quint8 {
        Reset,  //!< The connection is reset: the peer sees ECONNRESET.
        Abort,  //!< The connection ends, as if this side had closed it.
        Delay,  //!< It goes on after \ref delay.
        Decide, //!< \ref decide does what it likes.
    };

    Action action = Action::Reset;
    QString method;                  //!< Of the request, in any case; empty: any.
    QString path;                    //!< Of the request, without its query; * stands for anything. Empty: any.
    TrafficSide side = TrafficSide::Server; //!< Where it happens: at servers, or at clients of this process.
    HeldExchange::Point point = HeldExchange::Point::RequestHead; //!< When it happens.
    int every = 1;                   //!< Happens to each n-th exchange that fits: 2 is the second, the fourth…
    int times = 0;                   //!< Happens so many times, then never again; 0: always.
    std::chrono::milliseconds delay{0}; //!< Of Delay.
    /*!
        Of Decide: calls a verb of \a held, or keeps it to call one later; true: it did. It is called in the thread of the
        exchange, with several servers in several at once.
    */
    std::function<bool(HeldExchange held)> decide;
    //! A condition of your own, asked last; not set: none. \a request is the head of the request. Called as decide().
    std::function<bool(const TrafficExchange &exchange, const TrafficHead &request, const HeldExchange &held)> accepts;
};

/*!
    Makes faults for tests: "reset every second request to /flaky".

        FaultInjector faults;
        FaultRule rule;
        rule.path = "/flaky";
        rule.every = 2;
        faults.add(rule);

    Works on every Server and client of the process, whatever thread they live in, from the next exchange on: nothing has
    to be prepared in what is tested. The first rule that fits counts, and the others are not asked. Its methods may be
    called from any thread. Without rules it costs nothing. QML has the same as FaultInjector and FaultRule.
*/
class NODEHTTP_EXPORT FaultInjector
{
    Q_DISABLE_COPY_MOVE(FaultInjector)

public:
    FaultInjector();
    ~FaultInjector();                //!< What it holds or delays goes on at once.

    int add(const FaultRule &rule);  //!< Adds a rule behind the others; its number, from 1.
    bool remove(int rule);           //!< False: there is none of that number.
    void clear();                    //!< Removes all rules.
    int fits(int rule) const;        //!< How many exchanges fitted a rule, every and times aside; 0 when it is gone.
    int hits(int rule) const;        //!< How often a rule acted; 0 when it is gone.

private:
    friend class FaultInjectorPrivate; // the only friend: its own private half
    std::unique_ptr<FaultInjectorPrivate> d;
};

} // namespace NodeHttp

#endif // NODEHTTP_FAULTINJECTOR_H
