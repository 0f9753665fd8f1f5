import path from 'node:path';
import type { VideoFiles } from './label-video';

const EXTENSIONS = new Set(['.mp4', '.m4v', '.mov', '.mkv', '.webm', '.avi', '.mpg', '.mpeg', '.ogv', '.wmv', '.flv', '.ts', '.mts', '.m2ts', '.3gp', '.y4m']);

/** Whether a file is a video by its extension; an animated GIF counts as a photo. */
export function isVideoFile(file: string): boolean {
  return EXTENSIONS.has(path.extname(file).toLowerCase());
}

/** Where the files of a labelled video go: beside it, under its name. */
export function videoFiles(video: string): VideoFiles {
  const { dir, name } = path.parse(video);
  const beside = (ending: string): string => path.join(dir, `${name}${ending}`);
  return { video, table: beside('.csv'), behaviour: beside('.behaviour.json'), plot: beside('.behaviour.svg') };
}
