import { Command, Option } from 'commander';
import { evaluateModel } from '../../classify/evaluate-model';
import { TEST_TIME_AVERAGING, type TestTimeAveraging } from '../../classify/test-time-averaging';
import { writeEvaluation } from '../../classify/write-evaluation';
import { loadLabeledImages } from '../../datasets/load-labeled-images';
import { SPLITS, type Split } from '../../datasets/labeled-images';
import { reportText } from '../../evaluate/report-text';
import { loadModel } from '../../models/saved-model';
import { terminalProgress } from '../terminal-progress';

interface Options {
  readonly data: string;
  readonly split: Split;
  readonly tta: TestTimeAveraging;
  readonly temperature?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `fer evaluate <model …> --data <csv, folder or prepared> --split <name> [--tta <views>] [--out <dir>]` */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('Measure a model on labelled images, or several together as an ensemble')
    .argument('<model...>', 'model folder, run folder (its best epoch) or Keras file of mini_XCEPTION; several are averaged')
    .requiredOption('--data <source>', 'csv, class folders, prepared folder or the name of a prepared data set')
    .addOption(new Option('--split <name>', 'split to measure; the stamp of class folders').choices(SPLITS).makeOptionMandatory())
    .addOption(new Option('--tta <views>', 'views of each image to average over').choices(TEST_TIME_AVERAGING).default('none'))
    .option('--temperature <source>', 'validation images (csv, folders or prepared) to fit a temperature on; others than those measured')
    .option('--out <dir>', 'keep the report as JSON, text, CSV, LaTeX and pictures, and predictions.csv, in this folder')
    .option('--json', 'print only the report as JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx fer evaluate runs/first --data fer2013 --split test
  npx fer evaluate runs/a runs/b --data fer2013 --split validation --tta flip --out results/both
  npx fer evaluate runs/first --data fer2013 --split test --temperature fer2013
  npx fer evaluate models/mine --data archive/test --split test --json

train, validation and test are FER-2013's Training, PublicTest and PrivateTest.`,
    )
    .action(run);
}

async function run(folders: string[], { data: source, split, tta, temperature, out, json }: Options): Promise<void> {
  const models = await Promise.all(folders.map((folder) => loadModel(folder)));
  const data = await loadLabeledImages(source, split);
  const temperatureFrom = temperature === undefined ? undefined : await loadLabeledImages(temperature, 'validation');
  const each = data.count + (temperatureFrom?.count ?? 0);
  const progress = terminalProgress({ label: 'evaluating', total: models.length * each, unit: 'images' });
  const evaluation = await evaluateModel(models, data, {
    tta,
    generatedBy: ['fer evaluate', ...folders, `--data ${source} --split ${split} --tta ${tta}`, ...(temperature === undefined ? [] : [`--temperature ${temperature}`])].join(' '),
    temperatureFrom,
    onFallback: (reason) => console.error(`warning: ${reason}`),
    onProgress: (done, model) => progress.update(model * each + done),
  }).finally(() => progress.stop());
  if (out !== undefined) await writeEvaluation(out, evaluation, data);
  console.log(json ? JSON.stringify(evaluation.report) : reportText(evaluation.report));
}
