import path from 'node:path';
import { Command, Option } from 'commander';
import { auditData } from '../../audit/audit-data';
import { auditModel } from '../../audit/audit-model';
import { auditText } from '../../audit/audit-text';
import { loadSplits } from '../../audit/load-splits';
import { TWIN_CORRELATION } from '../../audit/near-duplicates';
import { writeAudit } from '../../audit/write-audit';
import { SPLITS, type LabeledImages, type Split } from '../../datasets/labeled-images';
import { InputError } from '../../input-error';
import { loadModel } from '../../models/saved-model';
import { terminalProgress, type TerminalProgress } from '../terminal-progress';

interface Options {
  readonly split?: Split;
  readonly model?: string;
  readonly correlation: number;
  readonly detect?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

const STEPS = 1000;

/** `fer audit <data …> [--model <folder>] [--correlation <c>] [--detect] [--out <dir>] [--json]` */
export function auditCommand(): Command {
  return new Command('audit')
    .description('Look for leaks and defects in a data set: duplicates within and across splits, conflicting labels, pictures without a face')
    .argument('<data...>', 'prepared folder or name, FER-2013 csv, or class folders; several bring the splits of one data set together')
    .addOption(new Option('--split <name>', 'split of class folders that lie directly in the source').choices(SPLITS))
    .option('--model <folder>', 'also measure this model, with and without images that have a twin among the training images')
    .addOption(new Option('--correlation <c>', 'from which on two images are near duplicates, 0.9 to 1').default(TWIN_CORRELATION).argParser(Number))
    .option('--detect', 'also look for a face in every image; takes minutes')
    .option('--out <dir>', 'keep audit.json, audit.txt, tables and picture sheets in this folder')
    .option('--json', 'print only the audit as JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx fer audit fer2013 --model models/fer2013-mini-xception --out results/audit
  npx fer audit archive/train archive/test
  npx fer audit fer2013 --detect --json > audit.json`,
    )
    .action(run);
}

async function run(sources: string[], { split, model: modelFolder, correlation, detect, out, json }: Options): Promise<void> {
  if (!(correlation >= 0.9 && correlation <= 1)) throw new InputError(`audit: --correlation: expected a number from 0.9 to 1, got ${correlation}`);
  const model = modelFolder === undefined ? undefined : await loadModel(modelFolder);
  const splits: LabeledImages[] = [];
  for (const source of sources) splits.push(...(await loadSplits(source, split)));
  if (model && !splits.some((data) => data.split === 'train')) throw new InputError('audit: --model: expected training images among the data, to look for twins in, got none');

  let progress: { stage: string; bar: TerminalProgress } | undefined;
  const show = (stage: string, share: number, label: string): void => {
    if (progress?.stage !== stage) {
      progress?.bar.stop();
      progress = { stage, bar: terminalProgress({ label, total: STEPS, unit: 'parts' }) };
    }
    progress.bar.update(Math.round(share * STEPS));
  };
  try {
    const audit = await auditData(splits, {
      correlation,
      detect,
      onProgress: (stage, share) => show(stage, share, stage === 'twins' ? 'comparing images' : 'looking for faces'),
    });
    const models = model
      ? await auditModel(audit, model, splits, {
          onProgress: (name, done, count) => show(name, done / count, `evaluating ${name}`),
          onFallback: (reason) => console.error(`warning: ${reason}`),
        })
      : [];
    progress?.bar.stop();
    if (out !== undefined) await writeAudit(out, audit, models, splits);
    console.log(json ? JSON.stringify({ ...audit, models }) : auditText(audit, models));
    if (!json) console.log(out === undefined ? 'Which images they are, with picture sheets: --out <folder>' : `Which images they are: ${path.join(out, 'twins.csv')}, twins.png, non-faces.csv and non-faces.png there`);
  } finally {
    progress?.bar.stop();
  }
}
