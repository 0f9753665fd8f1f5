/** What became of an image's answer: only the second run is right, only the first, or both are wrong in different ways. */
export const ANSWER_CHANGES = ['fixed', 'broken', 'other'] as const;
export type AnswerChange = (typeof ANSWER_CHANGES)[number];

/** An image whose answer is not the same in two runs. */
export interface ChangedAnswer {
  id: string;
  truth: string;
  first: string;
  /** Probability of that answer, in [0, 1]. */
  firstConfidence: number;
  second: string;
  secondConfidence: number;
  change: AnswerChange;
}
