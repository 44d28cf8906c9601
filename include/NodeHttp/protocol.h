// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_PROTOCOL_H
#define NODEHTTP_PROTOCOL_H

#include <NodeHttp/error.h>
#include <NodeHttp/headervalue.h>

#include <QtCore/qmap.h>

namespace NodeHttp {

//! How text becomes bytes, and the other way round. Node's encoding names.
enum class Encoding : quint8 {
    Utf8,      //!< "utf8", the default.
    Utf16le,   //!< "utf16le": two bytes a code unit, little endian, no mark.
    Latin1,    //!< "latin1": one byte a character; higher characters lose their upper byte.
    Ascii,     //!< "ascii": as Latin1 when writing, seven bits when reading.
    Base64,    //!< "base64": the text is Base64 of the bytes. Both alphabets are understood.
    Base64Url, //!< "base64url": as Base64, written with the URL alphabet and without padding.
    Hex,       //!< "hex": the text is two hexadecimal digits a byte.
};

//! Default of every limit named maxHeaderSize, in bytes: 16384. Node: http.maxHeaderSize.
inline constexpr qsizetype maxHeaderSize = 16384;

//! The methods a server accepts, sorted. Node: http.METHODS.
NODEHTTP_EXPORT QStringList methods();

//! Status code to reason phrase, 63 entries. Node: http.STATUS_CODES.
NODEHTTP_EXPORT QMap<int, QString> statusCodes();

/*!
    The Error that setHeader() would report for \a name, or no error. Node: http.validateHeaderName().
    \a label takes the place of "Header name" in the message.
*/
NODEHTTP_EXPORT Error validateHeaderName(QByteArrayView name, QByteArrayView label = "Header name");

//! The Error that setHeader() would report for \a value, or no error. Node: http.validateHeaderValue().
NODEHTTP_EXPORT Error validateHeaderValue(QByteArrayView name, const HeaderValue &value);

} // namespace NodeHttp

#endif // NODEHTTP_PROTOCOL_H
