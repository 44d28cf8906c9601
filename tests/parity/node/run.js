// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// One scenario: makes the objects, attaches the listeners the scenario lists, performs its steps one after the other
// and writes down what happens. Between two steps it waits until nothing moves any more. qt/run.cpp does the same.

const http = require('http');
const net = require('net');
const client = require('./client');
const { argument, inDepth, inOrder, results, sorted } = require('./calls');
const { Peer } = require('./peer');
const { escape, format, formatError } = require('./text');

const details = ['text', 'any']; // how much of a parse error to write: "clientError[text]"
const untold = new Map([['req timeout', 0], ['res timeout', 0], ['res unpipe', 1], ['agent free', 1]]); // arguments our signals have
const quietTurns = 12; // turns of the event loop without anything happening
const quietTime = 4;   // and at least so many milliseconds

class Run {
  constructor(scenario) {
    this.scenario = scenario;
    this.lines = [];
    this.objects = new Map(); // name → object
    this.names = new Map();   // object → name
    this.peers = [];
    this.happened = {};
    this.counts = {};
    this.moves = 0;
  }

  async perform() {
    const { scenario } = this;
    if (scenario.host) this.host = await client.listen(this);
    else await this.serve();
    for (const step of scenario.steps) {
      await this.step(step);
      for (const peer of this.peers) this.lines.push(...peer.flush());
    }
    for (const peer of this.peers) if (!peer.over && !peer.socket.destroyed) this.lines.push(`${peer.name} open`);
    this.finish();
    return scenario.host ? this.lines.map((line) => line.replaceAll(`:${this.port}`, ':<P>')) : this.lines;
  }

  async serve() {
    const { scenario } = this;
    this.server = http.createServer(scenario.server);
    for (const [key, value] of Object.entries(scenario.server))
      this.server[key === 'allowHalfOpen' ? 'httpAllowHalfOpen' : key] = value;
    this.add('server', 'server', this.server);
    if (scenario.idle) return;
    this.server.listen(0, '127.0.0.1');
    await new Promise((resolve) => this.server.once('listening', resolve));
  }

  finish() {
    this.done = true;
    for (const peer of this.peers) peer.socket.destroy();
    for (const [name, object] of this.objects) {
      if (name.startsWith('req')) object.on('error', () => {});
      if (/^(sock|agent)/.test(name) || (this.host && name.startsWith('req'))) object.destroy();
    }
    (this.server || this.host).close();
  }

  // --- steps ---

