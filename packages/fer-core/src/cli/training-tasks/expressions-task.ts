import { reportText } from '../../evaluate/report-text';
import { train } from '../../train/training';
import { resolveTrainingConfig } from '../../train/training-config';
import { loadTrainingData } from '../../train/training-data';
import { formatPercent } from '../../views';
import type { TrainingTask } from './training-task';

/** Trains a classifier of facial expressions. */
export const expressionsTask: TrainingTask = {
  async start(fields, source, { run, resume, signal, say, onStep, onEpoch }) {
    const config = resolveTrainingConfig(fields, source);
    const data = await loadTrainingData(config);
    say(`${data.train.name}: ${data.train.count.toLocaleString('en')} training, ${data.validation.count.toLocaleString('en')} validation images`);
    const training = train(config, data, {
      run,
      resume,
      signal,
      onStart: ({ device, compiled, network }) => say(`${network.name} on ${device}, ${compiled ? 'compiled' : 'eager'} steps`),
      onWarning: (message) => say(`warning: ${message}`),
      onStep: ({ live, ...progress }) => onStep(progress, live ? `loss ${live.loss.toFixed(3)}, accuracy ${formatPercent(live.accuracy)}` : ''),
      onEpoch: ({ epoch, loss, accuracy, valLoss, valAccuracy, learningRate, ms }) => {
        const learned = `loss ${loss.toFixed(4)}, accuracy ${formatPercent(accuracy)}`;
        const judged = `validation loss ${valLoss.toFixed(4)}, accuracy ${formatPercent(valAccuracy)}`;
        onEpoch(epoch + 1, `${learned} · ${judged} · learning rate ${learningRate.toPrecision(3)}`, ms);
      },
    });
    const { report, ...result } = await training.done;
    return { ...result, report: report && { json: report, text: reportText(report) } };
  },
};
