import { describe, expect, it } from 'vitest';
import { boxOverlap } from '../../../packages/fer-core/src/detect/box-overlap';
import { mergeFaces, type FaceCandidate } from '../../../packages/fer-core/src/detect/merge-faces';

const candidate = (left: number, score: number): FaceCandidate => ({ box: [left, 0, left + 10, 10], score, points: [[left + 5, left]] });

describe('boxOverlap', () => {
  it('is the shared part of the covered area', () => {
    expect(boxOverlap([0, 0, 10, 10], [0, 0, 10, 10])).toBe(1);
    expect(boxOverlap([0, 0, 10, 10], [5, 0, 15, 10])).toBeCloseTo(50 / 150);
    expect(boxOverlap([0, 0, 10, 10], [2, 2, 6, 7])).toBeCloseTo(20 / 100);
    expect(boxOverlap([0, 0, 10, 10], [10, 0, 20, 10])).toBe(0);
    expect(boxOverlap([0, 0, 10, 10], [30, 30, 20, 20])).toBe(0);
  });
});

describe('mergeFaces', () => {
  it('blends candidates of one face by their scores', () => {
    const [face, ...others] = mergeFaces([candidate(2, 0.25), candidate(0, 0.75)]);
    expect(others).toEqual([]);
    expect(face).toEqual({ box: [0.5, 0, 10.5, 10], score: 0.75, points: [[5.5, 0.5]] });
  });

  it('keeps faces apart and sorts them by score', () => {
    const faces = mergeFaces([candidate(0, 0.6), candidate(30, 0.9), candidate(8, 0.7)]);
    expect(faces.map(({ score }) => score)).toEqual([0.9, 0.7, 0.6]);
    expect(mergeFaces([])).toEqual([]);
  });

  it('lets overlap decide who means the same face', () => {
    const pair = [candidate(0, 0.6), candidate(5, 0.9)]; // overlap a third
    expect(mergeFaces(pair)).toHaveLength(1);
    expect(mergeFaces(pair, 0.5)).toHaveLength(2);
  });

  it('keeps a candidate whose box has no area', () => {
    expect(mergeFaces([{ box: [3, 3, 3, 3], score: 0.5, points: [] }])).toHaveLength(1);
  });
});
