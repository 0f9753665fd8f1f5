import { countMultiplyAdds, countParameters, sizeOf, type Network } from './network';

const WIDTHS = [52, 22, 10, 16] as const;

/**
 * A network as Keras's `model.summary()` prints it, with multiply-adds of one image in a column of their own.
 * @returns text without a final newline
 */
export function summary(network: Network): string {
  const line = '─'.repeat(WIDTHS.reduce((sum, width) => sum + width, 0) + 28);
  const rows = network.layers.map((layer) => [
    `${layer.name} (${layer.kind})`,
    `(None, ${layer.outputShape.join(', ')})`,
    count(layer.weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0)),
    count(layer.multiplyAdds),
    layer.inputs.length > 1 ? layer.inputs.join(', ') : '',
  ]);
  const { total, trainable } = countParameters(network);
  return [
    `Model: "${network.name}"`,
    line,
    row(['Layer (type)', 'Output Shape', 'Param #', 'Multiply-adds', 'Connected to']),
    line,
    ...rows.map(row),
    line,
    ` Total params: ${count(total)} (${kilobytes(total)})`,
    ` Trainable params: ${count(trainable)}`,
    ` Non-trainable params: ${count(total - trainable)}`,
    ` Multiply-adds: ${count(countMultiplyAdds(network))} for one image`,
  ].join('\n');
}

function row([layer, shape, parameters, multiplyAdds, inputs]: string[]): string {
  const cells = [layer!.padEnd(WIDTHS[0]), shape!.padEnd(WIDTHS[1]), parameters!.padStart(WIDTHS[2]), multiplyAdds!.padStart(WIDTHS[3])];
  return ` ${cells.join('')}  ${inputs}`.trimEnd();
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function kilobytes(parameters: number): string {
  return `${((parameters * 4) / 1024).toFixed(2)} KB`;
}
