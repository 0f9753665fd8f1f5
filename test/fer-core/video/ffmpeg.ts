import { findFfmpeg } from '../../../packages/fer-core/src/video/find-ffmpeg';

/** Why videos cannot be read and written here, or nothing. */
export const NO_FFMPEG = reason();
if (NO_FFMPEG) console.warn(`videos: skipped, ${NO_FFMPEG}`);

function reason(): string {
  try {
    findFfmpeg();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
