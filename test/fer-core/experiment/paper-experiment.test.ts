import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cardHtml, cardHtmlPart } from '../../../packages/fer-core/src/experiment/card-html';
import { cardMarkdown } from '../../../packages/fer-core/src/experiment/card-markdown';
import { paperExperimentView } from '../../../packages/fer-core/src/experiment/card-view';
import { paperExperiment, type PaperExperimentOptions } from '../../../packages/fer-core/src/experiment/paper-experiment';
import { PAPER_ROWS } from '../../../packages/fer-core/src/experiment/paper-rows';
import type { ReproductionCard } from '../../../packages/fer-core/src/experiment/reproduction-card';
import { TINY_SCALE } from './tiny-scale';

const folder = mkdtempSync(path.join(tmpdir(), 'fer-experiment-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the experiment on next to nothing. @returns the card, and the rows that were taken from an earlier run */
async function run(options: PaperExperimentOptions): Promise<{ card: ReproductionCard; kept: string[]; shares: number[] }> {
  const kept: string[] = [];
  const shares: number[] = [];
  const card = await paperExperiment({
    scale: TINY_SCALE,
    onRow: ({ id }, resumed) => void (resumed && kept.push(id)),
    onProgress: (share) => shares.push(share),
    ...options,
  });
  return { card, kept, shares };
}

describe('paperExperiment, quick, on drawn faces', () => {
  const out = path.join(folder, 'all');

  it('measures every row, keeps each, and writes the card', async () => {
    const { card, kept, shares } = await run({ quick: true, out });
    expect(card.rows.map(({ id }) => id)).toEqual(PAPER_ROWS.map(({ id }) => id));
    expect(kept).toEqual([]);
    for (const { id, result, notRun, commands, claim } of card.rows) {
      expect(notRun, id).toBeNull();
      expect(commands[0], id).toBe(`npx fer experiment paper --quick --only ${id}`);
      expect(claim.quote.length, id).toBeGreaterThan(10);
      if (id !== 'mental-health') expect(result!.measured.length, id).toBeGreaterThan(0);
      for (const { value, interval, name } of result!.measured) {
        expect(Number.isFinite(value), `${id}: ${name}`).toBe(true);
        if (interval) expect(interval[0] <= value + 1e-9 && value <= interval[1] + 1e-9, `${id}: ${name} ${value} in ${interval.join(' – ')}`).toBe(true);
      }
    }
    expect(readdirSync(path.join(out, 'rows')).sort()).toEqual(PAPER_ROWS.map(({ id }) => `${id}.json`).sort());
    expect(JSON.parse(readFileSync(path.join(out, 'card.json'), 'utf8'))).toEqual(card);
    const [html, markdown] = [readFileSync(path.join(out, 'card.html'), 'utf8'), readFileSync(path.join(out, 'card.md'), 'utf8')];
    expect(html).toBe(cardHtml(card));
    expect(markdown).toBe(cardMarkdown(card));
    expect(existsSync(path.join(out, 'figure-3.png'))).toBe(true);
    expect(JSON.stringify(card) + html + markdown).not.toContain(folder);
    expect(shares.every((share, i) => share >= 0 && share <= 1 && (i === 0 || share >= shares[i - 1] - 1e-9))).toBe(true);
    expect(shares.at(-1)).toBe(1);
  }, 240_000);

  it('goes on where it was: rows that are done are not run again, those that are missing are', async () => {
    const kept = path.join(out, 'rows', 'network-size.json');
    const stored = JSON.parse(readFileSync(kept, 'utf8')) as { result: { finding: string } };
    stored.result.finding = 'as it was kept';
    writeFileSync(kept, JSON.stringify(stored));
    rmSync(path.join(out, 'rows', 'figure-2.json'));
    writeFileSync(path.join(out, 'rows', 'mini-xception.json'), '{"key": torn');
    const again = await run({ quick: true, out, resume: true });
    expect(again.kept).toEqual(PAPER_ROWS.map(({ id }) => id).filter((id) => id !== 'figure-2' && id !== 'mini-xception'));
    expect(again.card.rows.find(({ id }) => id === 'network-size')!.result!.finding).toBe('as it was kept');
    expect(again.card.rows.find(({ id }) => id === 'figure-2')!.result!.measured[0].value).toBe(31);
  }, 120_000);

  it('takes no rows of another scale, nor any without resume', async () => {
    const only = ['network-size'];
    expect((await run({ quick: true, out, only, resume: true, scale: { ...TINY_SCALE, looks: 2 } })).kept).toEqual([]);
    const { kept, card } = await run({ quick: true, out, only });
    expect(kept).toEqual([]);
    expect(card.rows[0].result!.finding).toContain('fewer parameters');
    expect(card.command).toBe('npx fer experiment paper --quick --only network-size');
  });
});

describe('superResolved', () => {
  it('says how many images FSRNet enlarges, and only that row depends on it', async () => {
    const several = { quick: true, out: path.join(folder, 'several'), only: ['network-size', 'super-resolution-accuracy'] };
    await run(several);
    const fewer = await run({ ...several, resume: true, superResolved: 5 });
    expect(fewer.kept).toEqual(['network-size']);
    expect(fewer.card.rows[1].result!.measured[0].n).toBe(5);
    expect(fewer.card.rows[1].commands[0]).toMatch(/--only super-resolution-accuracy --super-resolved 5$/);
    expect((await run({ ...several, resume: true, superResolved: 5 })).kept).toEqual(several.only);
  }, 240_000);
});

describe('paperExperimentView', () => {
  const shown = (view: object): Record<string, string> => (view as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')]();

  it('shows how far it is, then its card', async () => {
    const experiment = paperExperimentView({ only: ['network-size', 'detection'], scale: TINY_SCALE });
    expect(shown(experiment)['text/plain']).toMatch(/^preparing/);
    const seen: string[] = [];
    const end = experiment.subscribe(() => seen.push(shown(experiment)['text/plain']));
    const card = await experiment.done;
    expect(seen.some((text) => text.includes('Depthwise-separable modules beside ordinary convolutions: size: supported'))).toBe(true);
    expect(shown(experiment)['text/html']).toBe(cardHtmlPart(card));
    expect(seen.at(-1)).toContain('Reproduction card, full: 1 supported, 1 not run');
    end();
  });

  it('shows why it failed', async () => {
    const experiment = paperExperimentView({ only: ['nothing'] });
    await expect(experiment.done).rejects.toThrow('got nothing');
    expect(shown(experiment)['text/plain']).toMatch(/^failed: experiment paper: --only/);
  });
});

describe('paperExperiment, full', () => {
  it('ends between two rows when it is told to, and keeps what is done', async () => {
    const out = path.join(folder, 'ended');
    const controller = new AbortController();
    const only = ['network-size', 'network-cost'];
    await expect(run({ only, out, signal: controller.signal, onRow: () => controller.abort(new Error('enough')) })).rejects.toThrow('enough');
    expect(readdirSync(path.join(out, 'rows'))).toEqual(['network-size.json']);
    expect((await run({ only, out, resume: true })).kept).toEqual(['network-size']);
  });

  it('says what a row lacks instead of a number', async () => {
    const { card } = await run({ only: ['accuracy-validation', 'detection', 'landmarks', 'super-resolution-quality', 'figure-3', 'network-cost'] });
    const byId = new Map(card.rows.map((row) => [row.id, row]));
    expect(card.rows.map(({ notRun }) => notRun)).toEqual(['needs --data', null, 'needs --faces', 'needs --pairs', 'needs --photos', 'needs --figure3']);
    expect(byId.get('detection')!.result).toBeNull();
    expect(byId.get('network-cost')!.result!.measured.map(({ value }) => value)).toContain(58423);
    expect(cardMarkdown(card)).toContain('**not run: needs --photos**');
    expect(card.data).toEqual([]);
  });

  it('refuses with one sentence what it cannot use', async () => {
    const empty = mkdtempSync(path.join(folder, 'empty-'));
    const refused = (options: PaperExperimentOptions): Promise<unknown> => expect(paperExperiment(options)).rejects.toMatchObject({ name: 'InputError', message: expect.not.stringContaining('\n') });
    await refused({ data: path.join(folder, 'nowhere') });
    await refused({ photos: empty });
    await refused({ faces: [] });
    await refused({ faces: [empty] });
    await refused({ pairs: empty });
    await refused({ figure3: empty });
    await refused({ resume: true });
    await refused({ superResolved: 0 });
    await refused({ only: ['accuracy'] });
  });
});
