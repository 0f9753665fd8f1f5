import { Command } from 'commander';
import { compareResults } from '../../compare/compare-results';
import { comparisonText } from '../../compare/comparison-text';
import { readResult } from '../../compare/read-result';
import { writeComparison } from '../../compare/write-comparison';
import { InputError } from '../../input-error';

/** `fer compare <run> <run> … [--out <dir>] [--json]` */
export function compareCommand(): Command {
  return new Command('compare')
    .description('Compare runs: configuration, metrics, and image by image where they judged the same images')
    .argument('<run...>', 'run folders, or folders that fer evaluate --out wrote; the first is what the others are compared with')
    .option('--out <dir>', 'keep comparison.json, comparison.txt and changed.csv in this folder')
    .option('--json', 'print only the comparison as JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx fer compare runs/small runs/large
  npx fer compare runs/seed-1 runs/seed-2 runs/seed-3 --out results/seeds`,
    )
    .action(run);
}

async function run(folders: string[], { out, json }: { out?: string; json?: boolean }): Promise<void> {
  if (folders.length < 2) throw new InputError(`compare: expected at least two runs, got ${folders.length}`);
  const comparison = compareResults(await Promise.all(folders.map((folder) => readResult(folder))));
  if (out !== undefined) await writeComparison(out, comparison);
  console.log(json ? JSON.stringify(comparison) : comparisonText(comparison));
}
