import { describe, expect, it } from 'vitest';
import { benchCommand } from '../../../packages/fer-core/src/cli/commands/bench';

/** Runs the command with arguments that it must refuse. */
async function refused(...args: string[]): Promise<string> {
  const command = benchCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return command.parseAsync(args, { from: 'user' }).then(
    () => 'was not refused',
    (error: Error) => error.message,
  );
}

describe('fer bench', () => {
  it.each([
    [['dance'], /'dance' is invalid.*train-step, phases, epoch, inference/],
    [['train-step', '--network', 'maxi'], /'maxi' is invalid.*mini_XCEPTION/],
    [['train-step', '--batch', '0'], /^bench: --batch: expected a whole number of at least 1, got 0$/],
    [['train-step', '--rounds', '1.5'], /^bench: --rounds: expected a whole number of at least 1, got 1\.5$/],
    [['train-step', '--steps', 'many'], /^bench: --steps: /],
    [['epoch', '--images', '-3'], /^bench: --images: /],
    [['train-step', '--threads', ''], /^bench: --threads: /],
    [['train-step', '--peers', 'jax'], /^bench: --peers: expected some of keras,torch, or none, got jax$/],
    [['detection'], /^bench detection: expected --photos, a folder of photos with \.pts files, got none$/],
    [['train-step', '--python', '/no/such/python'], /^bench: --python: expected a program, found none at \/no\/such\/python$/],
  ])('refuses %j in one line', async (args, message) => {
    expect(await refused(...args)).toMatch(message);
  });
});
