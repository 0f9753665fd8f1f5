import { describe, expect, it } from 'vitest';
import { MOST, panBy, seen, WHOLE, zoomAt, zoomByKey, zoomTo } from '../../../packages/jupyter-extension/src/pictures/zoom';

const extent = { x: -0.5, y: -0.5, width: 200, height: 100 };

describe('zoomAt', () => {
  it('keeps the place under the pointer where it is', () => {
    const before = seen(WHOLE, extent);
    const after = seen(zoomAt(WHOLE, 4, [0.25, 0.75]), extent);
    expect(after.width).toBe(50);
    expect(after.x + 0.25 * after.width).toBeCloseTo(before.x + 0.25 * before.width);
    expect(after.y + 0.75 * after.height).toBeCloseTo(before.y + 0.75 * before.height);
  });

  it('neither leaves the picture nor goes beyond its limits', () => {
    expect(zoomAt(WHOLE, 0.5)).toEqual(WHOLE);
    expect(zoomAt(WHOLE, 1000).scale).toBe(MOST);
    expect(seen(zoomAt(zoomAt(WHOLE, 4, [0, 0]), 0.25, [1, 1]), extent)).toEqual(extent);
  });
});

describe('panBy', () => {
  it('moves by shares of what is seen and stops at the border', () => {
    const zoom = zoomAt(WHOLE, 2);
    expect(seen(panBy(zoom, 0.1, 0), extent).x).toBeCloseTo(seen(zoom, extent).x + 10);
    expect(seen(panBy(zoom, 9, 9), extent)).toMatchObject({ x: 99.5, y: 49.5 });
    expect(panBy(WHOLE, 0.5, 0.5)).toEqual(WHOLE);
  });
});

describe('zoomTo', () => {
  it('shows a box whole, in the middle', () => {
    const view = seen(zoomTo([90, 40, 110, 60], extent, 0.5), extent);
    expect(view.height).toBeCloseTo(40);
    expect(view.x + view.width / 2).toBeCloseTo(100);
    expect(zoomTo([-50, -50, 400, 400], extent)).toEqual(WHOLE);
  });
});

describe('zoomByKey', () => {
  it('zooms, moves and shows all', () => {
    const near = zoomByKey(WHOLE, '+')!;
    expect(near.scale).toBeGreaterThan(1);
    expect(zoomByKey(near, '-')!.scale).toBeCloseTo(1);
    expect(zoomByKey(near, 'ArrowRight')!.x).toBeGreaterThan(near.x);
    expect(zoomByKey(near, 'ArrowUp')!.y).toBeLessThan(near.y);
    expect(zoomByKey(near, '0')).toEqual(WHOLE);
    expect(zoomByKey(near, 'x')).toBeUndefined();
  });
});
