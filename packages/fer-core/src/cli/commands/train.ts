import { Command } from 'commander';
import { InputError } from '../../input-error';
import { readConfigFile } from '../../train/read-training-config';
import { duration, terminalProgress, type TerminalProgress } from '../terminal-progress';
import { trainingTask } from '../training-tasks';

interface Options {
  readonly set?: string[];
  readonly run?: string;
  readonly resume?: boolean;
  readonly json?: boolean;
}

/** Exit code of a training that was interrupted, as of a program ended by SIGINT. */
const INTERRUPTED = 130;

/** `fer train <config> [--set key=value …] [--run <dir>] [--resume]` */
export function trainCommand(): Command {
  return new Command('train')
    .description('Train a network; configuration, metrics, checkpoints and the best weights are kept in a run folder')
    .argument('<config>', 'JSON with comments; what it leaves out has a default, see configs/')
    .option('--set <field=value>', 'change a field of the configuration, optimizer.name=sgd; may be repeated', (value, all?: string[]) => [...(all ?? []), value])
    .option('--run <dir>', 'run folder (default: runs/<network>-<time>)')
    .option('--resume', 'go on with the interrupted run in the folder of --run')
    .option('--json', 'print only the validation report as JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx fer train configs/fer2013-mini-xception.json --run runs/first
  npx fer train configs/fer2013-mini-xception.json --set epochs=3 --set optimizer.name=sgd
  npx fer train configs/fer2013-mini-xception.json --run runs/first --resume

Ctrl+C ends the training after the current step; the run folder stays whole and can be resumed.`,
    )
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  if (options.resume && !options.run) throw new InputError('train: --resume expected --run <dir> with the run to go on with, found none');
  const source = options.set ? `${file} with --set` : file;
  const { task, ...fields } = await readConfigFile(file, options.set);
  const abort = new AbortController();
  const interrupt = (): void => abort.abort('interrupted');
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const say = (line: string): void => console.error(line);
  let bar: TerminalProgress | undefined;
  try {
    const { state, reason, run: folder, report } = await trainingTask(task, source).start(fields, source, {
      run: options.run,
      resume: options.resume ?? false,
      signal: abort.signal,
      say,
      onStep: ({ epoch, epochs, step, steps, etaMs }, numbers) => {
        bar ??= terminalProgress({ label: `epoch ${epoch} of ${epochs}`, total: steps, unit: 'steps' });
        const left = etaMs === null ? '' : `, whole training ${duration(etaMs / 1000)} left`;
        bar.update(step, numbers + left);
      },
      onEpoch: (epoch, numbers, ms) => {
        bar?.stop();
        bar = undefined;
        say(`epoch ${epoch}: ${numbers} · ${duration(ms / 1000)}`);
      },
    });
    bar?.stop();
    say(`${state}${reason ? ` (${reason})` : ''}: ${folder}`);
    if (report) console.log(options.json ? JSON.stringify(report.json) : report.text);
    if (abort.signal.aborted) process.exitCode = INTERRUPTED;
  } finally {
    bar?.stop();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
