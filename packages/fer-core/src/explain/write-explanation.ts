import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { imageSheet, type SheetCell } from '../classify/image-sheet';
import { csvText } from '../evaluate/csv-text';
import { heatMap, paintHeat } from '../evaluate/heat-map';
import { scatterFigure } from '../evaluate/scatter-figure';
import { sizeOf } from '../models/network';
import { projectionAxes, projectionName } from '../views/embedding-summary';
import { writeAtomically } from '../write-atomically';
import type { ClassExamples } from './choose-examples';
import type { ImagesAsPoints } from './embed-images';
import type { ExplainedImages } from './explain-images';
import type { Projection } from './project-embeddings';

/** Share of the heat's colour where a map is hottest, and examples side by side on a sheet. */
const STRENGTH = 0.6;
const COLUMNS = 4;
/** Letters of an image's name that fit below it. */
const LETTERS = 28;
/** Pixels of a figure for one of its units: sharp enough for print. */
const FIGURE_SCALE = 2;

/** What `writeExplanation` writes. */
export interface Explanation {
  points: ImagesAsPoints;
  /** The one of `points` that is written. */
  projection: Projection;
  /** Of each class, indices into `points.images`. */
  examples: readonly ClassExamples[];
  /** The examples in order: of each class first the mistakes, then the right answers. */
  explained: ExplainedImages;
}

/**
 * Writes into a folder, made where needed: for each class with examples `<label>-mistakes.png` and `<label>-right.png` (each image, then under the map
 * of the answer, then, for a mistake, under the map of the truth), `embeddings.csv` (`id,truth,predicted,confidence,x,y,group`) and `embeddings.png`.
 * Each file is replaced whole or not at all.
 * @returns the names of the files
 */
export async function writeExplanation(
  folder: string,
  { points, projection, examples, explained }: Explanation,
): Promise<string[]> {
  const files: string[] = [];
  const write = async (name: string, content: string | Uint8Array): Promise<void> => {
    await writeAtomically(path.join(folder, name), content);
    files.push(name);
  };
  await mkdir(folder, { recursive: true });
  const { classes } = points.images;
  let at = 0;
  for (const { label, mistakes, right } of examples) {
    for (const [kind, { length }] of [
      ['mistakes', mistakes],
      ['right', right],
    ] as const) {
      const indices = Array.from({ length }, (_, own) => at + own);
      at += length;
      if (length > 0)
        await write(
          `${classes[label]}-${kind}.png`,
          await sheet(
            explained,
            indices,
            `${classes[label]}, ${kind === 'mistakes' ? 'surest mistakes: image, map of the answer, map of the truth' : 'surest right answers: image, map of the answer'}`,
          ),
        );
    }
  }
  await write('embeddings.csv', pointsCsv(points, projection));
  await write('embeddings.png', await scatterPicture(points, projection));
  return files;
}

/** A sheet of images of one class, each beside its maps. */
function sheet({ images, maps }: ExplainedImages, indices: readonly number[], title: string): Promise<Buffer> {
  const { height, width, channels, classes, ids, labels } = images;
  const { block, evidence, predicted, probabilities } = maps;
  const places = block.height * block.width;
  const bytes = sizeOf([height, width, channels]);
  const pictures: Uint8Array[] = [];
  const draw = (image: number, label: number | null): number => {
    const start = (image * classes.length + (label ?? 0)) * places;
    const heat = heatMap(evidence.subarray(start, start + places), block, { height, width });
    return (
      pictures.push(
        paintHeat(images.images.subarray(image * bytes, (image + 1) * bytes), heat, label === null ? 0 : STRENGTH),
      ) - 1
    );
  };
  const cells = indices.map((image): SheetCell => {
    const [answer, truth] = [predicted[image]!, labels[image]!];
    const shown = answer === truth ? [null, answer] : [null, answer, truth];
    const said = (label: number): string =>
      `${classes[label]} ${probabilities[image * classes.length + label]!.toFixed(2)}`;
    return {
      images: shown.map((label) => draw(image, label)),
      lines: [
        answer === truth ? said(answer) : `taken for ${said(answer)}, ${said(truth)}`,
        shortened(ids[image]!),
      ],
    };
  });
  return imageSheet({
    title,
    cells,
    columns: COLUMNS,
    images: Buffer.concat(pictures),
    height,
    width,
    channels: 3,
  });
}

/** The end of a name, which tells images apart. */
function shortened(id: string): string {
  return id.length > LETTERS ? `…${id.slice(1 - LETTERS)}` : id;
}

function pointsCsv({ images, predicted, confidence, groups }: ImagesAsPoints, { x, y }: Projection): string {
  const rows = images.ids.map((id, image) => [
    id,
    images.classes[images.labels[image]!]!,
    images.classes[predicted[image]!]!,
    confidence[image]!.toFixed(4),
    Number(x[image]!.toPrecision(6)),
    Number(y[image]!.toPrecision(6)),
    groups?.[image] ?? null,
  ]);
  return csvText([['id', 'truth', 'predicted', 'confidence', 'x', 'y', 'group'], ...rows]);
}

function scatterPicture({ name, images }: ImagesAsPoints, projection: Projection): Promise<Buffer> {
  const svg = scatterFigure({
    title: `${name}, ${projectionName(projection)} of the penultimate features, coloured by truth`,
    ...projection,
    groups: images.classes.map((label, index) => ({
      name: label,
      points: images.ids.flatMap((_, image) => (images.labels[image] === index ? [image] : [])),
    })),
    axes: projectionAxes(projection) ?? undefined,
  });
  return sharp(Buffer.from(svg), { density: 72 * FIGURE_SCALE })
    .png()
    .toBuffer();
}
