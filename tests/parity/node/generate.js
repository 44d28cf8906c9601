// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// Random programs of a server, as scenarios. Left out is what differs on purpose (docs/differences.md) and what is an
// accident of Node's: bodies that are not what their Content-Length says, Transfer-Encoding other than chunked, a
// removed Connection or Transfer-Encoding, a second writeHead(), interim answers behind the head, text outside ASCII,
// FIN with allowHalfOpen, a cork() behind a write or under the peer's end, interim answers and calls of answers whose
// turn never comes, read() of a part, an incomplete body under an answer that closes, bytes behind a request that
// closes or was cut, destroy() and large writes with other requests behind them, both listeners of 'readable' and of
// 'data', destroy() of a request in its answer's 'finish', and of the socket itself, which QTcpSocket tells of at
// once, end() of an answer that has closed.

const { Random } = require('./random');

const plainHeaders = [['X-A', '1'], ['x-a', '2'], ['B', ['1', '2']], ['Set-Cookie', ['a=1', 'b=2']], ['C', 3], ['Date', 'today'], ['Keep-Alive', 'x']];

// Behind a destroy() Node tells bytes and text apart: with text it says 'prefinish'.
function useText(part) {
  for (const [key, value] of Object.entries(part)) {
    if (value && value.bytes) part[key] = value.bytes;
    else if (value && typeof value === 'object') useText(value);
  }
}

