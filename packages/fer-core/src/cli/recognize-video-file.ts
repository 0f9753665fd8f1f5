import type { Recognizer } from '../recognize/recognizer';
import { labelVideo, type LabelVideoOptions } from '../video/label-video';
import { videoFiles } from '../video/video-files';
import { terminalProgress, type TerminalProgress } from './terminal-progress';

/** Labels a video file and prints what was found. @param out the video to write; the other files go beside it */
export async function recognizeVideoFile(recognizer: Recognizer, file: string, out: string, { json, ...options }: LabelVideoOptions & { json: boolean }): Promise<void> {
  const files = videoFiles(out);
  const started = performance.now();
  let progress: TerminalProgress | undefined;
  const result = await labelVideo(recognizer, file, files, {
    ...options,
    onFrame({ frames, time, duration }) {
      const perSecond = (1000 * frames) / (performance.now() - started);
      progress ??= terminalProgress({ label: 'recognizing', total: Math.max(0.1, round(duration ?? 0)), unit: 's' });
      progress.update(round(time), `${frames.toLocaleString('en')} frames, ${perSecond.toFixed(0)} a second`);
    },
  }).finally(() => progress?.stop());
  for (const problem of result.problems) console.error(`warning: ${problem}`);
  const seconds = (performance.now() - started) / 1000;
  if (json) {
    const { frames, duration, faces, behaviour } = result;
    console.log(JSON.stringify({ [file]: { frames, duration: round(duration), faces, files, behaviour } }));
    return;
  }
  const persons = result.behaviour.persons.map(({ person, seen, shares }) => {
    const most = Object.entries(shares).sort(([, one], [, other]) => other - one).filter(([, share], rank) => rank < 3 && share >= 0.01);
    return `  person ${person}: seen for ${seen.toFixed(1)} s, ${most.map(([label, share]) => `${label} ${Math.round(100 * share)} %`).join(', ')} of the time`;
  });
  console.log([
    `${file}: ${result.frames} frames, ${result.duration.toFixed(1)} s, ${result.behaviour.persons.length || 'no'} ${result.behaviour.persons.length === 1 ? 'person' : 'persons'}`,
    ...persons,
    ...Object.values(files).map((each) => `  ${each}`),
    `${((1000 * seconds) / result.frames).toFixed(1)} ms a frame. ${result.behaviour.note}`,
  ].join('\n'));
}

function round(seconds: number): number {
  return Math.round(10 * seconds) / 10;
}
