// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// Random programs of a client, as scenarios: requests, and a host that answers them byte by byte. Requests without a pool
// go out together, each over its own connection; with a pool they follow each other, over one connection as long as the
// rules say so. Left out is what differs on purpose (docs/differences.md): bodies on methods without one, framing that was
// removed, destroy() of a request that waits, `Connection: close` in a request of a pool, bytes on idle connections, an
// unasked 101, answers to requests that have not begun, bodies that a reset ends, framing headers in a 204.

const { Random } = require('./random');

class ClientProgram extends Random {
  program() {
    this.pooled = this.chance(0.45);
    this.waits = this.pooled && this.chance(0.4); // one connection for all of them
    this.steps = [];
    this.requests = this.number(1, 3);
    const keepAlive = this.pooled && this.chance(0.85);
    this.steps.push(['agent', { keepAlive, ...(this.waits ? { maxSockets: 1 } : {}) }]);
    const response = ['end', 'aborted', 'error', 'close[complete,aborted]'];
    const on = {};
    this.reads = this.chance(0.85);
    if (this.reads) {
      const way = this.number(0, 3);
      if (way === 0) response.push('data');
      if (way === 1) on['req response'] = [['res.resume']];
      if (way === 2) on['req response'] = [['watch', 'res', 'data']];
      if (way === 3) {
        response.push('readable');
        on['res readable'] = [['res.read']];
      }
    }
    let one = true;
    for (let i = 1; i <= this.requests && one; ++i) one = this.exchange(i);
    if (this.chance(0.12)) on['res end'] = [this.pick([['req.destroy'], ['res.destroy'], ['req.abort']])];
    if (this.chance(0.1) && !this.pooled && !this.fragile && !response.includes('readable'))
      on['req response'] = this.pick([[['req.destroy']], [['req.abort']], [['res.pause']], [['req.destroy', { error: ['BOOM', 'bang'] }]]]);
    if (this.chance(0.06) && !this.pooled) on['req socket'] = this.pick([[['req.destroy']], [['req.abort']], [['req.setHeader', 'X-Late', '1']]]);
    return {
      id: `seed-${this.seed}`,
      rules: [],
      title: 'random program',
      host: {},
      server: {},
      watch: {
        req: ['prefinish', 'finish', 'drain', 'response', 'continue', 'information', 'abort', 'error', 'close[destroyed,aborted,reusedSocket]'],
        res: response,
      },
      on,
      steps: this.steps,
    };
  }

  // One request with its answer; false: no other may follow.
  exchange(number) {
    const method = this.pick(['GET', 'GET', 'POST', 'POST', 'PUT', 'HEAD', 'DELETE']);
    const connection = this.pooled ? 1 : number;
    const calls = this.request(number, method);
    const ending = calls.findIndex(([name]) => name === `req${number}.end`);
    const strewn = this.chance(0.25);
    const odd = strewn && this.strew(calls, number);
    const queued = this.waits && number > 1 && this.chance(0.7); // asked while the one before is not answered
    const written = calls.findIndex(([name, text]) => name === `req${number}.write` && text !== '');
    const early = !queued && !strewn && written > 0 && this.chance(0.5); // the answer comes before the end of the request
    const split = early ? this.number(written + 1, calls.length) : calls.length;
    this.steps.splice(queued ? this.replyAt : this.steps.length, 0, calls.slice(0, split));
    const first = this.replyAt = this.steps.length;
    const sent = ending >= 0;
    const answer = this.answer(number, method);
    if (sent && this.chance(0.95)) this.reply(`s${connection}`, answer);
    else answer.whole = false;
    this.scatter(this.steps, calls.slice(split), first);
    return !this.pooled || (!odd && sent && answer.whole && answer.keeps && this.reads);
  }

  // --- the request ---

