import { Command } from 'commander';
import { InputError } from '../input-error';
import { benchCommand } from './commands/bench';
import { evaluateCommand } from './commands/evaluate';
import { facesCommand } from './commands/faces';
import { prepareCommand } from './commands/prepare';
import { trainCommand } from './commands/train';

const COMMANDS = [prepareCommand, trainCommand, evaluateCommand, facesCommand, benchCommand];

const BAD_INPUT = 2;

async function main(): Promise<void> {
  const program = new Command('fer')
    .description('Facial-expression recognition: prepare data, train, evaluate, recognize')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : BAD_INPUT));
  for (const command of COMMANDS) program.addCommand(command());
  await program.parseAsync();
}

main().catch((error: unknown) => {
  if (error instanceof InputError) {
    console.error(error.message);
    process.exit(BAD_INPUT);
  }
  console.error(error);
  process.exit(1);
});
