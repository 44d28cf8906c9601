-- SPDX-FileCopyrightText: 2026 The NodeHttp authors
-- SPDX-License-Identifier: MIT
-- A kilobyte to be sent back.
wrk.method = "POST"
wrk.body = string.rep("x", 1024)
