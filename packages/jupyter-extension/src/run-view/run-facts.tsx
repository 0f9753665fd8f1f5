import { Time } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { NumberList } from '../rendering/number-list';
import type { RunConfig } from '../workbench/run-entry';

/** What a run was asked to do, in a row of names and values. */
export function RunFacts({ config, trans }: { config: RunConfig; trans: TranslationBundle }): React.ReactElement {
  const count = (n: number | null): string => n?.toLocaleString('en') ?? '–';
  const facts: [name: string, value: React.ReactNode][] = [
    [trans.__('Network'), config.network],
    [trans.__('Data'), config.dataset],
    [trans.__('Training images'), count(config.trainImages)],
    [trans.__('Validation images'), count(config.validationImages)],
    [trans.__('Batch size'), config.batchSize],
    [trans.__('Optimizer'), config.optimizer],
    [trans.__('Learning rate at the start'), config.learningRate],
    [trans.__('Seed'), config.seed],
    [trans.__('Started'), config.started && Time.format(new Date(config.started))],
  ];
  return (
    <NumberList className="fer-run-facts" numbers={facts.map(([name, value]): [string, React.ReactNode] => [name, value ?? '–'])} />
  );
}
