// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// What random programs are drawn from. The same seed gives the same program.

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

class Random {
  constructor(seed) {
    this.seed = seed;
    this.next = random(seed);
  }

  chance(p) { return this.next() < p; }
  number(from, to) { return from + Math.floor(this.next() * (to - from + 1)); }
  pick(list) { return list[Math.floor(this.next() * list.length)]; }

  // The text in one to four pieces.
  cut(text) {
    const at = Array.from({ length: this.number(1, 3) }, () => this.number(1, text.length - 1)).sort((a, b) => a - b);
    return [0, ...at].map((from, i) => text.slice(from, at[i])).filter((piece) => piece !== '');
  }

  // Puts calls into later steps, alone or several in one go, none before the step `first`.
  scatter(steps, calls, first) {
    let from = first;
    while (calls.length > 0) {
      const some = calls.splice(0, this.number(1, 3));
      from = this.number(from, Math.max(from, steps.length));
      steps.splice(from, 0, some);
      ++from;
    }
  }
}

module.exports = { Random };
