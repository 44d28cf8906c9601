#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT
"""idle.py PORT N: opens N connections to 127.0.0.1, asks once on each, and keeps them until it is ended."""
import resource
import signal
import socket
import sys
import time

port, count = int(sys.argv[1]), int(sys.argv[2])
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
start = time.monotonic()
connections = []
for _ in range(count):
    connection = socket.create_connection(('127.0.0.1', port))
    connection.sendall(b'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    if not connection.recv(4096):
        sys.exit('the server closed a connection')
    connections.append(connection)
print(f'{count} connections in {time.monotonic() - start:.1f} s', flush=True)
signal.pause()
