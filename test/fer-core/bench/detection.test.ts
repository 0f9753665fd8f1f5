import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { benchDetection } from '../../../packages/fer-core/src/bench/detection';
import { detections, type FoundBoxes } from '../../../packages/fer-core/src/bench/detections';
import { findPeers, MAKE_ENVIRONMENT } from '../../../packages/fer-core/src/bench/find-peers';
import { PeerProcess } from '../../../packages/fer-core/src/bench/peer-process';
import { reportMarkdown } from '../../../packages/fer-core/src/bench/report-markdown';
import { ptsText } from '../../../packages/fer-core/src/datasets/pts-file';
import { boxOverlap } from '../../../packages/fer-core/src/detect/box-overlap';
import { DETECTORS } from '../../../packages/fer-core/src/detect/detectors';
import { CASCADE_FILE } from '../../../packages/fer-core/src/detect/haar';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { writePng } from '../../../packages/fer-core/src/photos/write-png';
import { facesOnCanvas } from '../detect/faces-on-canvas';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-bench-photos-'));
const FACES = { 'one.png': { seed: 2, size: 200, left: 60, top: 40 }, 'two.png': { seed: 3, size: 200, left: 120, top: 20 } };
const place = findPeers();
const withoutPeers = { ...place, python: null };

beforeAll(async () => {
  for (const [name, face] of Object.entries(FACES)) {
    await writePng(path.join(folder, name), facesOnCanvas([face], 400, 300));
    const { size, left, top } = face;
    // Two corners of a box that is 100 pixels wide: with the margin 120.
    const corners = [[left + size / 2 - 50, top + size / 2 - 50], [left + size / 2 + 50, top + size / 2 + 50]] as const;
    writeFileSync(path.join(folder, name.replace('png', 'pts')), ptsText(corners));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const options = { command: 'npx fer bench detection', rounds: 2, steps: 2, restMs: 1, threads: 1, photos: folder, place: withoutPeers };

describe('benchDetection', () => {
  it('counts hits and false alarms of each detector and sets their times side by side', async () => {
    // The first photo: hit and a false alarm. The second: a miss, and a box that is a further face where that is known.
    const boxes = { 'one.png': [[100, 80, 220, 200], [300, 200, 390, 290]], 'two.png': [[0, 0, 50, 50]] };
    vi.stubEnv('FAKE_BOXES', JSON.stringify(boxes));
    const ourProgram = fileURLToPath(new URL('fake-detector.cjs', import.meta.url));
    const report = await benchDetection({ ...options, ourProgram });
    expect(report.rows).toEqual([
      { name: 'detection, one photo', ours: 2, peers: { 'ours haar': 10 }, unit: 'ms', ratio: 5, ratios: { 'ours haar': 5 } },
    ]);
    const [section] = report.sections;
    expect(section!.tables[0]!.rows.map((row) => [...row.slice(0, 3), ...row.slice(4, 7)])).toEqual([
      ['ours blazeface', '1 of 2', '50.0 %', 2, '1.000', 2],
      ['ours haar', '0 of 2', '0.0 %', 0, '0.000', 10],
    ]);
    expect(section!.notRun).toEqual([{ name: 'opencv haar', reason: `no .venv-bench: ${MAKE_ENVIRONMENT}` }]);
    expect(reportMarkdown(report)).toContain('| ours blazeface | 1 of 2 | 50.0 % |');

    const further = path.join(folder, 'further.json');
    writeFileSync(further, JSON.stringify({ 'two.png': [[0, 0, 50, 52]] }));
    const known = await benchDetection({ ...options, ourProgram, further });
    expect(known.sections[0]!.tables[0]!.rows[0]!.slice(4, 6)).toEqual([1, '0.500']);
    vi.unstubAllEnvs();
  });

  it('refuses what it cannot judge', async () => {
    const bare = mkdtempSync(path.join(folder, 'bare-'));
    await writePng(path.join(bare, 'x.png'), facesOnCanvas([], 8, 8));
    await expect(benchDetection({ ...options, photos: bare })).rejects.toThrow(InputError);
    await expect(benchDetection({ ...options, further: path.join(folder, 'one.pts') })).rejects.toThrow(/^bench: --further: expected a JSON file/);
  });
});

describe('detections', () => {
  it.each(DETECTORS)('%s: tells what was found in every photo, then detects a photo a round', async (detector) => {
    const boxes = path.join(folder, `${detector}.json`);
    const work = await detections({ detector, photos: folder, boxes });
    const found = JSON.parse(readFileSync(boxes, 'utf8')) as FoundBoxes;
    for (const [name, { size, left, top }] of Object.entries(FACES)) {
      expect(found[name]).toHaveLength(1);
      expect(boxOverlap(found[name]![0]!, [left + 30, top + 40, left + size - 30, top + size - 20])).toBeGreaterThan(0.4);
    }
    expect(await work.round(0)).toBe(1);
    expect(await work.round(1)).toBe(1);
    work.dispose();
  });
});

const hasOpenCv = place.python !== null && spawnSync(place.python, ['-c', 'import cv2; cv2.CascadeClassifier']).status === 0;
if (!hasOpenCv) console.warn(`OpenCV in Python: skipped, ${MAKE_ENVIRONMENT}`);

describe.skipIf(!hasOpenCv)('OpenCV in Python', () => {
  it('finds what our Haar cascade finds, and answers the protocol', async () => {
    const [ours, theirs] = ['ours.json', 'theirs.json'].map((name) => path.join(folder, name)) as [string, string];
    await detections({ detector: 'haar', photos: folder, boxes: ours });
    const command = [place.python!, path.join(place.programs, 'opencv_peer.py'), '--photos', folder, '--cascade', CASCADE_FILE, '--boxes', theirs, '--threads', '1'];
    const { process, about } = await PeerProcess.start({ name: 'opencv', family: 'opencv', precision: 'float32', command });
    try {
      expect(about.versions.opencv).toMatch(/^4\./);
      expect((await process.measure(3)).ms).toHaveLength(3);
    } finally {
      await process.stop();
    }
    expect(JSON.parse(readFileSync(theirs, 'utf8'))).toEqual(JSON.parse(readFileSync(ours, 'utf8')));
  }, 300_000);
});
