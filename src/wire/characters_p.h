// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CHARACTERS_P_H
#define NODEHTTP_CHARACTERS_P_H

#include <QtCore/qbytearrayview.h>

namespace NodeHttp::Characters {

bool isToken(QByteArrayView text);       // S2.26: RFC 9110 section 5.6.2, at least one character
bool isFieldValue(QByteArrayView text);  // S2.27: tab, 20-7E, 80-FF
char toLower(char c);                    // ASCII only, never the locale's
bool equalIgnoringCase(QByteArrayView a, QByteArrayView b);
QByteArrayView trimmed(QByteArrayView text); // without blanks and tabs at both ends
bool containsWord(QByteArrayView text, QByteArrayView word);  // S1.13: case-blind, bounded by non-word characters
bool isHostValue(QByteArrayView text);   // RFC 9110 section 7.2: uri-host [ ":" port ], may be empty

} // namespace NodeHttp::Characters

#endif // NODEHTTP_CHARACTERS_P_H
