import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';

/** What no picture of a face can show. */
export const mentalHealth: RowPlan = {
  id: 'mental-health',
  title: 'Prediction and diagnosis of mental health',
  claim: PAPER_CLAIMS.mentalHealth,
  needs: [],
  seconds: 0.1,
  run: async () => ({
    measured: [],
    verdict: 'cannot be judged',
    finding:
      'Nothing is measured here, nor in the paper: no data set it names holds a diagnosis, a time or a cost. An expression in a picture is not what a person feels, and no diagnosis; this software makes none.',
  }),
};
