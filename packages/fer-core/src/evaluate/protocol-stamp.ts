import type { EvaluationProtocol } from './report';

/** What a number was measured on, in one line: data set, split, n, what chose the weights, averaging, seed, hashes. */
export function protocolStamp(protocol: EvaluationProtocol): string {
  const { dataset, split, n, selectedOn, tta, seed, model, weightsSha256, dataSha256 } = protocol;
  const hash = (joined: string): string => joined.split(' + ').map((sha256) => sha256.slice(0, 12)).join(' + ');
  return [
    `${dataset}, ${split} split, n = ${n}`,
    selectedOn === null ? 'nothing chosen on any split' : `weights chosen on ${selectedOn}`,
    model,
    tta && `averaging ${tta}`,
    seed !== undefined && `seed ${seed}`,
    weightsSha256 && `weights ${hash(weightsSha256)}`,
    dataSha256 && `data ${hash(dataSha256)}`,
  ]
    .filter(Boolean)
    .join(', ');
}
