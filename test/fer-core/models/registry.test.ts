import { expect, it } from 'vitest';
import { buildNetwork, NETWORK_NAMES } from '../../../packages/fer-core/src/models/registry';

it.each(NETWORK_NAMES)('builds the classifier %s with the options given', (name) => {
  expect(buildNetwork(name).inputShape).toHaveLength(3);
  expect(buildNetwork(name, { classes: 3 }).classes).toBe(3);
});

it('builds the landmark network with the options given', () => {
  expect(buildNetwork('landmarks', { points: 5 }).outputs.points!.shape).toEqual([5, 3]);
});

it('knows mini_XCEPTION by its name, and nothing else by chance', () => {
  expect(buildNetwork('mini_XCEPTION').name).toBe('mini_XCEPTION');
  for (const name of ['mini_xception', 'constructor', '']) {
    expect(() => buildNetwork(name)).toThrow(new RegExp(`buildNetwork: expected one of ${NETWORK_NAMES.join(', ')}, .*, got ${name}$`));
  }
});
