// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_FREEING_H
#define NODEHTTP_INSPECTOR_FREEING_H

#include <cstdlib>

namespace NodeHttp::Inspector {

// For whoever frees very much in slices. Small pieces that were freed are put aside by glibc and joined at the next request
// for a large one, all of them: after 100,000 records that request takes 50 ms. Called after each slice, there are never
// many. Elsewhere it costs nothing worth a word.
inline void joinFreed()
{
    void *volatile large = std::malloc(8192);
    std::free(large);
}

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_FREEING_H
