import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Recognizer } from '../recognize/recognizer';
import { labelVideo } from '../video/label-video';
import { videoFiles } from '../video/video-files';
import type { Work } from './engine';

/** Whole videos labelled, as `fer recognize` does it: one file in, the labelled one, its table and the behaviour out. A round's number is that of rows. */
export async function videoLabelling({ video, model, landmarkModel }: { video: string; model?: string; landmarkModel?: string }): Promise<Work> {
  const recognizer = await Recognizer.create({ model, landmarkModel });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fer-bench-'));
  return {
    async round() {
      const { faces, problems } = await labelVideo(recognizer, video, videoFiles(path.join(folder, 'labelled.mp4')));
      if (problems.length) throw new Error(problems.join(' / '));
      return faces;
    },
    async dispose() {
      recognizer.dispose();
      await rm(folder, { recursive: true });
    },
  };
}
