import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { imageSheet } from '../classify/image-sheet';
import { resizeImages } from '../classify/resize-images';
import { SPLITS, type LabeledImages } from '../datasets/labeled-images';
import { csvText } from '../evaluate/csv-text';
import { writeAtomically } from '../write-atomically';
import type { DataAudit, ImageReference } from './audit-data';
import type { AuditedModel } from './audit-model';
import { auditText } from './audit-text';

/** Pairs and candidates on a picture sheet. */
const DRAWN_PAIRS = 60;
const DRAWN_CANDIDATES = 80;
const SIDE = 48;

/**
 * Writes an audit into a folder, made where needed: `twins.csv` (a row a pair), `non-faces.csv`, the picture sheets `twins.png` (the least alike of
 * the near duplicates, those to doubt) and `non-faces.png`, `audit.txt` and last `audit.json`.
 * @param splits the images that were audited
 */
export async function writeAudit(folder: string, audit: DataAudit, models: readonly AuditedModel[], splits: readonly LabeledImages[]): Promise<void> {
  const write = (name: string, content: string | Uint8Array): Promise<void> => writeAtomically(path.join(folder, name), content);
  const nonFaces = [
    ...audit.nonFaces.flat.map((image) => ({ image, reason: 'flat' })),
    ...(audit.nonFaces.faceless ?? []).map((image) => ({ image, reason: 'no face found' })),
  ];
  await mkdir(folder, { recursive: true });
  await write(
    'twins.csv',
    csvText([
      ['first_split', 'first_id', 'first_label', 'second_split', 'second_id', 'second_label', 'correlation', 'exact'],
      ...audit.pairs.map(({ first, second, correlation, exact }) => [
        ...[first.split, first.id, first.label, second.split, second.id, second.label],
        ...[correlation.toFixed(4), exact ? 'yes' : 'no'],
      ]),
    ]),
  );
  await write('non-faces.csv', csvText([['split', 'id', 'label', 'reason'], ...nonFaces.map(({ image: { split, id, label }, reason }) => [split, id, label, reason])]));

  const ordered = SPLITS.flatMap((name) => splits.filter(({ split }) => split === name));
  const images = Buffer.concat(ordered.map((data) => resizeImages(data.images, data, { height: SIDE, width: SIDE })));
  const place = ({ split, index }: ImageReference): number => ordered.slice(0, ordered.findIndex((data) => data.split === split)).reduce((total, { count }) => total + count, index);
  const sheet = { images, height: SIDE, width: SIDE, channels: 1 };
  const doubtful = audit.pairs.filter(({ exact }) => !exact).sort((a, b) => a.correlation - b.correlation);
  const pairCells = doubtful.slice(0, DRAWN_PAIRS).map(({ first, second, correlation }) => ({
    images: [place(first), place(second)],
    lines: [`${first.split} ${first.label} · ${second.split} ${second.label}`, correlation.toFixed(3)],
  }));
  await write('twins.png', await imageSheet({ title: `${audit.name}: the least alike near duplicates`, cells: pairCells, columns: 6, ...sheet }));
  const nonFaceCells = nonFaces.slice(0, DRAWN_CANDIDATES).map(({ image, reason }) => ({ images: [place(image)], lines: [`${image.split} ${image.label}`, reason] }));
  await write('non-faces.png', await imageSheet({ title: `${audit.name}: candidates that show no face`, cells: nonFaceCells, columns: 10, ...sheet }));
  await write('audit.txt', `${auditText(audit, models)}\n`);
  await write('audit.json', `${JSON.stringify({ ...audit, models }, null, 1)}\n`);
}
