import { resolveLandmarkConfig } from '../../train/landmarks/landmark-config';
import { trainLandmarks } from '../../train/landmarks/train-landmarks';
import type { TrainingTask } from './training-task';

/** Trains the network that finds the 68 points of a face. */
export const landmarksTask: TrainingTask = {
  async start(fields, source, { run, resume, signal, say, onStep, onEpoch }) {
    const config = resolveLandmarkConfig(fields, source);
    const { validation, ...result } = await trainLandmarks(config, {
      run,
      resume,
      signal,
      onStart: ({ device, compiled, network, train, heldOut }) =>
        say(`${train} training, ${heldOut} held-out faces; ${network.name} on ${device}, ${compiled ? 'compiled' : 'eager'} steps`),
      onWarning: (message) => say(`warning: ${message}`),
      onStep: ({ live, ...progress }) => onStep(progress, live ? `loss ${live.loss.toFixed(2)}, error ${live.error.toFixed(2)} %` : ''),
      onEpoch: ({ epoch, loss, error, valError, valInnerError, ms }) =>
        onEpoch(epoch + 1, `loss ${loss.toFixed(2)}, error ${error.toFixed(2)} % · held out ${valError.toFixed(2)} %, inner points ${valInnerError.toFixed(2)} %`, ms),
    });
    const { errorPercent, innerErrorPercent, n } = validation ?? {};
    const text = `held-out faces: error ${errorPercent?.toFixed(2)} %, inner points ${innerErrorPercent?.toFixed(2)} % (n = ${n})`;
    return { ...result, report: validation && { json: validation, text } };
  },
};
