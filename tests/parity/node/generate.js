// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// Random programs, as scenarios. The same seed gives the same program. Left out is what differs on purpose
// (docs/differences.md), so that every difference that is found is worth a look: bodies that are not what their
// Content-Length says, Transfer-Encoding other than chunked, a removed Connection or Transfer-Encoding, a second
// writeHead(), interim answers behind the head, text outside ASCII, FIN with allowHalfOpen, an incomplete body under an
// answer that closes, bytes behind a request that closes.

function random(seed) { // mulberry32
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class Generator {
  constructor(seed) {
    this.seed = seed;
    this.next = random(seed);
  }

  chance(p) { return this.next() < p; }
  number(from, to) { return from + Math.floor(this.next() * (to - from + 1)); }
  pick(list) { return list[Math.floor(this.next() * list.length)]; }

  program() {
    this.requests = [];
    this.closing = false;
    const steps = [];
    const on = {};
    const connections = this.chance(0.2) ? 2 : 1;
    for (let c = 1; c <= connections; ++c) steps.push(...this.connection(`c${c}`));
    const answers = ['prefinish', 'finish', 'drain', 'error', 'close[writableEnded,writableFinished]'];
    const requests = ['end', 'aborted', 'close[complete,aborted]'];
    if (this.chance(0.7)) requests.push('error');
    if (this.chance(0.3)) requests.push('data');
    else if (this.chance(0.2)) requests.push('readable');
    if (this.chance(0.2)) on['req end'] = [this.pick([['res.end'], ['res.end', 'late'], ['res.write', 'more'], ['req.destroy']])];
    if (requests.includes('readable')) on['req readable'] = [['req.read']];
    if (requests.includes('data') && this.chance(0.4))
      on['req data'] = this.pick([[['res.write', 'got']], [['req.pause']], [['res.end', 'enough']], [['res.destroy']]]);
    // read() while the body flows is a mistake, whose effect depends on ticks.
    const flows = requests.includes('data') || requests.includes('readable')
      || this.requests.some((request) => request.calls.some((call) => call[0] === 'watch'));
    if (flows)
      for (const request of this.requests) request.calls = request.calls.filter((call) => call[0] !== 'req.read');
    this.requests.forEach((request, i) => {
      const split = this.number(0, request.calls.length);
      const now = request.calls.slice(0, split);
      on[`server request#${i + 1}`] = now;
      this.scatter(steps, request, i + 1, request.calls.slice(split));
    });
    if (this.chance(0.15)) on['res finish'] = [this.pick([['res.end'], ['req.resume'], ['res.write', 'x'], ['req.destroy']])];
    return {
      id: `seed-${this.seed}`,
      rules: [],
      title: 'random program',
      server: { allowHalfOpen: false, ...(this.chance(0.1) ? { keepAliveTimeout: 0 } : {}) },
      watch: { server: ['request', ...(this.chance(0.1) ? ['checkContinue'] : [])], req: requests, res: answers },
      on,
      steps,
    };
  }

  // --- the peer ---

  connection(name) {
    const steps = [];
    const count = this.number(1, 4);
    let packet = '';
    let open = true;
    for (let i = 0; i < count && open; ++i) {
      const request = this.request();
      this.requests.push(request);
      packet += request.bytes;
      open = !request.closes;
      if (open && this.chance(0.4)) continue; // pipelined: more in the same packet
      steps.push([`${name}.send`, ...this.pieces(packet, request.splits)]);
      packet = '';
    }
    if (packet) steps.push([`${name}.send`, packet]);
    if (this.chance(0.15)) steps.push([`${name}.${this.pick(['fin', 'destroy'])}`]);
    if (this.chance(0.05)) steps.push([`${name}.send`, 'garbage\r\n\r\n']);
    return steps;
  }

  request() {
    const old = this.chance(0.08);
    const closes = old || this.chance(0.1);
    const method = this.pick(['GET', 'GET', 'GET', 'POST', 'POST', 'PUT', 'HEAD', 'DELETE']);
    const fields = ['Host: x'];
    if (closes && !old) fields.push('Connection: close');
    if (this.chance(0.1)) fields.push(this.pick(['Connection: foo', 'X-A: 1\r\nx-a: 2', 'Upgrade: foo', 'Connection: keep-alive', 'TE: chunked']));
    let body = '';
    let trailing = 0;
    if (method !== 'HEAD' && (method === 'POST' || method === 'PUT' || this.chance(0.1))) {
      const parts = Array.from({ length: this.number(0, 3) }, () => 'abcdefgh'.slice(0, this.number(1, 8)));
      if (!old && this.chance(0.5)) {
        fields.push('Transfer-Encoding: chunked');
        body = parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('') + (this.chance(0.2) ? '0\r\nT: 1\r\n\r\n' : '0\r\n\r\n');
      } else {
        fields.push(`Content-Length: ${parts.join('').length}`);
        body = parts.join('');
      }
      if (!old && this.chance(0.1)) fields.push('Expect: 100-continue');
      trailing = body.length;
    }
    const cut = !closes && trailing > 1 && this.chance(0.06); // the end of the body never comes
    if (cut) body = body.slice(0, this.number(0, body.length - 1));
    const bytes = `${method} /${this.requests.length + 1} HTTP/1.${old ? 0 : 1}\r\n${fields.join('\r\n')}\r\n\r\n${body}`;
    return { bytes, closes: closes || cut, splits: !closes, calls: this.calls(cut), method };
  }

  pieces(packet, splits) {
    if (!splits || !this.chance(0.35)) return [packet];
    const at = Array.from({ length: this.number(1, 3) }, () => this.number(1, packet.length - 1)).sort((a, b) => a - b);
    return [0, ...at].map((from, i) => packet.slice(from, at[i])).filter((piece) => piece !== '');
  }

  // --- the program ---

  calls(mustStayOpen) {
    const calls = [];
    if (this.chance(0.1)) calls.push(['res.writeContinue']);
    if (this.chance(0.25)) calls.push(this.pick([['req.resume'], ['req.pause'], ['req.read'], ['watch', 'req', 'data'], ['req.setEncoding', 'utf8']]));
    const stored = this.number(0, 2);
    for (let i = 0; i < stored; ++i) calls.push(this.header(mustStayOpen));
    if (this.chance(0.15)) calls.push(['set', 'res.statusCode', this.pick([200, 201, 204, 304, 404, 205, 299])]);
    if (this.chance(0.08)) calls.push(['set', 'res.sendDate', false]);
    const shape = this.next();
    if (shape < 0.12) {
      const text = 'x'.repeat(this.number(0, 5));
      calls.push(['res.setHeader', 'Content-Length', text.length], ['res.end', text]);
    } else {
      if (shape < 0.3) calls.push(this.writeHead());
      else if (shape < 0.36) calls.push(['res.flushHeaders']);
      const writes = this.number(0, 3);
      for (let i = 0; i < writes; ++i) calls.push(this.write(i));
      if (writes > 0 && this.chance(0.1)) calls.push(['res.addTrailers', { map: [['X-T', '1']] }]);
      if (this.chance(0.85)) calls.push(this.end());
    }
    if (this.chance(0.12)) calls.splice(this.number(0, calls.length), 0, this.oddity());
    const ends = calls.findIndex((call) => call[0] === 'res.end'); // Node keeps a cork() behind it for the next answer
    if (this.chance(0.1)) calls.splice(this.number(0, ends < 0 ? calls.length : ends), 0, ['res.cork']);
    if (this.chance(0.1)) calls.splice(this.number(0, calls.length), 0, ['res.uncork']);
    if (this.chance(0.15)) calls.push(this.pick([['req.resume'], ['req.pause'], ['req.read'], ['watch', 'req', 'data']]));
    return calls;
  }

  header(mustStayOpen) {
    const headers = [['X-A', '1'], ['x-a', '2'], ['B', ['1', '2']], ['Set-Cookie', ['a=1', 'b=2']], ['C', 3], ['Date', 'today'], ['Keep-Alive', 'x']];
    if (!mustStayOpen) headers.push(['Connection', 'close'], ['Connection', 'keep-alive']);
    if (this.chance(0.15)) return ['res.removeHeader', this.pick(['X-A', 'Date', 'content-length', 'B'])];
    if (this.chance(0.1)) return this.pick([['res.setHeader', 'A B', '1'], ['res.setHeader', 'A', '1\n'], ['res.getHeaders'], ['res.hasHeader', 'x-a']]);
    return ['res.setHeader', ...this.pick(headers)];
  }

  writeHead() {
    const code = this.pick([200, 200, 404, 204, 304, 500]);
    return this.pick([['res.writeHead', code], ['res.writeHead', code, 'Fine'], ['res.writeHead', code, { map: [['X-C', 'c'], ['x-A', 'new']] }]]);
  }

  write(i) {
    const size = this.pick([0, 1, 2, 10, 200, 9000, 17000]);
    const text = size > 200 ? { repeat: ['wxyz'[i], size] } : 'w'.repeat(size);
    return this.chance(0.3) ? ['res.write', text, { callback: `w${i}` }] : ['res.write', text];
  }

  end() {
    return this.pick([['res.end'], ['res.end', 'e'], ['res.end', ''], ['res.end', { bytes: 'by' }], ['res.end', { callback: 'e' }], ['res.end', 'end', { callback: 'e' }]]);
  }

  oddity() {
    return this.pick([['res.destroy'], ['req.destroy'], ['res.destroy', { error: ['BOOM', 'bang'] }], ['req.destroy', { error: ['BOOM', 'bang'] }],
      ['res.write', 'late'], ['res.end', 'again'], ['res.end', { callback: 'again' }], ['res.setHeader', 'X-Late', '1'], ['res.flushHeaders'],
      ['show', 'res', 'headersSent', 'writableEnded', 'writableFinished', 'destroyed'], ['show', 'req', 'complete', 'readableEnded', 'aborted', 'destroyed'],
      ['sock.destroy']]);
  }

  // What a handler did not do at once happens in later steps, alone or several calls in one go.
  scatter(steps, request, number, calls) {
    let from = 0;
    while (calls.length > 0) {
      const some = calls.splice(0, this.number(1, 3)).map((call) => this.numbered(call, number));
      from = this.number(from, steps.length);
      steps.splice(Math.max(1, from), 0, some);
      from = Math.max(1, from) + 1;
    }
  }

  numbered(call, number) {
    const add = (name) => (/^(req|res)\b/.test(name) ? name.replace(/^(req|res)/, `$1${number}`) : name);
    return ['show', 'set', 'watch'].includes(call[0]) ? [call[0], add(call[1]), ...call.slice(2)] : [add(call[0]), ...call.slice(1)];
  }
}

module.exports = { generate: (seed) => new Generator(seed).program() };