  async step(step) {
    const [name, ...args] = step;
    if (name === 'wait') {
      await new Promise((resolve) => setTimeout(resolve, args[0]));
    } else if (name === 'until') {
      const end = Date.now() + 10000;
      while ((this.happened[args[0]] || 0) < (args[1] || 1) && Date.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 1));
      if (Date.now() >= end) this.lines.push(`until ${args[0]}: never`);
    } else if (typeof name === 'string' && name.endsWith('.send')) {
      for (const piece of args) {
        await this.inTurn([[name, piece]]);
        await this.quiet();
      }
      return;
    } else {
      await this.inTurn(Array.isArray(name) ? step : [step]);
    }
    await this.quiet();
  }

  inTurn(calls) {
    return new Promise((resolve) => setImmediate(() => {
      this.calls(calls, 1);
      resolve();
    }));
  }

  async quiet() {
    let turns = 0;
    let since = Date.now();
    for (let seen = this.moves; turns < quietTurns || Date.now() - since < quietTime;) {
      await new Promise(setImmediate);
      ++turns;
      if (this.moves === seen && !this.peers.some((peer) => peer.busy)) continue;
      seen = this.moves;
      turns = 0;
      since = Date.now();
    }
  }

  active() { ++this.moves; }

  happen(what) {
    this.happened[what] = (this.happened[what] || 0) + 1;
    this.active();
  }

  // --- calls ---

  calls(list, number) {
    for (const call of list) this.call(call, number);
  }

  // "res" is res1 in a step and the response at hand in a listener.
  resolve(name, number) {
    return name === 'server' || /\d$/.test(name) ? name : name + number;
  }

  call([target, ...args], number) {
    const first = typeof args[0] === 'string' ? this.resolve(args[0].split('.')[0], number) : '';
    if (['show', 'set', 'watch'].includes(target) && !this.objects.has(first))
      return void this.lines.push(`${first}: no such object`);
    if (target === 'show') return this.show(this.resolve(args[0], number), args.slice(1));
    if (target === 'set') return this.set(args[0], args[1], number);
    if (target === 'watch') return args.slice(1).forEach((event) => this.listen(this.resolve(args[0], number), event));
    if (target === 'note') return void this.lines.push(`note ${args[0]}`);
    if (client.kinds[target]) return this.make(target, args);
    const dot = target.indexOf('.');
    const method = target.slice(dot + 1);
    const name = this.resolve(target.slice(0, dot), number);
    if (/^[cs]\d*$/.test(name)) return this.callPeer(name, method, args);
    const text = `${name}.${method}(${args.map((arg) => format(inDepth(arg))).join(', ')})`;
    const at = this.lines.push(text) - 1; // what happens inside the call is written behind it
    const object = this.objects.get(name);
    if (!object) return void (this.lines[at] += ' ! no such object');
    if (method === 'removeSocket') return argument(this, args[0], number).emit('agentRemove');
    try {
      const result = object[method](...args.map((arg) => argument(this, arg, number)));
      if (results.has(method)) this.lines[at] += ` = ${format(result)}`;
    } catch (error) {
      this.lines[at] += ` ! ${formatError(error)}`;
    }
    this.active();
  }

  make(what, args) {
    const at = this.lines.push(`${what}(${args.map((arg) => format(inDepth(arg))).join(', ')})`) - 1;
    try {
      const object = client.make(this, what, ...args);
      const name = `${client.kinds[what]}${this.count(client.kinds[what])}`;
      this.lines[at] += ` = ${name}`;
      this.add(client.kinds[what], name, object);
    } catch (error) {
      this.lines[at] += ` ! ${formatError(error)}`;
    }
    this.active();
  }

  callPeer(name, method, args) {
    let peer = this.peers.find((one) => one.name === name);
    this.lines.push(`${name}.${method}${args.length ? ` ${args.map(format).join(', ')}` : ''}`);
    if (!peer && name.startsWith('s')) return void (this.lines[this.lines.length - 1] += ' ! no such connection');
    if (!peer) {
      peer = Peer.connect(this, name, method === 'connect' ? args[0] : {});
      this.peers.push(peer);
    }
    if (method !== 'connect') peer[method](...args.map((arg) => argument(this, arg)));
    this.active();
  }

  show(name, list) {
    this.lines.push(`${name} ${this.state(name, list)}`);
  }

  state(name, list) {
    const object = this.objects.get(name);
    return list.map((property) => `${property}=${this.property(object, property)}`).join(' ');
  }

  property(object, property) {
    const value = object[property];
    if (client.isPool(object, property)) return client.poolText(this, value);
    if (this.names.has(value)) return this.names.get(value);
    return format(sorted.has(property) && value ? inOrder(value) : value);
  }

  set(target, value, number) {
    const dot = target.indexOf('.');
    const name = this.resolve(target.slice(0, dot), number);
    this.objects.get(name)[target.slice(dot + 1)] = argument(this, value, number);
    this.lines.push(`${name}.${target.slice(dot + 1)} = ${format(value)}`);
  }

  // A function that writes down that it was called.
  callback(name) {
    const told = (arg) => arg && !(arg instanceof net.Socket); // timeout callbacks get the socket
    return (...args) => this.record(`callback ${name}`, args.filter(told));
  }

  // --- objects and events ---

  add(kind, name, object) {
    this.objects.set(name, object);
    this.names.set(object, name);
    const { watch, on } = this.scenario;
    const listed = watch[name] || watch[kind] || [];
    const events = new Set(listed.map((event) => event.split('[')[0]));
    for (const key of Object.keys(on)) {
      const [target, event] = key.split(' ');
      if (target === name || target === kind) events.add(event.split('#')[0]);
    }
    if (kind === 'server') events.add('connection');
    if (kind === 'req' && this.host) events.add('socket');
    for (const event of events) this.listen(name, listed.find((one) => one.split('[')[0] === event) || event, listed);
  }

  // "close[complete,aborted]": the event, and properties to write beside it.
  listen(name, spec, listed) {
    const event = spec.split('[')[0];
    const shown = spec.includes('[') ? spec.slice(spec.indexOf('[') + 1, -1).split(',') : [];
    const silent = listed && !listed.includes(spec);
    const object = this.objects.get(name);
    object.on(event, (...args) => this.emitted(name, event, args, shown, silent));
  }

  emitted(name, event, args, shown, silent) {
    if (this.done) return;
    const kind = name.replace(/\d+$/, '');
    let number = Number(name.slice(kind.length)) || 1;
    let count = '';
    if (event === 'connection') args[0].setNoDelay(true); // small pieces shall not wait for each other
    if (event === 'connection' || (event === 'socket' && !this.names.has(args[0])))
      this.add('sock', `sock${this.count('sock')}`, args[0]);
    const at = silent ? -1 : this.lines.push('') - 1; // objects that are new may already say something below
    const texts = [];
    const message = args.find((arg) => arg instanceof http.IncomingMessage);
    if (kind === 'server' && message) {
      number = this.count('message');
      count = `#${number}`;
      this.add('req', `req${number}`, message);
      const answer = args.find((arg) => arg instanceof http.ServerResponse);
      if (answer) this.add('res', `res${number}`, answer);
      texts.push(`${message.method} ${escape(message.url)}`);
    } else if (kind === 'req' && message) {
      this.add('res', `res${number}`, message);
      texts.push(`${message.statusCode} ${format(message.statusMessage)}`);
    } else if (event === 'information') {
      texts.push(client.informationText(this, ...args.splice(0)));
    }
    const [detail] = shown;
    if (untold.has(`${kind} ${event}`)) args = args.slice(0, untold.get(`${kind} ${event}`));
    for (const arg of args) {
      if (typeof arg === 'boolean') continue; // whether a socket closed with an error: Qt's signals do not say
      texts.push(arg instanceof Error ? formatError(arg, detail) : this.names.get(arg) || (arg instanceof net.Socket ? '?' : format(arg)));
    }
    if (!silent) {
      if (shown.length > 0 && !details.includes(detail)) texts.push(`[${this.state(name, shown)}]`);
      this.lines[at] = [name, event, ...texts].join(' ');
    }
    this.happen(`${name} ${event}`);
    const keys = [`${name} ${event}${count}`, `${name} ${event}`, `${kind} ${event}`];
    const key = keys.find((one) => this.scenario.on[one]);
    if (key) this.calls(this.scenario.on[key], number);
  }

  format(value) { return format(value); }

  count(what) {
    this.counts[what] = (this.counts[what] || 0) + 1;
    return this.counts[what];
  }

  record(what, args) {
    if (this.done) return;
    this.lines.push([what, ...args.map(format)].join(' '));
    this.happen(what);
  }
}

module.exports = { Run };
