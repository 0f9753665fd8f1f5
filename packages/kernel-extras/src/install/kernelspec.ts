import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Name under which Jupyter knows the kernel. */
export const KERNEL_NAME = 'fer-typescript';

/** The kernelspec, with the paths of this Node and this installation. */
export function kernelspec(): object {
  const entry = resolve(__dirname, '../../bin/fer-typescript-kernel.cjs');
  return {
    argv: [process.execPath, entry, '{connection_file}'],
    display_name: 'TypeScript (FER)',
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: { debugger: false },
  };
}

/**
 * Writes the kernelspec into `<prefix>/share/jupyter/kernels/fer-typescript`, whole or not at all.
 * @returns the folder.
 */
export function installKernel(prefix: string): string {
  const kernels = join(resolve(prefix), 'share', 'jupyter', 'kernels');
  mkdirSync(kernels, { recursive: true });
  const folder = join(kernels, KERNEL_NAME);
  mkdirSync(folder, { recursive: true });
  const temporary = mkdtempSync(join(kernels, '.installing-'));
  try {
    writeFileSync(join(temporary, 'kernel.json'), `${JSON.stringify(kernelspec(), null, 2)}\n`);
    copyFileSync(resolve(__dirname, '../../assets/logo.svg'), join(temporary, 'logo-svg.svg'));
    for (const file of ['logo-svg.svg', 'kernel.json']) renameSync(join(temporary, file), join(folder, file));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return folder;
}
