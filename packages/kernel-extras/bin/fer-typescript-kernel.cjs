#!/usr/bin/env node
// Entry that the kernelspec names; starts the compiled kernel.
require('../lib/main.js');
