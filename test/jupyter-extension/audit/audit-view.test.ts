import { nullTranslator } from '@jupyterlab/translation';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { AuditPayload } from '../../../packages/fer-core/src/views';
import { AuditView } from '../../../packages/jupyter-extension/src/audit/audit-view';
import { payload } from './payload';

const markup = (change: Partial<AuditPayload> = {}): string =>
  renderToStaticMarkup(createElement(AuditView, { payload: { ...payload, ...change }, source: null, trans: nullTranslator.load('fer') }));

/** Texts of a table row's cells. */
const cells = (html: string, row: string): string[] =>
  [...(new RegExp(`<tr data-fer-${row}>(.*?)</tr>`).exec(html)?.[1] ?? '').matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, text]) => text!.replace(/<[^>]*>/g, ''));

describe('AuditView', () => {
  it('tells what, how many, which share and where', () => {
    const html = markup();
    expect(cells(html, 'finding="exact"')).toEqual(['Exact duplicates', '2', '4', '44.4 %', 'train 3 (60.0 %), validation 1 (25.0 %)']);
    expect(cells(html, 'finding="flat"')).toEqual(['One tone all over', '', '1', '11.1 %', 'train 1 (20.0 %)']);
    expect(cells(html, 'in-training="validation"')).toEqual(['validation with a twin in training', '', '3', '75.0 %', 'of validation: 1 exact, 1 with another label there']);
    expect(cells(markup({ faceless: null }), 'finding="faceless"')).toEqual(['No face found', '', '–', '–', 'no detector looked']);
  });

  it('shows notices, and accuracy with and without twins', () => {
    const html = markup();
    expect(html).toContain('data-fer-level="not-credible" role="alert"><b>Not credible:</b> mostly &lt;known&gt;');
    expect(html).toContain('data-fer-level="note"><b>Note:</b> chosen here');
    expect(cells(html, 'subset="withoutTwin"').slice(0, 3)).toEqual(['Without a twin there', '1', '100.0 % (21.0–100.0)']);
    expect(markup({ models: [] })).not.toContain('Accuracy with and without twins');
  });

  it('names each image of a group, and marks conflicts in words', () => {
    const groups = markup().match(/<button class="fer-audit-entry"[^]*?<\/button>/g)!;
    expect(groups).toHaveLength(3);
    expect(groups[0]).toContain('≠ labels differ');
    expect(groups[0]).toContain('data-fer-id="train/&lt;2&gt;"');
    expect(groups[0]).toContain('>≠ sad</span>');
    expect(groups[1]).toContain('exact and near');
    expect(groups[1]).toContain('⇄ across splits');
    expect(groups[1]).not.toContain('≠');
    expect(groups[2]).toContain('0.930');
  });

  it('lists nothing where nothing was found', () => {
    const html = markup({ groups: [], flat: [], faceless: [] });
    expect(html).not.toContain('fer-audit-filter');
    expect(cells(html, 'finding="near"')).toEqual(['Near duplicates', '0', '0', '0.0 %', '']);
  });
});
