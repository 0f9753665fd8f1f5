import { expect, it } from 'vitest';
import { FACE_REGIONS, faceRegion, MIRRORED_REGIONS, REGION_OF_GENERATED, UNKNOWN_REGION } from '../../../packages/fer-core/src/datasets/face-regions';
import { parsingLabel } from '../../../packages/fer-core/src/datasets/generated-faces/parsing-labels';

it('mirrors left and right and nothing else', () => {
  expect(MIRRORED_REGIONS.map((index) => FACE_REGIONS[index])).toEqual(['background', 'skin', 'leftBrow', 'rightBrow', 'leftEye', 'rightEye', 'nose', 'upperLip', 'mouthInterior', 'lowerLip']);
});

it('takes regions of generated faces by name; hair is background, glasses hide what is there', () => {
  expect(REGION_OF_GENERATED[parsingLabel('lowerLip')]).toBe(faceRegion('lowerLip'));
  expect(REGION_OF_GENERATED[parsingLabel('hair')]).toBe(faceRegion('background'));
  expect(REGION_OF_GENERATED[parsingLabel('glasses')]).toBe(UNKNOWN_REGION);
});
