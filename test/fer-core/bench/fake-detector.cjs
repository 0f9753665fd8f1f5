// A detector of ours for tests of `fer bench detection`: `blazeface` finds what FAKE_BOXES tells, `haar` nothing.
const { writeFileSync } = require('node:fs');
const { createInterface } = require('node:readline');

const { detector, boxes } = JSON.parse(process.argv[2]);
writeFileSync(boxes, detector === 'blazeface' ? process.env.FAKE_BOXES : '{}');
const answer = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
answer({ ready: true, versions: { fake: '1' }, threads: 1, warmUpMs: 1 });
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { command, n } = JSON.parse(line);
    if (command === 'quit') process.exit();
    answer({ ms: Array(n).fill(detector === 'blazeface' ? 2 : 10), result: 1 });
  })
  .on('close', () => process.exit());
