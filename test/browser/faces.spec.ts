import { expect, test } from '@jupyterlab/galata';

import { inBothThemes } from './both-themes';
import { DRAWN_FACE, RECOGNIZE_ALL } from './drawn-face';
import { cell, openCells, startCell } from './notebook';

test('landmarks: points, truth, zoom by keys, alignment slider, error of each point', async ({ page }, info) => {
  await openCells(page, 'landmarks.ipynb', [
    `${DRAWN_FACE}\nlandmarksView({ photo, name: 'drawn', faces: [{ landmarks: found, truth: face.landmarks, score: 0.9, aligned: alignFace(photo, found) }] });`,
  ]);
  await startCell(page, 0);
  const view = cell(page, 0).locator('.fer-landmarks-view');
  const picture = view.locator('.fer-picture-column svg');
  await expect(picture.locator('[data-fer-point]')).toHaveCount(68);
  await expect(picture.locator('[data-fer-contour="true"]')).toHaveCount(17);
  await expect(picture.locator('text')).toHaveCount(68);
  await expect(picture.locator('.fer-truth path')).toHaveCount(68);
  await expect(view.locator('.fer-errors')).toContainText('the highest bar is 3.0 px');

  const scale = async (): Promise<number> => Number(await picture.getAttribute('data-fer-scale'));
  await picture.focus();
  await page.keyboard.press('0');
  await expect.poll(scale).toBe(1);
  await page.keyboard.press('+');
  await expect.poll(scale).toBe(1.25);
  const seen = await picture.getAttribute('viewBox');
  await page.keyboard.press('ArrowRight');
  await expect(picture).not.toHaveAttribute('viewBox', seen!);

  await view.getByRole('button', { name: 'Mean shape' }).click();
  await expect(picture.locator('[data-fer-kind="mean"] polyline')).toHaveCount(9);
  await view.getByLabel('Share shown before alignment', { exact: true }).fill('20');
  await expect(view.locator('.fer-alignment svg').first()).toHaveAttribute('data-fer-before', '20');

  await view.locator('.fer-errors svg').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(view.locator('.fer-errors')).toContainText('point 1: 3.0 px');
  await expect(picture.locator('[data-fer-point="1"] .fer-landmark-ring')).toHaveCount(1);
  await inBothThemes(page, info, 'landmarks', view);
});

test('stages: from photo to probabilities, the input pixel for pixel', async ({ page }, info) => {
  await openCells(page, 'stages.ipynb', [
    `${DRAWN_FACE}
const input = { size: 48, pixels: Uint8Array.from({ length: 2304 }, (_, index) => index % 251) };
const aligned = { size: 160, pixels: face.image };
stagesView({ photo, name: 'drawn', faces: [
  { box, score: 0.9, landmarks: found, landmarkConfidence: 0.8, aligned, input, ...happy },
  { box: [1, 1, 60, 60], input, ...happy, label: 'sad' },
] });`,
  ]);
  await startCell(page, 0);
  const view = cell(page, 0).locator('.fer-stages');
  const rows = view.locator('[data-fer-face]');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toHaveAttribute('data-fer-label', 'happy');
  await expect(rows.first().locator('[data-fer-point]')).toHaveCount(68);
  await expect(rows.first().locator('[data-fer-recognized="true"]')).toHaveText('happy75.0 %');
  await expect(rows.nth(1)).toContainText('left out');
  const pixels = await rows.first().getByAltText('What the network saw of face 1').evaluate((image: HTMLImageElement) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, canvas.width, canvas.height).data].filter((_, index) => index % 4 === 0);
  });
  expect(pixels).toEqual(Array.from({ length: 2304 }, (_, index) => index % 251));
  await view.getByRole('button', { name: 'Large' }).click();
  await expect(rows.first().locator('img').first()).toHaveCSS('height', '240px');
  await inBothThemes(page, info, 'stages', view);
});

