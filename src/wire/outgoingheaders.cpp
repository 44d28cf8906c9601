// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The store behind setHeader() and its siblings. It knows no rule of HTTP; callers have validated.

#include "wire/outgoingheaders_p.h"

#include "wire/characters_p.h"

#include <algorithm>

namespace NodeHttp {

const Header *OutgoingHeaders::find(QByteArrayView name) const
{
    for (const Header &field : m_fields) {
        if (Characters::equalIgnoringCase(field.name, name))
            return &field;
    }
    return nullptr;
}

Header *OutgoingHeaders::find(QByteArrayView name)
{
    return const_cast<Header *>(std::as_const(*this).find(name));
}

void OutgoingHeaders::set(QByteArrayView name, const HeaderValue &value)
{
    if (Header *field = find(name)) {
        field->name = name.toByteArray();
        field->value = value;
        return;
    }
    if (m_fields.empty())
        m_fields.reserve(4);
    m_fields.push_back({name.toByteArray(), value});
}

void OutgoingHeaders::append(QByteArrayView name, const HeaderValue &value)
{
    Header *field = find(name);
    if (!field)
        return set(name, value);
    field->value = HeaderValue(field->value.toList() + value.toList());
}

bool OutgoingHeaders::remove(QByteArrayView name)
{
    const auto gone = std::remove_if(m_fields.begin(), m_fields.end(), [name](const Header &field) {
        return Characters::equalIgnoringCase(field.name, name);
    });
    const bool found = gone != m_fields.end();
    m_fields.erase(gone, m_fields.end());
    return found;
}

} // namespace NodeHttp
