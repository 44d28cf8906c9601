// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// node peer.js: prints its port; answers with what it received, after 103 on /hints, and upgrades to "echo".
'use strict';
const http = require('http');

const server = http.createServer((request, response) => {
  if (request.url === '/hints')
    response.writeEarlyHints({link: '</style.css>; rel=preload; as=style'});
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => body += chunk);
  request.on('end', () => response.end(`${request.method} ${request.url} ${body}\n`));
});
server.on('upgrade', (request, socket) => {
  socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nbehind the switch\n');
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