test('super-resolution: stages in step, slider, overlays, difference, faces from the kernel', async ({ page }, info) => {
  await openCells(page, 'super-resolution.ipynb', [
    `${DRAWN_FACE}
const gray = (size, level) => ({ width: size, height: size, pixels: Uint8Array.from({ length: size * size * 3 }, (_, index) => level(index)) });
const heatmaps = found.map(([x, y]) => ({ width: 64, height: 64, pixels: Uint8Array.from({ length: 4096 }, (_, at) => Math.abs(at % 64 - x * 0.4) + Math.abs(Math.floor(at / 64) - y * 0.4) < 2 ? 200 : 0) }));
const small = { width: 160, height: 160, pixels: face.parsing };
const noise = (index) => (index * 2654435761) % 251;
const one = { lowResolution: gray(16, () => 90), bicubic: gray(160, () => 100), coarse: gray(160, noise), final: photo, truth: gray(160, (index) => Math.min(255, face.image[index] + 4)), heatmaps, parsing: small };
superResolutionView({ name: 'folder', regions: PARSING_LABELS, faces: Array.from({ length: 30 }, (_, index) => ({ ...one, name: 'face-' + index })) });`,
  ]);
  await startCell(page, 0);
  const view = cell(page, 0).locator('.fer-super-resolution');
  await expect(view.locator('[data-fer-stage]')).toHaveCount(5);
  await expect(view.locator('[data-fer-stage="lowResolution"]')).toContainText('16 × 16 px');
  await expect(view.locator('[data-fer-stage="final"]')).toContainText(/\d\d\.\d\d dB, 0\.\d{4}/);

  const pictures = view.locator('.fer-stage-row svg');
  await pictures.first().focus();
  await page.keyboard.press('+');
  for (const picture of await pictures.all()) await expect(picture).toHaveAttribute('data-fer-scale', '1.25');

  await view.getByLabel('Left of the line', { exact: true }).selectOption('coarse');
  await view.getByLabel('Place of the line', { exact: true }).fill('30');
  await expect(view.locator('.fer-comparison')).toHaveAttribute('data-fer-share', '30');
  await view.getByRole('button', { name: 'Landmark heat maps' }).click();
  await expect(view.locator('.fer-stage-row .fer-heat')).toHaveCount(2 * 5);
  await view.getByRole('button', { name: 'Parsing map' }).click();
  await expect(view.locator('[data-fer-stage="final"] [data-fer-region="skin"]')).toHaveCount(1);
  const difference = view.locator('.fer-difference');
  const before = await difference.getAttribute('href');
  await view.getByLabel('Brightness of the difference', { exact: true }).fill('12');
  await expect(difference).not.toHaveAttribute('href', before!);

  await view.getByRole('button', { name: 'face-29' }).click();
  await expect(view.locator('.fer-face-stages')).toHaveAttribute('data-fer-face', 'face-29');
  await inBothThemes(page, info, 'super-resolution', view);
});

test('video: each frame with its own faces, scrub bar, timelines', async ({ page }, info) => {
  await openCells(page, 'video.ipynb', [
    `${DRAWN_FACE}
const frames = Array.from({ length: 40 }, (_, index) => ({ width: 160, height: 160, pixels: generateFace({ seed: 5, expression: 'happy', size: 160, channels: 3, intensity: index / 40 }).image }));
const at = (frame) => ({ frame, box: [frame, 20, frame + 100, 140] as [number, number, number, number], landmarks: found, ...happy, label: frame < 20 ? 'neutral' : 'happy' });
videoView({ name: 'smile', frames, times: frames.map((_, index) => index / 20), people: [{ name: 'Ada', faces: frames.map((_, index) => at(index)) }, { faces: [at(3)] }] });`,
  ]);
  await startCell(page, 0);
  const view = cell(page, 0).locator('.fer-player');
  const picture = view.locator('svg.fer-picture');
  await expect(picture).toHaveAttribute('data-fer-frame', '0');
  await view.getByLabel('Frame', { exact: true }).fill('30');
  await expect(picture).toHaveAttribute('data-fer-frame', '30');
  await expect(picture.locator('.fer-seen-box')).toHaveCount(1);
  await expect(picture.locator('.fer-seen-box')).toHaveAttribute('x', '30');
  await expect(picture.locator('.fer-seen-label')).toHaveText('Ada: happy 75.0 %');
  await picture.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(picture.locator('.fer-seen-box')).toHaveAttribute('x', '29');
  await expect(picture).toHaveAttribute('data-fer-frame', '29');
  await expect(view.locator('.fer-timelines tr')).toHaveCount(2);
  await expect(view.locator('[data-fer-person="Ada"] [data-fer-color]')).toHaveCount(2);

  await page.keyboard.press('Home');
  await expect(picture).toHaveAttribute('data-fer-frame', '0');
  await view.getByRole('button', { name: 'Play' }).click();
  await expect(picture).toHaveAttribute('data-fer-frame', '39');
  await expect(view.getByRole('button', { name: 'Play' })).toBeVisible();
  await inBothThemes(page, info, 'video', view);
});

test('webcam: says so where there is no camera, or it was refused', async ({ page }) => {
  await openCells(page, 'no-webcam.ipynb', [RECOGNIZE_ALL]);
  await startCell(page, 0);
  const view = cell(page, 0).locator('.fer-webcam');
  await view.getByRole('button', { name: 'Start camera' }).click();
  await expect(view.getByRole('alert')).toHaveText(/^(The camera was refused|There is no camera)/);
  await expect(view.getByRole('button', { name: 'Start camera' })).toBeEnabled();
});
