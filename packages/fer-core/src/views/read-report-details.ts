import type { Calibration, ReliabilityBin } from '../evaluate/calibration';
import type { Mistake } from '../evaluate/confident-mistakes';
import type { EvaluationReport } from '../evaluate/report';
import type { Ranking } from '../evaluate/ranking';
import type { TemperedCalibration } from '../evaluate/tempered-calibration';
import { readNotices } from './notices';
import type { PayloadReader } from './payload-reader';

type Details = Pick<
  EvaluationReport,
  'macroF1Interval' | 'balancedAccuracyInterval' | 'notices' | 'calibration' | 'temperedCalibration' | 'ranking' | 'mistakes'
>;

/**
 * Reads what only newer reports tell, or only those of models that give probabilities.
 * @returns the fields that the report has
 * @throws InputError saying which field is wrong
 */
export function readReportDetails(report: PayloadReader): Details {
  const details: Details = {
    macroF1Interval: report.optional('macroF1Interval', (key) => report.interval(key)),
    balancedAccuracyInterval: report.optional('balancedAccuracyInterval', (key) => report.interval(key)),
    notices: report.optional('notices', (key) => readNotices(report, key)),
    calibration: report.optional('calibration', (key) => readCalibration(report.object(key))),
    temperedCalibration: report.optional('temperedCalibration', (key) => readTempered(report.object(key))),
    ranking: report.optional('ranking', (key) => readRanking(report.object(key))),
    mistakes: report.optional('mistakes', (key) => report.objects(key, readMistake)),
  };
  for (const key of Object.keys(details) as (keyof Details)[]) if (details[key] === undefined) delete details[key];
  return details;
}

function readCalibration(calibration: PayloadReader): Calibration {
  return {
    ece: calibration.share('ece'),
    maximumError: calibration.share('maximumError'),
    negativeLogLikelihood: calibration.number('negativeLogLikelihood'),
    brierScore: calibration.number('brierScore'),
    meanConfidence: calibration.number('meanConfidence'),
    bins: calibration.objects('bins', readBin),
  };
}

function readTempered(tempered: PayloadReader): TemperedCalibration {
  const images = tempered.object('fittedOn');
  return {
    temperature: tempered.number('temperature'),
    fittedOn: {
      dataset: images.text('dataset'),
      split: images.text('split'),
      n: images.integer('n'),
      dataSha256: images.text('dataSha256'),
    },
    ...readCalibration(tempered),
  };
}

function readBin(bin: PayloadReader): ReliabilityBin {
  return {
    low: bin.share('low'),
    high: bin.share('high'),
    count: bin.integer('count'),
    confidence: bin.numberOrNull('confidence'),
    accuracy: bin.numberOrNull('accuracy'),
    accuracyInterval: bin.optional('accuracyInterval', (key) => bin.interval(key)) ?? null,
  };
}

function readRanking(ranking: PayloadReader): Ranking {
  return {
    macroAuc: ranking.numberOrNull('macroAuc'),
    macroAveragePrecision: ranking.numberOrNull('macroAveragePrecision'),
    perClass: ranking.objects('perClass', (row) => ({
      label: row.text('label'),
      auc: row.numberOrNull('auc'),
      averagePrecision: row.numberOrNull('averagePrecision'),
    })),
  };
}

function readMistake(mistake: PayloadReader): Mistake {
  return {
    index: mistake.integer('index'),
    id: mistake.text('id'),
    truth: mistake.text('truth'),
    predicted: mistake.text('predicted'),
    confidence: mistake.number('confidence'),
    truthProbability: mistake.number('truthProbability'),
  };
}
