import { Command } from 'commander';
import { cardText } from '../../experiment/card-text';
import { paperExperiment } from '../../experiment/paper-experiment';
import { InputError } from '../../input-error';
import { terminalProgress } from '../terminal-progress';

interface Options {
  readonly quick?: boolean;
  readonly data?: string;
  readonly photos?: string;
  readonly faces?: string[];
  readonly pairs?: string;
  readonly figure3?: string;
  readonly superResolved?: string;
  readonly only?: string[];
  readonly out: string;
  readonly resume?: boolean;
  readonly json?: boolean;
}

const STEPS = 1000;

/** `fer experiment paper`: every claim of the paper beside what is measured. */
export function experimentCommand(): Command {
  const paper = new Command('paper')
    .description('Measure every claim of the paper and write the reproduction card')
    .option('--quick', 'a few minutes: few images, drawn faces where an input is not given')
    .option('--data <source>', 'FER-2013: prepared folder or its name, csv, or class folders')
    .option('--photos <folder>', 'photos with the 68 points of one face each (.pts beside each)')
    .option('--faces <folder...>', 'folders of faces with .pts files; of Helen-train and AFW only what was held out')
    .option('--pairs <folder>', 'official FSRNet CelebA pairs: HR/ and LR/')
    .option('--figure3 <photo>', 'photo to label as in Figure 3')
    .option('--super-resolved <n>', 'most validation images that FSRNet enlarges, evenly spread (default: all, the longest part)')
    .option('--only <row...>', 'only these rows, by their ids')
    .option('--out <folder>', "where the card and each row's result go", 'results/paper')
    .option('--resume', 'take the rows that the folder holds already from the same inputs and weights')
    .option('--json', 'print only the card as JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx fer experiment paper --quick
  npx fer experiment paper --data fer2013 --photos photos --faces helen-train afw \\
    --pairs fsrnet-celeba --figure3 group-photo.jpg --out results/paper
  npx fer experiment paper --data fer2013 --only accuracy-validation network-accuracy

A row whose input is not given is not run, and the card says so.`,
    )
    .action(run);
  return new Command('experiment').description("Reproduce a paper's experiments").addCommand(paper);
}

async function run({ json, superResolved, ...options }: Options): Promise<void> {
  if (superResolved !== undefined && !/^[1-9]\d{0,6}$/.test(superResolved)) throw new InputError(`experiment paper: --super-resolved: expected a whole number of at least 1, got ${superResolved}`);
  const progress = terminalProgress({ label: 'experiment', total: STEPS, unit: 'parts' });
  try {
    const card = await paperExperiment({
      ...options,
      ...(superResolved === undefined ? {} : { superResolved: Number(superResolved) }),
      onProgress: (share, row) => progress.update(Math.round(share * STEPS), row),
    });
    progress.stop();
    console.log(json ? JSON.stringify(card) : cardText(card));
    console.error(`written to ${options.out}: card.html, card.md, card.json`);
  } finally {
    progress.stop();
  }
}
