import type { TranslationBundle } from '@jupyterlab/translation';
import { type ClassAccuracyPayload, type ConfusionScale, type EvaluationReport, formatPercent } from 'fer-core/views';
import React, { useState } from 'react';
import { ClassTable } from './class-table';
import { type ConfusionCell, ConfusionGrid } from './confusion-grid';
import { Gallery } from './gallery';
import type { ImageSource } from '../pictures/image-source';
import { Notices } from '../rendering/notices';
import { NumberList } from '../rendering/number-list';
import { IntervalBar } from './interval-bar';

interface ClassAccuracyViewProps {
  payload: ClassAccuracyPayload;
  /** Null where there are no images to open. */
  source: ImageSource | null;
  trans: TranslationBundle;
}

/** An evaluation: accuracy with its stamp, confusion matrix, numbers per class, and the images behind each cell. */
export function ClassAccuracyView({ payload, source, trans }: ClassAccuracyViewProps): React.ReactElement {
  const { report, images } = payload;
  const [scale, setScale] = useState<ConfusionScale>('counts');
  const [selected, setSelected] = useState<ConfusionCell | null>(null);
  const opens = images !== null && source !== null;
  return (
    <section className="fer-class-accuracy" aria-label={trans.__('Accuracy by class')}>
      <Stamp report={report} trans={trans} />
      <Notices notices={report.notices} trans={trans} />
      <div className="fer-columns">
        <div>
          <header className="fer-header">
            <span className="fer-subtitle">{trans.__('Confusion')}</span>
            <ScaleChoice scale={scale} onScale={setScale} trans={trans} />
          </header>
          <ConfusionGrid report={report} scale={scale} selected={selected} onOpen={opens ? setSelected : undefined} trans={trans} />
          <p className="fer-hint">
            {opens ? trans.__('Click a cell, or press Enter on it, to see its images.') : trans.__('The images are not at hand here.')}
          </p>
        </div>
        <div>
          <header className="fer-header">
            <span className="fer-subtitle">{trans.__('By class')}</span>
            <span className="fer-faint">{trans.__('error bars: 95 % intervals')}</span>
          </header>
          <ClassTable report={report} trans={trans} />
        </div>
      </div>
      {opens && selected && (
        <Gallery
          images={images}
          labels={report.labels}
          cell={selected}
          source={source}
          onClose={() => setSelected(null)}
          trans={trans}
        />
      )}
    </section>
  );
}

function Stamp({ report, trans }: { report: EvaluationReport; trans: TranslationBundle }): React.ReactElement {
  const { accuracy, accuracyInterval, macroF1, balancedAccuracy, protocol } = report;
  const [low, high] = accuracyInterval.map((bound) => (bound * 100).toFixed(1));
  const facts: [name: string, value: string][] = [
    [trans.__('Data'), `${protocol.dataset} · ${protocol.split}`],
    [trans.__('Images'), String(protocol.n)],
    [trans.__('Selected on'), protocol.selectedOn ?? trans.__('nothing')],
    [trans.__('Macro F1'), formatPercent(macroF1)],
    [trans.__('Balanced accuracy'), formatPercent(balancedAccuracy)],
  ];
  return (
    <div className="fer-stamp">
      <div className="fer-accuracy">
        <span className="fer-accuracy-name">{trans.__('Accuracy')}</span>
        <span className="fer-accuracy-value">{formatPercent(accuracy)}</span>
        <span className="fer-accuracy-interval" title={trans.__('Wilson interval')}>
          {trans.__('95 %: %1 – %2', low, high)}
        </span>
        <IntervalBar share={accuracy} interval={accuracyInterval} length={150} />
      </div>
      <NumberList numbers={facts} />
    </div>
  );
}

interface ScaleChoiceProps {
  scale: ConfusionScale;
  onScale: (scale: ConfusionScale) => void;
  trans: TranslationBundle;
}

function ScaleChoice({ scale, onScale, trans }: ScaleChoiceProps): React.ReactElement {
  const choices: [scale: ConfusionScale, name: string, title: string][] = [
    ['counts', trans.__('Counts'), trans.__('Numbers of images')],
    ['rows', trans.__('Row %'), trans.__('Per cent of the true class; the diagonal is recall')],
    ['columns', trans.__('Column %'), trans.__('Per cent of the predicted class; the diagonal is precision')],
  ];
  return (
    <div className="fer-choice" role="group" aria-label={trans.__('What the cells say')}>
      {choices.map(([choice, name, title]) => (
        <button key={choice} aria-pressed={scale === choice} title={title} onClick={() => onScale(choice)}>
          {name}
        </button>
      ))}
    </div>
  );
}
