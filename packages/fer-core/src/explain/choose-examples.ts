/** Answers of a network, in the order of its images. */
export interface JudgedAnswers {
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  /** Probability of the predicted class, in [0, 1]. */
  readonly confidence: ArrayLike<number>;
}

/** Images of one class that are worth a look: indices, the surest first. */
export interface ClassExamples {
  /** Index of the true class. */
  label: number;
  mistakes: number[];
  right: number[];
}

/**
 * The surest mistakes and the surest right answers of each class.
 * @param most of each kind a class
 */
export function chooseExamples(
  { truth, predicted, confidence }: JudgedAnswers,
  classes: number,
  most: number,
): ClassExamples[] {
  const surest = Array.from(truth, (_, image) => image).sort((a, b) => confidence[b]! - confidence[a]! || a - b);
  return Array.from({ length: classes }, (_, label) => {
    const own = surest.filter((image) => truth[image] === label);
    return {
      label,
      mistakes: own.filter((image) => predicted[image] !== label).slice(0, most),
      right: own.filter((image) => predicted[image] === label).slice(0, most),
    };
  });
}
