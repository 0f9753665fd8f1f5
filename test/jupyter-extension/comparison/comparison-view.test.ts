import { nullTranslator } from '@jupyterlab/translation';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { compareResults } from '../../../packages/fer-core/src/compare/compare-results';
import { comparisonView } from '../../../packages/fer-core/src/views';
import { ComparisonView } from '../../../packages/jupyter-extension/src/comparison/comparison-view';
import { result } from '../../fer-core/compare/results';

const truth = [0, 0, 1, 1];
const first = result('first', truth, [1, 0, 1, 0], { config: { seed: 1 } });
const second = result('<second>', truth, [0, 0, 0, 0], { config: { seed: 2 } });

function markup(...results: Parameters<typeof compareResults>[0]): string {
  const { payload } = comparisonView(compareResults(results));
  return renderToStaticMarkup(createElement(ComparisonView, { payload, trans: nullTranslator.load('fer') }));
}

describe('ComparisonView', () => {
  it('shows metrics, settings, the paired test, the difference of the confusions and the images that changed', () => {
    const html = markup(first, second);
    for (const part of ['50.0 % (', 'faces test, n = 4', '&lt;second&gt; against first', '+0.00 points', 'Only first right', 'McNemar, exact binomial', 'p = 1.0000', 'seed', 'Fixed (1)', 'Broken (1)', 'Otherwise wrong (0)', 'data-fer-id="face 0"']) {
      expect(html).toContain(part);
    }
    expect([...html.matchAll(/<td class="fer-confusion-cell" data-fer-right="(\w+)"[^>]*>([^<]*)</g)].map(([, better, count]) => [better, count])).toEqual([
      ['true', '+1'],
      ['true', '−1'],
      ['false', '+1'],
      ['false', '−1'],
    ]);
    expect(html).not.toContain('data-fer-id="face 2"');
    expect(html).not.toContain('<second>');
  });

  it('offers each run against the first, and says why one cannot be paired', () => {
    const other = result('other', truth, truth, { dataSha256: 'else' });
    const html = markup(first, second, { ...second, name: 'third' }, other);
    expect(html.match(/aria-pressed="true">[^<]*/g)).toContainEqual('aria-pressed="true">&lt;second&gt;');
    expect(html).toContain('third</button>');
    expect(html).toContain('Adjusted for 2 comparisons (Holm)');
    expect(html).toContain('other cannot be compared image by image: judged other images');
  });
});
