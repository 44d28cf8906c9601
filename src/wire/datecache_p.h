// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_DATECACHE_P_H
#define NODEHTTP_DATECACHE_P_H

#include <QtCore/qbytearrayview.h>

namespace NodeHttp {

// The line "Date: <IMF-fixdate>\r\n", rebuilt when the second changes (S1.8). One text for each thread.
QByteArrayView dateLine();

} // namespace NodeHttp

#endif // NODEHTTP_DATECACHE_P_H
