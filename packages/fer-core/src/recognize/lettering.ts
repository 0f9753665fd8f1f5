import path from 'node:path';
import sharp from 'sharp';

/** DejaVu Sans Bold, which is installed with this package: labels look alike on machines without fonts. */
const FONT_FILE = path.join(path.dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf', 'DejaVuSans-Bold.ttf');
const FONT = 'DejaVu Sans Bold';

/** Words that are kept; a video repeats the same few hundred. */
const KEPT = 4000;

/** A line of letters as it covers its pixels. */
export interface Lettering {
  readonly width: number;
  readonly height: number;
  /** uint8 [height, width]: 0 leaves the pixel, 255 covers it. */
  readonly cover: Uint8Array;
}

const known = new Map<string, Promise<Lettering>>();

/**
 * Draws one line of text.
 * @param size of the letters in pixels
 */
export function lettering(text: string, size: number): Promise<Lettering> {
  const key = `${size} ${text}`;
  let letters = known.get(key);
  if (!letters) {
    if (known.size >= KEPT) known.clear();
    letters = draw(text, size);
    known.set(key, letters);
  }
  return letters;
}

async function draw(text: string, size: number): Promise<Lettering> {
  const markup = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // At 72 dots an inch, a point is a pixel.
  const image = sharp({ text: { text: markup, font: `${FONT} ${size}`, fontfile: FONT_FILE, dpi: 72 } });
  const { data, info } = await image.extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, cover: new Uint8Array(data) };
}
