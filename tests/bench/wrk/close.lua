-- SPDX-FileCopyrightText: 2026 The NodeHttp authors
-- SPDX-License-Identifier: MIT
-- A connection of its own for each request.
wrk.headers["Connection"] = "close"
