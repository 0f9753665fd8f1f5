import sharp, { type OverlayOptions } from 'sharp';
import { EXPRESSIONS } from '../../expressions';
import { generateFace, type GeneratedFace } from './generate-face';
import { PARSING_LABELS } from './parsing-labels';

const CELL = 112;
const GAP = 4;
const MARGIN = 84;
/** Colours of the parsing overlay in the order of `PARSING_LABELS`; background is not painted. */
const REGION_COLOURS = [
  '', '#f2c9a5', '#8e44ad', '#5b2c83', '#1f9d55', '#0b6b3a', '#f39c12', '#d7263d', '#ff6b81', '#3a0d12', '#2d6cdf', '#17a2b8', '#b08968', '#7f8c8d', '#000000',
];

export interface FaceSheetOptions {
  /** Default 1. */
  readonly seed?: number;
  /** People, one a column; default 9. */
  readonly people?: number;
}

/**
 * A picture sheet: a row an expression, a column a person, and a last row with the 68 landmarks over the parsing map.
 * @returns a PNG file's bytes.
 */
export async function faceSheet({ seed = 1, people = 9 }: FaceSheetOptions = {}): Promise<Buffer> {
  const rows = EXPRESSIONS.length + 1;
  const width = MARGIN + people * (CELL + GAP) + GAP;
  const height = rows * (CELL + GAP) + GAP;
  const parts: OverlayOptions[] = [];
  const marks: string[] = [];
  for (let column = 0; column < people; column++) {
    const left = MARGIN + GAP + column * (CELL + GAP);
    for (let row = 0; row < rows; row++) {
      const top = GAP + row * (CELL + GAP);
      const expression = EXPRESSIONS[row < EXPRESSIONS.length ? row : column % EXPRESSIONS.length];
      const face = generateFace({
        seed: seed * 1000 + column * 10 + row,
        identitySeed: seed * 1000 + column * 10,
        expression,
        size: CELL,
        channels: 3,
        intensity: 0.72 + 0.28 * ((column * 7 + row * 3) % 5) / 4,
        scene: { noise: 0, blur: 0 },
      });
      const overlay = row === EXPRESSIONS.length;
      const pixels = overlay ? withRegions(face) : face.image;
      parts.push({ input: Buffer.from(pixels), raw: { width: CELL, height: CELL, channels: 3 }, left, top });
      if (overlay) for (const [x, y] of face.landmarks) marks.push(dot(left + x + 0.5, top + y + 0.5));
    }
  }
  const names = [...EXPRESSIONS, 'truth'].map(
    (name, row) => `<text x="${MARGIN - 8}" y="${GAP + row * (CELL + GAP) + CELL / 2 + 5}" text-anchor="end">${name}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g font-family="DejaVu Sans, Arial, sans-serif" font-size="15" fill="#333">${names.join('')}</g>${marks.join('')}</svg>`;
  return sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite([...parts, { input: Buffer.from(svg), left: 0, top: 0 }])
    .png({ palette: true, colours: 192, dither: 0.4, compressionLevel: 9, effort: 10 })
    .toBuffer();
}

function withRegions({ image, parsing }: GeneratedFace): Uint8Array {
  const colours = PARSING_LABELS.map((_, label) => [1, 3, 5].map((at) => parseInt(REGION_COLOURS[label].slice(at, at + 2), 16)));
  return image.map((value, i) => {
    const label = parsing[Math.floor(i / 3)];
    return label === 0 ? value : Math.round(0.25 * value + 0.75 * colours[label][i % 3]);
  });
}

function dot(x: number, y: number): string {
  return `<circle cx="${x.toFixed(2)}" cy="${y.toFixed(2)}" r="1.5" fill="#fff" stroke="#000" stroke-width="0.6"/>`;
}