class ServerProgram extends Random {
  program() {
    this.requests = [];
    const steps = [];
    const on = {};
    const connections = this.chance(0.2) ? 2 : 1;
    const ends = [];
    for (let c = 1; c <= connections; ++c) {
      steps.push(...this.connection(`c${c}`));
      if (!this.cutsLast && this.chance(0.15)) ends.push([`c${c}.${this.pick(['fin', 'destroy'])}`]);
    }
    const answers = ['prefinish', 'finish', 'drain', 'error', 'close[writableEnded]'];
    const requests = ['end', 'aborted', 'close[complete,aborted]'];
    if (this.chance(0.7)) requests.push('error');
    if (this.chance(0.3)) requests.push('data');
    else if (this.chance(0.2)) requests.push('readable');
    const alone = this.requests.length === connections;
    if (this.chance(0.2)) on['req end'] = [this.pick([['res.end'], ['res.end', 'late'], ['res.write', 'more'], ...(alone ? [['req.destroy']] : [])])];
    if (requests.includes('readable')) on['req readable'] = [['req.read']];
    if (requests.includes('data') && this.chance(0.4))
      on['req data'] = this.pick([[['res.write', 'got']], [['req.pause']], [['res.end', 'enough']], ...(alone ? [[['res.destroy']]] : [])]);
    if (requests.includes('readable'))
      for (const request of this.requests) request.calls = request.calls.filter((call) => call[0] !== 'watch');
    const drop = (...names) => {
      for (const request of this.requests) request.calls = request.calls.filter((call) => !names.includes(call[0]) && !names.includes(call[1]));
    };
    if (ends.length > 0) drop('res.cork', 'res.uncork');
    if (on['req end'] || on['req data']) drop('res.cork', 'res.uncork', 'res.writeHead', 'res.writeContinue', 'Content-Length'); // they may come too late
    if (on['req end']) drop('req.destroy', 'res.destroy'); // Node may say 'end' of what was destroyed
    this.requests.forEach((request, i) => {
      const split = this.number(0, request.calls.length);
      on[`server request#${i + 1}`] = request.calls.slice(0, split);
      const destroyed = JSON.stringify(on['req data'] || '').includes('destroy'); // what comes behind it is another matter
      this.scatter(steps, (destroyed ? [] : request.calls.slice(split)).map((call) => this.numbered(call, i + 1)), 1);
    });
    steps.push(...ends);
    if (ends.length > 0 && this.chance(0.3)) steps.push([`res${this.number(1, this.requests.length)}.write`, 'late']);
    if (this.chance(0.15)) on['res finish'] = [this.pick([['res.end'], ['req.resume'], ['res.write', 'x']])];
    if (/\.destroy"/.test(JSON.stringify([on, steps]))) useText([on, steps]);
    this.leaveOutLateEnds(on, steps);
    return {
      id: `seed-${this.seed}`,
      rules: [],
      title: 'random program',
      server: { allowHalfOpen: false, ...(this.chance(0.1) ? { keepAliveTimeout: 0 } : {}) },
      watch: { server: ['request', ...(alone && this.chance(0.2) ? ['checkContinue'] : [])], req: requests, res: answers },
      on,
      steps,
    };
  }

  // end() of an answer that closed long ago: Node may say 'finish' and 'close' once more.
  leaveOutLateEnds(on, steps) {
    const closed = new Set();
    const note = (calls, number) => {
      for (const [name] of calls) {
        const found = /^re[qs](\d*)\.destroy$/.exec(name);
        if (found) closed.add(found[1] || number);
      }
    };
    for (const [event, calls] of Object.entries(on)) {
      const found = /^server request#(\d+)$/.exec(event);
      if (found) note(calls, found[1]);
    }
    for (let i = 0; i < steps.length; ++i) {
      const calls = typeof steps[i][0] === 'string' ? [steps[i]] : steps[i];
      const kept = calls.filter(([name]) => !(/^res\d+\.end$/.test(name) && closed.has(/\d+/.exec(name)[0])));
      note(kept, '');
      if (kept.length < calls.length) steps[i] = kept;
    }
    steps.splice(0, steps.length, ...steps.filter((step) => step.length > 0));
  }

  // --- the peer ---

  connection(name) {
    if (this.chance(0.03)) return [[`${name}.send`, 'garbage\r\n\r\n']];
    const steps = [];
    const count = this.number(1, 4);
    this.cutsLast = this.chance(0.1); // the end of the last body never comes, so no answer may close
    let packet = '';
    let open = true;
    for (let i = 0; i < count && open; ++i) {
      const request = this.request(count === 1, i === 0, i === count - 1);
      this.requests.push(request);
      packet += request.bytes;
      open = !request.closes;
      if (open && this.chance(0.4)) continue; // pipelined: more in the same packet
      const split = !request.closes && packet.length > 1 && this.chance(0.35);
      steps.push([`${name}.send`, ...(split ? this.cut(packet) : [packet])]);
      packet = '';
    }
    if (packet) steps.push([`${name}.send`, packet]);
    return steps;
  }

  request(alone, first, last) {
    const number = this.requests.length + 1;
    const old = !this.cutsLast && this.chance(0.08);
    const closes = old || (!this.cutsLast && this.chance(0.1));
    const method = this.pick(['GET', 'GET', 'GET', 'POST', 'POST', 'PUT', 'HEAD', 'DELETE']);
    const fields = ['Host: x'];
    if (closes && !old) fields.push('Connection: close');
    if (this.chance(0.1)) fields.push(this.pick(['Connection: foo', 'X-A: 1\r\nx-a: 2', 'Upgrade: foo', 'Connection: keep-alive', 'TE: chunked']));
    let body = '';
    if (method !== 'HEAD' && (method === 'POST' || method === 'PUT' || this.chance(0.1))) {
      const parts = Array.from({ length: this.number(0, 3) }, () => 'abcdefgh'.slice(0, this.number(1, 8)));
      if (!old && this.chance(0.5)) {
        fields.push('Transfer-Encoding: chunked');
        body = parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('') + (this.chance(0.2) ? '0\r\nT: 1\r\n\r\n' : '0\r\n\r\n');
      } else {
        fields.push(`Content-Length: ${parts.join('').length}`);
        body = parts.join('');
      }
      if (first && !old && this.chance(0.15)) fields.push('Expect: 100-continue');
    }
    const cut = last && this.cutsLast && body.length > 1;
    if (cut) body = body.slice(0, this.number(0, body.length - 1));
    const bytes = `${method} /${number} HTTP/1.${old ? 0 : 1}\r\n${fields.join('\r\n')}\r\n\r\n${body}`;
    return { bytes, closes: closes || cut, calls: this.calls(number, this.cutsLast || !last, alone, first) };
  }

  // --- the program ---

  calls(number, mustStayOpen, alone, first) {
    const calls = [];
    if (first && this.chance(0.1)) calls.push(['res.writeContinue']);
    if (this.chance(0.25)) calls.push(this.pick([['req.resume'], ['req.pause'], ['watch', 'req', 'data'], ['req.setEncoding', 'utf8']]));
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
      for (let i = 0; i < writes; ++i) calls.push(this.write(number, i, alone));
      if (writes > 0 && this.chance(0.1)) calls.push(['res.addTrailers', { map: [['X-T', '1']] }]);
      if (this.chance(0.85)) calls.push(this.end(number));
    }
    if (this.chance(0.12)) this.strew(calls, this.oddity(number, alone));
    const write = calls.findIndex(([name]) => name === 'res.write');
    const plain = write >= 0 && !calls.slice(0, write).some(([name]) => name === 'res.end') && calls.every(([name, text]) => name !== 'res.write' || typeof text !== 'string' || text !== '');
    if (plain && !alone && this.chance(0.15)) {
      calls.splice(write, 0, ['res.cork']);
      if (this.chance(0.7)) calls.splice(this.number(write + 1, calls.length), 0, ['res.uncork']);
    }
    if (this.chance(0.15)) calls.push(this.pick([['req.resume'], ['req.pause'], ['watch', 'req', 'data']]));
    return calls;
  }

