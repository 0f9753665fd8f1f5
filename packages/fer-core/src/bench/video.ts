import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readVideo } from '../video/read-video';
import type { BenchReport, BenchTable } from './bench-report';
import { writeBenchVideo } from './bench-video-file';
import { compare } from './compare';
import type { Contender, NotRun } from './contender';
import { ourContender, type Lineup } from './contenders';
import { MAKE_ENVIRONMENT } from './find-peers';
import { interleave, type InterleaveOptions, type Measurement } from './interleave';
import { currentCommit, currentLoad, describeMachine } from './machine';

const OURS = 'ours';
const PEER = 'fer (PyPI)';

export interface BenchVideoOptions extends Pick<Lineup, 'threads' | 'place' | 'ourProgram'>, Pick<InterleaveOptions, 'rounds' | 'restMs' | 'timeoutMs' | 'onTurn'> {
  /** A video file. Default: a generated one, 640×480, of two faces. */
  readonly video?: string;
  /** Frames of the generated one. Default 100. */
  readonly frames?: number;
  /** Models of ours; default those that are shipped. */
  readonly model?: string;
  readonly landmarkModel?: string;
  /** The command as a reader may repeat it. */
  readonly command: string;
}

/**
 * A whole video labelled by ours and by PyPI's `fer`, in turns: decoded, faces found and recognized in each frame, drawn, encoded.
 * Ours also finds the 68 points, follows persons and writes table and behaviour.
 * @throws Error when ours does not run
 */
export async function benchVideo({ video, frames = 100, model, landmarkModel, command, threads, place, ourProgram, ...options }: BenchVideoOptions): Promise<BenchReport> {
  const date = new Date().toISOString();
  const machine = describeMachine(threads);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fer-bench-'));
  try {
    const file = video ?? path.join(folder, 'faces.mp4');
    if (video === undefined) await writeBenchVideo(file, frames);
    const count = await countFrames(file);
    const ours = ourContender(OURS, { task: 'video', video: file, ...(model ? { model } : {}), ...(landmarkModel ? { landmarkModel } : {}) }, { threads, ourProgram });
    const { peers, absent } = peerContender(file, threads, place);
    // A round is a whole video: one in each turn, the first of a process is not timed.
    const { measurements, notRun } = await interleave([ours, ...peers], { ...options, steps: 1, discard: 0 });
    const own = measurements.find(({ contender }) => contender === ours);
    if (!own) throw new Error(`bench: ${OURS}: ${notRun.find(({ name }) => name === OURS)?.reason ?? 'did not run'}`);
    machine.load.end = currentLoad();
    const rows = [compare('video, frames a second', [own], measurements.filter((each) => each !== own), count)];
    const title = video === undefined ? `Video of ${count} frames, 640×480, two generated faces` : `Video of ${count} frames`;
    const notes = ['From file to file. Ours: 68 points, persons followed, table and behaviour too; fer: Haar cascade and TFLite in each frame, nothing of these.'];
    return { date, commit: currentCommit(place.programs), command, machine, rows, sections: [{ title, rows, measurements, notRun: [...notRun, ...absent], tables: [perFrame(measurements, count)], notes }] };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function peerContender(file: string, threads: number, place: Lineup['place']): { peers: Contender[]; absent: NotRun[] } {
  if (!place.python) return { peers: [], absent: [{ name: PEER, reason: `no .venv-bench: ${MAKE_ENVIRONMENT}` }] };
  const command = [place.python, path.join(place.programs, 'fer_peer.py'), '--video', file, '--threads', `${threads}`];
  return { peers: [{ name: PEER, family: 'opencv', precision: 'float32', command }], absent: [] };
}

function perFrame(measurements: readonly Measurement[], count: number): BenchTable {
  const rows = measurements.map(({ contender, median, result }) => [contender.name, (median / count).toFixed(1), result]);
  return { title: 'A frame', columns: ['contender', 'ms a frame (median)', 'faces found in all frames'], rows };
}

async function countFrames(file: string): Promise<number> {
  let count = 0;
  for await (const frame of readVideo(file).frames()) {
    void frame;
    count++;
  }
  return count;
}
