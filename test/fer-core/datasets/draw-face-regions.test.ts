import { describe, expect, it } from 'vitest';
import { drawFaceRegions } from '../../../packages/fer-core/src/datasets/draw-face-regions';
import { FACE_REGIONS, REGION_OF_GENERATED, UNKNOWN_REGION } from '../../../packages/fer-core/src/datasets/face-regions';
import { generateFace } from '../../../packages/fer-core/src/datasets/generated-faces/generate-face';
import { regionOverlap } from '../../../packages/fer-core/src/evaluate/region-overlap';

describe('drawFaceRegions', () => {
  const faces = [3, 4, 5, 6].map((seed) => generateFace({ seed, expression: 'surprise', size: 128, intensity: 1, scene: { yaw: 0, pitch: 0 } }));

  it('draws what generated faces have where their points say', () => {
    const drawn = faces.map(({ landmarks }) => drawFaceRegions(landmarks, 128));
    const truth = faces.map(({ parsing }) => parsing.map((label) => REGION_OF_GENERATED[label]!));
    const { each } = regionOverlap(drawn, truth, FACE_REGIONS.length, UNKNOWN_REGION);
    const of = (name: (typeof FACE_REGIONS)[number]): number => each[FACE_REGIONS.indexOf(name)]!;
    for (const name of ['skin', 'rightEye', 'leftEye', 'mouthInterior'] as const) expect(of(name), name).toBeGreaterThan(0.5);
    for (const name of FACE_REGIONS) expect(of(name), name).toBeGreaterThan(0.15);
  });

  it('cuts off what lies beyond the map', () => {
    const half = drawFaceRegions(faces[0]!.landmarks.map(([x, y]) => [x - 64, y] as const), 128);
    const whole = drawFaceRegions(faces[0]!.landmarks, 128);
    for (let y = 0; y < 128; y += 7) expect(half[y * 128 + 10]).toBe(whole[y * 128 + 74]);
  });

  it('refuses other than 68 points', () => {
    expect(() => drawFaceRegions([[0, 0]], 8)).toThrow('drawFaceRegions: expected 68 points, got 1');
  });
});
