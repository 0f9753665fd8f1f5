import { describe, expect, it } from 'vitest';
import { HalvedPicture } from '../../../packages/fer-core/src/align/halved-picture';
import { frameOfFace, frameOfPoints, meanFaceToFrame } from '../../../packages/fer-core/src/align/landmark-frame';
import { MIRROR_SHIFT } from '../../../packages/fer-core/src/evaluate/geometry/landmark-points';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { composeTransforms, similarityAround, transformPoints } from '../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import type { Point } from '../../../packages/fer-core/src/evaluate/geometry/point';
import { refinePoints, type RefineOptions } from '../../../packages/fer-core/src/landmarks/refine-points';
import type { PredictCrops } from '../../../packages/fer-core/src/landmarks/landmark-predictor';

const SIZE = 112;
const IN_FRAME = transformPoints(meanFaceToFrame(SIZE), MEAN_FACE);
/** A mean face in a photo, turned and scaled. */
const TO_PHOTO = similarityAround([56, 70], [150, 120], 1.4, 0.3);
const TRUTH = transformPoints(TO_PHOTO, MEAN_FACE);
/** Where 300-W would have the points of one whose predictor knows no difference between a face and its mirror image: half the shift to the right. */
const ANNOTATED = transformPoints(TO_PHOTO, MEAN_FACE.map(([x, y]): Point => [x + (MIRROR_SHIFT / 2) * Math.hypot(MEAN_FACE[45]![0] - MEAN_FACE[36]![0], MEAN_FACE[45]![1] - MEAN_FACE[36]![1]), y]));

/** A photo with a bright spot on the middle of the face, between two dimmer ones, so that a crop tells where the face lies and how it is turned. */
function spots(): { width: number; height: number; pixels: Uint8Array } {
  const [width, height] = [300, 260];
  const places = [[30, 200], [36, 120], [45, 120]] as const;
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return Math.min(255, places.reduce((sum, [index, level]) => sum + level * Math.exp(-((x - TRUTH[index]![0]) ** 2 + (y - TRUTH[index]![1]) ** 2) / 40), 0));
  });
  return { width, height, pixels };
}

/** Says that the face lies where the crop's centre of brightness is, a mean face moved there, off by `bias`. */
function brightnessPredictor(bias: Point = [0, 0], seen: number[] = []): PredictCrops {
  return (crops) => {
    const count = crops.length / SIZE ** 2;
    seen.push(count);
    const points = new Float32Array(count * 68 * 3);
    for (let crop = 0; crop < count; crop++) {
      let [sum, x, y] = [0, 0, 0];
      for (let at = 0; at < SIZE ** 2; at++) {
        const level = crops[crop * SIZE ** 2 + at]!;
        sum += level;
        x += level * (at % SIZE);
        y += level * Math.floor(at / SIZE);
      }
      const [centreX, centreY] = [30, 36, 45].reduce(([u, v], index, k) => [u + IN_FRAME[index]![0] * [200, 120, 120][k]! / 440, v + IN_FRAME[index]![1] * [200, 120, 120][k]! / 440], [0, 0]);
      IN_FRAME.forEach(([u, v], point) => points.set([u + x / sum - centreX! + bias[0], v + y / sum - centreY! + bias[1], 1], (crop * 68 + point) * 3));
    }
    return { points, confidence: Float32Array.from({ length: count }, (_, crop) => (crop % 2 ? 0.5 : 0.9)) };
  };
}

const face = { photo: new HalvedPicture(spots()), frame: frameOfPoints(TRUTH, SIZE) };
const aside = { ...face, frame: composeTransforms(face.frame, [1, 0, 5, 0, 1, -4]) };
const off = (points: readonly Point[], truth = TRUTH): number => Math.max(...points.map(([x, y], index) => Math.hypot(x - truth[index]![0], y - truth[index]![1])));
const find = (options: RefineOptions, bias: Point = [0, 0], from = face) => refinePoints(brightnessPredictor(bias), SIZE, [from], options)[0]!;

