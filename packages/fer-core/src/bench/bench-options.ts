import type { Lineup } from './contenders';
import type { InterleaveOptions } from './interleave';

/** What every benchmark is told. */
export interface BenchOptions extends Lineup, Pick<InterleaveOptions, 'rounds' | 'steps' | 'restMs' | 'timeoutMs' | 'onTurn'> {
  /** Training images of an epoch; a tenth as many validate. */
  images: number;
  /** Takes only contenders whose name contains one of these; default all. Ours in compiled form and the yardsticks always take part. */
  only?: readonly string[];
}
