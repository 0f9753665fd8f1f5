import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { LANDMARK_COUNT } from '../evaluate/geometry/landmark-points';
import type { FollowedFace } from '../behaviour/face-follower';

/** A CSV file with a row for each face in each frame of a video, written as it grows. The file is there when `finish` is done, or not at all. */
export class FaceTable {
  private constructor(
    private readonly file: string,
    private readonly temporary: string,
    private readonly stream: WriteStream,
    private readonly labels: readonly string[],
  ) {}

  /** @param labels of the probabilities, each a column */
  static async to(file: string, labels: readonly string[]): Promise<FaceTable> {
    await mkdir(path.dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    const stream = createWriteStream(temporary);
    await once(stream, 'open');
    const table = new FaceTable(file, temporary, stream, labels);
    const points = Array.from({ length: LANDMARK_COUNT }, (_, i) => [`x${i}`, `y${i}`]).flat();
    await table.write(['frame', 'time', 'track', 'left', 'top', 'right', 'bottom', 'score', 'landmark_confidence', 'label', ...labels, ...points]);
    return table;
  }

  /**
   * @param frame counted from 0
   * @param time in seconds
   */
  async add(frame: number, time: number, face: FollowedFace & { probabilities: Readonly<Record<string, number>>; label: string }): Promise<void> {
    const { person, box, score, landmarkConfidence, label, probabilities, landmarks } = face;
    const fixed = (value: number, digits: number): string => value.toFixed(digits);
    await this.write([
      `${frame}`,
      fixed(time, 6),
      `${person}`,
      ...box.map((edge) => fixed(edge, 1)),
      fixed(score, 3),
      fixed(landmarkConfidence, 3),
      label,
      ...this.labels.map((name) => fixed(probabilities[name]!, 4)),
      ...landmarks.flat().map((place) => fixed(place, 1)),
    ]);
  }

  /** Completes the file. */
  async finish(): Promise<void> {
    this.stream.end();
    await once(this.stream, 'close');
    await rename(this.temporary, this.file);
  }

  /** Gives up: nothing is left of the file. */
  async abort(): Promise<void> {
    this.stream.destroy();
    await rm(this.temporary, { force: true });
  }

  private async write(cells: readonly string[]): Promise<void> {
    if (!this.stream.write(`${cells.join(',')}\n`)) await once(this.stream, 'drain');
  }
}
