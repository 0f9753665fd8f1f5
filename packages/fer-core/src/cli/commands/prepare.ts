import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { SPLITS, type Split } from '../../datasets/labeled-images';
import { prepareFer2013 } from '../../datasets/prepare-fer2013';
import { InputError } from '../../input-error';
import { manifestText } from '../../datasets/manifest-text';
import { terminalProgress, type TerminalProgress } from '../terminal-progress';

interface Options {
  readonly out: string;
  readonly split?: Split;
  readonly maxRejected?: number;
  readonly json?: boolean;
}

const SHOWN_DEFECTS = 20;
const INTERRUPTED = 130;

/** `fer prepare fer2013 <source> --out <dir>` */
export function prepareCommand(): Command {
  const prepare = new Command('prepare')
    .description('Read, check and pack a data set, so that training and measuring start at once')
    .addHelpText('after', '\nExample:\n  npx fer prepare fer2013 fer2013.csv --out data/prepared/fer2013');
  return prepare.addCommand(
    new Command('fer2013')
      .description('FER-2013 from fer2013.csv or from class folders (<split>/<class>/*.jpg); tells duplicates, defects and counts that differ from the published ones')
      .argument('<source>', 'fer2013.csv, or a folder of split folders or class folders')
      .requiredOption('--out <dir>', 'folder to write; an earlier prepared data set there is replaced once this one is whole')
      .addOption(new Option('--split <name>', 'split of class folders that lie directly in the source').choices(SPLITS))
      .option('--max-rejected <n>', 'bad rows or files tolerated and left out (default: 1 %, from 10 to 100)', wholeNumber)
      .option('--json', 'print only the manifest as JSON')
      .addHelpText(
        'after',
        `
Examples:
  npx fer prepare fer2013 fer2013.csv --out data/prepared/fer2013
  npx fer prepare fer2013 archive --out data/prepared/fer2013   # archive/train/happy/1.jpg, …
  npx fer prepare fer2013 archive/test --split test --out data/prepared/fer2013-test

What lies in data/prepared/<name> is known to other commands as <name>.`,
      )
      .action(run),
  );
}

async function run(source: string, options: Options): Promise<void> {
  const abort = new AbortController();
  const interrupt = () => abort.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  let progress: TerminalProgress | undefined;
  let last = { done: 0, text: '' };
  let rejected = 0;
  try {
    const manifest = await prepareFer2013(source, options.out, {
      split: options.split,
      maxRejected: options.maxRejected,
      signal: abort.signal,
      onDefect: ({ where, reason }) => {
        if (rejected++ < SHOWN_DEFECTS) console.error(`rejected ${where}: ${reason}`);
      },
      onProgress: ({ stage, done, total, unit, images, rejected }) => {
        progress ??= terminalProgress({ label: `reading ${basename(source)}`, total, unit });
        const found = [unit === 'bytes' && `${images.toLocaleString('en')} images`, rejected > 0 && `${rejected} rejected`];
        progress.update(done, stage === 'verifying' ? 'verifying what was written' : found.filter(Boolean).join(', '));
        last = { done, text: found.filter(Boolean).join(', ') };
      },
    });
    progress?.update(last.done, last.text);
    progress?.stop();
    if (rejected > SHOWN_DEFECTS) console.error(`… and ${rejected - SHOWN_DEFECTS} more, all listed in the manifest`);
    console.log(options.json ? JSON.stringify(manifest) : `${manifestText(manifest)}\nWritten to ${options.out}`);
  } catch (error) {
    progress?.stop();
    if (!abort.signal.aborted) throw error;
    console.error('prepare: interrupted; nothing was written');
    process.exitCode = INTERRUPTED;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InputError(`prepare: --max-rejected: expected a whole number, got ${text}`);
  return Number(text);
}
