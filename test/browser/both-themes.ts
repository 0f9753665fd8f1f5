import { expect, type IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator, TestInfo } from '@playwright/test';

import { contrast } from './contrast';
import { runCommand } from './notebook';

/**
 * Looks at a view in both themes: what is drawn stays, texts are readable, a picture is kept.
 * @param followed waits until what is drawn later has followed a theme
 */
export async function inBothThemes(page: IJupyterLabPageFixture, info: TestInfo, name: string, view: Locator, followed?: () => Promise<void>): Promise<void> {
  for (const theme of ['Light', 'Dark']) {
    await runCommand(page, 'apputils:change-theme', { theme: `JupyterLab ${theme}` });
    await expect(page.locator('body')).toHaveAttribute('data-jp-theme-name', `JupyterLab ${theme}`);
    await expect(view).toBeVisible();
    await followed?.();
    expect(await contrast(page, '.fer-title, .fer-subtitle, .fer-number-value, .fer-choice button')).toBeGreaterThan(4.5);
    await view.screenshot({ path: info.outputPath(`${name}-${theme.toLowerCase()}.png`) });
  }
}
