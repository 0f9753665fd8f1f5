import sharp from 'sharp';
import { svgPicture, svgText } from '../evaluate/drawing';

export interface SheetCell {
  /** Which images stand side by side, indices into `images`. */
  images: readonly number[];
  /** What is written below them, a line each. */
  lines: readonly string[];
}

/** Side of an image on the sheet, in pixels. */
const SHOWN = 96;
const GAP = 12;
const LINE = 15;
const TITLE = 32;

/**
 * A PNG picture sheet: cells of one or more images with lines of text below.
 * @param input.images uint8 [count, height, width, channels], gray or RGB
 * @param input.columns cells side by side
 */
export async function imageSheet(input: {
  readonly title: string;
  readonly cells: readonly SheetCell[];
  readonly columns: number;
  readonly images: Uint8Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}): Promise<Buffer> {
  const { title, cells, columns, images, height, width, channels } = input;
  const abreast = Math.max(1, ...cells.map((cell) => cell.images.length));
  const lines = Math.max(0, ...cells.map((cell) => cell.lines.length));
  const [cellWidth, cellHeight] = [Math.max(abreast * SHOWN, 130), SHOWN + lines * LINE];
  const rows = Math.ceil(cells.length / columns);
  const sheet = { width: Math.max(GAP + columns * (cellWidth + GAP), 8 * title.length + 2 * GAP), height: TITLE + rows * (cellHeight + GAP) + GAP };
  const texts = [svgText(GAP, 22, title, { size: 14 })];
  const pictures = await Promise.all(
    cells.flatMap(({ images: shown, lines: written }, at) => {
      const left = GAP + (at % columns) * (cellWidth + GAP);
      const top = TITLE + Math.floor(at / columns) * (cellHeight + GAP);
      written.forEach((line, i) => texts.push(svgText(left, top + SHOWN + 12 + i * LINE, line, { size: 11 })));
      return shown.map(async (image, i) => {
        const bytes = height * width * channels;
        const pixels = images.subarray(image * bytes, (image + 1) * bytes);
        const raw = { width, height, channels: channels as 1 | 3 };
        const input = await sharp(pixels, { raw }).resize(SHOWN, SHOWN, { kernel: 'nearest', fit: 'contain' }).png().toBuffer();
        return { input, left: left + i * SHOWN, top };
      });
    }),
  );
  return sharp(Buffer.from(svgPicture(sheet.width, sheet.height, texts))).composite(pictures).png().toBuffer();
}
