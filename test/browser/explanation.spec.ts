import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';

import { inBothThemes } from './both-themes';
import { cell, openCells, startCell } from './notebook';

/** Real photos; they are not ours to ship. */
const VALIDATION = join(process.env.FER_DATA ?? '', 'fer2013', 'public');
const MODEL = fileURLToPath(new URL('../../models/fer2013-xception', import.meta.url));

/** Every fourth of them. */
const COUNT = 897;

const MAPS = `import { embeddingView, embedImages, explainImages, explanationView, loadLabeledImages, loadModel } from 'fer-core';
const model = await loadModel(${JSON.stringify(MODEL)});
const all = await loadLabeledImages(${JSON.stringify(VALIDATION)}, 'validation');
const some = Array.from({ length: ${COUNT} }, (_, at) => 4 * at);
const images = Buffer.concat(some.map((at) => all.images.subarray(2304 * at, 2304 * (at + 1))));
const data = { ...all, count: ${COUNT}, images, labels: Uint8Array.from(some, (at) => all.labels[at]), ids: some.map((at) => all.ids[at]) };
explanationView(await explainImages(model, data, { examples: 4 }))`;
const POINTS = `embeddingView(await embedImages(model, data))`;

/** What a canvas shows: how many colours, and their weighted sum, which another picture does not have. */
function drawn(canvas: Locator): Promise<{ colors: number; sum: number }> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    const colors = new Set<number>();
    for (let at = 0; at < data.length; at += 4) colors.add(data[at]! * 65536 + data[at + 1]! * 256 + data[at + 2]!);
    return { colors: colors.size, sum: data.reduce((total, level, at) => total + level * ((at % 997) + 1), 0) };
  });
}

/** The number in `happy (895)`. */
function countIn(text: string): number {
  return Number(/\((\d+)\)/.exec(text)![1]);
}

test('maps and points of the real validation images', async ({ page }, info) => {
  test.skip(!process.env.FER_DATA || !existsSync(VALIDATION), 'FER_DATA holds no fer2013/public');
  test.setTimeout(900_000);
  await page.setViewportSize({ width: 1280, height: 1400 });
  await openCells(page, 'explanation.ipynb', [MAPS, POINTS]);
  await startCell(page, 0);
  const maps = cell(page, 0).locator('.fer-explanation');
  const images = maps.locator('.fer-explained');
  // Up to four mistakes and four right answers of each of seven classes, 24 on a page.
  await expect(images).toHaveCount(24, { timeout: 300_000 });
  await expect(maps.getByRole('button', { name: /^All \(\d\d\)$/ })).toBeVisible();
  await expect.poll(async () => (await drawn(images.first().locator('canvas'))).colors).toBeGreaterThan(300);

  const answer = await drawn(images.first().locator('canvas'));
  const label = await images.first().getAttribute('data-fer-map');
  await maps.getByLabel('Class whose map is shown').selectOption('surprise');
  await expect(images.first()).toHaveAttribute('data-fer-map', 'surprise');
  expect(label).not.toBe('surprise');
  await expect.poll(() => drawn(images.first().locator('canvas'))).not.toEqual(answer);
  const surprise = await drawn(images.first().locator('canvas'));
  await maps.getByLabel('Strength of the heat').fill('0');
  await expect.poll(() => drawn(images.first().locator('canvas'))).not.toEqual(surprise);
  await maps.getByLabel('Strength of the heat').fill('60');
  await maps.getByLabel('Class whose map is shown').selectOption('chosen');

  await maps.getByRole('button', { name: /^Right \(/ }).click();
  await expect(images.locator('[data-fer-wrong="true"]')).toHaveCount(0);
  await maps.getByRole('button', { name: /^Mistakes \(/ }).click();
  await expect(images.locator('[data-fer-wrong="true"]')).toHaveCount(24);
  await images.nth(1).click();
  const large = maps.locator('.fer-explained-large');
  await expect(large.locator('[data-fer-class]')).toHaveCount(7);
  await inBothThemes(page, info, 'explanation', maps);
  // The small map of a class chooses it, by keyboard too.
  const before = await drawn(large.locator('canvas').first());
  await large.locator('[data-fer-class="angry"]').focus(); // its truth, not its answer
  await page.keyboard.press('Enter');
  await expect(images.first()).toHaveAttribute('data-fer-map', 'angry');
  await expect.poll(() => drawn(large.locator('canvas').first())).not.toEqual(before);
  await page.keyboard.press('Escape');
  await expect(large).toHaveCount(0);

  await startCell(page, 1);
  const points = cell(page, 1).locator('.fer-embedding');
  await expect(points.locator('.points path.point')).toHaveCount(COUNT, { timeout: 400_000 });
  const colors = (): Promise<(string | null)[]> =>
    points
      .locator('.points path.point')
      .evaluateAll((all) => all.slice(0, 200).map((point) => point.getAttribute('style')));
  const byTruth = await colors();
  await points.getByRole('button', { name: 'Right or wrong' }).click();
  await expect.poll(colors).not.toEqual(byTruth);
  await expect(points.locator('[data-fer-kind]')).toHaveCount(2);
  const kinds = await points.locator('[data-fer-kind]').allInnerTexts();
  expect(kinds.reduce((total, text) => total + countIn(text), 0)).toBe(COUNT);
  await points.getByRole('button', { name: 'Duplicates' }).click();
  await expect(points.locator('[data-fer-kind="with duplicates"]')).toBeVisible();
  await points.getByRole('button', { name: 'Truth', exact: true }).click();
  await expect.poll(colors).toEqual(byTruth);

  await points.getByRole('button', { name: 'UMAP' }).click();
  await expect(points.locator('.xtitle')).toHaveCount(0);
  const area = points.locator('.nsewdrag').first();
  await area.scrollIntoViewIfNeeded();
  const box = (await area.boundingBox())!;
  const at = (x: number, y: number): [number, number] => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...at(0.3, 0.3));
  await page.mouse.down();
  for (const [x, y] of [
    [0.7, 0.3],
    [0.7, 0.7],
    [0.3, 0.7],
    [0.3, 0.32],
  ] as const)
    await page.mouse.move(...at(x, y), { steps: 6 });
  await page.mouse.up();
  const gallery = points.locator('.fer-gallery');
  await expect(gallery).toContainText('Chosen points');
  await expect(gallery.locator('.fer-gallery-image')).not.toHaveCount(0);
  await expect.poll(async () => (await drawn(gallery.locator('canvas').first())).colors).toBeGreaterThan(20);
  const hasTheme = (): Promise<boolean> =>
    points
      .locator('.main-svg')
      .first()
      .evaluate((svg) => {
        const light = getComputedStyle(svg)
          .backgroundColor.match(/\d+/g)!
          .slice(0, 3)
          .every((level) => Number(level) > 128);
        return String(light) === document.body.dataset.jpThemeLight;
      });
  await inBothThemes(page, info, 'embedding', points, () => expect.poll(hasTheme).toBe(true));

  // Without a mouse: a kind of points is a button.
  const disgust = points.locator('[data-fer-kind="disgust"]');
  await disgust.focus();
  await page.keyboard.press('Enter');
  await expect(gallery.locator('.fer-title')).toHaveText('disgust');
  await expect(gallery.locator('.fer-gallery-image')).toHaveCount(countIn(await disgust.innerText()));
  await gallery.getByTitle('Close (Esc)').click();
  await expect(gallery).toHaveCount(0);
  await points.getByRole('button', { name: 'PCA' }).click();
  await expect(points.locator('.xtitle')).toContainText('component 1');
});