  // A call that ends or writes stands behind writeHead(), which would come too late otherwise.
  strew(calls, call) {
    let from = calls.findIndex(([name]) => name === 'res.writeHead' || name === 'res.writeContinue') + 1;
    if (/^res\.(end|write)$/.test(call[0])) { // else the body is not what its Content-Length says
      const declared = calls.find((one) => one[1] === 'Content-Length');
      from = Math.max(from, calls.findIndex(([name]) => name === 'res.end') + 1, declared ? calls.length : 0);
      // An end() before its request has come does nothing, so any of them may be the first.
      if (declared) call = [call[0], 'y'.repeat(declared[2]), ...call.slice(typeof call[1] === 'string' ? 2 : 1)];
    }
    calls.splice(this.number(from, calls.length), 0, call);
  }

  header(mustStayOpen) {
    const headers = mustStayOpen ? plainHeaders : [...plainHeaders, ['Connection', 'close'], ['Connection', 'keep-alive']];
    if (this.chance(0.15)) return ['res.removeHeader', this.pick(['X-A', 'Date', 'content-length', 'B'])];
    if (this.chance(0.1)) return this.pick([['res.setHeader', 'A B', '1'], ['res.setHeader', 'A', '1\n'], ['res.getHeaders'], ['res.hasHeader', 'x-a']]);
    return ['res.setHeader', ...this.pick(headers)];
  }

  writeHead() {
    const code = this.pick([200, 200, 404, 204, 304, 500]);
    return this.pick([['res.writeHead', code], ['res.writeHead', code, 'Fine'], ['res.writeHead', code, { map: [['X-C', 'c'], ['x-A', 'new']] }]]);
  }

  write(number, i, alone) {
    const size = this.pick([0, 1, 2, 10, 200, ...(alone ? [9000, 17000] : [])]);
    const text = size > 200 ? { repeat: ['wxyz'[i], size] } : 'w'.repeat(size);
    return size > 0 && this.chance(0.3) ? ['res.write', text, { callback: `${number}w${i}` }] : ['res.write', text];
  }

  end(number) {
    const callback = { callback: `${number}e` };
    return this.pick([['res.end'], ['res.end', 'e'], ['res.end', ''], ['res.end', { bytes: 'by' }], ['res.end', callback], ['res.end', 'end', callback]]);
  }

  oddity(number, alone) {
    const harm = [['res.destroy'], ['req.destroy'], ['res.destroy', { error: ['BOOM', 'bang'] }], ['req.destroy', { error: ['BOOM', 'bang'] }]];
    return this.pick([...(alone ? harm : []), ['res.write', 'late'], ['res.end', 'again'], ['res.end', { callback: `${number}again` }], ['res.setHeader', 'X-Late', '1'], ['res.flushHeaders'],
      ['show', 'res', 'headersSent', 'writableEnded'], ['show', 'req', 'complete', 'readableEnded', 'aborted', 'destroyed']]);
  }

  numbered(call, number) {
    const add = (name) => (/^(req|res)\b/.test(name) ? name.replace(/^(req|res)/, `$1${number}`) : name);
    return ['show', 'set', 'watch'].includes(call[0]) ? [call[0], add(call[1]), ...call.slice(2)] : [add(call[0]), ...call.slice(1)];
  }
}

module.exports = { ServerProgram };
