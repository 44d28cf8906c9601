// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// HeaderValue: what a caller may store as the value of a header field, kept with its type.

#include <NodeHttp/headervalue.h>

#include <QtCore/qlocale.h>
#include <QtCore/qnumeric.h>

namespace NodeHttp {

namespace {

// The same text in Latin-1, or false when a character does not exist there.
bool toLatin1Exactly(const QString &text, QByteArray *bytes)
{
    *bytes = text.toLatin1();
    for (const QChar c : text) {
        if (c.unicode() > 0xff)
            return false;
    }
    return true;
}

} // namespace

HeaderValue::HeaderValue(const char *latin1)
    : m_bytes(latin1), m_type(latin1 ? Type::Text : Type::Undefined)
{
}

HeaderValue::HeaderValue(const QString &text) : m_type(Type::Text)
{
    m_latin1 = toLatin1Exactly(text, &m_bytes);
}

HeaderValue::HeaderValue(const QByteArrayList &lines) : m_list(lines), m_type(Type::List)
{
}

HeaderValue::HeaderValue(const QStringList &lines) : m_type(Type::List)
{
    for (const QString &line : lines) {
        QByteArray bytes;
        m_latin1 = toLatin1Exactly(line, &bytes) && m_latin1;
        m_list.append(bytes);
    }
}

HeaderValue::HeaderValue(double number) : m_type(Type::Number)
{
    // As a script prints it: no exponent and no fraction where there is none.
    if (qIsFinite(number) && number == qint64(number))
        m_bytes = QByteArray::number(qint64(number));
    else
        m_bytes = QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
}

HeaderValue::HeaderValue(const QVariant &value)
{
    switch (value.metaType().id()) {
    case QMetaType::UnknownType:
        break;
    case QMetaType::Nullptr: // S2.8: null is sent as text
        *this = HeaderValue("null");
        break;
    case QMetaType::Bool:
        *this = HeaderValue(value.toBool());
        break;
    case QMetaType::QByteArray:
        *this = HeaderValue(value.toByteArray());
        break;
    case QMetaType::Int:
    case QMetaType::Long:
    case QMetaType::LongLong:
        *this = HeaderValue(value.toLongLong());
        break;
    case QMetaType::UInt:
    case QMetaType::ULong:
    case QMetaType::ULongLong:
        *this = HeaderValue(value.toULongLong());
        break;
    case QMetaType::Double:
    case QMetaType::Float:
        *this = HeaderValue(value.toDouble());
        break;
    case QMetaType::QByteArrayList:
        *this = HeaderValue(value.value<QByteArrayList>());
        break;
    case QMetaType::QVariantList:
    case QMetaType::QStringList:
        *this = HeaderValue(value.toStringList());
        break;
    default:
        *this = HeaderValue(value.toString());
    }
}

QByteArray HeaderValue::toByteArray() const
{
    return m_type == Type::List ? m_list.join(", ") : m_bytes;
}

QString HeaderValue::toString() const
{
    return QString::fromLatin1(toByteArray());
}

QByteArrayList HeaderValue::toList() const
{
    if (m_type == Type::List)
        return m_list;
    return m_type == Type::Undefined ? QByteArrayList() : QByteArrayList{m_bytes};
}

QVariant HeaderValue::toVariant() const
{
    switch (m_type) {
    case Type::Undefined:
        return {};
    case Type::Text:
        return QString::fromLatin1(m_bytes);
    case Type::Number: {
        bool whole = false;
        const qint64 number = m_bytes.toLongLong(&whole);
        return whole ? QVariant(number) : QVariant(m_bytes.toDouble());
    }
    case Type::Boolean:
        return m_bytes == "true";
    case Type::List: {
        QStringList list;
        for (const QByteArray &line : m_list)
            list.append(QString::fromLatin1(line));
        return list;
    }
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace NodeHttp
