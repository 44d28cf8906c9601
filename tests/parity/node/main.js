// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// usage: node main.js [--expect WHO] OUT SCENARIOS.json…: writes OUT/<group>.txt for each file, with the scenarios whose
// transcript is expected to be that of WHO, or with all. node main.js --serve: takes such arguments, separated by tabs, from
// the lines of its input and answers each line with "done".

const fs = require('fs');
const path = require('path');
const readline = require('readline');
const { load } = require('./scenario');
const { Run } = require('./run');

const atOnce = 16;

async function main(args) {
  const who = args[0] === '--expect' ? args.splice(0, 2)[1] : '';
  const [out, ...files] = args;
  const wanted = (scenario) => !who || scenario.expect === who;
  const groups = files.map((file) => load(file).filter(wanted)).filter((group) => group.length > 0);
  const queue = groups.flat();
  const texts = new Map();
  const worker = async () => {
    for (let scenario = queue.shift(); scenario; scenario = queue.shift())
      texts.set(scenario, (await new Run(scenario).perform()).join('\n'));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  for (const group of groups) {
    const text = group.map((one) => `=== ${one.id}: ${one.title}\n${texts.get(one)}\n`).join('\n');
    fs.writeFileSync(path.join(out, `${group[0].group}.txt`), text);
  }
}

async function serve() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    await main(line.split('\t'));
    process.stdout.write('done\n');
  }
}

const args = process.argv.slice(2);
(args[0] === '--serve' ? serve() : main(args)).then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
