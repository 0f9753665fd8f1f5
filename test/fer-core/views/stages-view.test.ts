import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { DISPLAY, parseStages, STAGES_MIME, stagesView, type StagesViewOptions } from '../../../packages/fer-core/src/views';
import { imageBytes } from '../../../packages/fer-core/src/views/embedded-image';

const input = { size: 48, pixels: Uint8Array.from({ length: 48 * 48 }, (_, index) => (index * 7) & 255) };
const options: StagesViewOptions = {
  name: 'party <1>.jpg',
  photo: { width: 120, height: 130, pixels: new Uint8Array(120 * 130 * 3).fill(90) },
  faces: [
    {
      box: [10, 30, 100, 120],
      score: 0.9,
      landmarks: MEAN_FACE,
      landmarkConfidence: 0.8,
      aligned: { size: 16, pixels: new Uint8Array(16 * 16 * 3).fill(7) },
      superResolved: { width: 128, height: 128, pixels: new Uint8Array(128 * 128 * 3) },
      input,
      probabilities: { happy: 0.75, sad: 0.05, neutral: 0.2 },
      label: 'happy',
    },
    { box: [1, 2, 30, 40], input, probabilities: { happy: 0.1, sad: 0.6, neutral: 0.3 }, label: 'sad' },
  ],
};
const payload = await stagesView(options).payload();

describe('stagesView', () => {
  it('carries every stage of every face over the wire and back', async () => {
    const bundle = await stagesView(options)[DISPLAY]();
    const read = parseStages(JSON.parse(JSON.stringify(bundle[STAGES_MIME])));
    expect(read).toEqual(payload);
    expect(read.labels).toEqual(['happy', 'sad', 'neutral']);
    expect(read.faces[0]).toMatchObject({ score: 0.9, confidence: 0.8, label: 0, probabilities: [0.75, 0.05, 0.2], aligned: { width: 16 }, superResolved: { width: 128 } });
    expect(read.faces[1]).toMatchObject({ score: null, points: null, aligned: null, superResolved: null, label: 1 });
  });

  it('carries the network input pixel for pixel', async () => {
    const pixels = await sharp(imageBytes(payload.faces[0]!.input)).toColourspace('b-w').raw().toBuffer();
    expect(new Uint8Array(pixels)).toEqual(input.pixels);
  });

  it('shows tables and text where the extension is absent', async () => {
    const bundle = await stagesView(options)[DISPLAY]();
    expect(bundle['text/html']).toContain('party &lt;1&gt;.jpg');
    expect((bundle['text/html'] as string).match(/<img /g)).toHaveLength(4 + 2);
    expect(bundle['text/plain']).toBe(
      'party <1>.jpg, 120 × 130 px: 2 faces\nface 1 at (10, 30): happy 75.0 % (neutral 20.0 %, sad 5.0 %)\nface 2 at (1, 2): sad 60.0 % (neutral 30.0 %, happy 10.0 %)',
    );
  });

  it('says so where no face was found', async () => {
    const view = stagesView({ ...options, faces: [] });
    expect((await view[DISPLAY]())['text/plain']).toContain('no face found');
    expect(parseStages(JSON.parse(JSON.stringify(await view.payload()))).faces).toEqual([]);
  });

  const [face] = options.faces;
  it.each([
    ['colours for the network', { ...face!, input: { size: 2, pixels: new Uint8Array(12) } }, 'stagesView: expected input of face 0 to be 2×2×1 bytes, got 12'],
    ['a label without probability', { ...face!, label: 'bored' }, 'expected label of face 0 among happy, sad, neutral, got bored'],
    ['five points', { ...face!, landmarks: MEAN_FACE.slice(0, 5) }, 'expected landmarks of face 0 to be 68, got 5'],
  ])('refuses %s', (_, wrong, message) => {
    expect(() => stagesView({ ...options, faces: [wrong] })).toThrow(message);
  });

  it('refuses faces with other expressions', () => {
    expect(() => stagesView({ ...options, faces: [face!, { ...face!, probabilities: { happy: 1 } }] })).toThrow(
      'expected probabilities of face 1 for happy, sad, neutral, got happy',
    );
  });
});

describe('parseStages', () => {
  const [face] = payload.faces;
  it.each([
    ['a list', [], 'stages view: expected the payload to be an object, got a list'],
    ['a newer version', { ...payload, version: 2 }, 'a newer FER Workbench made this output'],
    ['a probability too few', { ...payload, faces: [{ ...face, probabilities: [1] }] }, 'expected faces[0].probabilities to be a list of 3, got a list of 1'],
    ['a label that is not there', { ...payload, faces: [{ ...face, label: 3 }] }, 'expected faces[0].label to be a whole number from 0 to 2, got 3'],
    ['a face without input', { ...payload, faces: [{ ...face, input: undefined }] }, 'expected faces[0].input to be an object, got nothing'],
  ])('refuses %s in one readable line', (_, value, message) => {
    expect(() => parseStages(value)).toThrow(message);
  });
});
