#!/usr/bin/env node
// Writes the kernelspec: node install-kernel.cjs --prefix <folder>
const { parseArgs } = require('node:util');

let prefix;
try {
  prefix = parseArgs({ options: { prefix: { type: 'string' } } }).values.prefix;
  if (prefix === undefined) throw new Error('got none');
} catch (error) {
  console.error(`install-kernel: expected --prefix <folder of the Python environment>, ${error.message}`);
  process.exit(2);
}
const { installKernel } = require('../lib/install/kernelspec.js');
console.log(`kernel "TypeScript (FER)" installed in ${installKernel(prefix)}`);
