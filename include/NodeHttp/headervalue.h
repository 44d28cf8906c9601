// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_HEADERVALUE_H
#define NODEHTTP_HEADERVALUE_H

#include <NodeHttp/global.h>

#include <QtCore/qbytearraylist.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qvariant.h>

#include <type_traits>

namespace NodeHttp {

/*!
    The value of one outgoing header field, kept as it was given (Node: string, number or array of strings).

    Made implicitly, so that setHeader("Content-Length", 42) and setHeader("Set-Cookie", QStringList{…}) read
    as in Node. Text is Latin-1 on the wire; text outside it makes a value that setHeader() refuses.
*/
class NODEHTTP_EXPORT HeaderValue
{
public:
    enum class Type : quint8 {
        Undefined, //!< No value: the header is absent.
        Text,      //!< One line of bytes.
        Number,    //!< Sent as decimal digits.
        Boolean,   //!< Sent as "true" or "false".
        List,      //!< One line for each element; Cookie is joined.
    };

    HeaderValue() = default;
    HeaderValue(const char *latin1);
    HeaderValue(const QByteArray &bytes) : m_bytes(bytes), m_type(Type::Text) {}
    HeaderValue(QByteArrayView bytes) : m_bytes(bytes.toByteArray()), m_type(Type::Text) {}
    HeaderValue(QLatin1String text) : m_bytes(text.data(), text.size()), m_type(Type::Text) {}
    HeaderValue(const QString &text);
    HeaderValue(const QByteArrayList &lines);
    HeaderValue(const QStringList &lines);
    HeaderValue(const QVariant &value); //!< What a script would store: string, number, bool, list or null.
    HeaderValue(double number);
    template <typename T, typename std::enable_if_t<std::is_integral_v<T>, bool> = true>
    HeaderValue(T number)
    {
        if constexpr (std::is_same_v<T, bool>) {
            m_bytes = number ? QByteArrayLiteral("true") : QByteArrayLiteral("false");
            m_type = Type::Boolean;
        } else {
            m_bytes = QByteArray::number(number);
            m_type = Type::Number;
        }
    }

    Type type() const { return m_type; }
    bool isUndefined() const { return m_type == Type::Undefined; }
    bool isList() const { return m_type == Type::List; }
    bool isLatin1() const { return m_latin1; }   //!< False when the text held a character above U+00FF.

    QByteArray toByteArray() const;              //!< The text; a list is joined with ", ".
    QString toString() const;                    //!< toByteArray() as Latin-1 text.
    QByteArrayList toList() const;               //!< One element unless it is a list.
    QVariant toVariant() const;                  //!< With the type it was given: string, number, bool, list.

    friend bool operator==(const HeaderValue &a, const HeaderValue &b)
    { return a.m_type == b.m_type && a.m_bytes == b.m_bytes && a.m_list == b.m_list; }
    friend bool operator!=(const HeaderValue &a, const HeaderValue &b) { return !(a == b); }

private:
    QByteArray m_bytes;
    QByteArrayList m_list;
    Type m_type = Type::Undefined;
    bool m_latin1 = true;
};

//! One header field to send: the name in the caller's spelling, and its value.
struct Header
{
    QByteArray name;
    HeaderValue value;
};

//! Header fields in order. Names may repeat.
using HeaderList = QList<Header>;

} // namespace NodeHttp

Q_DECLARE_METATYPE(NodeHttp::HeaderValue)

#endif // NODEHTTP_HEADERVALUE_H
