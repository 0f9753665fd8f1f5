import { describe, expect, it } from 'vitest';
import { scatterFigure } from '../../../packages/fer-core/src/evaluate/scatter-figure';

describe('scatterFigure', () => {
  const figure = {
    title: 'a <title>',
    x: [0, 10, 5],
    y: [0, 0, 20],
    groups: [
      { name: 'first', points: [0, 2] },
      { name: 'second', points: [1] },
    ],
  };

  it('draws every point at its place, y upwards, with a line in the legend for each group', () => {
    const svg = scatterFigure(figure);
    // The plot is 520 pixels wide, with a margin of 10, from (40, 44) on.
    expect(svg).toContain('M50 554h0M300 54h0');
    expect(svg).toContain('M550 554h0');
    expect(svg).toContain('first (2)');
    expect(svg).toContain('second (1)');
    expect(svg).toContain('a &lt;title&gt;');
    expect(new Set([...svg.matchAll(/<circle [^>]*fill="(#\w+)"/g)].map(([, color]) => color)).size).toBe(2);
  });

  it('names axes where they mean something', () => {
    expect(scatterFigure({ ...figure, axes: ['right', 'up'] })).toMatch(/>right<.*rotate\(-90.*>up</);
    expect(scatterFigure(figure)).not.toContain('rotate');
  });

  it('draws points that all lie at one place', () => {
    expect(scatterFigure({ ...figure, x: [1, 1, 1], y: [2, 2, 2] })).toContain('M300 304h0');
  });
});
