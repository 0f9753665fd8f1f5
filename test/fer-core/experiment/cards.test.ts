import { describe, expect, it } from 'vitest';
import { cardHtml } from '../../../packages/fer-core/src/experiment/card-html';
import { cardMarkdown } from '../../../packages/fer-core/src/experiment/card-markdown';
import { cardText } from '../../../packages/fer-core/src/experiment/card-text';
import { reproductionCardView } from '../../../packages/fer-core/src/experiment/card-view';
import { formatInterval, formatValue } from '../../../packages/fer-core/src/experiment/format-measured';
import type { ReproductionCard } from '../../../packages/fer-core/src/experiment/reproduction-card';

const card: ReproductionCard = {
  format: 'fer-reproduction-card',
  version: 1,
  mode: 'full',
  command: 'npx fer experiment paper --data <fer2013>',
  madeAt: '2026-01-02T03:04:05Z, load 0.1',
  environment: { processor: 'A & B', instructions: 'avx2', threads: 2, memoryGb: 8, system: 'Linux', device: 'CPU, tensorflow', operations: 'own', versions: { 'fer-core': '1.0.0' }, commit: null },
  seeds: { split: 7 },
  data: [{ name: 'a<b', use: 'photos', sha256: 'abc' }],
  weights: [{ name: 'w', network: 'n', parameters: 1234, training: 't', sha256: 'def' }],
  rows: [
    {
      id: 'one',
      title: 'Row | with <script>alert(1)</script>',
      claim: { quote: '"quoted" & more', place: 'section 1' },
      commands: ['npx fer one <fer2013>', 'npx fer other'],
      result: { measured: [{ name: 'accuracy <b>', value: 0.5, unit: 'share', interval: [0.4, 0.6], n: 1000, on: 'x|y' }], verdict: 'not supported', finding: 'Because *this* <i>.' },
      notRun: null,
    },
    { id: 'two', title: 'Second', claim: { quote: 'said', place: 'section 2' }, commands: ['npx fer two'], result: null, notRun: 'needs --photos' },
  ],
};

describe('cards', () => {
  it('hold each row, its verdict, numbers and commands as HTML, escaped', () => {
    const html = cardHtml(card);
    for (const part of ['not supported', 'not run: needs --photos', '50.0 %', '40.0 % – 60.0 %', '1,000', 'npx fer other', 'npx fer one &lt;fer2013&gt;', 'accuracy &lt;b&gt;', 'A &amp; B', 'a&lt;b', 'split 7', 'abc', 'def', 'made at 2026']) {
      expect(html).toContain(part);
    }
    expect(html).not.toMatch(/<script|<i>|<b>/);
    expect(html).toContain('1 not supported, 1 not run');
  });

  it('hold them as Markdown in which text is no markup', () => {
    const markdown = cardMarkdown(card);
    for (const part of ['Row \\| with &lt;script>', '**not supported**', '**not run: needs --photos**', 'x\\|y', 'Because \\*this\\* &lt;i>.', 'npx fer one <fer2013>\nnpx fer other', '1,234']) {
      expect(markdown).toContain(part);
    }
    const lines = markdown.split('\n');
    const row = lines.find((line) => line.includes('accuracy &lt;b>') && line.includes('1,000'))!;
    expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7);
  });

  it('differ in nothing but the line of the time between equal runs', () => {
    const later = { ...card, madeAt: '2027-01-01T00:00:00Z, load 3' };
    for (const form of [cardMarkdown, cardHtml]) {
      const [before, after] = [form(card).split('\n'), form(later).split('\n')];
      expect(before.filter((line, i) => line !== after[i])).toEqual([expect.stringContaining('made at 2026')]);
    }
  });

  it('show themselves in a terminal and in a notebook', () => {
    expect(cardText(card).split('\n')).toEqual(['Reproduction card, full: 1 not supported, 1 not run', '', expect.stringMatching(/^row +verdict/), expect.stringMatching(/^one +not supported +accuracy <b>: 50.0 %/), expect.stringMatching(/^two +not run: needs --photos +–$/)]);
    const bundle = reproductionCardView(card)[Symbol.for('Jupyter.display') as never] as () => Record<string, string>;
    expect(Object.keys(bundle())).toEqual(['text/html', 'text/markdown', 'text/plain']);
    expect(bundle()['text/html']).not.toContain('<html');
  });
});

describe('formatValue and formatInterval', () => {
  it.each([
    ['share', 0.6704, '67.0 %'],
    ['points', 0.034, '+3.4 points'],
    ['points', -0.034, '-3.4 points'],
    ['dB', 1.718, '1.72 dB'],
    ['ssim', 0.70712, '0.7071'],
    ['ms', 123.4, '123 ms'],
    ['ms', 1.2345, '1.23 ms'],
    ['count', 35887, '35,887'],
    ['times', 2.345, '2.3 ×'],
    ['eyes', 0.0331, '3.31 % of the eye distance'],
    ['p', 0.0312, 'p = 0.0312'],
    ['p', 1e-10, 'p < 0.0001'],
  ] as const)('shows %s %d as %s', (unit, value, text) => {
    expect(formatValue({ unit, value })).toBe(text);
  });

  it('names the unit of points of the face once', () => {
    expect(formatInterval({ unit: 'eyes', interval: [0.03, 0.04] })).toBe('3.00 % – 4.00 %');
    expect(formatInterval({ unit: 'count', interval: null })).toBe('–');
  });
});
