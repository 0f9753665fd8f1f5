import { Command, Option } from 'commander';
import { evaluateModel } from '../../classify/evaluate-model';
import { loadLabeledImages } from '../../datasets/load-labeled-images';
import { SPLITS, type Split } from '../../datasets/labeled-images';
import { reportText } from '../../evaluate/report-text';
import { loadModel } from '../../models/saved-model';

interface Options {
  readonly data: string;
  readonly split: Split;
  readonly json?: boolean;
}

/** `fer evaluate <run or model> --data <csv, folder or prepared> --split <name>` */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('Measure a model on labelled images')
    .argument('<model>', 'model folder, or run folder (its best epoch)')
    .requiredOption('--data <source>', 'csv, class folders, prepared folder or the name of a prepared data set')
    .addOption(new Option('--split <name>', 'split to measure; the stamp of class folders').choices(SPLITS).makeOptionMandatory())
    .option('--json', 'print only the report as JSON')
    .action(run);
}

async function run(folder: string, { data, split, json }: Options): Promise<void> {
  const model = await loadModel(folder);
  const { report } = await evaluateModel(model, await loadLabeledImages(data, split));
  console.log(json ? JSON.stringify(report) : reportText(report));
}
