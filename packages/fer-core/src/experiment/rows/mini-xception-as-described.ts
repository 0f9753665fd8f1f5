import { EXPRESSIONS } from '../../expressions';
import { miniXception } from '../../models/mini-xception';
import { sizeOf } from '../../models/network';
import { levelRange } from '../../models/preprocess';
import { measuredCount } from '../measured';
import { networkCost } from '../ordinary-convolutions';
import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';

/** The network that the paper uses, as it describes it. */
export const miniXceptionAsDescribed: RowPlan = {
  id: 'mini-xception',
  title: 'mini_XCEPTION as described',
  claim: PAPER_CLAIMS.miniXception,
  needs: [],
  seconds: 1,
  run: async (laboratory) => {
    const { built, labels } = await laboratory.model('mini');
    const { inputShape, classes } = miniXception();
    const { scale, shift } = levelRange('symmetric');
    const fits = inputShape.join() === '48,48,1' && built.inputShape.join() === '48,48,1' && labels.length === classes && labels.join() === EXPRESSIONS.join();
    return {
      measured: [
        measuredCount('parameters (58,423 in the published weights)', networkCost(built).parameters, 'the network'),
        measuredCount('classes', classes, 'the network'),
        measuredCount('values of an input', sizeOf(inputShape), 'the network'),
      ],
      verdict: fits ? 'supported' : 'not supported',
      finding: `Input ${inputShape.join('×')}; classes ${labels.join(', ')} (the paper's "angle", "dispute" and "enterprise" are misprints of angry, disgust and surprise). Preprocessing with v2 takes gray levels 0 and 255 to ${shift} and ${255 * scale + shift}.`,
    };
  },
};
