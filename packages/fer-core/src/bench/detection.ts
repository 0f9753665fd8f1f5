import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { readPtsFile } from '../datasets/pts-file';
import type { Box } from '../evaluate/geometry/point';
import { DETECTORS, type Detector } from '../detect/detectors';
import { CASCADE_FILE } from '../detect/haar';
import { boxAroundPoints, measureDetection, type DetectionMeasure, type DetectionResult } from '../detect/measure-detection';
import { InputError } from '../input-error';
import { photoFiles } from '../photos/photo-files';
import type { BenchReport, BenchTable } from './bench-report';
import { compare } from './compare';
import type { Contender, NotRun } from './contender';
import { ourContender, type Lineup } from './contenders';
import type { FoundBoxes } from './detections';
import { MAKE_ENVIRONMENT } from './find-peers';
import { interleave, type InterleaveOptions, type Measurement } from './interleave';
import { currentCommit, currentLoad, describeMachine } from './machine';

const OPENCV = 'opencv haar';
/** Intersection over union of a hit with the box around the 68 points, 1.2 times enlarged. */
const OVERLAP = 0.4;

export interface BenchDetectionOptions extends Pick<Lineup, 'threads' | 'place' | 'ourProgram'>, Pick<InterleaveOptions, 'rounds' | 'steps' | 'restMs' | 'timeoutMs' | 'onTurn'> {
  /** Folder of photos, each with the 68 points of one face in a `.pts` file of the same name. */
  photos: string;
  /** JSON file of faces that are in the photos too: `{file: [[left, top, right, bottom], …]}`. Default none. */
  further?: string;
  /** The command as a reader may repeat it. */
  command: string;
}

/**
 * Our detectors, and OpenCV's Haar cascade in Python, on the same photos in turns: recall, false alarms and time.
 * @throws InputError when a photo has no `.pts` file or `further` is no such file; Error when one of ours does not run
 */
export async function benchDetection(options: BenchDetectionOptions): Promise<BenchReport> {
  const { photos, further, command, threads, place } = options;
  const date = new Date().toISOString();
  const machine = describeMachine(threads);
  const truth = await readTruth(photos, further);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fer-bench-'));
  try {
    const boxesOf = (name: string): string => path.join(folder, `${name}.json`);
    const ours = DETECTORS.map((detector) => detectorContender(detector, photos, boxesOf(`ours ${detector}`), options));
    const { peers, absent } = openCvContender(photos, boxesOf(OPENCV), options);
    const { measurements, notRun } = await interleave([...ours, ...peers], options);
    const missing = notRun.find(({ name }) => ours.some((contender) => contender.name === name));
    if (missing) throw new Error(`bench: ${missing.name}: ${missing.reason}`);
    const measures = await Promise.all(measurements.map(async ({ contender }) => judge(truth, await readBoxes(boxesOf(contender.name)))));
    machine.load.end = currentLoad();
    const rows = [comparison(measurements)];
    const tables = [accuracyTable(measurements, measures, further !== undefined)];
    const notes = ['Pixels in memory to boxes, default options, one photo after the other.'];
    return { date, commit: currentCommit(place.programs), command, machine, rows, sections: [{ title: 'Detection of faces', rows, measurements, notRun: [...notRun, ...absent], tables, notes }] };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function detectorContender(detector: Detector, photos: string, boxes: string, options: BenchDetectionOptions): Contender {
  return ourContender(`ours ${detector}`, { task: 'detection', detector, photos, boxes }, options);
}

function openCvContender(photos: string, boxes: string, { place, threads }: BenchDetectionOptions): { peers: Contender[]; absent: NotRun[] } {
  if (!place.python) return { peers: [], absent: [{ name: OPENCV, reason: `no .venv-bench: ${MAKE_ENVIRONMENT}` }] };
  const program = path.join(place.programs, 'opencv_peer.py');
  const command = [place.python, program, '--photos', photos, '--cascade', CASCADE_FILE, '--boxes', boxes, '--threads', `${threads}`];
  return { peers: [{ name: OPENCV, family: 'opencv', precision: 'float32', command }], absent: [] };
}

/** Our default detector beside all others. */
function comparison(measurements: readonly Measurement[]): BenchReport['rows'][number] {
  const [ours, ...others] = measurements;
  return compare('detection, one photo', [ours!], others);
}

/** The faces of each photo by the name of its file. */
type Truth = Map<string, { truth: Box[]; further: Box[] }>;

async function readTruth(photos: string, further?: string): Promise<Truth> {
  const others = further === undefined ? {} : await readFurther(further);
  const truth: Truth = new Map();
  for (const file of await photoFiles(photos)) {
    const points = await readPtsFile(`${file.slice(0, -path.extname(file).length)}.pts`);
    truth.set(path.basename(file), { truth: [boxAroundPoints(points)], further: others[path.basename(file)] ?? [] });
  }
  return truth;
}

const Boxes = z.record(z.string(), z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])));

async function readFurther(file: string): Promise<FoundBoxes> {
  try {
    return Boxes.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw new InputError(`bench: --further: expected a JSON file {name: [[left, top, right, bottom], …]}, found something else at ${file}`);
  }
}

async function readBoxes(file: string): Promise<FoundBoxes> {
  return Boxes.parse(JSON.parse(await readFile(file, 'utf8')));
}

function judge(truth: Truth, found: FoundBoxes): DetectionMeasure {
  const results = [...truth].map(([name, faces]): DetectionResult => ({ ...faces, found: found[name] ?? [] }));
  return measureDetection(results, OVERLAP);
}

function accuracyTable(measurements: readonly Measurement[], measures: readonly DetectionMeasure[], furtherKnown: boolean): BenchTable {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const rows = measures.map((measure, i): (string | number)[] => {
    const { contender, median, p90 } = measurements[i]!;
    const { hits, faces, recall, recallInterval, falseAlarms, falseAlarmsPerPhoto } = measure;
    return [contender.name, `${hits} of ${faces}`, percent(recall), recallInterval.map(percent).join(' – '), falseAlarms, falseAlarmsPerPhoto.toFixed(3), median, p90];
  });
  const further = furtherKnown ? 'Boxes on further faces that a person sees in the photos count neither way.' : 'Faces without landmarks count as false alarms where they are found.';
  return {
    title: 'Recall, false alarms and time',
    columns: ['detector', 'hits', 'recall', '95 % interval', 'false alarms', 'a photo', 'median ms', 'p90 ms'],
    rows,
    note: `A hit overlaps the box around the 68 points, enlarged 1.2 times about its centre, by at least ${OVERLAP} (intersection over union). ${further}`,
  };
}
