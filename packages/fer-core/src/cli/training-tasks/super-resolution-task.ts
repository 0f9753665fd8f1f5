import { resolveSuperResolutionConfig } from '../../train/super-resolution/super-resolution-config';
import { trainSuperResolution } from '../../train/super-resolution/train-super-resolution';
import type { TrainingTask } from './training-task';

/** Trains FSRNet. */
export const superResolutionTask: TrainingTask = {
  async start(fields, source, { run, resume, signal, say, onStep, onEpoch }) {
    const { validation, ...result } = await trainSuperResolution(resolveSuperResolutionConfig(fields, source), {
      run,
      resume,
      signal,
      onStart: ({ device, compiled, network, train, heldOut }) => {
        say(`${train.toLocaleString('en')} faces to learn from, ${heldOut} held out`);
        say(`${network.name} on ${device}, ${compiled ? 'compiled' : 'eager'} steps`);
      },
      onWarning: (message) => say(`warning: ${message}`),
      onStep: ({ live, ...progress }) => onStep(progress, live ? `loss ${live.loss.toFixed(4)}, RGB PSNR ${live.psnr.toFixed(2)} dB` : ''),
      onEpoch: ({ epoch, loss, psnr, valPsnr, valGain, learningRate, ms }) => {
        const judged = `held out: Y PSNR ${valPsnr.toFixed(2)} dB, ${signed(valGain)} dB to bicubic`;
        onEpoch(epoch + 1, `loss ${loss.toFixed(4)}, RGB PSNR ${psnr.toFixed(2)} dB · ${judged} · learning rate ${learningRate.toPrecision(3)}`, ms);
      },
    });
    const text = validation && `Held out, n = ${validation.n}: Y PSNR ${validation.psnrY.toFixed(2)} dB, ${signed(validation.gainY)} dB to bicubic`;
    return { ...result, report: validation && { json: validation, text: text! } };
  },
};

function signed(decibels: number): string {
  return `${decibels < 0 ? '−' : '+'}${Math.abs(decibels).toFixed(2)}`;
}
