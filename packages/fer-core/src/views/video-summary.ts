import { formatPercent } from '../evaluate/format-percent';
import { videoDuration, type VideoPayload, type VideoPerson } from './video-payload';

/** The shares of a person's frames by expression, the most frequent first. */
export function expressionShares({ faces }: VideoPerson, labels: readonly string[]): { label: string; share: number }[] {
  return labels
    .map((label, index) => ({ label, share: faces.filter((face) => face.label === index).length / Math.max(1, faces.length) }))
    .filter(({ share }) => share > 0)
    .sort((one, other) => other.share - one.share);
}

/** The video in plain text: one line for it, one for each person. */
export function videoSummary(payload: VideoPayload): string {
  const { name, width, height, times, people, labels } = payload;
  const head = `${name}: ${times.length} frames of ${width} × ${height} px, ${videoDuration(payload).toFixed(1)} s, ${people.length === 1 ? '1 person' : `${people.length} people`}`;
  const lines = people.map((person) => {
    const shares = expressionShares(person, labels).map(({ label, share }) => `${label} ${formatPercent(share)}`);
    return `${person.name}: in ${person.faces.length} frames, ${shares.join(', ')}`;
  });
  return [head, ...lines].join('\n');
}
