import type { Colour } from './identity';
import type { Point } from './curves';
import type { Point3 } from './face-model';
import type { Random } from './random';

/** How the head is turned, seen and lit, and what the camera adds. */
export interface Scene {
  /** Turn to the image's right (+), radians. */
  readonly yaw: number;
  /** Nod down (+), radians. */
  readonly pitch: number;
  /** Tilt clockwise in the image (+), radians. */
  readonly roll: number;
  /** Half a face width in shares of the image's smaller side. */
  readonly scale: number;
  /** Offset of the head's centre, in shares of the smaller side. */
  readonly shift: Point;
  /** Direction the light comes from, a unit vector (x right, y down, z to the viewer). */
  readonly light: Point3;
  /** Share of light without direction, 0 … 1. */
  readonly ambient: number;
  readonly brightness: number;
  readonly background: readonly [top: Colour, bottom: Colour];
  /** Standard deviation of the camera's noise, in gray values of 255. */
  readonly noise: number;
  /** Radius of the blur in shares of the smaller side. */
  readonly blur: number;
}

const DEGREE = Math.PI / 180;

export function drawScene(random: Random): Scene {
  const side = random.between(-1.1, 1.1);
  const above = random.between(-0.9, 0.25);
  const length = Math.hypot(side, above, 1);
  const gray = random.between(0.08, 0.85);
  const tint = () => gray + random.bell(0.06);
  return {
    yaw: clampTo(22, random.bell(10)) * DEGREE,
    pitch: clampTo(12, random.bell(5)) * DEGREE,
    roll: clampTo(16, random.bell(6)) * DEGREE,
    scale: random.between(0.335, 0.4),
    shift: [random.bell(0.018), random.bell(0.018)],
    light: [side / length, above / length, 1 / length],
    ambient: random.between(0.4, 0.75),
    brightness: random.between(0.8, 1.12),
    background: [
      [tint(), tint(), tint()],
      [tint() * 0.8, tint() * 0.8, tint() * 0.8],
    ],
    noise: random.between(1, 7),
    blur: random.chance(0.5) ? random.between(0, 0.011) : 0,
  };
}

/** Farthest place of a landmark from the image's middle, in shares of the side: half a pixel inside the edge at 16 pixels. */
const FARTHEST = 0.465;

/**
 * Moves the head, and makes it smaller if that is not enough, so that all its points lie inside a square image of at least 16 pixels.
 * @param points of the head, as `projector` takes them.
 */
export function fitIntoImage(scene: Scene, points: readonly Point3[]): Scene {
  const size = 1000; // The shares are the same for every size.
  const project = projector({ ...scene, scale: 1, shift: [0, 0] }, size, size);
  const seen = points.map(project).map((point) => point.map((coordinate) => (coordinate - (size - 1) / 2) / size));
  const lowest = [0, 1].map((axis) => Math.min(...seen.map((point) => point[axis])));
  const highest = [0, 1].map((axis) => Math.max(...seen.map((point) => point[axis])));
  const scale = Math.min(scene.scale, ...[0, 1].map((axis) => (2 * FARTHEST) / (highest[axis] - lowest[axis])));
  const [shiftX, shiftY] = [0, 1].map((axis) =>
    Math.max(-FARTHEST - scale * lowest[axis], Math.min(FARTHEST - scale * highest[axis], scene.shift[axis])),
  );
  return { ...scene, scale, shift: [shiftX, shiftY] };
}

/** Turns and projects points of the head into pixels of an image, with a little perspective. */
export function projector(scene: Scene, height: number, width: number): (point: Point3) => Point {
  const { yaw, pitch, roll, shift } = scene;
  const side = Math.min(height, width);
  const unit = scene.scale * side;
  const [cosYaw, sinYaw, cosPitch, sinPitch, cosRoll, sinRoll] = [yaw, pitch, roll].flatMap((angle) => [Math.cos(angle), Math.sin(angle)]);
  const centreX = (width - 1) / 2 + shift[0] * side;
  const centreY = (height - 1) / 2 + shift[1] * side;
  return ([x, y, z]) => {
    const lifted = y - 0.12; // The head turns around, and is centred on, a point between eyes and nose tip.
    const turnedX = x * cosYaw + z * sinYaw;
    const turnedZ = z * cosYaw - x * sinYaw;
    const noddedY = lifted * cosPitch + turnedZ * sinPitch;
    const noddedZ = turnedZ * cosPitch - lifted * sinPitch;
    const near = unit / (1 - noddedZ / 12);
    return [centreX + (turnedX * cosRoll - noddedY * sinRoll) * near, centreY + (turnedX * sinRoll + noddedY * cosRoll) * near];
  };
}

function clampTo(limit: number, value: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
