import type { TranslationBundle } from '@jupyterlab/translation';
import { type ExplanationPayload, formatPercent } from 'fer-core/views';
import React, { useMemo, useState } from 'react';
import { HeatImage } from '../pictures/heat-image';
import type { ImageSource } from '../pictures/image-source';
import { Pages } from '../pictures/pages';
import { Slider } from '../pictures/slider';
import { usePixels } from '../pictures/use-pixels';
import type { ExplainedMaps, ShownClass } from './explained-map';
import { ExplainedImage } from './explained-image';
import { explainedText } from './explained-text';
import { HeatLegend } from './heat-legend';

/** Images on one page, and the side of each in CSS pixels. */
const PAGE = 24;
const SIDE = 96;

type Shown = 'all' | 'mistakes' | 'right';

interface ExplanationViewProps {
  payload: ExplanationPayload;
  source: ImageSource;
  maps: ExplainedMaps;
  trans: TranslationBundle;
}

/** Images under the map of a class that the reader chooses; a click shows one large, with the maps of all classes. */
export function ExplanationView({ payload, source, maps, trans }: ExplanationViewProps): React.ReactElement {
  const { name, labels, images } = payload;
  const { truth, predicted } = images;
  const [shownClass, setShownClass] = useState<ShownClass>('chosen');
  const [percent, setPercent] = useState(60);
  const [shown, setShown] = useState<Shown>('all');
  const [page, setPage] = useState(0);
  const [enlarged, setEnlarged] = useState<number | null>(null);
  const wrong = (index: number): boolean => truth !== null && truth[index] !== predicted[index];
  const listed = useMemo(
    () =>
      images.ids
        .map((_, index) => index)
        .filter((index) => shown === 'all' || wrong(index) === (shown === 'mistakes')),
    [images, shown],
  );
  const here = listed.slice(page * PAGE, (page + 1) * PAGE);
  const pages = Math.max(1, Math.ceil(listed.length / PAGE));
  const { pixels, problem } = usePixels(source, here);
  const strength = percent / 100;

  const step = (by: number): void => {
    const at = listed.indexOf(enlarged!) + by;
    if (at < 0 || at >= listed.length) return;
    setPage(Math.floor(at / PAGE));
    setEnlarged(listed[at]!);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (enlarged === null) return;
    if (event.key === 'Escape') setEnlarged(null);
    else if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const choose = (next: Shown): void => {
    setShown(next);
    setPage(0);
    setEnlarged(null);
  };

  const mistakes = images.ids.filter((_, index) => wrong(index)).length;
  const parts: [part: Shown, text: string][] = [
    ['all', trans.__('All (%1)', images.ids.length)],
    ['mistakes', trans.__('Mistakes (%1)', mistakes)],
    ['right', trans.__('Right (%1)', images.ids.length - mistakes)],
  ];
  return (
    <section className="fer-explanation" aria-label={trans.__('Class activation maps of %1', name)}>
      <header className="fer-header">
        <span className="fer-title">{name}</span>
        <span className="fer-faint">
          {trans.__('class activation maps, %1 × %2 places each', payload.block.width, payload.block.height)}
        </span>
      </header>
      <header className="fer-header fer-explanation-choices">
        <label className="fer-explanation-choice">
          <span className="fer-faint">{trans.__('Map of')}</span>
          <ClassChooser
            labels={labels}
            knowsTruth={truth !== null}
            shown={shownClass}
            onShown={setShownClass}
            trans={trans}
          />
        </label>
        <label className="fer-explanation-choice">
          <span className="fer-faint">{trans.__('Heat %1 %', percent)}</span>
          <Slider
            min={0}
            max={100}
            step={5}
            value={percent}
            onValue={setPercent}
            label={trans.__('Strength of the heat')}
            valueText={trans.__('%1 per cent', percent)}
          />
        </label>
        <HeatLegend trans={trans} />
      </header>
      {(truth !== null || pages > 1) && (
        <header className="fer-header">
          {truth !== null && (
            <div className="fer-choice" role="group" aria-label={trans.__('Which images')}>
              {parts.map(([part, text]) => (
                <button key={part} aria-pressed={shown === part} onClick={() => choose(part)}>
                  {text}
                </button>
              ))}
            </div>
          )}
          <span className="fer-spring" />
          {pages > 1 && <Pages page={page} pages={pages} onPage={setPage} trans={trans} />}
        </header>
      )}
      {problem && <p className="fer-problem">{problem}</p>}
      {listed.length === 0 && <p className="fer-faint">{trans.__('There is no such image.')}</p>}
      <div className="fer-gallery-body" data-lm-suppress-shortcuts="true" onKeyDown={onKeyDown}>
        <div className="fer-gallery-images">
          {here.map((index, position) => {
            const label = maps.classOf(index, shownClass);
            const text = explainedText(payload, index, trans);
            return (
              <button
                key={index}
                className="fer-gallery-image fer-explained"
                data-fer-id={images.ids[index]}
                data-fer-map={labels[label]}
                aria-pressed={enlarged === index}
                title={`${images.ids[index]}\n${text}`}
                aria-label={`${images.ids[index]}, ${text}`}
                onClick={() => setEnlarged(enlarged === index ? null : index)}
              >
                <HeatImage
                  pixels={pixels[position]}
                  heat={maps.heat(index, label)}
                  strength={strength}
                  height={images.height}
                  width={images.width}
                  size={SIDE}
                />
                <span className="fer-explained-answer" data-fer-wrong={wrong(index)}>
                  {text}
                </span>
                <span>{trans.__('%1 %2', labels[label], formatPercent(images.probabilities[index]![label]))}</span>
              </button>
            );
          })}
        </div>
        {enlarged !== null && here.includes(enlarged) && (
          <ExplainedImage
            payload={payload}
            maps={maps}
            index={enlarged}
            pixels={pixels[here.indexOf(enlarged)]}
            shown={maps.classOf(enlarged, shownClass)}
            onShown={setShownClass}
            strength={strength}
            trans={trans}
          />
        )}
      </div>
      <p className="fer-hint">
        {trans.__(
          'Bright where the last block says most for the class, within each map. Click an image to see the maps of all classes.',
        )}
      </p>
    </section>
  );
}

interface ClassChooserProps {
  labels: readonly string[];
  knowsTruth: boolean;
  shown: ShownClass;
  onShown: (shown: ShownClass) => void;
  trans: TranslationBundle;
}

function ClassChooser({ labels, knowsTruth, shown, onShown, trans }: ClassChooserProps): React.ReactElement {
  return (
    <select
      className="fer-select"
      data-lm-suppress-shortcuts="true"
      aria-label={trans.__('Class whose map is shown')}
      value={String(shown)}
      onChange={({ target: { value } }) => onShown(value === 'chosen' || value === 'truth' ? value : Number(value))}
    >
      <option value="chosen">{trans.__('each image’s answer')}</option>
      {knowsTruth && <option value="truth">{trans.__('each image’s truth')}</option>}
      {labels.map((label, index) => (
        <option key={label} value={index}>
          {label}
        </option>
      ))}
    </select>
  );
}
