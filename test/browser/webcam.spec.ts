import { expect, test } from '@jupyterlab/galata';

import { inBothThemes } from './both-themes';
import { RECOGNIZE_ALL } from './drawn-face';
import { cell, openCells, startCell } from './notebook';

test.use({
  permissions: ['camera'],
  launchOptions: ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] }),
});

test('webcam: pictures come back with their faces, frames per second are shown, Stop switches it off', async ({ page }, info) => {
  await openCells(page, 'webcam.ipynb', [RECOGNIZE_ALL]);
  await startCell(page, 0);
  const view = cell(page, 0).locator('.fer-webcam');
  await view.getByRole('button', { name: 'Start camera' }).click();
  await expect(view.locator('.fer-frame-rate')).toHaveText(/^\d+\.\d frames per second · \d+ ms in the kernel$/);
  await expect(view.locator('.fer-seen-label')).toHaveText('happy 75.0 %');
  await inBothThemes(page, info, 'webcam', view);
  await view.getByRole('button', { name: 'Stop camera' }).click();
  await expect(view).toHaveAttribute('data-fer-on', 'false');
});
