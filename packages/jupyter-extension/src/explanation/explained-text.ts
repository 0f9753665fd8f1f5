import type { TranslationBundle } from '@jupyterlab/translation';
import type { ExplanationPayload } from 'fer-core/views';

/** What was made of an image: `sad, taken for happy`, or `happy`. */
export function explainedText(
  { labels, images: { truth, predicted } }: ExplanationPayload,
  index: number,
  trans: TranslationBundle,
): string {
  const answer = labels[predicted[index]!];
  return truth !== null && truth[index] !== predicted[index]
    ? trans.__('%1, taken for %2', labels[truth[index]!], answer)
    : answer!;
}
