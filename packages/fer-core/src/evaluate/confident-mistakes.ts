/** How many mistakes a report lists. */
export const LISTED_MISTAKES = 20;

/** An image that was called something else, and how sure the model was. */
export interface Mistake {
  /** Position among the judged images, from 0. */
  index: number;
  id: string;
  truth: string;
  predicted: string;
  /** Probability of the predicted class, in [0, 1]. */
  confidence: number;
  /** Probability of the true class, in [0, 1]. */
  truthProbability: number;
}

/**
 * The wrong answers that the model was surest of, the surest first: where a label is wrong or a face is none, it is often here.
 * @param input.probabilities [n, classes], row-major
 * @param most how many at most
 */
export function confidentMistakes(
  input: {
    readonly ids: ArrayLike<string>;
    readonly labels: readonly string[];
    readonly truth: ArrayLike<number>;
    readonly predicted: ArrayLike<number>;
    readonly probabilities: ArrayLike<number>;
  },
  most = LISTED_MISTAKES,
): Mistake[] {
  const { ids, labels, truth, predicted, probabilities } = input;
  const probability = (image: number, label: number): number => probabilities[image * labels.length + label];
  return Array.from(truth, (_, image) => image)
    .filter((image) => truth[image] !== predicted[image])
    .sort((a, b) => probability(b, predicted[b]) - probability(a, predicted[a]) || a - b)
    .slice(0, most)
    .map((index) => ({
      index,
      id: ids[index],
      truth: labels[truth[index]],
      predicted: labels[predicted[index]],
      confidence: probability(index, predicted[index]),
      truthProbability: probability(index, truth[index]),
    }));
}
