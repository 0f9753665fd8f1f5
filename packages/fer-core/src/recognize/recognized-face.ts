import type { Box, Point } from '../evaluate/geometry/point';

/** A square picture of a face. */
export interface FacePicture {
  /** Height and width in pixels. */
  readonly size: number;
  readonly channels: 1 | 3;
  /** uint8 [size, size, channels], gray or RGB. */
  readonly pixels: Uint8Array;
}

/** What is known of one face in a photo, step by step. */
export interface RecognizedFace {
  /** As the detector found it. */
  readonly box: Box;
  /** How sure the detector is, in [0, 1]. */
  readonly score: number;
  /** The 68 points, (x, y) in pixels of the photo. */
  readonly landmarks: readonly Point[];
  /** In [0, 1]; see `Landmarks`. */
  readonly landmarkConfidence: number;
  /** The face in its place, framed as the network sees it, in colour; made of the photo, before super-resolution. */
  readonly aligned: FacePicture;
  /** 128×128 pixels, RGB; null without super-resolution. */
  readonly superResolved: FacePicture | null;
  /** Exactly what the network was given: gray levels before they are brought into its range. */
  readonly input: FacePicture;
  /** By name, in the order of the model's labels; they sum to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** The most probable expression. */
  readonly label: string;
}
