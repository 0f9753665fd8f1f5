import { generateFace } from '../datasets/generated-faces/generate-face';
import { EXPRESSIONS } from '../expressions';
import type { Photo } from '../photos/photo';
import { VideoWriter } from '../video/video-writer';

const WIDTH = 640;
const HEIGHT = 480;
const RATE = 25;
/** Sides of the two faces in pixels. */
const SIDES = [220, 170] as const;

/**
 * Writes a video of two generated faces, 640×480, 25 frames a second, which move about and change their expression each second.
 * The same number of frames gives the same pictures.
 */
export async function writeBenchVideo(file: string, frames: number): Promise<void> {
  const writer = VideoWriter.to(file);
  try {
    for (let frame = 0; frame < frames; frame++) await writer.write({ photo: benchFrame(frame), time: frame / RATE });
    await writer.finish();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

function benchFrame(frame: number): Photo {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = 110 + (at % (3 * WIDTH)) / 60;
  const second = Math.floor(frame / RATE);
  SIDES.forEach((size, person) => {
    const { image } = faceOf(person, second, size);
    const left = Math.round(40 + 320 * person + 30 * Math.sin(frame / 20 + person));
    const top = Math.round(90 + 40 * Math.cos(frame / 25 + person));
    for (let y = 0; y < size; y++) pixels.set(image.subarray(3 * size * y, 3 * size * (y + 1)), 3 * ((top + y) * WIDTH + left));
  });
  return { width: WIDTH, height: HEIGHT, pixels };
}

const faces = new Map<string, { image: Uint8Array }>();

function faceOf(person: number, second: number, size: number): { image: Uint8Array } {
  const expression = EXPRESSIONS[(second + 3 * person) % EXPRESSIONS.length]!;
  const key = `${person} ${expression}`;
  const face = faces.get(key) ?? generateFace({ seed: [3, 8][person]!, expression, size, channels: 3, scene: { yaw: 0 } });
  faces.set(key, face);
  return face;
}
