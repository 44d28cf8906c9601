// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Formatting a date costs ten times as much as the rest of a head, so each thread keeps its last one.

#include "wire/datecache_p.h"

#include <cstdio>
#include <ctime>

namespace NodeHttp {

QByteArrayView dateLine()
{
    static thread_local char text[64];
    static thread_local int size = 0;
    static thread_local std::time_t second = -1;

    const std::time_t now = std::time(nullptr);
    if (now != second) {
        second = now;
        std::tm utc{};
#ifdef Q_OS_WIN
        gmtime_s(&utc, &now);
#else
        gmtime_r(&now, &utc);
#endif
        // Names are spelled out: strftime would ask the locale.
        static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        size = std::snprintf(text, sizeof text, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n", days[utc.tm_wday],
                             utc.tm_mday, months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
    }
    return QByteArrayView(text, size);
}

} // namespace NodeHttp
