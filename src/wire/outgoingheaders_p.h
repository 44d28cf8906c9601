// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_OUTGOINGHEADERS_P_H
#define NODEHTTP_OUTGOINGHEADERS_P_H

#include <NodeHttp/headervalue.h>

#include <vector>

namespace NodeHttp {

// The header fields of a message to send: ordered, found without regard to case, spelled as the caller did.
// A message has few of them, so a walk beats a hash.
class OutgoingHeaders
{
public:
    const Header *find(QByteArrayView name) const;
    void set(QByteArrayView name, const HeaderValue &value);    // S1.6: keeps the position, takes the spelling
    void append(QByteArrayView name, const HeaderValue &value); // S10.10: keeps the first spelling
    bool remove(QByteArrayView name);
    void clear() { m_fields.clear(); }
    bool isEmpty() const { return m_fields.empty(); }

    auto begin() const { return m_fields.cbegin(); }
    auto end() const { return m_fields.cend(); }

private:
    Header *find(QByteArrayView name);

    std::vector<Header> m_fields;
};

} // namespace NodeHttp

#endif // NODEHTTP_OUTGOINGHEADERS_P_H
