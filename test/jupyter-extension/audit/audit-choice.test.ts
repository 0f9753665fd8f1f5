import { describe, expect, it } from 'vitest';
import { type AuditChoice, choiceOf, chosenEntries, doubtfulLabels, EVERYTHING } from '../../../packages/jupyter-extension/src/audit/audit-choice';
import { payload } from './payload';

const chosen = (choice: Partial<AuditChoice>) => chosenEntries(payload, { ...EVERYTHING, ...choice }).map(({ images }) => images);
const [COPIES, MIXED, NEAR] = payload.groups.map(({ images }) => images);

describe('chosenEntries', () => {
  it('lists every group as in the data', () => {
    expect(chosen({})).toEqual([COPIES, MIXED, NEAR]);
  });

  it.each<[string, Partial<AuditChoice>, number[][]]>([
    ['exact ones, also with near ones among them', { kind: 'exact' }, [COPIES, MIXED]],
    ['near ones, also with copies among them', { kind: 'near' }, [MIXED, NEAR]],
    ['those across splits', { across: true }, [MIXED, NEAR]],
    ['those with different labels', { conflicting: true }, [COPIES, NEAR]],
    ['those of a class', { label: 1 }, [COPIES, NEAR]],
    ['several at once', { across: true, conflicting: true }, [NEAR]],
    ['the least alike first', { order: 'least-alike' }, [NEAR, MIXED, COPIES]],
    ['the largest first', { order: 'largest' }, [MIXED, COPIES, NEAR]],
    ['pictures of one tone', { list: 'flat' }, [[3]]],
    ['pictures without a face', { list: 'faceless' }, [[2], [6]]],
    ['pictures without a face of a class', { list: 'faceless', label: 1 }, [[2]]],
  ])('lists %s', (_, choice, expected) => {
    expect(chosen(choice)).toEqual(expected);
  });
});

describe('choiceOf', () => {
  it('leaves as many groups or images as were counted', () => {
    for (const [kind, count] of [['exact', 2], ['near', 2], ['across', 2], ['conflicting', 2], ['flat', 1], ['faceless', 2]] as const) {
      expect(chosenEntries(payload, choiceOf(kind)), kind).toHaveLength(count);
    }
  });
});

describe('doubtfulLabels', () => {
  const group = { images: [0, 1, 2], copies: [0, 0, 0], correlation: 1 };

  it('are those that another label outvotes, all where none does, none where all agree', () => {
    expect(doubtfulLabels(group, [5, 6, 5])).toEqual(new Set([6]));
    expect(doubtfulLabels(group, [5, 6, 7])).toEqual(new Set([5, 6, 7]));
    expect(doubtfulLabels(group, [5, 5, 5])).toEqual(new Set());
  });
});
