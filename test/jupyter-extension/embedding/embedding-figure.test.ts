import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { embeddingView } from '../../../packages/fer-core/src/views';
import {
  embeddingFigure,
  type EmbeddingLook,
} from '../../../packages/jupyter-extension/src/embedding/embedding-figure';
import { PAPER_COLORS } from '../../../packages/jupyter-extension/src/plotly/theme';
import { points } from '../../fer-core/views/embedding-fixture';

const { payload } = embeddingView(points);
const colors = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
const LOOK: EmbeddingLook = { projection: 0, coloring: 'truth', selected: null, outline: 0 };

interface Points {
  x: number[];
  text: string[];
  marker: { color: string[] };
  selectedpoints?: number[];
}

function figure(look: Partial<EmbeddingLook> = {}) {
  const { data, layout } = embeddingFigure(
    payload,
    { ...LOOK, ...look },
    PAPER_COLORS,
    colors,
    nullTranslator.load('fer'),
  );
  return {
    points: data[0] as unknown as Points,
    layout: layout as unknown as {
      xaxis: { title?: { text: string } };
      uirevision: string;
      selectionrevision: string;
    },
  };
}

describe('embeddingFigure', () => {
  it.each([
    ['truth', ['c0', 'c1', 'c1', 'c0']],
    ['predicted', ['c0', 'c0', 'c1', 'c0']],
    ['correct', ['c0', 'c1', 'c0', 'c0']],
    ['duplicates', ['c0', PAPER_COLORS.grid, PAPER_COLORS.grid, 'c0']],
  ] as const)('colours by %s', (coloring, expected) => {
    expect(figure({ coloring }).points.marker.color).toEqual(expected);
  });

  it('draws the projection that is asked for, and names axes only where they mean something', () => {
    expect(figure().layout.xaxis.title?.text).toBe('component 1 (50.0 % of the variance)');
    const umap = figure({ projection: 1 });
    expect(umap.points.x).toEqual([5, 6, 7, 8]);
    expect(umap.layout.xaxis).not.toHaveProperty('title');
    expect(umap.layout.uirevision).not.toBe(figure().layout.uirevision);
  });

  it('marks what is chosen, and drops the outline when told to', () => {
    expect(figure().points).not.toHaveProperty('selectedpoints');
    expect(figure({ selected: [2] }).points.selectedpoints).toEqual([2]);
    expect(figure({ outline: 1 }).layout.selectionrevision).not.toBe(figure().layout.selectionrevision);
  });

  it('says of each point what it is, names escaped', () => {
    const [first, second] = figure().points.text;
    expect(first).toBe('a<br>truth happy, predicted happy (90.0 %)<br>duplicates: group 1');
    expect(second).toBe('&lt;b><br>truth sad, predicted happy (60.0 %)');
  });
});
