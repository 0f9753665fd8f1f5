import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pointsBox } from '../../../packages/fer-core/src/align/align-face';
import { boxCentre, boxSide } from '../../../packages/fer-core/src/align/landmark-frame';
import { readPtsFile } from '../../../packages/fer-core/src/datasets/pts-file';
import { detectFaces } from '../../../packages/fer-core/src/detect/detect-faces';
import { fitSimilarity } from '../../../packages/fer-core/src/evaluate/geometry/fit-transform';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { transformPoint, transformScale } from '../../../packages/fer-core/src/evaluate/geometry/planar-transform';
import type { Box } from '../../../packages/fer-core/src/evaluate/geometry/point';
import { BOX_KINDS, faceCalibration, type BoxKind } from '../../../packages/fer-core/src/landmarks/face-calibrations';
import { photoFiles } from '../../../packages/fer-core/src/photos/photo-files';
import { readPhoto } from '../../../packages/fer-core/src/photos/read-photo';

const faces = path.join(process.env.FER_DATA ?? '', 'faces', 'helen-train');
const missing = !process.env.FER_DATA ? 'FER_DATA is not set' : existsSync(faces) ? '' : `no ${faces}`;
if (missing) console.warn(`calibration of boxes: skipped, ${missing}`);

describe.skipIf(missing)('faceCalibration', () => {
  it.each<BoxKind>(BOX_KINDS)('says where boxes of %s lie on the mean face', async (kind) => {
    const places: number[][] = [];
    for (const file of (await photoFiles(faces)).filter((_, index) => index % 15 === 1)) {
      const points = await readPtsFile(file.replace(/jpg$/, 'pts'));
      const tight = pointsBox(points);
      const around = ({ box: [left, top, right, bottom] }: { box: Box }): boolean => {
        const [x, y] = boxCentre(tight);
        return x > left && x < right && y > top && y < bottom;
      };
      const found = kind === 'points' ? { box: tight } : (await detectFaces(await readPhoto(file), { detector: kind, smallestFace: 0.25 })).find(around);
      if (!found) continue;
      const toMeanFace = fitSimilarity(points, MEAN_FACE);
      places.push([...transformPoint(toMeanFace, boxCentre(found.box)), transformScale(toMeanFace) * boxSide(found.box)]);
    }
    expect(places.length).toBeGreaterThan(45);
    const [x, y, side] = [0, 1, 2].map((at) => places.map((place) => place[at]!).sort((a, b) => a - b)[places.length >> 1]!);
    const expected = faceCalibration(kind);
    expect(Math.hypot(x! - expected.centre[0], y! - expected.centre[1])).toBeLessThan(1.5);
    expect(Math.abs(side! - expected.side)).toBeLessThan(2);
  });
});
