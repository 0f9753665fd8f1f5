// Speaks the protocol of benchmarks/peers/protocol.py without computing anything.
// Scenario in JSON, from the environment variable FAKE_PEERS by the contender's key, else the defaults below:
//   ms: the times that rounds take in turn; ready, times: raw lines instead of the right answers;
//   diesAfter: turns after which it ends with exit code 3; hangs: answers no turn; parameters
// Each turn writes "begin <key> <n>" and "end <key>" into the file FAKE_LOG.
const { appendFileSync } = require('node:fs');
const { createInterface } = require('node:readline');

const [first = '', ...rest] = process.argv.slice(2);
const after = (option) => rest[rest.indexOf(option) + 1];
const key = first.startsWith('{') ? keyOf(JSON.parse(first)) : first === '--task' ? after('--mode') : first;
const scenario = { ms: [10], parameters: 58423, ...JSON.parse(process.env.FAKE_PEERS ?? '{}')[key] };

function keyOf({ task, mode, phase }) {
  return ['ours', task, mode ?? phase].filter(Boolean).join(' ');
}

const log = (line) => process.env.FAKE_LOG && appendFileSync(process.env.FAKE_LOG, `${line}\n`);
const say = (message) => process.stdout.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`);

let turns = 0;
let rounds = 0;
process.stderr.write('a framework talks\n');
say(scenario.ready ?? { ready: true, versions: { fake: '1.0' }, parameters: scenario.parameters, threads: 2, warmUpMs: 12, settings: 'fake' });
createInterface({ input: process.stdin }).on('line', (line) => {
  const { command, n } = JSON.parse(line);
  if (command === 'quit') process.exit(0);
  log(`begin ${key} ${n}`);
  if (turns++ === scenario.diesAfter) {
    process.stderr.write('out of memory\n');
    process.exit(3);
  }
  if (scenario.hangs) return;
  const ms = Array.from({ length: n }, () => scenario.ms[rounds++ % scenario.ms.length]);
  log(`end ${key}`);
  say(scenario.times ?? { ms, result: 1.5 });
});
