// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TRAFFICHEAD_H
#define NODEHTTP_TRAFFICHEAD_H

#include <NodeHttp/global.h>

#include <QtCore/qbytearraylist.h>

namespace NodeHttp {

/*!
    The head of a message as it is on the wire: its start line in parts, its header lines as bytes. A value.

    Observers are given one for each head (TrafficObserver) and may hand an edited one back (HeldExchange). Nothing is
    checked: what an edited head says is what goes on. It costs one QByteArray; lines are taken apart when asked for.
*/
class NODEHTTP_EXPORT TrafficHead
{
public:
    QByteArray method;      //!< Requests; empty on a response.
    QByteArray target;      //!< Requests: the target exactly as sent.
    int statusCode = 0;     //!< Responses; 0 on a request.
    QByteArray reason;      //!< Responses: the reason phrase; may be empty.
    int minorVersion = 1;   //!< 0 or 1: HTTP/1.0 or HTTP/1.1.
    /*!
        The whole head, start line and empty line included. Of a message that is sent: its very bytes. Of one that is
        received: its very bytes for observers with the interest RawHeads, else written anew from its fields.
    */
    QByteArray bytes;

    bool isRequest() const { return statusCode == 0; }
    QByteArray startLine() const;              //!< From the parts, without a line end.
    QByteArrayList rawHeaders() const;         //!< name, value, name, value…: order, case, duplicates kept.
    QByteArray header(QByteArrayView name) const; //!< The first value; null if absent. Case does not matter.
    void setHeader(const QByteArray &name, const QByteArray &value); //!< Replaces all lines of that name by one, or adds it.
    void removeHeader(QByteArrayView name);    //!< All lines of that name.
    void setRawHeaders(const QByteArrayList &headers); //!< All lines; the list as rawHeaders() has it.
    QByteArray toByteArray() const;            //!< The head to send: startLine(), the lines, an empty line.

    //! Reads what toByteArray() wrote, with forgiveness; a head without a start line has neither method nor status.
    static TrafficHead fromBytes(const QByteArray &bytes);
};

} // namespace NodeHttp

#endif // NODEHTTP_TRAFFICHEAD_H
