import { Command } from 'commander';
import { InputError } from '../input-error';
import { prepareCommand } from './commands/prepare';

const BAD_INPUT = 2;

async function main(): Promise<void> {
  const program = new Command('fer')
    .description('Facial-expression recognition: prepare data, train, evaluate, recognize')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : BAD_INPUT));
  for (const command of [prepareCommand]) program.addCommand(command());
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
