import { formatPercent } from '../evaluate/format-percent';
import { pointErrors } from './landmark-shape';
import type { LandmarksPayload } from './landmarks-payload';

/** The faces in plain text: one line for the photo, one for each face. */
export function landmarksSummary({ photo, faces }: LandmarksPayload): string {
  const head = `${photo.name}, ${photo.width} × ${photo.height} px: ${faces.length === 0 ? 'no face found' : faces.length === 1 ? '1 face' : `${faces.length} faces`}`;
  const lines = faces.map(({ box: [left, top, right, bottom], score, confidence, points, truth }, index) => {
    const parts = [`box ${Math.round(right - left)} × ${Math.round(bottom - top)} px at (${Math.round(left)}, ${Math.round(top)})`];
    if (score !== null) parts.push(`score ${formatPercent(score)}`);
    if (confidence !== null) parts.push(`landmarks' confidence ${formatPercent(confidence)}`);
    if (truth) parts.push(`error ${formatPercent(pointErrors(points, truth).all)} of the distance of the outer eye corners`);
    return `face ${index + 1}: ${parts.join(', ')}`;
  });
  return [head, ...lines].join('\n');
}
