-- SPDX-FileCopyrightText: 2026 The NodeHttp authors
-- SPDX-License-Identifier: MIT
-- A request head as browsers send it.
local head = {
  ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  ["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  ["Accept-Language"] = "de,en-US;q=0.7,en;q=0.3",
  ["Accept-Encoding"] = "gzip, deflate, br, zstd",
  ["Connection"] = "keep-alive",
  ["Upgrade-Insecure-Requests"] = "1",
  ["Cookie"] = "session=0a1b2c3d4e5f60718293; theme=dark; consent=yes",
  ["Sec-Fetch-Dest"] = "document",
  ["Sec-Fetch-Mode"] = "navigate",
  ["Sec-Fetch-Site"] = "same-origin",
}
for name, value in pairs(head) do wrk.headers[name] = value end
