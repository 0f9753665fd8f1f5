import { nullTranslator } from '@jupyterlab/translation';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { EvaluationReport } from '../../../packages/fer-core/src/views';
import { ClassAccuracyView } from '../../../packages/jupyter-extension/src/class-accuracy/class-accuracy-view';
import { report } from '../../fer-core/views/class-accuracy-fixture';

const markup = (change: Partial<EvaluationReport> = {}): string =>
  renderToStaticMarkup(createElement(ClassAccuracyView, { payload: { report: { ...report, ...change }, images: null }, source: null, trans: nullTranslator.load('fer') }));

describe('ClassAccuracyView', () => {
  it('shows the confusion matrix, right answers and empty cells told apart', () => {
    const cells = [...markup({ confusion: [[2, 1], [0, 2]] }).matchAll(/<td class="fer-confusion-cell" data-fer-right="(\w+)" data-fer-empty="(\w+)"[^>]*>([^<]*)</g)];
    expect(cells.map(([, right, empty, text]) => [right, empty, text])).toEqual([
      ['true', 'false', '2'],
      ['false', 'false', '1'],
      ['false', 'true', '0'],
      ['true', 'false', '2'],
    ]);
  });

  it('shows what must be known before the numbers are believed', () => {
    const html = markup({ notices: [{ level: 'not-credible', text: 'too <good>' }, { level: 'note', text: 'chosen here' }] });
    expect(html).toContain('data-fer-level="not-credible" role="alert"><b>Not credible:</b> too &lt;good&gt;');
    expect(html).toContain('<b>Note:</b> chosen here');
    expect(markup()).not.toContain('fer-notice');
  });
});
