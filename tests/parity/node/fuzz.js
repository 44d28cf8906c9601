// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// Performs random programs with Node and with the library and compares. What the library does must be what one of the
// two versions of Node does; compare.js says how. A program with a difference is shrunk as long as the difference stays.

const fs = require('fs');
const os = require('os');
const path = require('path');
const readline = require('readline');
const { spawn } = require('child_process');
const { same } = require('./compare');
const { ServerProgram } = require('./generate');
const { ClientProgram } = require('./generateclient');

const options = { seed: 1, count: 200, batch: 250, program: '', node16: 'node', node20: '' };
for (let i = 2; i < process.argv.length; i += 2) {
  const name = process.argv[i].slice(2);
  if (!(name in options)) throw new Error(`unknown option ${process.argv[i]}`);
  options[name] = typeof options[name] === 'number' ? Number(process.argv[i + 1]) : process.argv[i + 1];
}

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'parity-'));

// An interpreter that stays and performs one file after the other.
class Interpreter {
  constructor(who, command, args) {
    this.who = who;
    this.out = path.join(scratch, who);
    fs.mkdirSync(this.out);
    this.process = spawn(command, [...args, '--serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.process.on('exit', (code, signal) => this.failed && this.failed(new Error(`${who} ended: ${code || signal}`)));
    readline.createInterface({ input: this.process.stdout }).on('line', () => this.done());
  }

  async perform(file) {
    await new Promise((resolve, reject) => {
      this.done = resolve;
      this.failed = reject;
      this.process.stdin.write(`${this.out}\t${file}\n`);
    });
    const text = fs.readFileSync(path.join(this.out, 'random.txt'), 'utf8');
    return text.split(/^=== .*\n/m).slice(1).map((section) => section.trim());
  }
}

const script = path.join(__dirname, 'main.js');
const interpreters = [new Interpreter('ours', options.program, []), new Interpreter('node16', options.node16, [script])];
if (options.node20) interpreters.push(new Interpreter('node20', options.node20, [script]));

async function perform(programs) { // → who → list of transcripts
  const file = path.join(scratch, 'random.json');
  const named = programs.map((program, i) => ({ ...program, id: `p${i}` }));
  fs.writeFileSync(file, JSON.stringify({ scenarios: named }));
  const results = {};
  await Promise.all(interpreters.map(async (one) => {
    results[one.who] = await one.perform(file);
  }));
  return results;
}

// Odd seeds are of a server, even ones of a client.
function generate(seed) {
  return new (seed % 2 ? ServerProgram : ClientProgram)(seed).program();
}

function differs(results, i) {
  return interpreters.slice(1).every(({ who }) => !same(results.ours[i], results[who][i]));
}

// Answers without their requests would be another program.
function isMaking(step) {
  return step[0] === 'agent' || (Array.isArray(step[0]) && step.some((call) => call[0] === 'request'));
}

// Every program that is smaller by one thing.
function smaller(program) {
  const less = [];
  const without = (list, i) => [...list.slice(0, i), ...list.slice(i + 1)];
  program.steps.forEach((step, i) => {
    if (!isMaking(step)) less.push({ ...program, steps: without(program.steps, i) });
    const replace = (changed) => less.push({ ...program, steps: [...program.steps.slice(0, i), changed, ...program.steps.slice(i + 1)] });
    if (Array.isArray(step[0]) && step.length > 1) step.forEach((call, j) => call[0] !== 'request' && replace(without(step, j)));
    if (typeof step[0] === 'string' && step.length > 2 && step[0].endsWith('.send')) replace([step[0], step.slice(1).join('')]);
  });
  for (const [key, calls] of Object.entries(program.on)) {
    if (key.endsWith(' readable')) continue; // who listens and does not read is another matter
    calls.forEach((_, j) => less.push({ ...program, on: { ...program.on, [key]: without(calls, j) } }));
    if (calls.length === 0) less.push({ ...program, on: Object.fromEntries(Object.entries(program.on).filter(([one]) => one !== key)) });
  }
  for (const kind of ['req', 'res'])
    program.watch[kind].forEach((event, j) => {
      if (!/^(error|close)/.test(event)) less.push({ ...program, watch: { ...program.watch, [kind]: without(program.watch[kind], j) } });
    });
  return less;
}

async function shrink(program) {
  for (;;) {
    const candidates = smaller(program);
    if (candidates.length === 0) return program;
    const results = await perform(candidates);
    const found = candidates.findIndex((_, i) => differs(results, i));
    if (found < 0) return program;
    program = candidates[found];
  }
}

// Whether the difference is there every time.
async function stays(program) {
  for (let i = 0; i < 3; ++i)
    if (!differs(await perform([program]), 0)) return false;
  return true;
}

function report(program, results, i) {
  console.log(JSON.stringify(program));
  for (const { who } of interpreters) console.log(`--- ${who}\n${results[who][i]}`);
}

async function main() {
  let found = 0;
  for (let from = options.seed; from < options.seed + options.count; from += options.batch) {
    const size = Math.min(options.batch, options.seed + options.count - from);
    const programs = Array.from({ length: size }, (_, i) => generate(from + i));
    const results = await perform(programs);
    const suspects = programs.filter((_, i) => differs(results, i));
    for (const suspect of suspects) {
      if (!await stays(suspect)) continue; // the machine was too busy
      const least = await shrink(suspect);
      if (!await stays(least)) continue;
      ++found;
      console.log(`=== seed ${suspect.id}`);
      report(least, await perform([least]), 0);
    }
    console.error(`fuzz: ${from + size - options.seed} of ${options.count}, ${found} differ`);
  }
  console.log(`fuzz: seeds ${options.seed} to ${options.seed + options.count - 1}: ${found} of ${options.count} programs differ`);
  finish();
  process.exit(found > 0 ? 1 : 0);
}

function finish() {
  for (const one of interpreters) {
    one.failed = undefined;
    one.process.kill();
  }
  fs.rmSync(scratch, { recursive: true });
}

main().catch((error) => {
  console.error(error.message);
  finish();
  process.exit(2);
});
