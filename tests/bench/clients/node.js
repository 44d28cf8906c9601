// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// node node.js PORT AT_ONCE SECONDS: prints "requests seconds".
'use strict';
const http = require('http');

const [port, atOnce, seconds] = process.argv.slice(2).map(Number);
const agent = new http.Agent({keepAlive: true});
const start = process.hrtime.bigint();
const elapsed = () => Number(process.hrtime.bigint() - start) / 1e9;
let done = 0;
let open = atOnce;

function ask() {
  http.get({host: '127.0.0.1', port, agent}, (response) => {
    response.on('data', () => {});
    response.on('end', () => {
      ++done;
      if (elapsed() < seconds)
        return ask();
      if (--open > 0)
        return;
      console.log(done, elapsed());
      agent.destroy();
    });
  });
}

for (let i = 0; i < atOnce; ++i)
  ask();
