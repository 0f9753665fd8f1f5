import { describe, expect, it } from 'vitest';
import { explanationEvidence, explanationView } from '../../../packages/fer-core/src/views';
import { ExplainedMaps } from '../../../packages/jupyter-extension/src/explanation/explained-map';
import { explained } from '../../fer-core/views/explanation-fixture';

const { payload } = explanationView(explained);
const maps = new ExplainedMaps(payload, explanationEvidence(payload));

describe('ExplainedMaps', () => {
  it('shows the class that was chosen for each image, its truth, or one class for all', () => {
    const of = (shown: Parameters<ExplainedMaps['classOf']>[1]): number[] =>
      [0, 1, 2].map((image) => maps.classOf(image, shown));
    expect(of('chosen')).toEqual([0, 0, 1]);
    expect(of('truth')).toEqual([0, 1, 1]);
    expect(of(1)).toEqual([1, 1, 1]);
  });

  it('falls back on the chosen class where the truth is not known', () => {
    const { payload: bare } = explanationView({ ...explained, images: { ...explained.images, labels: null } });
    expect(new ExplainedMaps(bare, explanationEvidence(bare)).classOf(2, 'truth')).toBe(1);
  });

  it('makes the map of an image and a class, once', () => {
    const other = explanationView({
      ...explained,
      maps: { ...explained.maps, evidence: Float32Array.of(5, 1, 0, 2, 0, 0, 0, 0, 0, 0, 9, 3) },
    });
    const made = new ExplainedMaps(other.payload, explanationEvidence(other.payload));
    expect([...made.heat(0, 0)]).toEqual([1, 0, 1, 0]);
    expect([...made.heat(0, 1)]).toEqual([0, 1, 0, 1]);
    expect([...made.heat(2, 1)]).toEqual([1, 0, 1, 0]);
    expect(made.heat(0, 0)).toBe(made.heat(0, 0));
  });

  it('says how much the places say', () => {
    expect(maps.range(0, 1)).toEqual({ least: 1, most: 2, mean: 1.5 });
    expect(maps.range(2, 0)).toEqual({ least: 7, most: 8, mean: 7.5 });
  });
});
