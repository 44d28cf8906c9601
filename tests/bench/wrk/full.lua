-- SPDX-FileCopyrightText: 2026 The NodeHttp authors
-- SPDX-License-Identifier: MIT
-- For handlers that read headers and body.
wrk.method = "POST"
wrk.path = "/full"
wrk.body = "hello"
