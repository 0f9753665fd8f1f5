import { formatPercent } from '../evaluate/format-percent';
import type { ExplanationPayload } from './explanation-payload';

/** One image in a line: `"img-3: sad taken for happy 93.1 %"`, `"img-4: happy 99.0 %"`. */
export function explainedLine(
  { labels, images: { ids, truth, predicted, probabilities } }: ExplanationPayload,
  index: number,
): string {
  const answer = predicted[index]!;
  const wrong = truth !== null && truth[index] !== answer;
  return `${ids[index]}: ${wrong ? `${labels[truth[index]!]} taken for ` : ''}${labels[answer]} ${formatPercent(probabilities[index]![answer])}`;
}

/** The images as plain text: how many, what was made of them, and the first ones by name. */
export function explanationSummary(payload: ExplanationPayload): string {
  const { name, method, block, images } = payload;
  const shown = 10;
  const lines = images.ids.slice(0, shown).map((_, index) => explainedLine(payload, index));
  const others = images.ids.length - lines.length;
  return [
    `${name}: class activation maps (${method}) of ${images.ids.length === 1 ? '1 image' : `${images.ids.length} images`}, ${block.width}×${block.height} places each`,
    ...lines,
    ...(others > 0 ? [`and ${others} more`] : []),
  ].join('\n');
}