  request(number, method) {
    const name = `req${number}`;
    const options = { method, path: `/${number}`, agent: { object: 'agent1' } };
    if (this.chance(0.3)) options.headers = { map: this.pick([[['X-A', '1']], [['a', ['1', '2']], ['B', 3]], [['Host', 'mine']], [['Expect', '100-continue']]]) };
    const calls = [['request', options], [`${name}.setNoDelay`, true]]; // small pieces must not wait for each other
    if (this.chance(0.2)) calls.push([`${name}.setHeader`, ...this.pick([['X-B', '2'], ['x-a', 'new'], ['A B', '1']])]);
    if (this.chance(0.1)) calls.push([`${name}.removeHeader`, this.pick(['X-A', 'nothing'])]);
    if (this.chance(0.1)) calls.push([`${name}.flushHeaders`]);
    const bodied = method === 'POST' || method === 'PUT';
    const writes = bodied ? this.number(0, 2) : 0;
    for (let i = 0; i < writes; ++i) {
      const size = this.pick([0, 1, 3, 20, 300, 17000]);
      const text = size > 300 ? { repeat: ['wxyz'[i], size] } : 'w'.repeat(size);
      calls.push(this.chance(0.3) ? [`${name}.write`, text, { callback: `${number}w${i}` }] : [`${name}.write`, text]);
    }
    if (this.pooled || this.chance(0.95)) {
      const callback = { callback: `${number}e` };
      calls.push(this.pick([[`${name}.end`], [`${name}.end`, callback], ...(bodied ? [[`${name}.end`, 'end'], [`${name}.end`, 'end', callback]] : [])]));
    }
    return calls;
  }

  // Puts something unusual between the calls of a request; true: the connection may be gone.
  strew(calls, number) {
    const name = `req${number}`;
    const harmless = [[`${name}.write`, 'late'], [`${name}.end`, { callback: `${number}again` }], [`${name}.setHeader`, 'X-Late', '1'],
      ['show', name, 'headersSent', 'writableEnded', 'destroyed', 'aborted', 'reusedSocket']];
    const harmful = [[`${name}.destroy`], [`${name}.destroy`, { error: ['BOOM', 'bang'] }], [`${name}.abort`]];
    const harm = !this.pooled && !this.fragile && this.chance(0.6);
    const call = this.pick(harm ? harmful : harmless);
    const writes = call[0] === `${name}.write`;
    const ended = calls.findIndex(([one]) => one === `${name}.end`);
    if (writes && ended < 0) return harm; // a body where there may be none
    calls.splice(writes || call[0] === `${name}.end` ? this.number(ended + 1, calls.length) : this.number(2, calls.length), 0, call);
    return harm;
  }

  // --- the host ---

  answer(number, method) {
    const text = 'abcdefghij'.slice(0, this.number(0, 10));
    const status = this.pick([200, 200, 200, 200, 404, 204, 304, 500]);
    const bodiless = method === 'HEAD' || status === 204 || status === 304;
    const old = this.chance(0.07);
    const fields = [];
    let keeps = !old;
    if (this.chance(0.15)) {
      fields.push('Connection: close');
      keeps = false;
    } else if (this.chance(0.15)) {
      fields.push('Connection: keep-alive');
      keeps = true;
    }
    if (this.chance(0.15)) fields.push(this.pick(['Set-Cookie: a\r\nSet-Cookie: b', 'X-A: 1\r\nx-a: 2', 'Server: x\r\nServer: y', 'ETag: "1"']));
    let body = bodiless ? '' : text;
    let fin = false;
    const shape = status === 204 ? 1 : status === 304 ? this.next() / 2 : this.next();
    if (shape < 0.5) {
      fields.push(`Content-Length: ${text.length}`);
    } else if (shape < 0.9 && !old) {
      fields.push('Transfer-Encoding: chunked');
      const half = Math.floor(text.length / 2);
      const chunk = (part) => (part ? `${part.length.toString(16)}\r\n${part}\r\n` : '');
      if (!bodiless) body = `${chunk(text.slice(0, half))}${chunk(text.slice(half))}0\r\n${this.chance(0.2) ? 'T: 1\r\n' : ''}\r\n`;
    } else if (status !== 204 && status !== 304) {
      keeps = false;
      fin = !bodiless;
      this.fragile = this.fragile || fin;
    }
    const interim = this.chance(0.1) ? this.pick(['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n']) : '';
    const reason = this.pick([' OK', ' OK', ' Fine Thing', '']);
    const bytes = `${interim}HTTP/1.${old ? 0 : 1} ${status}${reason}\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n${body}`;
    return { bytes, keeps, fin, whole: true };
  }

  reply(peer, answer) {
    let { bytes } = answer;
    if (!this.pooled && this.chance(0.12)) { // cut short
      bytes = bytes.slice(0, this.number(0, bytes.length - 1));
      answer.whole = false;
      answer.fin = true;
    } else if (!this.pooled && this.chance(0.03)) {
      this.fragile = true;
      bytes = this.pick(['garbage\r\n\r\n', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n']);
      answer.whole = false;
    }
    if (bytes) this.steps.push([`${peer}.send`, ...(bytes.length > 1 && this.chance(0.4) ? this.cut(bytes) : [bytes])]);
    if (answer.fin) this.steps.push([`${peer}.fin`]);
  }
}

module.exports = { ClientProgram };
