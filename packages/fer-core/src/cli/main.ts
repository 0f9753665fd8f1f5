import { Command } from 'commander';
import { InputError } from '../input-error';
import { auditCommand } from './commands/audit';
import { benchCommand } from './commands/bench';
import { compareCommand } from './commands/compare';
import { evaluateCommand } from './commands/evaluate';
import { experimentCommand } from './commands/experiment';
import { explainCommand } from './commands/explain';
import { facesCommand } from './commands/faces';
import { landmarksCommand } from './commands/landmarks';
import { measureSuperResolutionCommand } from './commands/measure-super-resolution';
import { prepareCommand } from './commands/prepare';
import { superResolveCommand } from './commands/super-resolve';
import { recognizeCommand } from './commands/recognize';
import { trainCommand } from './commands/train';

const COMMANDS = [
  prepareCommand,
  trainCommand,
  evaluateCommand,
  landmarksCommand,
  superResolveCommand,
  measureSuperResolutionCommand,
  recognizeCommand,
  compareCommand,
  explainCommand,
  auditCommand,
  experimentCommand,
  facesCommand,
  benchCommand,
];

const BAD_INPUT = 2;
const { version } = require('../../package.json') as { version: string };

async function main(): Promise<void> {
  const program = new Command('fer')
    .description('Facial-expression recognition: prepare data, train networks, measure them.')
    .version(version, '--version', 'print the version')
    .configureHelp({ helpWidth: 100 })
    .configureOutput({ outputError: (message, write) => write(`${message.trim().replaceAll('\n', ' ')}\n`) })
    .helpOption('-h, --help', 'explain a command: fer <command> --help')
    .addHelpText(
      'after',
      `
Examples:
  # pack FER-2013 once, train on it, measure the best epoch on images it has not seen
  npx fer prepare fer2013 fer2013.csv --out data/prepared/fer2013
  npx fer train configs/fer2013-mini-xception.json --run runs/first
  npx fer evaluate runs/first --data fer2013 --split test

Exit code: 0 done, 2 wrong input (one line says what was expected), 130 interrupted.`,
    )
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : BAD_INPUT));
  for (const command of COMMANDS) program.addCommand(inherit(command(), program));
  await program.parseAsync();
}

/** Commands that are built apart do not take over the exit code on their own. */
function inherit(command: Command, parent: Command): Command {
  for (const inner of command.commands) inherit(inner, parent);
  return command.copyInheritedSettings(parent);
}

main().catch((error: unknown) => {
  if (error instanceof InputError) {
    console.error(error.message);
    process.exit(BAD_INPUT);
  }
  console.error(error);
  process.exit(1);
});
