import { formatPercent } from '../evaluate/format-percent';
import type { StagesPayload } from './stages-payload';

/** The faces in plain text: one line for the photo, one for each face with its expressions, the likeliest first. */
export function stagesSummary({ photo, labels, faces }: StagesPayload): string {
  const head = `${photo.name}, ${photo.width} × ${photo.height} px: ${faces.length === 0 ? 'no face found' : faces.length === 1 ? '1 face' : `${faces.length} faces`}`;
  const lines = faces.map(({ box: [left, top], label, probabilities }, index) => {
    const others = labels
      .map((name, at) => ({ name, share: probabilities[at]! }))
      .filter((_, at) => at !== label)
      .sort((one, other) => other.share - one.share)
      .map(({ name, share }) => `${name} ${formatPercent(share)}`);
    return `face ${index + 1} at (${Math.round(left)}, ${Math.round(top)}): ${labels[label]} ${formatPercent(probabilities[label])} (${others.join(', ')})`;
  });
  return [head, ...lines].join('\n');
}
