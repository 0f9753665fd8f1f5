import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  generateFace,
  type GeneratedFace,
  type GenerateFaceOptions,
} from '../../../../packages/fer-core/src/datasets/generated-faces/generate-face';
import {
  PARSING_LABELS,
  parsingLabel,
} from '../../../../packages/fer-core/src/datasets/generated-faces/parsing-labels';
import type { Scene } from '../../../../packages/fer-core/src/datasets/generated-faces/scene';
import { EXPRESSIONS } from '../../../../packages/fer-core/src/expressions';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const face = (options: Partial<GenerateFaceOptions> = {}): GeneratedFace =>
  generateFace({ seed: 11, expression: 'happy', size: 48, ...options });

describe('generateFace', () => {
  it('draws the same face bit by bit, today and on other machines', () => {
    // Taken from this program on 2026-11-25; they change only when the drawing is meant to change.
    expect(face().image.length).toBe(48 * 48);
    expect(sha256(face().image)).toBe('4a7fa6827f2cb986d44935064f14610c7d8ee1ad0e70dcb74431b219ff39684d');
    expect(sha256(face({ channels: 3, size: 64 }).image)).toBe(
      '7b0620eda837bc749f6bdd7194191c4268e130e9f8060ef7a11d38ee714be2ee',
    );
    expect(sha256(face().parsing)).toBe('95842456261b6e5ccf202a096c22373e842a7e1f69e7b757d97dc403851b56ee');
  });

  it.each<[string, Partial<GenerateFaceOptions>]>([
    ['seed', { seed: 12 }],
    ['expression', { expression: 'sad' }],
    ['size', { size: 49 }],
    ['channels', { channels: 3 }],
    ['intensity', { intensity: 0 }],
    ['identitySeed', { identitySeed: 12 }],
  ])('changes the picture with %s', (_, change) => {
    expect(sha256(face(change).image)).not.toBe(sha256(face().image));
  });

  it.each<[keyof Scene, Scene[keyof Scene]]>([
    ['yaw', 0.3],
    ['pitch', 0.2],
    ['roll', 0.25],
    ['scale', 0.3],
    ['shift', [0.1, -0.05]],
    ['light', [0.8, 0, 0.6]],
    ['ambient', 0.95],
    ['brightness', 0.5],
    [
      'background',
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    ],
    ['noise', 30],
    ['blur', 0.03],
  ])('changes the picture with scene.%s', (name, value) => {
    const changed = face({ scene: { [name]: value } });
    expect(changed.scene[name]).toEqual(value);
    expect(sha256(changed.image)).not.toBe(sha256(face().image));
  });

  it('moves the landmarks as the scene says', () => {
    const still: Partial<Scene> = { yaw: 0, pitch: 0, roll: 0, shift: [0, 0], scale: 0.36 };
    const middle = (scene: Partial<Scene>, axis: 0 | 1) =>
      face({ scene }).landmarks.reduce((sum, point) => sum + point[axis], 0) / 68;
    expect(middle({ ...still, shift: [0.1, 0] }, 0) - middle(still, 0)).toBeCloseTo(4.8, 6);
    expect(middle({ ...still, shift: [0, -0.1] }, 1) - middle(still, 1)).toBeCloseTo(-4.8, 6);
    const eyes = (scene: Partial<Scene>) => {
      const { landmarks } = face({ scene });
      return [landmarks[45][0] - landmarks[36][0], landmarks[45][1] - landmarks[36][1]];
    };
    const [straightX, straightY] = eyes(still);
    const [x, y] = eyes({ ...still, roll: 0.2 });
    expect(Math.atan2(y, x) - Math.atan2(straightY, straightX)).toBeCloseTo(0.2, 6);
    const [largeX] = eyes({ ...still, scale: 0.4 });
    expect(largeX).toBeGreaterThan(straightX);
    const [turnedX] = eyes({ ...still, yaw: 0.38 });
    expect(turnedX).toBeLessThan(straightX);
  });

  it('adds the noise that was asked for', () => {
    const plain: Partial<Scene> = { noise: 0, blur: 0, brightness: 0.7 };
    const clean = face({ scene: plain }).image;
    const noisy = face({ scene: { ...plain, noise: 8 } }).image;
    const variance = clean.reduce((sum, value, i) => sum + (value - noisy[i]) ** 2, 0) / clean.length;
    expect(Math.sqrt(variance)).toBeCloseTo(8, 0);
  });

  it.each([16, 31, 48, 128])('puts 68 landmarks and a parsing map into an image of %i pixels', (size) => {
    for (let seed = 0; seed < 42; seed++) {
      const { landmarks, parsing, image } = generateFace({ seed, expression: EXPRESSIONS[seed % 7], size });
      expect(image).toHaveLength(size * size);
      expect(landmarks).toHaveLength(68);
      for (const [x, y] of landmarks) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(size - 1);
        expect(y).toBeLessThanOrEqual(size - 1);
      }
      expect(parsing).toHaveLength(size * size);
      expect(Math.max(...parsing)).toBeLessThan(PARSING_LABELS.length);
    }
  });

  it('leaves scale and shift as they were asked for, even if the chin falls out of the image', () => {
    const { scene, landmarks } = face({ scene: { scale: 0.5, shift: [0, 0.2] } });
    expect(scene).toMatchObject({ scale: 0.5, shift: [0, 0.2] });
    expect(landmarks[8][1]).toBeGreaterThan(47);
  });

  it("orders the landmarks as iBUG does; right is the subject's right", () => {
    const { landmarks } = face({ scene: { yaw: 0, roll: 0, pitch: 0 } });
    const [chin, browRight, browLeft, noseTip, mouthRight, mouthLeft] = [8, 19, 24, 30, 48, 54].map(
      (i) => landmarks[i],
    );
    expect(landmarks[0][0]).toBeLessThan(landmarks[16][0]);
    expect(browRight[0]).toBeLessThan(browLeft[0]);
    expect(mouthRight[0]).toBeLessThan(mouthLeft[0]);
    expect(browRight[1]).toBeLessThan(noseTip[1]);
    expect(noseTip[1]).toBeLessThan(mouthRight[1]);
    expect(mouthRight[1]).toBeLessThan(chin[1]);
    expect(Math.max(...landmarks.map(([, y]) => y))).toBe(chin[1]);
  });

  it('parses the regions where the landmarks are', () => {
    const { landmarks, parsing, size } = face({
      size: 128,
      scene: { yaw: 0, roll: 0, pitch: 0 },
      intensity: 0,
      expression: 'neutral',
      seed: 3,
    });
    const at = (...points: number[]) => {
      const [x, y] = [0, 1].map((axis) =>
        Math.round(points.reduce((sum, i) => sum + landmarks[i][axis], 0) / points.length),
      );
      return PARSING_LABELS[parsing[y * size + x]];
    };
    expect(at(36, 39)).toBe('rightEye');
    expect(at(42, 45)).toBe('leftEye');
    expect(at(18, 20)).toBe('rightBrow');
    expect(at(23, 25)).toBe('leftBrow');
    expect(at(30)).toBe('nose');
    expect(at(51, 62)).toBe('upperLip');
    expect(at(57, 66)).toBe('lowerLip');
    expect(PARSING_LABELS[parsing[0]]).toBe('background');
  });

  it('opens the mouth for surprise and pulls its corners up for happy, down for sad', () => {
    const mean = (
      expression: GenerateFaceOptions['expression'],
      measure: (points: GeneratedFace['landmarks']) => number,
    ) => {
      let sum = 0;
      for (let seed = 0; seed < 10; seed++) {
        const scene = { yaw: 0, pitch: 0, roll: 0, scale: 0.36 };
        sum += measure(generateFace({ seed, expression, size: 48, intensity: 1, scene }).landmarks) / 10;
      }
      return sum;
    };
    const opening = (points: GeneratedFace['landmarks']) => points[66][1] - points[62][1];
    const corners = (points: GeneratedFace['landmarks']) => (points[48][1] + points[54][1]) / 2 - points[51][1];
    expect(mean('surprise', opening)).toBeGreaterThan(mean('neutral', opening) + 2);
    expect(mean('happy', corners)).toBeLessThan(mean('neutral', corners) - 0.5);
    expect(mean('sad', corners)).toBeGreaterThan(mean('neutral', corners) + 0.5);
  });

  it('keeps a person when only the showing changes', () => {
    const one = face({ identitySeed: 5, seed: 1 });
    const other = face({ identitySeed: 5, seed: 2, expression: 'fear' });
    expect(other.identity).toEqual(one.identity);
    expect(other.scene).toEqual(one.scene);
    expect(face({ identitySeed: 6, seed: 1 }).identity).not.toEqual(one.identity);
  });

  it('shows skin, hair and eyes of everybody', () => {
    for (let seed = 0; seed < 30; seed++) {
      const { parsing } = face({ seed, size: 64 });
      for (const name of ['skin', 'rightEye', 'leftEye', 'nose', 'upperLip', 'lowerLip'] as const) {
        expect(
          parsing.filter((label) => label === parsingLabel(name)).length,
          `${name} of seed ${seed}`,
        ).toBeGreaterThan(3);
      }
    }
  });

  it.each<[string, object, string]>([
    ['an unknown expression', { expression: 'bored' }, 'expected an expression among angry, disgust'],
    ['a size that is too small', { size: 15 }, 'expected a whole size of at least 16 pixels, got 15'],
    ['a size with a fraction', { size: 48.5 }, 'expected a whole size of at least 16 pixels, got 48.5'],
    ['two channels', { channels: 2 }, 'expected 1 or 3 channels, got 2'],
    ['a seed with a fraction', { seed: 0.5 }, 'expected a whole number as seed, got 0.5'],
    ['a person with a fraction', { identitySeed: 0.5 }, 'expected a whole number as identitySeed, got 0.5'],
    ['an intensity above 1', { intensity: 1.5 }, 'expected an intensity from 0 to 1, got 1.5'],
    ['an intensity that is no number', { intensity: NaN }, 'expected an intensity from 0 to 1, got NaN'],
  ])('refuses %s', (_, change, message) => {
    expect(() => face(change)).toThrow(message);
  });
});
