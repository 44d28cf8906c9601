// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// node node.js --port N [--mode hello|bytes|chunked|echo|full|download|upload] [--size N] [--cert F --key F]
'use strict';
const fs = require('fs');

const options = {mode: 'hello', size: 1024};
for (let i = 2; i + 1 < process.argv.length; i += 2)
  options[process.argv[i].slice(2)] = process.argv[i + 1];
const size = Number(options.size);
const body = Buffer.alloc(options.mode === 'bytes' ? size : 0, 'x');

function download(response) {
  const piece = Buffer.alloc(65536, 'x');
  let left = size;
  const fill = () => {
    while (left > 0) {
      const n = Math.min(left, piece.length);
      left -= n;
      if (!response.write(n === piece.length ? piece : piece.subarray(0, n)))
        break;
    }
    if (left === 0)
      response.end();
  };
  response.setHeader('Content-Length', size);
  response.on('drain', fill);
  fill();
}

const listeners = {
  hello(request, response) {
    response.setHeader('Content-Type', 'text/plain');
    response.end('Hello, World!');
  },
  bytes(request, response) { response.end(body); },
  chunked(request, response) {
    response.write('Hello, ');
    response.end('World!');
  },
  echo(request, response) { request.pipe(response); },
  full(request, response) {
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(200, {'Content-Type': 'application/json', 'X-Agent': request.headers['user-agent'] ?? ''});
      response.write(JSON.stringify({headers: request.headers, size: chunks.reduce((sum, chunk) => sum + chunk.length, 0)}));
      response.end('Hello, World!', () => chunks.length = 0);
    });
  },
  upload(request, response) { request.resume().on('end', () => response.end('received')); },
  download(request, response) { download(response); },
};

const server = options.cert
  ? require('https').createServer({cert: fs.readFileSync(options.cert), key: fs.readFileSync(options.key)},
                                  listeners[options.mode])
  : require('http').createServer(listeners[options.mode]);
server.keepAliveTimeout = 600000; // idle connections are to stay
server.listen({port: Number(options.port), host: '127.0.0.1', backlog: 4096});
