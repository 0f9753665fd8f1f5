import { Command } from 'commander';
import { InputError } from '../../input-error';
import { reportText } from '../../evaluate/report-text';
import { readTrainingConfig } from '../../train/read-training-config';
import { train } from '../../train/training';
import { loadTrainingData } from '../../train/training-data';
import { formatPercent } from '../../views';
import { duration, terminalProgress, type TerminalProgress } from '../terminal-progress';

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
  const config = await readTrainingConfig(file, options.set);
  const data = await loadTrainingData(config);
  const abort = new AbortController();
  const interrupt = (): void => abort.abort('interrupted');
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const say = (line: string): void => console.error(line);
  let bar: TerminalProgress | undefined;
  try {
    say(`${data.train.name}: ${data.train.count.toLocaleString('en')} training, ${data.validation.count.toLocaleString('en')} validation images`);
    const training = train(config, data, {
      run: options.run,
      resume: options.resume,
      signal: abort.signal,
      onStart: ({ device, compiled, network }) => say(`${network.name} on ${device}, ${compiled ? 'compiled' : 'eager'} steps`),
      onWarning: (message) => say(`warning: ${message}`),
      onStep: ({ epoch, epochs, step, steps, live, etaMs }) => {
        bar ??= terminalProgress({ label: `epoch ${epoch} of ${epochs}`, total: steps, unit: 'steps' });
        const left = etaMs === null ? '' : `, whole training ${duration(etaMs / 1000)} left`;
        bar.update(step, live ? `loss ${live.loss.toFixed(3)}, accuracy ${formatPercent(live.accuracy)}${left}` : undefined);
      },
      onEpoch: ({ epoch, loss, accuracy, valLoss, valAccuracy, ms, learningRate }) => {
        bar?.stop();
        bar = undefined;
        say(
          `epoch ${epoch + 1}: loss ${loss.toFixed(4)}, accuracy ${formatPercent(accuracy)} · validation loss ${valLoss.toFixed(4)}, ` +
            `accuracy ${formatPercent(valAccuracy)} · learning rate ${learningRate.toPrecision(3)} · ${duration(ms / 1000)}`,
        );
      },
    });
    const { state, reason, run: folder, report } = await training.done;
    bar?.stop();
    say(`${state}${reason ? ` (${reason})` : ''}: ${folder}`);
    if (report) console.log(options.json ? JSON.stringify(report) : reportText(report));
    if (abort.signal.aborted) process.exitCode = INTERRUPTED;
  } finally {
    bar?.stop();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
