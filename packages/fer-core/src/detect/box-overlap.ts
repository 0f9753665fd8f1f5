import type { Box } from '../evaluate/geometry/point';

/** Area that two boxes share, as a share of the area they cover together (intersection over union), in [0, 1]. */
export function boxOverlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (!(width > 0 && height > 0)) return 0;
  const shared = width * height;
  return shared / (boxArea(a) + boxArea(b) - shared);
}

function boxArea([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}
