import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { expect, type Locator } from '@playwright/test';

/** The folder that the server serves. */
export function testRoot(): string {
  return process.env.FER_TEST_ROOT!;
}

/** Runs a command of JupyterLab and waits for it; what it gives stays in the page. */
export async function runCommand(page: IJupyterLabPageFixture, command: string, args: Record<string, string> = {}): Promise<void> {
  await page.evaluate(
    async ([id, given]) => {
      await window.jupyterapp.commands.execute(id, given);
    },
    [command, args] as const,
  );
}

/** Opens a notebook of the test folder and waits until its kernel can be talked to. */
export async function openNotebook(page: IJupyterLabPageFixture, path: string): Promise<void> {
  await runCommand(page, 'docmanager:open', { path, factory: 'Notebook' });
  await kernelIsReady(page);
}

/** Makes a notebook with these cells in the test folder and opens it. */
export async function openCells(page: IJupyterLabPageFixture, path: string, cells: readonly string[]): Promise<void> {
  const content = {
    cells: cells.map((source, index) => ({ cell_type: 'code', id: `cell-${index + 1}`, metadata: {}, source, outputs: [], execution_count: null })),
    metadata: { kernelspec: { name: 'fer-typescript', display_name: 'TypeScript (FER)', language: 'typescript' } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  const answer = await page.request.put(`${process.env.TARGET_URL}/api/contents/${path}`, { data: { type: 'notebook', content } });
  expect(answer.ok()).toBe(true);
  await openNotebook(page, path);
}

/** The indicator is idle before there is a kernel, so the kernel itself is asked. */
async function kernelIsReady(page: IJupyterLabPageFixture): Promise<void> {
  await page.waitForFunction(() => {
    const kernel = (window.jupyterapp.shell.currentWidget as NotebookPanel | null)?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
  });
}

/** Starts all cells and does not wait for them. */
export async function startAllCells(page: IJupyterLabPageFixture): Promise<void> {
  await page.evaluate(() => void window.jupyterapp.commands.execute('notebook:run-all-cells'));
}

/** Starts one cell, counted from 0, and does not wait for it. */
export async function startCell(page: IJupyterLabPageFixture, index: number): Promise<void> {
  await page.evaluate((cell) => {
    (window.jupyterapp.shell.currentWidget as NotebookPanel).content.activeCellIndex = cell;
    void window.jupyterapp.commands.execute('notebook:run-cell');
  }, index);
}

/** A cell of the notebook in front, counted from 0. */
export function cell(page: IJupyterLabPageFixture, index: number): Locator {
  return page.locator(`.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell[data-windowed-list-index="${index}"]`);
}

/** Waits until a cell has run; a running one shows `[*]`. */
export async function hasRun(page: IJupyterLabPageFixture, index: number): Promise<void> {
  await expect(cell(page, index).locator('.jp-InputPrompt')).toHaveText(/\[\d+\]/, { timeout: 240_000 });
}

/** Saves the notebook in front and reads it from the disk. */
export async function savedNotebook(page: IJupyterLabPageFixture, path: string): Promise<{ cells: { outputs?: Output[] }[] }> {
  await runCommand(page, 'docmanager:save');
  return JSON.parse(readFileSync(join(testRoot(), path), 'utf8'));
}

/** An output in a notebook file. */
export interface Output {
  output_type: string;
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}