describe('refinePoints', () => {
  it('brings points from the crop back into the photo', () => {
    expect(off(find({ passes: 1, mirrored: false }).points)).toBeLessThan(0.6);
  });

  it('finds a face that the detector placed badly, and looks again where it found it', () => {
    expect(off(find({ passes: 2 }, [0, 0], aside).points, ANNOTATED)).toBeLessThan(0.6);
    expect(find({ passes: 1 }, [0.5, 0], aside).points).not.toEqual(find({ passes: 3 }, [0.5, 0], aside).points);
  });

  it('averages a crop with its mirror image: an error to one side of the crop goes away, one downwards stays', () => {
    // A pixel of the crop is 1.4 · 120 / 112 pixels of the photo.
    expect(off(find({ passes: 1, mirrored: false }, [2, 0]).points)).toBeCloseTo(2 * 1.5, 0);
    expect(off(find({ passes: 1, mirrored: true }, [2, 0]).points, ANNOTATED)).toBeLessThan(0.6);
    expect(off(find({ passes: 1, mirrored: true }, [0, 2]).points, ANNOTATED)).toBeCloseTo(2 * 1.5, 0);
  });

  it('looks once a pass, at the end in all crops and their mirror images', () => {
    const counts = (options: RefineOptions): number[] => {
      const seen: number[] = [];
      refinePoints(brightnessPredictor([0, 0], seen), SIZE, [face, aside, face], options);
      return seen;
    };
    expect(counts({})).toEqual([3, 6]);
    expect(counts({ passes: 3, mirrored: false })).toEqual([3, 3, 3]);
    expect(counts({ crops: 4 })).toEqual([3, 24]);
    expect(off(find({ crops: 4 }).points, ANNOTATED)).toBeLessThan(0.6);
    expect(find({ crops: 4 }).points).not.toEqual(find({}).points);
  });

  it('averages the confidence', () => {
    expect(find({ mirrored: false }).confidence).toBeCloseTo(0.9, 6);
    expect(find({ mirrored: true }).confidence).toBeCloseTo(0.7, 6);
  });
});

describe('frames', () => {
  it('show the mean face at the same place whatever the photo does to it', () => {
    transformPoints(frameOfPoints(TRUTH, SIZE), TRUTH).forEach(([x, y], index) => expect(Math.hypot(x - IN_FRAME[index]![0], y - IN_FRAME[index]![1])).toBeLessThan(1e-9));
    IN_FRAME.forEach(([x, y]) => expect(Math.min(x, y, 111 - x, 111 - y)).toBeGreaterThan(10));
  });

  it('follow a box by centre and size, and keypoints also by their turn', () => {
    const calibration = { centre: [56, 72], side: 80, keypoints: [[38, 54], [74, 54], [56, 74], [56, 93]] } as const;
    const upright = frameOfFace({ box: [100, 100, 180, 180] }, calibration, SIZE);
    const middle = transformPoints(meanFaceToFrame(SIZE), [[56, 72], [96, 112]]);
    transformPoints(upright, [[140, 140], [180, 180]]).forEach(([x, y], index) => expect([x, y]).toEqual(middle[index]!.map((value) => expect.closeTo(value, 9))));
    const turn = similarityAround([0, 0], [30, 10], 2, 0.5);
    const [rightEye, leftEye, nose, mouth] = transformPoints(turn, calibration.keypoints) as [Point, Point, Point, Point];
    const byPoints = frameOfFace({ box: [0, 0, 1, 1], keypoints: { rightEye, leftEye, nose, mouth } }, calibration, SIZE);
    const nosePlace = transformPoints(meanFaceToFrame(SIZE), [[56, 74]])[0]!;
    expect(transformPoints(byPoints, [nose])[0]).toEqual(nosePlace.map((value) => expect.closeTo(value, 9)));
    expect(frameOfFace({ box: [100, 100, 180, 180], keypoints: { rightEye, leftEye, nose, mouth } }, { ...calibration, keypoints: undefined }, SIZE)).toEqual(upright);
  });
});
