import { behaviourPlot } from '../behaviour/behaviour-plot';
import { behaviourReport, type BehaviourReport } from '../behaviour/behaviour-report';
import { ExpressionTrack } from '../behaviour/expression-track';
import { FaceFollower, type FaceFollowerOptions, type FollowedFace } from '../behaviour/face-follower';
import { InputError } from '../input-error';
import type { Photo } from '../photos/photo';
import { drawFaces, type DrawFacesOptions } from '../recognize/draw-faces';
import type { Expressions, RecognizeFacesOptions, Recognizer } from '../recognize/recognizer';
import { writeAtomically } from '../write-atomically';
import { FaceTable } from './face-table';
import { readVideo } from './read-video';
import { VideoWriter } from './video-writer';

/** The files that a labelled video consists of. */
export interface VideoFiles {
  /** The video with its faces labelled. */
  readonly video: string;
  /** CSV, a row for each face in each frame. */
  readonly table: string;
  /** `BehaviourReport` as JSON. */
  readonly behaviour: string;
  /** The same as an SVG picture. */
  readonly plot: string;
}

/** A face in one frame, with what it looks like in this frame alone. */
export type LabeledFace = FollowedFace & Expressions;

/** What is told after each frame. */
export interface VideoProgress {
  /** So many are done. */
  readonly frames: number;
  /** Of this frame, in seconds. */
  readonly time: number;
  /** Of the whole video in seconds, as its header says; null where it does not. */
  readonly duration: number | null;
  readonly faces: readonly LabeledFace[];
}

export interface LabelVideoOptions extends FaceFollowerOptions, Pick<RecognizeFacesOptions, 'alignment' | 'superResolution'> {
  readonly draw?: DrawFacesOptions;
  /** Time constant of the smoothing over time, in seconds; 0 smoothes nothing. Default 0.4. */
  readonly smoothing?: number;
  readonly onFrame?: (progress: VideoProgress) => void;
}

/** A labelled video. */
export interface LabeledVideo {
  readonly frames: number;
  readonly duration: number;
  /** Rows of the table. */
  readonly faces: number;
  readonly behaviour: BehaviourReport;
  /** What was wrong with single frames, in words; they are in the video, without labels, or were left out by the decoder. */
  readonly problems: string[];
}

/** A frame in which faces were followed, but not yet labelled. */
interface FollowedFrame {
  readonly frame: number;
  readonly photo: Photo;
  /** When it is shown, and what the file says of that. */
  readonly time: number;
  readonly fileTime: number;
  readonly faces: readonly FollowedFace[];
  /** What went wrong. */
  readonly error?: unknown;
}

/** Faces are followed in one frame while the one before it is labelled and the one before that is on its way to the encoder. */
const FRAMES_AT_WORK = 3;

/**
 * Recognizes the expressions in a video: follows faces from frame to frame, writes the video with labels, each frame at its own time, the table
 * and the behaviour over time. Memory does not grow with the video's length, but for 36 bytes a face and frame. A frame that cannot be
 * worked on is passed on without labels and told of. All files are written, or none.
 * @throws (rejects) InputError when the file is no video, or an option is out of range
 */
export async function labelVideo(recognizer: Recognizer, file: string, files: VideoFiles, options: LabelVideoOptions = {}): Promise<LabeledVideo> {
  const { draw, smoothing, onFrame, alignment, superResolution, ...following } = options;
  const { labels } = recognizer.model;
  const reader = readVideo(file);
  const writer = VideoWriter.to(files.video);
  const follower = new FaceFollower(recognizer.finder, following);
  const tracks = new Map<number, ExpressionTrack>();
  const problems: string[] = [];
  let [frames, rows, last] = [0, 0, -Infinity];
  let table: FaceTable | undefined;
  try {
    writer.begin();
    let before: FollowedFrame | undefined;
    for await (const { photo, time } of reader.frames(FRAMES_AT_WORK)) {
      table ??= await FaceTable.to(files.table, labels);
      // A broken file may turn its clock back: such a frame is shown, as a player would, but not counted.
      const shownAt = Math.max(time, last + 0.001);
      last = shownAt;
      // While the network looks for the points of this frame's faces, the frame before is finished.
      const followed = follow(frames++, photo, shownAt, time);
      if (before) await finish(before);
      before = await followed;
    }
    if (before) await finish(before);
    const behaviour = behaviourReport(labels, [...tracks.values()]);
    await writer.finish();
    await table!.finish();
    await writeAtomically(files.behaviour, JSON.stringify(behaviour) + '\n');
    await writeAtomically(files.plot, behaviourPlot(behaviour));
    return { frames, duration: Math.max(0, last), faces: rows, behaviour, problems: [...reader.problems, ...problems] };
  } catch (error) {
    await writer.abort();
    await table?.abort();
    throw error;
  }

  async function follow(frame: number, photo: Photo, time: number, fileTime: number): Promise<FollowedFrame> {
    try {
      return { frame, photo, time, fileTime, faces: await follower.next(photo, time) };
    } catch (error) {
      return { frame, photo, time, fileTime, faces: [], error };
    }
  }

  async function finish({ frame, photo, time, fileTime, faces: followed, error }: FollowedFrame): Promise<void> {
    let faces: LabeledFace[] = [];
    try {
      if (error) throw error;
      const expressions = await recognizer.expressions(photo, followed.map(({ landmarks }) => landmarks), { alignment, superResolution });
      faces = followed.map((face, index) => ({ ...face, ...expressions[index]! }));
    } catch (error) {
      if (frame === 0 && error instanceof InputError) throw error; // an option that is wrong, not a frame
      problems.push(`frame ${frame} at ${fileTime.toFixed(2)} s: ${(error as Error).message}`);
    }
    for (const face of faces) {
      await table!.add(frame, time, face);
      if (!tracks.has(face.person)) tracks.set(face.person, new ExpressionTrack(face.person, labels, smoothing));
      tracks.get(face.person)!.add(time, face.probabilities);
    }
    const drawn = await drawFaces(photo, faces.map((face) => ({ ...face, name: `person ${face.person}` })), { ...draw, inPlace: true });
    await writer.write({ photo: drawn, time });
    rows += faces.length;
    onFrame?.({ frames: frame + 1, time, duration: reader.duration(), faces });
  }
}
