import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from '@jupyterlab/galata';

import { inBothThemes } from './both-themes';
import { runCommand, testRoot } from './notebook';

/** A photo with six faces; it is not ours to ship. */
const PHOTO = join(process.env.FER_DATA ?? '', 'group-photo.jpg');

test('the palette and the file browser recognize an image', async ({ page, tmpPath }, info) => {
  test.skip(!process.env.FER_DATA || !existsSync(PHOTO), 'FER_DATA holds no group-photo.jpg');
  test.skip(!existsSync(fileURLToPath(new URL('../../models/landmarks', import.meta.url))), 'no landmark network is shipped yet');
  test.setTimeout(900_000);
  copyFileSync(PHOTO, join(testRoot(), tmpPath, 'group.jpg'));
  await runCommand(page, 'filebrowser:refresh');
  const file = page.locator('.jp-DirListing-item[data-file-type="jpeg"]').filter({ hasText: 'group.jpg' });
  await expect(file).toBeVisible();
  await file.click({ button: 'right' });
  await expect(page.locator('.lm-Menu-itemLabel').filter({ hasText: 'Recognize Expressions' })).toBeVisible();
  await page.locator('.lm-Menu-itemLabel').filter({ hasText: 'Recognize Expressions' }).click();
  const view = page.locator('.jp-CodeConsole .fer-stages');
  await expect(view.locator('[data-fer-face]')).not.toHaveCount(0, { timeout: 600_000 });
  await inBothThemes(page, info, 'recognized', view);
  await runCommand(page, 'apputils:activate-command-palette');
  await page.keyboard.type('Recognize');
  await expect(page.locator('.lm-CommandPalette-item').filter({ hasText: 'Recognize Expressions in Image…' })).toBeVisible();
});
