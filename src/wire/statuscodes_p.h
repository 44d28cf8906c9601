// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_STATUSCODES_P_H
#define NODEHTTP_STATUSCODES_P_H

#include <QtCore/qbytearrayview.h>

namespace NodeHttp {

QByteArrayView reasonPhrase(int statusCode); // from the table of statusCodes(); null for a code outside it

} // namespace NodeHttp

#endif // NODEHTTP_STATUSCODES_P_H
