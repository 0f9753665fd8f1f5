/** [left, top, right, bottom] in pixels of the photo; (0, 0) is the centre of its first pixel. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** (x, y) in pixels of the photo; (0, 0) is the centre of its first pixel. */
export type Point = readonly [x: number, y: number];
