import type { MimeBundle } from '../display/mime-bundle';
import { encodePng } from './encode-png';
import { imagePreview, type ImagePreview } from './image-preview';
import { histogram, statistics, type Statistics } from './statistics';
import { elementCount, type TensorDescription } from './tensor-description';

/** Tensors with more elements are shown without reading their values. */
const READ = 32 * 1024 * 1024;
const BINS = 40;
/** Numbers of a row, and rows, that are written out. */
const WRITTEN = 6;

/** How a tensor is shown: facts, some numbers, histogram and, where its shape allows, a picture. */
export function tensorBundle(name: string, tensor: TensorDescription): MimeBundle {
  const { shape, dtype, device, disposed, values } = tensor;
  const count = elementCount(shape);
  const facts = [`${name} ${dtype} [${shape.join(', ')}]`, ...(device === undefined ? [] : [device])];
  if (disposed === true) facts.push('disposed');
  else facts.push(byteText(tensor.bytes));
  if (values === undefined || disposed === true || count === 0 || count > READ) {
    if (count > READ) facts.push('too many values to look at');
    return { 'text/plain': facts.join(', '), 'text/html': `<div>${escape(facts.join(' · '))}</div>` };
  }
  const numbers = values();
  const found = statistics(numbers);
  facts.push(...rangeFacts(found));
  const rows = numberRows(numbers, shape);
  const parts = [`<div>${escape(facts.join(' · '))}</div>`];
  const { min, max } = found;
  if (min !== null && max !== null && Number.isFinite(min) && Number.isFinite(max)) {
    const picture = imagePreview(numbers, shape, min, max);
    if (picture !== undefined) parts.push(pictureHtml(picture));
    if (max > min) parts.push(histogramSvg(histogram(numbers, min, max, BINS), min, max));
  }
  parts.push(`<pre>${escape(rows)}</pre>`);
  return { 'text/plain': `${facts.join(', ')}\n${rows}`, 'text/html': parts.join('') };
}

/** `1.5 MB`; thousands, as the rest of the notebook counts. */
export function byteText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}

function rangeFacts({ min, max, mean, nan }: Statistics): string[] {
  const facts = min === null ? [] : [`${short(min)} … ${short(max!)}`, `mean ${short(mean!)}`];
  return nan === 0 ? facts : [...facts, `${nan} NaN`];
}

function pictureHtml(picture: ImagePreview): string {
  const { shown, images, range, width } = picture;
  const source = `data:image/png;base64,${encodePng(picture).toString('base64')}`;
  const some = shown < images ? `the first ${shown} of ${images}, ` : '';
  const zoom = Math.max(1, Math.min(4, Math.floor(320 / width)));
  const style = `image-rendering:pixelated;width:${width * zoom}px;max-width:100%`;
  const caption = `${some}black ${short(range[0])}, white ${short(range[1])}`;
  return `<div><img src="${source}" alt="${caption}" style="${style}"><br><small>${caption}</small></div>`;
}

function histogramSvg(counts: number[], min: number, max: number): string {
  const highest = Math.max(...counts, 1);
  const bars = counts.map((count, i) => {
    const height = Math.max(count > 0 ? 1 : 0, (count / highest) * 40);
    return `<rect x="${i * 8}" y="${(40 - height).toFixed(1)}" width="7" height="${height.toFixed(1)}"><title>${count}</title></rect>`;
  });
  const label = `<text y="52">${short(min)}</text><text x="${BINS * 8}" y="52" text-anchor="end">${short(max)}</text>`;
  return (
    `<svg role="img" aria-label="histogram" viewBox="0 0 ${BINS * 8} 56" width="${BINS * 8}" height="56" ` +
    `style="fill:var(--jp-ui-font-color1, currentColor);font-size:10px">${bars.join('')}${label}</svg>`
  );
}

/** The last two axes as lines of numbers, ends left out. */
function numberRows(values: ArrayLike<number>, shape: readonly number[]): string {
  const width = shape.at(-1) ?? 1;
  const height = shape.length < 2 ? 1 : elementCount(shape.slice(0, -1));
  const lines: string[] = [];
  for (let y = 0; y < Math.min(height, WRITTEN); y++) {
    const row = Array.from({ length: Math.min(width, WRITTEN) }, (_, x) => short(values[y * width + x]!));
    lines.push(`[${row.join(', ')}${width > WRITTEN ? ', …' : ''}]`);
  }
  return lines.join('\n') + (height > WRITTEN ? '\n…' : '');
}

function short(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
