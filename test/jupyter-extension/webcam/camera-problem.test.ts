import type { TranslationBundle } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { cameraProblem } from '../../../packages/jupyter-extension/src/webcam/camera';

const trans = { __: (text: string, ...values: string[]) => text.replace('%1', values[0]!) } as TranslationBundle;

describe('cameraProblem', () => {
  it.each([
    ['NotAllowedError', 'The camera was refused'],
    ['NotFoundError', 'There is no camera'],
    ['NotReadableError', 'in use by another program'],
    ['SecurityError', 'https'],
  ])('says for %s what to do', (name, text) => {
    expect(cameraProblem(new DOMException('', name), trans)).toContain(text);
  });

  it('passes on what it does not know', () => {
    expect(cameraProblem(new Error('odd'), trans)).toBe('The camera did not open: odd');
  });
});
