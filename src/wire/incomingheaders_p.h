// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INCOMINGHEADERS_P_H
#define NODEHTTP_INCOMINGHEADERS_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qvariant.h>

#include <vector>

namespace NodeHttp {

// Received header fields as spans over one block of bytes. Nothing is converted until somebody asks.
class IncomingHeaders
{
public:
    struct Field
    {
        qsizetype nameAt = 0;
        qsizetype nameSize = 0;
        qsizetype valueAt = 0;
        qsizetype valueSize = 0;
    };

    // Written by the parser; bytes of one field may come in pieces.
    void appendName(const char *data, qsizetype size);
    void appendValue(const char *data, qsizetype size);
    void finishValue();                        // S2.33: trims the value that just ended
    void reserve(qsizetype bytes) { m_block.reserve(bytes); }
    void clear();

    bool lastNameIsEmpty() const { return m_fields.empty() || m_fields.back().nameSize == 0; }
    qsizetype count() const { return qsizetype(m_fields.size()); }
    QByteArrayView name(qsizetype i) const { return QByteArrayView(m_block.constData() + m_fields[i].nameAt, m_fields[i].nameSize); }
    QByteArrayView value(qsizetype i) const { return QByteArrayView(m_block.constData() + m_fields[i].valueAt, m_fields[i].valueSize); }
    QByteArrayView first(QByteArrayView name) const; // null if absent
    qsizetype occurrences(QByteArrayView name) const;

    // Views of the first `limit` lines; -1 is Node's default of 1000, 0 means all (S2.49–S2.51).
    QVariantMap joined(int limit, bool joinDuplicates) const; // S2.35–S2.39
    QVariantMap distinct(int limit) const;                    // S2.40
    QStringList raw(int limit) const;

private:
    QByteArray m_block;
    std::vector<Field> m_fields;
    bool m_inName = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_INCOMINGHEADERS_P_H
