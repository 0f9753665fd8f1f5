import type { Measured } from '../experiment-row';
import { measuredCount } from '../measured';
import { networkCost, ordinaryConvolutionCost, type NetworkCost } from '../ordinary-convolutions';
import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';

/** Whether depthwise-separable modules save anything. */
export const networkSize: RowPlan = {
  id: 'network-size',
  title: 'Depthwise-separable modules beside ordinary convolutions: size',
  claim: PAPER_CLAIMS.denseConnections,
  needs: [],
  seconds: 1,
  run: async (laboratory) => {
    const { built } = await laboratory.model('improved');
    const [ours, ordinary] = [networkCost(built), ordinaryConvolutionCost(built)];
    return {
      measured: costs('improved Xception', ours).concat(costs('the same with ordinary 3×3 convolutions', ordinary)),
      verdict: ours.parameters < ordinary.parameters && ours.multiplyAdds < ordinary.multiplyAdds ? 'supported' : 'not supported',
      finding: `Depthwise-separable modules take ${times(ordinary.parameters / ours.parameters)} fewer parameters and ${times(ordinary.multiplyAdds / ours.multiplyAdds)} fewer multiply-adds than the same dense modules with ordinary convolutions.`,
    };
  },
};

/** What the improved network costs beside the one it improves. */
export const networkCostRow: RowPlan = {
  id: 'network-cost',
  title: 'Improved Xception beside mini_XCEPTION: cost',
  claim: PAPER_CLAIMS.computation,
  needs: [],
  seconds: 1,
  run: async (laboratory) => {
    const [mini, improved] = [networkCost((await laboratory.model('mini')).built), networkCost((await laboratory.model('improved')).built)];
    const cheaper = improved.parameters < mini.parameters && improved.multiplyAdds < mini.multiplyAdds;
    return {
      measured: [...costs('mini_XCEPTION', mini), ...costs('improved Xception', improved)],
      verdict: cheaper ? 'supported' : 'not supported',
      finding: `The improved network has ${times(improved.parameters / mini.parameters)} the parameters and ${times(improved.multiplyAdds / mini.multiplyAdds)} the multiply-adds of mini_XCEPTION: its gain in accuracy is paid for. It still is small beside the original Xception (22.9 million parameters, reported by Chollet 2017, for 299×299 pixels).`,
    };
  },
};

function costs(of: string, { parameters, multiplyAdds }: NetworkCost): Measured[] {
  return [measuredCount(`parameters, ${of}`, parameters, 'the network'), measuredCount(`multiply-adds of a face, ${of}`, multiplyAdds, 'the network')];
}

function times(ratio: number): string {
  return `${ratio.toFixed(1)} times`;
}
