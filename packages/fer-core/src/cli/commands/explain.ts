import path from 'node:path';
import { Command, Option } from 'commander';
import { READER_VIEWS, type ReaderViews } from '../../explain/network-reader';
import { chooseExamples } from '../../explain/choose-examples';
import { embedImages, type EmbeddingStage } from '../../explain/embed-images';
import { explainImages } from '../../explain/explain-images';
import { pickImages } from '../../datasets/pick-images';
import { PROJECTIONS, type ProjectionMethod } from '../../explain/project-embeddings';
import { writeExplanation } from '../../explain/write-explanation';
import { SPLITS, type Split } from '../../datasets/labeled-images';
import { loadLabeledImages } from '../../datasets/load-labeled-images';
import { formatPercent } from '../../evaluate/format-percent';
import { InputError } from '../../input-error';
import { loadModel } from '../../models/saved-model';
import { writeAtomically } from '../../write-atomically';
import { terminalProgress, type TerminalProgress } from '../terminal-progress';

interface Options {
  readonly data: string;
  readonly split: Split;
  readonly out: string;
  readonly method: ProjectionMethod;
  readonly images: number;
  readonly tta: ReaderViews;
  readonly seed: number;
  readonly json?: boolean;
}

const STEPS = 1000;
const LABELS: Record<EmbeddingStage | 'maps', string> = {
  reading: 'reading features',
  comparing: 'comparing images',
  projecting: 'projecting',
  maps: 'making maps',
};

/** `fer explain <model> --data <source> --split <name> --out <dir> [--method <m>] [--images <n>] [--tta <views>] [--seed <n>] [--json]` */
export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'Show where a model looked: maps of its surest mistakes and right answers, and all images as points',
    )
    .argument('<model>', 'model folder, run folder (its best epoch) or Keras file of mini_XCEPTION')
    .requiredOption('--data <source>', 'csv, class folders, prepared folder or the name of a prepared data set')
    .addOption(
      new Option('--split <name>', 'split to look at; the stamp of class folders')
        .choices(SPLITS)
        .makeOptionMandatory(),
    )
    .requiredOption('--out <dir>', 'folder for the picture sheets, embeddings.csv and explanation.json')
    .addOption(
      new Option('--method <m>', 'how features become points: principal components or UMAP')
        .choices(PROJECTIONS)
        .default('pca'),
    )
    .addOption(
      new Option('--images <n>', 'surest mistakes of each class, and as many right answers')
        .default(8)
        .argParser(Number),
    )
    .addOption(
      new Option('--tta <views>', 'views of each image to average over').choices(READER_VIEWS).default('none'),
    )
    .addOption(new Option('--seed <n>', 'for UMAP, which draws numbers').default(0).argParser(Number))
    .option('--json', 'print only JSON: what explanation.json holds')
    .addHelpText(
      'after',
      `
Examples:
  npx fer explain models/fer2013-xception --data fer2013 --split validation --out results/why
  npx fer explain runs/first --data archive/test --split test --method umap --images 4 --out why

A map is bright where the network's last block says most for a class (class activation maps);
embeddings.csv and embeddings.png show which images lie near each other before the answer.`,
    )
    .action(run);
}

async function run(
  folder: string,
  { data: source, split, out, method, images: most, tta, seed, json }: Options,
): Promise<void> {
  if (!(Number.isInteger(most) && most > 0))
    throw new InputError(`explain: --images: expected a positive whole number, got ${most}`);
  if (!Number.isInteger(seed)) throw new InputError(`explain: --seed: expected a whole number, got ${seed}`);
  const model = await loadModel(folder);
  const data = await loadLabeledImages(source, split);
  let progress: { stage: string; bar: TerminalProgress } | undefined;
  const show = (stage: EmbeddingStage | 'maps', share: number): void => {
    if (progress?.stage !== stage) {
      progress?.bar.stop();
      progress = { stage, bar: terminalProgress({ label: LABELS[stage], total: STEPS, unit: 'parts' }) };
    }
    progress.bar.update(Math.round(share * STEPS));
  };
  const shared = { tta, onFallback: (reason: string) => console.error(`warning: ${reason}`) };
  try {
    const points = await embedImages(model, data, { ...shared, methods: [method], seed, onProgress: show });
    const [projection] = points.projections;
    const { predicted, confidence, groups } = points;
    const examples = chooseExamples({ truth: data.labels, predicted, confidence }, data.classes.length, most);
    const chosen = pickImages(
      data,
      examples.flatMap(({ mistakes, right }) => [...mistakes, ...right]),
    );
    const explained = await explainImages(model, chosen, {
      ...shared,
      examples: null,
      onProgress: (done) => show('maps', done / chosen.count),
    });
    const files = await writeExplanation(out, { points, projection: projection!, examples, explained });
    progress?.bar.stop();
    const right = data.ids.filter((_, image) => predicted[image] === data.labels[image]).length;
    const summary = {
      model: { network: model.network, weightsSha256: model.weightsSha256 },
      data: { dataset: data.name, split: data.split, n: data.count },
      accuracy: right / data.count,
      tta,
      maps: { method: explained.maps.method, block: explained.maps.block, images: chosen.count },
      projection: {
        method,
        ...(method === 'umap' ? { seed } : {}),
        ...(projection!.variance ? { variance: projection!.variance } : {}),
      },
      duplicates: groups && {
        groups: new Set(groups.filter((group) => group !== null)).size,
        images: groups.filter((group) => group !== null).length,
      },
      examples: examples.map(({ label, mistakes, right: sure }) => ({
        label: data.classes[label]!,
        mistakes: mistakes.map((image) => data.ids[image]!),
        right: sure.map((image) => data.ids[image]!),
      })),
      files,
    };
    await writeAtomically(path.join(out, 'explanation.json'), `${JSON.stringify(summary, null, 1)}\n`);
    console.log(json ? JSON.stringify(summary) : summaryText(summary, out));
  } finally {
    progress?.bar.stop();
  }
}

interface Summary {
  data: { dataset: string; split: string; n: number };
  accuracy: number;
  maps: { block: { height: number; width: number }; images: number };
  projection: { method: string; variance?: readonly number[] };
  duplicates: { groups: number; images: number } | null;
  files: readonly string[];
}

function summaryText({ data, accuracy, maps, projection, duplicates, files }: Summary, out: string): string {
  return [
    `${data.dataset}, ${data.split} split, n = ${data.n}, ${formatPercent(accuracy)} labelled right`,
    `maps of ${maps.images} images, ${maps.block.width}×${maps.block.height} places each`,
    `points by ${projection.method}${projection.variance ? `; two components hold ${formatPercent(projection.variance[0]! + projection.variance[1]!)} of the variance` : ''}`,
    ...(duplicates ? [`${duplicates.images} images in ${duplicates.groups} groups of duplicates`] : []),
    `written to ${out}: ${[...files, 'explanation.json'].join(', ')}`,
  ].join('\n');
}
